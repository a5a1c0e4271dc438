namespace Isop.Bot.Teams;

/// <summary>What became of a call to the connector; what to do next is the classifier's business.</summary>
public sealed record ConnectorOutcome
{
    /// <summary>The service URL is not on the list; nothing was sent.</summary>
    public const string RefusedHost = "ServiceUrlRefused";

    /// <summary>No connection came about; nothing was sent.</summary>
    public const string NotConnected = "NotConnected";

    /// <summary>The connection broke; the call may have been carried out.</summary>
    public const string Broken = "ConnectionBroken";

    /// <summary>No token for the connector could be had; nothing was sent.</summary>
    public const string NoToken = "NoToken";

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The connector's code ("ConversationBlockedByUser"), or one of the codes above when there was no answer.</summary>
    public string? Code { get; init; }

    public string? SubCode { get; init; }

    /// <summary>How long the connector asks to wait, never negative.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The id of the conversation or activity. A 2xx without an id is no proof of delivery.</summary>
    public string? Id { get; init; }

    /// <summary>No answer in time; the call may have been carried out.</summary>
    public bool TimedOut { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>A person as the roster of a conversation knows them: the one place an address is taken from.</summary>
public sealed record TeamsMember(string? ObjectId, string? TenantId, string? Email, string? UserPrincipalName);

/// <summary>The answer to a roster call; the member is null when the call failed.</summary>
public sealed record MemberOutcome(ConnectorOutcome Call, TeamsMember? Member);
