using System.Text.Json;
using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Bezorging;

public sealed class OutboxTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Gijs = PersonId.From(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    private static readonly Partition Case = new("zaken", "z1");
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly IReadOnlyList<Intent> Intents =
    [
        new BezorgIntent { Person = Gijs, Kind = "k", Case = "z1", Occasion = "opening", Due = Now },
        new WakeIntent { Capability = "c", Case = "z1", Due = Now },
        new RefreshIntent { Person = Gijs, Case = "z1", Occasion = "v2", Due = Now },
    ];

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task A_crash_at_any_write_loses_nothing_that_was_decided(CrashMoment moment)
    {
        var visited = 0;
        for (var at = 1; ; at++)
        {
            await using var inner = TestStores.Memory();
            var clock = new FakeTimeProvider(Now);
            var store = new CrashingStore(inner, at, moment);
            try
            {
                await new Outbox(store, clock).CommitAsync(Case, [new Write.Add("staat", "{}"u8.ToArray())], Intents, Token);
            }
            catch (SimulatedCrashException)
            {
            }

            clock.Advance(TimeSpan.FromMinutes(3));
            await new Relay(inner, new Agendas(inner)).SweepAsync(clock.GetUtcNow(), Token);

            var decided = await inner.FindAsync(Case, "staat", Token) is not null;
            await CheckAsync(inner, decided, clock.GetUtcNow());
            if (!store.Crashed)
            {
                Assert.True(decided);
                break;
            }

            visited++;
        }

        Assert.InRange(visited, 6, 20);
    }

    [Fact]
    public async Task A_crash_during_the_sweep_is_repaired_by_the_next_sweep()
    {
        for (var at = 1; ; at++)
        {
            await using var inner = TestStores.Memory();
            var cutOff = new CrashingStore(inner, 3, CrashMoment.BeforeCommit);
            await Assert.ThrowsAnyAsync<SimulatedCrashException>(
                async () => await new Outbox(cutOff, new FakeTimeProvider(Now)).CommitAsync(Case, [], Intents, Token));
            var store = new CrashingStore(inner, at, CrashMoment.AfterCommit);
            var later = Now.AddMinutes(3);
            try
            {
                await new Relay(store, new Agendas(store)).SweepAsync(later, Token);
            }
            catch (SimulatedCrashException)
            {
            }

            await new Relay(inner, new Agendas(inner)).SweepAsync(later, Token);
            await CheckAsync(inner, decided: true, later);
            if (!store.Crashed)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task An_intent_that_still_waits_from_a_relay_that_was_cut_off_does_not_block_the_same_decision()
    {
        await using var inner = TestStores.Memory();
        var cutOff = new CrashingStore(inner, 3, CrashMoment.BeforeCommit);
        await Assert.ThrowsAnyAsync<SimulatedCrashException>(
            async () => await new Outbox(cutOff, new FakeTimeProvider(Now)).CommitAsync(Case, [], Intents, Token));

        var result = await new Outbox(inner, new FakeTimeProvider(Now))
            .CommitAsync(Case, [new Write.Add("staat", "{}"u8.ToArray())], Intents, Token);

        var committed = Assert.IsType<CommitResult.Committed>(result);
        Assert.Single(committed.Versions);
        await new Relay(inner, new Agendas(inner)).SweepAsync(Now.AddMinutes(3), Token);
        await CheckAsync(inner, decided: true, Now.AddMinutes(3));
    }

    [Fact]
    public async Task A_conflict_in_the_decision_writes_no_intent_and_leaves_no_work()
    {
        await using var store = TestStores.Memory();
        await store.CommitAsync(Case, [new Write.Add("staat", "{}"u8.ToArray())], Token);

        var result = await new Outbox(store, new FakeTimeProvider(Now))
            .CommitAsync(Case, [new Write.Add("staat", "{}"u8.ToArray())], Intents, Token);

        Assert.Equal("staat", Assert.IsType<CommitResult.Conflict>(result).Row);
        await CheckAsync(store, decided: false, Now);
    }

    [Fact]
    public async Task Many_decisions_are_committed_and_relayed_together()
    {
        await using var store = TestStores.Memory();
        var commits = Enumerable.Range(0, 2500).Select(i => new OutboxCommit(
            new Partition("zaken", $"z{i}"),
            [new Write.Add("staat", "{}"u8.ToArray())],
            [new BezorgIntent { Person = PersonId.From(Guid.NewGuid()), Kind = "k", Case = $"z{i}", Occasion = "opening", Due = Now }]));

        var results = await new Outbox(store, new FakeTimeProvider(Now)).CommitManyAsync(commits, Token);

        Assert.Equal(2500, results.OfType<CommitResult.Committed>().Count());
        Assert.Equal(2500, (await DueAsync(new Agendas(store).Teams.Normal, Now)).Select(d => d.Entry.Target).Distinct().Count());
        Assert.Equal(0, await new Relay(store, new Agendas(store)).SweepAsync(Now.AddHours(2), Token));
    }

    [Fact]
    public async Task An_intent_that_can_never_be_moved_stands_on_the_bureaus_list_and_stops_no_other_of_its_case_or_shard()
    {
        await using var store = TestStores.Memory();
        var outbox = new Outbox(store, new FakeTimeProvider(Now));
        var never = new BezorgIntent { Person = Gijs, Kind = new string('k', 462), Case = "z1", Occasion = "o", Due = Now };
        for (var i = 0; i < 20; i++)
        {
            var writes = i == 0 ? [new Write.Add("uit:onleesbaar", "{"u8.ToArray())] : (Write[])[];
            var good = new BezorgIntent { Person = Gijs, Kind = "k", Case = $"z{i}", Occasion = "o", Due = Now };
            await Assert.ThrowsAnyAsync<ArgumentException>(
                async () => await outbox.CommitAsync(new Partition("zaken", $"z{i}"), writes, [good, never with { Case = $"z{i}" }], Token));
        }

        var relay = new Relay(store, new Agendas(store));
        await relay.SweepAsync(Now.AddMinutes(3), Token);
        await relay.SweepAsync(Now.AddMinutes(4), Token);

        var lijst = new Probleemlijst(store);
        var problems = await lijst.ReadAsync(Token).ToListAsync(Token);
        Assert.Equal(21, problems.Count);
        Assert.Equal(20, problems.Count(p => p.Person == Gijs));
        var box = await new BezorgStore(store, new Agendas(store), lijst).LoadAsync(Gijs, Token);
        Assert.Equal(20, box.Bezorgingen.Values.Count(b => b.Value.Kind == "k"));

        var unreadable = await store.FindAsync(new Partition("zaken", "z0"), "uit:onleesbaar", Token);
        await store.CommitAsync(new Partition("zaken", "z0"), [new Write.Delete("uit:onleesbaar", unreadable!.Version)], Token);
        Assert.Equal(20, await lijst.ReadAsync(Token).CountAsync(p => p.Person == Gijs, Token));
        Assert.Equal(20, await lijst.ReadAsync(Token).CountAsync(Token));
    }

    [Fact]
    public async Task An_intent_that_cannot_be_read_is_kept_and_does_not_stop_the_sweep()
    {
        await using var store = TestStores.Memory();
        var cases = Enumerable.Range(0, 20).Select(i => new Partition("zaken", $"z{i}")).ToList();
        foreach (var origin in cases)
        {
            var cutOff = new CrashingStore(store, 3, CrashMoment.BeforeCommit);
            await Assert.ThrowsAnyAsync<SimulatedCrashException>(async () => await new Outbox(cutOff, new FakeTimeProvider(Now)).CommitAsync(
                origin, [], [new WakeIntent { Capability = "c", Case = origin.Key, Due = Now }], Token));
        }

        await store.CommitAsync(cases[7], [new Write.Add("uit:stuk", "{"u8.ToArray())], Token);
        var relay = new Relay(store, new Agendas(store));

        Assert.Equal(20, await relay.SweepAsync(Now.AddMinutes(3), Token));
        Assert.Equal(0, await relay.SweepAsync(Now.AddMinutes(3), Token));
        Assert.Equal(20, (await DueAsync(new Agendas(store).Wekkers, Now)).Count);

        var broken = Assert.IsType<Document>(await store.FindAsync(cases[7], "uit:stuk", Token));
        var mended = new WakeIntent { Capability = "c", Case = "z7", Due = Now.AddMinutes(1) };
        await store.CommitAsync(
            cases[7], [new Write.Replace("uit:stuk", JsonSerializer.SerializeToUtf8Bytes(mended, CoreJson.Default.Intent), broken.Version)], Token);
        Assert.Equal(1, await relay.SweepAsync(Now.AddHours(5), Token));
    }

    private static async Task CheckAsync(TemporaryStore store, bool decided, DateTimeOffset now)
    {
        var agendas = new Agendas(store);
        var expected = decided ? 1 : 0;
        Assert.Equal(expected, (await DueAsync(agendas.Teams.Normal, now)).DistinctBy(d => d.Entry.Tag).Count());
        Assert.Equal(expected, (await DueAsync(agendas.Teams.Direct, now)).DistinctBy(d => d.Entry.Tag).Count());
        Assert.Equal(expected, (await DueAsync(agendas.Wekkers, now)).DistinctBy(d => d.Entry.Tag).Count());
        var box = await new BezorgStore(store, agendas, new Probleemlijst(store)).LoadAsync(Gijs, Token);
        Assert.Equal(expected, box.Bezorgingen.Count);
        await foreach (var left in store.QueryAsync(Case, RowRange.Prefix("uit:"), Token))
        {
            Assert.Fail($"Left behind: {left.Row}");
        }
    }

    private static async Task<List<DueItem>> DueAsync(DueIndex index, DateTimeOffset now)
    {
        var due = new List<DueItem>();
        await foreach (var item in index.DueAsync(now, Token))
        {
            due.Add(item);
        }

        return due;
    }
}
