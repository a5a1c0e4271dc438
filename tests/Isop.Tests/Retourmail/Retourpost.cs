using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Bot.Retourmail;

namespace Isop.Tests.Retourmail;

/// <summary>Mails as Exchange Online has them in a mailbox: what the list tells, and the mail itself.</summary>
internal static class Retourpost
{
    public const string Ndr = "REPORT.IPM.Note.NDR";
    public const string Late = "REPORT.IPM.Note.Delayed";
    public const string Ordinary = "IPM.Note";

    /// <summary>A line of the list of the inbox.</summary>
    public static JsonObject Listed(string id, DateTimeOffset received, string? klass = Ndr, string from = "MicrosoftExchange329e71ec@school.nl") => new()
    {
        ["id"] = id,
        ["internetMessageId"] = $"<{id}@school.nl>",
        ["receivedDateTime"] = received.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["from"] = new JsonObject { ["emailAddress"] = new JsonObject { ["name"] = "Microsoft Outlook", ["address"] = from } },
        ["singleValueExtendedProperties"] = klass is null
            ? null
            : new JsonArray(new JsonObject { ["id"] = PostvakMail.ClassProperty, ["value"] = klass }),
    };

    public static string Page(string? next, params JsonObject[] mails)
    {
        var page = new JsonObject { ["value"] = new JsonArray([.. mails]) };
        if (next is not null)
        {
            page["@odata.nextLink"] = next;
        }

        return page.ToJsonString(JsonSerializerOptions.Default);
    }

    /// <summary>A report as RFC 3464 has it: words for people, fields for machines, and the headers of the mail it is about.</summary>
    public static string Report(string? messageId, string action = "failed", string status = "5.1.10", string? diagnostic = null, string third = "message/rfc822") =>
        $"""
        From: Microsoft Outlook <postmaster@school.nl>
        To: isop@school.nl
        Subject: Onbestelbaar: Tussenevaluatie invullen
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="_000_grens=1"
        MIME-Version: 1.0

        Dit is een bericht in MIME.
        --_000_grens=1
        Content-Type: multipart/alternative; boundary=binnen

        --binnen
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(Encoding.UTF8.GetBytes("<p>Uw bericht kon niet worden bezorgd bij mia@elders.nl.</p>"), Base64FormattingOptions.InsertLineBreaks)}

        --binnen--

        --_000_grens=1
        Content-Type: message/delivery-status

        Reporting-MTA: dns;AM0PR01MB0001.eurprd01.prod.exchangelabs.com
        Arrival-Date: Mon, 16 Nov 2026 09:00:00 +0000

        Original-Recipient: rfc822;mia@elders.nl
        Final-Recipient: rfc822;mia@elders.nl
        Action: {action}
        Status: {status}
        {(diagnostic is null ? "X-Display-Name: mia" : $"Diagnostic-Code: {diagnostic}")}

        --_000_grens=1
        Content-Type: {third}

        Received: from AM0PR01MB0001 by AM0PR01MB0002; Mon, 16 Nov 2026 09:00:00 +0000
        Content-Type: text/html; charset=utf-8
        Subject: Tussenevaluatie invullen
        Message-ID: <AM0PR01MB0001@eurprd01.prod.outlook.com>
        {(messageId is null ? "X-Iets: anders" : $"X-Isop-Bericht: {messageId}")}

        --_000_grens=1--
        """;
}
