using System.Buffers;

namespace Isop.Core.Storage;

/// <summary>What every adapter asks of a commit before it touches the storage.</summary>
public static class CommitRules
{
    // What a Table Storage batch spends on a write besides its keys and body: the part's headers, ETag and property names.
    private const int OverheadPerWrite = 1536;

    // A key stands in the entity once and in the address, where one character may become three.
    private const int TimesKeyIsSent = 4;

    private static readonly SearchValues<char> TableCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <exception cref="ArgumentException">The table's name is not one that both adapters take.</exception>
    public static void CheckTable(Partition partition)
    {
        var name = partition.Table ?? "";
        // "tables" is the one name Table Storage keeps for itself.
        if (name.Length is < 3 or > 63 || char.IsAsciiDigit(name[0]) || name.AsSpan().ContainsAnyExcept(TableCharacters) || name == "tables")
        {
            throw new ArgumentException($"'{name}' is not a table: 3-63 lower-case letters and digits, a letter first.", nameof(partition));
        }
    }

    /// <summary>Checks the commit as a whole and returns its keys, encoded.</summary>
    /// <exception cref="ArgumentException">A limit of <see cref="StorageLimits"/> is broken.</exception>
    internal static EncodedKeys Check(Partition partition, IReadOnlyList<Write> writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        CheckTable(partition);
        if (writes.Count is 0 or > StorageLimits.WritesPerCommit)
        {
            throw new ArgumentException($"A commit holds 1 to {StorageLimits.WritesPerCommit} writes, not {writes.Count}.", nameof(writes));
        }

        var key = StorageKey.Encode(partition.Key);
        var rows = new string[writes.Count];
        long bytes = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = StorageKey.Encode(writes[i].Row);
            bytes += BytesAsSent(writes[i]) + (TimesKeyIsSent * (key.Length + rows[i].Length));
        }

        if (bytes > StorageLimits.BytesPerCommit)
        {
            throw new ArgumentException($"A commit of {bytes} bytes as sent; the most is {StorageLimits.BytesPerCommit}.", nameof(writes));
        }

        if (rows.Length > 1 && new HashSet<string>(rows, StringComparer.Ordinal).Count < rows.Length)
        {
            throw new ArgumentException("A commit names a row twice.", nameof(writes));
        }

        return new EncodedKeys(key, rows);
    }

    internal static ReadOnlyMemory<byte> Body(Write write) => write switch
    {
        Write.Add add => add.Body,
        Write.Replace replace => replace.Body,
        _ => default,
    };

    private static long BytesAsSent(Write write)
    {
        var body = Body(write).Length;
        return body <= StorageLimits.BytesPerDocument
            ? ((body + 2L) / 3 * 4) + OverheadPerWrite
            : throw new ArgumentException(
                $"A document of {body} bytes; the most is {StorageLimits.BytesPerDocument}.", nameof(write));
    }
}

/// <summary>The keys of a checked commit as the storage holds them: the partition's and each write's row.</summary>
internal readonly record struct EncodedKeys(string Partition, string[] Rows);
