using System.Globalization;
using Isop.Core.Time;

namespace Isop.Core.Backup;

/// <summary>The backup of the night: one file per day, and the old ones go.</summary>
public sealed class BackupJob(Backups backups, IBackupPlek place, Func<BackupKey> key, int days)
{
    public const string Name = "reservekopie";

    private const string Prefix = "isop-";
    private const string Suffix = ".isopbackup";

    /// <summary>Answers how many documents the backup holds.</summary>
    public async ValueTask<int> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        long count = 0;
        var today = AmsterdamTime.DateOf(now);
        var lockedBy = key();
        await place.SweepAsync(name => DayOf(name) < today, cancellationToken);
        await place.SaveAsync(
            NameOf(today), async (into, token) => count = await backups.MakeAsync(into, lockedBy, now, token), cancellationToken);
        await foreach (var name in place.NamesAsync(cancellationToken))
        {
            if (DayOf(name) is { } day && day < today.AddDays(-days))
            {
                await place.RemoveAsync(name, cancellationToken);
            }
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
