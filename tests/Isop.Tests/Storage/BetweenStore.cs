using Isop.Core.Storage;

namespace Isop.Tests.Storage;

/// <summary>Lets something else happen between what was read and the next commit, or between a read and its answer, once.</summary>
internal sealed class BetweenStore(IDocumentStore inner) : IDocumentStore
{
    public IDocumentStore Inner => inner;

    public Func<Task>? BeforeCommit { get; set; }

    public Func<Task>? AfterFind { get; set; }

    public async ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
    {
        var found = await inner.FindAsync(partition, row, cancellationToken);
        if (AfterFind is { } between)
        {
            AfterFind = null;
            await between();
        }

        return found;
    }

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
