using System.Globalization;
using System.Text.RegularExpressions;

namespace Isop.Tests.Pdf;

/// <summary>Holds an embedded font against what its dictionary says: tables, checksums and widths.</summary>
public static class FontControle
{
    public static void Check(byte[] file, string descendant)
    {
        var tables = Tables(file);
        Assert.Equal(["glyf", "head", "hhea", "hmtx", "loca", "maxp"], tables.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0xB1B0AFBA, Sum(file, 0, file.Length));
        var glyphs = U16(file, tables["maxp"].Offset + 4);
        var widths = Regex.Match(descendant, @"/W \[0 \[([\d ]+)\]\]").Groups[1].Value.Split(' ').Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        Assert.True(widths.Length <= glyphs);
        var scale = 1000.0 / U16(file, tables["head"].Offset + 18);
        for (var i = 0; i < widths.Length; i++)
        {
            Assert.Equal((int)Math.Round(U16(file, tables["hmtx"].Offset + 4 * i) * scale), widths[i]);
        }

        Assert.Equal(4 * (glyphs + 1), tables["loca"].Length);
        for (var i = 0; i < glyphs; i++)
        {
            CheckGlyph(file, tables["glyf"], U32(file, tables["loca"].Offset + 4 * i), U32(file, tables["loca"].Offset + 4 * i + 4), glyphs);
        }
    }

    /// <summary>A composite glyph must be made of glyphs that came along.</summary>
    private static void CheckGlyph(byte[] file, (int Offset, int Length) glyf, int from, int to, int glyphs)
    {
        Assert.InRange(to, from, glyf.Length);
        var at = glyf.Offset + from;
        if (to == from || U16(file, at) < 0x8000)
        {
            return;
        }

        int flags;
        at += 10;
        do
        {
            flags = U16(file, at);
            Assert.InRange(U16(file, at + 2), 1, glyphs - 1);
            at += 4 + ((flags & 1) != 0 ? 4 : 2) + ((flags & 8) != 0 ? 2 : 0) + ((flags & 0x40) != 0 ? 4 : 0) + ((flags & 0x80) != 0 ? 8 : 0);
        }
        while ((flags & 0x20) != 0);
    }

    private static Dictionary<string, (int Offset, int Length)> Tables(byte[] file) =>
        Enumerable.Range(0, U16(file, 4)).Select(i => 12 + 16 * i).ToDictionary(
            e => System.Text.Encoding.ASCII.GetString(file, e, 4), e =>
            {
                var (offset, length) = (U32(file, e + 8), U32(file, e + 12));
                if (file[e] != 'h' || file[e + 1] != 'e')
                {
                    Assert.Equal((uint)U32(file, e + 4), Sum(file, offset, (length + 3) & ~3));
                }

                return (offset, length);
            });

    private static uint Sum(byte[] file, int from, int length) =>
        Enumerable.Range(0, length / 4).Aggregate(0u, (sum, i) => sum + (uint)U32(file, from + 4 * i));

    private static int U16(byte[] file, int at) => (file[at] << 8) | file[at + 1];

    private static int U32(byte[] file, int at) => (U16(file, at) << 16) | U16(file, at + 2);
}
