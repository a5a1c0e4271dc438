using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Isop.Core.Storage;

/// <summary>A value read from the store, with the version that a replace or delete must name.</summary>
public sealed record Stored<T>(T Value, string Version);

/// <summary>Typed reading and writing of documents as JSON.</summary>
public static class Documents
{
    public static async ValueTask<Stored<T>?> ReadAsync<T>(
        this IDocumentStore store, Partition partition, string row, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var document = await store.FindAsync(partition, row, cancellationToken);
        return document is null ? null : Parse(document, type);
    }

    /// <summary>The documents of a range as (row, value), in row order.</summary>
    public static async IAsyncEnumerable<(string Row, Stored<T> Document)> ReadRangeAsync<T>(
        this IDocumentStore store, Partition partition, RowRange range, JsonTypeInfo<T> type,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var document in store.QueryAsync(partition, range, cancellationToken))
        {
            yield return (document.Row, Parse(document, type));
        }
    }

    public static Write Add<T>(string row, T value, JsonTypeInfo<T> type) =>
        new Write.Add(row, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Replaces what was read; adds when nothing was there yet.</summary>
    public static Write Save<T>(string row, T value, Stored<T>? was, JsonTypeInfo<T> type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return was is null ? new Write.Add(row, body) : new Write.Replace(row, body, was.Version);
    }

    /// <summary>The document as a value. Values are immutable, so readers of the same document share one.</summary>
    public static Stored<T> Parse<T>(Document document, JsonTypeInfo<T> type)
    {
        if (document.Parsed is not T value)
        {
            value = JsonSerializer.Deserialize(document.Body.Span, type) ?? throw new JsonException("A stored document is JSON null.");
            document.Parsed = value;
        }

        return new Stored<T>(value, document.Version);
    }
}
