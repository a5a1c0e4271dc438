using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;
using MiniExcelLibs;
using static Isop.Tests.StageEvaluaties.Rapporten.Proefrapport;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>A spreadsheet holds what the page shows: the same figures, and words where there are none.</summary>
public sealed class RapportexportTests
{
    [Fact]
    public void Csv_is_for_Dutch_Excel()
    {
        var file = Rapportexport.Csv(Rapportbeeld.Maak(Gemengd));
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), file[..3]);
        var lines = Encoding.UTF8.GetString(file).Split("\r\n");
        Assert.StartsWith("Deel;Over toon;cijfers;2026-2027 tot en met 2028-2029;0;1;4;9;6;2;20;5;4,0;3,5;0,5;3,7;0,3;3,6;0,4;niet van toepassing;", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Deel;Over laag;cijfers;2026-2027 tot en met 2028-2029;3;4;2;1;0;2;10;5;2,1;3,5;-1,4;3,7;-1,6;geen vergelijking;geen vergelijking;", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Rapportsoort.Organisatie)]
    [InlineData(Rapportsoort.Bestuur)]
    public void What_is_hidden_is_words_in_every_cell(Rapportsoort soort)
    {
        var beeld = Rapportbeeld.Maak(Gemengd with { Onderwerp = new("X", soort) });
        var table = Rapporttabel.Van(beeld);
        Assert.Equal(7, table.Rijen.Count);
        Assert.All(table.Rijen, r => Assert.Equal(table.Kolommen.Count, r.Count));
        Assert.All(table.Rijen.SelectMany(r => r), c => Assert.NotEqual("", c.Tekst));
        var hidden = table.Rijen.Where(r => r[2].Tekst == "niet getoond").ToList();
        Assert.Equal(["Over weinig", "Over aanvullend"], hidden.Select(r => r[1].Tekst));
        Assert.All(hidden, r => Assert.All(r, c => Assert.Null(c.Getal)));
        Assert.Contains("We verwachten het in het rapport van 2029-2030.", hidden[0][^1].Tekst, StringComparison.Ordinal);
        var band = table.Rijen.Single(r => r[1].Tekst == "Over band");
        Assert.All(band.Where((_, i) => table.Kolommen[i] != "Organisaties die ontbreken"), c => Assert.Null(c.Getal));
        Assert.Equal("hoog", band[12].Tekst);
    }

    [Fact]
    public void Xlsx_says_the_same_as_csv()
    {
        var beeld = Rapportbeeld.Maak(Voorbeeldpartnerschap.Volledig);
        var csv = Csv(Rapportexport.Csv(beeld));
        using var stream = new MemoryStream(Rapportexport.Xlsx(beeld));
        var sheet = stream.Query(sheetName: "Cijfers").Cast<IDictionary<string, object?>>().Select(r => r.Values.Select(Text).ToArray()).ToList();
        Assert.Equal(csv.Take(sheet.Count).Select(r => r.Select(Kort)), sheet);
        Assert.Equal(Rapporttabel.Van(beeld).Rijen.Count + 1, sheet.Count);
        Assert.Equal(["Cijfers", "Opmerkingen", "Toelichting"], stream.GetSheetNames());
        var words = stream.GetSheetNames().Skip(1).SelectMany(s => stream.Query(sheetName: s).Cast<IDictionary<string, object?>>().Skip(1)).Select(r => r.Values.Select(Text).ToArray());
        Assert.Equal(csv.Skip(sheet.Count).Select(r => r[..2]), words);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+31 6 is mijn nummer")]
    [InlineData("-2 voor de planning")]
    [InlineData("@iedereen: top")]
    [InlineData("  =1+1")]
    [InlineData("＝1+1")]
    [InlineData("\t=1+1")]
    public void A_comment_is_never_a_formula(string text)
    {
        var bron = Bron(Toon("a", 1, 1, 1, 1, 1)) with { Opmerkingen = new Dictionary<string, IReadOnlyList<string>> { ["goed"] = [text] } };
        var beeld = Rapportbeeld.Maak(bron with { Eigen = bron.Eigen with { Opmerkingen = new Deel("a", "2026-2027", Jaar) } });
        Assert.Contains(Csv(Rapportexport.Csv(beeld)), r => r[1] == $"'{text}");
        var file = Rapportexport.Xlsx(beeld);
        using var stream = new MemoryStream(file);
        Assert.Contains(stream.Query(sheetName: "Opmerkingen").Cast<IDictionary<string, object?>>(), r => Text(r["B"]).TrimEnd() == $"'{text}".TrimEnd());
        using var zip = new ZipArchive(new MemoryStream(file));
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            Assert.DoesNotContain("<x:f>", reader.ReadToEnd().Replace("<f>", "<x:f>", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_difference_keeps_its_sign_as_a_number()
    {
        using var stream = new MemoryStream(Rapportexport.Xlsx(Rapportbeeld.Maak(Gemengd)));
        var row = stream.Query(sheetName: "Cijfers", useHeaderRow: true).Cast<IDictionary<string, object?>>().Single(r => (string?)r["Vraag"] == "Over laag");
        Assert.Equal(-1.4, Assert.IsType<double>(row["Verschil met norm"]), 9);
    }

    internal static List<string[]> Csv(byte[] file)
    {
        using var reader = CsvReader.FromText(Encoding.UTF8.GetString(file)[1..], new CsvReaderOptions { Separator = ';', HasHeader = false });
        List<string[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }

    private static string Text(object? value) => value switch
    {
        double d => d.ToString("0.#", Dutch),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A workbook holds numbers; whether it shows "4,0" or "4" is the program's.</summary>
    private static string Kort(string cell) => cell.Length <= 4 && cell.EndsWith(",0", StringComparison.Ordinal) ? cell[..^2] : cell;

    private static readonly NumberFormatInfo Dutch = new() { NumberDecimalSeparator = "," };
}
