using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>"Straks" on every card that asks something, "Klopt dit niet?" on every card about a case.</summary>
public sealed class ZijwegenTests
{
    [Theory]
    [InlineData(11, 16, "dinsdag 17 november", "dinsdag 17 november")]
    [InlineData(11, 18, "donderdag 19 november", "dinsdag 24 november")]
    [InlineData(11, 20, "maandag 23 november", "dinsdag 24 november")]
    public async Task Straks_is_the_mentors_next_working_day_and_the_students_next_stagedag(int month, int day, string mentor, string student)
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.GoToAsync(month, day);

        Assert.Contains($"herinnering op {mentor}", (await LaterAsync(w, Fatima, Kaarten.Formulier)).Tekst, StringComparison.Ordinal);
        Assert.Contains($"herinnering op {student}", (await LaterAsync(w, Gijs, Kaarten.Formulier)).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_card_that_asks_something_can_wait_and_comes_back_as_that_card()
    {
        await using var w = await Wereld.StartAsync();
        await ComesBackAsync(w, Gijs, Kaarten.Leervragen);
        await w.GoToAsync(11, 16);
        await ComesBackAsync(w, Fatima, Kaarten.Formulier);
        await w.HandInAsync(Fatima);
        await w.HandInAsync(Gijs);
        await ComesBackAsync(w, Gijs, Kaarten.Vergelijking);
        await w.SendAsync(Gijs, "tussenevaluatie.momenten.stuur", ("zaak", Wereld.ZaakId), ("d1", "2026-11-17"), ("t1", "15:30"));
        await ComesBackAsync(w, Fatima, Kaarten.Vergelijking);
        await w.SendAsync(Fatima, "tussenevaluatie.kies", ("zaak", Wereld.ZaakId), ("moment", "2026-11-17T15:30:00"));
        Assert.False((await w.OpenAsync(Fatima, Kaarten.Vergelijking)).Heeft("Straks"));
        await w.GoToAsync(11, 17, 16);
        await ComesBackAsync(w, Fatima, Kaarten.Vergelijking);
        await w.SendAsync(Fatima, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-17"), ("tekst", "Elke week een les."));
        await ComesBackAsync(w, Gijs, Kaarten.Vergelijking);
        await w.SendAsync(Gijs, "tussenevaluatie.akkoord", ("zaak", Wereld.ZaakId));
        await w.GoToAsync(12, 15);
        await ComesBackAsync(w, Gijs, Kaarten.Terugblik);
        await ComesBackAsync(w, Fatima, Kaarten.Terugblik);
    }

    [Fact]
    public async Task The_opleider_and_who_may_show_a_form_can_wait_too()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Fatima);
        await BecomeLateAsync(w);

        await ComesBackAsync(w, Opleider, Kaarten.TeLaat);
        await ComesBackAsync(w, Fatima, Kaarten.Vrijgave);
        Assert.IsType<CardAnswer.Say>(await w.SendAsync(Coach, "tussenevaluatie.straks", ("zaak", Wereld.ZaakId), ("kind", Kaarten.TeLaat)));
    }

    [Fact]
    public async Task An_old_card_that_asks_nothing_any_more_shows_how_it_is()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        var begin = await w.OpenAsync(Fatima, Kaarten.Formulier);
        await w.HandInAsync(Fatima);

        Assert.Contains("Ingediend", (await w.ShownAsync(begin, "Straks")).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_for_the_look_back_is_not_thrown_away()
    {
        await using var w = await Wereld.StartAsync();
        await DiscussedAsync(w);
        await w.GoToAsync(12, 15);
        var card = await w.OpenAsync(Gijs, Kaarten.Terugblik);

        Assert.IsType<CardAnswer.Say>(await w.PressAsync(card, "Straks", ("tekst", "Twee lessen gegeven")));
    }

    [Fact]
    public async Task Every_card_that_is_delivered_asks_whether_it_is_right()
    {
        string[] without =
        [
            // Somebody already said it, or it is not (or no longer) this person's.
            "klopt-niet-gemeld", "klopt-niet-loopt", "niet-meer-nodig", "niet-meer-van-jou", "te-laat-niet-bij-jou",
            // A step of a card that has it, with the way back.
            "aanpassen", "besproken-zonder-formulier", "eigen-pagina", "kan-niet", "klopt-niet-mentor", "klopt-niet-opleider", "klopt-niet-student", "momenten",
            "momenten-oude-kaart", "pagina", "uitstel", "vastleggen",
        ];
        var cards = (await Kaartvoorbeelden.AllAsync()).ToDictionary(c => c.Key, c => new Kaart(c.Value, Gijs));

        Assert.Equal(without.Order(StringComparer.Ordinal), cards.Where(c => !c.Value.Heeft("Klopt dit niet?")).Select(c => c.Key));
        Assert.All(without[5..], name => Assert.True(cards[name].Heeft("Terug") || cards[name].Heeft("Terug naar de vergelijking"), name));
    }

    [Fact]
    public async Task The_opleider_says_that_it_is_not_right_and_the_reminders_stop()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await BecomeLateAsync(w);
        var late = await w.OpenAsync(Opleider, Kaarten.TeLaat);
        var asked = await w.ShownAsync(late, "Klopt dit niet?");
        Assert.True((await w.ShownAsync(asked, "Terug")).Heeft("Uitstel tot …"));

        var told = await w.ShownAsync(asked, "Melden", ("keuze", "De stage is gestopt"), ("tekst", ""));

        Assert.Contains("Dank je", told.Tekst, StringComparison.Ordinal);
        Assert.Equal(("De stage is gestopt", Opleider), Assert.Single(await MeldingenAsync(w)));
        Assert.Equal(Opleider, (await w.ZaakAsync()).Twijfel!.Door);
        Assert.Null(await w.ComposeAsync(Fatima, Kaarten.Formulier, "herinnering-3"));
        Assert.Null(await w.ComposeAsync(Opleider, Kaarten.TeLaat, "telaat"));
        Assert.IsType<CardAnswer.Say>(await w.SendAsync(Coach, "tussenevaluatie.kloptniet", ("zaak", Wereld.ZaakId)));
    }

