using System.Text;
using System.Text.Json;

namespace Isop.Bot.Cards.Templating;

/// <summary>
/// A place in a compiled template. What it expands to is written straight to the output; the three ways of writing differ in what becomes
/// of nothing: a property that is absent is left out, an item that is null is left out, a list among items is spliced in.
/// </summary>
internal abstract class TemplateNode
{
    /// <summary>Writes the expansion as a value on its own; what is absent becomes null.</summary>
    public abstract void Write(Utf8JsonWriter writer, Scope scope);

    public virtual void WriteProperty(Utf8JsonWriter writer, Scope scope, JsonEncodedText name)
    {
        writer.WritePropertyName(name);
        Write(writer, scope);
    }

    public virtual void WriteItem(Utf8JsonWriter writer, Scope scope) => Write(writer, scope);
}

/// <summary>A part of the template in which nothing varies, as JSON; for a list its items as well.</summary>
internal sealed class ConstantNode(ReadOnlyMemory<byte> json, TemplateNode[]? items = null) : TemplateNode
{
    public ReadOnlyMemory<byte> Json => json;

    public override void Write(Utf8JsonWriter writer, Scope scope) => writer.WriteRawValue(json.Span, skipInputValidation: true);

    public override void WriteItem(Utf8JsonWriter writer, Scope scope)
    {
        if (items is null)
        {
            Write(writer, scope);
            return;
        }

        foreach (var item in items)
        {
            item.WriteItem(writer, scope);
        }
    }
}

/// <summary>Null in the template, or an object that a constant <c>$when</c> drops.</summary>
internal sealed class NullNode : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, Scope scope) => writer.WriteNullValue();

    public override void WriteItem(Utf8JsonWriter writer, Scope scope)
    {
    }
}

/// <summary>A string that is exactly one expression: it takes the value and its type.</summary>
internal sealed class ExpressionNode(string path, Expression expression) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, Scope scope) => ValueWriter.Write(writer, Evaluate(scope));

    public override void WriteProperty(Utf8JsonWriter writer, Scope scope, JsonEncodedText name)
    {
        var value = Evaluate(scope);
        if (!value.IsUndefined)
        {
            writer.WritePropertyName(name);
            ValueWriter.Write(writer, value);
        }
    }

    public override void WriteItem(Utf8JsonWriter writer, Scope scope)
    {
        var value = Evaluate(scope);
        if (value.IsList)
        {
            foreach (ref readonly var item in value.Items.AsSpan())
            {
                ValueWriter.Write(writer, item);
            }
        }
        else if (value.Kind != ValueKind.Null)
        {
            ValueWriter.Write(writer, value);
        }
    }

    private Value Evaluate(Scope scope)
    {
        var value = expression.Evaluate(scope, substitute: true);
        return value.IsError ? throw new AdaptiveTemplateException(path, $"{expression}: {value.Reason}") : value;
    }
}

/// <summary>Text with expressions in it. An expression that fails stays in the text; null prints as nothing.</summary>
internal sealed class TextNode(IReadOnlyList<Expression> pieces) : TemplateNode
{
    [ThreadStatic]
    private static StringBuilder? t_text;

    public override void Write(Utf8JsonWriter writer, Scope scope)
    {
        var text = Interlocked.Exchange(ref t_text, null) ?? new StringBuilder(256);
        Append(text, pieces, scope);
        WriteText(writer, text);
        text.Clear();
        t_text = text;
    }

    private static void WriteText(Utf8JsonWriter writer, StringBuilder text)
    {
        foreach (var chunk in text.GetChunks())
        {
            if (chunk.Length == text.Length)
            {
                writer.WriteStringValue(chunk.Span);
                return;
            }
        }

        writer.WriteStringValue(text.ToString());
    }

    public static string Join(IReadOnlyList<Expression> pieces, Scope scope)
    {
        var text = new StringBuilder();
        Append(text, pieces, scope);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<Expression> pieces, Scope scope)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            var value = pieces[i].Evaluate(scope, substitute: true);
            if (value.IsError)
            {
                text.Append("${").Append(pieces[i]).Append('}');
            }
            else if (!value.IsNothing)
            {
                JsText.Append(text, value);
            }
        }
    }
}

