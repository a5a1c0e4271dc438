using Isop.Bot.Cards;
using Isop.Core.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>A tussenevaluatie through its cards, on a real store.</summary>
public sealed class LevenTests
{
    [Fact]
    public async Task A_tussenevaluatie_goes_from_leervragen_to_the_look_back()
    {
        await using var w = await Wereld.StartAsync();
        var leervragen = await w.OpenAsync(Gijs, Kaarten.Leervragen, "opening");
        await w.ShownAsync(leervragen, "Bewaren", ("v1", "Hoe ik de kring begin"));
        await w.SayAsync(Fatima, "notitie Gijs: mooie kring");
        await w.GoToAsync(11, 16);
        var page = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Formulier, "opening"), "Beginnen");
        Assert.Contains("mooie kring", page.Tekst, StringComparison.Ordinal);

        var overview = await w.FillInAsync(Fatima, Kaartvoorbeelden.VanMentor);
        Assert.Contains("Hoe ik de kring begin", overview.Tekst, StringComparison.Ordinal);
        var waits = await w.ShownAsync(overview, "Indienen");
        Assert.Contains("We wachten op Gijs", waits.Tekst, StringComparison.Ordinal);
        var visible = await w.HandInAsync(Gijs, Kaartvoorbeelden.VanStudent);
        Assert.Contains("Beide ingevuld, nu zichtbaar", visible.Tekst, StringComparison.Ordinal);
        Assert.Contains("Dat zag ik deze week in de kring.", visible.Tekst, StringComparison.Ordinal);

        var moments = await w.ShownAsync(visible, "Momenten voorstellen");
        await w.ShownAsync(moments, "Voorstellen", ("d1", "2026-11-24"), ("t1", "15:30"), ("d2", ""), ("d3", ""));
        var agreed = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Vergelijking), "dinsdag 24 november om 15.30 uur");
        Assert.Contains("Jullie spreken elkaar op dinsdag 24 november om 15.30 uur", agreed.Tekst, StringComparison.Ordinal);

        await w.GoToAsync(11, 24, 16);
        var record = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Vergelijking), "We hebben gesproken");
        await w.ShownAsync(record, "Vastleggen", ("datum", "2026-11-24"), ("tekst", "Elke week een hele les"));
        Assert.Empty(await w.Zaken.ReadNotitiesAsync(await w.ZaakAsync(), Fatima, TestContext.Current.CancellationToken));
        await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Vergelijking), "Akkoord");
        Assert.Equal(Fase.Afgesloten, (await w.ZaakAsync()).Fase);

        await w.GoToAsync(12, 22);
        var back = await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Terugblik, "terugblik"), "Versturen", ("keuze", "gelukt"), ("tekst", "Elke week gedaan"));
        Assert.Contains("Gijs, vier weken later: het is gelukt. Elke week gedaan", back.Tekst, StringComparison.Ordinal);
        Assert.Null(await w.ComposeAsync(Gijs, Kaarten.Terugblik, "terugblik"));
    }

    [Fact]
    public async Task What_is_missing_is_named_and_what_was_filled_in_stays()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        var overview = await w.FillInAsync(Fatima, v => v == "doel-kiezen" ? ("sterk", "gezien") : ("nog-niet-zichtbaar", ""));
        Assert.Contains("Dit ontbreekt nog:", overview.Tekst, StringComparison.Ordinal);
        Assert.Contains("Bladzijde 1, ‘De student", overview.Tekst, StringComparison.Ordinal);
        Assert.False(overview.Heeft("Indienen"));

        var page = await w.ShownAsync(overview, "Naar bladzijde 1");
        Assert.Contains("Je koos ‘nog niet zichtbaar’. Schrijf er kort bij wat je ziet of mist.", page.Tekst, StringComparison.Ordinal);
        Assert.Equal("gezien", page.Inputs[$"t_{page.Vragen[0]}"]);
        var forced = await w.SendAsync(Fatima, "tussenevaluatie.indienen", ("zaak", Wereld.ZaakId));
        Assert.Contains("Nog niet ingediend", new Kaart(Assert.IsType<CardAnswer.Show>(forced).Card, Fatima).Tekst, StringComparison.Ordinal);
        Assert.Null((await w.ZaakAsync()).Mentor);
    }

    [Fact]
    public async Task A_toelichting_of_ten_thousand_characters_is_refused_and_the_card_stays()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        var page = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Formulier), "Beginnen");
        var answer = await w.PressAsync(page, "Verder", ($"s_{page.Vragen[0]}", "sterk"), ($"t_{page.Vragen[0]}", new string('x', 10_000)));
        Assert.Contains("Er passen er 2.000", Assert.IsType<CardAnswer.Say>(answer).Text, StringComparison.Ordinal);
        Assert.IsType<CardAnswer.Say>(await w.PressAsync(page, "Bewaar en straks verder", ($"t_{page.Vragen[0]}", new string('x', 10_000))));
        var own = await w.Zaken.ReadOwnFormulierAsync(await w.ZaakAsync(), Fatima, TestContext.Current.CancellationToken);
        Assert.Equal(0, own!.Revisie);
    }

    [Fact]
    public async Task A_double_click_hands_in_once()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Fatima);
        var overview = await w.FillInAsync(Gijs, _ => ("sterk", ""));
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => w.ShownAsync(overview, "Indienen")));
        Assert.All(answers, a => Assert.Contains("Beide ingevuld", a.Tekst, StringComparison.Ordinal));
        var versies = await w.Zaken.ReadVersiesAsync(await w.ZaakAsync(), Zijde.Student, Gijs, new LeesrechtOptions(), TestContext.Current.CancellationToken);
        Assert.Single(versies);
    }

    [Fact]
    public async Task On_two_devices_what_was_saved_stays_and_what_was_typed_is_shown()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        var page = await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Formulier), "Beginnen");
        var vraag = page.Vragen[0];
        await w.ShownAsync(page, "Verder", ($"s_{vraag}", "sterk"), ($"t_{vraag}", "op de laptop"));
        var clash = await w.ShownAsync(page, "Verder", ($"s_{vraag}", "zichtbaar"), ($"t_{vraag}", "op de telefoon"));
        Assert.Contains("ondertussen ergens anders ingevuld", clash.Tekst, StringComparison.Ordinal);
        Assert.Contains("zichtbaar: op de telefoon", clash.Tekst, StringComparison.Ordinal);
        Assert.Equal(("sterk", "op de laptop"), (clash.Inputs[$"s_{vraag}"], clash.Inputs[$"t_{vraag}"]));
    }

    [Fact]
    public async Task A_duo_shares_one_form_and_the_card_names_who_handed_it_in()
    {
        await using var w = await Wereld.StartAsync(new Proefstage { Mentoren = [Fatima, Noor] });
        await w.GoToAsync(11, 16);
        var page = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Formulier), "Beginnen");
        await w.ShownAsync(page, "Verder", ($"s_{page.Vragen[0]}", "sterk"));
        var same = await w.OpenAsync(Noor, Kaarten.Formulier);
        Assert.Contains("Je hebt 1 van de", same.Tekst, StringComparison.Ordinal);
        await w.HandInAsync(Noor);
        var told = await w.OpenAsync(Fatima, Kaarten.Formulier);
        Assert.Contains("Noor heeft jullie formulier ingediend", told.Tekst, StringComparison.Ordinal);
        Assert.Null(await w.ComposeAsync(Fatima, Kaarten.Formulier, "herinnering-1"));
    }

    [Fact]
    public async Task When_the_stage_stops_midway_the_cards_say_so_and_nothing_can_be_handed_in()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        var overview = await w.FillInAsync(Fatima, _ => ("zichtbaar", ""));
        await w.RegisterAsync(new Proefstage { Gestopt = new DateOnly(2026, 11, 16) }.Register);
        var answer = await w.ShownAsync(overview, "Indienen");
        Assert.Contains("Niet meer nodig", answer.Tekst, StringComparison.Ordinal);
        Assert.Null((await w.ZaakAsync()).Mentor);
        Assert.Null(await w.ComposeAsync(Gijs, Kaarten.Formulier, "herinnering-1"));
    }

    [Fact]
    public async Task A_correction_is_a_new_version_that_both_see()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Gijs, _ => ("zichtbaar", ""));
        var compared = await w.HandInAsync(Fatima);
        var page = await w.ShownAsync(compared, "Mijn antwoorden aanpassen");
        var after = await w.ShownAsync(page, "Bewaar als nieuwe versie", ($"s_{page.Vragen[0]}", "sterk"));
        Assert.Contains("Je aanpassing is bewaard als nieuwe versie.", after.Tekst, StringComparison.Ordinal);
        Assert.Contains("Fatima heeft op maandag 16 november iets aangepast (versie 2).", (await w.OpenAsync(Gijs, Kaarten.Vergelijking)).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_colleague_changes_while_one_hands_in_is_shown_before_it_counts()
    {
        await using var w = await Wereld.StartAsync(new Proefstage { Mentoren = [Fatima, Noor] });
        await w.GoToAsync(11, 16);
        var overview = await w.FillInAsync(Fatima, _ => ("zichtbaar", ""));
        var page = new Kaart(Shown(await w.SendAsync(Noor, "tussenevaluatie.blader", ("zaak", Wereld.ZaakId), ("naar", "0"))), Noor);
        w.Between.BeforeCommit = async () => await w.ShownAsync(page, "Verder", ($"s_{page.Vragen[0]}", "nog-niet-zichtbaar"));

        var again = await w.ShownAsync(overview, "Indienen");

        Assert.Contains("ondertussen ergens anders aangepast", again.Tekst, StringComparison.Ordinal);
        Assert.Contains("Dit ontbreekt nog:", again.Tekst, StringComparison.Ordinal);
        Assert.Null((await w.ZaakAsync()).Mentor);
    }

    [Fact]
    public async Task A_page_that_is_saved_while_the_mentor_changes_does_not_end_in_the_form_of_the_next()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        var page = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Formulier), "Beginnen");
        w.Between.BeforeCommit = async () => await w.RegisterAsync(new Proefstage { Mentoren = [Noor] }.Register);

        var answer = await w.ShownAsync(page, "Verder", ($"s_{page.Vragen[0]}", "sterk"), ($"t_{page.Vragen[0]}", "van Fatima"));

        Assert.Contains("niet (meer) van jou", answer.Tekst, StringComparison.Ordinal);
        Assert.True((await w.OpenAsync(Noor, Kaarten.Formulier)).Heeft("Beginnen"));
        var second = new Kaart(Shown(await w.SendAsync(Noor, "tussenevaluatie.blader", ("zaak", Wereld.ZaakId), ("naar", "0"))), Noor);
        Assert.DoesNotContain("van Fatima", second.Tekst, StringComparison.Ordinal);
        await w.HandInAsync(Noor);
        Assert.Equal(Noor, (await w.ZaakAsync()).Mentor!.Auteur);
    }

    [Fact]
    public async Task Who_stays_of_a_duo_keeps_the_form_and_who_left_writes_no_more_in_it()
    {
        await using var w = await Wereld.StartAsync(new Proefstage { Mentoren = [Fatima, Noor] });
        await w.GoToAsync(11, 16);
        var page = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Formulier), "Beginnen");
        var next = await w.ShownAsync(page, "Verder", ($"s_{page.Vragen[0]}", "sterk"));
        w.Between.BeforeCommit = async () => await w.RegisterAsync(new Proefstage { Mentoren = [Noor] }.Register);
        Assert.Contains("niet (meer) van jou", (await w.ShownAsync(next, "Verder", ($"s_{next.Vragen[0]}", "sterk"))).Tekst, StringComparison.Ordinal);
        Assert.Contains("Je hebt 1 van de", (await w.OpenAsync(Noor, Kaarten.Formulier)).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_corrections_of_one_page_the_second_is_shown_the_first_and_keeps_its_text()
    {
        await using var w = await Wereld.StartAsync(new Proefstage { Mentoren = [Fatima, Noor] });
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Gijs);
        var compared = await w.HandInAsync(Fatima);
        var mine = await w.ShownAsync(compared, "Mijn antwoorden aanpassen");
        var hers = await w.ShownAsync(await w.OpenAsync(Noor, Kaarten.Vergelijking), "Mijn antwoorden aanpassen");
        var vraag = mine.Vragen[0];
        await w.ShownAsync(hers, "Bewaar als nieuwe versie", ($"s_{vraag}", "sterk"));

        var fresh = await w.ShownAsync(mine, "Bewaar als nieuwe versie", ($"s_{vraag}", "in-ontwikkeling"), ($"t_{vraag}", "dat zie ik anders"));
        Assert.Contains("ondertussen ergens anders ingevuld", fresh.Tekst, StringComparison.Ordinal);
        Assert.Contains("dat zie ik anders", fresh.Tekst, StringComparison.Ordinal);
        Assert.Equal("sterk", fresh.Inputs[$"s_{vraag}"]);
        Assert.Equal(2, (await w.ZaakAsync()).Mentor!.Versie);

        await w.ShownAsync(fresh, "Bewaar als nieuwe versie", ($"s_{vraag}", "in-ontwikkeling"), ($"t_{vraag}", "dat zie ik anders"));
        Assert.Equal(3, (await w.ZaakAsync()).Mentor!.Versie);
    }

    private static RenderedCard Shown(CardAnswer answer) => Assert.IsType<CardAnswer.Show>(answer).Card;

    [Fact]
    public async Task A_thousand_double_submissions_at_once_make_both_visible_exactly_once()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.FillInAsync(Gijs, _ => ("zichtbaar", ""));
        await w.FillInAsync(Fatima, _ => ("sterk", ""));
        var grondslag = await w.GrondslagAsync();
        var decisions = await Task.WhenAll(Enumerable.Range(0, 1000).SelectMany(_ => new[] { Gijs, Fatima }).Select(who => Task.Run(async () =>
            await w.Zaken.DecideAsync(Wereld.ZaakId, new Opdracht.DienIn(who, false), grondslag, w.Now, TestContext.Current.CancellationToken))));

        Assert.Equal(2, decisions.OfType<Besluit.Gewijzigd>().Count());
        Assert.Single(decisions.OfType<Besluit.Gewijzigd>(), b => b.Zaak.ZichtbaarSinds is not null);
        Assert.Equal(1998, decisions.OfType<Besluit.AlGedaan>().Count());
        var zaak = await w.ZaakAsync();
        Assert.Equal((Fase.Zichtbaar, 1, 1), (zaak.Fase, zaak.Student!.Versie, zaak.Mentor!.Versie));
    }
}
