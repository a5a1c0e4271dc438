using Isop.Bot.Bureau;
using Isop.Core.Backup;

namespace Isop.Bot.Beheer;

/// <summary>Makes a backup in a file of one's own choice.</summary>
internal sealed class BackupCommand(Backups backups, BackupKeys keys, TimeProvider clock)
{
    public async ValueTask<Afloop> RunAsync(Opdracht.Backup opdracht, Uitvoer uit, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(opdracht.Bestand);
        if (File.Exists(path) || Directory.Exists(path))
        {
            return uit.Weiger($"{path} bestaat al. Kies een andere naam.");
        }

        if (keys.FindOrMake() is not { } key)
        {
            uit.Fout($"In {keys.Where} staat geen sleutel van een backup.");
            return Afloop.InstellingKloptNiet;
        }

        long count = 0;
        await new MapPlek(Path.GetDirectoryName(path)!).SaveAsync(
            Path.GetFileName(path),
            async (into, token) => count = await backups.MakeAsync(into, key, clock.GetUtcNow(), token),
            cancellationToken);
        uit.Regel($"De backup staat in {path}: {BureauText.Number(count)} documenten.");
        return uit.Klaar(keys.IsInVault ? $"De sleutel is {keys.Where}." : $"De sleutel is {keys.Where}. Bewaar die apart van de backup.");
    }
}
