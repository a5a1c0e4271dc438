using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Isop.Bot.Graph;

/// <summary>One page of a list, and where the next one is.</summary>
internal sealed record GraphPage<T>(IReadOnlyList<T>? Value, [property: JsonPropertyName("@odata.nextLink")] Uri? NextLink);

internal static class GraphPages
{
    /// <summary>
    /// Reads a list page by page until <paramref name="take"/> says that it has enough. Null when every page was read, else the
    /// answer that ended it; a page that cannot be read ends it as if nobody had answered.
    /// </summary>
    public static async ValueTask<GraphAnswer?> EachPageAsync<T>(
        this GraphClient graph, string? tenant, Uri first, JsonTypeInfo<GraphPage<T>> type,
        Func<IReadOnlyList<T>, ValueTask<bool>> take, CancellationToken cancellationToken)
    {
        for (var next = first; next is not null;)
        {
            if (!graph.IsOurs(next))
            {
                return Unreadable("A list of Graph goes on somewhere else.");
            }

            var answer = await graph.GetAsync(tenant, next, cancellationToken);
            if (answer is not GraphAnswer.Success success)
            {
                return answer;
            }

            if (success.Read(type) is not { Value: { } items } page)
            {
                return Unreadable("A list of Graph holds no values.");
            }

            if (!await take(items))
            {
                return null;
            }

            next = page.NextLink;
        }

        return null;
    }

    private static GraphAnswer.NoAnswer Unreadable(string why) => new(new InvalidDataException(why), WasNeverSent: false);
}
