namespace Isop.Bot.Cards.Templating;

internal enum TokenKind
{
    End,
    Symbol,
    Number,
    Text,
    Identifier,
}

/// <summary>A token of the expression language; <see cref="Source"/> is as written, quotes included.</summary>
internal readonly record struct Token(TokenKind Kind, string Source, int Position)
{
    private static readonly string[] Symbols =
    [
        "==", "!=", "<>", "&&", "||", "<=", ">=", "=>", "??",
        "+", "-", "!", "^", "*", "/", "%", "&", "<", ">", "(", ")", ".", "[", "]", "{", "}", ",", ":", "?",
    ];

    public bool Is(string symbol) => Kind == TokenKind.Symbol && Source == symbol;

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is ' ' or '\t' or '\ufeff' or '\u00a0' or '\n' || (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n'))
            {
                i++;
                continue;
            }

            var token = Next(text, i);
            tokens.Add(token);
            i += token.Source.Length;
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length));
        return tokens;
    }

    private static Token Next(string text, int start)
    {
        var c = text[start];
        if (c is '\'' or '"')
        {
            var end = InterpolatedText.StringEnd(text, start);
            return end > 0
                ? new Token(TokenKind.Text, text[start..end], start)
                : throw new FormatException($"the text that starts at position {start + 1} is not closed");
        }

        if (char.IsAsciiDigit(c))
        {
            return new Token(TokenKind.Number, text[start..NumberEnd(text, start)], start);
        }

        // A lone % is the operator, %x an identifier: the longest match wins, then the operator.
        var identifierEnd = InterpolatedText.IdentifierEnd(text, start);
        if (identifierEnd > start + 1 || (identifierEnd > start && c != '%'))
        {
            return new Token(TokenKind.Identifier, text[start..identifierEnd], start);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, start, symbol, 0, symbol.Length) == 0)
            {
                return new Token(TokenKind.Symbol, symbol, start);
            }
        }

        throw new FormatException($"'{c}' at position {start + 1} means nothing here");
    }

    private static int NumberEnd(string text, int start)
    {
        var i = start;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        if (i + 1 < text.Length && text[i] == '.' && char.IsAsciiDigit(text[i + 1]))
        {
            i++;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                i++;
            }
        }

        return i;
    }
}
