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

        // Before anything is put back: without it nobody can say who has to go again.
        var marks = await ListAsync(opdracht.Naam, cancellationToken);
        return await backups.RestoreAsync(open, key, clock.GetUtcNow(), cancellationToken) switch
        {
            RestoreOutcome.Restored(var count) => await EraseAgainAsync(count, marks, uit, cancellationToken),
            RestoreOutcome.Half => uit.Halverwege("ISOP begon te draaien tijdens het terugzetten. In deze opslag staat nu een deel. Zet ISOP uit, maak de opslag leeg en begin opnieuw."),
            RestoreOutcome.Running => uit.Weiger("ISOP draait nog op deze opslag. Zet de website en de functies eerst uit."),
            RestoreOutcome.NotEmpty => uit.Weiger("In deze opslag staat al iets. Terugzetten kan alleen in een lege opslag."),
            RestoreOutcome.Unreadable(var fault) => uit.Weiger(Why(fault)),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    /// <summary>Who was erased after the backup was made is in it, and goes again before anybody starts.</summary>
    private async ValueTask<Afloop> EraseAgainAsync(long count, IReadOnlyList<Wismerk>? marks, Uitvoer uit, CancellationToken cancellationToken)
    {
        uit.Regel($"De backup is teruggezet: {BureauText.Number(count)} documenten.");
        IReadOnlyList<(Wismerk Merk, Identiteit Wie)> back;
        try
        {
            back = await wissing.BackAsync(marks ?? [], cancellationToken);
            foreach (var (mark, person) in back)
            {
                if (await wis.EraseAsync(person, uit, cancellationToken, mark) is not ({ Klaar: not null }, true))
                {
                    return uit.Halverwege("Teruggezet, maar nog niet iedereen is opnieuw gewist. Start ISOP niet: zet de backup nog eens terug, in een lege opslag.");
                }
            }

            await wissing.RememberAsync(marks ?? [], cancellationToken);
        }
        catch
        {
            uit.Fout("Teruggezet, maar nog niet iedereen is opnieuw gewist. Start ISOP niet: zet de backup nog eens terug, in een lege opslag.");
            throw;
        }

        if (marks is null)
        {
            return uit.Klaar("Zijn er na deze backup mensen gewist? Wis ze nog eens met ‘persoon wis’. Daarna kun je ISOP weer starten.");
        }

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

    /// <summary>Who was erased: where the backups are kept, or else beside the file. Null when there is no list anywhere.</summary>
    private async ValueTask<IReadOnlyList<Wismerk>?> ListAsync(string name, CancellationToken cancellationToken)
    {
        if (places() is { } place)
        {
            return await Wislijst.ReadAsync(place, cancellationToken);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(name));
        return folder is not null && File.Exists(Path.Combine(folder, Wislijst.Naam)) ? await Wislijst.ReadAsync(new MapPlek(folder), cancellationToken) : null;
    }

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
