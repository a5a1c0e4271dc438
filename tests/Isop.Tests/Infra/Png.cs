using System.Buffers.Binary;
using System.IO.Compression;

namespace Isop.Tests.Infra;

internal readonly record struct Pixel(byte Red, byte Green, byte Blue, byte Alpha);

/// <summary>A picture as our script writes it: 8 bits RGBA, no filters, one chunk of data.</summary>
internal sealed record Png(int Width, int Height, IReadOnlyList<Pixel> Pixels)
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    public static Png Read(byte[] file)
    {
        Assert.Equal(Signature, file[..8]);
        var header = Chunk(file, "IHDR"u8);
        Assert.Equal([8, 6, 0, 0, 0], header[8..]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        using var rows = new ZLibStream(new MemoryStream(Chunk(file, "IDAT"u8)), CompressionMode.Decompress);
        List<Pixel> pixels = [];
        var row = new byte[1 + (width * 4)];
        for (var y = 0; y < height; y++)
        {
            rows.ReadExactly(row);
            Assert.Equal(0, row[0]);
            pixels.AddRange(row[1..].Chunk(4).Select(p => new Pixel(p[0], p[1], p[2], p[3])));
        }

        return new Png(width, height, pixels);
    }

    private static byte[] Chunk(byte[] file, ReadOnlySpan<byte> type)
    {
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (file.AsSpan(at + 4, 4).SequenceEqual(type))
            {
                return file[(at + 8)..(at + 8 + length)];
            }

            at += length + 12;
        }

        throw new InvalidDataException("A chunk is missing.");
    }
}
