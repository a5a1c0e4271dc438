using Isop.Core.Register;

namespace Isop.Bot.Bezorging;

/// <summary>One mail, ready to send: HTML and the same words as plain text.</summary>
public sealed record Mail
{
    public required string To { get; init; }
    public required string Subject { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }

    /// <summary>The same at every attempt for the same message (without brackets and domain), so that mail systems can drop a double.</summary>
    public required string MessageId { get; init; }
}

/// <summary>Sends mail: the development postvak and Microsoft Graph. Never throws for trouble with the mail system.</summary>
public interface IMailer
{
    /// <summary>The most mails per minute that this mailer bears; null when there is no limit (Exchange Online: 30 per mailbox).</summary>
    int? PerMinute => 25;

    ValueTask<MailOutcome> SendAsync(Mail mail, CancellationToken cancellationToken);
}

/// <summary>What became of one attempt to send a mail.</summary>
public abstract record MailOutcome
{
    private MailOutcome()
    {
    }

    public sealed record Sent : MailOutcome;

    /// <summary>Will never work for this address or mail; <paramref name="Reason"/> is a Dutch sentence for the bureau.</summary>
    public sealed record Refused(string Reason) : MailOutcome;

    /// <summary>Not accepted now; try again after the given time when the mail system names one.</summary>
    public sealed record TryLater(TimeSpan? RetryAfter) : MailOutcome;

    /// <summary>
    /// No mail gets out at all: the mailbox, our rights in it or the way to it. Surely not accepted; <paramref name="Reason"/> is a
    /// Dutch sentence for the bureau.
    /// </summary>
    public sealed record NoMailbox(TimeSpan For, string Reason) : MailOutcome;

    /// <summary>It may have been accepted: time-out, connection lost, 502/503/504.</summary>
    public sealed record Unknown : MailOutcome;
}

/// <summary>Makes the signed link to a person's inbox that goes into a mail.</summary>
public delegate ValueTask<Uri> LinkMaker(PersonId person, DateTimeOffset now, CancellationToken cancellationToken);
