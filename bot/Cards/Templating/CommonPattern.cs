using System.Text;
using System.Text.RegularExpressions;

namespace Isop.Bot.Cards.Templating;

/// <summary>
/// The regular expressions of <c>isMatch</c>: the subset that engines agree on, translated so that .NET reads them as JavaScript does,
/// and matched in linear time.
/// </summary>
internal static class CommonPattern
{
    /// <exception cref="FormatException">The pattern is not in the common subset.</exception>
    public static Regex Compile(string pattern)
    {
        var options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        var flags = new[] { ("(?i)", RegexOptions.IgnoreCase), ("(?m)", RegexOptions.Multiline), ("(?s)", RegexOptions.Singleline) };
        var source = pattern;
        foreach (var (text, option) in flags)
        {
            var at = source.IndexOf(text, StringComparison.Ordinal);
            if (at >= 0)
            {
                source = source.Remove(at, text.Length);
                options |= option;
            }
        }

        try
        {
            return source.Length == 0 ? throw Fault(pattern) : new Regex(Translate(source, options, pattern), options);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"the pattern '{pattern}' is no regular expression that all engines read alike", exception);
        }
    }

    private static string Translate(string source, RegexOptions options, string pattern)
    {
        var result = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c == '\\')
            {
                result.Append(i + 1 < source.Length ? Escape(source[++i], inClass) ?? throw Fault(pattern) : throw Fault(pattern));
                continue;
            }

            if (!inClass && c == '(' && i + 1 < source.Length && source[i + 1] == '?'
                && !(i + 2 < source.Length && (source[i + 2] == ':' || (source[i + 2] == '<' && i + 3 < source.Length && char.IsAsciiLetter(source[i + 3])))))
            {
                throw Fault(pattern);
            }

            result.Append(c switch
            {
                '.' when !inClass && !options.HasFlag(RegexOptions.Singleline) => "[^\\n\\r\\u2028\\u2029]",
                '$' when !inClass && !options.HasFlag(RegexOptions.Multiline) => "\\z",
                '[' when inClass => "\\[",
                _ => c.ToString(),
            });
            inClass = inClass ? c != ']' : c == '[';
        }

        return result.ToString();
    }

    private static string? Escape(char c, bool inClass) => c switch
    {
        'd' => inClass ? "0-9" : "[0-9]",
        'D' => inClass ? null : "[^0-9]",
        'w' => inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]",
        'W' => inClass ? null : "[^a-zA-Z0-9_]",
        's' => inClass ? "\\s\\ufeff" : "[\\s\\ufeff]",
        'S' => inClass ? null : "[^\\s\\ufeff]",
        'n' or 'r' or 't' or 'f' => "\\" + c,
        _ when char.IsAsciiLetterOrDigit(c) => null,
        _ => "\\" + c,
    };

    private static FormatException Fault(string pattern) =>
        new($"the pattern '{pattern}' uses something that engines read differently");
}
