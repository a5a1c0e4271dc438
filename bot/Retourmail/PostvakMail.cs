using System.Text.Json.Serialization;

namespace Isop.Bot.Retourmail;

/// <summary>
/// A mail in the mailbox of the sender, as little of it as tells whether it may be a report of a mail that came back.
/// </summary>
internal sealed record PostvakMail(
    string? Id, string? InternetMessageId, [property: JsonPropertyName("receivedDateTime")] DateTimeOffset Received, PostvakMail.Sender? From,
    [property: JsonPropertyName("singleValueExtendedProperties")] IReadOnlyList<PostvakMail.Property>? Properties)
{
    /// <summary>PidTagMessageClass: Exchange files reports of every mail system under classes of their own.</summary>
    public const string ClassProperty = "String 0x001A";

    /// <summary>What to ask for, so that nothing else comes along.</summary>
    public const string Asked =
        "$select=id,internetMessageId,receivedDateTime,from&$expand=singleValueExtendedProperties($filter=id%20eq%20'String%200x001A')";

    [JsonIgnore]
    public string Mark => Retourstand.MarkOf(InternetMessageId ?? Id ?? "");

    /// <summary>Exchange says that a mail did not arrive (reports of a late or an arrived mail have other classes).</summary>
    [JsonIgnore]
    public bool IsReported => Class.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase) && Class.EndsWith(".NDR", StringComparison.OrdinalIgnoreCase);

    /// <summary>An ordinary mail of a mail system: a report that Exchange did not know for one.</summary>
    [JsonIgnore]
    public bool IsOfMailSystem => !Class.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase)
        && (From?.EmailAddress?.Email ?? "").Split('@')[0].ToLowerInvariant() is "mailer-daemon" or "postmaster" or "";

    private string Class =>
        Properties?.FirstOrDefault(p => string.Equals(p.Id, ClassProperty, StringComparison.OrdinalIgnoreCase))?.Value ?? "";

    public sealed record Sender(Account? EmailAddress);

    public sealed record Account([property: JsonPropertyName("address")] string? Email);

    public sealed record Property(string? Id, string? Value);
}
