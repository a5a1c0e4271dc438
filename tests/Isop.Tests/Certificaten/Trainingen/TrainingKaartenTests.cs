using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Isop.Tests.Cards;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Certificaten.Trainingen.Proeftraining;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Certificaten.Trainingen;

/// <summary>A training through its cards, as the opleider and those who come press them.</summary>
public sealed class TrainingKaartenTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_opleider_registers_an_opfriscursus_says_who_was_there_and_what_it_was_about_and_passes_on()
    {
        await using var w = await StartAsync();
        var form = await w.ShownAsync(await w.AskAsync(Olga, "training"), "Training aanmelden");
        var made = await w.ShownAsync(form, "Meld aan", ("datums", "10-11"), ("plaats", "Kulturhus"));
        Assert.Contains("4 deelnemers staan op de lijst", made.Tekst, StringComparison.Ordinal);
        var id = (string)made.Knop("Deelnemers").Data["training"]!;

        // The button again, from the old card: the same training.
        await w.PressAsync(form, "Meld aan", ("datums", "11-11"));
        Assert.Single(await w.Trainingen.VanPersoonAsync(Olga, Ct));

        var invitation = await w.OpenAsync(Fatima, Trainingskaarten.Uitnodiging, "uitnodiging", id);
        Assert.Contains("Kulturhus", invitation.Json, StringComparison.Ordinal);
        await w.PressAsync(invitation, "Verstuur", ("onderwerpen", "feedback,gesprek"), ("tekst", "Hoe zeg je dat iets niet goed gaat?"));

        w.Clock.SetUtcNow(Wereld.At(11, 10, 18));
        var list = await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: id), "Wie was er op di 10 nov?");
        var there = string.Join(',', (await w.Trainingen.FindAsync(id, Ct))!.Deelnemers.Where(d => d.Persoon != Jop).Select(d => d.Id));
        var said = await w.ShownAsync(list, "Bewaar", ("aanwezig", there));
        Assert.Contains("krijgt nu een korte evaluatie", said.Tekst, StringComparison.Ordinal);

        var content = await w.ShownAsync(said, "Vul in waar het over ging");
        Assert.Contains("1× Feedback geven waar een student verder mee kan", content.Tekst, StringComparison.Ordinal);
        Assert.Contains("Hoe zeg je dat iets niet goed gaat?", content.Tekst, StringComparison.Ordinal);
        await w.PressAsync(content, "Bewaar", ("inhoud", "Feedback geven en het gesprek."));

        foreach (var (person, text) in new[] { (Fatima, "Een voorbeeld."), (Bram, "Meer oefenen.") })
        {
            var sent = await w.ShownAsync(await w.OpenAsync(person, Trainingskaarten.Evaluatie, "opening", id), "Verstuur", ("stap-bruikbaar", "5"), ("tekst-meenemen", text));
            Assert.Contains("Dank je wel", sent.Tekst, StringComparison.Ordinal);
        }

        Assert.IsType<CardAnswer.Say>(await w.SendAsync(Fatima, "training.evaluaties", ("training", id)));
        w.Clock.SetUtcNow(Wereld.At(11, 25));
        await w.PlanAsync(11, 25);
        var closed = await w.OpenAsync(Olga, Trainingskaarten.Beheer, "ronde", id);
        var few = await w.ShownAsync(closed, "Lees de evaluaties");
        Assert.Contains("Vanaf 3 zie je hier de antwoorden", few.Tekst, StringComparison.Ordinal);
        Assert.DoesNotContain("Een voorbeeld", few.Json, StringComparison.Ordinal);
        var done = await w.ShownAsync(few, "Geef door aan het onderwijsbureau");
        Assert.Contains("Alles is compleet", done.Tekst, StringComparison.Ordinal);
        Assert.Contains("gesloten", (await w.OpenAsync(Ipek, Trainingskaarten.Evaluatie, @case: id)).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_three_on_the_trainer_reads_what_was_said_without_names()
    {
        await using var w = await StartAsync();
        await w.DoeAsync(w.Now, null);
        await w.DoeAsync(Wereld.At(11, 10, 18), Aanwezig(0, "1", "2", "3", "4"));
        foreach (var (person, i) in Vier.Select((p, i) => (p, i)))
        {
            await w.PressAsync(await w.OpenAsync(person, Trainingskaarten.Evaluatie, @case: TrainingId), "Verstuur", ("stap-trainer", "4"), ("tekst-anders", $"tekst nummer {i}"));
        }

        var read = await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId), "Lees de evaluaties");
        Assert.All(Enumerable.Range(0, 4), i => Assert.Contains($"tekst nummer {i}", read.Json, StringComparison.Ordinal));
        Assert.Contains("4× eens", read.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("Fatima", read.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_can_be_changed_while_the_round_is_open_and_an_empty_one_is_not_sent()
    {
        await using var w = await StartAsync();
        await w.DoeAsync(w.Now, null);
        await w.DoeAsync(Wereld.At(11, 10, 18), Aanwezig(0, "1", "2", "3", "4"));
        var form = await w.OpenAsync(Fatima, Trainingskaarten.Evaluatie, @case: TrainingId);
        Assert.Contains("Er is nog niets verstuurd", (await w.ShownAsync(form, "Verstuur")).Tekst, StringComparison.Ordinal);
        var sent = await w.ShownAsync(form, "Verstuur", ("stap-niveau", "2"), ("tekst-meenemen", "Veel"));
        Assert.Equal(("2", "Veel"), (sent.Inputs["stap-niveau"], sent.Inputs["tekst-meenemen"]));
        await w.PressAsync(sent, "Bewaar", ("stap-niveau", "3"));
        Assert.Equal(3, (await w.Trainingen.AntwoordVanAsync(await w.TrainingAsync(), Fatima, Ct))!.Stappen["niveau"]);
        Assert.Single((await w.TrainingAsync()).Ronde!.Geantwoord);
    }

    [Fact]
    public async Task A_stranger_and_a_participant_cannot_organise_and_an_opleider_of_elsewhere_sees_nothing()
    {
        await using var w = await StartAsync();
        await w.DoeAsync(w.Now, null);
        string[] verbs = ["training.deelnemers", "training.gast", "training.inhoud", "training.aanwezig", "training.evaluaties", "training.geefdoor", "training.verzet", "training.zegaf"];
        foreach (var who in new[] { Fatima, Vreemde })
        {
            foreach (var verb in verbs)
            {
                Assert.IsType<CardAnswer.Say>(await w.SendAsync(who, verb, ("training", TrainingId), ("deel", "0")));
            }
        }

        Assert.IsType<CardAnswer.Say>(await w.SendAsync(Fatima, "training.nieuw"));
        Assert.IsType<CardAnswer.Say>(await w.SendAsync(Vreemde, "training.scan.stuur", ("training", TrainingId)));
        Assert.Null(await w.ComposeAsync(Vreemde, Trainingskaarten.Beheer, @case: TrainingId));
        Assert.Null(await w.ComposeAsync(Vreemde, Trainingskaarten.Evaluatie, @case: TrainingId));
    }

    [Fact]
    public async Task A_page_of_names_that_changed_meanwhile_is_shown_again_and_not_saved()
    {
        await using var w = await StartAsync();
        await w.DoeAsync(w.Now, null);
        var page = await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId), "Deelnemers");
        await w.DoeAsync(w.Now, new Trainingsopdracht.VoegGastToe(Olga, "Mia Sport", ""));
        Assert.Contains("Er is ondertussen iets veranderd", (await w.ShownAsync(page, "Bewaar", ("deelnemers", ""))).Tekst, StringComparison.Ordinal);
        Assert.Equal(5, (await w.TrainingAsync()).Deelnemers.Count);
    }

    [Fact]
    public async Task A_hundred_and_twenty_names_go_over_pages_and_every_card_stays_small()
    {
        var many = Enumerable.Range(0, 116).Select(i => PersonId.From(new Guid(900 + i, 0, 0, new byte[8]))).ToList();
        var data = Basis.Data;
        await using var w = await Wereld.StartAsync(new Proefstage
        {
            Veranderd = _ => new RegisterSnapshot("v1", data with
            {
                Personen = [.. data.Personen, .. many.Select((p, i) => data.Personen[0] with { Id = p, Email = $"m{i}@linde.example", Naam = $"Werkplekbegeleider met een lange dubbele achternaam {i}", Roepnaam = "W" })],
                Rollen = [.. data.Rollen, .. many.Select(p => new Rol(p, RolSoort.Werkplekbegeleider, "O1", "B1", new DateOnly(2026, 8, 1), null))],
            }),
        });
        await w.DoeAsync(w.Now, null);
        w.Clock.SetUtcNow(Wereld.At(11, 10, 18));
        var page = await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId), "Wie was er op di 10 nov?");
        List<Kaart> seen = [page];
        while (page.Heeft("Bewaar en ga verder"))
        {
            page = await w.ShownAsync(page, "Bewaar en ga verder");
            seen.Add(page);
        }

        page = await w.ShownAsync(page, "Bewaar");
        Assert.Equal(3, seen.Count);
        Assert.All(seen, k => Assert.True(k.Card.Json.Length < 25_000));
        Assert.Equal(120, (await w.TrainingAsync()).Delen[0].Aanwezig!.Count);
    }

    [Fact]
    public async Task July_thanks_whoever_guided_once_and_tells_what_she_did()
    {
        await using var w = await StartAsync();
        await w.PlanAsync(7, 1, year: 2027);
        await w.RegisterAsync(Basis);
        await w.PlanAsync(7, 2, year: 2027);
        var thanks = await w.OpenAsync(Fatima, Trainingskaarten.Bedankt, "bedankt", "2026-2027");
        Assert.Contains("1 student op de werkplek", thanks.Tekst, StringComparison.Ordinal);
        Assert.DoesNotContain("Gijs", thanks.Json, StringComparison.Ordinal);
        Assert.Null(await w.ComposeAsync(Vreemde, Trainingskaarten.Bedankt, "bedankt", "2026-2027"));
        Assert.Equal([Fatima], await w.BedanktAsync());
    }

    [Fact]
    public async Task Every_card_looks_as_it_was_approved() => ApprovedCards.Check("Certificaten", await ExamplesAsync());

    [Fact]
    public async Task Every_card_keeps_the_rules_of_cards()
    {
        await using var w = await StartAsync();
        Assert.Empty((await ExamplesAsync()).SelectMany(c => KaartTests.Faults(w, c.Key, c.Value)));
    }

    private static async Task<Dictionary<string, RenderedCard>> ExamplesAsync()
    {
        var cards = new Dictionary<string, RenderedCard>();
        await using (var w = await StartAsync())
        {
            cards["lijst-leeg"] = (await w.AskAsync(Fatima, "training")).Card;
            cards["certificaten-leeg"] = (await w.AskAsync(Fatima, "certificaten")).Card;
            var register = await w.Registers.CurrentAsync(Ct);
            cards["nieuw"] = Isop.Bot.Certificaten.Trainingen.BeheerCards.Nieuw(Olga, register, new DateOnly(2026, 11, 9), TrainingId);
            cards["nieuw-bureau"] = Isop.Bot.Certificaten.Trainingen.BeheerCards.Nieuw(Bea, register, new DateOnly(2026, 11, 9), TrainingId, "Schrijf een dag, bijvoorbeeld zo: 14-10.");
            await w.DoeAsync(w.Now, null);
            cards["uitnodiging"] = (await w.OpenAsync(Fatima, Trainingskaarten.Uitnodiging, @case: TrainingId)).Card;
            cards["scan-bewaard"] = (await w.ShownAsync(await w.OpenAsync(Fatima, Trainingskaarten.Uitnodiging, @case: TrainingId), "Verstuur", ("onderwerpen", "feedback"), ("tekst", "Hoe?"))).Card;
            cards["gepland"] = (await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId)).Card;
            cards["deelnemers"] = (await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId), "Deelnemers")).Card;
            await w.DoeAsync(w.Now, new Trainingsopdracht.VoegGastToe(Olga, "Mia Sport", "mia@elders.example"));
            cards["gast"] = (await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId), "Gast erbij")).Card;
            cards["verzetten"] = (await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId), "Verzetten")).Card;
            cards["afzeggen"] = (await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId), "Gaat niet door")).Card;
            w.Clock.SetUtcNow(Wereld.At(11, 10, 18));
            cards["aanwezig"] = (await w.OpenAsync(Olga, Trainingskaarten.Beheer, "aanwezig-0-2026-11-10", TrainingId)).Card;
            cards["lijst"] = (await w.AskAsync(Olga, "training")).Card;
        }

        await using (var w = await StartAsync())
        {
            await w.DoeAsync(w.Now, null);
            await w.DoeAsync(Wereld.At(11, 10, 18), Aanwezig(0, "1", "2", "3"));
            cards["geweest"] = (await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId)).Card;
            cards["inhoud"] = (await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId), "Vul in waar het over ging")).Card;
            var people = (await w.TrainingAsync()).Deelnemers.Take(3).Select(d => d.Persoon!.Value).ToList();
            cards["evaluatie"] = (await w.OpenAsync(people[0], Trainingskaarten.Evaluatie, @case: TrainingId)).Card;
            cards["evaluatie-verstuurd"] = (await w.ShownAsync(await w.OpenAsync(people[0], Trainingskaarten.Evaluatie, @case: TrainingId), "Verstuur", ("stap-trainer", "4"), ("tekst-anders", "Langer"))).Card;
            // The order is drawn at random: so that the picture stays the same, the words are.
            foreach (var person in people.Skip(1))
            {
                await w.PressAsync(await w.OpenAsync(person, Trainingskaarten.Evaluatie, @case: TrainingId), "Verstuur", ("stap-trainer", "5"), ("tekst-anders", "Langer"));
            }

            cards["gesloten"] = (await w.OpenAsync(Olga, Trainingskaarten.Beheer, "ronde", TrainingId)).Card;
            cards["evaluaties"] = (await w.ShownAsync(await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId), "Lees de evaluaties")).Card;
            cards["evaluatie-gesloten"] = (await w.OpenAsync(people[0], Trainingskaarten.Evaluatie, @case: TrainingId)).Card;
        }

        await using (var w = await CompleetAsync())
        {
            cards["compleet"] = (await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId)).Card;
            await w.DoeAsync(w.Now, new Trainingsopdracht.Verstrek("bureau"));
            await w.PlanAsync(11, 26);
            cards["verstrekt"] = (await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId)).Card;
            cards["zonder"] = (await w.OpenAsync(Jop, Trainingskaarten.Zonder, @case: TrainingId)).Card;
            var nummer = (await w.CertificatenAsync(Fatima))[0].Certificaat.Nummer;
            cards["certificaat"] = Vast(await w.OpenAsync(Fatima, Trainingskaarten.Certificaat, @case: $"{nummer}"), nummer);
            cards["certificaten"] = Vast(await w.AskAsync(Fatima, "certificaten"), nummer);
            cards["bedankt"] = (await w.OpenAsync(Fatima, Trainingskaarten.Bedankt, @case: "2026-2027")).Card;
            cards["nodig-basis"] = (await w.OpenAsync(Jop, Trainingskaarten.Nodig, @case: "2026-2027")).Card;
        }

        await using (var w = await StartAsync())
        {
            await w.DoeAsync(w.Now, null);
            await w.DoeAsync(w.Now, new Trainingsopdracht.ZegAf(Olga, "Te weinig deelnemers"));
            cards["afgezegd"] = (await w.OpenAsync(Fatima, Trainingskaarten.Uitnodiging, "afgezegd", TrainingId)).Card;
            cards["afgezegd-beheer"] = (await w.OpenAsync(Olga, Trainingskaarten.Beheer, @case: TrainingId)).Card;
        }

        return cards;
    }

    /// <summary>The number is drawn at random: a fixed one stands in the approved card.</summary>
    private static RenderedCard Vast(Kaart kaart, Certificaatnummer nummer) => kaart.Card with
    {
        Json = JsonSerializer.SerializeToUtf8Bytes(JsonElement.Parse(kaart.Json.Replace($"{nummer}", "AAAAAAAAAAAAAAAAAAAAAA", StringComparison.Ordinal))),
    };
}
