using System.Text;
using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Bot.Kwaliteitsimpulsen;
using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Upkeep;
using Isop.Tests.Backup;
using Isop.Tests.BureauPages;
using Isop.Tests.Cards;
using Isop.Tests.Storage;
using Isop.Tests.Web;

namespace Isop.Tests.Kwaliteitsimpulsen;

/// <summary>What is kept, told, exported, erased and restored.</summary>
public sealed class ImpulsBewarenTests
{
    private static readonly DateTimeOffset Dag = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_the_day_who_looks_back_is_told_once_and_of_a_day_that_moved_nothing()
    {
        await using var host = await Impulshost.StartAsync();
        var made = await host.MakeAsync(uitvoerder: Uitvoerder.Opleider);
        var moved = await host.MakeAsync();
        var later = new Impulsvoorstel("Doel", "Maatregel", "Norm", new DateOnly(2027, 4, 1), Uitvoerder.Samen);
        await host.Store.DecideAsync(moved.Plek, moved.Id, new Impulsopdracht.Verander(1, later) { Door = moved.Maker }, host.Host.Now, Ct);
        host.Host.Web.Clock.SetUtcNow(Dag);

        // The directeur, and both opleiders of De Linde.
        Assert.Equal(3, (await host.Host.Get<Planning>().RunAsync(Dag, Ct)).Added[ImpulsStore.Capability]);
        Assert.Equal(0, (await host.Host.Get<Planning>().RunAsync(Dag.AddHours(1), Ct)).Added[ImpulsStore.Capability]);

        foreach (var (rol, count) in new[] { ("directeur", 1), ("schoolopleider", 1), ("coordinerend-schoolopleider", 0), ("kwaliteitszorg", 0) })
        {
            var person = await host.Host.PersonAsync(Impulshost.Address(rol));
            var sent = (await host.Host.Get<Berichten>().BezorgingenAsync(person.Id, Ct)).Where(b => b.Kind == ImpulsPlanning.Kaart).ToList();
            Assert.Equal(count, sent.Count);
            Assert.All(sent, b => Assert.Equal((made.Zaak, "2027-03-01"), (b.Case, b.Occasion)));
        }
    }

    [Fact]
    public async Task The_card_is_for_who_looks_back_leads_to_the_page_and_goes_nowhere_when_it_is_done()
    {
        await using var host = await Impulshost.StartAsync();
        var made = await host.MakeAsync(uitvoerder: Uitvoerder.Directeur);
        var catalog = host.Host.Get<CardCatalog>();
        var (dirk, olga, elders) = (await PersonAsync(host, "directeur"), await PersonAsync(host, "schoolopleider"), await PersonAsync(host, Impulshost.Elders));

        Assert.Null(await Card(dirk, host.Host.Now));
        Assert.True((await Card(dirk, Dag))!.IsTask);
        Assert.Null(await Card(olga, Dag));
        Assert.Null(await Card(elders, Dag));
        var page = Assert.IsType<CardAnswer.Show>(await PressAsync(dirk)).Card;
        Assert.Contains($"https://isop.test{ImpulsEndpoints.Van(made)}", Encoding.UTF8.GetString(page.Json.Span), StringComparison.Ordinal);
        Assert.IsType<CardAnswer.Say>(await PressAsync(elders));

        await host.Store.DecideAsync(made.Plek, made.Id, new Impulsopdracht.KijkTerug(1, Impulsstaat.Gelukt, "Mooi", null) { Door = dirk }, Dag, Ct);
        Assert.Null(await Card(dirk, Dag));

        ValueTask<ComposedCard?> Card(PersonId person, DateTimeOffset now) => catalog.Kinds[ImpulsPlanning.Kaart](
            new CardRequest { Person = person, Kind = ImpulsPlanning.Kaart, Case = made.Zaak, Occasion = "2027-03-01", Now = now }, Ct);
        ValueTask<CardAnswer> PressAsync(PersonId person) => catalog.Verbs[ImpulsActions.Open](
            new CardAction { Verb = ImpulsActions.Open, Data = JsonElement.Parse($$"""{"zaak":"{{made.Zaak}}"}"""), Actor = person, Door = Door.Web, Now = Dag }, Ct);
    }

    [Fact]
    public void The_card_looks_as_it_was_approved_and_keeps_to_the_rules_of_cards()
    {
        var impuls = new Kwaliteitsimpuls
        {
            Id = "0123456789abcdef", Plek = new Impulsplek(Impulsniveau.Organisatie, "O1"), Versie = 1, Maker = PersonId.Gewist, Gemaakt = Dag, Wijziger = PersonId.Gewist, Gewijzigd = Dag,
            Plan = new Impulsplan("Meer tijd voor gesprekken", "Een vast uur per week", "Elke student zegt ja", new DateOnly(2027, 3, 1), Uitvoerder.Samen),
        };
        var done = impuls with { Plek = Impulsplek.Bestuur("B1"), Staat = Impulsstaat.DeelsGelukt };
        var cards = new Dictionary<string, RenderedCard>
        {
            ["terugkijken"] = ImpulsCards.Terugkijken(impuls, "De Linde", true, null).Card,
            ["terugkijken-link"] = ImpulsCards.Terugkijken(impuls, "De Linde", true, new Uri("https://isop.example/kwaliteitsimpulsen/x")).Card,
            ["afgerond"] = ImpulsCards.Terugkijken(done, "Stichting De Linde", false, null).Card,
        };
        ApprovedCards.Check("Kwaliteitsimpulsen", cards);
        Assert.All(cards.Values, c => Assert.Empty(CardLinter.Check(JsonElement.Parse(c.Json.Span), new HashSet<string> { "open", ImpulsActions.Open })));
    }

