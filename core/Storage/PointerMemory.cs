namespace Isop.Core.Storage;

/// <summary>
/// A store that keeps a few documents in memory for a moment: pointers that every turn asks for and that change a few times a day
/// (which register, which instruments). A commit through this store is seen at once; one by another process at the latest after
/// <paramref name="span"/>. Who writes on what it read here finds a conflict when that was old, and then reads anew.
/// </summary>
/// <param name="store">Where the documents are; disposed of with this one.</param>
/// <param name="span">How old an answer may be.</param>
/// <param name="clock">Measures that age.</param>
/// <param name="pointers">Which documents, as partition and row.</param>
public sealed class PointerMemory(
    IDocumentStore store, TimeSpan span, TimeProvider clock, params IEnumerable<(Partition Partition, string Row)> pointers)
    : IDocumentStore, IAsyncDisposable
{
    private readonly Dictionary<DocumentKey, Pointer> _pointers = pointers.ToDictionary(p => new DocumentKey(p.Partition, p.Row), _ => new Pointer());
    private readonly ILookup<Partition, DocumentKey> _ofPartition = pointers.ToLookup(p => p.Partition, p => new DocumentKey(p.Partition, p.Row));

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) =>
        !_pointers.TryGetValue(new DocumentKey(partition, row), out var pointer) ? store.FindAsync(partition, row, cancellationToken)
        : pointer.Read is { } read && clock.GetElapsedTime(read.At) < span ? ValueTask.FromResult(read.Document)
        : ReadAsync(pointer, partition, row, cancellationToken);

    public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
        store.QueryAsync(partition, range, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
        _ofPartition.Contains(partition) ? CommitAndForgetAsync(partition, writes, cancellationToken) : store.CommitAsync(partition, writes, cancellationToken);

    public ValueTask DisposeAsync() => store is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<Document?> ReadAsync(Pointer pointer, Partition partition, string row, CancellationToken cancellationToken)
    {
        var (writes, at) = (pointer.Writes, clock.GetTimestamp());
        var document = await store.FindAsync(partition, row, cancellationToken);
        pointer.Keep(new Read(document, at), writes);
        return document;
    }

    private async ValueTask<CommitResult> CommitAndForgetAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        try
        {
            return await store.CommitAsync(partition, writes, cancellationToken);
        }
        finally
        {
            // Also after a conflict, and when nobody knows what became of it.
            foreach (var key in _ofPartition[partition])
            {
                _pointers[key].Forget();
            }
        }
    }

    private sealed record Read(Document? Document, long At);

    private sealed class Pointer
    {
        private readonly Lock _lock = new();
        private volatile Read? _read;
        private int _writes;

        public Read? Read => _read;

        public int Writes => Volatile.Read(ref _writes);

        /// <summary>Unless a commit ended since the read began: then it may be older than that commit.</summary>
        public void Keep(Read read, int writes)
        {
            lock (_lock)
            {
                _read = writes == _writes ? read : _read;
            }
        }

        public void Forget()
        {
            lock (_lock)
            {
                _writes++;
                _read = null;
            }
        }
    }
}
