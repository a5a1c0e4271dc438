using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;

namespace Isop.Bot.Api;

/// <summary>
/// The version of an answer (RFC 9110 §8.8.3), from what the answer says: it changes when the caller would read something else, and so tells
/// nothing that the answer itself does not.
/// </summary>
internal static class Etag
{
    private const int Bytes = 16;

    public static EntityTagHeaderValue Of<T>(T antwoord, JsonTypeInfo<T> type) =>
        new($"\"{Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(antwoord, type)).AsSpan(0, Bytes))}\"");

    /// <summary>Whether the caller asked to change it only as it was, and it is not so any more.</summary>
    public static bool IsVeranderd(HttpRequest request, EntityTagHeaderValue now) =>
        request.GetTypedHeaders().IfMatch is { Count: > 0 } seen && !seen.Any(tag => tag.Tag == "*" || tag.Compare(now, useStrongComparison: true));

    /// <summary>An If-Match that cannot be read would otherwise be none, and the change made without holding it to anything.</summary>
    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var raw = context.HttpContext.Request.Headers.IfMatch;
        return raw.Count == 0 || EntityTagHeaderValue.TryParseStrictList(raw, out _)
            ? next(context)
            : ValueTask.FromResult<object?>(ApiProblemen.Onleesbaar("If-Match is de ETag van een antwoord, met de aanhalingstekens eromheen."));
    }

    public static void Zet(HttpContext context, EntityTagHeaderValue tag) => context.Response.GetTypedHeaders().ETag = tag;
}
