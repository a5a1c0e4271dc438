using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Tests.Storage;

namespace Isop.Tests.Bezorging;

/// <summary>What is finished leaves the range that a turn reads, and is lost to nobody who asks about it.</summary>
public sealed class ArchiveTests
{
    private const int Days = 60;

    [Fact]
    public async Task A_turn_reads_what_is_open_however_much_a_person_got_before()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        var counting = new RowCountingStore(world.Store) { Counts = p => p.Table == "bezorgingen" };
        await using var counted = world.Beside(counting);
        var most = await LiveAsync(world, counted, counting, fatma);

        Assert.InRange(most, 1, 20);
        Assert.Equal(Days, world.Connector.Arrived.Count);
        Assert.Equal(Days, (await world.Berichten.OpenBerichtenAsync(fatma, BezorgWereld.Token)).Count);
        Assert.Equal(Days, (await world.BoxAsync(fatma)).Bezorgingen.Count);
    }

    [Fact]
    public async Task An_intent_of_something_archived_brings_nothing_back_and_seeing_and_showing_it_still_works()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        var counting = new RowCountingStore(world.Store);
        await LiveAsync(world, world, counting, fatma);
        var first = (await world.BoxAsync(fatma)).Berichten.Values.MinBy(b => b.Value.Id, StringComparer.Ordinal)!.Value;
        Assert.True(first.Archived);

        await world.PlanAsync(fatma, first.Regels[0].Case);
        await world.DrainAsync();
        Assert.Equal(Days, world.Connector.Arrived.Count);

        await world.Berichten.SeenAsync(fatma, first.ActivityId!, world.Now, BezorgWereld.Token);
        var seen = Assert.Single((await world.BoxAsync(fatma)).Berichten.Values, b => b.Value.SeenAt is not null).Value;
        Assert.Equal((first.Id, true), (seen.Id, seen.Archived));
        Assert.IsType<ResendOutcome.NothingToResend>(
            await world.Berichten.ResendAsync(fatma, first.Id, "bureau", world.Now, BezorgWereld.Token));

        world.Connector.Next(404, "ActivityNotFoundInConversation");
        await world.Get<Outbox>().CommitAsync(
            new("zaken", "later"), [],
            [new RefreshIntent { Person = fatma, Case = $"z{Days - 5}", Occasion = "v2", Due = world.Now }], BezorgWereld.Token);
        await world.DrainAsync();
        Assert.Equal(Days + 1, world.Connector.Arrived.Count);
    }

    [Theory]
    [InlineData(CrashMoment.BeforeCommit)]
    [InlineData(CrashMoment.AfterCommit)]
    public async Task Whenever_the_process_dies_while_it_archives_nothing_is_lost_or_sent_twice(CrashMoment moment)
    {
        for (var at = 1; ; at++)
        {
            await using var world = BezorgWereld.New();
            var fatma = await world.TeamsPersonAsync("fatma");
            await world.PlanAsync(fatma, "z1");
            await world.DrainAsync();
            await world.Get<Lease>().ReleaseAsync(BezorgWereld.Token);
            world.Clock.Advance(TimeSpan.FromDays(1));
            await world.PlanAsync(fatma, "z2");
            var store = new CrashingStore(world.Store, at, moment);
            await using (var dying = world.Beside(store))
            {
                await CrashTests.DieAsync(dying);
            }

            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await world.DrainAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await world.DrainAsync();

            var box = await world.BoxAsync(fatma);
            Assert.Equal((2, 2), (box.Berichten.Count, box.Bezorgingen.Count));
            Assert.Equal(1, world.Connector.Arrived.Count(a => a.Summary == "z1"));
            Assert.Equal(BezorgStaat.Delivered, await world.StateAsync(fatma, "z2"));
            if (!store.Crashed)
            {
                break;
            }
        }
    }

    /// <summary>A message on each of many workdays; the most rows that one day's turns read.</summary>
    private static async Task<int> LiveAsync(BezorgWereld world, BezorgWereld counted, RowCountingStore counting, PersonId person)
    {
        var most = 0;
        for (var day = 0; day < Days; day++)
        {
            await world.PlanAsync(person, $"z{day}");
            counting.Reset();
            await counted.DrainAsync();
            most = Math.Max(most, counting.Rows);
            world.Clock.Advance(TimeSpan.FromDays(world.Now.DayOfWeek == DayOfWeek.Friday ? 3 : 1));
        }

        return most;
    }
}