/// <summary>A list: its items' expansions, without the nulls, lists among them spliced in.</summary>
internal sealed class ListNode(TemplateNode[] items) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, Scope scope)
    {
        writer.WriteStartArray();
        WriteItem(writer, scope);
        writer.WriteEndArray();
    }

    public override void WriteItem(Utf8JsonWriter writer, Scope scope)
    {
        foreach (var item in items)
        {
            item.WriteItem(writer, scope);
        }
    }
}

internal readonly record struct TemplateProperty(JsonEncodedText Name, TemplateNode Node);

/// <summary>An object without <c>$data</c> and <c>$when</c>.</summary>
internal sealed class RecordNode(TemplateProperty[] properties) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, Scope scope)
    {
        writer.WriteStartObject();
        foreach (ref readonly var property in properties.AsSpan())
        {
            property.Node.WriteProperty(writer, scope, property.Name);
        }

        writer.WriteEndObject();
    }
}

/// <summary>
/// An object with <c>$data</c>, <c>$when</c> or both: it stands once, as often as the data has items, or not at all. Only a <c>$when</c> that is
/// exactly true keeps it; one that fails does not.
/// </summary>
internal sealed class BoundNode(TemplateNode content, DataSource? data, Expression? when) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, Scope scope)
    {
        var (outerData, outerIndex) = (scope.Data, scope.Index);
        if (data is null)
        {
            if (IsKept(scope))
            {
                content.Write(writer, scope);
            }
            else
            {
                writer.WriteNullValue();
            }

            return;
        }

        var bound = data.Evaluate(scope);
        var count = Count(scope, bound);
        scope.Data = outerData;
        scope.Index = outerIndex;
        switch (count)
        {
            case 0:
                writer.WriteNullValue();
                break;
            case 1:
                WriteAll(writer, scope, bound);
                break;
            default:
                writer.WriteStartArray();
                WriteAll(writer, scope, bound);
                writer.WriteEndArray();
                break;
        }

        scope.Data = outerData;
        scope.Index = outerIndex;
    }

    public override void WriteItem(Utf8JsonWriter writer, Scope scope)
    {
        var (outerData, outerIndex) = (scope.Data, scope.Index);
        if (data is not null)
        {
            WriteAll(writer, scope, data.Evaluate(scope));
            scope.Data = outerData;
            scope.Index = outerIndex;
        }
        else if (IsKept(scope))
        {
            content.Write(writer, scope);
        }
    }

    private int Count(Scope scope, in Value bound)
    {
        if (!bound.IsList)
        {
            Enter(scope, bound);
            return IsKept(scope) ? 1 : 0;
        }

        var count = 0;
        for (var i = 0; i < bound.Items.Length; i++)
        {
            scope.Index = Value.Of(i);
            Enter(scope, bound.Items[i]);
            count += IsKept(scope) ? 1 : 0;
        }

        return count;
    }

    private void WriteAll(Utf8JsonWriter writer, Scope scope, in Value bound)
    {
        if (!bound.IsList)
        {
            Enter(scope, bound);
            if (IsKept(scope))
            {
                content.Write(writer, scope);
            }

            return;
        }

        var items = bound.Items;
        for (var i = 0; i < items.Length; i++)
        {
            scope.Index = Value.Of(i);
            Enter(scope, items[i]);
            if (IsKept(scope))
            {
                content.Write(writer, scope);
            }
        }
    }

    private static void Enter(Scope scope, in Value data)
    {
        if (!data.IsUndefined)
        {
            scope.Data = data;
        }
    }

    private bool IsKept(Scope scope)
    {
        if (when is null)
        {
            return true;
        }

        var value = when.Evaluate(scope, substitute: false);
        return value.Kind == ValueKind.Boolean && value.Boolean;
    }
}

/// <summary>What <c>$data</c> gives: a constant, the value of an expression, or text with expressions in it.</summary>
internal abstract class DataSource
{
    public abstract Value Evaluate(Scope scope);

    internal sealed class Constant(Value value) : DataSource
    {
        public override Value Evaluate(Scope scope) => value;
    }

    internal sealed class OfExpression(string path, Expression expression) : DataSource
    {
        public override Value Evaluate(Scope scope)
        {
            var value = expression.Evaluate(scope, substitute: true);
            return value.IsError ? throw new AdaptiveTemplateException(path, $"{expression}: {value.Reason}") : value;
        }
    }

    internal sealed class OfText(IReadOnlyList<Expression> pieces) : DataSource
    {
        public override Value Evaluate(Scope scope) => Value.Of(TextNode.Join(pieces, scope));
    }
}
