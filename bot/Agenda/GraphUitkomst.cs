using Isop.Bot.Graph;
using Isop.Core.Agenda;

namespace Isop.Bot.Agenda;

/// <summary>What came of keeping an appointment in somebody's Outlook. Never an exception for trouble on the other side.</summary>
internal abstract record GraphUitkomst
{
    private GraphUitkomst()
    {
    }

    /// <summary>It is in the calendar as it should be.</summary>
    public sealed record Staat(string EventId) : GraphUitkomst;

    /// <summary>It is not in the calendar, as it should be.</summary>
    public sealed record Weg : GraphUitkomst;

    /// <summary>Its person took it out by hand. It does not come back by itself.</summary>
    public sealed record Verdwenen : GraphUitkomst;

    /// <summary>403: this mailbox is outside the group that the application may write to.</summary>
    public sealed record GeenToegang : GraphUitkomst;

    /// <summary>404: there is no such mailbox.</summary>
    public sealed record GeenPostbus : GraphUitkomst;

    /// <summary>Outlook must be left alone for so long, for everybody; surely nothing was changed.</summary>
    /// <param name="Reden">Why, for the bureau (Dutch).</param>
    public sealed record Wacht(TimeSpan Lengte, string Reden) : GraphUitkomst;

    /// <summary>It may have been done. Looking again tells, and repeats nothing that was done.</summary>
    /// <param name="Pauze">How long Outlook must be left alone, when it asked so.</param>
    public sealed record Onzeker((TimeSpan Lengte, string Reden)? Pauze) : GraphUitkomst;

    /// <summary>Outlook does not take it as it is: an address that is none, for instance.</summary>
    public sealed record Geweigerd(int Status, string? Code) : GraphUitkomst;

    /// <summary>What a call that did not succeed means for any mailbox.</summary>
    public static GraphUitkomst Of(GraphAnswer answer) => answer switch
    {
        GraphAnswer.NoAnswer { WasNeverSent: false } or GraphAnswer.Refused { Status: 408 or 500 or 502 or 504 } => new Onzeker(answer.Pause),
        // 503 without a word on when may come from a gateway that gave up waiting.
        GraphAnswer.Refused { Status: 503, RetryAfter: null } => new Onzeker(answer.Pause),
        { Pause: var (length, reason) } => new Wacht(length, reason),
        GraphAnswer.Refused { Status: 403 } => new GeenToegang(),
        GraphAnswer.Refused { Status: 404, Code: var code } when IsMailbox(code) => new GeenPostbus(),
        GraphAnswer.Refused { Status: 409 or 412 or 423 } => new Onzeker(null),
        GraphAnswer.Refused refused => new Geweigerd(refused.Status, refused.Code),
        _ => new Onzeker(null),
    };

    /// <summary>404 is said of an event and of a mailbox alike; the code tells.</summary>
    private static bool IsMailbox(string? code) => code is "MailboxNotEnabledForRESTAPI" or "MailboxNotSupportedForRESTAPI"
        or "ErrorInvalidUser" or "Request_ResourceNotFound" or "ResourceNotFound" or "ErrorNonExistentMailbox" or "MailboxNotFound";
}

/// <summary>When somebody is busy, as far as we may know.</summary>
internal abstract record BezetUitkomst
{
    private BezetUitkomst()
    {
    }

    /// <summary>Wall time in Amsterdam, in order; may overlap.</summary>
    public sealed record Gelezen(IReadOnlyList<Bezet> Tijden) : BezetUitkomst;

    /// <summary>We may not see this calendar, or there is none: what the person entered counts.</summary>
    public sealed record MagNiet : BezetUitkomst;

    /// <summary>Not now: what was known counts until then.</summary>
    /// <param name="Reden">Why Outlook must be left alone for so long, for everybody (Dutch); null when only this question is asked again.</param>
    public sealed record Later(TimeSpan Lengte, string? Reden) : BezetUitkomst;
}
