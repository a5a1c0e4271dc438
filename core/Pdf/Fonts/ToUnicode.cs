using System.Globalization;
using System.Text;

namespace Isop.Core.Pdf.Fonts;

/// <summary>The table with which a reader turns glyphs into text again (ISO 32000-1 §9.10.3).</summary>
internal static class ToUnicode
{
    private const int MostPerSection = 100;

    /// <param name="codes">The character of glyph 1, of glyph 2 and so on.</param>
    public static byte[] Make(List<int> codes)
    {
        var text = new StringBuilder(
            """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """.ReplaceLineEndings("\n"));
        for (var from = 0; from < codes.Count; from += MostPerSection)
        {
            var count = Math.Min(MostPerSection, codes.Count - from);
            text.Append(CultureInfo.InvariantCulture, $"{count} beginbfchar\n");
            for (var i = from; i < from + count; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"<{i + 1:X4}> <");
                foreach (var unit in char.ConvertFromUtf32(codes[i]))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{(int)unit:X4}");
                }

                text.Append(">\n");
            }

            text.Append("endbfchar\n");
        }

        text.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