    [Fact]
    public async Task On_the_comparison_too_the_reminders_stop_and_on_a_page_nothing_typed_is_lost()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        var page = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Formulier), "Beginnen");
        await w.ShownAsync(page, "Klopt dit niet?", ($"s_{page.Vragen[0]}", "sterk"));
        var own = await w.Zaken.ReadOwnFormulierAsync(await w.ZaakAsync(), Fatima, TestContext.Current.CancellationToken);
        Assert.Equal("sterk", own!.Antwoorden[page.Vragen[0]]!.Stap);

        await w.HandInAsync(Fatima);
        await w.HandInAsync(Gijs);
        var asked = await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Vergelijking), "Klopt dit niet?");
        await w.ShownAsync(asked, "Melden", ("keuze", "Dit is niet mijn begeleider"));

        Assert.Null(await w.ComposeAsync(Gijs, Kaarten.Vergelijking, "herinnering"));
        Assert.False((await w.OpenAsync(Gijs, Kaarten.Vergelijking)).Heeft("Straks"));
    }

    [Fact]
    public async Task After_the_end_the_bureau_hears_it_once_a_day_and_the_case_stays_as_it_is()
    {
        await using var w = await Wereld.StartAsync();
        await DiscussedAsync(w);
        await w.GoToAsync(12, 15);
        var before = await w.ZaakAsync();
        var asked = await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Terugblik), "Klopt dit niet?");
        await w.ShownAsync(asked, "Melden", ("keuze", "Iets anders"), ("tekst", "Dit spraken we niet af."));
        w.Clock.Advance(TimeSpan.FromMinutes(5));
        await w.ShownAsync(asked, "Melden", ("keuze", "Iets anders"), ("tekst", "Dit spraken we niet af."));

        Assert.Equal(("Iets anders. Dit spraken we niet af.", Gijs), Assert.Single(await MeldingenAsync(w)));
        Assert.Equal(before.Revisie, (await w.ZaakAsync()).Revisie);
    }

    private static async Task DiscussedAsync(Wereld w)
    {
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Fatima);
        await w.HandInAsync(Gijs);
        await w.GoToAsync(11, 17, 16);
        await w.SendAsync(Fatima, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-17"), ("tekst", "Elke week een les."));
        await w.SendAsync(Gijs, "tussenevaluatie.akkoord", ("zaak", Wereld.ZaakId));
    }

    private static async Task BecomeLateAsync(Wereld w)
    {
        foreach (var (month, day) in new[] { (11, 23), (11, 30), (12, 7), (12, 8) })
        {
            await w.GoToAsync(month, day);
        }
    }

    private static async Task<Kaart> LaterAsync(Wereld w, PersonId who, string kind) => await w.ShownAsync(await w.OpenAsync(who, kind), "Straks");

    /// <summary>"Straks" on this card brings this card, and it is still worth sending then.</summary>
    private static async Task ComesBackAsync(Wereld w, PersonId who, string kind)
    {
        var later = await LaterAsync(w, who, kind);
        Assert.Contains("Goed, straks", later.Tekst, StringComparison.Ordinal);
        Assert.Equal(kind, later.Knop("Toch nu verder").Data["kind"]!.GetValue<string>());
        Assert.True((await w.ComposeAsync(who, kind, "~straks-20261117"))?.IsTask);
    }

    private static async Task<List<(string Tekst, PersonId Van)>> MeldingenAsync(Wereld w)
    {
        List<(string, PersonId)> all = [];
        await foreach (var (_, melding) in new MeldingStore(w.Store, new Outbox(w.Store, w.Clock)).OpenAsync(TestContext.Current.CancellationToken))
        {
            all.Add((melding.Value.Tekst, melding.Value.Van));
        }

        return all;
    }
}
