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
