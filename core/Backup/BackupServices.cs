using Isop.Core.Hosting;
using Isop.Core.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Isop.Core.Backup;

internal static class BackupServices
{
    /// <summary>Backups, and the night job that makes one where the settings name a place for them.</summary>
    public static void AddBackup(this IServiceCollection services)
    {
        services.AddOptions<BackupOptions>().BindConfiguration(IsopOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Backups>();
        services.AddSingleton(s => new NightJob(
            BackupJob.Name,
            (now, token) => s.GetRequiredService<IOptions<BackupOptions>>().Value is { Backup.Length: > 0 } options
                ? JobOf(s.GetRequiredService<Backups>(), options).RunAsync(now, token)
                : ValueTask.FromResult(0)));
    }

    private static BackupJob JobOf(Backups backups, BackupOptions options) =>
        new(backups, BackupPlekken.Open(options.Backup!), _ => ValueTask.FromResult(BackupKey.FindOrMake(options.BackupKey)), options.BackupDays);
}
