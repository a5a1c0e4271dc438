using System.Text;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Inzage;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Upkeep;
using Isop.Tests.BureauPages;
using Isop.Tests.Storage;
using static Isop.Core.Certificaten.Bevoegdheden.Bevoegdheidssoort;
using static Isop.Tests.Certificaten.Bevoegdheden.Proefdossier;

namespace Isop.Tests.Certificaten.Bevoegdheden;

/// <summary>What is kept of who may assess: by many at once, for how long, for whose export, and what an erasure leaves.</summary>
public sealed class BevoegdheidStoreTests : IAsyncDisposable
{
    private readonly TemporaryStore _db = TestStores.Memory();
    private readonly BevoegdheidStore _store;
    private readonly CertificaatStore _certificaten;

    public BevoegdheidStoreTests()
    {
        _certificaten = new CertificaatStore(_db, new Outbox(_db, TimeProvider.System));
        _store = new BevoegdheidStore(_db, _certificaten);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    [Fact]
    public async Task Twenty_who_record_at_once_all_win_and_one_form_sent_twenty_times_is_one_record()
    {
        var same = LegVast(Aanstelling, "2026-09-01");
        var sent = Enumerable.Range(1, 20).Select(n => LegVast(Kalibreersessie, $"2025-10-{n:00}")).Concat(Enumerable.Repeat(same, 20));

        await Task.WhenAll(sent.Select(o => Task.Run(() => _store.DecideAsync(Wie, o, Nu, Ct).AsTask(), Ct)));

        var dossier = await _store.FindAsync(Wie, Ct);
        Assert.Equal(21, dossier.Regels.Count);
        Assert.Single(dossier.Regels, r => r.Soort == Aanstelling);
        Assert.Equal(21, await _store.HistoryAsync(default, Ct).CountAsync(Ct));
    }

    [Fact]
    public async Task Two_who_withdraw_the_same_record_leave_one_reason_and_one_line()
    {
        var opdracht = LegVast(Bke, "2026-03-12");
        await _store.DecideAsync(Wie, opdracht, Nu, Ct);

        var made = await Task.WhenAll(new[] { "een", "twee" }.Select(reden => Task.Run(
            () => _store.DecideAsync(Wie, new Bevoegdheidsopdracht.TrekIn(opdracht.Id, reden, "bureau"), Nu.AddMinutes(1), Ct).AsTask(), Ct)));

        Assert.Single(made.OfType<Bevoegdheidsbesluit.Gewijzigd>());
        Assert.Single(made.OfType<Bevoegdheidsbesluit.AlGedaan>());
        var lines = await _store.HistoryAsync(default, Ct).ToListAsync(Ct);
        Assert.Equal([InzageSoort.BevoegdheidVastgelegd, InzageSoort.BevoegdheidIngetrokken], lines.Select(l => l.Soort));
        Assert.All(lines, l => Assert.Equal((Wie, "Bke"), (l.About!.Value, l.Detail)));
    }

    [Fact]
    public async Task A_kalibreersessie_of_a_hundred_and_twenty_is_there_once_for_each_however_often_it_is_sent()
    {
        var people = Enumerable.Range(1, 120).Select(n => PersonId.From(new Guid(n, 0, 0, new byte[8]))).ToList();
        var opdracht = LegVast(Kalibreersessie, "2026-10-07");

        await Task.WhenAll(_store.DecideAsync(people, opdracht, Nu, Ct).AsTask(), _store.DecideAsync(people, opdracht, Nu, Ct).AsTask());
        var again = await _store.DecideAsync(people, opdracht, Nu, Ct);

        Assert.All(again.Values, b => Assert.IsType<Bevoegdheidsbesluit.AlGedaan>(b));
        var all = await _store.VanAsync(people, Ct);
        Assert.Equal(120, all.Count);
        Assert.All(all.Values, d => Assert.Single(d.Regels));
        Assert.Equal(120, await _store.HistoryAsync(default, Ct).CountAsync(Ct));
    }

    [Fact]
    public async Task Ten_dossiers_at_their_largest_fit_in_one_commit()
    {
        var people = Enumerable.Range(1, 10).Select(n => PersonId.From(new Guid(n, 0, 0, new byte[8]))).ToList();
        for (var n = 0; n < Bevoegdheidsregels.Meeste; n++)
        {
            var text = new string('é', Bevoegdheidsregels.LangsteToelichting);
            var opdracht = LegVast(Kalibreersessie, "2020-01-01") with { Toelichting = $"{n:00}{text[2..]}" };
            Assert.All((await _store.DecideAsync(people, opdracht, Nu, Ct)).Values, b => Assert.IsType<Bevoegdheidsbesluit.Gewijzigd>(b));
            await _store.DecideAsync(people, new Bevoegdheidsopdracht.TrekIn(opdracht.Id, text, "bureau"), Nu, Ct);
        }

        Assert.All((await _store.VanAsync(people, Ct)).Values, d => Assert.Equal(Bevoegdheidsregels.Meeste, d.Regels.Count(r => r.Ingetrokken is not null)));
    }

    [Fact]
    public async Task A_certificate_is_among_what_counts()
    {
        var blad = Certificaat("2026-06-12");
        var holder = new Certificaathouder(blad.Certificaat.Nummer, Wie, "Olga Bos", "");
        await _certificaten.GeefUitAsync(new Uitgifte(blad.Certificaat, holder, [1], "x"), [], Ct);

        Assert.Equal(blad.Certificaat.Nummer, Assert.Single((await _store.VanAsync(Wie, Ct)).Certificaten).Certificaat.Nummer);
        Assert.Single((await _store.VanAsync([Wie], Ct))[Wie].Certificaten);
    }

    [Fact]
    public async Task A_dossier_goes_seven_years_after_its_last_change_and_the_audit_after_two()
    {
        await _store.DecideAsync(Wie, LegVast(Bke, "2026-03-12"), Nu, Ct);
        await foreach (var (partition, document) in _db.Whole().ReadTableAsync("bevoegdheden", Ct))
        {
            Assert.NotNull(Bewaartabel.Find(partition, document.Row));
        }

        await new Opruiming(_db).RunAsync(Nu.AddDays((2 * 365) + 1), Ct);
        Assert.Empty(await _store.HistoryAsync(default, Ct).ToListAsync(Ct));
        await new Opruiming(_db).RunAsync(Nu.AddDays(7 * 365), Ct);
        Assert.Single((await _store.FindAsync(Wie, Ct)).Regels);
        await new Opruiming(_db).RunAsync(Nu.AddDays((7 * 365) + 1), Ct);
        Assert.Empty((await _store.FindAsync(Wie, Ct)).Regels);
    }

    [Fact]
    public async Task The_person_exports_the_own_records_and_an_erasure_takes_these_and_the_name_of_who_recorded_for_others()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        var (store, olga, bram) = (host.Get<BevoegdheidStore>(), await host.PersonAsync(Proefregister.Olga), await host.PersonAsync(Proefregister.Bram));
        await store.DecideAsync(olga.Id, LegVast(Bke, "2026-03-12") with { Door = bram.Id.ToString(), Toelichting = "gezien door Bram de Boer" }, host.Now, Ct);

        Assert.Contains("BRAM DE BOER", await ExportAsync(host, Proefregister.Olga), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", await ExportAsync(host, Proefregister.Bram));
        Assert.Contains(await TracesAsync(host, Proefregister.Olga), s => s is Spoor.Eigen);
        var named = (await TracesAsync(host, Proefregister.Bram)).Select(s => Encoding.UTF8.GetString(Assert.IsType<Spoor.Genoemd>(s).Body)).ToList();
        Assert.Equal(2, named.Count);
        Assert.All(named, b => Assert.DoesNotContain(bram.Id.ToString(), b, StringComparison.Ordinal));
        Assert.Contains(named, b => b.Contains("gezien door [gewist]", StringComparison.Ordinal) && b.Contains(olga.Id.ToString(), StringComparison.Ordinal));
    }

    private static Bevoegdheidsopdracht.LegVast LegVast(Bevoegdheidssoort soort, string datum) => new(FormId.New(), soort, Dag(datum), null, "", "bureau");

    private static async Task<string> ExportAsync(BureauHost host, string adres)
    {
        var dossier = await host.Get<Persoonsexport>().ReadAsync(adres, new LeesrechtOptions(), Ct);
        return dossier!.Bestanden.TryGetValue("bevoegdheden", out var documents) ? documents.ToJsonString() : "";
    }

    private static async Task<List<Spoor>> TracesAsync(BureauHost host, string adres)
    {
        var store = host.Get<IDocumentStore>();
        var herkenning = new Herkenning((await new Persoonszoeker(store, host.Registers).FindAsync(adres, Ct))!);
        List<Spoor> found = [];
        await foreach (var (partition, document) in store.Whole().ReadTableAsync("bevoegdheden", Ct))
        {
            if (herkenning.Of(partition, document) is not Spoor.Geen and var spoor)
            {
                found.Add(spoor);
            }
        }

        return found;
    }
}