    [Fact]
    public async Task It_goes_six_years_after_its_last_change_and_the_audit_after_two()
    {
        await using var host = await Impulshost.StartAsync();
        var (store, now) = (host.Host.Get<IDocumentStore>(), host.Host.Now);
        var made = await host.MakeAsync();
        var line = Assert.Single(await host.Store.HistoryAsync(default, Ct).ToListAsync(Ct));
        Assert.Equal((InzageSoort.KwaliteitsimpulsGewijzigd, made.Maker.ToString(), made.Zaak), (line.Soort, line.By, line.Case));
        await foreach (var (partition, document) in store.Whole().ReadTableAsync("kwaliteitsimpulsen", Ct))
        {
            Assert.NotNull(Bewaartabel.Find(partition, document.Row));
        }

        await new Opruiming(store).RunAsync(now.AddDays((2 * 365) + 1), Ct);
        Assert.Empty(await host.Store.HistoryAsync(default, Ct).ToListAsync(Ct));
        await new Opruiming(store).RunAsync(now.AddDays(6 * 365), Ct);
        Assert.NotNull(await host.FindAsync(made));
        await new Opruiming(store).RunAsync(now.AddDays((6 * 365) + 1), Ct);
        Assert.Null(await host.Store.FindAsync(made.Plek, made.Id, Ct));
    }

    [Fact]
    public async Task Who_made_or_changed_it_exports_it_and_an_erasure_takes_the_name_and_leaves_the_agreement()
    {
        await using var host = await Impulshost.StartAsync();
        var (dirk, olga) = (await host.Host.PersonAsync(Impulshost.Address("directeur")), await host.Host.PersonAsync(Impulshost.Address("schoolopleider")));
        var made = await host.MakeAsync(aanleiding: new Aanleiding(Impulshost.Jaar, Impulshost.Rapport, Impulshost.Punt, "De zin uit het rapport"));
        var changed = new Impulsvoorstel("Samen met Persoon directeur", "Maatregel", "Norm", new DateOnly(2027, 4, 1), Uitvoerder.Samen);
        await host.Store.DecideAsync(made.Plek, made.Id, new Impulsopdracht.Verander(1, changed) { Door = olga.Id }, host.Host.Now, Ct);

        var (hers, his) = (await ExportAsync(host, olga), await ExportAsync(host, dirk));
        Assert.Contains("Norm", hers, StringComparison.Ordinal);
        Assert.DoesNotContain(dirk.Id.ToString(), hers, StringComparison.Ordinal);
        Assert.DoesNotContain("De zin uit het rapport", hers, StringComparison.Ordinal);
        Assert.Contains("De zin uit het rapport", his, StringComparison.Ordinal);
        Assert.DoesNotContain(olga.Id.ToString(), his, StringComparison.Ordinal);
        Assert.Equal("", await ExportAsync(host, await host.Host.PersonAsync(Impulshost.Address("bestuurder"))));

        var store = host.Host.Get<IDocumentStore>();
        var herkenning = new Herkenning((await new Persoonszoeker(store, host.Host.Registers).FindAsync(dirk.Email, Ct))!);
        var document = (await store.FindAsync(ImpulsStore.Alle, $"impuls:{made.Plek}:{made.Id}", Ct))!;
        var left = Encoding.UTF8.GetString(Assert.IsType<Spoor.Genoemd>(herkenning.Of(ImpulsStore.Alle, document)).Body);
        Assert.DoesNotContain(dirk.Id.ToString(), left, StringComparison.Ordinal);
        Assert.Contains("Samen met [gewist]", left, StringComparison.Ordinal);
        Assert.Contains(PersonId.Gewist.ToString(), left, StringComparison.Ordinal);
        Assert.Contains(olga.Id.ToString(), left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_holds_it_and_a_restored_one_rings_on_its_day()
    {
        await using var host = await Impulshost.StartAsync();
        var made = await host.MakeAsync();
        await using var to = TestStores.Memory();

        await BackupWereld.RestoreAsync(to, await BackupWereld.BytesAsync(host.Host.Get<IDocumentStore>()));

        Assert.Equivalent(made, await new ImpulsStore(to, new Outbox(to)).FindAsync(made.Plek, made.Id, Ct), strict: true);
        var wakes = await new Agendas(to).Wekkers.DueAsync(Dag, Ct).Where(d => d.Entry.About == ImpulsStore.Capability).ToListAsync(Ct);
        Assert.All(wakes, w => Assert.Equal(made.Zaak, w.Entry.Target));
        Assert.NotEmpty(wakes);
    }

    [Fact]
    public async Task The_logboek_says_that_one_was_made_and_by_whom_and_nothing_of_what_is_in_it()
    {
        await using var host = await Impulshost.StartAsync();
        await host.MakeAsync();

        var log = (await host.OpenAsync("onderwijsbureau", "/bureau/inzage?soort=kwaliteitsimpulsen")).MainText();
        Assert.Contains("Kwaliteitsimpuls gemaakt", log, StringComparison.Ordinal);
        Assert.Contains("Persoon directeur", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Meer tijd", log, StringComparison.Ordinal);
    }

    private static async Task<PersonId> PersonAsync(Impulshost host, string rol) => (await host.Host.PersonAsync(Impulshost.Address(rol))).Id;

    private static async Task<string> ExportAsync(Impulshost host, Persoon person)
    {
        var dossier = await host.Host.Get<Persoonsexport>().ReadAsync(person.Email, new LeesrechtOptions(), Ct);
        return dossier!.Bestanden.TryGetValue("kwaliteitsimpulsen", out var documents) ? documents.ToJsonString() : "";
    }
}
