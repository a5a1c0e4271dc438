using Azure;
using Azure.Data.Tables;

namespace Isop.Core.Storage;

/// <summary>One commit on its way to Table Storage.</summary>
internal sealed class AzureCommit(TableClient table, EncodedKeys keys, IReadOnlyList<Write> writes)
{
    private readonly Guid id = Guid.NewGuid();
    private readonly AzureAttempts attempts = new();

    public async ValueTask<CommitResult> SendAsync(CancellationToken cancellationToken)
    {
        if (writes.FirstOrDefault(w => Was(w) is { } was && !IsVersion(was)) is { } unknown)
        {
            return new CommitResult.Conflict(unknown.Row);
        }

        try
        {
            using (attempts.Begin())
            {
                return writes.Count == 1
                    ? await SendOneAsync(writes[0], cancellationToken).ConfigureAwait(false)
                    : await SendAllAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RequestFailedException refused) when (IsConflict(refused))
        {
            var index = (refused as TableTransactionFailedException)?.FailedTransactionActionIndex ?? 0;
            return await AfterConflictAsync(index, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<CommitResult> SendOneAsync(Write write, CancellationToken cancellationToken)
    {
        switch (write)
        {
            case Write.Add:
                return Committed([await table.AddEntityAsync(Entity(0), cancellationToken).ConfigureAwait(false)]);
            case Write.Replace { Version: var was }:
                return Committed([
                    await table.UpdateEntityAsync(Entity(0), new ETag(was), TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false)]);
            case Write.Delete { Version: var was }:
                // The client library takes 404 for a success here, because the row is gone either way.
                var deleted = await table.DeleteEntityAsync(keys.Partition, keys.Rows[0], new ETag(was), cancellationToken).ConfigureAwait(false);
                return deleted.Status == 404 ? await AfterConflictAsync(0, cancellationToken).ConfigureAwait(false) : Committed([deleted]);
            default:
                throw new InvalidOperationException($"A write of kind {write.GetType().Name} is not known.");
        }
    }

    private async ValueTask<CommitResult> SendAllAsync(CancellationToken cancellationToken)
    {
        var actions = writes.Select((write, i) => write switch
        {
            Write.Add => new TableTransactionAction(TableTransactionActionType.Add, Entity(i)),
            Write.Replace { Version: var was } => new TableTransactionAction(TableTransactionActionType.UpdateReplace, Entity(i), new ETag(was)),
            Write.Delete { Version: var was } => new TableTransactionAction(TableTransactionActionType.Delete, Entity(i), new ETag(was)),
            _ => throw new InvalidOperationException($"A write of kind {write.GetType().Name} is not known."),
        });
        var responses = await table.SubmitTransactionAsync(actions, cancellationToken).ConfigureAwait(false);
        return Committed(responses.Value);
    }

    /// <summary>
    /// Whether the conflict is with somebody else's write or with our own, done by an attempt whose answer got lost.
    /// A row we wrote carries our commit's id. A commit of deletes alone leaves nothing to tell by, so there the
    /// answer is that we do not know.
    /// </summary>
    private async ValueTask<CommitResult> AfterConflictAsync(int index, CancellationToken cancellationToken)
    {
        var conflict = new CommitResult.Conflict(writes[index].Row);
        if (!attempts.MoreThanOne)
        {
            return conflict;
        }

        if (writes.All(w => w is Write.Delete))
        {
            throw new DeleteInDoubtException("A delete was sent more than once and its first answer was lost; it may have been done.");
        }

        var versions = new string[writes.Count];
        var ours = false;
        for (var i = 0; i < versions.Length; i++)
        {
            var found = writes[i] is Write.Delete
                ? null
                : await table.GetEntityIfExistsAsync<TableEntity>(keys.Partition, keys.Rows[i], cancellationToken: cancellationToken).ConfigureAwait(false);
            // A row that somebody changed after us has no version of ours any more: what we tell for it fits nothing.
            var mine = found is { HasValue: true } && AzureDocument.Commit(found.Value!) == id;
            versions[i] = mine ? found!.Value!.ETag.ToString() : "";
            ours |= mine;
        }

        return ours ? new CommitResult.Committed(versions) : conflict;
    }

    private TableEntity Entity(int index) => writes[index] is Write.Delete
        ? new TableEntity(keys.Partition, keys.Rows[index])
        : AzureDocument.ToEntity(keys.Partition, keys.Rows[index], CommitRules.Body(writes[index]), id);

    private CommitResult.Committed Committed(IReadOnlyList<Response> responses) =>
        new([.. writes.Select((write, i) => write is Write.Delete ? "" : responses[i].Headers.ETag.ToString()!)]);

    private static string? Was(Write write) => write switch
    {
        Write.Replace replace => replace.Version,
        Write.Delete delete => delete.Version,
        _ => null,
    };

    // Anything else would be refused as malformed, and "*" would match every version.
    private static bool IsVersion(string version) =>
        version.StartsWith("W/\"datetime'", StringComparison.Ordinal) && version.EndsWith("'\"", StringComparison.Ordinal);

    private static bool IsConflict(RequestFailedException refused) => (refused.Status, refused.ErrorCode) is
        (409, "EntityAlreadyExists") or (412, _) or (404, "ResourceNotFound" or "EntityNotFound");
}
