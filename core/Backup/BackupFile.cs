using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Isop.Core.Sleutels;
using Isop.Core.Storage;

namespace Isop.Core.Backup;

/// <summary>What stands in the clear at the start of a backup.</summary>
/// <param name="Made">When it was begun (UTC).</param>
/// <param name="Key">Which key opens it: the start of a file key's hash, or the address of the version of a vault's key.</param>
/// <param name="Wrapped">The backup's own key, wrapped by that one.</param>
public sealed record BackupHeader(DateTimeOffset Made, string Key, byte[] Wrapped);

/// <summary>A document as a backup holds it.</summary>
internal readonly record struct BackupRecord(Partition Partition, string Row, ReadOnlyMemory<byte> Body);

/// <summary>
/// The file itself: docs/backup.md describes the format. Written and read as a stream, a document at a time.
/// </summary>
internal static class BackupFile
{
    public const ushort Version = 1;
    private const int LongestHeader = 64 * 1024;
    private const byte DocumentMark = 1;
    private const byte EndMark = 0;

    private static ReadOnlySpan<byte> Magic => "ISOPBKUP"u8;

    public static async ValueTask<long> WriteAsync(
        Stream into, BackupKey key, DateTimeOffset now, IAsyncEnumerable<BackupRecord> records, CancellationToken cancellationToken)
    {
        var own = RandomNumberGenerator.GetBytes(Envelope.KeyBytes);
        var wrapped = await key.Wrap(own, cancellationToken).ConfigureAwait(false);
        var header = Header(new BackupHeader(now, wrapped.Kid, wrapped.Bytes));
        await into.WriteAsync(header, cancellationToken).ConfigureAwait(false);
        using var cipher = new ChunkCipher(own, header);
        var sealing = new SealingStream(into, cipher);
        long count = 0;
        await using (var gzip = new GZipStream(sealing, CompressionLevel.Fastest, leaveOpen: true))
        {
            var buffer = new MemoryStream();
            await using var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true);
            await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                Write(writer, record);
                count++;
                if (buffer.Length >= ChunkCipher.PlainBytes)
                {
                    await EmptyAsync(buffer, gzip, cancellationToken).ConfigureAwait(false);
                }
            }

