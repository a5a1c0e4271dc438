using Isop.Core.Bezorging;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using static Isop.Tests.Personen.Persoonswereld;

namespace Isop.Tests.Personen;

/// <summary>An erasure that dies at any of its commits and is begun again.</summary>
public sealed class AfgebrokenTests
{
    [Theory]
    [InlineData(Sanne)]
    [InlineData(Fatima)]
    public async Task Killed_after_any_commit_and_begun_again_it_comes_to_the_same_end(string adres)
    {
        await using var wereld = await SqliteAsync();
        var names = await wereld.NamesOfAsync(adres);
        await wereld.StopAsync(adres);
        await using var clean = TestStores.Memory();
        await Alles.CopyAsync(wereld.Store, clean);
        await EraseAsync(clean, wereld, adres);
        var end = await EndAsync(clean);

        var at = 1;
        for (; ; at++)
        {
            await using var store = TestStores.Memory();
            await Alles.CopyAsync(wereld.Store, store);
            var dying = new CrashingStore(store, at, CrashMoment.AfterCommit);
            await EraseAsync(dying, wereld, adres);
            if (!dying.Crashed)
            {
                break;
            }

            // Nobody gave the lease back.
            wereld.Clock.Advance(Lease.Length);
            await EraseAsync(store, wereld, adres);
            Assert.Equal(end, await EndAsync(store));
            Assert.Empty(Alles.With(await Alles.OfAsync(store), names));
        }

        Assert.True(at > 20);
    }

    private static async Task EraseAsync(IDocumentStore store, Persoonswereld wereld, string adres)
    {
        var registers = new RegisterStore(store, new Outbox(store, wereld.Clock), wereld.Clock);
        var wissing = new Wissing(store, registers, new Wismerken(store), wereld.Clock);
        try
        {
            switch (await wissing.AskAsync(adres, Ct))
            {
                case Wisvraag.Kan(var wie):
                    Assert.NotNull((await wissing.RunAsync(wie, "beheerder", null, Ct))?.Klaar);
                    break;
                case Wisvraag.AlGewist:
                    break;
                case var other:
                    Assert.Fail(other.ToString());
                    break;
            }
        }
        catch (SimulatedCrashException)
        {
            // Begun again by who called.
        }
    }

    /// <summary>Everything but the mark with its salt, the line of the audit that names the mark, one of each, and a lease that nobody gave back.</summary>
    private static async Task<SortedDictionary<string, string>> EndAsync(IDocumentStore store)
    {
        var all = await Alles.OfAsync(store);
        all.Keys.Where(k => k.StartsWith("leases/", StringComparison.Ordinal)).ToList().ForEach(k => all.Remove(k));
        var own = all.Where(d => d.Key.StartsWith("gewist/", StringComparison.Ordinal) || d.Value.Contains("PersoonGewist", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, own.Count);
        own.ForEach(d => all.Remove(d.Key));
        return all;
    }
}
