using System.Text;
using System.Text.RegularExpressions;

namespace Isop.Bot.Retourmail;

/// <summary>A leaf of a mail: its type ("message/delivery-status", lower case) and its text, decoded, a character a byte.</summary>
internal sealed record MimeDeel(string Type, string Text);

/// <summary>
/// The leaves of a mail in MIME, as far as a report of a mail that came back needs them. Whatever is wrong with a mail, something
/// comes out and nothing is thrown: mails come from strangers.
/// </summary>
internal static partial class MimeDelen
{
    private const int Deepest = 8;
    private const int Most = 100;

    public static IReadOnlyList<MimeDeel> Of(ReadOnlySpan<byte> mime)
    {
        var delen = new List<MimeDeel>();
        Read(Encoding.Latin1.GetString(mime).ReplaceLineEndings("\n"), depth: 0, delen);
        return delen;
    }

    /// <summary>The fields of a block of headers; the first of a name counts.</summary>
    public static IReadOnlyDictionary<string, string> Fields(string block)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Folded().Replace(block, " ").Split('\n'))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                fields.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
            }
        }

        return fields;
    }

    private static void Read(string entity, int depth, List<MimeDeel> delen)
    {
        var (head, body) = Split(entity);
        var fields = Fields(head);
        var contentType = fields.GetValueOrDefault("Content-Type") ?? "text/plain";
        var type = contentType.Split(';')[0].Trim().ToLowerInvariant();
        if (depth >= Deepest || delen.Count >= Most)
        {
            return;
        }

        if (type.StartsWith("multipart/", StringComparison.Ordinal) && Boundary().Match(contentType) is { Success: true } boundary)
        {
            var line = boundary.Groups["quoted"].Success ? boundary.Groups["quoted"].Value : boundary.Groups["bare"].Value;
            foreach (var part in Parts(body, line))
            {
                Read(part, depth + 1, delen);
            }

            return;
        }

        var text = Decode(body, fields.GetValueOrDefault("Content-Transfer-Encoding") ?? "");
        if (type is "message/rfc822" or "message/global")
        {
            // The headers of the mail that came back are what we came for, whatever is in it.
            delen.Add(new MimeDeel("text/rfc822-headers", Split(text).Head));
            Read(text, depth + 1, delen);
            return;
        }

        delen.Add(new MimeDeel(type, text));
    }

    private static (string Head, string Body) Split(string entity)
    {
        if (entity.StartsWith('\n'))
        {
            return ("", entity[1..]);
        }

        var empty = entity.IndexOf("\n\n", StringComparison.Ordinal);
        return empty < 0 ? (entity, "") : (entity[..empty], entity[(empty + 2)..]);
    }

    private static IEnumerable<string> Parts(string body, string boundary)
    {
        var (begin, at) = (-1, 0);
        while (at <= body.Length)
        {
            var end = body.IndexOf('\n', at) is >= 0 and var found ? found : body.Length;
            var line = body.AsSpan(at, end - at).TrimEnd();
            var isLast = line.Length == boundary.Length + 4 && line.EndsWith("--", StringComparison.Ordinal);
            if (line.StartsWith("--", StringComparison.Ordinal) && line[2..].StartsWith(boundary, StringComparison.Ordinal)
                && (isLast || line.Length == boundary.Length + 2))
            {
                if (begin >= 0)
                {
                    yield return body[begin..Math.Max(begin, at - 1)];
                }

                if (isLast)
                {
                    yield break;
                }

                begin = Math.Min(end + 1, body.Length);
            }

            at = end + 1;
        }

        if (begin >= 0)
        {
            yield return body[begin..];
        }
    }

    private static string Decode(string body, string encoding) => encoding.Trim().ToLowerInvariant() switch
    {
        "base64" => FromBase64(body),
        "quoted-printable" => Quoted().Replace(SoftBreak().Replace(body, ""), m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()),
        _ => body,
    };

    private static string FromBase64(string body)
    {
        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body.Trim(), bytes, out var written)
            ? Encoding.Latin1.GetString(bytes, 0, written).ReplaceLineEndings("\n")
            : "";
    }

    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Folded();

    [GeneratedRegex(@"boundary\s*=\s*(?:""(?<quoted>[^""\n]+)""|(?<bare>[^\s;""]+))", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=[ \t]*\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex Quoted();
}
