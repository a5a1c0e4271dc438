using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Certificaten;
using Isop.Tests.Pdf;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using Papierpdf = UglyToad.PdfPig.PdfDocument;

namespace Isop.Tests.Certificaten;

/// <summary>Whatever stands on it, nothing leaves the page and nothing runs into something else.</summary>
public sealed partial class CertificaatbladspiegelTests
{
    /// <summary>The border, in points from the edge; text keeps clear of it.</summary>
    private const double Rand = 40;

    private static readonly string[] Woorden =
        ["van", "de", "Świętochłowska-Brzęczyszczykiewicz", "Nguyễn", "Yıldız", "'t", "WWWWWWWWWWWWWWWWWWWW", "ijs", "i", "Werkplekbegeleidersbijeenkomst", "én\nook", "Ǻ", "M"];

    public static Arbitrary<Blad> Bladen()
    {
        var bladen =
            from naam in Tekst(120, 1)
            from titel in Tekst(100, 1)
            from omschrijving in Tekst(250, 1)
            from waar in Tekst(120, 1)
            from inhoud in Tekst(400, 0)
            from namen in Tekst(80, 1).ArrayOf(3)
            from dagen in Gen.Choose(1, 14)
            from minuten in Gen.Elements<int?>(null, 45, 150, 1799)
            from adres in Gen.Elements("https://isop.nl/c/", "https://certificaten.samen-opleiden.een-lange-naam-van-een-partnerschap.example.nl/c/")
            from blijft in Gen.Elements(true, false)
            select new Blad(naam, Papier.Gewoon with
            {
                Titel = titel, Omschrijving = omschrijving, Waar = waar, Inhoud = inhoud, Uitgever = namen[0], Ondertekenaar = namen[1], Functie = namen[2],
                Dagen = Papier.Dagen(dagen), Minuten = minuten, Adres = new(adres + Papier.Gewoon.Nummer), GeldigTot = blijft ? null : Papier.Gewoon.GeldigTot,
            });
        return bladen.ToArbitrary();
    }

    [Property(Arbitrary = [typeof(CertificaatbladspiegelTests)], MaxTest = 150)]
    public void Any_certificate_stays_within_its_border_and_its_boxes(Blad blad) => Check(blad);

    [Fact]
    public void Examples_and_the_widest_letters_stay_within_their_boxes()
    {
        Assert.All(Papier.Alle.Values, v => Check(new(v.Naam, v.Certificaat)));
        static string W(int length) => new('W', length);
        Check(new(W(120), Papier.Gewoon with
        {
            Titel = W(100), Omschrijving = W(250), Waar = W(120), Inhoud = W(400), Uitgever = W(80), Ondertekenaar = W(80), Functie = W(80), Dagen = Papier.Dagen(14),
        }));
    }

    private static void Check(Blad blad)
    {
        var bestand = Certificaatpdf.Maak(blad.Certificaat, blad.Naam);
        Assert.Empty(bestand.Vervangen);
        PdfControle.Check(bestand.Bytes);
        using var document = Papierpdf.Open(bestand.Bytes);
        var page = document.GetPages().Single();
        var blocks = page.GetMarkedContents().Where(m => m.MarkedContentIdentifier >= 0).Select(Block).OfType<PdfRectangle>().ToList();
        Assert.InRange(blocks.Count, 16, 40);
        Assert.All(blocks, b => Assert.True(
            b.Left >= Rand && b.Bottom >= Rand && b.Right <= page.Width - Rand && b.Top <= page.Height - Rand, $"{b} leaves the page."));
        blocks.Add(Figure(bestand.Bytes));
        for (var i = 0; i < blocks.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Assert.False(Overlap(blocks[i], blocks[j]), $"{blocks[j]} and {blocks[i]} overlap.");
            }
        }
    }

    /// <summary>The ink of a piece of text; null when there is none.</summary>
    private static PdfRectangle? Block(MarkedContentElement element)
    {
        var letters = element.Letters.Where(l => !string.IsNullOrWhiteSpace(l.Value) && l.BoundingBox.Width > 0).Select(l => l.BoundingBox).ToList();
        return letters.Count == 0 ? null
            : new(letters.Min(l => l.Left), letters.Min(l => l.Bottom), letters.Max(l => l.Right), letters.Max(l => l.Top));
    }

    private static PdfRectangle Figure(byte[] file)
    {
        var box = FigureBox().Match(Encoding.Latin1.GetString(file)).Groups.Values.Skip(1).Select(g => double.Parse(g.Value, CultureInfo.InvariantCulture)).ToArray();
        return new(box[0], box[1], box[2], box[3]);
    }

    /// <summary>A hair may touch: a mark above a capital is higher than a line.</summary>
    private static bool Overlap(PdfRectangle a, PdfRectangle b) =>
        Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left) > 0.5 && Math.Min(a.Top, b.Top) - Math.Max(a.Bottom, b.Bottom) > 0.5;

    private static Gen<string> Tekst(int longest, int shortest) =>
        from woorden in Gen.Elements(Woorden).NonEmptyListOf()
        from naden in Gen.Elements(" ", " ", "")
        from lengte in Gen.Choose(shortest, longest)
        select Kort(string.Join(naden, Enumerable.Repeat(woorden, 20).SelectMany(w => w)), lengte);

    private static string Kort(string tekst, int lengte) => tekst[..Math.Min(tekst.Length, lengte)];

    [GeneratedRegex(@"/BBox \[([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)\]")]
    private static partial Regex FigureBox();

    public sealed record Blad(string Naam, Certificaat Certificaat);
}
