using Isop.Core.Storage;

namespace Isop.Tests.Bezorging;

/// <summary>A store of which some partitions cannot be written for a while.</summary>
internal sealed class LockedStore(IDocumentStore inner) : IDocumentStore
{
    /// <summary>Which partitions are locked now.</summary>
    public Func<Partition, bool> Locked { get; set; } = _ => false;

    /// <summary>Called before each commit that gets through.</summary>
    public Action<Partition, IReadOnlyList<Write>>? Writing { get; set; }

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) =>
        inner.FindAsync(partition, row, cancellationToken);

    public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
        inner.QueryAsync(partition, range, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        if (Locked(partition))
        {
            throw new StorageUnavailableException("The storage is locked.");
        }

        Writing?.Invoke(partition, writes);
        return inner.CommitAsync(partition, writes, cancellationToken);
    }
}
