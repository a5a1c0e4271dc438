using Isop.Bot.Bezorging;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Bezorging;

public sealed class PacerTests
{
    [Fact]
    public async Task No_sliding_second_ever_holds_more_than_the_pace_and_its_slack_and_the_pace_is_kept()
    {
        var clock = new FakeTimeProvider();
        var pacer = new Pacer(40, 4, clock);
        var turns = new List<long>();
        var callers = Enumerable.Range(0, 400).Select(_ => TurnAsync(pacer, clock, turns)).ToList();
        var milliseconds = 0;
        var random = new Random(1);
        while (callers.Exists(c => !c.IsCompleted))
        {
            // Timers come late now and then, as they do.
            var step = random.Next(1, 40);
            clock.Advance(TimeSpan.FromMilliseconds(step));
            milliseconds += step;
        }

        await Task.WhenAll(callers);
        for (var i = 0; i < turns.Count; i++)
        {
            var within = turns.Skip(i).TakeWhile(t => t - turns[i] < clock.TimestampFrequency).Count();
            Assert.InRange(within, 1, 46);
        }

        Assert.InRange(milliseconds, 9_800, 10_200);
    }

    [Fact]
    public async Task After_a_quiet_time_there_is_no_burst()
    {
        var clock = new FakeTimeProvider();
        var pacer = new Pacer(40, 4, clock);
        await pacer.WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(5));
        var turns = new List<long>();

        var callers = Enumerable.Range(0, 100).Select(_ => TurnAsync(pacer, clock, turns)).ToList();

        Assert.Equal(5, turns.Count);
        while (callers.Exists(c => !c.IsCompleted))
        {
            clock.Advance(TimeSpan.FromMilliseconds(25));
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
