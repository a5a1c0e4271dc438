using System.Diagnostics;
using Isop.Core.Bezorging;

namespace Isop.Tests.Bezorging;

/// <summary>What every kick does, in one process or between two.</summary>
public abstract class KickContract
{
    /// <summary>Far longer than a kick takes: who waits it out has not heard it.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A new bell: the side that rings, and the side that waits (the same one where there is one process).</summary>
    protected abstract ValueTask<(IKick Ringer, IKick Waiter)> NewAsync();

    [Fact]
    public async Task A_kick_wakes_who_waits_for_it()
    {
        var (ringer, waiter) = await NewAsync();
        var waiting = waiter.WaitAsync(Long, TimeProvider.System, Ct).AsTask();
        Assert.False(waiting.IsCompleted);

        ringer.Ring();

        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_kick_before_anybody_waits_is_not_lost()
    {
        var (ringer, waiter) = await NewAsync();
        ringer.Ring();
        await ringer.FlushAsync(Ct);

        Assert.True(await waiter.WaitAsync(Long, TimeProvider.System, Ct));
    }

    [Fact]
    public async Task Many_kicks_at_once_wake_a_few_times_and_then_it_is_quiet()
    {
        var (ringer, waiter) = await NewAsync();
        for (var i = 0; i < 1_000; i++)
        {
            ringer.Ring();
        }

        await ringer.FlushAsync(Ct);
        var woken = 0;
        while (await waiter.WaitAsync(TimeSpan.FromSeconds(3), TimeProvider.System, Ct))
        {
            woken++;
        }

        Assert.InRange(woken, 1, 3);
    }

    [Fact]
    public async Task Without_a_kick_the_wait_ends_at_its_longest()
    {
        var (_, waiter) = await NewAsync();
        var began = Stopwatch.GetTimestamp();

        Assert.False(await waiter.WaitAsync(Short, TimeProvider.System, Ct));
        Assert.True(Stopwatch.GetElapsedTime(began) >= Short - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_at_all_hears_at_once_that_there_is_no_kick()
    {
        var (_, waiter) = await NewAsync();

        Assert.False(await waiter.WaitAsync(TimeSpan.Zero, TimeProvider.System, Ct));
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_hears_a_kick_that_was_there()
    {
        var (ringer, waiter) = await NewAsync();
        ringer.Ring();
        await ringer.FlushAsync(Ct);

        Assert.True(await waiter.WaitAsync(TimeSpan.Zero, TimeProvider.System, Ct));
    }

    [Fact]
    public async Task A_wait_can_be_broken_off()
    {
        var (_, waiter) = await NewAsync();
        using var end = new CancellationTokenSource();
        var waiting = waiter.WaitAsync(Long, TimeProvider.System, end.Token).AsTask();

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}

public sealed class InProcessKickTests : KickContract
{
    protected override ValueTask<(IKick Ringer, IKick Waiter)> NewAsync()
    {
        var kick = new Kick();
        return ValueTask.FromResult<(IKick, IKick)>((kick, kick));
    }
}
