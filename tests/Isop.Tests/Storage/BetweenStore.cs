using Isop.Core.Storage;

namespace Isop.Tests.Storage;

/// <summary>Lets something else happen between what was read and the next commit, once.</summary>
internal sealed class BetweenStore(IDocumentStore inner) : IDocumentStore
{
    public Func<Task>? BeforeCommit { get; set; }

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) => inner.FindAsync(partition, row, cancellationToken);

    public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
        inner.QueryAsync(partition, range, cancellationToken);

    public async ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        if (BeforeCommit is { } between)
        {
            BeforeCommit = null;
            await between();
        }

        return await inner.CommitAsync(partition, writes, cancellationToken);
    }
}
