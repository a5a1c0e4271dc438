namespace Isop.Bot.Bezorging;

/// <summary>
/// Never more than so many calls in any second, as the other side counts them. A call arrives somewhere between its beginning and
/// its end, so it counts from its beginning until a second after its end: whatever a busy machine or a slow network holds up and
/// lets go together still fits. With an answer time of a tenth of a second that costs a tenth of the calls.
/// </summary>
public sealed class Ceiling(int perSecond, TimeProvider clock)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>How often to look again while every place is taken by a call that has not ended.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<long> _ended = new();
    private int _underWay;

    /// <summary>Waits until a call fits, and counts it; what is returned is disposed when the call has its answer.</summary>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <param name="extra">Calls that fit above what others may fill: who has some is never kept out by who has none.</param>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken, int extra = 0)
    {
        while (true)
        {
            if (TryEnter(perSecond + extra) is not { } wait)
            {
                return new Call(this);
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>Null when it fits; else how long to wait before it is worth another look.</summary>
    private TimeSpan? TryEnter(int most)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            while (_ended.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) > Second)
            {
                _ended.Dequeue();
            }

            if (_underWay + _ended.Count < most)
            {
                _underWay++;
                return null;
            }

            var wait = _ended.TryPeek(out var first) ? Second - clock.GetElapsedTime(first, now) : Look;
            return wait > Look ? Look : wait + TimeSpan.FromMilliseconds(1);
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _underWay--;
            _ended.Enqueue(clock.GetTimestamp());
        }
    }

    private sealed class Call(Ceiling ceiling) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                ceiling.End();
            }
        }
    }
}
