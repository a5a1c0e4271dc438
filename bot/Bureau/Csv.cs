using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Bureau;

/// <summary>A list to open in a spreadsheet: UTF-8 with BOM and semicolons, as Dutch Excel reads it.</summary>
internal static class Csv
{
    /// <summary>What makes a spreadsheet take a cell for a formula, the full-width forms included.</summary>
    private const string StartsFormula = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    public static FileContentHttpResult File(string name, IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows) =>
        TypedResults.File(Write(rows.Prepend(heading)), "text/csv; charset=utf-8", name);

    public static byte[] Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(';', row.Select(Cell)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>Text that would run as a formula gets an apostrophe in front.</summary>
    internal static string Cell(string value)
    {
        var start = value.AsSpan().TrimStart(' ');
        var safe = start.Length > 0 && StartsFormula.Contains(start[0], StringComparison.Ordinal) ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny("\";\r\n\t") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
