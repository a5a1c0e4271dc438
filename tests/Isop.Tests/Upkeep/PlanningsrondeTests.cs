using Isop.Bot.Hosting;
using Isop.Core.Bezorging;
using Isop.Core.Hosting;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Isop.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Upkeep;

/// <summary>However the rounds of the clock come, what they leave is what one clean round leaves.</summary>
public sealed class PlanningsrondeTests
{
    private const int Cases = 6;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Person = PersonId.From(new Guid("11111111-2222-3333-4444-555555555555"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_rounds_at_once_leave_what_one_leaves()
    {
        await using var store = await DueAsync();
        var clock = new FakeTimeProvider(Now);

        await Task.WhenAll(
            Ronde(store, clock).RunAsync(Now, "functions 1", Ct).AsTask(), Ronde(store, clock).RunAsync(Now, "functions 1", Ct).AsTask());

        Assert.Equal(await CleanAsync(), await LeftAsync(store));
        Assert.Equal("functions 1", (await new JobRuns(store).LastAsync(Planningsronde.Job, Ct))!.By);
    }

    [Fact]
    public async Task A_host_that_calls_again_with_the_same_id_changes_nothing()
    {
        await using var store = await DueAsync();
        var ronde = Ronde(store, new FakeTimeProvider(Now));

        var first = await ronde.RunAsync(Now, "functions 1", Ct);
        var second = await ronde.RunAsync(Now, "functions 1", Ct);

        Assert.Equal((Cases, 0), (first.Added["proef"], second.Added["proef"]));
        Assert.Equal(await CleanAsync(), await LeftAsync(store));
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task Wherever_a_round_was_cut_off_the_next_one_leaves_what_one_clean_round_leaves(CrashMoment moment)
    {
        var clean = await CleanAsync();
        for (var at = 1; ; at++)
        {
            await using var store = await DueAsync();
            var clock = new FakeTimeProvider(Now);
            var dying = new CrashingStore(store, at, moment);
            try
            {
                await Ronde(dying, clock).RunAsync(Now, "functions 1", Ct);
            }
            catch (SimulatedCrashException)
            {
            }

            clock.Advance(TimeSpan.FromMinutes(15));
            await Ronde(store, clock).RunAsync(clock.GetUtcNow(), "functions 2", Ct);

            Assert.Equal(clean, await LeftAsync(store));
            if (!dying.Crashed)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task A_missed_hour_is_made_up_for_by_the_next_round()
    {
        await using var store = await DueAsync();
        var clock = new FakeTimeProvider(Now.AddHours(1));

        await Ronde(store, clock).RunAsync(clock.GetUtcNow(), "functions 5", Ct);

        Assert.Equal(await CleanAsync(), await LeftAsync(store));
    }

    [Theory]
    [InlineData(29, "functions 1")]
    [InlineData(30, "bot")]
    public async Task The_leading_bot_takes_over_when_no_round_came_for_half_an_hour(int minutes, string by)
    {
        await using var store = await DueAsync();
        var clock = new FakeTimeProvider(Now);
        await Ronde(store, clock).RunAsync(Now, "functions 1", Ct);
        clock.Advance(TimeSpan.FromMinutes(minutes));
        using var lease = new Lease(store, "bezorging", clock);
        Assert.True(await lease.TryHoldAsync(Ct));

        await TickAsync(store, clock, lease);

        Assert.Equal(by, (await new JobRuns(store).LastAsync(Planningsronde.Job, Ct))!.By);
    }

    [Fact]
    public async Task A_bot_that_does_not_lead_takes_nothing_over()
    {
        await using var store = await DueAsync();
        var clock = new FakeTimeProvider(Now);
        using var lease = new Lease(store, "bezorging", clock);

        await TickAsync(store, clock, lease);

        Assert.Null(await new JobRuns(store).BegunAsync(Planningsronde.Job, Ct));
    }

    [Fact]
    public async Task What_nobody_took_for_more_than_a_minute_is_rung_for_again()
    {
        await using var store = await DueAsync();
        var (clock, kick) = (new FakeTimeProvider(Now), new Kick());
        var ronde = Ronde(store, clock, kick);

        await ronde.RunAsync(Now, "functions", Ct);
        Assert.False(await kick.WaitAsync(TimeSpan.Zero, clock, Ct));

        await ronde.RunAsync(Now.AddMinutes(2), "functions", Ct);
        Assert.True(await kick.WaitAsync(TimeSpan.Zero, clock, Ct));
    }

    [Fact]
    public async Task A_host_whose_rounds_all_die_is_overtaken_between_two_of_them()
    {
        await using var store = await DueAsync();
        var clock = new FakeTimeProvider(Now);
        using var lease = new Lease(store, "bezorging", clock);
        var runs = new JobRuns(store);
        await runs.BeginAsync(Planningsronde.Job, new JobRun { Started = Now, By = "functions 1" }, Ct);

        clock.Advance(TimeSpan.FromMinutes(9));
        await lease.TryHoldAsync(Ct);
        await TickAsync(store, clock, lease);
        Assert.Null(await runs.LastAsync(Planningsronde.Job, Ct));

        clock.Advance(TimeSpan.FromMinutes(1));
        await lease.TryHoldAsync(Ct);
        await TickAsync(store, clock, lease);
        Assert.Equal("bot", (await runs.LastAsync(Planningsronde.Job, Ct))!.By);
    }

    [Fact]
    public async Task A_time_out_of_something_else_ends_a_tick_and_not_the_host()
    {
        await using var store = await DueAsync();
        var clock = new FakeTimeProvider(Now);
        using var timer = new PlanningTimer(
            Ronde(new LateStore(store), clock), new Nachtwerk(new NightJobs([]), new JobRuns(store), clock), new Lease(store, "bezorging", clock),
            Options.Create(new IsopOptions()), clock, NullLogger<PlanningTimer>.Instance);

        await timer.RunAsync(Ct);

        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timer.RunAsync(stopped.Token));
    }

    private static async Task TickAsync(IDocumentStore store, FakeTimeProvider clock, Lease lease)
    {
        using var timer = new PlanningTimer(
            Ronde(store, clock), new Nachtwerk(new NightJobs([]), new JobRuns(store), clock), lease,
            Options.Create(new IsopOptions { Storage = "UseDevelopmentStorage=true" }), clock, NullLogger<PlanningTimer>.Instance);
        await timer.RunAsync(Ct);
    }

    private static Planningsronde Ronde(IDocumentStore store, FakeTimeProvider clock, Kick? kick = null)
    {
        var agendas = new Agendas(store);
        kick ??= new Kick();
        var outbox = new Outbox(store, clock);
        var catalog = new PlanningCatalog();
        catalog.Add("proef", (cases, _, token) => DecideAsync(store, outbox, cases, token));
        return new Planningsronde(
            new Planning(agendas, catalog, new Relay(store, agendas)), new Herkick(agendas, kick), kick, new JobRuns(store), clock);
    }

    /// <summary>Each case asks for one message, once.</summary>
    private static async ValueTask<int> DecideAsync(IDocumentStore store, Outbox outbox, IReadOnlyCollection<string> cases, CancellationToken token)
    {
        var added = 0;
        foreach (var zaak in cases)
        {
            var partition = new Partition("zaken", zaak);
            var intent = new BezorgIntent { Person = Person, Kind = "proef.kaart", Case = zaak, Occasion = "opening", Due = Now };
            if (await store.FindAsync(partition, "zaak", token) is null
                && await outbox.CommitAsync(partition, [new Write.Add("zaak", "{}"u8.ToArray())], [intent], token) is CommitResult.Committed)
            {
                added++;
            }
        }

        return added;
    }

    private static async Task<TemporaryStore> DueAsync()
    {
        var store = TestStores.Memory();
        var outbox = new Outbox(store, new FakeTimeProvider(Now));
        for (var i = 0; i < Cases; i++)
        {
            await outbox.CommitAsync(
                new Partition("wekkers", $"z{i}"), [], [new WakeIntent { Capability = "proef", Case = $"z{i}", Due = Now.AddMinutes(-i) }], Ct);
        }

        return store;
    }

    private static async Task<string> CleanAsync()
    {
        await using var store = await DueAsync();
        await Ronde(store, new FakeTimeProvider(Now)).RunAsync(Now, "functions 0", Ct);
        return await LeftAsync(store);
    }

    /// <summary>The cases, the messages asked for, the persons to look at and the wakes that are left.</summary>
    private static async Task<string> LeftAsync(IDocumentStore store)
    {
        var agendas = new Agendas(store);
        var left = new List<string>();
        foreach (var (name, index) in new[] { ("look", agendas.Teams.Normal), ("wake", agendas.Wekkers) })
        {
            var tags = new SortedSet<string>(StringComparer.Ordinal);
            await foreach (var item in index.DueAsync(Now.AddDays(1), Ct))
            {
                tags.Add($"{name} {item.Entry.Tag}");
            }

            left.AddRange(tags);
        }

        var box = await new BezorgStore(store, agendas, new Probleemlijst(store)).LoadAsync(Person, Ct);
        left.AddRange(box.Bezorgingen.Values.Select(b => $"{b.Value.Id} {b.Value.State}").Order(StringComparer.Ordinal));
        return string.Join('\n', left);
    }

    /// <summary>A store whose answers come too late, as an HTTP client tells that.</summary>
    private sealed class LateStore(IDocumentStore store) : IDocumentStore
    {
        public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) => throw new TaskCanceledException();

        public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
            store.QueryAsync(partition, range, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
            store.CommitAsync(partition, writes, cancellationToken);
    }
}
