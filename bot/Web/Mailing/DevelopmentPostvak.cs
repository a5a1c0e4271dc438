using System.Globalization;
using Isop.Bot.Bezorging;
using Isop.Core.Storage;

namespace Isop.Bot.Web.Mailing;

/// <summary>A mail that was "sent" in Development.</summary>
public sealed record KeptMail
{
    public required string Id { get; init; }
    public required DateTimeOffset Sent { get; init; }
    public required string To { get; init; }
    public required string Subject { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
}

/// <summary>
/// The mail system of Development: keeps every mail in the store, newest first, shown at /dev/mail. Table "postvak", one
/// partition, rows "m:{time left until the end of time}-{message}" and, so that a repeated attempt is kept once, "b:{message}".
/// </summary>
public sealed class DevelopmentPostvak(IDocumentStore store, TimeProvider clock) : IMailer
{
    private const int MostShown = 200;
    private const string KnownPrefix = "b:";
    private const string MailPrefix = "m:";
    private static readonly Partition Mails = new("postvak", "mail");

    public int? PerMinute => null;

    public async ValueTask<MailOutcome> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var hash = Secret.Hash(mail.MessageId);
        var id = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - now.UtcTicks:D19}-{hash[..16]}");
        var kept = new KeptMail { Id = id, Sent = now, To = mail.To, Subject = mail.Subject, Html = mail.Html, Text = mail.Text };
        try
        {
            // One commit: a conflict on the message id means that this mail was kept before.
            await store.CommitAsync(
                Mails,
                [new Write.Add(KnownPrefix + hash, "{}"u8.ToArray()), Documents.Add(MailPrefix + id, kept, BotJson.Default.KeptMail)],
                cancellationToken);
            return new MailOutcome.Sent();
        }
        catch (StorageUnavailableException)
        {
            return new MailOutcome.TryLater(null);
        }
    }

    /// <summary>The newest mails first, at most 200; to one address when one is given.</summary>
    public async ValueTask<IReadOnlyList<KeptMail>> ListAsync(string? to, CancellationToken cancellationToken)
    {
        var mails = new List<KeptMail>();
        await foreach (var (_, document) in store.ReadRangeAsync(Mails, RowRange.Prefix(MailPrefix), BotJson.Default.KeptMail, cancellationToken))
        {
            if (to is null || string.Equals(document.Value.To, to, StringComparison.OrdinalIgnoreCase))
            {
                mails.Add(document.Value);
            }

            if (mails.Count == MostShown)
            {
                break;
            }
        }

        return mails;
    }

    public async ValueTask<KeptMail?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await store.ReadAsync(Mails, MailPrefix + id, BotJson.Default.KeptMail, cancellationToken))?.Value;
}
