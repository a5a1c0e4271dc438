namespace Isop.Bot.Teams;

/// <summary>Where the one-to-one chat with an account is. Perishable: kept fresh by every activity, dropped when Teams says it is gone.</summary>
public sealed record ConversationReference
{
    public required TeamsAccount Account { get; init; }

    /// <summary>Null when the conversation is gone but the bot still installed: it is made again with the object id.</summary>
    public string? ConversationId { get; init; }
    public required string ServiceUrl { get; init; }

    /// <summary>The bot's own id in the channel ("28:…").</summary>
    public string? BotId { get; init; }
    public string? Locale { get; init; }

    /// <summary>IANA name.</summary>
    public string? Timezone { get; init; }
}

/// <summary>Since when an account does not have the bot any more because it was removed or blocked there.</summary>
public sealed record Verwijdering(DateTimeOffset At);
