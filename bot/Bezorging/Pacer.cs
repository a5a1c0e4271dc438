namespace Isop.Bot.Bezorging;

/// <summary>
/// Lets calls through at an even pace: never a full bucket at once. Turns that a stall in the middle of a run cost (at most
/// <paramref name="slack"/> of them) are made up for, but no faster than <paramref name="fastest"/> a second; from the first
/// call of a run on, the average never exceeds the pace. After <see cref="Idle"/> without a call a new run begins.
/// </summary>
public sealed class Pacer(double perSecond, double fastest, int slack, TimeProvider clock)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly long _interval = (long)(clock.TimestampFrequency / perSecond);
    private readonly long _spacing = (long)(clock.TimestampFrequency / fastest);
    private long _next = long.MinValue;
    private long _last = long.MinValue;

    /// <summary>Waits for a turn. The turn is taken, also when the caller then decides not to call.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var isNewRun = _last == long.MinValue || (now > _last && clock.GetElapsedTime(_last, now) > Idle);
            var turn = isNewRun ? now : Math.Max(_next, now - (_interval * slack));
            _next = turn + _interval;
            _last = Math.Max(now, isNewRun ? now : Math.Max(turn, _last + _spacing));
            wait = clock.GetElapsedTime(now, _last);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
