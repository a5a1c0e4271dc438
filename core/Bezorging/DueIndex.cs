using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Isop.Core.Storage;
using Isop.Core.Webhooks;

namespace Isop.Core.Bezorging;

/// <summary>
/// What is due when. Buckets are partitions of one UTC hour and one shard; in a bucket the row is the due instant and the
/// entry's tag, so that "what is due now" is a short range. A directory partition names the buckets that exist: a run with
/// nothing due reads that range and nothing else.
/// </summary>
/// <remarks>
/// An entry only says "look at this target" (or is itself the fact, see <see cref="DueEntry.Gebeurtenis"/>). The fact behind it is stored before
/// its entry is added, and a tag belongs to one fact. Therefore who reads an entry sees the fact, and adding or removing the same entry twice, by two readers, is harmless.
/// </remarks>
public sealed class DueIndex(IDocumentStore store, string name)
{
    private const string Table = "agenda";

    /// <summary>How long an empty bucket of the past keeps its directory row: longer than any writer that chose it can be under way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(2);

    private readonly Partition _directory = new(Table, name);
    private readonly ConcurrentDictionary<string, byte> _known = [];
    private long _latest;

    /// <summary>Adds entries that are not there yet. What is due in the past goes into the bucket of the present hour.</summary>
    public async ValueTask AddAsync(IReadOnlyCollection<DueEntry> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ForgetWhenTheClockWentBack(now);
        var buckets = entries.ToLookup(e => BucketOf(e, now));
        foreach (var news in buckets.Select(b => b.Key).Where(b => !_known.ContainsKey(b)).Chunk(StorageLimits.WritesPerCommit))
        {
            await store.AddIfAbsentAsync(_directory, news.Select(b => new Write.Add(b, "{}"u8.ToArray())), cancellationToken);
            foreach (var bucket in news)
            {
                _known.TryAdd(bucket, 0);
            }
        }

        await Bulk.EachAsync(
            buckets,
            (bucket, token) => store.AddIfAbsentAsync(
                PartitionOf(bucket.Key), bucket.Select(e => Documents.Add(RowOf(e), e, CoreJson.Default.DueEntry)), token),
            cancellationToken);
    }

    /// <summary>Everything due at or before <paramref name="now"/>, bucket by bucket, in each bucket the oldest first.</summary>
    public async IAsyncEnumerable<DueItem> DueAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var upTo = new RowRange("", Ticks(now.AddTicks(1)));
        var directory = new RowRange("", HourOf(now.AddHours(1)));
        await foreach (var bucket in store.QueryAsync(_directory, directory, cancellationToken))
        {
            var empty = true;
            var partition = PartitionOf(bucket.Row);
            await foreach (var (row, entry) in store.ReadRangeAsync(partition, upTo, CoreJson.Default.DueEntry, cancellationToken))
            {
                empty = false;
                yield return new DueItem(partition, row, entry.Value, entry.Version);
            }

            if (empty && string.CompareOrdinal(bucket.Row, HourOf(now - Grace)) < 0)
            {
                _known.TryRemove(bucket.Row, out _);
                await store.DeleteIfPresentAsync(_directory, [new Write.Delete(bucket.Row, bucket.Version)], cancellationToken);
            }
        }
    }

    /// <summary>Removes entries that have been dealt with.</summary>
    public async ValueTask RemoveAsync(IEnumerable<DueItem> items, CancellationToken cancellationToken) =>
        await Bulk.EachAsync(
            items.ToLookup(i => i.Bucket),
            (bucket, token) => store.DeleteIfPresentAsync(bucket.Key, bucket.Select(i => new Write.Delete(i.Row, i.Version)), token),
            cancellationToken);

    private static string BucketOf(DueEntry entry, DateTimeOffset now) =>
        $"{HourOf(entry.Due < now ? now : entry.Due)}|{Shard.Of(entry.Target)}";

    private static string RowOf(DueEntry entry) => $"{Ticks(entry.Due)}|{entry.Tag}";

    private static string HourOf(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    private static string Ticks(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    private Partition PartitionOf(string bucket) => new(Table, $"{name}|{bucket}");

    // Only a development clock does this. Buckets that are future again may have left the directory since.
    private void ForgetWhenTheClockWentBack(DateTimeOffset now)
    {
        if (Interlocked.Exchange(ref _latest, now.UtcTicks) > now.UtcTicks + Grace.Ticks)
        {
            _known.Clear();
        }
    }
}

/// <summary>Look at a target at a moment.</summary>
public sealed record DueEntry
{
    public required DateTimeOffset Due { get; init; }

    /// <summary>What to look at: a case, or a person.</summary>
    public required string Target { get; init; }

    /// <summary>Which fact this entry stands for; with <see cref="Due"/> its key.</summary>
    public required string Tag { get; init; }

    /// <summary>What of the target: the capability of a case, or the case to refresh for a person.</summary>
    public string? About { get; init; }

    /// <summary>What happened: the one kind of entry that is the fact itself.</summary>
    public Gebeurtenis? Gebeurtenis { get; init; }

    /// <summary>How often this was tried before.</summary>
    public int Attempts { get; init; }
}

/// <summary>An entry as read, with what is needed to remove it.</summary>
public sealed record DueItem(Partition Bucket, string Row, DueEntry Entry, string Version);
