using System.Runtime.CompilerServices;
using Isop.Core.Storage;

namespace Isop.Tests.Bezorging;

/// <summary>Counts what is read from a store: calls, and the rows they gave.</summary>
internal sealed class RowCountingStore(IDocumentStore inner) : IDocumentStore
{
    private int _reads;
    private int _rows;

    public int Reads => Volatile.Read(ref _reads);

    public int Rows => Volatile.Read(ref _rows);

    /// <summary>Which partitions count.</summary>
    public Func<Partition, bool> Counts { get; set; } = _ => true;

    public void Reset() => (_reads, _rows) = (0, 0);

    public async ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
    {
        var found = await inner.FindAsync(partition, row, cancellationToken);
        if (Counts(partition))
        {
            Interlocked.Increment(ref _reads);
            Interlocked.Add(ref _rows, found is null ? 0 : 1);
        }

        return found;
    }

    public async IAsyncEnumerable<Document> QueryAsync(
        Partition partition, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var counts = Counts(partition);
        if (counts)
        {
            Interlocked.Increment(ref _reads);
        }

        await foreach (var document in inner.QueryAsync(partition, range, cancellationToken))
        {
            if (counts)
            {
                Interlocked.Increment(ref _rows);
            }

            yield return document;
        }
    }

    public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
        inner.CommitAsync(partition, writes, cancellationToken);
}
