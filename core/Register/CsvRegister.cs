using System.IO.Compression;
using System.Text;
using CsvHelper;

namespace Isop.Core.Register;

/// <summary>A zip of CSV files, one per sheet, at the top or in a folder. UTF-8 with or without BOM, `;` or `,` per file.</summary>
internal static class CsvRegister
{
    public static bool IsCsv(ZipArchiveEntry entry) =>
        entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !entry.Name.StartsWith("._", StringComparison.Ordinal)
        && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    public static RegisterTables Read(ZipArchive zip)
    {
        var tables = new List<RegisterTable>();
        var faults = new List<RegisterFault>();
        foreach (var sheet in RegisterSheet.All)
        {
            var files = zip.Entries.Where(e => IsCsv(e) && RegisterSheet.Find(Path.GetFileNameWithoutExtension(e.Name)) == sheet).ToList();
            if (files.Count > 1)
            {
                faults.Add(RegisterFault.OfSheet(sheet.Name, "Dit csv-bestand zit meer dan een keer in de zip. Laat er een staan."));
            }

            if (files.Count == 1)
            {
                var builder = new RegisterTableBuilder(sheet);
                Read(files[0], builder);
                if (builder.Build() is { } table)
                {
                    tables.Add(table);
                }

                faults.AddRange(builder.Faults);
            }
        }

        return new RegisterTables(tables, faults);
    }

    private static void Read(ZipArchiveEntry entry, RegisterTableBuilder builder)
    {
        string text;
        try
        {
            // Strict: a file in another encoding must not become names with question marks.
            using var reader = new StreamReader(entry.Open(), new UTF8Encoding(false, throwOnInvalidBytes: true));
            text = reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            builder.Refuse("Dit csv-bestand is niet opgeslagen als UTF-8. Kies bij opslaan voor \"CSV UTF-8\".");
            return;
        }

        var heading = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length);
        var options = new CsvReaderOptions
        {
            Separator = heading.Contains(';') ? ';' : ',',
            HasHeader = false,
            // Empty lines count as rows, so that the numbers are those that a spreadsheet shows.
            SkipEmptyLines = false,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        try
        {
            using var reader = CsvReader.FromText(text, options);
            for (var row = 1; !builder.Full && reader.Read(); row++)
            {
                builder.Add(row, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
            }
        }
        catch (CsvFormatException e)
        {
            builder.Refuse($"Op rij {e.RecordNumber} staat een aanhalingsteken op de verkeerde plaats. Vanaf daar is dit bestand niet te lezen.");
        }
    }
}
