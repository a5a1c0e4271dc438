using System.Text;

namespace Isop.Bot.Cards.Templating;

/// <summary>What an expression can result in; <see cref="Any"/> is only known when it is evaluated.</summary>
[Flags]
internal enum Returns
{
    Boolean = 1,
    Number = 2,
    Any = 4,
    Text = 8,
    List = 16,
}

/// <summary>
/// A parsed expression. Evaluation never throws and changes nothing, so one tree serves all threads. <c>substitute</c> tells whether
/// a path that leads nowhere becomes its own source text ("${naam}"), which the language does outside conditions and comparisons.
/// </summary>
internal abstract class Expression(string type, Returns returns, IReadOnlyList<Expression> children)
{
    /// <summary>The function's one name (<c>add</c> and <c>+</c> are both <c>+</c>), or the kind of node.</summary>
    public string Type => type;

    public Returns Returns => returns;

    public IReadOnlyList<Expression> Children => children;

    public abstract Value Evaluate(Scope scope, bool substitute);

    /// <summary>The expression as the language prints it back, e.g. <c>(a + length(b))</c>.</summary>
    public override string ToString()
    {
        var infix = Children.Count >= 2 && !char.IsAsciiLetter(Type[0]);
        var text = new StringBuilder(infix ? "" : Type).Append('(');
        text.AppendJoin(infix ? $" {Type} " : ", ", Children);
        return text.Append(')').ToString();
    }
}

internal sealed class ConstantExpression(Value value) : Expression("Constant", ReturnsOf(value), [])
{
    public Value Value => value;

    public override Value Evaluate(Scope scope, bool substitute) => value;

    public override string ToString()
    {
        if (!value.IsText)
        {
            return JsText.Of(value);
        }

        var text = value.Text.Replace("\\", "\\\\", StringComparison.Ordinal);
        var result = new StringBuilder("'");
        for (var i = 0; i < text.Length; i++)
        {
            result.Append(text[i] == '\'' && (i == 0 || text[i - 1] != '\\') ? "\\'" : text[i].ToString());
        }

        return result.Append('\'').ToString();
    }

    private static Returns ReturnsOf(in Value value) => value.Kind switch
    {
        ValueKind.Text => Returns.Text,
        ValueKind.Boolean => Returns.Boolean,
        ValueKind.Number => Returns.Number,
        _ => Returns.Any,
    };
}

/// <summary><c>name</c> in the data, or <c>instance.name</c>.</summary>
internal sealed class AccessorExpression : Expression
{
    private readonly string _name;
    private readonly Expression? _instance;
    private readonly PathTail _path;

    public AccessorExpression(string name, Expression? instance)
        : base("Accessor", Returns.Any, instance is null ? [] : [instance])
    {
        if (instance is not null && (instance.Returns & Returns.Any) == 0)
        {
            throw new FormatException($"{instance} has no properties");
        }

        _name = name;
        _instance = instance;
        _path = PathTail.Of(this);
    }

    public string Name => _name;

    public Expression? Instance => _instance;

    /// <summary>Whether this is a bare name, as the variable of a lambda is.</summary>
    public bool IsName => _instance is null;

    public override Value Evaluate(Scope scope, bool substitute) => _path.Evaluate(scope, substitute);

    public override string ToString() => _instance is null ? _name : $"{_instance}.{_name}";
}

/// <summary><c>instance[index]</c>.</summary>
internal sealed class ElementExpression(Expression instance, Expression index)
    : Expression("Element", Returns.Any, [instance, index])
{
    public Expression Instance => instance;

    public Expression Index => index;

    public override Value Evaluate(Scope scope, bool substitute)
    {
        var value = instance.Evaluate(scope, substitute);
        if (value.IsError)
        {
            return value;
        }

        var place = index.Evaluate(scope, substitute: false);
        if (place.IsError)
        {
            return place;
        }

        if (place.IsText)
        {
            return PathPart.Property(value, place.Text);
        }

        if (!place.IsInteger)
        {
            return Value.Error("the index is not a whole number or a name");
        }

        return value.Kind switch
        {
            ValueKind.Undefined or ValueKind.Null => Value.Undefined,
            ValueKind.List when place.Number >= 0 && place.Number < value.Items.Length => value.Items[(int)place.Number],
            ValueKind.List => Value.Error("the index is out of range"),
            _ => Value.Error("it is not a list"),
        };
    }

    public override string ToString() => $"{instance}[{index}]";
}

/// <summary>A function or operator applied to its arguments.</summary>
internal sealed class CallExpression(string type, Function function, IReadOnlyList<Expression> arguments)
    : Expression(type, function.Returns, arguments)
{
    public override Value Evaluate(Scope scope, bool substitute) => function.Evaluate(this, scope, substitute);
}
