using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Bezorging;

/// <summary>Deliveries by mail: slower than Teams, and one mail however many cases.</summary>
public sealed class MailSender(MailLane lane, LinkMaker links, Verzendpoort poort)
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(5);

    /// <summary>Waits for a turn in the lane and makes the link.</summary>
    public async ValueTask<MailAanloop> PrepareAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await lane.TurnAsync(cancellationToken) is { } until)
        {
            return new MailAanloop.Paused(until);
        }

        return await poort.AskAsync(null, cancellationToken) is PoortStand.Open
            ? new MailAanloop.Ready(await links(person, now, cancellationToken))
            : new MailAanloop.Closed();
    }

    public async ValueTask<SendOutcome> SendAsync(
        Persoon persoon, Bericht bericht, Samenstelling samenstelling, Uri link, CancellationToken cancellationToken)
    {
        if (!poort.Leads)
        {
            return new SendOutcome.NotCounted(Shortly, "Het verzenden is onderbroken.");
        }

        var mail = MailComposer.Compose(persoon, bericht.Id, samenstelling.Taken, link);
        return await lane.SendAsync(mail, cancellationToken) switch
        {
            MailOutcome.Sent => new SendOutcome.Delivered(),
            MailOutcome.Refused r => new SendOutcome.Failed(r.Reason),
            MailOutcome.TryLater { RetryAfter: { } after } => new SendOutcome.NotCounted(
                after > Shortly ? after : Shortly, "De mailserver vroeg om later te proberen."),
            MailOutcome.TryLater => new SendOutcome.Retry(null, "De mailserver vroeg om later te proberen."),
            MailOutcome.NoMailbox n => new SendOutcome.NotCounted(n.For, n.Reason),
            MailOutcome.Unknown => new SendOutcome.Doubt("De mailserver bevestigde de mail niet; waarschijnlijk aangekomen."),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer to a mail."),
        };
    }
}

/// <summary>Whether a mail can be sent this moment.</summary>
public abstract record MailAanloop
{
    private MailAanloop()
    {
    }

    public sealed record Ready(Uri Link) : MailAanloop;

    public sealed record Paused(DateTimeOffset Until) : MailAanloop;

    public sealed record Closed : MailAanloop;
}
