using System.Text.Json;
using Isop.Core.Backup;

namespace Isop.Core.Personen;

/// <summary>
/// The marks of who was erased as a file beside the backups: a backup that is older than an erasure does not know it, and the store
/// that knew it is gone when somebody restores.
/// </summary>
public static class Wislijst
{
    public const string Naam = "isop-gewist.json";

    public static async ValueTask<IReadOnlyList<Wismerk>> ReadAsync(IBackupPlek place, CancellationToken cancellationToken)
    {
        if (await place.OpenAsync(Naam, cancellationToken) is not { } file)
        {
            return [];
        }

        await using (file)
        {
            return await JsonSerializer.DeserializeAsync(file, CoreJson.Default.ListWismerk, cancellationToken) ?? [];
        }
    }

    /// <summary>Adds what is finished; what is in the file already stays, also of a store that was replaced since.</summary>
    public static async ValueTask AddAsync(IBackupPlek place, IEnumerable<Wismerk> marks, CancellationToken cancellationToken)
    {
        var all = (await ReadAsync(place, cancellationToken)).Concat(marks.Where(m => m.Bezig is null)).DistinctBy(m => m.Id).ToList();
        await place.SaveAsync(
            Naam, async (into, token) => await JsonSerializer.SerializeAsync(into, all, CoreJson.Default.ListWismerk, token), cancellationToken);
    }
}
