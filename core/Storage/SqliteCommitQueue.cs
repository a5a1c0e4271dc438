using System.Threading.Channels;

namespace Isop.Core.Storage;

/// <summary>
/// Group commit: whatever waits when the writer is free goes into one transaction and shares one sync of the file.
/// Under load the batches grow by themselves; alone, a commit waits for nobody.
/// </summary>
internal sealed class SqliteCommitQueue : IAsyncDisposable
{
    private const int CommitsPerBatch = 256;
    private const long BytesPerBatch = 16 * 1024 * 1024;
    private const int Waiting = 4096;

    private readonly SqliteFile file;
    private readonly Channel<PendingCommit> queue = Channel.CreateBounded<PendingCommit>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly Task running;
    private SqliteWriter? writer;

    public SqliteCommitQueue(SqliteFile file)
    {
        this.file = file;
        running = Task.Run(RunAsync);
    }

    public async ValueTask<CommitResult> CommitAsync(PendingCommit commit, CancellationToken cancellationToken)
    {
        try
        {
            await queue.Writer.WriteAsync(commit, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStore));
        }

        return await commit.Result.ConfigureAwait(false);
    }

    /// <summary>Takes nothing new and returns once everything accepted is done.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var batch = new List<PendingCommit>(CommitsPerBatch);
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            Take(batch);
            if (batch.Count > 0)
            {
                Write(batch);
                batch.Clear();
            }
        }

        writer?.Dispose();
    }

    private void Take(List<PendingCommit> batch)
    {
        for (long bytes = 0; batch.Count < CommitsPerBatch && bytes < BytesPerBatch && queue.Reader.TryRead(out var next);)
        {
            if (!next.WithdrawnBeforeStart())
            {
                batch.Add(next);
                bytes += next.Bytes;
            }
        }
    }

    private void Write(List<PendingCommit> batch)
    {
        CommitResult[] results;
        try
        {
            writer ??= new SqliteWriter(file);
            results = writer.Commit(batch);
        }
#pragma warning disable CA1031 // The boundary of the writer: whatever went wrong belongs to the callers of this batch alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // Closing the connection rolls back what was open; the next batch starts on a new one.
            writer?.Dispose();
            writer = null;
            batch.ForEach(commit => commit.Fail(SqliteFile.Translate(exception)));
            return;
        }

        for (var i = 0; i < results.Length; i++)
        {
            batch[i].Complete(results[i]);
        }
    }
}
