using Isop.Core.Pdf.Layout;

namespace Isop.Core.Pdf;

/// <summary>A surface for vector figures, in points from its upper left corner. It remembers what is drawn until the document is made.</summary>
public sealed class PdfTekening
{
    private readonly TextIntake _intake;

    internal PdfTekening(TextIntake intake, double width, double height) => (_intake, Breedte, Hoogte) = (intake, width, height);

    public double Breedte { get; }

    public double Hoogte { get; }

    internal List<DrawStep> Steps { get; } = [];

    public void Rechthoek(double x, double y, double breedte, double hoogte, PdfKleur kleur) =>
        Steps.Add(new(DrawKind.Rectangle, x, y, breedte, hoogte, kleur));

    /// <summary>A rectangle that is only an outline.</summary>
    public void Kader(double x, double y, double breedte, double hoogte, PdfKleur kleur, double dikte = 0.75) =>
        Steps.Add(new(DrawKind.Outline, x, y, breedte, hoogte, kleur) { Thickness = dikte });

    public void Lijn(double x1, double y1, double x2, double y2, PdfKleur kleur, double dikte = 0.75) =>
        Steps.Add(new(DrawKind.Line, x1, y1, x2, y2, kleur) { Thickness = dikte });

    /// <summary>A filled shape with straight sides.</summary>
    /// <exception cref="ArgumentException">It has fewer than three corners.</exception>
    public void Veelhoek(IReadOnlyList<(double X, double Y)> hoeken, PdfKleur kleur)
    {
        ArgumentNullException.ThrowIfNull(hoeken);
        Steps.Add(hoeken.Count >= 3 ? new(DrawKind.Polygon, 0, 0, 0, 0, kleur) { Corners = hoeken }
            : throw new ArgumentException("A shape needs three corners.", nameof(hoeken)));
    }

    /// <summary>A filled circle, of so many sides that nobody sees them.</summary>
    public void Stip(double x, double y, double straal, PdfKleur kleur) =>
        Veelhoek([.. Enumerable.Range(0, 32).Select(i => (x + straal * Math.Cos(i * Math.PI / 16), y + straal * Math.Sin(i * Math.PI / 16)))], kleur);

    /// <summary>Lines at 45 degrees that fill a rectangle, so that it can be told from another without colour.</summary>
    /// <param name="afstand">From line to line, along the upper edge.</param>
    public void Arcering(double x, double y, double breedte, double hoogte, PdfKleur kleur, double afstand = 4, double dikte = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(afstand, 0);
        for (var at = afstand; at < breedte + hoogte; at += afstand)
        {
            // From the upper edge, or the right one, down to the left edge, or the lower one.
            var (top, bottom) = (Math.Max(0, at - breedte), Math.Min(hoogte, at));
            Lijn(x + at - top, y + top, x + at - bottom, y + bottom, kleur, dikte);
        }
    }

    /// <summary>A bar of parts that fill it together. A part's text stands in it where there is room.</summary>
    /// <exception cref="ArgumentException">There is nothing to divide.</exception>
    public void Stapelbalk(PdfVak vak, IReadOnlyList<PdfStapel> delen)
    {
        ArgumentNullException.ThrowIfNull(delen);
        var total = delen.Sum(d => d.Aantal);
        if (total <= 0 || delen.Any(d => d.Aantal < 0))
        {
            throw new ArgumentException("A bar needs parts that are not negative, and one that is not zero.", nameof(delen));
        }

        var x = vak.X;
        foreach (var deel in delen.Where(d => d.Aantal > 0))
        {
            var width = vak.Breedte * deel.Aantal / total;
            Rechthoek(x, vak.Y, width, vak.Hoogte, deel.Kleur);
            if (deel.Arcering is { } lines)
            {
                Arcering(x, vak.Y, width, vak.Hoogte, lines);
            }

            if (x > vak.X)
            {
                Lijn(x, vak.Y, x, vak.Y + vak.Hoogte, PdfHuisstijl.Wit, 1.2);
            }

            if (Meet(deel.Tekst, deel.Letter) is var text && text > 0 && text + 6 <= width)
            {
                // On lines the text gets a ground of its own.
                if (deel.Arcering is not null)
                {
                    Rechthoek(x + (width - text) / 2 - 2.5, vak.Y + (vak.Hoogte - deel.Letter.Grootte - 2) / 2, text + 5, deel.Letter.Grootte + 2, deel.Kleur);
                }

                Tekst(x + width / 2, vak.Y + vak.Hoogte / 2 + deel.Letter.Grootte * 0.33, deel.Tekst, deel.Letter, PdfUitlijning.Midden);
            }

            x += width;
        }

        Kader(vak.X, vak.Y, vak.Breedte, vak.Hoogte, PdfHuisstijl.LijnSterk, 0.5);
    }

    /// <summary>One line of text.</summary>
    /// <param name="x">Where it begins, has its middle or ends, as the alignment says.</param>
    /// <param name="basislijn">What the letters stand on.</param>
    public void Tekst(double x, double basislijn, string tekst, PdfLetter letter, PdfUitlijning uitlijning = PdfUitlijning.Links)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var taken = _intake.Take(tekst).Replace('\n', ' ');
        var width = Width(taken, letter);
        Steps.Add(new(DrawKind.Text, uitlijning switch { PdfUitlijning.Rechts => x - width, PdfUitlijning.Midden => x - width / 2, _ => x }, basislijn, 0, 0, letter.Kleur)
        {
            Text = taken,
            Letter = letter,
        });
    }

    /// <summary>How wide a text is on one line.</summary>
    public double Meet(string tekst, PdfLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return Width(_intake.Take(tekst), letter);
    }

    /// <summary>A raster of square modules, such as a QR code: rows from above, true is dark. A row's neighbours become one rectangle.</summary>
    public void Raster(double x, double y, double zijde, bool[,] modules, PdfKleur kleur)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var (rows, columns) = (modules.GetLength(0), modules.GetLength(1));
        var size = zijde / Math.Max(1, Math.Max(rows, columns));
        Steps.EnsureCapacity(Steps.Count + rows * columns / 4);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var from = column;
                while (column < columns && modules[row, column])
                {
                    column++;
                }

                if (column > from)
                {
                    Rechthoek(x + from * size, y + row * size, (column - from) * size, size, kleur);
                }
            }
        }
    }

    private double Width(string taken, PdfLetter letter) => TextLines.Measure(taken, _intake.Typeface.Font(letter.Vet), letter.Grootte);
}

/// <summary>A part of a <see cref="PdfTekening.Stapelbalk"/>.</summary>
/// <param name="Aantal">How much of the bar, against the other parts.</param>
/// <param name="Arcering">The colour of lines over it; without it the part is plain.</param>
public sealed record PdfStapel(double Aantal, PdfKleur Kleur, PdfKleur? Arcering, string Tekst, PdfLetter Letter);
