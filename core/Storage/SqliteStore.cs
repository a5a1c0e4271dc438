using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Isop.Core.Storage;

/// <summary>
/// Documents in one SQLite file (WAL, synchronous=FULL): a commit that returned survives a power cut, reads never wait
/// for the writer, and several processes may use the file.
/// </summary>
public sealed class SqliteStore : IDocumentStore, IWholeStore, IAsyncDisposable
{
    private readonly SqliteFile file;
    private readonly SqliteStoreOptions options;
    private readonly SqliteCommitQueue queue;
    private readonly SqliteCache cache;
    private readonly ConcurrentStack<SqliteReader> idle = new();
    private int idleCount;
    private volatile bool disposed;

    /// <param name="connectionString">As in "Data Source=isop.db". The file is made on first use.</param>
    public SqliteStore(string connectionString, SqliteStoreOptions? options = null)
    {
        this.options = options ?? new SqliteStoreOptions();
        file = new SqliteFile(connectionString, this.options);
        cache = new SqliteCache(this.options.CacheBytes);
        queue = new SqliteCommitQueue(file, cache);
    }

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CommitRules.CheckTable(partition);
        return ValueTask.FromResult(Read(reader => Find(reader, new DocumentKey(partition, row))));
    }

    public async IAsyncEnumerable<Document> QueryAsync(
        Partition partition, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CommitRules.CheckTable(partition);
        var key = StorageKey.Encode(partition.Key);
        var until = range.Until is null ? StorageKey.End : StorageKey.EncodeBound(range.Until);
        var page = new List<Document>();
        for (var from = StorageKey.EncodeBound(range.From); from is not null;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            page.Clear();
            var start = from;
            // A page is read whole before the caller sees any of it: no read transaction stays open while it works.
            from = Read(reader => reader.ReadPage(partition.Table, key, start, until, page));
            foreach (var document in page)
            {
                yield return document;
            }
        }
    }

    public async IAsyncEnumerable<string> TablesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        for (var table = Read(reader => reader.NextTable("")); table is not null;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return table;
            var after = table;
            table = Read(reader => reader.NextTable(after));
        }
    }

    public async IAsyncEnumerable<(Partition Partition, Document Document)> ReadTableAsync(
        string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var page = new List<(Partition, Document)>();
        for ((string, string)? after = ("", ""); after is not null;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            page.Clear();
            var start = after.Value;
            after = Read(reader => reader.ReadTablePage(table, start, page));
            foreach (var document in page)
            {
                yield return document;
            }
        }
    }

    /// <summary>
    /// A deleted document stays readable in pages that are free and in the log: the file is written anew and the log is emptied. Takes
    /// as much room beside the file as it has documents, and as long as writing them.
    /// </summary>
    public ValueTask<bool> ShredAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(disposed, this);
        return ValueTask.FromResult(file.Shred());
    }

    /// <remarks>
    /// A caller may withdraw until the writer takes the commit; after that it is told what became of it.
    /// </remarks>
    public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        var keys = CommitRules.Check(partition, writes);
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<CommitResult>(queue.CommitAsync(new PendingCommit(partition, keys, writes, cancellationToken)));
    }

    /// <summary>Completes every commit that was accepted, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync().ConfigureAwait(false);
        disposed = true;
        CloseIdle();
    }

    private Document? Find(SqliteReader reader, DocumentKey key)
    {
        if (reader.MeetsNews(out var sequence))
        {
            cache.Meet(sequence);
        }

        if (cache.TryGet(key, out var known))
        {
            return known;
        }

        var since = cache.Epoch;
        var document = reader.Find(key.Partition.Table, StorageKey.Encode(key.Partition.Key), StorageKey.Encode(key.Row), key.Row);
        cache.Keep(key, document, since);
        return document;
    }

    private T Read<T>(Func<SqliteReader, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        SqliteReader? reader = null;
        try
        {
            reader = Rent();
            var result = read(reader);
            Return(reader);
            return result;
        }
        catch (Exception exception)
        {
            reader?.Dispose();
            if (SqliteFile.Translate(exception) is StorageUnavailableException unavailable)
            {
                throw unavailable;
            }

            throw;
        }
    }

    private SqliteReader Rent()
    {
        if (!idle.TryPop(out var reader))
        {
            return new SqliteReader(file);
        }

        Interlocked.Decrement(ref idleCount);
        return reader;
    }

    private void Return(SqliteReader reader)
    {
        if (Interlocked.Increment(ref idleCount) > options.IdleReaders)
        {
            Interlocked.Decrement(ref idleCount);
            reader.Dispose();
            return;
        }

        idle.Push(reader);
        if (disposed)
        {
            CloseIdle();
        }
    }

    private void CloseIdle()
    {
        while (idle.TryPop(out var reader))
        {
            reader.Dispose();
        }
    }
}
