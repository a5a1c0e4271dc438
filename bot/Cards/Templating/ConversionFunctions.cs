using System.Text;
using System.Text.Json;

namespace Isop.Bot.Cards.Templating;

/// <summary>Between kinds of values, and questions about them.</summary>
internal static class ConversionFunctions
{
    private static readonly char[] Quotes = ['\'', '"'];

    public static void AddTo(Dictionary<string, Function> functions)
    {
        functions["string"] = Unary(Returns.Text, ToText);
        functions["int"] = Unary(Returns.Number, ToInteger);
        functions["float"] = Unary(Returns.Number, ToFloat);
        functions["jsonStringify"] = Unary(Returns.Text, v => v.IsUndefined ? v : Value.Of(JsonText.Of(v)));
        functions["json"] = Function.Of(Returns.Any, Signature.Order(Returns.Text), a => Parse(a[0]));
        functions["isArray"] = Unary(Returns.Boolean, v => Value.Of(v.IsList));
        functions["isBoolean"] = Unary(Returns.Boolean, v => Value.Of(v.Kind == ValueKind.Boolean));
        functions["isFloat"] = Unary(Returns.Boolean, v => Value.Of(v.IsNumber && !v.IsInteger));
        functions["isInteger"] = Unary(Returns.Boolean, v => Value.Of(v.IsInteger));
        functions["isObject"] = Unary(Returns.Boolean, v => Value.Of(v.IsObjectType));
        functions["isString"] = Unary(Returns.Boolean, v => Value.Of(v.IsText));
        functions["binary"] = OfText(Returns.Any, text => Value.Of(Encoding.UTF8.GetBytes(text)));
        functions["base64"] = Unary(Returns.Text, ToBase64);
        functions["base64ToBinary"] = OfText(Returns.Any, text => Value.Of(Encoding.UTF8.GetBytes(Latin1(text))));
        functions["base64ToString"] = OfText(Returns.Text, text => Value.Of(Latin1(text)));
        functions["dataUri"] = OfText(Returns.Text, text => Value.Of("data:text/plain;charset=utf-8;base64," + JsText.Base64(text)));
        functions["dataUriToBinary"] = OfText(Returns.Any, text => Value.Of(Encoding.UTF8.GetBytes(text)));
        functions["dataUriToString"] = OfText(Returns.Text, text =>
            Value.Of(Latin1(text[(text.IndexOf(',', StringComparison.Ordinal) + 1)..])));
        functions["uriComponent"] = OfText(Returns.Text, text => Checked(JsText.EncodeUriComponent(text)));
        functions["uriComponentToString"] = OfText(Returns.Text, text => Checked(JsText.DecodeUriComponent(text)));
        functions["uriHost"] = OfUri(Returns.Text, uri => Value.Of(uri.IdnHost));
        functions["uriPath"] = OfUri(Returns.Text, uri => Value.Of(uri.AbsolutePath));
        functions["uriPathAndQuery"] = OfUri(Returns.Text, uri => Value.Of(uri.AbsolutePath + Query(uri)));
        functions["uriPort"] = OfUri(Returns.Number, uri => Value.Of(uri.IsDefaultPort ? double.NaN : uri.Port));
        functions["uriQuery"] = OfUri(Returns.Text, uri => Value.Of(Query(uri)));
        functions["uriScheme"] = OfUri(Returns.Text, uri => Value.Of(uri.Scheme));
    }

    /// <summary>How concatenation prints a value: null is empty, lists and objects are JSON without quotes at the ends.</summary>
    public static string Stringify(in Value value) => value.Kind switch
    {
        ValueKind.Undefined or ValueKind.Null => "",
        ValueKind.List or ValueKind.Record or ValueKind.Bytes => JsonText.Of(value).Trim(Quotes),
        _ => JsText.Of(value),
    };

    private static Function Unary(Returns returns, Func<Value, Value> convert) =>
        Function.Of(returns, Signature.Of(1, 1), a => convert(a[0]));

    private static Function OfText(Returns returns, Func<string, Value> convert) =>
        Function.Of(returns, Signature.Of(1, 1), a => convert(a[0].Text), Checks.Text);

    private static Function OfUri(Returns returns, Func<Uri, Value> read) =>
        OfText(returns, text => Uri.TryCreate(JsText.Trim(text).ToString(), UriKind.Absolute, out var uri) && text.Contains(':', StringComparison.Ordinal)
            ? read(uri)
            : Value.Error("it is not an absolute address"));

    private static string Query(Uri uri) => uri.Query == "?" ? "" : uri.Query;

    private static Value Checked(string? text) => text is null ? Value.Error("the text cannot be converted") : Value.Of(text);

    /// <summary>The bytes as characters of their own, as Node's binary strings are.</summary>
    private static string Latin1(string base64) => Encoding.Latin1.GetString(JsText.FromBase64(base64));

    private static Value ToText(Value value) => value.Kind switch
    {
        ValueKind.Text => value,
        ValueKind.Number when value.IsNumber => Value.Of(JsNumber.Grouped(value.Number)),
        ValueKind.Bytes => Value.Of(Encoding.UTF8.GetString(value.Bytes)),
        _ => Value.Of(Stringify(value)),
    };

    private static Value ToInteger(Value value)
    {
        if (!value.IsText)
        {
            return value.IsNumber ? Value.Of(JsNumber.ParseInt(JsNumber.ToText(value.Number))) : Value.Undefined;
        }

        var number = JsNumber.ParseInt(value.Text);
        return double.IsNaN(number) ? Value.Error("the text is not a number") : Value.Of(number);
    }

    private static Value ToFloat(Value value)
    {
        if (!value.IsText)
        {
            return value.IsNumber ? value : Value.Undefined;
        }

        var number = JsNumber.ParseFloat(value.Text);
        return double.IsNaN(number) ? Value.Error("the text is not a number") : Value.Of(number);
    }

    private static Value ToBase64(Value value) => value.Kind switch
    {
        ValueKind.Text => Value.Of(JsText.Base64(value.Text)),
        ValueKind.Bytes => Value.Of(JsText.Base64(Encoding.UTF8.GetString(value.Bytes))),
        _ => Value.Undefined,
    };

    private static Value Parse(in Value value)
    {
        if (!value.IsText)
        {
            return Value.Error("the argument is not a text");
        }

        if (value.Text == "{}")
        {
            return Value.Of(ValueRecord.Empty);
        }

        try
        {
            return new DataTape().Read(Encoding.UTF8.GetBytes(value.Text.Trim()));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Value.Error("the text is not JSON");
        }
    }
}
