using System.Text.Json;

namespace Isop.Bot.Teams;

/// <summary>
/// Reads the connector's answers. Errors come in three shapes: {error:{code,message}}, {code,…} and {errorCode,message} with
/// another JSON object written as text in "message". What cannot be read is absent, never an exception.
/// </summary>
internal static class ConnectorBody
{
    private const int MaxDepth = 32;

    public static JsonElement Parse(ReadOnlySpan<byte> body) => WellFormedJson.Parse(body, MaxDepth) ?? default;

    public static string? Code(JsonElement answer) =>
        Value(answer.Member("error"), "code") ?? Value(answer, "code") ?? Value(answer, "errorCode");

    public static string? SubCode(JsonElement answer) =>
        Sub(answer) ?? Sub(answer.Member("error")) ?? Sub(answer.Member("error").Member("innerError"))
        ?? Sub(Nested(answer)) ?? Sub(Nested(answer.Member("error")));

    public static TeamsMember Member(JsonElement answer) => new(
        answer.Text("aadObjectId") ?? answer.Text("objectId"), answer.Text("tenantId"),
        answer.Text("email"), answer.Text("userPrincipalName"));

    private static string? Sub(JsonElement element) => Value(element, "subCode") ?? Value(element, "errorSubCode");

    private static JsonElement Nested(JsonElement element) =>
        element.Member("message") is { ValueKind: JsonValueKind.String } message
        && message.GetString() is { Length: > 1 } text && text.TrimStart().StartsWith('{')
            ? Parse(System.Text.Encoding.UTF8.GetBytes(text))
            : default;

    private static string? Value(JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : element.Text(name);
}
