using System.Collections.Concurrent;
using System.Text.Json;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.Bezorging;

/// <summary>
/// Moves intents from the partition of their case to where they are looked for: a <see cref="Bezorging"/> in the person's
/// partition and an entry in a due index. Every step may be repeated; the outbox row goes last.
/// </summary>
public sealed partial class Relay(IDocumentStore store, Agendas agendas, ILogger<Relay>? logger = null)
{
    internal const string RowPrefix = "uit:";
    private const string Table = "relais";

    /// <summary>An inline relay is done long before this; an older hint tells of a crash.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(2);

    /// <summary>A hint without outbox rows may belong to a commit that is still to come (a paused process), so it stays this long.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromHours(1);

    private readonly ILogger _logger = logger ?? NullLogger<Relay>.Instance;

    private readonly Probleemlijst _problemen = new(store);

    /// <summary>
    /// Repeats the relays that were cut off; the number of intents moved. One that cannot be moved keeps its hint and stops no others.
    /// </summary>
    public async ValueTask<int> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var shard in Shard.All)
        {
            var partition = new Partition(Table, shard);
            await foreach (var (row, hint) in store.ReadRangeAsync(partition, RowRange.All, CoreJson.Default.Hint, cancellationToken))
            {
                var age = now - hint.Value.At;
                if (age < Overdue && age > -Overdue)
                {
                    continue;
                }

                var (rows, stuck) = await MoveWhatCanAsync(new Partition(hint.Value.Table, hint.Value.Key), now, cancellationToken);
                moved += rows;
                if (stuck > 0)
                {
                    continue;
                }

                if (rows > 0 || age > GivenUp || age < -GivenUp)
                {
                    await store.DeleteIfPresentAsync(partition, [new Write.Delete(row, hint.Version)], cancellationToken);
                }
            }
        }

        return moved;
    }

    /// <summary>Moves every intent that waits in this partition.</summary>
    internal async ValueTask<int> MoveAllAsync(Partition origin, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waiting = new List<OutboxRow>();
        var range = RowRange.Prefix(RowPrefix);
        await foreach (var (row, intent) in store.ReadRangeAsync(origin, range, CoreJson.Default.Intent, cancellationToken))
        {
            waiting.Add(new OutboxRow(origin, row, intent.Version, intent.Value));
        }

        await MoveAsync(waiting, now, cancellationToken);
        return waiting.Count;
    }

    internal async ValueTask MoveAsync(IReadOnlyCollection<OutboxRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var intents = rows.Select(r => r.Intent).ToList();
        await Bulk.EachAsync(
            intents.OfType<BezorgIntent>().ToLookup(i => i.Person),
            (person, token) => AskAsync(person.Key, [.. person.Select(i => Bezorging.From(i, now))], token),
            cancellationToken);

        await AddEntriesAsync(agendas.Teams.Direct, intents.OfType<BezorgIntent>().Where(i => i.Urgency == Urgency.Direct), now, cancellationToken);
        await AddEntriesAsync(agendas.Teams.Normal, intents.OfType<BezorgIntent>().Where(i => i.Urgency != Urgency.Direct), now, cancellationToken);
        await AddEntriesAsync(agendas.Teams.Direct, intents.OfType<RefreshIntent>(), now, cancellationToken);
        await AddEntriesAsync(agendas.Wekkers, intents.OfType<WakeIntent>(), now, cancellationToken);
        await AddEntriesAsync(agendas.Outlook, intents.OfType<AgendaIntent>(), now, cancellationToken);
        await AddEntriesAsync(agendas.Bezet, intents.OfType<BezetIntent>(), now, cancellationToken);
        await AddEntriesAsync(agendas.Gebeurtenissen, intents.OfType<GebeurtenisIntent>(), now, cancellationToken);

        await Bulk.EachAsync(
            rows.ToLookup(r => r.Origin),
            (origin, token) => store.DeleteIfPresentAsync(origin.Key, origin.Select(r => new Write.Delete(r.Row, r.Version)), token),
            cancellationToken);
    }

    /// <summary>Adds the deliveries that were never asked for before, finished long ago or not.</summary>
    private async ValueTask AskAsync(PersonId person, IReadOnlyList<Bezorging> asked, CancellationToken cancellationToken)
    {
        foreach (var chunk in asked.DistinctBy(b => b.Id).Chunk(StorageLimits.WritesPerCommit / 2))
        {
            var news = chunk.Select(BezorgRows.Ask).ToList();
            while (news.Count > 0
                && await store.CommitAsync(BezorgRows.PartitionOf(person), [.. news.SelectMany(n => n)], cancellationToken) is CommitResult.Conflict known)
            {
                if (news.RemoveAll(n => n.Any(w => w.Row == known.Row)) == 0)
                {
                    throw new InvalidOperationException("The store named a conflict in a row that was not written.");
                }
            }
        }
    }

    /// <summary>Notes that this partition is about to get intents; a hint of its own per commit, so that no other relay takes it away.</summary>
    internal async ValueTask<IReadOnlyCollection<HintRow>> HintAsync(
        IEnumerable<Partition> origins, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hints = new ConcurrentBag<HintRow>();
        var news = origins.Select(o => (
            Shard: Shard.Of(o.ToString()),
            Write: Documents.Add($"{o}#{Guid.NewGuid():N}", new Hint(o.Table, o.Key, now), CoreJson.Default.Hint)));
        var commits = news.ToLookup(n => n.Shard, n => n.Write)
            .SelectMany(shard => shard.Chunk(StorageLimits.WritesPerCommit).Select(writes => (Partition: new Partition(Table, shard.Key), writes)));
        await Bulk.EachAsync(
            commits,
            async (commit, token) =>
            {
                if (await store.CommitAsync(commit.Partition, commit.writes, token) is not CommitResult.Committed done)
                {
                    throw new InvalidOperationException("A hint of this very commit was there already.");
                }

                foreach (var (write, version) in commit.writes.Zip(done.Versions))
                {
                    hints.Add(new HintRow(commit.Partition, write.Row, version));
                }
            },
            cancellationToken);
        return hints;
    }

    internal async ValueTask ForgetAsync(IEnumerable<HintRow> hints, CancellationToken cancellationToken) =>
        await Bulk.EachAsync(
            hints.ToLookup(h => h.Partition),
            (shard, token) => store.DeleteIfPresentAsync(shard.Key, shard.Select(h => new Write.Delete(h.Row, h.Version)), token),
            cancellationToken);

    /// <summary>
    /// Moves what waits in a partition one by one. What cannot be moved stays where it is, for a version that can, and the bureau is
    /// told; the others go on.
    /// </summary>
    private async ValueTask<(int Moved, int Stuck)> MoveWhatCanAsync(Partition origin, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var documents = new List<Document>();
        await foreach (var document in store.QueryAsync(origin, RowRange.Prefix(RowPrefix), cancellationToken))
        {
            documents.Add(document);
        }

        var stuck = 0;
        foreach (var document in documents)
        {
            Intent? intent = null;
            try
            {
                intent = Documents.Parse(document, CoreJson.Default.Intent).Value;
                await MoveAsync([new OutboxRow(origin, document.Row, document.Version, intent)], now, cancellationToken);
            }
            catch (Exception never) when (never is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
            {
                stuck++;
                Log.NotMoved(_logger, origin.Table, origin.Key, never);
                await _problemen.NoteAsync(origin, document.Row, intent as BezorgIntent, now, cancellationToken);
            }
        }

        return (documents.Count - stuck, stuck);
    }

    private static async ValueTask AddEntriesAsync(
        DueIndex index, IEnumerable<Intent> intents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entries = intents.Select(EntryOf).ToList();
        if (entries.Count > 0)
        {
            await index.AddAsync(entries, now, cancellationToken);
        }
    }

    internal static DueEntry EntryOf(Intent intent) => intent switch
    {
        BezorgIntent b => new DueEntry { Due = b.Due, Target = b.Person.ToString(), Tag = b.Id },
        RefreshIntent r => new DueEntry { Due = r.Due, Target = r.Person.ToString(), Tag = r.Id, About = r.Case },
        AgendaIntent a => new DueEntry { Due = a.Due, Target = a.Person.ToString(), Tag = a.Id, About = a.Uid },
        BezetIntent b => new DueEntry { Due = b.Due, Target = b.Person.ToString(), Tag = b.Id, About = b.Case },
        GebeurtenisIntent g => new DueEntry { Due = g.Due, Target = g.Gebeurtenis.Zaak, Tag = g.Id, Gebeurtenis = g.Gebeurtenis },
        WakeIntent w => new DueEntry { Due = w.Due, Target = w.Case, Tag = w.Id, About = w.Capability },
        _ => throw new ArgumentOutOfRangeException(nameof(intent)),
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "An intent in {Table} {Key} cannot be moved; it is kept.")]
        public static partial void NotMoved(ILogger logger, string table, string key, Exception never);
    }
}

/// <summary>An intent as it waits in the partition of its case.</summary>
internal sealed record OutboxRow(Partition Origin, string Row, string Version, Intent Intent);

internal sealed record HintRow(Partition Partition, string Row, string Version);

/// <summary>"This partition may hold intents that were not relayed."</summary>
public sealed record Hint(string Table, string Key, DateTimeOffset At);
