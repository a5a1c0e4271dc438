namespace Isop.Bot.Bezorging;

/// <summary>
/// Never more than so many calls in any second, counted at the moment of the call itself: what was paced evenly and then held
/// up together (a slow commit, a busy machine) does not arrive together.
/// </summary>
public sealed class Ceiling(int perSecond, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Queue<long> _calls = new();

    /// <summary>Waits until a call fits in the last second, and counts it.</summary>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <param name="extra">Calls that fit above what others may fill: who has some is never kept out by who has none.</param>
    public async ValueTask WaitAsync(CancellationToken cancellationToken, int extra = 0)
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                var now = clock.GetTimestamp();
                while (_calls.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) >= TimeSpan.FromSeconds(1))
                {
                    _calls.Dequeue();
                }

                if (_calls.Count < perSecond + extra)
                {
                    _calls.Enqueue(now);
                    return;
                }

                wait = TimeSpan.FromSeconds(1) - clock.GetElapsedTime(_calls.Peek(), now);
            }

            await Task.Delay(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), clock, cancellationToken);
        }
    }
}
