using System.Buffers.Binary;
using System.Text;

namespace Isop.Core.Pdf.Fonts;

/// <summary>
/// A TrueType file with only some glyphs, numbered anew: the tables that an embedded CIDFontType2 needs (ISO 32000-1 §9.9) and no other.
/// Instructions for small screens are left out; the typeface has none.
/// </summary>
internal static class SubsetFile
{
    private const int ArgumentsAreWords = 0x01, HasScale = 0x08, MoreComponents = 0x20, HasTwoScales = 0x40, HasMatrix = 0x80, HasInstructions = 0x100;

    /// <param name="glyphs">New number to old; what composite glyphs are made of is added at the end.</param>
    public static byte[] Make(TrueTypeFont font, List<ushort> glyphs)
    {
        var renumbered = new Dictionary<ushort, ushort>();
        for (var i = glyphs.Count - 1; i >= 0; i--)
        {
            renumbered[glyphs[i]] = (ushort)i;
        }

        using var outlines = new MemoryStream();
        var offsets = new List<int> { 0 };
        for (var i = 0; i < glyphs.Count; i++)
        {
            var outline = font.Outline(glyphs[i]).ToArray();
            if (outline.Length > 0 && BinaryPrimitives.ReadInt16BigEndian(outline) < 0)
            {
                Renumber(outline, glyphs, renumbered);
            }

            outlines.Write(outline);
            outlines.SetLength(outlines.Position = (outlines.Position + 3) & ~3L);
            offsets.Add((int)outlines.Position);
        }

        var metrics = new byte[4 * glyphs.Count];
        var loca = new byte[4 * offsets.Count];
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(4 * i), (ushort)font.Advance(glyphs[i]));
            BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan(4 * i + 2), font.LeftBearing(glyphs[i]));
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * i + 4), offsets[i + 1]);
        }

        return Assemble(
        [
            ("glyf", outlines.ToArray()), ("head", With(font.Table("head"), 50, 1)), ("hhea", With(font.Table("hhea"), 34, glyphs.Count)),
            ("hmtx", metrics), ("loca", loca), ("maxp", With(font.Table("maxp"), 4, glyphs.Count)),
        ]);
    }

    private static void Renumber(byte[] outline, List<ushort> glyphs, Dictionary<ushort, ushort> renumbered)
    {
        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
            var component = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at + 2));
            if (!renumbered.TryGetValue(component, out var number))
            {
                renumbered[component] = number = (ushort)glyphs.Count;
                glyphs.Add(component);
            }

            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at), (ushort)(flags & ~HasInstructions));
            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at + 2), number);
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2)
                + ((flags & HasMatrix) != 0 ? 8 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasScale) != 0 ? 2 : 0);
        }
        while ((flags & MoreComponents) != 0);
    }

    private static byte[] With(ReadOnlySpan<byte> table, int at, int value)
    {
        var copy = table.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at), (ushort)value);
        return copy;
    }

    private static byte[] Assemble((string Tag, byte[] Data)[] tables)
    {
        var start = 12 + 16 * tables.Length;
        var file = new byte[start + tables.Sum(t => (t.Data.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        ReadOnlySpan<ushort> search = [(ushort)tables.Length, 64, 2, (ushort)(16 * tables.Length - 64)];
        for (var i = 0; i < search.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4 + 2 * i), search[i]);
        }

        var head = 0;
        for (var i = 0; i < tables.Length; i++)
        {
            var (tag, data) = tables[i];
            var entry = file.AsSpan(12 + 16 * i);
            if (tag == "head")
            {
                head = start;
                data.AsSpan(8, 4).Clear();
            }

            data.CopyTo(file, start);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(file.AsSpan(start, (data.Length + 3) & ~3)));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], start);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            start += (data.Length + 3) & ~3;
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), 0xB1B0AFBA - Sum(file));
        return file;
    }

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (; data.Length > 0; data = data[4..])
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(data);
        }

        return sum;
    }
}
