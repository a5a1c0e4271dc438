using System.Collections.Concurrent;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Bot.Teams;

/// <summary>
/// The conversation references (table "gesprekken"): per account one, in partition "account:{tenant}\n{object id}", and a
/// signpost from the conversation's id to the account, because some events name only the conversation. Who removed the bot leaves
/// the row "verwijderd" until they come back.
/// </summary>
public sealed class ConversationStore(IDocumentStore store, PersonLinks links, TimeProvider time)
{
    private const string Table = "gesprekken";
    private const string ReferenceRow = "gesprek";
    private const string SignpostRow = "account";
    private const string RemovedRow = "verwijderd";
    private const int Attempts = 8;
    private const int MaxKnown = 10_000;

    /// <summary>
    /// How long a reference we have seen counts as stored. Another instance may have dropped it meanwhile, so not for long.
    /// </summary>
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<TeamsAccount, (ConversationReference Reference, long At)> _known = new();

    /// <summary>Where to reach a person; null when the bot is not installed for them, or they are not linked.</summary>
    public async ValueTask<ConversationReference?> FindAsync(PersonId person, CancellationToken cancellationToken) =>
        await links.FindAsync(person, cancellationToken) is { Account: var account } ? await FindAsync(account, cancellationToken) : null;

    public async ValueTask<ConversationReference?> FindAsync(TeamsAccount account, CancellationToken cancellationToken) =>
        (await ReadAsync(account, cancellationToken))?.Value;

    /// <summary>Keeps where an activity came from, writing only what changed; true when the account had no reference.</summary>
    public async ValueTask<bool> KeepAsync(ConversationReference seen, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(seen.Account, out var known) && known.Reference == seen && time.GetElapsedTime(known.At) < KnownFor)
        {
            return false;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var was = await ReadAsync(seen.Account, cancellationToken);
            // An event without client information does not wipe what an earlier one told.
            var reference = seen with
            {
                Locale = seen.Locale ?? was?.Value.Locale,
                Timezone = seen.Timezone ?? was?.Value.Timezone,
                BotId = seen.BotId ?? was?.Value.BotId,
            };
            if (reference == was?.Value || await SaveAsync(reference, was, cancellationToken))
            {
                Remember(seen);
                return was is null;
            }
        }

