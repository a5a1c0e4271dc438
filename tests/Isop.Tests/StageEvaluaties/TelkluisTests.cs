using System.Security.Cryptography;
using Isop.Core;
using Isop.Core.Sleutels;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Tests.Sleutels;
using Isop.Tests.Storage;
using static Isop.Tests.StageEvaluaties.GolfTests;

namespace Isop.Tests.StageEvaluaties;

/// <summary>Counts and remarks of a closed wave: there for the release, and for nobody else.</summary>
public sealed class TelkluisTests
{
    private const string Eerste = "2026-2027-1";
    private const string Tweede = "2026-2027-2";
    private const string Jaar = "2026-2027";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_lies_in_the_store_after_closing_shows_no_remark_of_a_small_eenheid_and_no_counts()
    {
        using var vault = new FakeVault();
        await using var store = TestStores.Memory();
        await using (var open = await BeginAsync(store, VierStudenten().Organisatie("B", "B1").Student(9).Stage(9, "B", 2026, 1)))
        {
            await open.GaNaarAsync(2027, 2, 1);
            await open.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(1, beter: "Ik stond vaak alleen"));
        }

        await using var w = Klok(store, vault, 2027, 2, 17);
        await w.PlanAsync();

        var raw = await w.RuwAsync();
        Assert.DoesNotContain("alleen", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("stappen", raw, StringComparison.Ordinal);
        var closed = raw.Split('\n').Where(l => l.StartsWith("stageevaluaties/telling:", StringComparison.Ordinal) || l.StartsWith("stageevaluaties/op", StringComparison.Ordinal)).ToList();
        Assert.True(closed.Count >= 4);
        Assert.All(closed, l => Assert.Matches("^stageevaluaties/[a-z]+:2026-2027-1 [^ ]+ {\"inhoud\":\"[^\"]+\"}$", l));

        // Nor does a length say who wrote, or that nobody answered at B.
        Assert.All(closed.GroupBy(l => l.Split(':')[0]), kind => Assert.Single(kind.Select(l => l[l.IndexOf('{', StringComparison.Ordinal)..].Length).Distinct()));
        Assert.Equal("Ik stond vaak alleen", Assert.Single((await w.OpmerkingenAsync(Eerste, "A")).Opmerkingen).Tekst);
        Assert.Equal([("A", 1), ("B", 0)], (await w.Get<Golfsluiting>().TellingenAsync([await w.GolfAsync(Eerste)], Ct)).Select(c => (c.Eenheid, c.Ingevuld)));
    }

    [Fact]
    public async Task A_process_that_may_not_use_the_key_opens_nothing_and_a_year_that_it_closed_stays_woken_until_it_is_released()
    {
        using var vault = new FakeVault();
        await using var store = TestStores.Memory();
        await using (var open = await BeginAsync(store, VierStudenten()))
        {
            await open.GaNaarAsync(2027, 2, 1);
            await open.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(1, beter: "Ik stond vaak alleen"));
        }

        await using (var clock = Klok(store, vault, 2027, 2, 17))
        {
            await clock.PlanAsync();
            await clock.GaNaarAsync(2027, 8, 20);
            await clock.Golven.DecideAsync(Tweede, new Golfopdracht.SluitNu(), null, clock.Now, Ct);

            // Cut off between closing and release.
            Assert.Equal(Golfstaat.Gesloten, (await clock.Get<Golfsluiting>().RondAfAsync(Tweede, await clock.RegisterAsync(), Ct))?.Staat);
            Assert.Null((await clock.GolfAsync(Eerste)).Wekker);
        }

        await using var bot = new Evaluatiewereld(
            store, Core.Time.AmsterdamTime.At(new DateOnly(2027, 8, 20), new TimeOnly(9, 5)), vault: _ => throw new KeyVaultUnavailableException("This identity has no right on the key."));
        var closed = (Golf[])[await bot.GolfAsync(Eerste), await bot.GolfAsync(Tweede)];
        await Assert.ThrowsAsync<KeyVaultUnavailableException>(async () => await bot.Get<Golfsluiting>().TellingenAsync(closed, Ct));
        await Assert.ThrowsAsync<KeyVaultUnavailableException>(async () => await bot.Get<Golfsluiting>().OpmerkingenAsync(closed, Ct));
        await Assert.ThrowsAsync<KeyVaultUnavailableException>(async () => await bot.Uitgaven.GeefUitAsync(Jaar, await bot.RegisterAsync(), bot.Now, Ct));
        await bot.PlanAsync();
        Assert.Null(await bot.Uitgaven.StandAsync(Jaar, Ct));
        Assert.Equal((Golfstaat.Gesloten, bot.Now.AddMinutes(15)), ((await bot.GolfAsync(Tweede)).Staat, (await bot.GolfAsync(Tweede)).Wekker));

