using Isop.Core.Pdf;
using Isop.Core.StageEvaluaties.Rapportage;
using Isop.Tests.Pdf;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>The report on paper, read back with other people's readers.</summary>
public sealed class RapportpdfTests
{
    private static readonly DateTimeOffset Moment = new(2030, 9, 2, 9, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void The_same_report_gives_the_same_bytes_and_they_pass_the_list()
    {
        foreach (var bron in (Rapportbron[])[Proefrapport.Gemengd, Voorbeeldpartnerschap.Volledig])
        {
            var first = Rapportpdf.Maak(Rapportbeeld.Maak(bron), Moment).Bytes;
            Assert.Equal(first, Rapportpdf.Maak(Rapportbeeld.Maak(bron), Moment).Bytes);
            PdfControle.Check(first);
        }
    }

    [Fact]
    public async Task A_screen_reader_gets_every_question_with_its_figures()
    {
        var beeld = Rapportbeeld.Maak(Proefrapport.Gemengd);
        var document = await PdfjsDocument.ReadAsync(Rapportpdf.Maak(beeld, Moment).Bytes);
        Assert.Equal(("nl-NL", true, "Stage-evaluatie De Lorkeboom · 2028-2029"), (document.Language, document.Marked, document.Title));
        Assert.Equal(
            ["Over toon", "Over laag", "Over band", "Over oud", "Over oudeband", "Niet te zien", "Niet te zien"],
            document.All("H3").Select(h => h.Said()));
        var alts = document.All("Figure").Select(f => f.Alt!).ToList();
        Assert.All(beeld.Onderdelen[0].Items.OfType<Itembeeld.Cijfers>(), c => Assert.Contains(Rapportwoorden.Beschrijving(c), alts));
        Assert.Contains("Over band: hoog.", alts);
        Assert.Equal(["Over toon", "0", "1", "4", "9", "6", "2", "4,0"], Rij(document, "Over toon"));
        var said = string.Join(' ', document.All("P").Select(p => p.Said()));
        Assert.Contains(Rapportwoorden.GeenEnigeGrond, said, StringComparison.Ordinal);
        Assert.Contains("We verwachten het in het rapport van 2029-2030. Voer intussen samen een zelfevaluatiegesprek.", said, StringComparison.Ordinal);
        Assert.Contains("Dit komt uit het rapport van 2027-2028.", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("volledig")]
    [InlineData("bestuur")]
    public async Task The_tables_hold_the_figures_of_the_export(string naam)
    {
        var beeld = RapportPaginaTests.Beeld(naam);
        var document = await PdfjsDocument.ReadAsync(Rapportpdf.Maak(beeld, Moment).Bytes);
        foreach (var row in RapportexportTests.Csv(Rapportexport.Csv(beeld)).Where(r => r[2].StartsWith("cijfers", StringComparison.Ordinal)))
        {
            Assert.Equal([row[1], .. row[4..10], row[12], .. beeld.Onderwerp.IsEenheid ? Array.Empty<string>() : [row[19]]], Rij(document, row[1]));
        }
    }

    [Fact]
    public void Parts_of_a_bar_are_hatched_only_inside_it()
    {
        var document = Voorbeelden.Leeg();
        document.Figuur(200, 40, "Een balk.", t =>
        {
            t.Stapelbalk(new(0, 0, 200, 20), [new(1, PdfHuisstijl.Paneel, PdfHuisstijl.Tekst, "1", PdfHuisstijl.Klein), new(0, PdfHuisstijl.Accent, null, "0", PdfHuisstijl.Klein), new(3, PdfHuisstijl.Accent, null, "3", PdfHuisstijl.Klein)]);
            t.Stip(10, 30, 4, PdfHuisstijl.Accent);
            Assert.All(t.Steps.Where(s => s.Kind == Isop.Core.Pdf.Layout.DrawKind.Line), s => Assert.True(s is { X: >= -0.01 and <= 50.01, A: >= -0.01 and <= 50.01, Y: >= -0.01, B: <= 20.01 }, $"{s}"));
        });
        PdfControle.Check(document.Maak().Bytes);
        Assert.Throws<ArgumentException>(() => document.Figuur(200, 40, "Niets.", t => t.Stapelbalk(new(0, 0, 9, 9), [])));
        Assert.Throws<ArgumentException>(() => document.Figuur(200, 40, "Niets.", t => t.Veelhoek([(0, 0), (1, 1)], PdfHuisstijl.Accent)));
    }

    private static string[] Rij(PdfjsDocument document, string naam) =>
        [.. document.All("TR").Single(r => r.Children is [{ } first, ..] && first.Said() == naam).Children!.Select(c => c.Said())];
}
