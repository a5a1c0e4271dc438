using Isop.Core.Pdf.Fonts;

namespace Isop.Core.Pdf.Layout;

/// <summary>A line of a text: from where to where, how wide in points, and what follows it: a space, a soft hyphen or nothing.</summary>
/// <param name="Forced">Whether it ends inside a word, because that is wider than the line.</param>
internal readonly record struct TextLine(int Start, int End, double Width, char Tail, bool Forced = false);

/// <summary>Breaks text into lines: at spaces, at soft hyphens, after hyphens and slashes, and inside a word only when it is wider than the line.</summary>
internal static class TextLines
{
    private const char SoftHyphen = '\u00AD';

    public static double Measure(ReadOnlySpan<char> text, TrueTypeFont font, double size)
    {
        long units = 0;
        for (var i = 0; i < text.Length; i += Step(text, i))
        {
            units += text[i] is SoftHyphen or '\n' ? 0 : Advance(font, Code(text, i));
        }

        return units * size / font.UnitsPerEm;
    }

    /// <param name="lines">Is emptied first.</param>
    public static void Break(string text, TrueTypeFont font, double size, double width, List<TextLine> lines)
    {
        lines.Clear();
        var scale = size / font.UnitsPerEm;
        var most = (long)(width / scale);
        var hyphen = Advance(font, SoftHyphen);
        var (start, end, next, tail) = (0, -1, 0, '\0');
        long used = 0, usedAtEnd = 0;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c == '\n')
            {
                lines.Add(new(start, i, used * scale, '\0'));
                (start, end, used) = (i + 1, -1, 0);
                i++;
                continue;
            }

            if (c == SoftHyphen)
            {
                if (used > 0 && used + hyphen <= most)
                {
                    (end, next, usedAtEnd, tail) = (i, i + 1, used + hyphen, SoftHyphen);
                }

                i++;
                continue;
            }

            var advance = Advance(font, Code(text, i));
            if (c == ' ')
            {
                if (i > start && text[i - 1] != ' ')
                {
                    (end, next, usedAtEnd, tail) = (i, i + 1, used, ' ');
                }
            }
            else if (used + advance > most && i > start)
            {
                var forced = end <= start;
                (end, next, usedAtEnd, tail) = forced ? (i, i, used, '\0') : (end, next, usedAtEnd, tail);
                lines.Add(new(start, end, usedAtEnd * scale, tail, forced));
                while (next < text.Length && text[next] == ' ')
                {
                    next++;
                }

                (start, i, end, used) = (next, next, -1, 0);
                continue;
            }

            used += advance;
            i += Step(text, i);
            if (c is '-' or '/' or '\u2010' or '\u2013' && i - 1 > start && i < text.Length && char.IsLetter(text[i]) && char.IsLetterOrDigit(text[i - 2]))
            {
                (end, next, usedAtEnd, tail) = (i, i, used, '\0');
            }
        }

        if (start < text.Length || lines.Count == 0)
        {
            lines.Add(new(start, text.Length, used * scale, '\0'));
        }
    }

    /// <summary>The character at a place, also where it takes two units.</summary>
    public static int Code(ReadOnlySpan<char> text, int at) =>
        Step(text, at) == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];

    public static int Step(ReadOnlySpan<char> text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;

    private static int Advance(TrueTypeFont font, int code) => font.Advance(FontSubset.GlyphOf(font, code));
}
