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
    public static byte[] Zip(params IReadOnlyList<string> without)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "bot", "Development", "Demo"), "*.csv"))
            {
                using var entry = archive.CreateEntry(Path.GetFileName(file)).Open();
                var lines = File.ReadAllLines(file).Where(l => Path.GetFileName(file) != "stages.csv" || !without.Contains(l.Split(';')[0]));
                var text = Dates.Aggregate(string.Join('\n', lines), (t, d) => t.Replace(d.Word, d.Date, StringComparison.Ordinal));
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return zip.ToArray();
    }
}
