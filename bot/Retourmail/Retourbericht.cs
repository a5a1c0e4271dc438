using System.Text.RegularExpressions;
using Isop.Core.Register;

namespace Isop.Bot.Retourmail;

/// <summary>What a mail in the mailbox of the sender says about a mail that we sent.</summary>
internal abstract record Retourbericht
{
    private Retourbericht()
    {
    }

    /// <summary>Nothing: an answer, an out-of-office, a report that a mail arrived or is only late.</summary>
    public sealed record Geen : Retourbericht;

    /// <summary>A mail came back.</summary>
    /// <param name="Over">Which, by our own header in it; null when it is not in it.</param>
    /// <param name="Code">The enhanced status code (RFC 3463), e.g. "5.1.1"; null when there is none.</param>
    public sealed record Terug(RetourOver? Over, string? Code) : Retourbericht;
}

/// <summary>The message that came back.</summary>
internal sealed record RetourOver(string Bericht, PersonId Person);

/// <summary>
/// Reads a report of a mail that came back: the machine's part (RFC 3464) decides where there is one, what a server wrote in words only
/// where there is none. The mail is known by the header that we sent along, never by a name or an address.
/// </summary>
internal static partial class Retourlezing
{
    /// <param name="isReported">Exchange itself says that this is a report of a mail that did not arrive.</param>
    public static Retourbericht Read(ReadOnlySpan<byte> mime, bool isReported)
    {
        var delen = MimeDelen.Of(mime);
        var over = delen.Select(d => OverOf(d.Text)).FirstOrDefault(o => o is not null);
        var recipients = delen.Where(d => d.Type is "message/delivery-status" or "message/global-delivery-status")
            .SelectMany(d => d.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)).Select(MimeDelen.Fields)
            .Where(f => f.ContainsKey("Action")).ToList();
        if (recipients.Find(IsFailed) is { } failed)
        {
            return new Retourbericht.Terug(over, CodeOf(failed));
        }

        if (recipients.Count > 0)
        {
            return new Retourbericht.Geen();
        }

        var code = delen.Select(d => CodeIn().Match(d.Text)).FirstOrDefault(m => m.Success)?.Groups[1].Value;
        return isReported || (over is not null && code is not null) ? new Retourbericht.Terug(over, code) : new Retourbericht.Geen();
    }

    private static bool IsFailed(IReadOnlyDictionary<string, string> recipient) =>
        recipient["Action"].Split(' ', '(')[0].Equals("failed", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the other side said is more exact than "5.0.0" of the server in between.</summary>
    private static string? CodeOf(IReadOnlyDictionary<string, string> recipient)
    {
        var status = Code().Match(recipient.GetValueOrDefault("Status") ?? "") is { Success: true } own ? own.Value : null;
        return status is null || status.EndsWith(".0.0", StringComparison.Ordinal)
            ? CodeIn().Match(recipient.GetValueOrDefault("Diagnostic-Code") ?? "") is { Success: true } said ? said.Groups[1].Value : status
            : status;
    }

    private static RetourOver? OverOf(string text) =>
        Header().Match(text) is { Success: true } header && PersonId.TryParse(header.Groups["person"].Value, out var person)
            ? new RetourOver(header.Groups["bericht"].Value, person)
            : null;

    /// <summary>As a header, or as a page of a report shows it.</summary>
    [GeneratedRegex(@"x-isop-bericht:(?:\s|<[^>\n]{0,200}>|&nbsp;)*(?<bericht>\d{19}-[0-9a-f]{8})\.(?<person>[0-9a-f]{32})(?![0-9a-f])", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex(@"\b[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Code();

    /// <summary>Behind the three digits of SMTP, so that no version or address passes for one: "550 5.1.1", "550-5.1.1", "550 #5.1.1".</summary>
    [GeneratedRegex(@"\b[45]\d\d[ -]+#?([45]\.\d{1,3}\.\d{1,3})(?!\d|\.\d)")]
    private static partial Regex CodeIn();
}
