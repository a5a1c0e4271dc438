using System.Buffers.Binary;
using System.Text;

namespace Isop.Core.Pdf.Fonts;

/// <summary>
/// What the writer needs of a TrueType file: which glyph stands for a character, how wide it is and its outline
/// (the OpenType specification's chapters on cmap, head, hhea, hmtx, loca, glyf, name, OS/2 and post). Measures are in units of the font.
/// </summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly ushort[] _plane = new ushort[65536];
    private readonly Dictionary<int, ushort> _beyond = [];
    private readonly ushort[] _advances;
    private readonly bool _longOffsets;

    /// <exception cref="InvalidDataException">The file is no TrueType font, or its licence bits forbid embedding.</exception>
    public TrueTypeFont(byte[] file)
    {
        _file = file;
        if (file.Length < 12 || U32(0) != 0x00010000)
        {
            throw new InvalidDataException("This is no TrueType font.");
        }

        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + 16 * i;
            _tables[Encoding.ASCII.GetString(file, entry, 4)] = ((int)U32(entry + 8), (int)U32(entry + 12));
        }

        var (head, hhea, os2) = (Start("head"), Start("hhea"), Start("OS/2"));
        if ((U16(os2 + 8) & 0x0302) != 0)
        {
            throw new InvalidDataException("This font may not be embedded or subset.");
        }

        UnitsPerEm = U16(head + 18);
        Box = [S16(head + 36), S16(head + 38), S16(head + 40), S16(head + 42)];
        _longOffsets = U16(head + 50) == 1;
        (Ascent, Descent) = (S16(hhea + 4), S16(hhea + 6));
        CapHeight = S16(os2 + 88);
        ItalicAngle = (int)U32(Start("post") + 4) >> 16;
        Name = ReadName();
        _advances = new ushort[U16(Start("maxp") + 4)];
        var measured = U16(hhea + 34);
        for (var glyph = 0; glyph < _advances.Length; glyph++)
        {
            _advances[glyph] = (ushort)U16(Start("hmtx") + 4 * Math.Min(glyph, measured - 1));
        }

        ReadCharacters();
    }

    public int UnitsPerEm { get; }
    public int Ascent { get; }
    public int Descent { get; }
    public int CapHeight { get; }
    public int ItalicAngle { get; }
    public int[] Box { get; }

    /// <summary>The PostScript name.</summary>
    public string Name { get; }

    /// <summary>0 when the font lacks the character.</summary>
    public ushort Glyph(int codePoint) => codePoint < 65536 ? _plane[codePoint] : _beyond.GetValueOrDefault(codePoint);

    public int Advance(ushort glyph) => _advances[glyph];

    public short LeftBearing(ushort glyph)
    {
        var (metrics, measured) = (Start("hmtx"), U16(Start("hhea") + 34));
        return S16(glyph < measured ? metrics + 4 * glyph + 2 : metrics + 4 * measured + 2 * (glyph - measured));
    }

    /// <summary>The glyph's part of the glyf table; empty for a space.</summary>
    public ReadOnlySpan<byte> Outline(ushort glyph)
    {
        var (loca, glyf) = (Start("loca"), Start("glyf"));
        var (from, to) = _longOffsets
            ? ((int)U32(loca + 4 * glyph), (int)U32(loca + 4 * glyph + 4))
            : (2 * U16(loca + 2 * glyph), 2 * U16(loca + 2 * glyph + 2));
        return _file.AsSpan(glyf + from, to - from);
    }

    public ReadOnlySpan<byte> Table(string tag) => _file.AsSpan(Start(tag), _tables[tag].Length);

    /// <summary>The fullest table of characters: format 12 where there is one, else 4.</summary>
    private void ReadCharacters()
    {
        var cmap = Start("cmap");
        var (best, format) = (0, 0);
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var at = cmap + (int)U32(cmap + 4 + 8 * i + 4);
            var found = U16(at);
            if (found is 4 or 12 && found > format)
            {
                (best, format) = (at, found);
            }
        }

        switch (format)
        {
            case 12:
                ReadGroups(best);
                break;
            case 4:
                ReadSegments(best);
                break;
            default:
                throw new InvalidDataException("This font has no table of characters in format 4 or 12.");
        }
    }

    private void ReadGroups(int at)
    {
        for (var group = 0; group < U32(at + 12); group++)
        {
            var entry = at + 16 + 12 * group;
            var (first, last, glyph) = ((int)U32(entry), (int)U32(entry + 4), (int)U32(entry + 8));
            for (var code = first; code <= last; code++)
            {
                Map(code, (ushort)(glyph + code - first));
            }
        }
    }

    private void ReadSegments(int at)
    {
        var segments = U16(at + 6) / 2;
        for (var segment = 0; segment < segments; segment++)
        {
            var (end, start) = (at + 14 + 2 * segment, at + 16 + 2 * segments + 2 * segment);
            var (delta, range) = (start + 2 * segments, start + 4 * segments);
            for (var code = U16(start); code <= U16(end) && code < 0xFFFF; code++)
            {
                var glyph = U16(range) == 0 ? code : U16(range + U16(range) + 2 * (code - U16(start)));
                Map(code, glyph == 0 ? (ushort)0 : (ushort)(glyph + U16(delta)));
            }
        }
    }

    private void Map(int code, ushort glyph)
    {
        if (code < 65536)
        {
            _plane[code] = glyph;
        }
        else
        {
            _beyond[code] = glyph;
        }
    }

    private string ReadName()
    {
        var name = Start("name");
        for (var i = 0; i < U16(name + 2); i++)
        {
            var entry = name + 6 + 12 * i;
            if (U16(entry) == 3 && U16(entry + 6) == 6)
            {
                return Encoding.BigEndianUnicode.GetString(_file, name + U16(name + 4) + U16(entry + 10), U16(entry + 8));
            }
        }

        throw new InvalidDataException("This font has no PostScript name.");
    }

    private int Start(string tag) =>
        _tables.TryGetValue(tag, out var table) ? table.Offset : throw new InvalidDataException($"This font has no table '{tag}'.");

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private short S16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));
}
