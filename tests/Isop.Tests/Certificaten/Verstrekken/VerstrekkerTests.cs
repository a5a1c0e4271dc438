using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Hosting;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Certificaten.Trainingen;
using Isop.Tests.Register;
using Isop.Tests.Storage;
using Isop.Tests.Tussenevaluaties;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Isop.Tests.Certificaten.Trainingen.Proeftraining;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Certificaten.Verstrekken;

/// <summary>From the decision to the certificates: once, whatever stops or comes twice.</summary>
public sealed class VerstrekkerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_were_there_three_get_one_and_the_fourth_sees_why_not()
    {
        await using var w = await CompleetAsync();
        await w.DoeAsync(w.Now, new Trainingsopdracht.Verstrek("bureau"));
        await w.PlanAsync(11, 26);
        foreach (var person in new[] { Fatima, Bram, Ipek })
        {
            var blad = Assert.Single(await w.CertificatenAsync(person));
            Assert.Equal((Geldigheid.Geldig, "Opfriscursus werkplekbegeleiders", 90), (blad.Op(Dag), blad.Certificaat.Titel, blad.Certificaat.Minuten));
            Assert.Equal((await w.Registers.CurrentAsync(Ct)).Find(person)!.Naam, blad.Houder!.Naam);
            Assert.Equal(new DateOnly(2028, 7, 31), blad.Certificaat.GeldigTot);
            var pdf = await w.Certificaten.BestandAsync(blad.Certificaat.Nummer, Ct);
            Assert.Equal(blad.Stand.Pdf, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(pdf!)));
            Assert.IsType<Badgeoordeel.Echt>(await w.Get<Badgecontrole>().ControleerAsync((await w.Certificaten.BadgeAsync(blad.Certificaat.Nummer, Ct))!, Ct));
            Assert.Contains("Je certificaat: Opfriscursus", (await w.OpenAsync(person, Trainingskaarten.Certificaat, "verstrekt", $"{blad.Certificaat.Nummer}")).Tekst, StringComparison.Ordinal);
        }

        Assert.Empty(await w.CertificatenAsync(Jop));
        Assert.Contains("Jij stond niet op de lijst van aanwezigen op dinsdag 10 november", (await w.OpenAsync(Jop, Trainingskaarten.Zonder, "verstrekt", TrainingId)).Tekst, StringComparison.Ordinal);
        Assert.NotNull((await w.TrainingAsync()).Verstrekt);
        Assert.Null(await w.ComposeAsync(Fatima, Trainingskaarten.Certificaat, "verstrekt", $"{(await w.CertificatenAsync(Bram))[0].Certificaat.Nummer}"));
    }

    /// <param name="moment">On which side of the commit.</param>
    /// <param name="last">Up to which commit. A key takes long to make: the first few commits also begin without one, all of them with.</param>
    [Theory]
    [InlineData(CrashMoment.BeforeCommit, 6)]
    [InlineData(CrashMoment.AfterCommit, 6)]
    [InlineData(CrashMoment.BeforeCommit, int.MaxValue)]
    [InlineData(CrashMoment.AfterCommit, int.MaxValue)]
    public async Task Stopping_at_any_step_and_going_on_gives_exactly_one_each(CrashMoment moment, int last)
    {
        await using var ready = await ReadyStoreAsync(withKey: last == int.MaxValue);
        for (var at = 1; at <= last; at++)
        {
            await using var inner = await ready.CopyAsync();
            var crashing = new CrashingStore(inner, at, moment);
            try
            {
                await using var dying = Services(crashing);
                await dying.GetRequiredService<VerstrekPlanning>().WakeAsync([Verstrekzaak.Training(TrainingId)], Later, Ct);
            }
            catch (SimulatedCrashException)
            {
                // Somebody else goes on.
            }
            catch (AggregateException several) when (several.Flatten().InnerExceptions.All(e => e is SimulatedCrashException))
            {
                // Several of one process died together.
            }

            await using var next = Services(inner);
            await next.GetRequiredService<VerstrekPlanning>().WakeAsync([Verstrekzaak.Training(TrainingId)], Later, Ct);
            await next.GetRequiredService<Relay>().SweepAsync(Later.AddDays(1), Ct);
            await ExactlyOneEachAsync(inner, next, $"crash {moment} at commit {at}");
            if (!crashing.Crashed)
            {
                Assert.True(at > 20, "The crash points were not visited.");
                break;
            }
        }
    }

    [Fact]
    public async Task Two_processes_with_the_same_orders_give_one_each()
    {
        await using var ready = await ReadyStoreAsync(withKey: true);
        await using var keyless = await ReadyStoreAsync(withKey: false);
        for (var round = 0; round < 6; round++)
        {
            await using var store = await (round == 0 ? keyless : ready).CopyAsync();
            await using var one = Services(store);
            await using var two = Services(store);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(i => (i % 2 == 0 ? one : two).GetRequiredService<VerstrekPlanning>().WakeAsync([Verstrekzaak.Training(TrainingId)], Later, Ct).AsTask()));
            await ExactlyOneEachAsync(store, one, "two at once");
        }
    }

    [Fact]
    public async Task A_corrected_name_gives_a_new_certificate_and_the_old_one_says_so_for_people_and_machines()
    {
        await using var w = await IssuedAsync();
        var old = (await w.CertificatenAsync(Ipek))[0].Certificaat;
        var fresh = Certificaatnummer.Trek();
        await w.Certificaten.DecideAsync(old.Nummer, new Certificaatopdracht.Vervang("  İpek  Müller-Öztürk ", fresh, "bureau", new DateOnly(2026, 12, 1), w.Now), w.Now, Ct);
        await w.PlanAsync(12, 1);
        var (was, now) = ((await w.Certificaten.FindAsync(old.Nummer, Ct))!, (await w.Certificaten.FindAsync(fresh, Ct))!);
        Assert.Equal((Geldigheid.Vervangen, fresh), (was.Op(Dag), was.Stand.Vervangen!.Opvolger));
        Assert.Equal((Geldigheid.Geldig, "İpek Müller-Öztürk", old.Nummer), (now.Op(Dag), now.Houder!.Naam, now.Certificaat.Vervangt));
        Assert.Equal(old, now.Certificaat with { Nummer = old.Nummer, Vervangt = null, Adres = old.Adres, Verstrekt = old.Verstrekt, Statusplek = old.Statusplek, Dagen = old.Dagen });
        Assert.True(await w.Get<Statuslijsten>().IsGezetAsync(old.Statusplek, Ct));
        Assert.False(await w.Get<Statuslijsten>().IsGezetAsync(now.Certificaat.Statusplek, Ct));
        // Again, by who clicks twice: another number was drawn, and the first one stands.
        var twice = await w.Certificaten.DecideAsync(old.Nummer, new Certificaatopdracht.Vervang("İpek Müller-Öztürk", Certificaatnummer.Trek(), "bureau", new DateOnly(2026, 12, 1), w.Now), w.Now, Ct);
        Assert.Equal(Certificaatweigering.Vervangen, Assert.IsType<Certificaatbesluit.Geweigerd>(twice).Reden);
        await w.Get<VerstrekPlanning>().WakeAsync([$"{old.Nummer}"], w.Now, Ct);
        Assert.Equal(2, (await w.CertificatenAsync(Ipek)).Count);
        Assert.Single(await w.Certificaten.RegelsVanAsync(Ipek, Ct), r => !r.Vervallen);
    }

    [Fact]
    public async Task A_revoked_certificate_tells_why_and_its_place_is_marked()
    {
        await using var w = await IssuedAsync();
        var c = (await w.CertificatenAsync(Bram))[0].Certificaat;
        Assert.False(await w.Get<Statuslijsten>().IsGezetAsync(c.Statusplek, Ct));
        await w.Certificaten.DecideAsync(c.Nummer, new Certificaatopdracht.TrekIn("Stond ten onrechte op de lijst.", "bureau", new DateOnly(2026, 12, 1), w.Now), w.Now, Ct);
        await w.PlanAsync(12, 1);
        var blad = (await w.Certificaten.FindAsync(c.Nummer, Ct))!;
        Assert.Equal((Geldigheid.Ingetrokken, "Stond ten onrechte op de lijst."), (blad.Op(Dag), blad.Stand.Ingetrokken!.Reden));
        Assert.True(await w.Get<Statuslijsten>().IsGezetAsync(c.Statusplek, Ct));
        var refused = await w.Certificaten.DecideAsync(c.Nummer, new Certificaatopdracht.Vervang("Bram", Certificaatnummer.Trek(), "bureau", new DateOnly(2026, 12, 2), w.Now), w.Now, Ct);
        Assert.Equal(Certificaatweigering.Ingetrokken, Assert.IsType<Certificaatbesluit.Geweigerd>(refused).Reden);
    }

    [Fact]
    public async Task Removing_a_name_takes_file_and_badge_and_leaves_hash_and_status()
    {
        await using var w = await IssuedAsync();
        var before = (await w.CertificatenAsync(Fatima))[0];
        await w.Certificaten.DecideAsync(before.Certificaat.Nummer, new Certificaatopdracht.VerwijderNaam("bureau", new DateOnly(2026, 12, 1)), w.Now, Ct);
        var after = (await w.Certificaten.FindAsync(before.Certificaat.Nummer, Ct))!;
        Assert.Null(after.Houder);
        Assert.Equal((before.Stand.Pdf, Geldigheid.Geldig), (after.Stand.Pdf, after.Op(Dag)));
        Assert.Null(await w.Certificaten.BestandAsync(before.Certificaat.Nummer, Ct));
        Assert.Null(await w.Certificaten.BadgeAsync(before.Certificaat.Nummer, Ct));
        Assert.Empty(await w.CertificatenAsync(Fatima));
    }

    [Fact]
    public async Task A_person_who_left_keeps_the_certificate_and_gets_no_message()
    {
        await using var w = await CompleetAsync();
        await w.DoeAsync(w.Now, new Trainingsopdracht.Verstrek("bureau"));
        var data = Basis.Data;
        await w.RegisterAsync(new RegisterSnapshot("weg", data with { Personen = [.. data.Personen.Select(p => p.Id == Bram ? p with { Beeindigd = new DateOnly(2026, 11, 25) } : p)] }), follow: false);
        await w.PlanAsync(11, 26);
        var blad = Assert.Single(await w.CertificatenAsync(Bram));
        Assert.Equal((Geldigheid.Geldig, "Bram de Boer"), (blad.Op(Dag), blad.Houder!.Naam));
        Assert.DoesNotContain(await w.Store.ReadRangeAsync(new Partition("bezorgingen", $"{Bram}"), RowRange.Prefix("b:"), CoreJson.Default.Bezorging, Ct).ToListAsync(Ct), b => b.Document.Value.Kind == Trainingskaarten.Certificaat);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_issued_and_the_reason_is_told_until_there_is_one()
    {
        await using var store = TestStores.Memory();
        await ReadyAsync(store);
        await using (var without = Services(store, "https://isop.table.core.windows.net"))
        {
            Assert.Contains("Isop:Certificaten:Sleutel", Assert.IsType<Verstrekuitkomst.NietNu>(await without.GetRequiredService<Verstrekker>().VoerUitAsync(new Verstrekbon.Nieuw(TrainingId, "1"), Ct)).Reden, StringComparison.Ordinal);
            await without.GetRequiredService<VerstrekPlanning>().WakeAsync([Verstrekzaak.Training(TrainingId)], Later, Ct);
            Assert.Empty(await IssuedNumbersAsync(store));
        }

        await using var with = Services(store);
        await with.GetRequiredService<Planning>().RunAsync(Later.AddHours(1), Ct);
        await ExactlyOneEachAsync(store, with, "a key that came later");
    }

    [Fact]
    public async Task An_order_that_nobody_decided_on_is_refused()
    {
        await using var w = await CompleetAsync();
        var verstrekker = w.Get<Verstrekker>();
        Assert.IsType<Verstrekuitkomst.Geweigerd>(await verstrekker.VoerUitAsync(new Verstrekbon.Nieuw(TrainingId, "1"), Ct));
        Assert.IsType<Verstrekuitkomst.Geweigerd>(await verstrekker.VoerUitAsync(new Verstrekbon.Nieuw("0000000000000000", "1"), Ct));
        Assert.IsType<Verstrekuitkomst.Geweigerd>(await verstrekker.VoerUitAsync(new Verstrekbon.Volg(Certificaatnummer.Trek()), Ct));
        await w.DoeAsync(w.Now, new Trainingsopdracht.Verstrek("bureau"));
        Assert.IsType<Verstrekuitkomst.Geweigerd>(await verstrekker.VoerUitAsync(new Verstrekbon.Nieuw(TrainingId, (await w.TrainingAsync()).Find(Jop)!.Id), Ct));
    }

    private static DateTimeOffset Later => Wereld.At(11, 26);

    private static async Task<Wereld> IssuedAsync()
    {
        var w = await CompleetAsync();
        await w.DoeAsync(w.Now, new Trainingsopdracht.Verstrek("bureau"));
        await w.PlanAsync(11, 26);
        return w;
    }

    private static async Task<TemporaryStore> ReadyStoreAsync(bool withKey)
    {
        var store = TestStores.Memory();
        await ReadyAsync(store);
        if (withKey)
        {
            await using var services = Services(store);
            await services.GetRequiredService<Ondertekening>().VernieuwAsync(Ct);
        }

        return store;
    }

    /// <summary>A store in which the onderwijsbureau has decided and nothing is issued.</summary>
    internal static async Task ReadyAsync(IDocumentStore store)
    {
        await using var services = Services(store);
        await Registerversie.ZetAsync(store, Basis, "test-1", Later);
        var (trainingen, register) = (services.GetRequiredService<TrainingStore>(), await services.GetRequiredService<RegisterStore>().CurrentAsync(Ct));
        await trainingen.MaakAsync(Aanmelding(), register, Wereld.At(11, 9), Ct);
        await trainingen.DecideAsync(TrainingId, new Trainingsopdracht.MeldAanwezig(Olga, 0, ["1", "2", "3", "4"], ["1", "2", "3"]), register, Wereld.At(11, 10, 18), Ct);
        await trainingen.DecideAsync(TrainingId, new Trainingsopdracht.ZetInhoud(Olga, "Feedback geven."), register, Wereld.At(11, 11), Ct);
        await trainingen.DecideAsync(TrainingId, new Trainingsopdracht.GeefDoor(null, "bureau"), register, Wereld.At(11, 25), Ct);
        Assert.IsType<Trainingsbesluit.Gewijzigd>(await trainingen.DecideAsync(TrainingId, new Trainingsopdracht.Verstrek("bureau"), register, Wereld.At(11, 25), Ct));
    }

    private static ServiceProvider Services(IDocumentStore store, string? storage = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(store);
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Later));
        services.AddLogging();
        services.AddSingleton<IKick, Kick>();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Isop:Storage"] = storage ?? "Data Source=isop.db" }).Build());
        services.AddIsopCore();
        return services.BuildServiceProvider();
    }

    private static async Task ExactlyOneEachAsync(IDocumentStore store, ServiceProvider services, string when)
    {
        var numbers = await IssuedNumbersAsync(store);
        Assert.True(numbers.Count == 3, $"{when}: {numbers.Count} certificates.");
        var training = (await services.GetRequiredService<TrainingStore>().FindAsync(TrainingId, Ct))!;
        Assert.True(training.Verstrekt is not null, $"{when}: who organised it was not told.");
        foreach (var d in training.Deelnemers)
        {
            var mine = await services.GetRequiredService<CertificaatStore>().VanPersoonAsync(d.Persoon!.Value, Ct);
            Assert.True(mine.Count == (d.Id == "4" ? 0 : 1), $"{when}: deelnemer {d.Id} has {mine.Count}.");
            var told = (await store.ReadRangeAsync(new Partition("bezorgingen", $"{d.Persoon}"), RowRange.Prefix("b:"), CoreJson.Default.Bezorging, Ct).ToListAsync(Ct)).Count(b => b.Document.Value.Kind == Trainingskaarten.Certificaat);
            Assert.True(told == mine.Count, $"{when}: deelnemer {d.Id} is told {told} times of {mine.Count}.");
        }
    }

    internal static async Task<IReadOnlyList<string>> IssuedNumbersAsync(IDocumentStore store)
    {
        List<string> numbers = [];
        await foreach (var (partition, document) in store.Whole().ReadTableAsync("certificaten", Ct))
        {
            if (document.Row == "certificaat")
            {
                numbers.Add(partition.Key);
            }
        }

        return numbers;
    }
}
