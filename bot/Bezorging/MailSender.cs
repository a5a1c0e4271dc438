using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Bot.Bezorging;

/// <summary>The mail lane: slower, and one mail however many cases.</summary>
public sealed class MailSender(IMailer mailer, LinkMaker links, Verzendpoort poort, TimeProvider clock)
{
    private readonly Pacer? _pacer = mailer.PerMinute is { } perMinute ? new Pacer(perMinute / 60.0, perMinute / 60.0, 0, clock) : null;

    /// <summary>Waits for the pace of the mail system and makes the link; null when nothing may be sent now.</summary>
    public async ValueTask<Uri?> PrepareAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_pacer is not null)
        {
            await _pacer.WaitAsync(cancellationToken);
        }

        return await poort.AskAsync(null, cancellationToken) is PoortStand.Open ? await links(person, now, cancellationToken) : null;
    }

    public async ValueTask<SendOutcome> SendAsync(
        Persoon persoon, Bericht bericht, Samenstelling samenstelling, Uri link, CancellationToken cancellationToken)
    {
        if (!poort.Leads)
        {
            return new SendOutcome.NotCounted(TimeSpan.FromSeconds(5), "Het verzenden is onderbroken.");
        }

        var mail = MailComposer.Compose(persoon, bericht.Id, samenstelling.Taken, link);
        return await mailer.SendAsync(mail, cancellationToken) switch
        {
            MailOutcome.Sent => new SendOutcome.Delivered(),
            MailOutcome.Refused r => new SendOutcome.Failed(r.Reason),
            MailOutcome.TryLater t => new SendOutcome.Retry(t.RetryAfter, "De mailserver vroeg om later te proberen."),
            MailOutcome.Unknown => new SendOutcome.Doubt("De mailserver bevestigde de mail niet; waarschijnlijk aangekomen."),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer to a mail."),
        };
    }
}
