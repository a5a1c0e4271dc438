using System.Security.Cryptography;
using Azure.Core;
using Isop.Core.Personen;
using Isop.Core.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Isop.Core.Backup;

/// <summary>Where the settings keep backups; null when they name no place.</summary>
public delegate IBackupPlek? OpenBackupPlek();

internal static class BackupServices
{
    /// <summary>Backups, and the night job that makes one where the settings name a place for them.</summary>
    public static void AddBackup(this IServiceCollection services)
    {
        services.AddOptions<BackupOptions>().BindConfiguration(BackupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Backups>();
        services.AddSingleton<BackupKeys>();
        services.AddSingleton<OpenBackupPlek>(s => () => OptionsOf(s) is { HasBackup: true, Backup: { } place }
            ? BackupPlekken.Open(place, s.GetRequiredService<TokenCredential>)
            : null);
        services.AddSingleton(s => new NightJob(BackupJob.Name, (now, token) => JobOf(s).RunAsync(now, token)) { IsHere = OptionsOf(s).HasBackup });
    }

    private static BackupJob JobOf(IServiceProvider services) => new(
        services.GetRequiredService<Backups>(), services.GetRequiredService<OpenBackupPlek>()()!,
        services.GetRequiredService<Wismerken>(),
        isFirst => (isFirst ? services.GetRequiredService<BackupKeys>().FindOrMake() : services.GetRequiredService<BackupKeys>().Find())
            ?? throw new CryptographicException("The file of Isop:BackupKey is gone or holds no key of a backup, and there are backups that it opens."),
        OptionsOf(services).BackupDays);

    private static BackupOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<BackupOptions>>().Value;
}
