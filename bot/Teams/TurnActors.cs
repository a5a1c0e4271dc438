namespace Isop.Bot.Teams;

/// <summary>Who acts in a turn: keeps where the activity came from, finds the person behind the account, tells others of an arrival.</summary>
public sealed class TurnActors(PersonLinks links, ConversationStore conversations, TeamsEvents events)
{
    /// <summary>The person behind an activity, linked now if the roster leaves no doubt; null when the activity names no account.</summary>
    public async ValueTask<LinkOutcome?> FindAsync(Activity activity, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ReferenceOf(activity) is not { } reference)
        {
            return null;
        }

        var arrived = await conversations.KeepAsync(reference, cancellationToken);
        var outcome = await links.FindOrLinkAsync(reference, activity.From.Id, now, cancellationToken);
        if (outcome is LinkOutcome.Linked linked && (arrived || linked.IsNew))
        {
            await events.InstalledAsync(linked.Link.Person, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Keeps where an activity came from; makes no link.</summary>
    public async ValueTask NoteAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (ReferenceOf(activity) is { } reference
            && await conversations.KeepAsync(reference, cancellationToken)
            && await links.FindAsync(reference.Account, cancellationToken) is { Person: var person })
        {
            await events.InstalledAsync(person, cancellationToken);
        }
    }

    /// <summary>
    /// The bot was removed. Two shapes: the account itself says so, or (when a user leaves the tenant) an event that names
    /// neither the bot nor the account, only the conversation.
    /// </summary>
    public async ValueTask LeaveAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity.ConversationId is { } conversationId)
        {
            await conversations.DropConversationAsync(conversationId, cancellationToken);
        }

        if (activity.Content is ActivityContent.InstallationUpdate && AccountOf(activity) is { } account)
        {
            await conversations.RemovedAsync(account, cancellationToken);
        }
    }

    public async ValueTask SeenAsync(Activity activity, string lastReadMessageId, CancellationToken cancellationToken)
    {
        if (AccountOf(activity) is { } account && await links.FindAsync(account, cancellationToken) is { Person: var person })
        {
            await events.SeenAsync(person, lastReadMessageId, cancellationToken);
        }
    }

    private static TeamsAccount? AccountOf(Activity activity) =>
        activity is { TenantId: { } tenant, From.ObjectId: { } objectId } ? TeamsAccount.Of(tenant, objectId) : null;

    private static ConversationReference? ReferenceOf(Activity activity) =>
        activity is { ConversationId: { } conversationId, ServiceUrl: { } serviceUrl } && AccountOf(activity) is { } account
            ? new ConversationReference
            {
                Account = account,
                ConversationId = conversationId,
                ServiceUrl = serviceUrl,
                BotId = activity.Recipient.Id,
                Locale = activity.Locale,
                Timezone = activity.Timezone,
            }
            : null;
}
