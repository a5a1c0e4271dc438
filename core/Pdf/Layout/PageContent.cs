using Isop.Core.Pdf.Fonts;
using Isop.Core.Pdf.Output;

namespace Isop.Core.Pdf.Layout;

/// <summary>The operators of one page. Takes places from the upper left corner and turns them over: PDF counts from below.</summary>
internal sealed class PageContent(FontSet fonts) : IDisposable
{
    private PdfKleur? _fill;
    private PdfKleur? _stroke;
    private (bool Bold, double Size)? _letter;

    public PdfBuffer Out { get; } = new();

    public double Height { get; private set; }

    public void Start(double height)
    {
        Out.Clear();
        Height = height;
        (_fill, _stroke, _letter) = (null, null, null);
    }

    public void BeginMark(string role, int mark)
    {
        Out.Add((byte)'/');
        Out.Ascii(role);
        Out.Add(" <</MCID "u8);
        Out.Integer(mark);
        Out.Add(">> BDC\n"u8);
    }

    /// <summary>What a screen reader must pass over: rules, grounds, page numbers, repeated headers.</summary>
    public void BeginArtifact(bool pagination = false) =>
        Out.Add(pagination ? "/Artifact <</Type /Pagination>> BDC\n"u8 : "/Artifact BMC\n"u8);

    public void End() => Out.Add("EMC\n"u8);

    public void Rectangle(double x, double y, double width, double height, PdfKleur colour)
    {
        Fill(colour);
        Box(x, y, width, height);
        Out.Add("f\n"u8);
    }

    public void Line(double x1, double y1, double x2, double y2, PdfKleur colour, double thickness)
    {
        Stroke(colour, thickness);
        Point(x1, y1);
        Out.Add("m "u8);
        Point(x2, y2);
        Out.Add("l S\n"u8);
    }

    /// <param name="baseline">What the letters stand on.</param>
    public void Text(double x, double baseline, ReadOnlySpan<char> text, char tail, PdfLetter letter)
    {
        Fill(letter.Kleur);
        Out.Add("BT "u8);
        if (_letter != (letter.Vet, letter.Grootte))
        {
            _letter = (letter.Vet, letter.Grootte);
            Out.Add(letter.Vet ? "/B "u8 : "/R "u8);
            Out.Number(letter.Grootte);
            Out.Add("Tf "u8);
        }

        Point(x, baseline);
        Out.Add("Td <"u8);
        var subset = fonts.Use(letter.Vet);
        for (var i = 0; i < text.Length; i += TextLines.Step(text, i))
        {
            // A soft hyphen shows only where a line ends with it, and then it is the tail.
            if (text[i] is not '\u00AD' and not '\n')
            {
                Out.Hex(subset.Glyph(TextLines.Code(text, i)));
            }
        }

        if (tail != '\0')
        {
            Out.Hex(subset.Glyph(tail));
        }

        Out.Add("> Tj ET\n"u8);
    }

    /// <summary>Draws a figure with its corner at (x, y). Rectangles of one colour share one fill.</summary>
    public void Draw(List<DrawStep> steps, double x, double y)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            switch (step.Kind)
            {
                case DrawKind.Rectangle:
                    Fill(step.Colour);
                    Box(x + step.X, y + step.Y, step.A, step.B);
                    var last = i + 1 == steps.Count || steps[i + 1].Kind != DrawKind.Rectangle || steps[i + 1].Colour != step.Colour;
                    Out.Add(last ? "f\n"u8 : "\n"u8);
                    break;
                case DrawKind.Outline:
                    Stroke(step.Colour, step.Thickness);
                    Box(x + step.X, y + step.Y, step.A, step.B);
                    Out.Add("S\n"u8);
                    break;
                case DrawKind.Line:
                    Line(x + step.X, y + step.Y, x + step.A, y + step.B, step.Colour, step.Thickness);
                    break;
                case DrawKind.Polygon:
                    Polygon(step, x, y);
                    break;
                default:
                    Text(x + step.X, y + step.Y, step.Text, '\0', step.Letter!);
                    break;
            }
        }
    }

    public void Dispose() => Out.Dispose();

    private void Polygon(in DrawStep step, double x, double y)
    {
        Fill(step.Colour);
        for (var i = 0; i < step.Corners!.Count; i++)
        {
            Point(x + step.Corners[i].X, y + step.Corners[i].Y);
            Out.Add(i == 0 ? "m "u8 : "l "u8);
        }

        Out.Add("f\n"u8);
    }

    private void Box(double x, double y, double width, double height)
    {
        Point(x, y + height);
        Out.Number(width);
        Out.Number(height);
        Out.Add("re "u8);
    }

    private void Point(double x, double y)
    {
        Out.Number(x);
        Out.Number(Height - y);
    }

    private void Fill(PdfKleur colour)
    {
        if (_fill != colour)
        {
            _fill = colour;
            Channels(colour);
            Out.Add("rg\n"u8);
        }
    }

    private void Stroke(PdfKleur colour, double thickness)
    {
        if (_stroke != colour)
        {
            _stroke = colour;
            Channels(colour);
            Out.Add("RG\n"u8);
        }

        Out.Number(thickness);
        Out.Add("w "u8);
    }

    private void Channels(PdfKleur colour)
    {
        Out.Channel(colour.Rood);
        Out.Channel(colour.Groen);
        Out.Channel(colour.Blauw);
    }
}