        throw new StorageUnavailableException("A conversation reference keeps changing.");
    }

    /// <summary>
    /// The connector made this conversation for the account (again). False when the reference was dropped meanwhile.
    /// </summary>
    public ValueTask<bool> RecreatedAsync(TeamsAccount account, string conversationId, CancellationToken cancellationToken) =>
        ChangeAsync(account, reference => reference with { ConversationId = conversationId }, cancellationToken);

    /// <summary>
    /// This conversation is gone (404 ConversationNotFound: the person removed the chat history) but the bot may still be
    /// installed: the next message makes it again. A newer conversation id stays.
    /// </summary>
    public ValueTask<bool> ForgetConversationAsync(TeamsAccount account, string conversationId, CancellationToken cancellationToken) =>
        ChangeAsync(
            account, reference => reference.ConversationId == conversationId ? reference with { ConversationId = null } : reference,
            cancellationToken);

    /// <summary>
    /// We installed the app: the person can be reached from now on. What an activity told meanwhile is better and stays.
    /// </summary>
    /// <param name="conversationId">Null when it is not known; the next message makes the conversation.</param>
    public async ValueTask InstalledAsync(TeamsAccount account, string? conversationId, CancellationToken cancellationToken)
    {
        var reference = new ConversationReference { Account = account, ConversationId = conversationId, ServiceUrl = ServiceHosts.Global };
        if (await ReadAsync(account, cancellationToken) is null)
        {
            // A conflict means that an activity came in between.
            await SaveAsync(reference, null, cancellationToken);
        }
    }

    /// <summary>Whether the bot was removed or blocked on their side and they did not come back since.</summary>
    public async ValueTask<bool> WasRemovedAsync(TeamsAccount account, CancellationToken cancellationToken) =>
        await store.FindAsync(PartitionOf(account), RemovedRow, cancellationToken) is not null;

    /// <summary>The person cannot be reached in Teams any more.</summary>
    public ValueTask DropAsync(TeamsAccount account, CancellationToken cancellationToken) =>
        DropAsync(account, byThem: false, cancellationToken);

    /// <summary>The bot was removed or blocked on their side: that is kept, so that nobody installs it for them again.</summary>
    public ValueTask RemovedAsync(TeamsAccount account, CancellationToken cancellationToken) =>
        DropAsync(account, byThem: true, cancellationToken);

    private async ValueTask DropAsync(TeamsAccount account, bool byThem, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            _known.TryRemove(account, out _);
            List<Write> writes = await ReadAsync(account, cancellationToken) is { } was ? [new Write.Delete(ReferenceRow, was.Version)] : [];
            if (byThem && !await WasRemovedAsync(account, cancellationToken))
            {
                writes.Add(Documents.Add(RemovedRow, new Verwijdering(time.GetUtcNow()), BotJson.Default.Verwijdering));
            }

            if (writes.Count == 0 || await store.CommitAsync(PartitionOf(account), writes, cancellationToken) is CommitResult.Committed)
            {
                return;
            }
        }

        throw new StorageUnavailableException("A conversation reference keeps changing.");
    }

    /// <summary>The bot was removed from this conversation: drops whatever reference points at it.</summary>
    public async ValueTask DropConversationAsync(string conversationId, CancellationToken cancellationToken)
    {
        var signpost = await store.ReadAsync(
            SignpostOf(conversationId), SignpostRow, BotJson.Default.TeamsAccount, cancellationToken);
        if (signpost is { Value: var account } && await FindAsync(account, cancellationToken) is { } reference
            && reference.ConversationId == conversationId)
        {
            await RemovedAsync(account, cancellationToken);
        }
    }

    private async ValueTask<bool> ChangeAsync(
        TeamsAccount account, Func<ConversationReference, ConversationReference> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            _known.TryRemove(account, out _);
            if (await ReadAsync(account, cancellationToken) is not { } was)
            {
                return false;
            }

            var reference = change(was.Value);
            if (reference == was.Value || await SaveAsync(reference, was, cancellationToken))
            {
                return true;
            }
        }

        throw new StorageUnavailableException("A conversation reference keeps changing.");
    }

    private async ValueTask<bool> SaveAsync(
        ConversationReference reference, Stored<ConversationReference>? was, CancellationToken cancellationToken)
    {
        // First the signpost: one that leads nowhere does no harm, a reference that nothing leads to would stay for ever.
        if (reference.ConversationId is { } id && id != was?.Value.ConversationId)
        {
            var old = await store.ReadAsync(SignpostOf(id), SignpostRow, BotJson.Default.TeamsAccount, cancellationToken);
            if (old?.Value != reference.Account)
            {
                await store.CommitAsync(
                    SignpostOf(id), [Documents.Save(SignpostRow, reference.Account, old, BotJson.Default.TeamsAccount)], cancellationToken);
            }
        }

        List<Write> writes = [Documents.Save(ReferenceRow, reference, was, BotJson.Default.ConversationReference)];
        if (was is null && await store.FindAsync(PartitionOf(reference.Account), RemovedRow, cancellationToken) is { } removed)
        {
            writes.Add(new Write.Delete(RemovedRow, removed.Version));
        }

        return await store.CommitAsync(PartitionOf(reference.Account), writes, cancellationToken) is CommitResult.Committed;
    }

    private ValueTask<Stored<ConversationReference>?> ReadAsync(TeamsAccount account, CancellationToken cancellationToken) =>
        store.ReadAsync(PartitionOf(account), ReferenceRow, BotJson.Default.ConversationReference, cancellationToken);

    private void Remember(ConversationReference seen)
    {
        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        _known[seen.Account] = (seen, time.GetTimestamp());
    }

    private static Partition PartitionOf(TeamsAccount account) => new(Table, "account:" + account.Row);

    private static Partition SignpostOf(string conversationId) => new(Table, "gesprek:" + conversationId);
}
