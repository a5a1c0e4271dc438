using System.Collections.Concurrent;

namespace Isop.Core.Storage;

/// <summary>A document's place, with the keys as callers write them.</summary>
internal readonly record struct DocumentKey(Partition Partition, string Row);

/// <summary>
/// What was read by its row, also "there is none". A hit is as fresh as a read would be:
/// <list type="bullet">
/// <item>our own writer takes what it writes out before a commit can be seen, and puts it back after;</item>
/// <item>every reader first asks whether somebody committed: a write that this process did not do empties the cache;</item>
/// <item>what was read while either happened is not kept (the epoch moved).</item>
/// </list>
/// Two generations: when the young one is full it becomes the old one, and what is asked for in there moves up.
/// </summary>
internal sealed class SqliteCache(int bytes)
{
    /// <summary>Larger documents are read once in a while by few, and would push out a hundred others.</summary>
    private const int MaxDocument = 64 * 1024;

    /// <summary>About what the keys and the entry take.</summary>
    private const int Overhead = 256;

    private readonly Lock gate = new();
    private readonly HashSet<DocumentKey> writing = [];
    private readonly HashSet<DocumentKey> back = [];
    private volatile ConcurrentDictionary<DocumentKey, Document?> young = new();
    private volatile ConcurrentDictionary<DocumentKey, Document?> old = new();
    private long youngBytes;
    private long epoch;
    private long sequence = -1;

    /// <summary>Taken before a read, given to <see cref="Keep"/> after it.</summary>
    public long Epoch => Volatile.Read(ref epoch);

    public bool TryGet(DocumentKey key, out Document? document)
    {
        if (young.TryGetValue(key, out document))
        {
            return true;
        }

        var since = Epoch;
        if (!old.TryGetValue(key, out document))
        {
            return false;
        }

        Keep(key, document, since);
        return true;
    }

    public void Keep(DocumentKey key, Document? document, long since)
    {
        if (document?.Body.Length > MaxDocument)
        {
            return;
        }

        lock (gate)
        {
            if (since == epoch && !writing.Contains(key))
            {
                Put(key, document);
            }
        }
    }

    /// <summary>The sequence somebody read in the file: beyond what we know, others have written.</summary>
    public void Meet(long last)
    {
        lock (gate)
        {
            if (last > sequence)
            {
                Empty(last);
            }
        }
    }

    /// <summary>These commits are about to be seen, as writes up to this sequence.</summary>
    public void Begin(IReadOnlyList<PendingCommit> commits, long last)
    {
        lock (gate)
        {
            sequence = last;
            foreach (var key in commits.SelectMany(Keys))
            {
                writing.Add(key);
                if (young.TryRemove(key, out _) | old.TryRemove(key, out _))
                {
                    back.Add(key);
                }
            }
        }
    }

    /// <summary>They were: what was asked for before is there again, as it is now.</summary>
    public void End(IReadOnlyList<PendingCommit> commits, IReadOnlyList<CommitResult> results)
    {
        lock (gate)
        {
            epoch++;
            for (var i = 0; i < commits.Count; i++)
            {
                if (results[i] is CommitResult.Committed { Versions: var versions })
                {
                    PutBack(commits[i], versions);
                }
            }

            writing.Clear();
            back.Clear();
        }
    }

    /// <summary>A commit failed, or nobody knows: nothing that is kept counts any more.</summary>
    public void Forget()
    {
        lock (gate)
        {
            Empty(-1);
        }
    }

    private static IEnumerable<DocumentKey> Keys(PendingCommit commit) =>
        commit.Writes.Select(write => new DocumentKey(commit.Place, write.Row));

    private void PutBack(PendingCommit commit, IReadOnlyList<string> versions)
    {
        for (var i = 0; i < versions.Count; i++)
        {
            var (write, key) = (commit.Writes[i], new DocumentKey(commit.Place, commit.Writes[i].Row));
            if (back.Contains(key))
            {
                Put(key, write is Write.Delete ? null : new Document(write.Row, CommitRules.Body(write).ToArray(), versions[i]));
            }
        }
    }

    private void Put(DocumentKey key, Document? document)
    {
        if (youngBytes > bytes)
        {
            (old, young, youngBytes) = (young, new(), 0);
        }

        young[key] = document;
        youngBytes += Overhead + (document?.Body.Length ?? 0);
    }

    private void Empty(long last)
    {
        epoch++;
        sequence = last;
        (young, old, youngBytes) = (new(), new(), 0);
        writing.Clear();
        back.Clear();
    }
}
