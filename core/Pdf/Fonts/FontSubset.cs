using System.Globalization;
using System.Security.Cryptography;
using Isop.Core.Pdf.Output;

namespace Isop.Core.Pdf.Fonts;

/// <summary>One weight of the typeface with some of its characters, ready to be copied into any number of files.</summary>
internal sealed class FontSubset
{
    /// <summary>Stands for what the font lacks. Not the font's own glyph 0, which PDF/A does not let a text use.</summary>
    public const int Replacement = 0xFFFD;
    private const int Box = 0x25A1;
    private const int DirectlyFound = 0x250;
    private readonly ushort[] _direct = new ushort[DirectlyFound];
    private readonly Dictionary<int, ushort> _others = [];
    private readonly byte[] _file;
    private readonly byte[] _characters;
    private readonly int _fileLength;
    private readonly string _name;
    private readonly string _widths;
    private readonly TrueTypeFont _font;

    public FontSubset(TrueTypeFont font, SortedSet<int> codePoints)
    {
        _font = font;
        var glyphs = new List<ushort> { 0 };
        var codes = new List<int>();
        // Two characters may share a glyph (space, no-break space); each gets a number of its own, so that reading back gives the right one.
        foreach (var code in codePoints.Append(Replacement))
        {
            Map(code, (ushort)glyphs.Count);
            codes.Add(code);
            glyphs.Add(GlyphOf(font, code));
        }

        var file = SubsetFile.Make(font, glyphs);
        _widths = string.Join(' ', glyphs.Select(g => Scale(font.Advance(g))));
        _fileLength = file.Length;
        _name = Tag(file) + "+" + font.Name;
        _file = Compressed(file);
        _characters = Compressed(ToUnicode.Make(codes));
    }

    /// <summary>The glyph that a character has in this subset.</summary>
    public ushort Glyph(int codePoint) => codePoint < DirectlyFound ? _direct[codePoint] : _others.GetValueOrDefault(codePoint);

    /// <summary>The glyph of the whole font.</summary>
    public static ushort GlyphOf(TrueTypeFont font, int codePoint) => font.Glyph(codePoint == Replacement ? Box : codePoint);

    public void Write(PdfObjects objects, int number)
    {
        var (descendant, descriptor, file, characters) = (objects.Reserve(), objects.Reserve(), objects.Reserve(), objects.Reserve());
        var target = objects.Out;
        objects.Begin(number);
        target.Write($"<< /Type /Font /Subtype /Type0 /BaseFont /{_name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {characters} 0 R >>");
        objects.End();
        objects.Begin(descendant);
        target.Write($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{_name} /CIDToGIDMap /Identity /DW 0 ");
        target.Write($"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /W [0 [{_widths}]] >>");
        objects.End();
        objects.Begin(descriptor);
        target.Write($"<< /Type /FontDescriptor /FontName /{_name} /Flags 4 /ItalicAngle {_font.ItalicAngle} /StemV {(_font.Name.EndsWith("Bold", StringComparison.Ordinal) ? 140 : 84)} ");
        target.Write($"/Ascent {Scale(_font.Ascent)} /Descent {Scale(_font.Descent)} /CapHeight {Scale(_font.CapHeight)} ");
        target.Write($"/FontBBox [{string.Join(' ', _font.Box.Select(Scale))}] /FontFile2 {file} 0 R >>");
        objects.End();
        objects.Stream(file, System.Text.Encoding.ASCII.GetBytes($"/Filter /FlateDecode /Length1 {_fileLength} "), _file);
        objects.Stream(characters, "/Filter /FlateDecode "u8, _characters);
    }

    private void Map(int code, ushort glyph)
    {
        if (code < DirectlyFound)
        {
            _direct[code] = glyph;
        }
        else
        {
            _others[code] = glyph;
        }
    }

    private string Scale(int units) => ((int)Math.Round(units * 1000.0 / _font.UnitsPerEm)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Six letters that tell one subset from another (ISO 32000-1 §9.6.4).</summary>
    private static string Tag(byte[] file) =>
        string.Concat(SHA256.HashData(file).Take(6).Select(b => (char)('A' + b % 26)));

    private static byte[] Compressed(byte[] data)
    {
        using var buffer = new PdfBuffer();
        Deflate.Compress(data, buffer, thorough: true);
        return buffer.Written.ToArray();
    }
}
