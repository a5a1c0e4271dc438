using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Isop.Core.Backup;
using Isop.Core.Personen;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Beheer;

/// <summary>What the law gives a person: everything that is stored about her in one file.</summary>
internal sealed class PersoonCommand(Persoonsexport export, IOptions<LeesrechtOptions> leesrecht, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async ValueTask<Afloop> RunAsync(Opdracht.PersoonExport opdracht, Uitvoer uit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var folder = Path.GetFullPath(opdracht.Naar ?? ".");
        var name = string.Create(CultureInfo.InvariantCulture, $"isop-persoon-{AmsterdamTime.DateOf(now):yyyy-MM-dd}.zip");
        if (File.Exists(Path.Combine(folder, name)))
        {
            return uit.Weiger($"{Path.Combine(folder, name)} bestaat al. Haal dat bestand eerst weg, of kies een andere map met --naar.");
        }

        if (await export.ReadAsync(opdracht.Adres, leesrecht.Value, cancellationToken) is not { } dossier)
        {
            return Unknown(opdracht.Adres, uit);
        }

        // Before the file is there: a file without a line would be worse than a line without a file.
        await export.KeepAsync(dossier, now, cancellationToken);
        await new MapPlek(folder).SaveAsync(name, (into, token) => WriteAsync(dossier, now, into, token), cancellationToken);
        uit.Regel($"Alles over deze persoon staat in {Path.Combine(folder, name)}.");
        return uit.Klaar("Geef dit bestand alleen aan de persoon zelf, en haal het daarna weg.");
    }

    internal static Afloop Unknown(string adres, Uitvoer uit) =>
        uit.Weiger($"ISOP bewaart niets onder {adres}. Kijk of het adres klopt, zoals het in het register staat of stond.");

    private static async ValueTask WriteAsync(Persoonsdossier dossier, DateTimeOffset now, Stream into, CancellationToken cancellationToken)
    {
        // Through memory: an archive writes its parts synchronously.
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "overzicht.html", Persoonsoverzicht.Html(dossier, now));
            foreach (var (file, documents) in dossier.Bestanden)
            {
                Add(zip, $"gegevens/{file}.json", documents.ToJsonString(Readable));
            }
        }

        bytes.Position = 0;
        await bytes.CopyToAsync(into, cancellationToken);
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
