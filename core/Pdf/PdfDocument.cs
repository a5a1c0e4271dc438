using System.Text.RegularExpressions;
using Isop.Core.Pdf.Fonts;
using Isop.Core.Pdf.Layout;
using Isop.Core.Pdf.Output;

namespace Isop.Core.Pdf;

/// <summary>What was made, and which characters the typeface lacks (as they were given; a box stands in their place).</summary>
public sealed record PdfBestand(byte[] Bytes, IReadOnlyCollection<string> Vervangen);

/// <summary>
/// A tagged PDF: blocks that flow over A4 pages, and pages on which everything has its place. The same calls give the same bytes, on any machine.
/// Made by one thread and made once.
/// </summary>
public sealed partial class PdfDocument
{
    private readonly TextIntake _intake = new(Typeface.BuiltIn);
    private readonly List<object> _parts = [];

    /// <summary>What a window shows as its title.</summary>
    public required string Titel { get; init; }

    /// <summary>Language of all text (BCP 47).</summary>
    public string Taal { get; init; } = "nl-NL";

    /// <summary>Who answers for the content.</summary>
    public required string Maker { get; init; }

    /// <summary>Said in the file. Nothing here reads a clock.</summary>
    public required DateTimeOffset Gemaakt { get; init; }

    /// <summary>How wide a figure among the text can be.</summary>
    public static double Tekstbreedte => Typesetter.Width;

    /// <param name="niveau">1, 2 or 3.</param>
    public void Kop(int niveau, string tekst)
    {
        CheckLevel(niveau);
        _parts.Add(new HeadingBlock(niveau, _intake.Take(tekst), _intake.Typeface));
    }

    /// <param name="metVolgende">It may not be the last on a page.</param>
    public void Alinea(string tekst, PdfLetter? letter = null, bool metVolgende = false) =>
        _parts.Add(new ParagraphBlock(_intake.Take(tekst), letter ?? PdfHuisstijl.Lopend, _intake.Typeface, metVolgende));

    public void Lijst(IEnumerable<string> punten, bool genummerd = false)
    {
        ArgumentNullException.ThrowIfNull(punten);
        string[] items = [.. punten.Select(_intake.Take)];
        if (items.Length > 0)
        {
            _parts.Add(new ListBlock(items, genummerd, _intake.Typeface));
        }
    }

    /// <summary>A table, whose header stands above every piece of it.</summary>
    /// <exception cref="ArgumentException">There is no column, or a row has another number of cells.</exception>
    public void Tabel(IReadOnlyList<PdfKolom> kolommen, IEnumerable<IReadOnlyList<string>> rijen)
    {
        ArgumentNullException.ThrowIfNull(kolommen);
        ArgumentNullException.ThrowIfNull(rijen);
        if (kolommen.Count == 0 || kolommen.Any(k => k.Breedte is not (> 0 and < 1e6)))
        {
            throw new ArgumentException("A table needs columns, each with a width.", nameof(kolommen));
        }

        string[] header = [.. kolommen.Select(k => _intake.Take(k.Kop))];
        string[][] rows = [.. rijen.Select(rij => rij.Select(_intake.Take).ToArray())];
        if (rows.Any(row => row.Length != header.Length))
        {
            throw new ArgumentException("Every row needs a cell for every column.", nameof(rijen));
        }

        _parts.Add(new TableBlock(kolommen, header, rows, _intake.Typeface));
    }

    /// <summary>A figure among the text, drawn at once.</summary>
    /// <param name="alt">What the figure tells, for who does not see it.</param>
    /// <param name="metVolgende">What comes next belongs to it, such as a caption, and begins on the same page.</param>
    /// <exception cref="ArgumentException">It is larger than a page, or nothing is told.</exception>
    public void Figuur(double breedte, double hoogte, string alt, Action<PdfTekening> teken, bool metVolgende = false)
    {
        if (breedte > Typesetter.Width + 0.01 || hoogte > Typesetter.Room)
        {
            throw new ArgumentException($"A figure can be {Typesetter.Width:0} by {Typesetter.Room:0} points.", nameof(hoogte));
        }

        var (plain, drawing) = Drawn(_intake, breedte, hoogte, alt, teken);
        _parts.Add(new FigureBlock(drawing, plain, metVolgende));
    }

    /// <summary>A page of its own, after what was added before.</summary>
    public PdfPage Pagina(PdfFormaat formaat)
    {
        if (formaat is not { Breedte: >= 72 and <= 14400, Hoogte: >= 72 and <= 14400 })
        {
            throw new ArgumentOutOfRangeException(nameof(formaat), formaat, "A page is between 72 and 14400 points (PDF/A).");
        }

        var page = new PdfPage(_intake, formaat);
        _parts.Add(page);
        return page;
    }

    /// <exception cref="InvalidOperationException">There is nothing in it, no title, or a language that is none.</exception>
    public PdfBestand Maak()
    {
        var about = new DocumentInfo(TextIntake.Plain(Titel), TextIntake.Plain(Maker), Taal, Gemaakt);
        if (about.Title.Length == 0 || _parts.Count == 0 || !Language().IsMatch(Taal))
        {
            throw new InvalidOperationException("A document needs a title, a language and content.");
        }

        using var objects = new PdfObjects();
        var fonts = new FontSet(_intake);
        // Taken in before anything is set: its letters belong to the subset.
        var footer = _parts.Exists(p => p is Block) ? _intake.Take(about.Title) : "";
        using var setter = new Typesetter(objects, fonts, _intake.Typeface) { FooterTitle = footer };
        for (var i = 0; i < _parts.Count; i++)
        {
            if (_parts[i] is PdfPage page)
            {
                page.Set(setter);
                continue;
            }

            var block = (Block)_parts[i];
            setter.NeedRoom(Math.Min(Typesetter.Room, (setter.AtTop ? 0 : block.Before) + Together(i, setter)));
            setter.Y += setter.AtTop ? 0 : block.Before;
            block.Set(setter);
        }

        setter.Close();
        DocumentFile.Write(objects, setter, fonts, about);
        return new(objects.Out.Written.ToArray(), _intake.Replaced);
    }

    internal static void CheckLevel(int level) => ArgumentOutOfRangeException.ThrowIfNotEqual(level, Math.Clamp(level, 1, 3), "niveau");

    internal static (string Alt, PdfTekening Drawing) Drawn(TextIntake intake, double width, double height, string alt, Action<PdfTekening> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var plain = TextIntake.Plain(alt);
        // A string in PDF/A holds 32767 bytes, and takes four for each of ours.
        if (plain.Length is 0 or > 8000 || width is not (> 0 and <= 14400) || height is not (> 0 and <= 14400))
        {
            throw new ArgumentException("A figure needs a size, and an alternative text of at most 8000 characters.", nameof(alt));
        }

        var drawing = new PdfTekening(intake, width, height);
        draw(drawing);
        return (plain, drawing);
    }

    /// <summary>A heading stays with the heading or text after it.</summary>
    private double Together(int at, Typesetter setter)
    {
        var height = 0.0;
        for (; at < _parts.Count && _parts[at] is Block block; at++)
        {
            height += block.Least(setter);
            if (!block.StaysWithNext || at + 1 == _parts.Count || _parts[at + 1] is not Block next)
            {
                break;
            }

            height += next.Before;
        }

        return height;
    }

    [GeneratedRegex("^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$")]
    private static partial Regex Language();
}
