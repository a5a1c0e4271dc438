using System.Text.RegularExpressions;
using Isop.Core.Pdf;

namespace Isop.Tests.Pdf;

/// <summary>What four readers of other people's making find in our files.</summary>
public sealed class PdfReadersTests
{
    [Fact]
    public async Task Poppler_calls_the_report_tagged_and_its_fonts_embedded_subsets()
    {
        var file = Voorbeelden.Rapport().Maak().Bytes;
        var info = await PdfTools.PopplerAsync("pdfinfo", file);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches(@"Title:\s+Tussenevaluaties in de eerste stageperiode", info);
        Assert.Matches(@"PDF version:\s+1\.7", info);
        Assert.Matches(@"JavaScript:\s+no", info);
        Assert.Matches(@"Encrypted:\s+no", info);
        var fonts = (await PdfTools.PopplerAsync("pdffonts", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToArray();
        Assert.Equal(2, fonts.Length);
        Assert.All(fonts, f => Assert.Matches(@"^[A-Z]{6}\+SourceSans3-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes", f));
    }

    [Fact]
    public async Task Poppler_finds_the_structure_of_the_report()
    {
        var tree = await PdfTools.PopplerAsync("pdfinfo", Voorbeelden.Rapport().Maak().Bytes, "-struct");
        Assert.Equal(["H1", "H2", "H2", "H3", "H2"], Regex.Matches(tree, @"^\s+(H\d)", RegexOptions.Multiline).Select(m => m.Groups[1].Value));
        Assert.StartsWith("Document", tree.TrimStart());
    }

    [Fact]
    public async Task A_screen_reader_gets_the_report_in_order()
    {
        var document = await PdfjsDocument.ReadAsync(Voorbeelden.Rapport().Maak().Bytes);
        Assert.Equal(("nl-NL", true, "Tussenevaluaties in de eerste stageperiode"), (document.Language, document.Marked, document.Title));
        var first = document.Pages[0].Tree.All().Single(n => n.Role == "Document").Children!;
        Assert.Equal(["H1", "P", "P", "H2", "P", "Figure", "H2", "L", "H3", "L"], first.Select(n => n.Role).Take(10));
        Assert.Equal(["H2", "Table", "P"], document.Pages[1].Tree.All().Where(n => n.Role is "H2" or "Table" or "P").Select(n => n.Role));
        Assert.Equal(Voorbeelden.DiagramAlt, document.All("Figure").Single().Alt);
        Assert.Equal("1. Bespreek de cijfers in het team van opleiders.", document.All("LI").ElementAt(3).Said());
        Assert.Equal(["Lbl", "LBody"], document.All("LI").First().Children!.Select(c => c.Role));
        Assert.Equal("Locatie", document.All("TH").First().Said());
        Assert.Contains("Pagina 2 van 2", document.Pages[1].Outside);
        Assert.DoesNotContain("Pagina", document.Pages[1].Tree.Said());
    }

    [Fact]
    public async Task Text_across_lines_stays_words()
    {
        var document = await PdfjsDocument.ReadAsync(Voorbeelden.Rapport().Maak().Bytes);
        Assert.StartsWith("Van de 124 studenten met een stage hebben er 97 samen met hun werkplekbegeleider de tussenevaluatie ingevuld. Dat is meer dan vorig jaar om deze tijd.",
            document.All("P").ElementAt(1).Said());
    }

    [Fact]
    public async Task A_table_over_three_pages_is_one_table_with_whole_rows_and_a_header_said_once()
    {
        var rapport = Voorbeelden.Leeg();
        rapport.Tabel([new("Locatie") { Rijkop = true, Breedte = 3 }, new("Opleider"), new("A"), new("B"), new("C")], Voorbeelden.Rijen(100));
        var file = rapport.Maak().Bytes;
        var document = await PdfjsDocument.ReadAsync(file);
        Assert.InRange(document.Pages.Length, 3, 6);
        Assert.All(PdfTools.Pages(file), page => Assert.StartsWith("Locatie", page));
        Assert.All(document.Pages.Skip(1), page => Assert.Contains("Locatie", page.Outside));
        var rows = document.Pages.SelectMany(p => p.Tree.All()).Where(n => n.Role == "TR" && n.Said().Length > 0).Select(n => n.Said()).ToArray();
        Assert.Equal(101, rows.Length);
        Assert.Equal(Voorbeelden.Rijen(100).Select(r => string.Join(' ', r)), rows[1..]);
        var tree = await PdfTools.PopplerAsync("pdfinfo", file, "-struct");
        Assert.Equal(1, Regex.Count(tree, @"^\s+Table", RegexOptions.Multiline));
        Assert.Equal(5, Regex.Count(tree, "/Scope /Column"));
        Assert.Equal(100, Regex.Count(tree, "/Scope /Row"));
    }

    [Fact]
    public async Task A_row_higher_than_a_page_goes_on_without_losing_a_word()
    {
        var words = string.Join(' ', Enumerable.Range(1, 2500).Select(i => $"woord{i}"));
        var rapport = Voorbeelden.Leeg();
        rapport.Tabel([new("Kop"), new("Tekst")], [["kort", words], ["na", "afloop"]]);
        var document = await PdfjsDocument.ReadAsync(rapport.Maak().Bytes);
        Assert.Equal($"kort {words} na afloop", string.Join(' ', document.All("TD").Select(c => c.Said()).Where(said => said.Length > 0)));
    }

    [Fact]
    public async Task A_certificate_is_read_from_top_to_bottom()
    {
        var file = Voorbeelden.Certificaat().Maak().Bytes;
        var document = await PdfjsDocument.ReadAsync(file);
        var page = Assert.Single(document.Pages);
        Assert.Equal(["P", "H1", "P", "P", "P", "H2", "P", "P", "P", "Figure", "P"], page.Tree.All().Single(n => n.Role == "Document").Children!.Select(n => n.Role));
        Assert.Equal("Ayşegül Yıldız-van den Broek", document.All("P").ElementAt(2).Said());
        Assert.Equal("", page.Outside);
        Assert.Matches(@"Page size:\s+841\.89 x 595\.28 pts \(A4\)", await PdfTools.PopplerAsync("pdfinfo", file));
    }

    [Fact]
    public void A_heading_never_ends_a_page()
    {
        for (var lines = 0; lines < 60; lines++)
        {
            var rapport = Voorbeelden.Leeg();
            for (var i = 0; i < lines; i++)
            {
                rapport.Alinea("regel");
            }

            rapport.Kop(2, "Kop twee");
            rapport.Kop(3, "Kop drie");
            rapport.Alinea("Eronder");
            Assert.Single(PdfTools.Pages(rapport.Maak().Bytes), p => p.Contains("Kop twee") && p.Contains("Kop drie") && p.Contains("Eronder"));
        }
    }
}
