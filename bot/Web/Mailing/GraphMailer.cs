using System.Text.Json.Serialization;
using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Web.Mailing;

/// <summary>
/// Sends with Microsoft Graph, POST /users/{sender}/sendMail, as the app itself. Exchange Online takes 30 messages a minute and
/// four requests at a time per mailbox; the <see cref="MailLane"/> holds that.
/// </summary>
internal sealed partial class GraphMailer(GraphClient graph, IOptions<MailOptions> options, ILogger<GraphMailer> logger) : IMailer
{
    private static readonly TimeSpan WhenWeAreRefused = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan WhenNobodyAnswers = TimeSpan.FromMinutes(1);

    public async ValueTask<MailOutcome> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var answer = await graph.PostAsync(
            tenant: null, graph.AddressOf($"users/{options.Value.Sender}/sendMail"), JsonContent.Create(SendMailBody.Of(mail), BotJson.Default.SendMailBody),
            cancellationToken);
        switch (answer)
        {
            case GraphAnswer.Success:
                return new MailOutcome.Sent();
            case GraphAnswer.Refused refused:
                Log.NotAccepted(logger, mail.MessageId, refused.Status, refused.Code);
                return Classify(refused);
            case GraphAnswer.NoToken none:
                Log.NoToken(logger, none.Trouble);
                return new MailOutcome.NoMailbox(WhenWeAreRefused, "ISOP kan zich niet aanmelden om te mailen. De beheerder moet dit nakijken.");
            case GraphAnswer.NoAnswer lost:
                Log.NoAnswer(logger, mail.MessageId, lost.Trouble);
                return lost.WasNeverSent
                    ? new MailOutcome.NoMailbox(WhenNobodyAnswers, "Er komt geen verbinding met het mailsysteem.")
                    : new MailOutcome.Unknown();
            default:
                throw new InvalidOperationException($"{answer.GetType().Name} is no answer to a mail.");
        }
    }

    /// <summary>What an answer of sendMail means for this mail.</summary>
    private static MailOutcome Classify(GraphAnswer.Refused refused)
    {
        var (code, retryAfter) = (refused.Code, refused.RetryAfter);
        return refused.Status switch
        {
            400 when code is "ErrorInvalidRecipients" or "ErrorRecipientNotFound" =>
                new MailOutcome.Refused("Het e-mailadres bestaat niet of is niet goed geschreven."),
            413 or 400 when code is "ErrorMessageSizeExceeded" => new MailOutcome.Refused("De mail is te groot om te versturen."),
            // Ours to repair (rights, mailbox, settings), not the person's address: keep the mail until it is.
            401 or 403 => new MailOutcome.NoMailbox(
                retryAfter ?? WhenWeAreRefused, "ISOP mag niet (meer) mailen uit zijn mailbox. De beheerder moet dit nakijken."),
            404 => new MailOutcome.NoMailbox(
                retryAfter ?? WhenWeAreRefused, "De mailbox van ISOP bestaat niet (meer). De beheerder moet dit nakijken."),
            409 or 423 or 429 or 507 or 509 => new MailOutcome.TryLater(retryAfter),
            503 when retryAfter is not null => new MailOutcome.TryLater(retryAfter),
            // Graph may have accepted the mail before it gave up: not a plain second try.
            408 or >= 500 => new MailOutcome.Unknown(),
            _ => new MailOutcome.Refused($"Het mailsysteem nam de mail niet aan ({refused.Status}{(code is null ? "" : $", {code}")})."),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Graph did not accept mail {MessageId}: {Status} {Code}")]
        public static partial void NotAccepted(ILogger logger, string messageId, int status, string? code);

        [LoggerMessage(LogLevel.Error, "No token for Graph: no mail can be sent")]
        public static partial void NoToken(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "Graph gave no answer for mail {MessageId}")]
        public static partial void NoAnswer(ILogger logger, string messageId, Exception exception);
    }
}

internal sealed record SendMailBody(SendMailBody.Content Message, bool SaveToSentItems)
{
    public static SendMailBody Of(Mail mail) => new(
        new Content(
            mail.Subject, new Body("html", mail.Html), [new Recipient(new Address(mail.To))], [new Header("x-isop-bericht", mail.MessageId)]),
        SaveToSentItems: false);

    public sealed record Content(
        string Subject, Body Body, IReadOnlyList<Recipient> ToRecipients, IReadOnlyList<Header> InternetMessageHeaders);

    public sealed record Body(string ContentType, [property: JsonPropertyName("content")] string Html);

    public sealed record Recipient(Address EmailAddress);

    public sealed record Address([property: JsonPropertyName("address")] string Email);

    public sealed record Header(string Name, string Value);
}
