using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>
/// Commits a decision together with its intents: in one commit of the case's own partition, as rows "uit:{id}".
/// After the commit the intents are relayed; a crash in between loses nothing, because a sweeper repeats the relay.
/// </summary>
public sealed class Outbox(IDocumentStore store)
{
    private const string RowPrefix = "uit:";

    public async ValueTask<CommitResult> CommitAsync(
        Partition partition, IReadOnlyList<Write> writes, IReadOnlyList<Intent> intents, CancellationToken cancellationToken)
    {
        var rows = intents.Select(i => Documents.Add(RowPrefix + i.Id, i, CoreJson.Default.Intent));
        return await store.CommitAsync(partition, [.. writes, .. rows], cancellationToken);
    }
}
