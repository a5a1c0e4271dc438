using System.Buffers;
using System.Text.Json;

namespace Isop.Bot.Web.Inbox;

/// <summary>What the inbox posts when a button is pressed: {"verb": "…", "data": {…}}.</summary>
internal sealed record ActionBody(string Verb, JsonElement Data)
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxDepth = 32;
    private const int MaxVerbLength = 100;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads a body of at most <see cref="MaxBytes"/>; null when it is longer.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return null;
        }

        var result = await request.BodyReader.ReadAtLeastAsync(MaxBytes + 1, cancellationToken);
        var body = result.Buffer.Length > MaxBytes ? null : result.Buffer.ToArray();
        request.BodyReader.AdvanceTo(result.Buffer.End);
        return body;
    }

    /// <summary>The body, when it is JSON of the right shape of which every text can be read; else null.</summary>
    public static ActionBody? TryParse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            var root = document.RootElement;
            ReadTexts(root);
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("verb", out var verb) && verb.ValueKind == JsonValueKind.String
                && verb.GetString() is { Length: > 0 and <= MaxVerbLength } name
                && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
                    ? new ActionBody(name, data.Clone())
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Broken UTF-8 and half surrogate pairs are found when a text is read, as an invalid operation.
            return null;
        }
    }

    /// <summary>Reads every name and text once, so that no handler is the first to find one that cannot be read.</summary>
    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadTexts(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    ReadTexts(property.Value);
                }

                break;
        }
    }
}
