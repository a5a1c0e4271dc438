using System.Text.Json;
using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Tests.Bezorging;

/// <summary>The cards and words of the delivery side, and the inbox.</summary>
public sealed class KaartenTests
{
    [Fact]
    public async Task The_list_has_a_line_and_a_button_per_task_and_the_button_opens_that_card()
    {
        await using var world = BezorgWereld.New();
        var fatma = world.MailPerson("fatma");
        world.Get<CardCatalog>().AddTasks(Tasks);

        var shown = Assert.IsType<CardAnswer.Show>(await world.Get<CardCatalog>().Commands["taken"](
            new ChatCommand(fatma, "taken", Door.Web, world.Now), BezorgWereld.Token));
        using var card = JsonDocument.Parse(shown.Card.Json);
        var buttons = Find(card.RootElement, "Action.Execute").ToList();

        Assert.Equal(["z1", "z2"], buttons.Select(b => b.GetProperty("data").GetProperty("case").GetString()));
        Assert.All(buttons, b => Assert.True(JsonElement.DeepEquals(b.GetProperty("data"), b.GetProperty("fallback").GetProperty("data"))));
        Assert.DoesNotContain("${", System.Text.Encoding.UTF8.GetString(shown.Card.Json.Span), StringComparison.Ordinal);
        var opened = Assert.IsType<CardAnswer.Show>(await PressAsync(world, fatma, "open", buttons[1].GetProperty("data").GetRawText()));
        Assert.Equal("z2", opened.Card.Summary);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"kind":"taak"}""")]
    [InlineData("""{"kind":"onbekend","case":"z1"}""")]
    [InlineData("""{"kind":5,"case":["z1"]}""")]
    [InlineData("[]")]
    public async Task A_tampered_button_opens_nothing(string data)
    {
        await using var world = BezorgWereld.New();
        var fatma = world.MailPerson("fatma");

        Assert.IsType<CardAnswer.Say>(await PressAsync(world, fatma, "open", data));
        Assert.Empty((await world.BoxAsync(fatma)).Bezorgingen);
    }

    [Fact]
    public async Task Preferences_are_kept_and_shown_and_nonsense_is_refused_with_a_sentence()
    {
        await using var world = BezorgWereld.New();
        var fatma = world.MailPerson("fatma");

        var refused = Assert.IsType<CardAnswer.Show>(await PressAsync(
            world, fatma, "voorkeuren.opslaan", """{"ritme":"PerWeek","weekdag":"Monday","pauzeTot":"2031-01-01"}"""));
        Assert.Contains("hooguit drie maanden", Text(refused), StringComparison.Ordinal);
        Assert.Equal(Voorkeuren.Standaard, await world.Berichten.VoorkeurenAsync(fatma, BezorgWereld.Token));

        var kept = Assert.IsType<CardAnswer.Show>(await PressAsync(
            world, fatma, "voorkeuren.opslaan",
            """{"ritme":"PerWeek","weekdag":"Tuesday","werkdagen":"Monday,Tuesday","pauzeTot":"2026-11-30"}"""));
        Assert.Contains("Bewaard.", Text(kept), StringComparison.Ordinal);
        var wishes = await world.Berichten.VoorkeurenAsync(fatma, BezorgWereld.Token);
        Assert.Equal((Ritme.PerWeek, DayOfWeek.Tuesday, new DateOnly(2026, 11, 30)), (wishes.Ritme, wishes.Weekdag, wishes.PauzeTot));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Tuesday], wishes.Werkdagen);
    }

    [Fact]
    public async Task The_inbox_shows_a_case_once_in_its_latest_message_and_hides_what_is_done()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        await world.PlanAsync(jan, "z1");
        await world.PlanAsync(jan, "z2");
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.PlanAsync(jan, "z1", occasion: "herinnering-1");
        await world.DrainAsync();

        var inbox = await world.Get<Postvak>().ReadAsync(jan, world.Now, BezorgWereld.Token);
        Assert.Equal(["z1", "z2"], inbox.SelectMany(b => b.Taken.Select(t => t.Case)));
        world.Omgeving.Done["z1"] = true;

        inbox = await world.Get<Postvak>().ReadAsync(jan, world.Now, BezorgWereld.Token);
        Assert.Equal("z2", Assert.Single(Assert.Single(inbox).Taken).Case);
    }

    [Fact]
    public void A_list_of_many_tasks_stays_under_25_KB_and_says_how_many_more_there_are()
    {
        var card = new ComposedCard
        {
            Card = new RenderedCard("{}"u8.ToArray(), ""), Title = new string('é', 60), Detail = new string('ü', 90), IsTask = true,
        };
        var shown = Takenlijst.Render([.. Enumerable.Range(0, 60).Select(i => new Taak("tussenevaluatie.formulier", Guid.NewGuid().ToString("N"), card))]);

        Assert.InRange(shown.Json.Length, 1, 25 * 1024);
        Assert.Contains("En nog 40", System.Text.Encoding.UTF8.GetString(shown.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_encodes_names_and_keeps_each_task_on_its_own_line()
    {
        var persoon = new Persoon
        {
            Id = PersonId.From(Guid.NewGuid()), Email = "jan@school.nl", Naam = "x", Roepnaam = "<b>Jan</b>\r\nBcc: x", Bron = "bureau",
        };
        var card = new ComposedCard
        {
            Card = new RenderedCard("{}"u8.ToArray(), ""), Title = "A & B\r\nX-Kop: 1", Detail = "\"Gijs\" <script>", IsTask = true,
        };

        var mail = MailComposer.Compose(persoon, "m1", [new Taak("k", "z", card)], new Uri("https://isop.example/l/abc?a=1&b=2"));

        Assert.Equal("A & B X-Kop: 1", mail.Subject);
        Assert.DoesNotContain("<script>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Jan", mail.Html, StringComparison.Ordinal);
        Assert.Contains("https://isop.example/l/abc?a=1&amp;b=2", mail.Html, StringComparison.Ordinal);
        Assert.Contains("- A & B X-Kop: 1: \"Gijs\" <script>\n", mail.Text, StringComparison.Ordinal);
        Assert.Equal($"m1.{persoon.Id}", mail.MessageId);
    }

    private static async IAsyncEnumerable<OpenTask> Tasks(
        PersonId person, DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return new OpenTask("taak", "z1");
        yield return new OpenTask("taak", "z2");
    }

    private static async Task<CardAnswer> PressAsync(BezorgWereld world, PersonId actor, string verb, string data) =>
        await world.Get<CardCatalog>().Verbs[verb](
            new CardAction { Verb = verb, Data = JsonDocument.Parse(data).RootElement, Actor = actor, Door = Door.Web, Now = world.Now },
            BezorgWereld.Token);

    private static string Text(CardAnswer.Show shown) => System.Text.Encoding.UTF8.GetString(shown.Card.Json.Span);

    private static IEnumerable<JsonElement> Find(JsonElement element, string type) => element.ValueKind switch
    {
        JsonValueKind.Object => (element.TryGetProperty("type", out var t) && t.GetString() == type ? [element] : Array.Empty<JsonElement>())
            .Concat(element.EnumerateObject().Where(p => p.Name != "fallback").SelectMany(p => Find(p.Value, type))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Find(e, type)),
        _ => [],
    };
}
