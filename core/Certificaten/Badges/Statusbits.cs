using System.Buffers.Text;
using System.IO.Compression;

namespace Isop.Core.Certificaten.Badges;

/// <summary>The bits of a status list: the first is the leftmost of the first byte (W3C Bitstring Status List 1.0, §3.2).</summary>
internal static class Statusbits
{
    /// <summary>16 KiB: the least that the standard allows, so that a place says nothing about whose it is.</summary>
    public const int Plaatsen = 131_072;

    /// <summary>All zero but for these.</summary>
    public static byte[] Met(IEnumerable<int> gezet)
    {
        var bits = new byte[Plaatsen / 8];
        foreach (var index in gezet)
        {
            bits[index / 8] |= (byte)(0x80 >> (index % 8));
        }

        return bits;
    }

    /// <summary>Gzipped, in base64url without padding, with the "u" by which multibase names that.</summary>
    public static string Verpak(byte[] bits)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bits);
        }

        return $"u{Base64Url.EncodeToString(packed.GetBuffer().AsSpan(0, (int)packed.Length))}";
    }
}
