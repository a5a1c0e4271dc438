using System.Globalization;
using Isop.Core.Personen;
using Isop.Core.Time;

namespace Isop.Core.Backup;

/// <summary>The backup of the night: one file per day, and the old ones go.</summary>
public sealed class BackupJob(Backups backups, IBackupPlek place, Wismerken gewist, Func<bool, BackupKey> key, int days)
{
    public const string Name = "reservekopie";

    private const string Prefix = "isop-";
    private const string Suffix = ".isopbackup";

    /// <summary>Answers how many documents the backup holds.</summary>
    public async ValueTask<int> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        long count = 0;
        var today = AmsterdamTime.DateOf(now);
        await Wislijst.AddAsync(place, await gewist.AllAsync(cancellationToken), cancellationToken);
        var names = await place.NamesAsync(cancellationToken).Where(n => DayOf(n) is not null).Order(StringComparer.Ordinal).ToListAsync(cancellationToken);
        await place.SweepAsync(name => DayOf(name) < today, cancellationToken);
        // Also when making one goes wrong, night after night; but the last there is stays.
        foreach (var name in names.SkipLast(1).Where(n => DayOf(n) < today.AddDays(-days)))
        {
            await place.RemoveAsync(name, cancellationToken);
        }

        // Older backups without their key are worth nothing: a new key would hide that it is lost.
        var lockedBy = key(names.Count == 0);
        await place.SaveAsync(
            NameOf(today), async (into, token) => count = await backups.MakeAsync(into, lockedBy, now, token), cancellationToken);
        if (names.Count > 0 && DayOf(names[^1]) < today.AddDays(-days))
        {
            await place.RemoveAsync(names[^1], cancellationToken);
        }

        return (int)Math.Min(count, int.MaxValue);
    }

    public static string NameOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day:yyyy-MM-dd}{Suffix}");

    /// <summary>Null for what is no backup of a night: that is left alone.</summary>
    private static DateOnly? DayOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
        && DateOnly.TryParseExact(name[Prefix.Length..^Suffix.Length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;
}
