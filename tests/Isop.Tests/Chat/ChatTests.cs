using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Cards;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Chat;

public sealed class ChatTests
{
    private static readonly KalenderRegel[] Kalender =
    [
        new(KalenderSoort.Studiedag, "Studiedag De Linde", new DateOnly(2026, 11, 25), new DateOnly(2026, 11, 25), null, null, "O1"),
        new(KalenderSoort.Vakantie, "Kerstvakantie", new DateOnly(2026, 12, 21), new DateOnly(2027, 1, 1), null, null, null),
        new(KalenderSoort.Stageweek, "Stageweek 1", new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 4), null, Opleiding.Parse("pabo-vt"), null),
        new(KalenderSoort.Stageweek, "Stageweek Ad", new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 4), null, Opleiding.Parse("ad-pep"), null),
        new(KalenderSoort.VrijeDag, "Vrije dag ver weg", new DateOnly(2027, 4, 27), new DateOnly(2027, 4, 27), null, null, null),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_card_looks_as_it_was_approved() => ApprovedCards.Check("Chat", await ExamplesAsync());

    [Fact]
    public async Task Every_card_keeps_the_rules_of_cards()
    {
        await using var w = await Wereld.StartAsync();
        Assert.Empty((await ExamplesAsync()).SelectMany(c => KaartTests.Faults(w, c.Key, c.Value)));
    }

    [Theory]
    [InlineData("help", "Wat wil je doen?")]
    [InlineData("Hulp!", "Wat wil je doen?")]
    [InlineData("?", "Wat wil je doen?")]
    [InlineData("ik heb hulp nodig", "Wat wil je doen?")]
    [InlineData("PLANNING", "De komende acht weken")]
    [InlineData("rooster", "De komende acht weken")]
    [InlineData("plannig", "De komende acht weken")]
    [InlineData("palnning", "De komende acht weken")]
    [InlineData("wat is mijn planning?", "De komende acht weken")]
    [InlineData("mijn studenten", "Mijn studenten")]
    [InlineData("privacy", "Wat we bewaren, en wie het ziet")]
    [InlineData("Planning klopt niet, Gijs komt op vrijdag", "Dit begrijp ik niet. Een mens wel.")]
    [InlineData("Gijs is ziek", "Dit begrijp ik niet. Een mens wel.")]
    [InlineData("vraag", "Wat wil je vragen?")]
    public async Task A_word_a_near_word_and_a_short_sentence_with_it_are_understood(string text, string titel)
    {
        await using var w = await Wereld.StartAsync();
        Assert.Contains(titel, (await w.AskAsync(Fatima, text)).Teksten);
    }

    [Fact]
    public async Task A_note_with_a_typing_error_is_still_a_note_and_not_a_question_to_the_bureau()
    {
        await using var w = await Wereld.StartAsync();
        Assert.IsType<CardAnswer.Say>(await w.SayAsync(Fatima, "notite Gijs: mooie kring vandaag in de klas"));
        Assert.Equal(["mooie kring vandaag in de klas"], (await w.Zaken.ReadNotitiesAsync(await w.ZaakAsync(), Fatima, Ct)).Select(n => n.Tekst));
    }

    [Fact]
    public async Task Every_button_of_help_leads_somewhere_for_everybody()
    {
        await using var w = await Wereld.StartAsync();
        foreach (var who in new[] { Gijs, Fatima, Opleider, Coach, Bureau, Vreemde })
        {
            var help = await w.AskAsync(who, "help");
            Assert.Equal(who == Fatima || who == Opleider || who == Coach, help.Heeft("Mijn studenten"));
            foreach (var knop in help.Knoppen)
            {
                var answer = await w.PressAsync(help, knop.Titel);
                Assert.DoesNotContain("Dit begrijp ik niet", answer is CardAnswer.Show show ? new Kaart(show.Card, who).Tekst : "", StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_question_pressed_twice_and_again_after_the_answer_is_one_melding()
    {
        await using var w = await Wereld.StartAsync();
        var meldingen = new MeldingStore(w.Store, new Outbox(w.Store, w.Clock));
        var card = await w.AskAsync(Fatima, "Gijs komt voortaan op vrijdag");
        Assert.Equal("Gijs komt voortaan op vrijdag", card.Inputs["tekst"]);
        await w.ShownAsync(card, "Stuur naar het onderwijsbureau");
        w.Clock.Advance(TimeSpan.FromMinutes(5));
        await w.ShownAsync(card, "Stuur naar het onderwijsbureau");
        var open = await OpenAsync(meldingen);
        var melding = Assert.Single(open);
        Assert.Equal((Fatima, "Gijs komt voortaan op vrijdag"), (melding.Van, melding.Tekst));

        await meldingen.AnswerAsync(melding.Id, "Dank je, we passen het aan.", "bureau", w.Now, Ct);
        await w.ShownAsync(card, "Stuur naar het onderwijsbureau");
        Assert.Empty(await OpenAsync(meldingen));
        var answer = await w.OpenAsync(Fatima, MeldingStore.AnswerKind, "antwoord", melding.Id);
        Assert.Contains("Dank je, we passen het aan.", answer.Tekst, StringComparison.Ordinal);
        Assert.Contains("Gijs komt voortaan op vrijdag", answer.Tekst, StringComparison.Ordinal);
        Assert.False((await w.ComposeAsync(Fatima, MeldingStore.AnswerKind, "antwoord", melding.Id))!.IsTask);
        Assert.Null(await w.ComposeAsync(Gijs, MeldingStore.AnswerKind, "antwoord", melding.Id));
    }

    [Fact]
    public async Task A_question_that_is_empty_or_too_long_is_refused_and_the_card_stays()
    {
        await using var w = await Wereld.StartAsync();
        var card = await w.AskAsync(Gijs, new string('a', 2400));
        Assert.Contains("langer dan 2.000 tekens", card.Tekst, StringComparison.Ordinal);
        Assert.Equal(2000, card.Inputs["tekst"].Length);
        Assert.IsType<CardAnswer.Say>(await w.PressAsync(card, "Stuur naar het onderwijsbureau", ("tekst", " ")));
        Assert.IsType<CardAnswer.Say>(await w.PressAsync(card, "Stuur naar het onderwijsbureau", ("tekst", new string('a', 2001))));
        Assert.Empty(await OpenAsync(new MeldingStore(w.Store, new Outbox(w.Store, w.Clock))));
    }

    [Fact]
    public async Task The_planning_holds_what_is_for_the_reader_in_the_coming_eight_weeks()
    {
        await using var w = await Wereld.StartAsync(new Proefstage { ExtraKalender = Kalender });
        var student = (await w.AskAsync(Gijs, "planning")).Tekst;
        var mentor = (await w.AskAsync(Fatima, "planning")).Tekst;

        Assert.Contains("De Linde, groep 5 · dinsdag en woensdag · tot en met 29 januari 2027 · eerstvolgende stagedag: dinsdag 10 november", student, StringComparison.Ordinal);
        Assert.Contains("Gijs de Vries, groep 5", mentor, StringComparison.Ordinal);
        Assert.All([student, mentor], t =>
        {
            Assert.Contains("maandag 16 november\nTussenevaluatie gaat open", t, StringComparison.Ordinal);
            Assert.Contains("vrijdag 4 december\nLaatste dag om de tussenevaluatie in te vullen", t, StringComparison.Ordinal);
            Assert.Contains("Studiedag De Linde", t, StringComparison.Ordinal);
            Assert.Contains("maandag 21 december tot en met vrijdag 1 januari\nKerstvakantie", t, StringComparison.Ordinal);
            Assert.Contains("Stageweek: Stageweek 1", t, StringComparison.Ordinal);
            Assert.DoesNotContain("Stageweek Ad", t, StringComparison.Ordinal);
            Assert.DoesNotContain("ver weg", t, StringComparison.Ordinal);
        });
        Assert.Contains("Er staat niets op je planning", (await w.AskAsync(Vreemde, "planning")).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agreed_gesprek_stands_on_the_planning_of_the_two_who_have_it()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Gijs);
        await w.HandInAsync(Fatima);
        await w.SendAsync(Gijs, "tussenevaluatie.momenten.stuur", ("zaak", Wereld.ZaakId), ("d1", "2026-11-24"), ("t1", "15:30"));
        await w.SendAsync(Fatima, "tussenevaluatie.kies", ("zaak", Wereld.ZaakId), ("moment", "2026-11-24T15:30:00"));

        Assert.Contains("Gesprek over de tussenevaluatie, 15.30 uur\nmet Fatima", (await w.AskAsync(Gijs, "planning")).Tekst, StringComparison.Ordinal);
        Assert.Contains("Gesprek over de tussenevaluatie, 15.30 uur\nGijs de Vries", (await w.AskAsync(Fatima, "planning")).Tekst, StringComparison.Ordinal);
        Assert.DoesNotContain("Gesprek", (await w.AskAsync(Opleider, "planning")).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_students_tells_each_reader_no_more_than_that_reader_may_know()
    {
        await using var w = await Wereld.StartAsync();
        Assert.Contains("Gaat open op maandag 16 november", (await w.AskAsync(Fatima, "studenten")).Tekst, StringComparison.Ordinal);
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Gijs);
        var mentor = await w.AskAsync(Fatima, "studenten");
        Assert.Contains("Nog in te vullen, tot en met vrijdag 4 december", mentor.Tekst, StringComparison.Ordinal);
        Assert.Contains("Beginnen", (await w.ShownAsync(mentor, "Invullen")).Knoppen.Select(k => k.Titel));
        Assert.Contains("Open tot en met vrijdag 4 december; wacht op Fatima", (await w.AskAsync(Opleider, "studenten")).Tekst, StringComparison.Ordinal);

        await w.HandInAsync(Fatima);
        Assert.True((await w.AskAsync(Fatima, "studenten")).Heeft("Lees de vergelijking"));
        var coach = await w.AskAsync(Coach, "studenten");
        Assert.Contains("Beide ingevuld, nu zichtbaar", coach.Tekst, StringComparison.Ordinal);
        Assert.Empty(coach.Knoppen);

        await w.SendAsync(Gijs, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-16"), ("tekst", "Elke week een les"));
        var afterwards = await w.AskAsync(Coach, "studenten");
        Assert.Contains("Elke week een les", (await w.ShownAsync(afterwards, "Lees de vergelijking")).Tekst, StringComparison.Ordinal);
        Assert.IsType<CardAnswer.Say>(await w.SayAsync(Bureau, "studenten"));
    }

    [Fact]
    public async Task A_mentor_of_today_does_not_see_how_an_earlier_case_with_another_went()
    {
        KalenderRegel second = new(KalenderSoort.Stageperiode, "Stageperiode 2", new DateOnly(2027, 2, 1), new DateOnly(2027, 7, 2), null, null, null);
        var data = new Proefstage { ExtraKalender = [second] }.Register.Data;
        var next = data.Stages[0] with
        {
            Id = "500001:O1:2027-02-01", Van = new DateOnly(2027, 2, 1), Tot = new DateOnly(2027, 7, 2), Werkplekbegeleiders = [Noor],
        };
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.GoToAsync(2, 8, year: 2027);
        await w.RegisterAsync(new RegisterSnapshot("x", data with { Stages = [.. data.Stages, next] }));
        var noor = (await w.AskAsync(Noor, "studenten")).Tekst;
        Assert.Contains("1 student.", noor, StringComparison.Ordinal);
        Assert.Contains("Gaat open op", noor, StringComparison.Ordinal);
        Assert.DoesNotContain("Gaat open op", (await w.AskAsync(Fatima, "studenten")).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_students_come_in_parts_that_stay_small()
    {
        await using var w = await Wereld.StartAsync(new Proefstage { Naamdeel = "Ümit-Alexander 🎓 van der Hoeven tot Montfoort" });
        var data = new Proefstage { Naamdeel = "Ümit-Alexander 🎓 van der Hoeven tot Montfoort" }.Register.Data;
        var extra = Enumerable.Range(100, 29).Select(n => PersonId.From(new Guid(n, 0, 0, new byte[8]))).ToList();
        await w.RegisterAsync(new RegisterSnapshot("x", data with
        {
            Personen = [.. data.Personen, .. extra.Select((id, i) => data.Personen[0] with { Id = id, Email = $"s{i}@x.example", Naam = $"Student {i:D2}" })],
            Studenten = [.. data.Studenten, .. extra.Select((id, i) => data.Studenten[0] with { Persoon = id, Studentnummer = $"6{i:D5}" })],
            Stages = [.. data.Stages, .. extra.Select((id, i) => data.Stages[0] with { Id = $"6{i:D5}:O1:2026-08-31", Student = id })],
        }));
        var first = await w.AskAsync(Opleider, "studenten");
        var second = await w.ShownAsync(first, "Volgende studenten");
        var third = await w.ShownAsync(second, "Volgende studenten");
        Assert.Contains("30 studenten. Dit is deel 3 van 3.", third.Tekst, StringComparison.Ordinal);
        Assert.False(third.Heeft("Volgende studenten"));
        Assert.Equal(first.Json, (await w.ShownAsync(await w.ShownAsync(third, "Vorige studenten"), "Vorige studenten")).Json);
        Assert.Empty(new[] { first, second, third }.SelectMany(k => KaartTests.Faults(w, "studenten", k.Card)));
    }

    private static async Task<IReadOnlyDictionary<string, RenderedCard>> ExamplesAsync()
    {
        await using var w = await Wereld.StartAsync(new Proefstage { ExtraKalender = Kalender });
        var cards = new SortedDictionary<string, RenderedCard>(StringComparer.Ordinal);
        async Task<Kaart> Keep(string name, PersonId who, string text)
        {
            var card = await w.AskAsync(who, text);
            cards.Add(name, card.Card);
            return card;
        }

        await Keep("help-student", Gijs, "help");
        await Keep("help-mentor", Fatima, "help");
        await Keep("help-opleider", Opleider, "help");
        await Keep("help-bureau", Bureau, "help");
        await Keep("privacy", Fatima, "privacy");
        await Keep("planning-student", Gijs, "planning");
        await Keep("planning-mentor", Fatima, "planning");
        await Keep("planning-leeg", Vreemde, "planning");
        await w.GoToAsync(11, 16);
        await Keep("studenten-mentor", Fatima, "studenten");
        await Keep("studenten-opleider", Opleider, "studenten");
        await Keep("vraag-leeg", Fatima, "vraag");
        await Keep("vraag-te-lang", Gijs, string.Concat(Enumerable.Repeat("Dit is een lang verhaal. ", 90)));
        var vraag = await Keep("vraag", Fatima, "Gijs komt voortaan op **vrijdag**, kan dat worden aangepast?");
        cards.Add("vraag-verstuurd", (await w.ShownAsync(vraag, "Stuur naar het onderwijsbureau")).Card);
        var meldingen = new MeldingStore(w.Store, new Outbox(w.Store, w.Clock));
        var melding = Assert.Single(await OpenAsync(meldingen));
        await meldingen.AnswerAsync(melding.Id, "Dank je wel.\nWe hebben het aangepast.", "bureau", w.Now, Ct);
        cards.Add("vraag-beantwoord", (await w.OpenAsync(Fatima, MeldingStore.AnswerKind, "antwoord", melding.Id)).Card);
        await w.HandInAsync(Gijs, Kaartvoorbeelden.VanStudent);
        await w.HandInAsync(Fatima, Kaartvoorbeelden.VanMentor);
        await Keep("studenten-mentor-zichtbaar", Fatima, "studenten");
        return cards;
    }

    private static async Task<List<Melding>> OpenAsync(MeldingStore meldingen)
    {
        List<Melding> open = [];
        await foreach (var (_, document) in meldingen.OpenAsync(Ct))
        {
            open.Add(document.Value);
        }

        return open;
    }
}
