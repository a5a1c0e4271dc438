using Isop.Core.Storage;

namespace Isop.Tests.Teams;

/// <summary>Counts the commits that reach the store.</summary>
internal sealed class CountingStore(IDocumentStore inner) : IDocumentStore
{
    private int _commits;

    public int Commits => Volatile.Read(ref _commits);

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) =>
        inner.FindAsync(partition, row, cancellationToken);

    public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
        inner.QueryAsync(partition, range, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(
        Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _commits);
        return inner.CommitAsync(partition, writes, cancellationToken);
    }
}
