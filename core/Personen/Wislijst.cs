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

    /// <summary>
    /// Adds these, without what recognises a person whose erasure is under way; what is in the file already stays, also of a store that
    /// was replaced since.
    /// </summary>
    public static async ValueTask AddAsync(IBackupPlek place, IEnumerable<Wismerk> marks, CancellationToken cancellationToken)
    {
        var all = marks.Select(m => m with { Bezig = null }).Concat(await ReadAsync(place, cancellationToken))
            .GroupBy(m => m.Id).Select(g => g.MaxBy(m => (m.Klaar is not null, m.Kenmerken.Count))!).OrderBy(m => m.Op).ThenBy(m => m.Id, StringComparer.Ordinal).ToList();
        if (all.Count == 0)
        {
            return;
        }

        await place.SaveAsync(
            Naam, async (into, token) => await JsonSerializer.SerializeAsync(into, all, CoreJson.Default.ListWismerk, token), cancellationToken);
    }
}
