using System.Text.RegularExpressions;
using Isop.Core.Backup;
using Isop.Core.Bezorging;
using Isop.Core.Sleutels;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Tests.Storage;
using static Isop.Tests.StageEvaluaties.GolfTests;

namespace Isop.Tests.StageEvaluaties;

/// <summary>Sending and closing: once, whole, and nothing but counts left.</summary>
public sealed partial class GolfsluitingTests
{
    private const string Eerste = "2026-2027-1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twice_with_one_link_or_on_two_devices_counts_once()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);
        var (phone, laptop) = (await w.OpenAsync(Eerste, Evaluatieregister.Id(1), "A"), await w.OpenAsync(Eerste, Evaluatieregister.Id(1), "A"));

        Assert.Equal(Antwoorduitkomst.Gelukt, await w.StuurAsync(phone, Evaluatiewereld.Alles(2)));
        Assert.Equal(Antwoorduitkomst.AlGedaan, await w.StuurAsync(phone, Evaluatiewereld.Alles(5)));
        Assert.Equal(Antwoorduitkomst.AlGedaan, await w.StuurAsync(laptop, Evaluatiewereld.Alles(5)));

        var cel = Assert.Single(await SluitAsync(w));
        Assert.Equal((4, 1), (cel.Uitgenodigd, cel.Ingevuld));
        Assert.All(cel.Items, i => Assert.Equal([0, 1, 0, 0, 0], i.Stappen));
    }

    [Fact]
    public async Task Opening_a_form_spends_nothing_and_too_many_links_are_refused()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);

        for (var i = 0; i < Golfrooster.MeesteLinks; i++)
        {
            await w.OpenAsync(Eerste, Evaluatieregister.Id(1), "A");
        }

        var genodigde = (await w.Rooster.FindAsync(Eerste, Evaluatieregister.Id(1), "A", Ct))!;
        Assert.False(await w.Rooster.KoppelAsync(Eerste, genodigde, new string('a', 64), Ct));
        Assert.False(await w.Rooster.IsIngevuldAsync(Eerste, genodigde, Ct));
    }

    [Fact]
    public async Task Of_many_at_once_everything_is_counted()
    {
        var register = new Evaluatieregister().Jaar(2026).Organisatie("A", "B1").Organisatie("B", "B1");
        for (var i = 1; i <= 100; i++)
        {
            register.Student(i).Stage(i, i % 2 == 0 ? "A" : "B", 2026, 1);
        }

        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, register);
        await w.GaNaarAsync(2027, 2, 1);
        Assert.Equal(4, (await w.GolfAsync(Eerste)).Scherven);

        await Parallel.ForEachAsync(Enumerable.Range(1, 100), Ct, async (i, _) =>
            Assert.Equal(Antwoorduitkomst.Gelukt, await w.AntwoordAsync(Eerste, Evaluatieregister.Id(i), i % 2 == 0 ? "A" : "B", Evaluatiewereld.Alles(1 + (i % 5)))));

        Assert.Equal((100, 100), await w.Rooster.ResponsAsync(await w.GolfAsync(Eerste), Ct));
        var cells = await SluitAsync(w);
        Assert.Equal([("A", 50), ("B", 50)], cells.Select(c => (c.Eenheid, c.Ingevuld)));
        Assert.All(cells.SelectMany(c => c.Items), i => Assert.Equal([10, 10, 10, 10, 10], i.Stappen));
    }

    [Fact]
    public async Task What_comes_while_it_closes_is_in_the_counts_or_was_refused()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);
        var hashes = new List<string>();
        for (var i = 1; i <= 4; i++)
        {
            hashes.Add(await w.OpenAsync(Eerste, Evaluatieregister.Id(i), "A"));
        }

        var golf = await w.GolfAsync(Eerste);
        var sending = hashes.Select(h => Task.Run(async () => await w.StuurAsync(h, Evaluatiewereld.Alles(3)), Ct)).ToList();
        var closing = Task.Run(async () => await w.Rooster.SluitScherfAsync(Eerste, 1, Ct), Ct);
        var outcomes = await Task.WhenAll(sending);
        await closing;

        var taken = outcomes.Count(o => o == Antwoorduitkomst.Gelukt);
        Assert.All(outcomes, o => Assert.Contains(o, new[] { Antwoorduitkomst.Gelukt, Antwoorduitkomst.Gesloten }));
        Assert.Equal(taken, (await w.Rooster.SluitScherfAsync(Eerste, 1, Ct)).Count);
        Assert.Equal(taken, Assert.Single(await SluitAsync(w)).Ingevuld);
        Assert.Equal(Golfstaat.Open, golf.Staat);
    }

    [Fact]
    public async Task Once_it_is_closed_only_counts_and_loose_remarks_are_left()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);
        var hash = await w.OpenAsync(Eerste, Evaluatieregister.Id(1), "A");
        await w.StuurAsync(hash, Evaluatiewereld.Alles(4, blijven: "De kring was fijn", beter: "Meer tijd om na te praten"));
        await w.AntwoordAsync(Eerste, Evaluatieregister.Id(2), "A", Evaluatiewereld.Alles(2, blijven: "Het buitenspelen"));

        await SluitAsync(w);

        Assert.Null(await w.Rooster.VolgAsync(hash, Ct));
        Assert.Empty(await w.Rooster.AlleAsync(Eerste, Ct));
        var print = await w.AfdrukAsync();
        // The second wave waits, with a key of its own.
        Assert.Equal(["2026-2027-2"], Rows(print, "golfsleutels/"));
        Assert.Empty(Rows(print, "evaluatiebuffers/"));
        var sheet = await w.OpmerkingenAsync(Eerste, "A");
        Assert.Equal(["De kring was fijn", "Het buitenspelen", "Meer tijd om na te praten"], sheet.Opmerkingen.Select(o => o.Tekst).Order(StringComparer.Ordinal));
        Assert.Equal(sheet.Opmerkingen.Select(o => o.Id).Order(StringComparer.Ordinal), sheet.Opmerkingen.Select(o => o.Id));
    }

    [Fact]
    public async Task Nobody_can_see_afterwards_who_was_reminded()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);
        await w.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(4));
        await w.GaNaarAsync(2027, 2, 8);
        Assert.Contains("herinnering-1", await w.AfdrukAsync(), StringComparison.Ordinal);

        await SluitAsync(w);

        // What was to be sent this afternoon has an entry in the due index until then.
        var left = (await w.AfdrukAsync()).Split('\n').Where(l => !l.StartsWith("agenda/", StringComparison.Ordinal));
        Assert.DoesNotContain(left, l => l.Contains("herinnering", StringComparison.Ordinal));
        Assert.DoesNotContain(left, l => l.Contains(Evaluatiekaarten.Uitnodiging, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task Killed_at_any_write_of_closing_nothing_is_lost_or_doubled_and_the_key_goes_last(CrashMoment moment)
    {
        string? expected = null;
        for (var at = 1; ; at++)
        {
            await using var store = TestStores.Memory();
            await using (var w = await OpenAsync(store))
            {
                for (var i = 1; i <= 3; i++)
                {
                    await w.AntwoordAsync(Eerste, Evaluatieregister.Id(i), "A", Evaluatiewereld.Alles(i, blijven: $"Opmerking nummer {i}"));
                }

                await w.GaNaarAsync(2027, 2, 8);
                await w.Golven.DecideAsync(Eerste, new Golfopdracht.SluitNu(), null, w.Now, Ct);
            }

            var crashing = new CrashingStore(store, at, moment);
            await using (var dying = new Evaluatiewereld(crashing, AmsterdamTime.At(new DateOnly(2027, 2, 9), new TimeOnly(9, 0))))
            {
                try
                {
                    await dying.Get<StageEvaluatiePlanning>().WakeAsync([Eerste], dying.Now, Ct);
                }
                catch (SimulatedCrashException)
                {
                }
            }

            await using (var after = new Evaluatiewereld(store, AmsterdamTime.At(new DateOnly(2027, 2, 9), new TimeOnly(10, 0))))
            {
                var print = await after.AfdrukAsync();
                var counted = await after.Get<Golfsluiting>().TellingenAsync([await after.GolfAsync(Eerste)], Ct);
                Assert.True(Rows(print, "golfsleutels/").Contains(Eerste) || !Rows(print, "evaluatiebuffers/").Any(), "The key goes last.");
                Assert.True(counted.Count == 1 || Rows(print, "evaluatiebuffers/").Any(), "Answers stay until they are counted.");

                await after.Get<StageEvaluatiePlanning>().WakeAsync([Eerste], after.Now, Ct);
                var cel = Assert.Single(await after.Get<Golfsluiting>().TellingenAsync([await after.GolfAsync(Eerste)], Ct));
                Assert.Equal((4, 3, Golfstaat.Gesloten), (cel.Uitgenodigd, cel.Ingevuld, (await after.GolfAsync(Eerste)).Staat));
                var done = Blijvend(await after.AfdrukAsync());
                Assert.Equal(expected ??= done, done);
                Assert.Contains("Opmerking [naam] 3", done, StringComparison.Ordinal);
            }

            if (!crashing.Crashed)
            {
                Assert.InRange(at, 8, 200);
                return;
            }
        }
    }

    [Fact]
    public async Task Two_that_close_at_once_give_the_counts_of_one()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);
        for (var i = 1; i <= 4; i++)
        {
            await w.AntwoordAsync(Eerste, Evaluatieregister.Id(i), "A", Evaluatiewereld.Alles(i));
        }

        await w.Golven.DecideAsync(Eerste, new Golfopdracht.SluitNu(), null, w.Now, Ct);
        var planning = w.Get<StageEvaluatiePlanning>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await planning.WakeAsync([Eerste], w.Now, Ct), Ct)));

        var cel = Assert.Single(await w.Get<Golfsluiting>().TellingenAsync([await w.GolfAsync(Eerste)], Ct));
        Assert.Equal((4, 4), (cel.Uitgenodigd, cel.Ingevuld));
        Assert.All(cel.Items, i => Assert.Equal([1, 1, 1, 1, 0], i.Stappen));
    }

    [Fact]
    public async Task A_restore_during_a_wave_asks_everybody_again_and_says_so()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);
        await w.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(4));

        // What a restore brings back: everything but the closed answers and their key.
        await using var restored = TestStores.Memory();
        await CopyAsync(store, restored, "evaluatiebuffers", "golfsleutels");
        await using var anew = new Evaluatiewereld(restored, w.Now);
        await anew.Get<StageEvaluatiePlanning>().WakeAsync([Eerste], anew.Now, Ct);

        var golf = await anew.GolfAsync(Eerste);
        Assert.Equal((1, Golfstaat.Open), (golf.Opnieuw, golf.Staat));
        Assert.Equal((4, 0), await anew.Rooster.ResponsAsync(golf, Ct));
        var again = (await anew.Get<BezorgStore>().LoadAsync(Evaluatieregister.Id(1), Ct)).Bezorgingen.Values.Select(b => b.Value.Occasion);
        Assert.Contains("uitnodiging-opnieuw-1", again);
        Assert.Equal(Antwoorduitkomst.Gelukt, await anew.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(5)));
        Assert.Equal(1, Assert.Single(await SluitAsync(anew)).Ingevuld);
    }

    [Fact]
    public async Task A_restore_after_the_last_day_counts_nothing_and_that_year_gets_no_reports()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);
        await w.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(4));
        await using var restored = TestStores.Memory();
        await CopyAsync(store, restored, "evaluatiebuffers", "golfsleutels");

        await using var anew = new Evaluatiewereld(restored, AmsterdamTime.At(new DateOnly(2027, 2, 20), new TimeOnly(9, 0)));
        await anew.Get<StageEvaluatiePlanning>().WakeAsync([Eerste], anew.Now, Ct);
        var golf = await anew.GolfAsync(Eerste);
        Assert.Equal((true, Golfstaat.Gesloten), (golf.Verloren, golf.Staat));
        Assert.Empty(await anew.Get<Golfsluiting>().TellingenAsync([golf], Ct));

        await anew.GaNaarAsync(2027, 7, 5);
        await anew.GaNaarAsync(2027, 9, 1);
        Assert.Equal(Golfstaat.Gesloten, (await anew.GolfAsync("2026-2027-2")).Staat);
        Assert.Null(await anew.Uitgaven.StandAsync("2026-2027", Ct));
    }

    [Fact]
    public async Task A_backup_of_an_open_wave_holds_no_closed_answer_no_key_and_not_who_was_reminded()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);
        await w.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(4));
        await w.GaNaarAsync(2027, 2, 8);
        Assert.Contains("herinnering-1", await w.AfdrukAsync(), StringComparison.Ordinal);

        using var file = new MemoryStream();
        var key = BackupKey.Of(new byte[32]);
        await new Backups(store).MakeAsync(file, key, w.Now, Ct);
        file.Position = 0;
        await using var copy = TestStores.Memory();
        Assert.IsType<RestoreOutcome.Restored>(await new Backups(copy).RestoreAsync(_ => ValueTask.FromResult<Stream>(new MemoryStream(file.ToArray())), key, w.Now, Ct));

        var print = await new Evaluatiewereld(copy, w.Now).AfdrukAsync();
        Assert.Contains(Eerste, print, StringComparison.Ordinal);
        Assert.DoesNotContain("herinnering", print, StringComparison.Ordinal);
        Assert.Empty(Rows(print, "evaluatiebuffers/"));
        Assert.Empty(Rows(print, "golfsleutels/"));
    }

    [Fact]
    public async Task A_process_that_may_not_use_the_key_leaves_closing_to_the_one_that_may()
    {
        await using var store = TestStores.Memory();
        await using (var w = await OpenAsync(store))
        {
            await w.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(4));
        }

        await using var bot = new Evaluatiewereld(store, AmsterdamTime.At(new DateOnly(2027, 2, 17), new TimeOnly(9, 0)), vault: _ => throw new KeyVaultUnavailableException("This identity has no right on the key."));
        var secret = (await store.ReadAsync(new Partition("golfsleutels", Eerste), "geheim", Core.CoreJson.Default.Golfgeheim, Ct))!;
        var wrapped = secret.Value with { Omslag = new WrappedKey("https://x.vault.azure.net/keys/stage/1", [1]) };
        await store.CommitAsync(new Partition("golfsleutels", Eerste), [Documents.Save("geheim", wrapped, secret, Core.CoreJson.Default.Golfgeheim)], Ct);
        await bot.PlanAsync();
        Assert.Equal((Golfstaat.Sluit, bot.Now.AddMinutes(15)), ((await bot.GolfAsync(Eerste)).Staat, (await bot.GolfAsync(Eerste)).Wekker));

        var back = (await store.ReadAsync(new Partition("golfsleutels", Eerste), "geheim", Core.CoreJson.Default.Golfgeheim, Ct))!;
        await store.CommitAsync(new Partition("golfsleutels", Eerste), [Documents.Save("geheim", secret.Value, back, Core.CoreJson.Default.Golfgeheim)], Ct);
        await using var functions = new Evaluatiewereld(store, AmsterdamTime.At(new DateOnly(2027, 2, 17), new TimeOnly(9, 20)));
        await functions.PlanAsync();
        Assert.Equal((Golfstaat.Gesloten, 1), ((await functions.GolfAsync(Eerste)).Staat, (await functions.GolfAsync(Eerste)).Ingevuld));
    }

    [Fact]
    public async Task A_closed_answer_that_somebody_put_there_does_not_keep_the_others_closed()
    {
        await using var store = TestStores.Memory();
        await using var w = await OpenAsync(store);
        await w.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(4));
        var shard = new Partition("evaluatiebuffers", $"scherf:{Eerste}:1");
        var was = (await store.ReadAsync(shard, "buffer", Core.CoreJson.Default.Antwoordbuffer, Ct))!;
        var spoilt = was.Value with { Antwoorden = [.. was.Value.Antwoorden, new byte[Antwoordvel.Bytes + Antwoordzegel.ExtraBytes], [1, 2, 3]] };
        await store.CommitAsync(shard, [Documents.Save("buffer", spoilt, was, Core.CoreJson.Default.Antwoordbuffer)], Ct);

        Assert.Equal(1, Assert.Single(await SluitAsync(w)).Ingevuld);
    }

    /// <summary>What closing wrote, without what every run draws anew: the key, and what remarks are called and ordered by for it.</summary>
    private static string Blijvend(string print) => string.Join('\n', print.Split('\n')
        .Where(l => l.StartsWith("stageevaluaties/", StringComparison.Ordinal) && !l.Contains("/golven ", StringComparison.Ordinal))
        .Select(l => Sleutel().Replace(l, ""))
        .Select(l => l.Contains("/opmerking:", StringComparison.Ordinal) ? string.Join(' ', Opmerking().Matches(l).Select(o => o.Groups[1].Value).Order(StringComparer.Ordinal)) : l));

    [GeneratedRegex("\"sleutel\":\"[^\"]+\"")]
    private static partial Regex Sleutel();

    [GeneratedRegex("\"id\":\"[^\"]+\",([^}]+)}")]
    private static partial Regex Opmerking();

    internal static IEnumerable<string> Rows(string print, string table) =>
        print.Split('\n').Where(l => l.StartsWith(table, StringComparison.Ordinal)).Select(l => l[table.Length..].Split(' ')[0]);

    internal static async Task<IReadOnlyList<Celtelling>> SluitAsync(Evaluatiewereld w)
    {
        await w.Golven.DecideAsync(Eerste, new Golfopdracht.SluitNu(), null, w.Now, Ct);
        await w.PlanAsync();
        Assert.Equal(Golfstaat.Gesloten, (await w.GolfAsync(Eerste)).Staat);
        return await w.Get<Golfsluiting>().TellingenAsync([await w.GolfAsync(Eerste)], Ct);
    }

    private static async Task<Evaluatiewereld> OpenAsync(IDocumentStore store)
    {
        var w = await BeginAsync(store, VierStudenten());
        await w.GaNaarAsync(2027, 2, 1);
        return w;
    }

    private static async Task CopyAsync(IDocumentStore from, IDocumentStore to, params string[] without)
    {
        await foreach (var table in from.Whole().TablesAsync(Ct))
        {
            if (!without.Contains(table))
            {
                await foreach (var (partition, document) in from.Whole().ReadTableAsync(table, Ct))
                {
                    await to.CommitAsync(partition, [new Write.Add(document.Row, document.Body)], Ct);
                }
            }
        }
    }
}
