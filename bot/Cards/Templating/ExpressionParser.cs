using System.Globalization;

namespace Isop.Bot.Cards.Templating;

/// <summary>
/// Parses the expression language by precedence climbing. The order of the operators is the grammar's, which is not C#'s: a sign or a
/// <c>!</c> binds tightest, <c>==</c> binds tighter than <c>&lt;</c>, and <c>a ? b : c ? d : e</c> groups to the left.
/// </summary>
internal sealed class ExpressionParser
{
    private const int SignBinds = 12;
    private const int ConditionBinds = 1;
    private const int MaxDepth = 100;
    private readonly List<Token> _tokens;
    private int _position;
    private int _depth;

    private ExpressionParser(List<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_position];

    /// <summary>Parses what stands between the braces of <c>${…}</c>.</summary>
    /// <exception cref="FormatException">The text is no expression, or uses what cards may not use.</exception>
    public static Expression Parse(string source)
    {
        if (source.StartsWith('='))
        {
            source = source[1..];
        }

        if (source.Length == 0)
        {
            return new ConstantExpression(Value.Of(""));
        }

        var parser = new ExpressionParser(Token.Read(source));
        var expression = parser.ParseExpression(0);
        if (parser.Current.Kind != TokenKind.End)
        {
            throw parser.Unexpected();
        }

        return expression;
    }

    private Expression ParseExpression(int binds)
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException($"the expression is nested more than {MaxDepth} deep");
        }

        var left = ParseOperand();
        while (true)
        {
            var token = Current;
            var strength = token.Kind == TokenKind.Symbol ? Binds(token.Source) : -1;
            if (strength < binds || strength < 0)
            {
                _depth--;
                return left;
            }

            _position++;
            if (token.Source == "?")
            {
                var whenTrue = ParseExpression(0);
                Expect(":");
                left = FunctionTable.Call("if", [left, whenTrue, ParseExpression(ConditionBinds + 1)]);
            }
            else
            {
                var right = ParseExpression(token.Source == "^" ? strength : strength + 1);
                left = FunctionTable.Call(token.Source, [left, right]);
            }
        }
    }

    private static int Binds(string symbol) => symbol switch
    {
        "^" => 11,
        "*" or "/" or "%" => 10,
        "+" or "-" => 9,
        "==" or "!=" or "<>" => 8,
        "&" => 7,
        "<" or "<=" or ">" or ">=" => 6,
        "&&" => 5,
        "||" => 4,
        "??" => 3,
        "?" => ConditionBinds,
        _ => -1,
    };

    private Expression ParseOperand()
    {
        var token = Current;
        if (token.Is("!"))
        {
            _position++;
            return FunctionTable.Call("!", [ParseExpression(SignBinds)]);
        }

        if (token.Is("-") || token.Is("+"))
        {
            _position++;
            return FunctionTable.Call(token.Source, [new ConstantExpression(Value.Of(0)), ParseExpression(SignBinds)]);
        }

        return ParsePrimary();
    }

    private Expression ParsePrimary()
    {
        var start = _position;
        var expression = ParseAtom();
        while (true)
        {
            if (Current.Is("."))
            {
                _position++;
                var name = Current.Kind == TokenKind.Identifier ? Current.Source : throw Unexpected();
                _position++;
                expression = new AccessorExpression(name, expression ?? Identifier(start));
            }
            else if (Current.Is("["))
            {
                _position++;
                var index = ParseExpression(0);
                Expect("]");
                expression = new ElementExpression(expression ?? Identifier(start), index);
            }
            else if (Current.Is("(") || (Current.Is("!") && _tokens[_position + 1].Is("(")))
            {
                var name = string.Concat(_tokens[start.._position].Select(t => t.Source)) + (Current.Is("!") ? "!" : "");
                _position += Current.Is("!") ? 2 : 1;
                expression = FunctionTable.Call(name, ParseArguments(")"));
            }
            else
            {
                return expression ?? Identifier(start);
            }
        }
    }

    /// <summary>An atom; null for an identifier, whose meaning depends on whether an argument list follows.</summary>
    private Expression? ParseAtom()
    {
        var token = Current;
        _position++;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new ConstantExpression(Value.Of(double.Parse(token.Source, CultureInfo.InvariantCulture)));
            case TokenKind.Text:
                return new ConstantExpression(Value.Of(Unquote(token.Source)));
            case TokenKind.Identifier:
                return null;
            case TokenKind.Symbol when token.Source == "(":
                var inner = ParseExpression(0);
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Source == "[":
                return FunctionTable.Call("createArray", ParseArguments("]"));
            case TokenKind.Symbol when token.Source == "{":
                return ParseRecord();
            default:
                _position--;
                throw Unexpected();
        }
    }

    private Expression Identifier(int position) => _tokens[position].Source switch
    {
        "true" => new ConstantExpression(Value.True),
        "false" => new ConstantExpression(Value.False),
        "null" => new ConstantExpression(Value.Null),
        "undefined" => new ConstantExpression(Value.Undefined),
        var name => new AccessorExpression(name, null),
    };

    private List<Expression> ParseArguments(string close)
    {
        var arguments = new List<Expression>();
        if (Current.Is(close))
        {
            _position++;
            return arguments;
        }

        while (true)
        {
            if (Current.Kind == TokenKind.Identifier && _tokens[_position + 1].Is("=>"))
            {
                arguments.Add(new AccessorExpression(Current.Source, null));
                _position += 2;
            }

            arguments.Add(ParseExpression(0));
            if (Current.Is(close))
            {
                _position++;
                return arguments;
            }

            Expect(",");
        }
    }

    private Expression ParseRecord()
    {
        var record = FunctionTable.Call("json", [new ConstantExpression(Value.Of("{}"))]);
        if (Current.Is("}"))
        {
            _position++;
            return record;
        }

        while (true)
        {
            var name = Current.Kind switch
            {
                TokenKind.Identifier => Current.Source,
                TokenKind.Text => Current.Source[1..^1],
                _ => throw Unexpected(),
            };
            _position++;
            Expect(":");
            record = FunctionTable.Call("setProperty", [record, new ConstantExpression(Value.Of(name)), ParseExpression(0)]);
            if (Current.Is("}"))
            {
                _position++;
                return record;
            }

            Expect(",");
        }
    }

    private static string Unquote(string source)
    {
        var quote = source[0];
        var text = source[1..^1].Replace("\\" + quote, quote.ToString(), StringComparison.Ordinal);
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var escaped = text[i] == '\\' && i + 1 < text.Length
                ? text[i + 1] switch { 'r' => '\r', 'n' => '\n', 't' => '\t', '\\' => '\\', _ => default }
                : default;
            result.Append(escaped == default ? text[i] : escaped);
            if (escaped != default)
            {
                i++;
            }
            else if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is not ('\r' or '\n'))
            {
                result.Append(text[++i]);
            }
        }

        return result.ToString();
    }

    private void Expect(string symbol)
    {
        if (!Current.Is(symbol))
        {
            throw Unexpected();
        }

        _position++;
    }

    private FormatException Unexpected() => Current.Kind == TokenKind.End
        ? new FormatException("the expression stops too early")
        : new FormatException($"'{Current.Source}' at position {Current.Position + 1} is not expected here");
}
