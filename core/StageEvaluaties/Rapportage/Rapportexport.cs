using CsvHelper;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>A report for a spreadsheet, with what the page shows and nothing besides.</summary>
public static class Rapportexport
{
    /// <summary>What makes a spreadsheet take a cell for a formula, the full-width forms included.</summary>
    private const string StartsFormula = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>UTF-8 with BOM, semicolons and decimal commas, as Dutch Excel reads it: the questions, then the comments, then what goes for all.</summary>
    public static byte[] Csv(Rapportbeeld beeld)
    {
        var table = Rapporttabel.Van(beeld);
        using var stream = new MemoryStream();
        using (var writer = CsvWriter.Create(stream, new CsvWriterOptions { Separator = ';', WriteByteOrderMark = true }, leaveOpen: true))
        {
            Write(writer, table.Kolommen);
            foreach (var row in table.Rijen)
            {
                Write(writer, [.. row.Select(c => c.Getal is null ? Veilig(c.Tekst) : c.Tekst)]);
            }

            foreach (var (name, text) in Onder(beeld))
            {
                Write(writer, [Veilig(name), Veilig(text), .. Enumerable.Repeat("", table.Kolommen.Count - 2)]);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A workbook with a sheet of questions, one of comments and one that explains; figures are numbers.</summary>
    public static byte[] Xlsx(Rapportbeeld beeld)
    {
        var table = Rapporttabel.Van(beeld);
        var sheets = new Dictionary<string, object>
        {
            ["Cijfers"] = Sheet(table.Kolommen, table.Rijen.Select(r => r.Select(Value))),
            ["Opmerkingen"] = Sheet(["Vraag", "Opmerking"], Opmerkingen(beeld).Select(o => (object[])[o.Naam, o.Tekst])),
            ["Toelichting"] = Sheet(["Wat", "Uitleg"], Toelichting(beeld).Select(o => (object[])[o.Naam, o.Tekst])),
        };
        using var stream = new MemoryStream();
        stream.SaveAs(sheets, configuration: new OpenXmlConfiguration { TableStyles = TableStyles.None, FreezeRowCount = 1, EnableAutoWidth = true, FastMode = true, MaxWidth = 60 });
        return stream.ToArray();
    }

    /// <summary>Text that would run as a formula gets an apostrophe in front.</summary>
    internal static string Veilig(string tekst)
    {
        var start = tekst.AsSpan().TrimStart(' ');
        return start.Length > 0 && StartsFormula.Contains(start[0], StringComparison.Ordinal) ? $"'{tekst}" : tekst;
    }

    private static object Value(Tabelcel cell) => cell switch
    {
        { Getal: { } whole, IsGeheel: true } => (int)whole,
        { Getal: { } number } => (double)number,
        _ => cell.Tekst,
    };

    private static List<Dictionary<string, object>> Sheet(IReadOnlyList<string> columns, IEnumerable<IEnumerable<object>> rows) =>
        [.. rows.Select(r => columns.Zip(r.Select(v => v is string text ? Veilig(text) : v)).ToDictionary(p => p.First, p => p.Second))];

    private static IEnumerable<(string Naam, string Tekst)> Onder(Rapportbeeld beeld) => Opmerkingen(beeld).Concat(Toelichting(beeld));

    private static IEnumerable<(string Naam, string Tekst)> Opmerkingen(Rapportbeeld beeld) =>
        beeld.Opmerkingen.SelectMany(o => o.Uitleg is { } why ? [(o.Vraag, why)] : o.Teksten.Select(t => (o.Vraag, t)));

    private static IEnumerable<(string Naam, string Tekst)> Toelichting(Rapportbeeld beeld)
    {
        yield return ("Rapport", $"{beeld.Titel}, rapport van {beeld.Studiejaar}");
        yield return ("Let op", Rapportwoorden.GeenEnigeGrond);
        yield return ("Respons", beeld.Responszin);
        if (beeld.LageRespons)
        {
            yield return ("Lage respons", Rapportwoorden.LageRespons);
        }

        if (beeld.Zonder is { } zonder)
        {
            yield return ("Wie ontbreekt", zonder);
        }

        foreach (var punt in beeld.Opvallend)
        {
            yield return ("Valt op", punt.Zin);
        }

        if (beeld.OpvallendUitleg is { } none)
        {
            yield return ("Valt op", none);
        }

        foreach (var steps in beeld.Onderdelen.Select(o => string.Join(", ", o.Stappen.Select((s, i) => $"{i + 1} = {s}"))).Distinct(StringComparer.Ordinal))
        {
            yield return ("Stappen", steps);
        }

        if (beeld.Gedaan is { } done)
        {
            yield return ("Wat deden we met jullie antwoorden", done);
        }
    }

    private static void Write(CsvWriter writer, IReadOnlyList<string> fields)
    {
        foreach (var field in fields)
        {
            writer.WriteField(field);
        }

        writer.EndRecord();
    }
}
