using System.Text;

namespace Isop.Bot.Cards.Templating;

/// <summary>
/// A place in a compiled template. What it expands to is written straight to the output; the three ways of writing differ in what becomes
/// of nothing: a property that is absent is left out, an item that is null is left out, a list among items is spliced in.
/// </summary>
internal abstract class TemplateNode
{
    /// <summary>Writes the expansion as a value on its own; what is absent becomes null.</summary>
    public abstract void Write(JsonOutput output, Scope scope);

    /// <param name="output">Where to write.</param>
    /// <param name="scope">What expressions see.</param>
    /// <param name="name">The name as JSON, with its colon.</param>
    public virtual void WriteProperty(JsonOutput output, Scope scope, byte[] name)
    {
        output.Name(name);
        Write(output, scope);
    }

    public virtual void WriteItem(JsonOutput output, Scope scope) => Write(output, scope);
}

/// <summary>A part of the template in which nothing varies, as JSON; for a list its items as well.</summary>
internal sealed class ConstantNode(byte[] json, TemplateNode[]? items = null) : TemplateNode
{
    public byte[] Json => json;

    public override void Write(JsonOutput output, Scope scope) => output.Raw(json);

    public override void WriteItem(JsonOutput output, Scope scope)
    {
        if (items is null)
        {
            output.Raw(json);
            return;
        }

        foreach (var item in items)
        {
            item.WriteItem(output, scope);
        }
    }
}

/// <summary>Null in the template, or an object that a constant <c>$when</c> drops.</summary>
internal sealed class NullNode : TemplateNode
{
    public override void Write(JsonOutput output, Scope scope) => output.Raw("null"u8);

    public override void WriteItem(JsonOutput output, Scope scope)
    {
    }
}

/// <summary>A string that is exactly one expression: it takes the value and its type.</summary>
internal sealed class ExpressionNode(string path, Expression expression) : TemplateNode
{
    public override void Write(JsonOutput output, Scope scope) => ValueWriter.Write(output, Evaluate(scope));

    public override void WriteProperty(JsonOutput output, Scope scope, byte[] name)
    {
        var value = Evaluate(scope);
        if (!value.IsUndefined)
        {
            output.Name(name);
            ValueWriter.Write(output, value);
        }
    }

    public override void WriteItem(JsonOutput output, Scope scope)
    {
        var value = Evaluate(scope);
        if (value.IsList)
        {
            foreach (ref readonly var item in value.Items.AsSpan())
            {
                ValueWriter.Write(output, item);
            }
        }
        else if (value.Kind != ValueKind.Null)
        {
            ValueWriter.Write(output, value);
        }
    }

    private Value Evaluate(Scope scope)
    {
        var value = expression.Evaluate(scope, substitute: true);
        return value.IsError ? throw new AdaptiveTemplateException(path, $"{expression}: {value.Reason}") : value;
    }
}

/// <summary>Text with expressions in it. An expression that fails stays in the text; null prints as nothing.</summary>
internal sealed class TextNode : TemplateNode
{
    /// <summary>An expression, or constant text as it stands between quotes in JSON.</summary>
    private readonly record struct Piece(Expression Expression, byte[]? Json);

    private readonly Piece[] _pieces;

    public TextNode(IEnumerable<Expression> pieces) =>
        _pieces = [.. pieces.Select(p => new Piece(p, p is ConstantExpression constant ? Escaped(constant.Value) : null))];

    public override void Write(JsonOutput output, Scope scope)
    {
        output.Raw("\""u8);
        foreach (ref readonly var piece in _pieces.AsSpan())
        {
            if (piece.Json is { } json)
            {
                output.Continue(json);
            }
            else
            {
                Append(output, piece.Expression, piece.Expression.Evaluate(scope, substitute: true));
            }
        }

        output.Continue("\""u8);
    }

    /// <summary>The text itself, for where it is not written but used.</summary>
    public static string Join(IReadOnlyList<Expression> pieces, Scope scope)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            var value = piece.Evaluate(scope, substitute: true);
            text.Append(value.IsError ? Source(piece) : value.IsNothing ? "" : JsText.Of(value));
        }

        return text.ToString();
    }

    private static void Append(JsonOutput output, Expression piece, in Value value)
    {
        if (value.TryGetRawText(out var json))
        {
            output.Continue(json);
        }
        else if (value.Kind == ValueKind.Number && double.IsFinite(value.Number))
        {
            output.ContinueNumber(value.Number);
        }
        else if (value.IsError)
        {
            output.ContinueText(Source(piece));
        }
        else if (!value.IsNothing)
        {
            output.ContinueText(JsText.Of(value));
        }
    }

    private static string Source(Expression piece) => "${" + piece + "}";

    private static byte[] Escaped(in Value constant)
    {
        var output = new JsonOutput();
        output.ContinueText(constant.IsNothing ? "" : JsText.Of(constant));
        return output.Written.ToArray();
    }
}

/// <summary>A list: its items' expansions, without the nulls, lists among them spliced in.</summary>
internal sealed class ListNode(TemplateNode[] items) : TemplateNode
{
    public override void Write(JsonOutput output, Scope scope)
    {
        output.StartArray();
        WriteItem(output, scope);
        output.EndArray();
    }

    public override void WriteItem(JsonOutput output, Scope scope)
    {
        foreach (var item in items)
        {
            item.WriteItem(output, scope);
        }
    }
}

/// <summary>A property of an object in the template; without a node it is one or more whole properties as JSON.</summary>
internal readonly record struct TemplateProperty(byte[] Json, TemplateNode? Node);

/// <summary>An object without <c>$data</c> and <c>$when</c>.</summary>
internal sealed class RecordNode(TemplateProperty[] properties) : TemplateNode
{
    public override void Write(JsonOutput output, Scope scope)
    {
        output.StartObject();
        foreach (ref readonly var property in properties.AsSpan())
        {
            if (property.Node is null)
            {
                output.Raw(property.Json);
            }
            else
            {
                property.Node.WriteProperty(output, scope, property.Json);
            }
        }

        output.EndObject();
    }
}
