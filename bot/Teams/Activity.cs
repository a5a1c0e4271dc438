using System.Text.Json;

namespace Isop.Bot.Teams;

/// <summary>
/// An activity as the channel posts it (microsoft/Agents, protocol-activity.md), reduced to what ISOP uses. Everything in it
/// is the sender's word until the token, the tenant and the person link have been checked; a field that is absent, too long
/// or of another type than the protocol says is null.
/// </summary>
public sealed record Activity
{
    /// <summary>The longest id, address or name taken over; longer ones count as absent.</summary>
    public const int MaxIdLength = 512;

    public string? Id { get; init; }
    public string? ChannelId { get; init; }
    public string? ServiceUrl { get; init; }

    /// <summary>The tenant, lower-case; null when the activity names none or two different ones.</summary>
    public string? TenantId { get; init; }
    public string? ConversationId { get; init; }

    /// <summary>Whether it comes from a one-to-one chat: a card with somebody's work is shown nowhere else.</summary>
    public bool IsPersonal { get; init; }
    public Account From { get; init; } = Account.Nobody;
    public Account Recipient { get; init; } = Account.Nobody;

    /// <summary>The activity that this one answers: for a pressed card, the card's own activity.</summary>
    public string? ReplyToId { get; init; }
    public string? Locale { get; init; }

    /// <summary>IANA name, e.g. "Europe/Amsterdam".</summary>
    public string? Timezone { get; init; }
    public required ActivityContent Content { get; init; }
}

/// <summary>Somebody in a conversation: the channel's id ("29:…", the bot's "28:…") and the Entra object id, lower-case.</summary>
public sealed record Account(string? Id, string? ObjectId)
{
    public static Account Nobody { get; } = new(null, null);
}

/// <summary>What an activity says, by its type.</summary>
public abstract record ActivityContent
{
    private ActivityContent()
    {
    }

    /// <summary>Text typed by a person, or the value of an Action.Submit.</summary>
    public sealed record Message(string Text, JsonElement Value) : ActivityContent
    {
        /// <summary>Whether a button was pressed on a client that does not know Action.Execute: its data carries the verb.</summary>
        public bool IsButton => Value.Text("verb") is not null;
    }

    /// <summary>A call that waits for an answer in the HTTP response, e.g. "adaptiveCard/action".</summary>
    public sealed record Invoke(string Name, JsonElement Value) : ActivityContent;

    public sealed record ConversationUpdate(IReadOnlyList<Account> Added, IReadOnlyList<Account> Removed) : ActivityContent;

    public sealed record InstallationUpdate(InstallationChange Change) : ActivityContent;

    /// <summary>The person has read the chat up to this message id (milliseconds since 1970 as text).</summary>
    public sealed record ReadReceipt(string LastReadMessageId) : ActivityContent;

    public sealed record MessageReaction : ActivityContent;

    public sealed record MessageUpdate : ActivityContent;

    public sealed record MessageDelete : ActivityContent;

    /// <summary>A type or event that ISOP does not use; it is ignored (rule A2014).</summary>
    public sealed record Unknown : ActivityContent;
}

public enum InstallationChange
{
    Unknown,
    Added,
    Upgraded,
    Removed,
}
