using System.Text.Json;
using System.Text.Unicode;

namespace Isop.Bot.Teams;

/// <summary>JSON from outside: parsed without trust, read without surprises.</summary>
internal static class WellFormedJson
{
    /// <summary>
    /// One JSON value, or null when the bytes are anything else: no UTF-8, no JSON, deeper than allowed, more than one value,
    /// or text with half a surrogate pair. Such text would only surface when it is asked for, perhaps deep in a capability.
    /// </summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> body, int maxDepth)
    {
        if (!Utf8.IsValid(body))
        {
            return null;
        }

        try
        {
            var options = new JsonReaderOptions { MaxDepth = maxDepth };
            if (body.IndexOf("\\u"u8) >= 0)
            {
                AskForEveryText(new Utf8JsonReader(body, options));
            }

            var reader = new Utf8JsonReader(body, options);
            var root = JsonElement.ParseValue(ref reader);
            return reader.Read() ? null : root;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // How the JSON reader refuses half a surrogate pair.
            return null;
        }
    }

    /// <summary>The property of an object; undefined when there is none or this is no object.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The text of a property; null when it is absent, empty, too long for an id or not text.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value
        && value.GetString() is { Length: > 0 and <= Activity.MaxIdLength } text
            ? text
            : null;

    private static void AskForEveryText(Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                reader.GetString();
            }
        }
    }
}
