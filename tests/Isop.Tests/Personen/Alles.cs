using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Isop.Core.Storage;

namespace Isop.Tests.Personen;

/// <summary>Everything that is in a store, to compare and to search.</summary>
internal static class Alles
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<SortedDictionary<string, string>> OfAsync(IDocumentStore store)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var table in store.Whole().TablesAsync(Ct))
        {
            await foreach (var (partition, document) in store.Whole().ReadTableAsync(table, Ct))
            {
                all.Add($"{partition} › {document.Row}", Encoding.UTF8.GetString(document.Body.Span));
            }
        }

        return all;
    }

    /// <summary>The same documents in another, empty store.</summary>
    public static async Task CopyAsync(IDocumentStore from, IDocumentStore to)
    {
        await foreach (var table in from.Whole().TablesAsync(Ct))
        {
            var all = await from.Whole().ReadTableAsync(table, Ct).ToListAsync(Ct);
            foreach (var partition in all.GroupBy(d => d.Partition, d => d.Document))
            {
                foreach (var some in partition.Chunk(20))
                {
                    await to.CommitAsync(partition.Key, [.. some.Select(d => new Write.Add(d.Row, d.Body))], Ct);
                }
            }
        }
    }

    /// <summary>The documents in which one of these words stands: in a key, in any text of the JSON however it is escaped, or packed.</summary>
    public static IReadOnlyList<string> With(IReadOnlyDictionary<string, string> all, IReadOnlyList<string> words) =>
        [.. from document in all
            let text = $"{document.Key}\n{document.Value}\n{string.Join('\n', Texts(document.Value))}"
            from word in words
            where text.Contains(word, StringComparison.OrdinalIgnoreCase)
            select $"{word}: {document.Key}"];

    private static IEnumerable<string> Texts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Texts(document.RootElement)];
    }

    private static IEnumerable<string> Texts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return element.EnumerateObject().SelectMany(p => p.Name == "gzip" ? Texts(Unpack(p.Value.GetBytesFromBase64())) : Texts(p.Value).Prepend(p.Name)).ToList();
            case JsonValueKind.Array:
                return element.EnumerateArray().SelectMany(Texts).ToList();
            case JsonValueKind.String:
                return [element.GetString()!];
            default:
                return [];
        }
    }

    private static string Unpack(byte[] bytes)
    {
        using var gzip = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return gzip.ReadToEnd();
    }
}
