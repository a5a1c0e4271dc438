using Isop.Core.Pdf.Layout;

namespace Isop.Core.Pdf;

/// <summary>A page on which everything has its place, such as a certificate. What is added first is read first.</summary>
public sealed class PdfPage
{
    private readonly TextIntake _intake;
    private readonly List<Action<Typesetter>> _parts = [];

    internal PdfPage(TextIntake intake, PdfFormaat formaat) => (_intake, Formaat) = (intake, formaat);

    public PdfFormaat Formaat { get; }

    /// <inheritdoc cref="Alinea"/>
    /// <param name="niveau">1, 2 or 3.</param>
    public double Kop(int niveau, PdfVak vak, string tekst, PdfLetter letter, PdfUitlijning uitlijning = PdfUitlijning.Links,
        PdfStand stand = PdfStand.Boven, double? kleinste = null)
    {
        PdfDocument.CheckLevel(niveau);
        return Text($"H{niveau}", vak, tekst, letter, uitlijning, stand, kleinste);
    }

    /// <summary>Text in a box. It is never cut off: what does not fit at the smallest size runs on below the box.</summary>
    /// <param name="kleinste">How small the letters may become, in points, to make the text fit; without it they stay as they are.</param>
    /// <returns>The size that the letters got.</returns>
    public double Alinea(PdfVak vak, string tekst, PdfLetter letter, PdfUitlijning uitlijning = PdfUitlijning.Links,
        PdfStand stand = PdfStand.Boven, double? kleinste = null) => Text("P", vak, tekst, letter, uitlijning, stand, kleinste);

    /// <summary>Points without a mark before them, each on one line in a cell of a grid that is read down its columns.</summary>
    public void Lijst(PdfVak vak, IReadOnlyList<string> punten, int kolommen, PdfLetter letter)
    {
        ArgumentNullException.ThrowIfNull(punten);
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentOutOfRangeException.ThrowIfLessThan(kolommen, 1);
        string[] items = [.. punten.Select(p => _intake.Take(p).Replace('\n', ' '))];
        var rows = (items.Length + kolommen - 1) / kolommen;
        _parts.Add(setter =>
        {
            var list = setter.Root.Add("L");
            list.Attributes = "<< /O /List /ListNumbering /None >>";
            for (var i = 0; i < items.Length; i++)
            {
                setter.Begin(list.Add("LI").Add("LBody"));
                setter.Line(items[i], new(0, items[i].Length, 0, '\0'), letter, vak.X + i / rows * vak.Breedte / kolommen, vak.Y + i % rows * letter.Line);
                setter.Content.End();
            }
        });
    }

    /// <param name="alt">What the figure tells, for who does not see it.</param>
    public void Figuur(PdfVak vak, string alt, Action<PdfTekening> teken)
    {
        var (plain, drawing) = PdfDocument.Drawn(_intake, vak.Breedte, vak.Hoogte, alt, teken);
        _parts.Add(setter => FigureBlock.Set(setter, drawing, plain, vak));
    }

    /// <summary>Draws what means nothing, such as a border; a screen reader passes over it.</summary>
    public void Versiering(Action<PdfTekening> teken)
    {
        ArgumentNullException.ThrowIfNull(teken);
        var drawing = new PdfTekening(_intake, Formaat.Breedte, Formaat.Hoogte);
        teken(drawing);
        _parts.Add(setter =>
        {
            setter.Content.BeginArtifact();
            setter.Content.Draw(drawing.Steps, 0, 0);
            setter.Content.End();
        });
    }

    internal void Set(Typesetter setter)
    {
        setter.Open(Formaat, flows: false);
        foreach (var part in _parts)
        {
            part(setter);
        }

        setter.Close();
    }

    private double Text(string role, PdfVak box, string text, PdfLetter letter, PdfUitlijning align, PdfStand stand, double? smallest)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var taken = _intake.Take(text);
        var lines = new List<TextLine>();
        var fitted = Fit(taken, letter, box, smallest ?? letter.Grootte, lines);
        if (align == PdfUitlijning.Midden)
        {
            Balance(taken, fitted, box.Breedte, lines);
        }

        var free = Math.Max(0, box.Hoogte - lines.Count * fitted.Line);
        var top = box.Y + stand switch { PdfStand.Midden => free / 2, PdfStand.Onder => free, _ => 0 };
        _parts.Add(setter =>
        {
            setter.Begin(setter.Root.Add(role));
            for (var i = 0; i < lines.Count; i++)
            {
                var rest = box.Breedte - lines[i].Width;
                var x = box.X + align switch { PdfUitlijning.Midden => rest / 2, PdfUitlijning.Rechts => rest, _ => 0 };
                setter.Line(taken, lines[i], fitted, x, top + i * fitted.Line);
            }

            setter.Content.End();
        });
        return fitted.Grootte;
    }

    /// <summary>The largest letters, in half points, with which the text fits without breaking a word.</summary>
    private PdfLetter Fit(string text, PdfLetter letter, PdfVak box, double smallest, List<TextLine> lines)
    {
        var font = _intake.Typeface.Font(letter.Vet);
        for (var size = letter.Grootte; ; size = Math.Max(smallest, size - 0.5))
        {
            TextLines.Break(text, font, size, box.Breedte, lines);
            var tried = letter with { Grootte = size };
            if (size <= smallest || (lines.Count * tried.Line <= box.Hoogte && !BreaksWord(lines)))
            {
                return tried;
            }
        }
    }

    /// <summary>Centred lines of about one length: as narrow as goes without another line, so that no surname stands alone.</summary>
    private void Balance(string text, PdfLetter letter, double width, List<TextLine> lines)
    {
        var (font, count) = (_intake.Typeface.Font(letter.Vet), lines.Count);
        if (count < 2 || BreaksWord(lines))
        {
            return;
        }

        for (var (narrow, step) = (0.0, width / 2); step > 1; step /= 2)
        {
            TextLines.Break(text, font, letter.Grootte, narrow + step, lines);
            if (lines.Count > count || BreaksWord(lines))
            {
                narrow += step;
            }
            else
            {
                width = narrow + step;
            }
        }

        TextLines.Break(text, font, letter.Grootte, width, lines);
    }

    /// <summary>Whether a line ends where nothing allowed it.</summary>
    private static bool BreaksWord(List<TextLine> lines) => lines.Exists(l => l.Forced);
}