        await using var later = Klok(store, vault, 2027, 8, 20, 10);
        await later.PlanAsync();
        Assert.NotNull(await later.Uitgaven.StandAsync(Jaar, Ct));
        Assert.Null((await later.GolfAsync(Tweede)).Wekker);
    }

    [Fact]
    public async Task A_key_is_made_once_kept_wrapped_and_opens_nothing_of_another_wave()
    {
        using var vault = new FakeVault();
        await using var store = TestStores.Memory();
        await using var w = Klok(store, vault, 2027, 2, 17);
        var (one, again, other) = (await w.Get<Telkluis>().MaakAsync(Eerste, Ct), await w.Get<Telkluis>().MaakAsync(Eerste, Ct), await w.Get<Telkluis>().MaakAsync(Tweede, Ct));
        var blad = new Opmerkingenblad { Golf = Eerste, Studiejaar = Jaar, Eenheid = "A", Opmerkingen = [] };
        var closed = one.Sluit(blad, CoreJson.Default.Opmerkingenblad);

        Assert.Equal("A", again.Open(closed, CoreJson.Default.Opmerkingenblad).Eenheid);
        Assert.ThrowsAny<CryptographicException>(() => other.Open(closed, CoreJson.Default.Opmerkingenblad));
        Assert.Equal(one.Merk("woorden"), again.Merk("woorden"));
        Assert.NotEqual(one.Merk("woorden"), other.Merk("woorden"));
        Assert.Equal(2, vault.Calls.Count(c => c == "1/unwrapkey"));
        Assert.All((await w.RuwAsync()).Split('\n').Where(l => l.Contains("/kluis ", StringComparison.Ordinal)), l => Assert.DoesNotContain("sleutel\":\"", l, StringComparison.Ordinal));

        // Another process, and after a restore with another key: never the one that was known.
        await using var functions = Klok(store, vault, 2027, 2, 18);
        Assert.Equal("A", (await functions.Get<Telkluis>().OpenAsync(Eerste, Ct)).Open(closed, CoreJson.Default.Opmerkingenblad).Eenheid);
        var kluis = new Partition("stageevaluaties", "kluis");
        var was = (await store.ReadAsync(kluis, Eerste, CoreJson.Default.Kluissleutel, Ct))!;
        await store.CommitAsync(kluis, [Documents.Save(Eerste, new Kluissleutel { Sleutel = new byte[Envelope.KeyBytes] }, was, CoreJson.Default.Kluissleutel)], Ct);
        Assert.ThrowsAny<CryptographicException>(() => functions.Get<Telkluis>().OpenAsync(Eerste, Ct).AsTask().GetAwaiter().GetResult().Open(closed, CoreJson.Default.Opmerkingenblad));
    }

    [Fact]
    public async Task What_was_read_for_one_year_stays_read_the_next_and_what_was_kept_back_never_returns()
    {
        var register = new Evaluatieregister().Jaar(2026).Jaar(2027).Organisatie("A", "B1").Organisatie("B", "B1");
        foreach (var (jaar, first) in new[] { (2026, 1), (2027, 101) })
        {
            for (var i = first; i < first + 14; i++)
            {
                register.Student(i).Stage(i, "A", jaar, 1).Stage(i, "A", jaar, 2);
            }

            register.Student(first + 50).Stage(first + 50, "B", jaar, 1);
        }

        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, register);
        await LoopAsync(w, 2026, 1, "oud");
        var first_ = (await w.Opmerkingen.TeLezenAsync("2026-2027", Ct))["A"];
        Assert.Equal(12, first_.Count);
        Assert.DoesNotContain("Over B", await w.RuwAsync(), StringComparison.Ordinal);
        var (free, back, late) = (first_[0], first_[1], first_[2]);
        Assert.True(await BeoordeelAsync("2026-2027", free, true));
        Assert.True(await BeoordeelAsync("2026-2027", back, false));
        Assert.True(await BeoordeelAsync("2026-2027", back, true));
        Assert.False(await w.Opmerkingen.BeoordeelAsync("2026-2027", "B", free.Id, true, "kim", w.Now, Ct));
        Assert.Equal([free.Tekst], await VrijAsync("2026-2027"));

        await LoopAsync(w, 2027, 101, "nieuw");
        var second = (await w.Opmerkingen.TeLezenAsync("2027-2028", Ct))["A"];
        Assert.Equal((10, 12), (second.Count(o => o.Tekst.Contains("oud", StringComparison.Ordinal)), second.Count(o => o.Tekst.Contains("nieuw", StringComparison.Ordinal))));
        Assert.DoesNotContain(second, o => o.Id == free.Id || o.Id == back.Id);
        Assert.Equal([free.Tekst], await VrijAsync("2027-2028"));
        Assert.Equal([back.Id], (await w.Get<Leesbladen>().FindAsync("2027-2028", "A", Ct))!.Value.Achtergehouden);
        Assert.DoesNotContain(back.Tekst + "\"", await w.AfdrukAsync(), StringComparison.Ordinal);

        // Kept back for one report it is gone from all of them.
        Assert.True(await BeoordeelAsync("2027-2028", late, false));
        Assert.True(await BeoordeelAsync("2027-2028", free, false));
        Assert.Empty(await VrijAsync("2026-2027"));
        Assert.Empty(await VrijAsync("2027-2028"));
        Assert.DoesNotContain(await w.Opmerkingen.TeLezenAsync("2026-2027", Ct), e => e.Value.Any(o => o.Id == late.Id));

        ValueTask<bool> BeoordeelAsync(string jaar, Opmerking o, bool vrij) => w.Opmerkingen.BeoordeelAsync(jaar, "A", o.Id, vrij, "kim", w.Now, Ct);
        async Task<IEnumerable<string>> VrijAsync(string jaar) =>
            (await w.Opmerkingen.VrijAsync((await w.Uitgaven.RapportAsync(jaar, Rapportsleutel.Eenheid("A"), Ct))!, Ct)).SelectMany(v => v.Value);
    }

    /// <summary>A study year: twelve of the fourteen at A answer in both halves and write in the first, as does the one at B.</summary>
    private static async Task LoopAsync(Evaluatiewereld w, int jaar, int first, string woord)
    {
        await w.GaNaarAsync(jaar + 1, 1, 4);
        await w.GaNaarAsync(jaar + 1, 2, 1);
        for (var i = first; i < first + 12; i++)
        {
            await w.AntwoordAsync($"{jaar}-{jaar + 1}-1", Evaluatieregister.Id(i), "A", Evaluatiewereld.Alles(1 + (i % 5), blijven: $"Dit is {woord} {i - first + 10}"));
        }

        await w.AntwoordAsync($"{jaar}-{jaar + 1}-1", Evaluatieregister.Id(first + 50), "B", Evaluatiewereld.Alles(2, beter: "Over B"));
        await w.GaNaarAsync(jaar + 1, 2, 17);
        await w.GaNaarAsync(jaar + 1, 7, 5);
        for (var i = first; i < first + 12; i++)
        {
            await w.AntwoordAsync($"{jaar}-{jaar + 1}-2", Evaluatieregister.Id(i), "A", Evaluatiewereld.Alles(1 + (i % 5)));
        }

        await w.GaNaarAsync(jaar + 1, 9, 1);
        Assert.NotNull(await w.Uitgaven.StandAsync($"{jaar}-{jaar + 1}", Ct));
    }

    /// <summary>The process that may use the vault's key.</summary>
    private static Evaluatiewereld Klok(IDocumentStore store, FakeVault vault, int year, int month, int day, int hour = 9) =>
        new(store, Core.Time.AmsterdamTime.At(new DateOnly(year, month, day), new TimeOnly(hour, 0)), vault: _ => vault.Open());
}
