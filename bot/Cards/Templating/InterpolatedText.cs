using System.Text;

namespace Isop.Bot.Cards.Templating;

/// <summary>
/// A template string taken apart into text and <c>${…}</c>. The rules are those of the language's grammar: an expression closes at the
/// first brace outside a quoted text or an object definition and does not run over a line end; what looks like an expression but is none
/// by those rules stays text; <c>\$</c> and <c>\`</c> stand for the character itself.
/// </summary>
internal static class InterpolatedText
{
    /// <summary>A piece of text, or the source of an expression between its braces.</summary>
    internal readonly record struct Piece(string Content, bool IsExpression);

    /// <summary>Whether the string holds anything to evaluate or unescape; without <c>${</c> it is taken as it stands.</summary>
    public static bool IsPlain(string text) => !text.Contains("${", StringComparison.Ordinal);

    public static List<Piece> Split(string text)
    {
        var pieces = new List<Piece>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '$' or '`')
            {
                literal.Append(text[i + 1]);
                i += 2;
            }
            else if (text[i] == '`' || (text[i] == '\\' && i + 1 == text.Length))
            {
                throw new FormatException("a backtick in a text with an expression must be written as \\`, and such a text cannot end with a backslash");
            }
            else if (text[i] == '$' && ExpressionEnd(text, i) is var end and > 0)
            {
                Flush();
                pieces.Add(new Piece(Inner(text[i..end]), IsExpression: true));
                i = end;
            }
            else
            {
                literal.Append(text[i++]);
            }
        }

        Flush();
        return pieces;

        void Flush()
        {
            if (literal.Length > 0)
            {
                pieces.Add(new Piece(literal.ToString(), IsExpression: false));
                literal.Clear();
            }
        }
    }

    private static string Inner(string template) => JsText.Trim(template.AsSpan(2, template.Length - 3)).ToString();

    /// <summary>Where the expression that starts with the dollar sign here ends; -1 when there is none.</summary>
    private static int ExpressionEnd(string text, int dollar)
    {
        var i = dollar + 1;
        if (i >= text.Length || text[i] != '{')
        {
            return -1;
        }

        i++;
        var start = i;
        while (i < text.Length)
        {
            var c = text[i];
            if (c == '}')
            {
                return i > start ? i + 1 : -1;
            }

            i = c switch
            {
                '\'' or '"' => StringEnd(text, i),
                '{' => ObjectEnd(text, i),
                '\r' or '\n' or '`' => -1,
                _ => i + 1,
            };
            if (i < 0)
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>
    /// Where the quoted text that starts here ends; -1 when it does not. A backslash takes a quote or a backslash along, unless the text
    /// would then never close: in that case it ends at the last such quote.
    /// </summary>
    internal static int StringEnd(string text, int start)
    {
        var quote = text[start];
        var fallback = -1;
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                return i + 1;
            }

            if (text[i] == '\\' && i + 1 < text.Length && (text[i + 1] == quote || text[i + 1] == '\\'))
            {
                i++;
                fallback = text[i] == quote ? i + 1 : fallback;
            }
        }

        return fallback;
    }

    /// <summary>Where the object definition that starts here ends; -1 when the grammar sees none.</summary>
    private static int ObjectEnd(string text, int start)
    {
        var i = start + 1;
        while (i < text.Length && text[i] != '}')
        {
            var nameEnd = text[i] is '\'' or '"' ? StringEnd(text, i) : IdentifierEnd(text, i);
            if (nameEnd < 0 || nameEnd >= text.Length || text[nameEnd] != ':')
            {
                return -1;
            }

            i = nameEnd + 1;
            var contentStart = i;
            while (i >= 0 && i < text.Length && text[i] is not ('}' or '\r' or '\n' or '`'))
            {
                i = text[i] switch
                {
                    '\'' or '"' => StringEnd(text, i),
                    '{' => ObjectEnd(text, i),
                    _ => i + 1,
                };
            }

            if (i <= contentStart || i >= text.Length || text[i] != '}')
            {
                return -1;
            }
        }

        return i < text.Length ? i + 1 : -1;
    }

    internal static int IdentifierEnd(string text, int start)
    {
        if (start >= text.Length)
        {
            return -1;
        }

        var i = start;
        if (text[i] == '@' && i + 1 < text.Length && text[i + 1] == '@')
        {
            i++;
        }
        else if (!char.IsAsciiLetter(text[i]) && !"_#@$%".Contains(text[i], StringComparison.Ordinal))
        {
            return -1;
        }

        i++;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'))
        {
            i++;
        }

        return i;
    }
}
