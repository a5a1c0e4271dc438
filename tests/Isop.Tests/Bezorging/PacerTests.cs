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

    [Fact]
    public async Task What_was_held_up_together_does_not_go_together()
    {
        var clock = new FakeTimeProvider();
        var ceiling = new Ceiling(45, clock);
        var calls = new List<long>();

        var callers = Enumerable.Range(0, 200).Select(async _ =>
        {
            await ceiling.WaitAsync(TestContext.Current.CancellationToken);
            lock (calls)
            {
                calls.Add(clock.GetTimestamp());
            }
        }).ToList();
        while (callers.Exists(c => !c.IsCompleted))
        {
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(200, calls.Count);
        Assert.Equal(4, clock.GetElapsedTime(calls[0], calls[^1]).TotalSeconds, 0.1);
        for (var i = 0; i < calls.Count; i++)
        {
            Assert.InRange(calls.Skip(i).TakeWhile(t => t - calls[i] < clock.TimestampFrequency).Count(), 1, 45);
        }
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
