using Isop.Core.Bezorging;
using Isop.Core.Storage;

namespace Isop.Bot.Bezorging;

/// <summary>
/// Asked before every call: do we lead, is sending not stopped, is the tenant not paused? What the bureau or another
/// instance decided is at most a second old; who cannot read it does not send.
/// </summary>
public sealed partial class Verzendpoort(Sturing sturing, Lease lease, TimeProvider clock, ILogger<Verzendpoort> logger) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    /// <summary>429s within a second that show that the tenant's limit is meant and not one conversation's.</summary>
    private const int TenantThrottle = 4;

    /// <summary>A longer wait is never about one conversation.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Dictionary<string, Queue<long>> _throttled = [];
    private (SturingStand? Stand, long At)? _read;

    /// <summary>
    /// Whether this process leads at this very moment. Asked last, right before a call: what was held up after it passed the gate
    /// must not go out beside the calls of the next leader.
    /// </summary>
    public bool Leads => lease.IsHeld;

    public async ValueTask<PoortStand> AskAsync(string? tenant, CancellationToken cancellationToken)
    {
        if (!lease.IsHeld)
        {
            return new PoortStand.Closed();
        }

        return await ReadAsync(cancellationToken) switch
        {
            null or { IsStopped: true } => new PoortStand.Closed(),
            { } stand when tenant is not null && stand.PausedUntil(tenant, clock.GetUtcNow()) is { } until => new PoortStand.Paused(until),
            _ => new PoortStand.Open(),
        };
    }

    /// <summary>Shares a pause with every instance, and keeps it here from this moment.</summary>
    public async ValueTask PauseAsync(string tenant, TimeSpan length, string reason, CancellationToken cancellationToken)
    {
        Log.Paused(logger, tenant, length.TotalSeconds, reason);
        await sturing.PauseAsync(tenant, clock.GetUtcNow() + length, reason, cancellationToken);
        await _reading.WaitAsync(cancellationToken);
        _read = null;
        _reading.Release();
    }

    /// <summary>
    /// A 429. One with a short wait is about that conversation; a long wait, or several within a second, is about the tenant
    /// and pauses it for everybody.
    /// </summary>
    public async ValueTask ThrottledAsync(string tenant, TimeSpan? wait, CancellationToken cancellationToken)
    {
        bool tenantWide;
        lock (_throttled)
        {
            if (!_throttled.TryGetValue(tenant, out var recent))
            {
                _throttled.Add(tenant, recent = new Queue<long>());
            }

            recent.Enqueue(clock.GetTimestamp());
            while (clock.GetElapsedTime(recent.Peek()) > TimeSpan.FromSeconds(1))
            {
                recent.Dequeue();
            }

            tenantWide = wait > ShortWait || recent.Count >= TenantThrottle;
        }

        if (tenantWide)
        {
            await PauseAsync(tenant, wait ?? ShortWait, "Teams vraagt om rustiger aan te doen.", cancellationToken);
        }
    }

    public void Dispose() => _reading.Dispose();

    private async ValueTask<SturingStand?> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_read is not { } read || clock.GetElapsedTime(read.At) > MaxAge)
            {
                _read = read = (await sturing.ReadAsync(cancellationToken), clock.GetTimestamp());
            }

            return read.Stand;
        }
        catch (StorageUnavailableException trouble)
        {
            Log.Unreadable(logger, trouble);
            _read = (null, clock.GetTimestamp());
            return null;
        }
        finally
        {
            _reading.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Sending to tenant {Tenant} pauses for {Seconds} s: {Reason}")]
        public static partial void Paused(ILogger logger, string tenant, double seconds, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot read whether sending is stopped, so nothing is sent.")]
        public static partial void Unreadable(ILogger logger, Exception trouble);
    }
}

/// <summary>Whether a call may be made.</summary>
public abstract record PoortStand
{
    private PoortStand()
    {
    }

    public sealed record Open : PoortStand;

    /// <summary>We do not lead, or sending is stopped: leave everything as it is.</summary>
    public sealed record Closed : PoortStand;

    public sealed record Paused(DateTimeOffset Until) : PoortStand;
}
