using Isop.Bot.Bezorging;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.Storage;

namespace Isop.Tests.Bezorging;

/// <summary>Processes that die, and processes that take over. None lost, no double except after doubt, each counted.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task Whenever_the_sender_dies_the_next_one_finishes_without_loss(CrashMoment moment)
    {
        for (var at = 1; ; at++)
        {
            await using var world = BezorgWereld.New();
            var people = new List<PersonId> { await world.TeamsPersonAsync("a"), await world.TeamsPersonAsync("b", conversation: false), world.MailPerson("c") };
            for (var i = 0; i < people.Count; i++)
            {
                await world.PlanAsync(people[i], $"z{i}");
            }

            world.Connector.Next(502, accepted: true);
            var store = new CrashingStore(world.Store, at, moment);
            await using (var dying = world.Beside(store))
            {
                await DieAsync(dying);
            }

            for (var minute = 0; minute < 4; minute++)
            {
                world.Clock.Advance(TimeSpan.FromMinutes(1));
                await world.DrainAsync();
            }

            await CheckAsync(world, people);
            if (!store.Crashed)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task Killed_between_acceptance_and_writing_a_task_is_doubled_and_news_is_not()
    {
        await using var world = BezorgWereld.New();
        var (fatma, jan) = (await world.TeamsPersonAsync("fatma"), await world.TeamsPersonAsync("jan"));
        await world.PlanAsync(fatma, "taak");
        await world.PlanAsync(jan, "nieuws", kind: "nieuws");
        var store = new GuillotineStore(world.Store);
        await using (var dying = world.Beside(store))
        {
            world.Connector.Always = call =>
            {
                // The moment the other side has it, the process is gone.
                store.Fall();
                return world.Connector.Succeed(call);
            };
            await DieAsync(dying);
        }

        world.Connector.Always = null;
        for (var minute = 0; minute < 3; minute++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await world.DrainAsync();
        }

        var news = world.Connector.Arrived.Count(a => a.Summary == "nieuws");
        var state = await world.StateAsync(jan, "nieuws");
        Assert.InRange(world.Connector.Arrived.Count(a => a.Summary == "taak"), 1, 2);
        Assert.Equal(1, news);
        Assert.True(state is BezorgStaat.Doubt or BezorgStaat.Delivered, state.ToString());
        Assert.Equal(BezorgStaat.Delivered, await world.StateAsync(fatma, "taak"));
    }

    [Fact]
    public async Task Two_workers_share_the_work_without_a_double()
    {
        await using var world = BezorgWereld.New();
        await using var other = world.Beside();
        for (var i = 0; i < 60; i++)
        {
            var person = i % 2 == 0 ? await world.TeamsPersonAsync($"p{i}") : world.MailPerson($"p{i}");
            await world.PlanAsync(person, $"z{i}");
        }

        var mine = world.DrainAsync();
        var theirs = other.DrainAsync();
        await mine;
        world.Clock.Advance(Lease.Length + TimeSpan.FromSeconds(1));
        await theirs;

        Assert.Equal(30, world.Connector.Arrived.Count);
        Assert.Equal(30, world.Omgeving.Mailer.Sent.Count);
        Assert.Equal(30, world.Connector.Arrived.Distinct().Count());
        Assert.Equal(60, (await mine)[BezorgStaat.Delivered] + (await theirs)[BezorgStaat.Delivered]);
    }

    [Fact]
    public async Task Who_loses_the_lease_begins_no_call_any_more()
    {
        await using var world = BezorgWereld.New();
        await using var other = world.Beside();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.DrainAsync();
        Assert.True(world.Get<Lease>().IsHeld);
        world.Clock.Advance(Lease.Length - TimeSpan.FromSeconds(1));
        Assert.False(world.Get<Lease>().IsHeld);
        Assert.False(await other.Get<Lease>().TryHoldAsync(BezorgWereld.Token));
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await other.Get<Lease>().TryHoldAsync(BezorgWereld.Token));

        await world.PlanAsync(fatma, "z1");
        var handled = await world.Get<Bezorgdienst>().RoundAsync(Ronde.Teams, new Uitslag(), () => world.Now, BezorgWereld.Token);

        Assert.Equal(0, handled);
        Assert.Empty(world.Connector.Calls);
        Assert.False(await world.Get<Lease>().TryHoldAsync(BezorgWereld.Token));
        await other.Get<Lease>().ReleaseAsync(BezorgWereld.Token);
        Assert.True(await world.Get<Lease>().TryHoldAsync(BezorgWereld.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_loses_the_lease_between_the_claim_and_the_call_does_not_call_and_is_in_no_doubt(bool teams)
    {
        await using var world = BezorgWereld.New();
        var person = teams ? await world.TeamsPersonAsync("fatma") : world.MailPerson("jan");
        await world.PlanAsync(person, "z1");
        var store = new LockedStore(world.Store);
        await using var slow = world.Beside(store);
        Assert.True(await slow.Get<Lease>().TryHoldAsync(BezorgWereld.Token));
        store.Writing = (partition, writes) =>
        {
            if (partition.Table == "bezorgingen" && writes.Any(w => w.Row.StartsWith("m:", StringComparison.Ordinal)))
            {
                // The claim takes longer than the lease lasts.
                store.Writing = null;
                world.Clock.Advance(Lease.Length + TimeSpan.FromSeconds(1));
            }
        };

        Func<DateTimeOffset> moment = () => world.Now;
        var dienst = slow.Get<Bezorgdienst>();
        await dienst.RoundAsync(Ronde.Teams, new Uitslag(), moment, BezorgWereld.Token);
        await dienst.RoundAsync(Ronde.Mail, new Uitslag(), moment, BezorgWereld.Token);
        Assert.Empty(world.Connector.Calls);
        Assert.Empty(world.Omgeving.Mailer.Sent);
        Assert.Null(store.Writing);

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.DrainAsync();
        var bericht = Assert.Single((await world.BoxAsync(person)).Berichten.Values).Value;
        Assert.Equal((BezorgStaat.Delivered, 0), (bericht.State, bericht.Doubts));
        Assert.Equal(1, world.Connector.Arrived.Count + world.Omgeving.Mailer.Sent.Count);
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task A_card_that_a_refresh_posts_anew_is_not_lost_whenever_the_process_dies(CrashMoment moment)
    {
        for (var at = 1; ; at++)
        {
            await using var world = BezorgWereld.New();
            var fatma = await world.TeamsPersonAsync("fatma");
            await world.PlanAsync(fatma, "z1");
            await world.DrainAsync();
            await world.Get<Lease>().ReleaseAsync(BezorgWereld.Token);
            await world.Get<Outbox>().CommitAsync(
                new("zaken", "z1"), [], [new RefreshIntent { Person = fatma, Case = "z1", Occasion = "v2", Due = world.Now }], BezorgWereld.Token);
            world.Connector.Always = call =>
                call.Kind == "update" && call.Activity == "1001" ? SpeelConnector.Answer(404, "ActivityNotFoundInConversation") : null;
            var store = new CrashingStore(world.Store, at, moment);
            await using (var dying = world.Beside(store))
            {
                await DieAsync(dying);
            }

            for (var minute = 0; minute < 3; minute++)
            {
                world.Clock.Advance(TimeSpan.FromMinutes(1));
                await world.DrainAsync();
            }

            var doubts = (await world.BoxAsync(fatma)).Berichten.Values.Sum(b => b.Value.Doubts);
            Assert.InRange(world.Connector.Arrived.Count, 2, 2 + doubts);
            if (!store.Crashed)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task Two_renewals_at_once_in_one_process_both_hold_the_lease()
    {
        await using var inner = TestStores.Memory();
        var store = new SlowReadStore(inner);
        using var lease = new Lease(store, "proef", TimeProvider.System);

        var first = lease.TryHoldAsync(BezorgWereld.Token).AsTask();
        var second = lease.TryHoldAsync(BezorgWereld.Token).AsTask();
        Assert.Equal(1, store.Reads);
        store.Go.SetResult();

        Assert.True(await first);
        Assert.True(await second);
        Assert.Equal(2, store.Reads);
        Assert.True(lease.IsHeld);
    }

    [Fact]
    public async Task A_lease_written_under_a_clock_that_was_set_back_holds_nobody_up()
    {
        await using var store = TestStores.Memory();
        var future = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(BezorgWereld.Monday.AddYears(1));
        Assert.True(await new Lease(store, "proef", future).TryHoldAsync(BezorgWereld.Token));

        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(BezorgWereld.Monday);
        Assert.True(await new Lease(store, "proef", clock).TryHoldAsync(BezorgWereld.Token));
    }

    [Fact]
    public async Task An_opening_day_with_trouble_reaches_everybody_and_every_double_follows_a_doubt()
    {
        await using var world = BezorgWereld.New();
        var random = new Random(7);
        var people = new List<PersonId>();
        for (var i = 0; i < 120; i++)
        {
            var person = await world.TeamsPersonAsync($"p{i}", conversation: false);
            people.Add(person);
            await world.PlanAsync(person, $"z{i}");
        }

        var accepted = 0;
        var doubts = new Dictionary<string, int>();
        world.Connector.Always = call =>
        {
            lock (random)
            {
                // Fewer doubts than we give a message, so that every message has to arrive.
                var trouble = doubts.GetValueOrDefault(call.Conversation ?? "");
                switch (random.Next(100))
                {
                    case < 10:
                        return SpeelConnector.Answer(429, "Throttled", retryAfter: "1");
                    case < 20 when call.Kind == "create":
                        return SpeelConnector.Answer(502);
                    case < 15 when trouble < Bericht.MaxDoubts:
                        doubts[call.Conversation!] = trouble + 1;
                        return SpeelConnector.Answer(502);
                    case < 20 when trouble < Bericht.MaxDoubts:
                        doubts[call.Conversation!] = trouble + 1;
                        accepted++;
                        world.Connector.Arrive(call);
                        return SpeelConnector.Answer(502);
                    case < 24:
                        return SpeelConnector.Answer(412);
                    default:
                        return null;
                }
            }
        };
        for (var i = 0; i < 100; i++)
        {
            await world.DrainAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        var arrived = world.Connector.Arrived.ToLookup(a => a.Summary);
        foreach (var person in people)
        {
            var bericht = Assert.Single((await world.BoxAsync(person)).Berichten.Values).Value;
            Assert.True(bericht.State == BezorgStaat.Delivered, bericht.ToString());
            Assert.InRange(arrived[bericht.Regels[0].Case].Count(), 1, 1 + bericht.Doubts);
        }

        Assert.InRange(world.Connector.Arrived.Count, 120, 120 + accepted);
    }

    internal static async Task DieAsync(BezorgWereld dying)
    {
        try
        {
            await dying.DrainAsync();
        }
        catch (SimulatedCrashException)
        {
        }
        catch (AggregateException gone) when (gone.Flatten().InnerExceptions.All(e => e is SimulatedCrashException))
        {
        }
    }

    private static async Task CheckAsync(BezorgWereld world, List<PersonId> people)
    {
        for (var i = 0; i < people.Count; i++)
        {
            Assert.Equal(BezorgStaat.Delivered, await world.StateAsync(people[i], $"z{i}"));
            var bericht = Assert.Single((await world.BoxAsync(people[i])).Berichten.Values).Value;
            var arrived = world.Connector.Arrived.Count(a => a.Summary == $"z{i}")
                + world.Omgeving.Mailer.Sent.Count(m => m.Text.Contains($"z{i}", StringComparison.Ordinal));
            Assert.InRange(arrived, 1, 1 + bericht.Doubts);
        }
    }

    /// <summary>A store that keeps every read waiting until it may go.</summary>
    private sealed class SlowReadStore(IDocumentStore inner) : IDocumentStore
    {
        private int _reads;

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Reads => Volatile.Read(ref _reads);

        public async ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            await Go.Task;
            return await inner.FindAsync(partition, row, cancellationToken);
        }

        public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
            inner.QueryAsync(partition, range, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
            inner.CommitAsync(partition, writes, cancellationToken);
    }
}
