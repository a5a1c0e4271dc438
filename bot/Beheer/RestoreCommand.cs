using Isop.Bot.Bureau;
using Isop.Core.Backup;
using Isop.Core.Personen;

namespace Isop.Bot.Beheer;

/// <summary>Puts a backup back into an empty store.</summary>
internal sealed class RestoreCommand(
    Backups backups, BackupKeys keys, OpenBackupPlek places, Wissing wissing, WisCommand wis, TimeProvider clock)
{
    public async ValueTask<Afloop> RunAsync(Opdracht.Restore opdracht, Uitvoer uit, CancellationToken cancellationToken)
    {
        if (await FindAsync(opdracht.Naam, cancellationToken) is not { } open)
        {
            return uit.Weiger($"De backup ‘{opdracht.Naam}’ is er niet.");
        }

        if (keys.Find() is not { } key)
        {
            uit.Fout($"In {keys.Where} staat geen sleutel van een backup. Geef het goede bestand: --Isop:BackupKey=<bestand>");
            return Afloop.InstellingKloptNiet;
        }

        return await backups.RestoreAsync(open, key, clock.GetUtcNow(), cancellationToken) switch
        {
            RestoreOutcome.Restored(var count) => await EraseAgainAsync(count, uit, cancellationToken),
            RestoreOutcome.Running => uit.Weiger("ISOP draait nog op deze opslag. Zet de website en de functies eerst uit."),
            RestoreOutcome.NotEmpty => uit.Weiger("In deze opslag staat al iets. Terugzetten kan alleen in een lege opslag."),
            RestoreOutcome.Unreadable(var fault) => uit.Weiger(Why(fault)),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    /// <summary>Who was erased after the backup was made is in it, and goes again before anybody starts.</summary>
    private async ValueTask<Afloop> EraseAgainAsync(long count, Uitvoer uit, CancellationToken cancellationToken)
    {
        uit.Regel($"De backup is teruggezet: {BureauText.Number(count)} documenten.");
        if (places() is not { } place)
        {
            return uit.Klaar("Zijn er na deze backup mensen gewist? Wis ze nog eens met ‘persoon wis’. Daarna kun je ISOP weer starten.");
        }

        var marks = await Wislijst.ReadAsync(place, cancellationToken);
        var back = await wissing.BackAsync(marks, cancellationToken);
        foreach (var (mark, person) in back)
        {
            await wis.EraseAsync(person, uit, cancellationToken, mark);
        }

        await wissing.RememberAsync(marks, cancellationToken);

        return uit.Klaar(back.Count == 0
            ? "Niemand in deze backup was daarna gewist. Je kunt ISOP weer starten."
            : $"{BureauText.Number(back.Count)} {(back.Count == 1 ? "mens die na deze backup was gewist, is" : "mensen die na deze backup waren gewist, zijn")} opnieuw gewist. Je kunt ISOP weer starten.");
    }

    private static string Why(BackupFault fault) => fault switch
    {
        BackupFault.NoBackup => "Dit bestand is geen backup van ISOP.",
        BackupFault.NewerVersion => "Deze backup is gemaakt met een nieuwere versie van ISOP. Zet eerst die versie neer. Er is niets teruggezet.",
        BackupFault.OtherKey => "Deze backup is met een andere sleutel gemaakt. Geef de goede: --Isop:BackupKey=<bestand of adres in de kluis>",
        BackupFault.Damaged => "Deze backup is beschadigd of niet compleet. Er is niets teruggezet. Neem een andere backup.",
        _ => throw new NotSupportedException(fault.ToString()),
    };

    /// <summary>A file first, then a name where the backups are kept.</summary>
    private async ValueTask<Func<CancellationToken, ValueTask<Stream>>?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (File.Exists(name))
        {
            return _ => ValueTask.FromResult<Stream>(File.OpenRead(name));
        }

        if (name.Contains('/', StringComparison.Ordinal) || places() is not { } place
            || await place.OpenAsync(name, cancellationToken) is not { } found)
        {
            return null;
        }

        await found.DisposeAsync();
        return async token => await place.OpenAsync(name, token) ?? throw new FileNotFoundException("The backup went away.");
    }
}
