using System.Collections.Concurrent;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Bot.Teams;

/// <summary>
/// The conversation references (table "gesprekken"): per account one, in partition "account:{tenant}\n{object id}", and a
/// signpost from the conversation's id to the account, because some events name only the conversation.
/// </summary>
public sealed class ConversationStore(IDocumentStore store, PersonLinks links, TimeProvider time)
{
    private const string Table = "gesprekken";
    private const string ReferenceRow = "gesprek";
    private const string SignpostRow = "account";
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

    /// <summary>The person cannot be reached in Teams any more: the bot was removed or blocked.</summary>
    public async ValueTask DropAsync(TeamsAccount account, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            _known.TryRemove(account, out _);
            if (await ReadAsync(account, cancellationToken) is not { } was
                || await store.CommitAsync(
                    PartitionOf(account), [new Write.Delete(ReferenceRow, was.Version)], cancellationToken) is CommitResult.Committed)
            {
                return;
            }
        }

        throw new StorageUnavailableException("A conversation reference keeps changing.");
    }

    /// <summary>Drops whatever reference points at this conversation.</summary>
    public async ValueTask DropConversationAsync(string conversationId, CancellationToken cancellationToken)
    {
        var signpost = await store.ReadAsync(
            SignpostOf(conversationId), SignpostRow, BotJson.Default.TeamsAccount, cancellationToken);
        if (signpost is { Value: var account } && await FindAsync(account, cancellationToken) is { } reference
            && reference.ConversationId == conversationId)
        {
            await DropAsync(account, cancellationToken);
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

        return await store.CommitAsync(
            PartitionOf(reference.Account),
            [Documents.Save(ReferenceRow, reference, was, BotJson.Default.ConversationReference)],
            cancellationToken) is CommitResult.Committed;
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
