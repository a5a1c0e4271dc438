namespace Isop.Core.Storage;

/// <summary>
/// Group commit: whatever waits when the writer is free goes into one transaction and shares one sync of the file.
/// Under load the batches grow by themselves; alone, a commit waits for nobody. The writer has a thread of its own,
/// because it spends its time waiting for the disk and the thread pool has few threads on a small machine. The queue has
/// no bound: what waits in it is held by callers that wait for it anyway.
/// </summary>
internal sealed class SqliteCommitQueue : IAsyncDisposable
{
    private const int CommitsPerBatch = 256;
    private const long BytesPerBatch = 16 * 1024 * 1024;

    private readonly SqliteFile file;
    private readonly SqliteCache cache;
    private readonly object gate = new();
    private readonly Queue<PendingCommit> waiting = new();
    private readonly Task running;
    private bool closed;
    private SqliteWriter? writer;

    public SqliteCommitQueue(SqliteFile file, SqliteCache cache)
    {
        (this.file, this.cache) = (file, cache);
        running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public Task<CommitResult> CommitAsync(PendingCommit commit)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteStore));
            waiting.Enqueue(commit);
            Monitor.Pulse(gate);
        }

        return commit.Result;
    }

    /// <summary>Takes nothing new and returns once everything accepted is done.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await running.ConfigureAwait(false);
    }

    private void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }
    }

    private void Run()
    {
        var batch = new List<PendingCommit>(CommitsPerBatch);
        try
        {
            while (Take(batch))
            {
                batch.RemoveAll(commit => commit.WithdrawnBeforeStart());
                if (batch.Count > 0)
                {
                    Write(batch);
                }

                batch.Clear();
            }

            writer?.Dispose();
        }
        finally
        {
            // Reached with commits waiting only when closing a broken connection threw: they must not wait forever.
            Close();
            batch.Concat(waiting).ToList().ForEach(commit => commit.Fail(new StorageUnavailableException("The SQLite writer stopped.")));
        }
    }

    /// <summary>Waits for work; false when there is none and none will come.</summary>
    private bool Take(List<PendingCommit> batch)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !closed)
            {
                Monitor.Wait(gate);
            }

            for (long bytes = 0; batch.Count < CommitsPerBatch && bytes < BytesPerBatch && waiting.TryDequeue(out var next);)
            {
                batch.Add(next);
                bytes += next.Bytes;
            }

            return batch.Count > 0;
        }
    }

    private void Write(List<PendingCommit> batch)
    {
        CommitResult[] results;
        try
        {
            writer ??= new SqliteWriter(file, cache);
            results = writer.Commit(batch);
        }
#pragma warning disable CA1031 // The boundary of the writer: whatever went wrong belongs to the callers of this batch alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // Closing the connection rolls back what was open; the next batch starts on a new one.
            writer?.Dispose();
            writer = null;
            cache.Forget();
            batch.ForEach(commit => commit.Fail(SqliteFile.Translate(exception)));
            return;
        }

        for (var i = 0; i < results.Length; i++)
        {
            batch[i].Complete(results[i]);
        }
    }
}
