using System.Globalization;
using System.IO.Compression;
using System.Xml;
using MiniExcelLibs;

namespace Isop.Core.Register;

/// <summary>A workbook with a sheet per table, read row by row. Other sheets (an explanation, a pivot) are left alone.</summary>
internal static class XlsxRegister
{
    public static RegisterTables Read(Stream file, ZipArchiveEntry workbook)
    {
        if (CountsFrom1904(workbook))
        {
            return RegisterTables.Unreadable("Dit Excel-bestand telt datums vanaf 1904, dan kloppen de datums niet. Zet die instelling in Excel uit.");
        }

        var tables = new List<RegisterTable>();
        var faults = new List<RegisterFault>();
        var names = file.GetSheetNames();
        foreach (var sheet in RegisterSheet.All)
        {
            var named = names.Where(n => RegisterSheet.Find(n) == sheet).ToList();
            if (named.Count > 1)
            {
                faults.Add(RegisterFault.OfSheet(sheet.Name, "Dit blad staat er meer dan een keer in. Laat er een staan."));
            }

            if (named.Count == 1)
            {
                var builder = new RegisterTableBuilder(sheet);
                Read(file, named[0], builder);
                if (builder.Build() is { } table)
                {
                    tables.Add(table);
                }

                faults.AddRange(builder.Faults);
            }
        }

        return new RegisterTables(tables, faults);
    }

    private static void Read(Stream file, string name, RegisterTableBuilder builder)
    {
        var number = 0;
        foreach (var row in file.Query(useHeaderRow: false, sheetName: name))
        {
            number++;
            builder.Add(number, [.. ((IDictionary<string, object?>)row).Values.Select(Text)]);
            if (builder.Full)
            {
                return;
            }
        }
    }

    /// <summary>A cell as text: a date as yyyy-mm-dd, a whole number without a decimal point, a tick as ja or nee.</summary>
    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text,
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        true => "ja",
        false => "nee",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    private static bool CountsFrom1904(ZipArchiveEntry workbook)
    {
        using var reader = XmlReader.Create(workbook.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CloseInput = true });
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                return reader.GetAttribute("date1904") is "1" or "true";
            }
        }

        return false;
    }
}
