using Azure.Data.Tables;

namespace Isop.Core.Storage;

/// <summary>
/// A document as an entity: the body in binary properties b0, b1, … of 64 KiB, which is the most one property holds,
/// and in c the id of the commit that wrote it.
/// </summary>
internal static class AzureDocument
{
    private const int BytesPerProperty = 64 * 1024;
    private const string CommitProperty = "c";

    public static TableEntity ToEntity(string partition, string row, ReadOnlyMemory<byte> body, Guid commit)
    {
        var entity = new TableEntity(partition, row) { [CommitProperty] = commit };
        for (var at = 0; at < body.Length; at += BytesPerProperty)
        {
            entity[BodyProperty(at / BytesPerProperty)] = body.Slice(at, Math.Min(BytesPerProperty, body.Length - at)).ToArray();
        }

        return entity;
    }

    public static Document FromEntity(TableEntity entity) =>
        new(StorageKey.Decode(entity.RowKey), Body(entity), entity.ETag.ToString());

    public static Guid? Commit(TableEntity entity) => entity.GetGuid(CommitProperty);

    private static byte[] Body(TableEntity entity)
    {
        var parts = new List<byte[]>();
        while (entity.TryGetValue(BodyProperty(parts.Count), out var part))
        {
            parts.Add((byte[])part);
        }

        if (parts.Count == 1)
        {
            return parts[0];
        }

        var (body, at) = (new byte[parts.Sum(part => part.Length)], 0);
        foreach (var part in parts)
        {
            part.CopyTo(body, at);
            at += part.Length;
        }

        return body;
    }

    private static string BodyProperty(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"b{index}");
}
