using Isop.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.Bezorging;

/// <summary>
/// Commits a decision together with its intents: in one commit of the case's own partition, as rows "uit:{id}".
/// After the commit the intents are relayed; a crash in between loses nothing, because a sweeper repeats the relay
/// (a hint that names the partition is stored before the commit).
/// </summary>
public sealed partial class Outbox(
    IDocumentStore store, TimeProvider? clock = null, IKick? kick = null, ILogger<Outbox>? logger = null)
{
    private const int Batch = 2000;

    private readonly Relay _relay = new(store, new Agendas(store));
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<Outbox>.Instance;

    public async ValueTask<CommitResult> CommitAsync(
        Partition partition, IReadOnlyList<Write> writes, IReadOnlyList<Intent> intents, CancellationToken cancellationToken) =>
        intents.Count == 0
            ? await store.CommitAsync(partition, writes, cancellationToken)
            : (await CommitBatchAsync([new OutboxCommit(partition, writes, intents)], cancellationToken))[0];

    /// <summary>Many decisions, each its own commit, with the hints and the relay in common: for opening thousands of cases.</summary>
    public async ValueTask<IReadOnlyList<CommitResult>> CommitManyAsync(
        IEnumerable<OutboxCommit> commits, CancellationToken cancellationToken)
    {
        var results = new List<CommitResult>();
        foreach (var batch in commits.Chunk(Batch))
        {
            results.AddRange(await CommitBatchAsync(batch, cancellationToken));
        }

        return results;
    }

    private async ValueTask<CommitResult[]> CommitBatchAsync(OutboxCommit[] commits, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var hints = await _relay.HintAsync(commits.Where(c => c.Intents.Count > 0).Select(c => c.Partition), now, cancellationToken);
        var results = new CommitResult[commits.Length];
        var rows = new IReadOnlyList<OutboxRow>[commits.Length];
        await Bulk.EachAsync(
            Enumerable.Range(0, commits.Length),
            async (i, token) => (results[i], rows[i]) = await CommitOneAsync(commits[i], token),
            cancellationToken);

        try
        {
            await _relay.MoveAsync([.. rows.SelectMany(r => r)], now, cancellationToken);
            await _relay.ForgetAsync(hints, cancellationToken);
        }
        catch (StorageUnavailableException trouble)
        {
            // The decision stands and its hint too: the sweeper finishes this.
            Log.RelayCutOff(_logger, trouble);
        }

        kick?.Ring();
        return results;
    }

    private async ValueTask<(CommitResult Result, IReadOnlyList<OutboxRow> Rows)> CommitOneAsync(
        OutboxCommit commit, CancellationToken cancellationToken)
    {
        var intents = commit.Intents.DistinctBy(i => i.Id).ToList();
        while (true)
        {
            var rows = intents.Select(i => Documents.Add(Relay.RowPrefix + i.Id, i, CoreJson.Default.Intent));
            var result = await store.CommitAsync(commit.Partition, [.. commit.Writes, .. rows], cancellationToken);
            if (result is CommitResult.Conflict conflict
                && intents.RemoveAll(i => Relay.RowPrefix + i.Id == conflict.Row) > 0)
            {
                // The same intent still waits there since a relay that was cut off, under its own hint.
                if (commit.Writes.Count + intents.Count > 0)
                {
                    continue;
                }

                return (new CommitResult.Committed([]), []);
            }

            return result is CommitResult.Committed done
                ? (new CommitResult.Committed([.. done.Versions.Take(commit.Writes.Count)]), Rows(commit, intents, done))
                : (result, []);
        }
    }

    private static OutboxRow[] Rows(OutboxCommit commit, List<Intent> intents, CommitResult.Committed done) =>
        [.. intents.Select((intent, i) => new OutboxRow(
            commit.Partition, Relay.RowPrefix + intent.Id, done.Versions[commit.Writes.Count + i], intent))];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A relay was cut off; the sweeper will repeat it.")]
        public static partial void RelayCutOff(ILogger logger, Exception trouble);
    }
}

/// <summary>A decision to commit: its partition, its own writes and what it wants to happen.</summary>
public sealed record OutboxCommit(Partition Partition, IReadOnlyList<Write> Writes, IReadOnlyList<Intent> Intents);
