using System.IO.Compression;
using System.Text;
using Isop.Core.Time;

namespace Isop.Bot.Development;

/// <summary>
/// A small made-up partnership to look around in, as the zip of CSV files that the onderwijsbureau would hand in. Its dates hang
/// on the day it is made for: the tussenevaluatie opened on the Monday of that week.
/// </summary>
internal static class Demoregister
{
    private const string Folder = "Development/Demo/";

    private static readonly string[] Tables = ["besturen", "organisaties", "personen", "rollen", "studenten", "stages", "leerteams", "kalender"];

    /// <summary>The moment to look around at: the Wednesday after the opening, when everybody has got the first card.</summary>
    public static DateTimeOffset Moment(DateTimeOffset now) => AmsterdamTime.At(Opening(now).AddDays(2), new TimeOnly(17, 5));

    public static MemoryStream Zip(DateTimeOffset now)
    {
        var words = Words(Opening(now));
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var table in Tables)
            {
                using var entry = archive.CreateEntry($"{table}.csv").Open();
                entry.Write(Encoding.UTF8.GetBytes(words.Aggregate(Read(table), (text, word) => text.Replace(word.Key, word.Value, StringComparison.Ordinal))));
            }
        }

        zip.Position = 0;
        return zip;
    }

    private static DateOnly Opening(DateTimeOffset now)
    {
        var today = AmsterdamTime.DateOf(now);
        return Core.Kalender.Kalender.Maandag(today);
    }

    private static Dictionary<string, string> Words(DateOnly opening)
    {
        var begin = opening.AddDays(-77);
        return new Dictionary<string, string>
        {
            ["{begin}"] = Datumtekst.Iso(begin),
            ["{opening}"] = Datumtekst.Iso(opening),
            ["{blok-einde}"] = Datumtekst.Iso(opening.AddDays(-3)),
            ["{deadline}"] = Datumtekst.Iso(opening.AddDays(18)),
            ["{contactdag}"] = Datumtekst.Iso(opening.AddDays(22)),
            ["{contactdag-later}"] = Datumtekst.Iso(opening.AddDays(85)),
            ["{einde}"] = Datumtekst.Iso(opening.AddDays(74)),
            ["{jaareinde}"] = Datumtekst.Iso(begin.AddDays(319)),
            ["{studiejaar}"] = $"{begin.Year}-{begin.AddDays(319).Year}",
        };
    }

    private static string Read(string table)
    {
        using var stream = typeof(Demoregister).Assembly.GetManifestResourceStream($"{Folder}{table}.csv")
            ?? throw new InvalidOperationException($"The demo register has no {table}.csv.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
