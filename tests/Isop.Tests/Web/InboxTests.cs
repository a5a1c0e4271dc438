using System.Net;
using System.Text;
using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Bot.Web.Inbox;
using Isop.Core.Register;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Web;

public sealed class InboxTests
{
    private const string Tricky = """{"type":"AdaptiveCard","version":"1.2","body":[{"type":"TextBlock","text":"</script><script>alert(1)</script> <!-- é"}]}""";

    [Fact]
    public async Task The_inbox_shows_a_persons_own_messages_as_cards()
    {
        await using var host = await HostWith(person => person == WebHostParts.Mia.Id ? [Item("a", "Tussenevaluatie van Gijs"), Item("b", "Training")] : []);
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);
        using var gijs = await host.SignedInDeviceOf(WebHostParts.Gijs);

        var page = await Device.HtmlAsync(await mia.GetAsync("/postvak"));

        Assert.Equal(["Tussenevaluatie van Gijs", "Training"], page.QuerySelectorAll("[data-card]").Select(c => c.GetAttribute("aria-label")));
        Assert.Equal("maandag 23 november", page.QuerySelector(".card-date")!.TextContent);
        Assert.Contains("Er staan 2 berichten", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("noscript"));
        var other = await Device.HtmlAsync(await gijs.GetAsync("/postvak"));
        Assert.Contains("Je hebt nu niets te doen", other.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cards_text_cannot_leave_its_script_element()
    {
        var card = new RenderedCard(Encoding.UTF8.GetBytes(Tricky), "Een <b>kaart</b>");
        await using var host = await HostWith(_ => [Item("a", "x") with { Card = card }]);
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);

        var page = await Device.HtmlAsync(await mia.GetAsync("/postvak"));

        var data = Assert.Single(page.QuerySelectorAll("script[type='application/json']"));
        using var expected = JsonDocument.Parse(Tricky);
        using var found = JsonDocument.Parse(data.TextContent);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, found.RootElement));
        Assert.Equal("Een <b>kaart</b>", page.QuerySelector("[data-card]")!.GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData("/postvak/zaak/oefening/1", "Oefening 1")]
    [InlineData("/postvak/zaak/oefening/a/b%3Ac", "Oefening a/b:c")]
    [InlineData("/postvak/zaak/oefening/klaar", "Hier hoef je niets meer te doen")]
    [InlineData("/postvak/zaak/onbekend/1", "Hier hoef je niets meer te doen")]
    public async Task A_card_has_a_page_of_its_own(string path, string expected)
    {
        await using var host = await WebHost.StartAsync();
        host.Parts.Catalog.Kind("oefening", Oefening);
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);

        var answer = await mia.GetAsync(path);

        answer.MustBe(HttpStatusCode.OK);
        Assert.Contains(expected, (await Device.HtmlAsync(answer)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notitie Gijs: mooie kring", "notitie|notitie Gijs: mooie kring")]
    [InlineData("NOTITIE x", "notitie|NOTITIE x")]
    [InlineData("hallo daar", "|hallo daar")]
    public async Task A_typed_command_goes_to_the_handler_of_its_first_word(string text, string expected)
    {
        await using var host = await WebHost.StartAsync();
        host.Parts.Catalog.Command("notitie", (c, _) => ValueTask.FromResult<CardAnswer>(new CardAnswer.Say($"notitie|{c.Text}")));
        host.Parts.Catalog.Command("", (c, _) => ValueTask.FromResult<CardAnswer>(new CardAnswer.Say($"|{c.Text}")));
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);

        var answer = await mia.SubmitAsync("/postvak", "/postvak/opdracht", ("tekst", text));

        Assert.Equal(expected, (await Device.HtmlAsync(answer)).QuerySelector("main > .notice p")!.TextContent);
    }

    [Fact]
    public async Task A_command_that_is_too_long_is_refused_in_words()
    {
        await using var host = await WebHost.StartAsync();
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);

        (await mia.SubmitAsync("/postvak", "/postvak/opdracht", ("tekst", new string('x', 10_000)))).MustBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Preferences_are_the_card_that_the_chat_gives_for_the_word()
    {
        await using var host = await WebHost.StartAsync();
        host.Parts.Catalog.Command("voorkeuren", (_, _) => ValueTask.FromResult<CardAnswer>(new CardAnswer.Show(SampleCards.Card("Jouw voorkeuren"))));
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);

        var page = await Device.HtmlAsync(await mia.GetAsync("/postvak/voorkeuren"));

        Assert.Equal("Jouw voorkeuren", page.QuerySelector("[data-card]")!.GetAttribute("aria-label"));
    }

    private static ValueTask<ComposedCard?> Oefening(CardRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(request.Case == "klaar" ? null : new ComposedCard
        {
            Card = SampleCards.Card($"Oefening {request.Case}"), Title = "Oefening", Detail = "", IsTask = true,
        });

    private static InboxItem Item(string id, string summary) => new()
    {
        Id = id, Kind = "oefening", Cases = [new InboxCase(id, "oefening", null)], SentAt = WebHost.Start, Card = SampleCards.Card(summary),
    };

    private static Task<WebHost> HostWith(Func<PersonId, IReadOnlyList<InboxItem>> items) => WebHost.StartAsync(
        build: b => b.Services.AddSingleton<ReadInbox>((person, _, _) => ValueTask.FromResult(items(person))));
}
