using Isop.Core.Storage;

namespace Isop.Benchmarks;

/// <summary>Counts what is read from a store, a range as one.</summary>
internal sealed class ReadCountingStore(IDocumentStore inner) : IDocumentStore
{
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return inner.FindAsync(partition, row, cancellationToken);
    }

    public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return inner.QueryAsync(partition, range, cancellationToken);
    }

    public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
        inner.CommitAsync(partition, writes, cancellationToken);
}
