using System.Collections.Concurrent;

namespace Isop.Core.Storage;

/// <summary>Documents that are asked for in every turn and change rarely.</summary>
/// <param name="Partition">Where they are.</param>
/// <param name="Prefix">How their rows begin.</param>
/// <param name="Span">How old an answer may be when another process wrote since.</param>
/// <param name="Absence">Whether "there is none" is kept as well.</param>
public sealed record Recent(Partition Partition, string Prefix, TimeSpan Span, bool Absence);

/// <summary>
/// A store that keeps such documents in memory for a moment. What this process writes through it is seen at once; what another
/// writes, at the latest after the span. Who writes on what was read here finds a conflict when that was old, and then reads anew.
/// </summary>
/// <param name="store">Where the documents are; disposed of with this one.</param>
/// <param name="clock">Measures the age of an answer.</param>
/// <param name="kinds">What is kept, at most one kind per partition.</param>
public sealed class RecentReads(IDocumentStore store, TimeProvider clock, params IEnumerable<Recent> kinds) : IDocumentStore, IWholeStore, IAsyncDisposable
{
    /// <summary>Beyond this everything is forgotten: it costs each reader one read.</summary>
    private const int MaxReads = 50_000;

    private readonly Dictionary<Partition, Recent> _kinds = kinds.ToDictionary(k => k.Partition);
    private readonly ConcurrentDictionary<DocumentKey, (Document? Document, long At)> _reads = [];
    private readonly Lock _lock = new();
    private int _writes;
    private int _underWay;

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
    {
        if (!_kinds.TryGetValue(partition, out var kind) || !row.StartsWith(kind.Prefix, StringComparison.Ordinal))
        {
            return store.FindAsync(partition, row, cancellationToken);
        }

        return _reads.TryGetValue(new DocumentKey(partition, row), out var read) && clock.GetElapsedTime(read.At) < kind.Span
            ? ValueTask.FromResult(read.Document)
            : ReadAsync(kind, row, cancellationToken);
    }

    public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
        store.QueryAsync(partition, range, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
        _kinds.ContainsKey(partition) ? CommitAndForgetAsync(partition, writes, cancellationToken) : store.CommitAsync(partition, writes, cancellationToken);

    public IAsyncEnumerable<string> TablesAsync(CancellationToken cancellationToken) => store.Whole().TablesAsync(cancellationToken);

    public IAsyncEnumerable<(Partition Partition, Document Document)> ReadTableAsync(string table, CancellationToken cancellationToken) =>
        store.Whole().ReadTableAsync(table, cancellationToken);

    public ValueTask<bool> ShredAsync(CancellationToken cancellationToken) => store.Whole().ShredAsync(cancellationToken);

    public ValueTask DisposeAsync() => store is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<Document?> ReadAsync(Recent kind, string row, CancellationToken cancellationToken)
    {
        var (writes, at) = (Volatile.Read(ref _writes), clock.GetTimestamp());
        var document = await store.FindAsync(kind.Partition, row, cancellationToken);
        lock (_lock)
        {
            // A commit that ended since the read began, or is under way, may be newer than what was read.
            if (writes == _writes && _underWay == 0 && (document is not null || kind.Absence))
            {
                Keep(new DocumentKey(kind.Partition, row), document, at);
            }
        }

        return document;
    }

    private void Keep(DocumentKey key, Document? document, long at)
    {
        if (_reads.Count >= MaxReads)
        {
            _reads.Clear();
        }

        _reads[key] = (document, at);
    }

    private async ValueTask<CommitResult> CommitAndForgetAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        // Before it too: somebody may see one row of the commit while it is not yet over, and must not find the old one here.
        Forget(partition, writes, underWay: +1);
        try
        {
            return await store.CommitAsync(partition, writes, cancellationToken);
        }
        finally
        {
            // Also after a conflict, and when nobody knows what became of it.
            Forget(partition, writes, underWay: -1);
        }
    }

    private void Forget(Partition partition, IReadOnlyList<Write> writes, int underWay)
    {
        lock (_lock)
        {
            _writes++;
            _underWay += underWay;
            foreach (var write in writes)
            {
                _reads.TryRemove(new DocumentKey(partition, write.Row), out _);
            }
        }
    }
}
