using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>
/// Who leads: a document with an end, taken and renewed by its version. A holder that is cut off from the store stops by
/// itself before anybody else may begin, measured on its own steady clock.
/// </summary>
public sealed class Lease(IDocumentStore store, string name, TimeProvider clock) : IDisposable
{
    /// <summary>The one of who sends.</summary>
    public const string Bezorging = "bezorging";

    public static readonly TimeSpan Length = TimeSpan.FromSeconds(8);
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(2.5);

    /// <summary>No new calls in the last seconds: what is under way must be over when the next leader begins.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    private const string Row = "lease";

    private readonly Partition _partition = PartitionOf(name);
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private Stored<LeaseDocument>? _held;
    private long _since;

    /// <summary>This holder's name; a new one for every process.</summary>
    public string Holder { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether this process may begin a call now.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_lock)
            {
                return _held is not null && clock.GetElapsedTime(_since) < Length - Margin;
            }
        }
    }

    /// <summary>Whether anybody leads at that moment.</summary>
    public static async ValueTask<bool> IsHeldAsync(IDocumentStore store, string name, DateTimeOffset now, CancellationToken cancellationToken) =>
        await store.ReadAsync(PartitionOf(name), Row, CoreJson.Default.LeaseDocument, cancellationToken) is { } lease && IsRunning(lease.Value, now);

    /// <summary>
    /// Takes the lease when it is free, or renews it when it is ours. One at a time: of two renewals at once in one process the
    /// one that meets the other's version would give up a lease that is ours.
    /// </summary>
    public async ValueTask<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken);
        try
        {
            return await HoldAsync(cancellationToken);
        }
        finally
        {
            _renewing.Release();
        }
    }

    /// <summary>Gives it back, so that another need not wait for its end.</summary>
    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        Stored<LeaseDocument>? held;
        lock (_lock)
        {
            (held, _held) = (_held, null);
        }

        if (held is not null)
        {
            await store.CommitAsync(_partition, [new Write.Delete(Row, held.Version)], cancellationToken);
        }
    }

    public void Dispose() => _renewing.Dispose();

    private async ValueTask<bool> HoldAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var now = clock.GetUtcNow();
        var was = await store.ReadAsync(_partition, Row, CoreJson.Default.LeaseDocument, cancellationToken);
        if (was is not null && was.Value.Holder != Holder && IsRunning(was.Value, now))
        {
            Set(null, 0);
            return false;
        }

        var document = new LeaseDocument(Holder, now + Length);
        var write = Documents.Save(Row, document, was, CoreJson.Default.LeaseDocument);
        var result = await store.CommitAsync(_partition, [write], cancellationToken);
        if (result is CommitResult.Committed done)
        {
            Set(new Stored<LeaseDocument>(document, done.Versions[0]), began);
            return true;
        }

        Set(null, 0);
        return false;
    }

    private static Partition PartitionOf(string name) => new("leases", name);

    // An end further away than a lease can last was written under another clock (a development clock that was set back).
    private static bool IsRunning(LeaseDocument lease, DateTimeOffset now) => lease.Until > now && lease.Until <= now + Length + Length;

    private void Set(Stored<LeaseDocument>? held, long since)
    {
        lock (_lock)
        {
            (_held, _since) = (held, since);
        }
    }
}

public sealed record LeaseDocument(string Holder, DateTimeOffset Until);
