namespace Isop.Bot.Bezorging;

/// <summary>
/// Lets calls through at an even pace: never a full bucket at once. What a late timer cost may be caught up by at most
/// <paramref name="slack"/> calls, so that a sliding second never holds more than the pace and that slack.
/// </summary>
public sealed class Pacer(double perSecond, int slack, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly long _interval = (long)(clock.TimestampFrequency / perSecond);
    private long _next = long.MinValue;

    /// <summary>Waits for a turn. The turn is taken, also when the caller then decides not to call.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var turn = Math.Max(_next, now - (_interval * slack));
            _next = turn + _interval;
            wait = clock.GetElapsedTime(now, turn);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
