using System.IO.Compression;
using System.Text;

namespace Isop.EndToEndTests;

/// <summary>
/// The demo register with fixed dates, as the zip an onderwijsbureau hands in: stages from 31 August 2026 to 29 January 2027, the
/// tussenevaluatie from Monday 16 November to Friday 4 December.
/// </summary>
internal static class Oefenregister
{
    private static readonly (string Word, string Date)[] Dates =
    [
        ("{begin}", "2026-08-31"), ("{opening}", "2026-11-16"), ("{deadline}", "2026-12-04"), ("{einde}", "2027-01-29"), ("{blok-einde}", "2026-11-13"),
        ("{jaareinde}", "2027-07-16"), ("{studiejaar}", "2026-2027"), ("{contactdag}", "2026-12-08"), ("{contactdag-later}", "2027-02-09"),
    ];

    /// <param name="without">Student numbers whose stages are left out, so that a mentor has one student.</param>
    public static byte[] Zip(params IReadOnlyList<string> without) =>
        Zip((file, lines) => lines.Where(l => file != "stages.csv" || !without.Contains(l.Split(';')[0])));

    /// <param name="change">The lines of each file as they should be; the words for dates are filled in after.</param>
    public static byte[] Zip(Func<string, IEnumerable<string>, IEnumerable<string>> change)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "bot", "Development", "Demo"), "*.csv"))
            {
                var name = Path.GetFileName(file);
                using var entry = archive.CreateEntry(name).Open();
                var text = Dates.Aggregate(string.Join('\n', change(name, File.ReadLines(file))), (t, d) => t.Replace(d.Word, d.Date, StringComparison.Ordinal));
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return zip.ToArray();
    }
}
