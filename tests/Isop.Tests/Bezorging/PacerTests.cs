using Isop.Bot.Bezorging;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Bezorging;

public sealed class PacerTests
{
    [Fact]
    public async Task The_pace_is_kept_over_late_timers_and_stalls_and_no_second_holds_more_than_the_fastest()
    {
        var clock = new FakeTimeProvider();
        var pacer = new Pacer(40, 45, 80, clock);
        var turns = new List<long>();
        var callers = Enumerable.Range(0, 20).Select(_ => TurnAsync(pacer, clock, turns)).ToList();
        clock.Advance(TimeSpan.FromSeconds(1.9));
        callers.AddRange(Enumerable.Range(0, 380).Select(_ => TurnAsync(pacer, clock, turns)));
        while (callers.Exists(c => !c.IsCompleted))
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Task.WhenAll(callers);
        var paced = turns.Skip(20).ToList();
        for (var i = 0; i < paced.Count; i++)
        {
            Assert.InRange(paced.Skip(i).TakeWhile(t => t - paced[i] < clock.TimestampFrequency).Count(), 1, 46);
        }

        // Ten seconds at the pace, and nearly all of the stall of 1.4 seconds made up for; without that it would take 11.4.
        Assert.InRange(clock.GetElapsedTime(turns[0], turns[^1]).TotalSeconds, 9.9, 10.4);
    }

    [Fact]
    public async Task After_a_quiet_time_there_is_no_burst()
    {
        var clock = new FakeTimeProvider();
        var pacer = new Pacer(40, 45, 80, clock);
        await pacer.WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(5));
        var turns = new List<long>();

        var callers = Enumerable.Range(0, 100).Select(_ => TurnAsync(pacer, clock, turns)).ToList();

        Assert.Single(turns);
        while (callers.Exists(c => !c.IsCompleted))
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(clock.GetElapsedTime(turns[0], turns[^1]).TotalSeconds, 2.4, 2.5);
    }

    /// <summary>Each call arrives at a moment of its own between its beginning and its end, as a network has it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(80)]
    [InlineData(900)]
    public async Task However_long_calls_are_under_way_no_second_receives_too_many(int longest)
    {
        var (clock, random) = (new FakeTimeProvider(), new Random(7));
        var ceiling = new Ceiling(45, clock);
        var arrivals = new List<long>();

        var callers = Enumerable.Range(0, 300).Select(async _ =>
        {
            using var counted = await ceiling.EnterAsync(TestContext.Current.CancellationToken);
            int there, back;
            lock (arrivals)
            {
                (there, back) = (random.Next(longest + 1), random.Next(longest + 1));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(there), clock, TestContext.Current.CancellationToken);
            lock (arrivals)
            {
                arrivals.Add(clock.GetTimestamp());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(back), clock, TestContext.Current.CancellationToken);
        }).ToList();
        while (callers.Exists(c => !c.IsCompleted))
        {
            clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        Assert.Equal(300, arrivals.Count);
        for (var i = 0; i < arrivals.Count; i++)
        {
            Assert.InRange(arrivals.Skip(i).TakeWhile(t => t - arrivals[i] < clock.TimestampFrequency).Count(), 1, 45);
        }

        // A second and the time of the calls for each 45, and no more.
        Assert.InRange(clock.GetElapsedTime(arrivals[0], arrivals[^1]).TotalSeconds, 6 * 1.0, 8 * (1.1 + (2 * longest / 1000.0)));
    }

    private static async Task TurnAsync(Pacer pacer, FakeTimeProvider clock, List<long> turns)
    {
        await pacer.WaitAsync(TestContext.Current.CancellationToken);
        lock (turns)
        {
            turns.Add(clock.GetTimestamp());
        }
    }
}
