using Isop.Core.Pdf.Fonts;
using Isop.Core.Pdf.Output;

namespace Isop.Core.Pdf.Layout;

/// <summary>A page that is done: its object, its size, its content, and the tag behind each marked piece.</summary>
internal sealed record SetPage(int Number, PdfFormaat Size, int Content, List<Tag> Marks, bool Flows);

/// <summary>Where the next thing goes. Opens pages, closes them into the file, and keeps content and structure in step.</summary>
internal sealed class Typesetter : IDisposable
{
    public const double Left = 64, Top = 66, BottomMargin = 76;
    private readonly PdfObjects _objects;
    private bool _open;
    private SetPage? _page;

    private readonly Typeface _typeface;

    public Typesetter(PdfObjects objects, FontSet fonts, Typeface typeface) => (_objects, _typeface, Content) = (objects, typeface, new(fonts));

    /// <summary>The document's title, at the foot of every page of text.</summary>
    public string FooterTitle { get; init; } = "";

    public static PdfFormaat Size => PdfFormaat.A4;

    public static double Width => Size.Breedte - 2 * Left;

    public static double Bottom => Size.Hoogte - BottomMargin;

    public static double Room => Bottom - Top;

    public PageContent Content { get; }

    public Tag Root { get; } = new("Document");

    public List<SetPage> Pages { get; } = [];

    /// <summary>How far down the page is filled.</summary>
    public double Y { get; set; }

    public bool AtTop => !_open || Y <= Top;

    /// <summary>Reused by whatever breaks text.</summary>
    public List<TextLine> Lines { get; } = [];

    /// <summary>Begins a page unless so much fits on this one.</summary>
    public void NeedRoom(double height)
    {
        if (!_open || (Y + height > Bottom + 0.01 && !AtTop))
        {
            NewPage();
        }
    }

    public void NewPage() => Open(Size, flows: true);

    public void Open(PdfFormaat size, bool flows)
    {
        Close();
        _page = new(_objects.Reserve(), size, _objects.Reserve(), [], flows);
        Pages.Add(_page);
        Content.Start(size.Hoogte);
        (Y, _open) = (Top, true);
    }

    public void Close()
    {
        if (_open)
        {
            _objects.Stream(_page!.Content, Content.Out.Written);
            _open = false;
        }
    }

    /// <summary>What follows, until <see cref="PageContent.End"/>, is this element's.</summary>
    public void Begin(Tag tag)
    {
        Content.BeginMark(tag.Role, _page!.Marks.Count);
        tag.Marks.Add((Pages.Count - 1, _page.Marks.Count));
        _page.Marks.Add(tag);
    }

    /// <summary>Sets lines of text under each other, over as many pages as it takes, without leaving one line alone.</summary>
    public void Text(Tag tag, string text, List<TextLine> lines, PdfLetter letter, double x)
    {
        for (var from = 0; from < lines.Count;)
        {
            var rest = lines.Count - from;
            NeedRoom(letter.Line * Math.Min(rest, 2));
            var count = Math.Clamp((int)((Bottom + 0.01 - Y) / letter.Line), 1, rest);
            if (rest - count == 1 && count > 2)
            {
                count--;
            }

            Begin(tag);
            for (var i = from; i < from + count; i++, Y += letter.Line)
            {
                Line(text, lines[i], letter, x, Y);
            }

            Content.End();
            from += count;
            if (from < lines.Count)
            {
                NewPage();
            }
        }
    }

    public double Measure(string text, PdfLetter letter) => TextLines.Measure(text, _typeface.Font(letter.Vet), letter.Grootte);

    /// <summary>As much of a text as fits on one line.</summary>
    public ReadOnlySpan<char> FirstLine(string text, PdfLetter letter, double width)
    {
        TextLines.Break(text, _typeface.Font(letter.Vet), letter.Grootte, width, Lines);
        return text.AsSpan(Lines[0].Start, Lines[0].End - Lines[0].Start);
    }

    /// <param name="top">The upper edge of the line; its letters stand in its middle.</param>
    public void Line(string text, TextLine line, PdfLetter letter, double x, double top) =>
        Content.Text(x, Baseline(letter, top), text.AsSpan(line.Start, line.End - line.Start), line.Tail, letter);

    /// <summary>Source Sans reaches 0.75 above the baseline and 0.25 below it, capitals 0.66.</summary>
    public static double Baseline(PdfLetter letter, double top) => top + (letter.Line - letter.Grootte) / 2 + 0.77 * letter.Grootte;

    public void Dispose() => Content.Dispose();
}
