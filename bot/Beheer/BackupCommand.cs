using System.Security.Cryptography;
using Isop.Bot.Bureau;
using Isop.Core.Backup;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Beheer;

/// <summary>Makes a backup in a file of one's own choice.</summary>
internal sealed class BackupCommand(Backups backups, IOptions<BackupOptions> options, TimeProvider clock)
{
    public async ValueTask<Afloop> RunAsync(Opdracht.Backup opdracht, Uitvoer uit, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(opdracht.Bestand);
        if (File.Exists(path) || Directory.Exists(path))
        {
            return uit.Weiger($"{path} bestaat al. Kies een andere naam.");
        }

        BackupKey key;
        try
        {
            key = BackupKey.FindOrMake(options.Value.BackupKey);
        }
        catch (CryptographicException)
        {
            uit.Fout($"In {Path.GetFullPath(options.Value.BackupKey)} staat geen sleutel van een backup.");
            return Afloop.InstellingKloptNiet;
        }

        long count = 0;
        await new MapPlek(Path.GetDirectoryName(path)!).SaveAsync(
            Path.GetFileName(path),
            async (into, token) => count = await backups.MakeAsync(into, key, clock.GetUtcNow(), token),
            cancellationToken);
        uit.Regel($"De backup staat in {path}: {BureauText.Number((int)Math.Min(count, int.MaxValue))} documenten.");
        return uit.Klaar($"De sleutel is {Path.GetFullPath(options.Value.BackupKey)}. Bewaar die apart van de backup.");
    }
}
