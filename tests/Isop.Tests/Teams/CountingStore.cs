using Isop.Core.Storage;

namespace Isop.Tests.Teams;

/// <summary>Counts what reaches the store, as Table Storage would: a read, a range of up to a thousand rows and a commit are one each.</summary>
internal sealed class CountingStore(IDocumentStore inner) : IDocumentStore
{
    private int _reads;
    private int _commits;

    public int Commits => Volatile.Read(ref _commits);

    public int Transactions => Volatile.Read(ref _reads) + Commits;

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

    public ValueTask<CommitResult> CommitAsync(
        Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _commits);
        return inner.CommitAsync(partition, writes, cancellationToken);
    }
}
