using System.Buffers;
using System.Text;

namespace Isop.Core.Storage;

/// <summary>
/// Documents in partitions, each with a version: what Azure Table Storage gives and SQLite can give too.
/// Keys may hold any text; the port encodes them to order-preserving ASCII. Every method throws
/// <see cref="StorageUnavailableException"/> when the storage itself fails (locked, full, unreachable) and
/// <see cref="ArgumentException"/> when the call breaks a limit of <see cref="StorageLimits"/>.
/// </summary>
public interface IDocumentStore
{
    /// <summary>The document at this row, or null.</summary>
    ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken);

    /// <summary>The documents of a partition in row order (ordinal, by Unicode code point), read in pages.</summary>
    IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken);

    /// <summary>
    /// Does all writes or none. Durable when it returns <see cref="CommitResult.Committed"/>.
    /// At most 100 writes, each row once, at most 4 MiB as sent. When it throws
    /// <see cref="StorageUnavailableException"/> the writes may have been done all the same: read before repeating.
    /// </summary>
    ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken);
}

/// <summary>A partition: the table it is in (lower-case ASCII letters and digits, 3-63) and its key (any text).</summary>
public readonly record struct Partition(string Table, string Key)
{
    public override string ToString() => $"{Table}/{Key}";
}

/// <summary>A stored document: UTF-8 JSON and the version it had when read.</summary>
public sealed record Document(string Row, ReadOnlyMemory<byte> Body, string Version)
{
    /// <summary>What the body was read into last. A store that hands out the same document again saves its readers the parsing.</summary>
    internal object? Parsed { get; set; }

    /// <summary>By content: two reads of one version are equal.</summary>
    public bool Equals(Document? other) =>
        other is not null && Row == other.Row && Version == other.Version && Body.Span.SequenceEqual(other.Body.Span);

    public override int GetHashCode() => HashCode.Combine(Row, Version);
}

/// <summary>One change in a commit.</summary>
public abstract record Write
{
    private Write(string row) => Row = row;

    public string Row { get; }

    /// <summary>Adds a document; a conflict when the row exists.</summary>
    public sealed record Add(string NewRow, ReadOnlyMemory<byte> Body) : Write(NewRow);

    /// <summary>Replaces a document; a conflict when the row is gone or has another version.</summary>
    public sealed record Replace(string OldRow, ReadOnlyMemory<byte> Body, string Version) : Write(OldRow);

    /// <summary>Deletes a document; a conflict when the row is gone or has another version.</summary>
    public sealed record Delete(string OldRow, string Version) : Write(OldRow);
}

/// <summary>What became of a commit.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>All writes are durable; <paramref name="Versions"/> holds the new version of each, in order (empty for a delete).</summary>
    public sealed record Committed(IReadOnlyList<string> Versions) : CommitResult;

    /// <summary>Nothing was written, because this row was not as the writer knew it.</summary>
    public sealed record Conflict(string Row) : CommitResult;
}

/// <summary>Rows from <paramref name="From"/> (inclusive) to <paramref name="Until"/> (exclusive; null is the end).</summary>
public readonly record struct RowRange(string From, string? Until)
{
    public static RowRange All { get; } = new("", null);

    /// <summary>Every row that starts with <paramref name="prefix"/>.</summary>
    public static RowRange Prefix(string prefix) => new(prefix, After(prefix));

    // The least text above all that start with the prefix: its last code point that has a next one, raised by one.
    private static string? After(string prefix)
    {
        while (prefix.EndsWith("\U0010FFFF", StringComparison.Ordinal))
        {
            prefix = prefix[..^2];
        }

        if (prefix.Length == 0)
        {
            return null;
        }

        if (Rune.DecodeLastFromUtf16(prefix, out var last, out var length) != OperationStatus.Done)
        {
            throw new ArgumentException("A prefix ends in half a surrogate pair.", nameof(prefix));
        }

        var next = last.Value == 0xD7FF ? new Rune(0xE000) : new Rune(last.Value + 1);
        return string.Concat(prefix.AsSpan(0, prefix.Length - length), next.ToString());
    }
}

/// <summary>The bounds every adapter keeps, so that what works on one works on the other.</summary>
public static class StorageLimits
{
    public const int WritesPerCommit = 100;

    /// <summary>
    /// Counted as Table Storage receives it: bodies in base64, with the keys and headers of each write. That leaves
    /// almost 3 MiB of bodies in a few documents.
    /// </summary>
    public const int BytesPerCommit = 4 * 1024 * 1024;

    public const int BytesPerDocument = 768 * 1024;
    public const int EncodedKeyLength = 512;
}

/// <summary>The storage could not be used: locked, full, unreachable or refusing us.</summary>
public class StorageUnavailableException : Exception
{
    public StorageUnavailableException()
    {
    }

    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// A commit of deletes alone was sent more than once and an answer got lost: the rows may be gone by our hand or by somebody else's.
/// To whom that is all the same, sending it again says whether they are gone.
/// </summary>
public sealed class DeleteInDoubtException : StorageUnavailableException
{
    public DeleteInDoubtException()
    {
    }

    public DeleteInDoubtException(string message)
        : base(message)
    {
    }

    public DeleteInDoubtException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
