using System.Text.Json;

namespace Isop.Bot.Cards.Templating;

/// <summary>Turns the JSON of a template into nodes; parts in which nothing varies become finished JSON.</summary>
internal sealed class TemplateCompiler
{
    private static readonly string[] Reserved = ["$data", "$when", "$root", "$index", "$host", "$_acTemplateVersion"];

    private TemplateCompiler()
    {
    }

    /// <exception cref="AdaptiveTemplateException">The template is not JSON, or an expression in it cannot be compiled.</exception>
    public static TemplateNode Compile(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Compile(document.RootElement, "$");
        }
        catch (JsonException exception)
        {
            throw new AdaptiveTemplateException("$" + exception.Path?.TrimStart('$'), "the template is not valid JSON: " + exception.Message, exception);
        }
    }

    private static TemplateNode Compile(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return CompileRecord(element, path);
            case JsonValueKind.Array:
                return CompileList(element, path);
            case JsonValueKind.String:
                return CompileText(element.GetString()!, path);
            case JsonValueKind.Null:
                return new NullNode();
            default:
                return Constant(output => ValueWriter.Write(output, ReadValue(element)));
        }
    }

    private static TemplateNode CompileText(string text, string path)
    {
        var parsed = Parse(text, path);
        return parsed switch
        {
            { Whole: CallExpression { Type: "concat" } concat } => new TextNode(concat.Children),
            { Whole: { } whole } => new ExpressionNode(path, whole),
            { Pieces: { } pieces } when pieces.All(p => p is ConstantExpression) => ConstantText(pieces),
            { Pieces: { } pieces } => new TextNode(pieces),
            _ => Constant(output => output.Text(text)),
        };
    }

    private static ConstantNode ConstantText(IReadOnlyList<Expression> pieces) =>
        Constant(output => output.Text(TextNode.Join(pieces, new Scope())));

    private static TemplateNode CompileList(JsonElement element, string path)
    {
        var items = element.EnumerateArray().Select((item, i) => Compile(item, $"{path}[{i}]")).ToArray();
        return items.All(IsConstant) ? ConstantList(items) : new ListNode(items);
    }

    private static ConstantNode ConstantList(TemplateNode[] items)
    {
        var constant = Constant(output => new ListNode(items).Write(output, new Scope()));
        return new ConstantNode(constant.Json, items);
    }

    private static TemplateNode CompileRecord(JsonElement element, string path)
    {
        var properties = new List<TemplateProperty>();
        var pending = new JsonOutput();
        foreach (var property in Ordered(element))
        {
            var node = Compile(property.Value, $"{path}.{property.Name}");
            if (Reserved.Contains(property.Name))
            {
                continue;
            }

            if (IsConstant(node))
            {
                pending.PropertyName(property.Name);
                node.Write(pending, new Scope());
                continue;
            }

            Flush();
            pending.PropertyName(property.Name);
            properties.Add(new TemplateProperty(pending.Written.ToArray(), node));
            pending.Clear();
        }

        Flush();
        var record = new RecordNode([.. properties]);
        TemplateNode content = properties.TrueForAll(p => p.Node is null) ? Constant(output => record.Write(output, new Scope())) : record;
        return Bind(element, content, path);

        void Flush()
        {
            if (!pending.Written.IsEmpty)
            {
                properties.Add(new TemplateProperty(pending.Written.ToArray(), null));
                pending.Clear();
            }
        }
    }

    private static TemplateNode Bind(JsonElement element, TemplateNode content, string path)
    {
        Expression? when = null;
        var dropped = false;
        if (element.TryGetProperty("$when", out var condition))
        {
            when = CompileWhen(condition, $"{path}.$when");
            dropped = when is null && IsTruthy(condition);
        }

        var data = element.TryGetProperty("$data", out var source) ? CompileData(source, $"{path}.$data") : null;
        return dropped ? new NullNode()
            : when is null && data is null ? content
            : new BoundNode(content, data, when);
    }

    /// <summary>The condition; null when it is no expression.</summary>
    private static Expression? CompileWhen(JsonElement condition, string path)
    {
        if (condition.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var parsed = Parse(condition.GetString()!, path);
        return parsed.Whole ?? (parsed.Pieces is { } pieces ? FunctionTable.Call("concat", [new ConstantExpression(Value.Of("")), .. pieces]) : null);
    }

    private static DataSource CompileData(JsonElement source, string path)
    {
        if (source.ValueKind == JsonValueKind.String)
        {
            return Parse(source.GetString()!, path) switch
            {
                { Whole: CallExpression { Type: "concat" } concat } => new DataSource.OfText(concat.Children),
                { Whole: { } whole } => new DataSource.OfExpression(path, whole),
                { Pieces: { } pieces } => new DataSource.OfText(pieces),
                _ => new DataSource.Constant(Value.Of(source.GetString()!)),
            };
        }

        RefuseExpressions(source, path);
        return new DataSource.Constant(ReadValue(source));
    }

    /// <summary>Data written out in the template is data: an expression in it would not be evaluated.</summary>
    private static void RefuseExpressions(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when !InterpolatedText.IsPlain(element.GetString()!):
                throw new AdaptiveTemplateException(path, "an expression inside data that is written out is not evaluated; bind $data to an expression");
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    RefuseExpressions(item, path);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    RefuseExpressions(property.Value, $"{path}.{property.Name}");
                }

                break;
        }
    }

    /// <summary>A string as one expression, as pieces of text and expressions, or (neither) as it stands.</summary>
    private readonly record struct ParsedText(Expression? Whole, IReadOnlyList<Expression>? Pieces);

    private static ParsedText Parse(string text, string path)
    {
        if (InterpolatedText.IsPlain(text))
        {
            return default;
        }

        try
        {
            var pieces = InterpolatedText.Split(text).ConvertAll(piece => piece.IsExpression
                ? ExpressionParser.Parse(piece.Content)
                : new ConstantExpression(Value.Of(piece.Content)));
            return pieces is [not ConstantExpression] ? new ParsedText(pieces[0], null) : new ParsedText(null, pieces);
        }
        catch (FormatException exception)
        {
            throw new AdaptiveTemplateException(path, $"'{text}': {exception.Message}", exception);
        }
    }

    private static bool IsConstant(TemplateNode node) => node is ConstantNode or NullNode;

    private static ConstantNode Constant(Action<JsonOutput> write)
    {
        var output = new JsonOutput();
        write(output);
        return new ConstantNode(output.Written.ToArray());
    }

    private static IEnumerable<JsonProperty> Ordered(JsonElement element) =>
        element.EnumerateObject().OrderBy(p => ValueRecord.IsIndex(p.Name, out var index) ? index : long.MaxValue);

    private static Value ReadValue(JsonElement element) =>
        new DataTape().Read(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element));

    private static bool IsTruthy(JsonElement element) => ReadValue(element).IsTruthy;
}
