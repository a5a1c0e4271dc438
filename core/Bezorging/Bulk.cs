using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>Many idempotent writes in few commits.</summary>
internal static class Bulk
{
    /// <summary>Commits under way at once: enough for the group commit of SQLite and the latency of Table Storage.</summary>
    public const int InFlight = 128;

    public static Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, ValueTask> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken }, act);

    /// <summary>Adds what is not there yet; leaves alone what is.</summary>
    public static async ValueTask AddIfAbsentAsync(
        this IDocumentStore store, Partition partition, IEnumerable<Write> adds, CancellationToken cancellationToken)
    {
        foreach (var chunk in Portions(adds.DistinctBy(a => a.Row)))
        {
            await CommitWithoutConflictsAsync(store, partition, chunk, cancellationToken);
        }
    }

    /// <summary>As many as fit in a commit, by number and by size.</summary>
    private static IEnumerable<List<Write>> Portions(IEnumerable<Write> adds)
    {
        List<Write> portion = [];
        var bytes = 0;
        foreach (var write in adds)
        {
            var size = (write as Write.Add)?.Body.Length ?? 0;
            if (portion.Count == StorageLimits.WritesPerCommit || (portion.Count > 0 && bytes + size > StorageLimits.BytesPerCommit / 2))
            {
                yield return portion;
                (portion, bytes) = ([], 0);
            }

            portion.Add(write);
            bytes += size;
        }

        if (portion.Count > 0)
        {
            yield return portion;
        }
    }

    /// <summary>Deletes what is still there in the version we know; somebody else's delete is as good as ours.</summary>
    public static async ValueTask DeleteIfPresentAsync(
        this IDocumentStore store, Partition partition, IEnumerable<Write> deletes, CancellationToken cancellationToken)
    {
        foreach (var chunk in deletes.DistinctBy(d => d.Row).Chunk(StorageLimits.WritesPerCommit))
        {
            try
            {
                await CommitWithoutConflictsAsync(store, partition, [.. chunk], cancellationToken);
            }
            catch (DeleteInDoubtException)
            {
                // What is gone by now comes back as a conflict, which is as good as done.
                await CommitWithoutConflictsAsync(store, partition, [.. chunk], cancellationToken);
            }
        }
    }

    private static async ValueTask CommitWithoutConflictsAsync(
        IDocumentStore store, Partition partition, List<Write> writes, CancellationToken cancellationToken)
    {
        while (writes.Count > 0
            && await store.CommitAsync(partition, writes, cancellationToken) is CommitResult.Conflict conflict)
        {
            if (writes.RemoveAll(w => w.Row == conflict.Row) == 0)
            {
                throw new InvalidOperationException("The store named a conflict in a row that was not written.");
            }
        }
    }
}
