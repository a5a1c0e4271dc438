using System.Buffers;
using System.Buffers.Binary;

namespace Isop.Core.Pdf.Output;

/// <summary>
/// Compresses to zlib (RFC 1950, 1951). The runtime's own compressor may give other bytes on another processor or after an update, and a
/// certificate that is made again must be the same file to the last bit.
/// </summary>
internal static class Deflate
{
    private const int Window = 32768;
    private const int BlockTokens = 32768;
    private const int LongestMatch = 258;

    /// <param name="thorough">Looks longer for repeats; for what is compressed once per process.</param>
    public static void Compress(ReadOnlySpan<byte> data, PdfBuffer target, bool thorough)
    {
        target.Add([0x78, 0x9C]);
        var hashBits = data.Length < 16384 ? 12 : 15;
        var head = ArrayPool<int>.Shared.Rent(1 << hashBits);
        var previous = ArrayPool<int>.Shared.Rent(Math.Max(1, data.Length));
        var tokens = ArrayPool<int>.Shared.Rent(BlockTokens);
        head.AsSpan(0, 1 << hashBits).Fill(-1);
        var writer = new DeflateBlocks(target);
        var (count, at) = (0, 0);
        while (at < data.Length)
        {
            var (length, distance) = Longest(data, at, head, previous, hashBits, thorough ? 64 : 8);
            tokens[count++] = length == 0 ? data[at] : (length << 16) | distance | int.MinValue;
            for (var end = at + Math.Max(1, length); at < end; at++)
            {
                Remember(data, at, head, previous, hashBits);
            }

            if (count == BlockTokens && at < data.Length)
            {
                writer.Write(tokens.AsSpan(0, count), last: false);
                count = 0;
            }
        }

        writer.Write(tokens.AsSpan(0, count), last: true);
        ArrayPool<int>.Shared.Return(head);
        ArrayPool<int>.Shared.Return(previous);
        ArrayPool<int>.Shared.Return(tokens);
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Adler(data));
        target.Add(sum);
    }

    private static (int Length, int Distance) Longest(ReadOnlySpan<byte> data, int at, int[] head, int[] previous, int hashBits, int tries)
    {
        if (at + 3 > data.Length)
        {
            return default;
        }

        var (best, distance) = (2, 0);
        var longest = Math.Min(LongestMatch, data.Length - at);
        for (var candidate = head[Hash(data, at, hashBits)]; candidate >= 0 && at - candidate <= Window - 1 && tries-- > 0; candidate = previous[candidate])
        {
            if (best < longest && data[candidate + best] == data[at + best])
            {
                var length = data.Slice(at, longest).CommonPrefixLength(data.Slice(candidate, longest));
                if (length > best)
                {
                    (best, distance) = (length, at - candidate);
                }
            }
        }

        return distance == 0 ? default : (best, distance);
    }

    private static void Remember(ReadOnlySpan<byte> data, int at, int[] head, int[] previous, int hashBits)
    {
        if (at + 3 <= data.Length)
        {
            var hash = Hash(data, at, hashBits);
            previous[at] = head[hash];
            head[hash] = at;
        }
    }

    private static int Hash(ReadOnlySpan<byte> data, int at, int bits) =>
        (int)(((uint)(data[at] | (data[at + 1] << 8) | (data[at + 2] << 16)) * 2654435761u) >> (32 - bits));

    private static uint Adler(ReadOnlySpan<byte> data)
    {
        uint a = 1, b = 0;
        while (data.Length > 0)
        {
            // As many as fit before the sums could overflow.
            var part = data[..Math.Min(5552, data.Length)];
            foreach (var value in part)
            {
                a += value;
                b += a;
            }

            (a, b) = (a % 65521, b % 65521);
            data = data[part.Length..];
        }

        return (b << 16) | a;
    }
}