            writer.Write(EndMark);
            writer.Write(count);
            await EmptyAsync(buffer, gzip, cancellationToken).ConfigureAwait(false);
        }

        await sealing.FinishAsync(cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <exception cref="BackupException">It cannot be read; which of the reasons.</exception>
    public static async IAsyncEnumerable<BackupRecord> ReadAsync(
        Stream from, BackupKey key, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (header, bytes) = await ReadHeaderAsync(from, cancellationToken).ConfigureAwait(false);
        using var cipher = new ChunkCipher(await UnwrapAsync(header, key, cancellationToken).ConfigureAwait(false), bytes);
        await using var opening = new OpeningStream(from, cipher);
        await using var gzip = new GZipStream(opening, CompressionMode.Decompress);
        var reader = new RecordReader(gzip);
        for (long count = 0; ; count++)
        {
            if (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } record)
            {
                yield return record;
                continue;
            }

            if (reader.Told != count || await reader.HasMoreAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new BackupException(BackupFault.Damaged);
            }

            yield break;
        }
    }

    private static async ValueTask<(BackupHeader Header, byte[] Bytes)> ReadHeaderAsync(Stream from, CancellationToken cancellationToken)
    {
        var fixedPart = new byte[Magic.Length + sizeof(ushort) + sizeof(int)];
        if (await from.ReadAtLeastAsync(fixedPart, fixedPart.Length, false, cancellationToken).ConfigureAwait(false) < fixedPart.Length
            || !fixedPart.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new BackupException(BackupFault.NoBackup);
        }

        // Before anything else: what follows the version may look different in another one.
        if (BinaryPrimitives.ReadUInt16BigEndian(fixedPart.AsSpan(Magic.Length)) != Version)
        {
            throw new BackupException(BackupFault.NewerVersion);
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(fixedPart.AsSpan(Magic.Length + sizeof(ushort)));
        if (length is < 0 or > LongestHeader)
        {
            throw new BackupException(BackupFault.Damaged);
        }

        var bytes = new byte[fixedPart.Length + length];
        fixedPart.CopyTo(bytes, 0);
        try
        {
            await from.ReadExactlyAsync(bytes.AsMemory(fixedPart.Length), cancellationToken).ConfigureAwait(false);
            var header = JsonSerializer.Deserialize(bytes.AsSpan(fixedPart.Length), CoreJson.Default.BackupHeader);
            return (header ?? throw new BackupException(BackupFault.Damaged), bytes);
        }
        catch (Exception damage) when (damage is EndOfStreamException or JsonException)
        {
            throw new BackupException(BackupFault.Damaged, damage);
        }
    }

    private static async ValueTask<byte[]> UnwrapAsync(BackupHeader header, BackupKey key, CancellationToken cancellationToken)
    {
        if (!key.Opens(header.Key))
        {
            throw new BackupException(BackupFault.OtherKey);
        }

        try
        {
            var own = await key.Unwrap(new WrappedKey(header.Key, header.Wrapped), cancellationToken).ConfigureAwait(false);
            return own.Length == Envelope.KeyBytes ? own : throw new BackupException(BackupFault.Damaged);
        }
        catch (Exception damage) when (damage is CryptographicException or ArgumentException)
        {
            throw new BackupException(BackupFault.Damaged, damage);
        }
    }

    private static byte[] Header(BackupHeader header)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header, CoreJson.Default.BackupHeader);
        var bytes = new byte[Magic.Length + sizeof(ushort) + sizeof(int) + json.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(Magic.Length), Version);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Magic.Length + sizeof(ushort)), json.Length);
        json.CopyTo(bytes.AsSpan(bytes.Length - json.Length));
        return bytes;
    }

    private static void Write(BinaryWriter writer, BackupRecord record)
    {
        writer.Write(DocumentMark);
        foreach (var text in (ReadOnlySpan<string>)[record.Partition.Table, record.Partition.Key, record.Row])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }

        writer.Write(record.Body.Length);
        writer.Write(record.Body.Span);
    }

    private static async ValueTask EmptyAsync(MemoryStream buffer, GZipStream into, CancellationToken cancellationToken)
    {
        await into.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
        buffer.SetLength(0);
    }

    /// <summary>Reads records from what was unpacked; every failure below it is damage.</summary>
    private sealed class RecordReader(GZipStream from)
    {
        /// <summary>How many documents the end says there were.</summary>
        public long Told { get; private set; }

        public async ValueTask<BackupRecord?> NextAsync(CancellationToken cancellationToken)
        {
            try
            {
                if ((await TakeAsync(1, cancellationToken).ConfigureAwait(false))[0] == EndMark)
                {
                    Told = BinaryPrimitives.ReadInt64LittleEndian(await TakeAsync(sizeof(long), cancellationToken).ConfigureAwait(false));
                    return null;
                }

                var table = await TextAsync(cancellationToken).ConfigureAwait(false);
                var key = await TextAsync(cancellationToken).ConfigureAwait(false);
                var row = await TextAsync(cancellationToken).ConfigureAwait(false);
                return new BackupRecord(new Partition(table, key), row, await BlockAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (Exception damage) when (damage is EndOfStreamException or InvalidDataException or CryptographicException)
            {
                throw new BackupException(BackupFault.Damaged, damage);
            }
        }

        /// <summary>Reads on to the end of the file, so that its last piece is looked at too.</summary>
        public async ValueTask<bool> HasMoreAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await from.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0;
            }
            catch (Exception damage) when (damage is InvalidDataException or CryptographicException)
            {
                throw new BackupException(BackupFault.Damaged, damage);
            }
        }

        private async ValueTask<string> TextAsync(CancellationToken cancellationToken) =>
            Encoding.UTF8.GetString(await BlockAsync(cancellationToken).ConfigureAwait(false));

        private async ValueTask<byte[]> BlockAsync(CancellationToken cancellationToken)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(await TakeAsync(sizeof(int), cancellationToken).ConfigureAwait(false));
            return length is >= 0 and <= StorageLimits.BytesPerDocument
                ? await TakeAsync(length, cancellationToken).ConfigureAwait(false)
                : throw new InvalidDataException("A length that no document has.");
        }

        private async ValueTask<byte[]> TakeAsync(int length, CancellationToken cancellationToken)
        {
            var bytes = new byte[length];
            await from.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
    }
}

/// <summary>Why a backup cannot be used.</summary>
public enum BackupFault
{
    /// <summary>It is another kind of file.</summary>
    NoBackup,

    /// <summary>A later release made it.</summary>
    NewerVersion,

    /// <summary>Another key opens it.</summary>
    OtherKey,

    /// <summary>It was cut off or changed.</summary>
    Damaged,
}

/// <summary>A backup that cannot be read.</summary>
internal sealed class BackupException(BackupFault fault, Exception? inner = null) : Exception($"The backup cannot be read: {fault}.", inner)
{
    public BackupFault Fault { get; } = fault;
}
