using System.ComponentModel.DataAnnotations;

namespace Isop.Core.Backup;

/// <summary>Settings under "Isop" about backups.</summary>
public sealed class BackupOptions
{
    /// <summary>Where the backup of every night goes: the https address of a blob container, or a folder. Without it there is none.</summary>
    public string? Backup { get; set; }

    /// <summary>The file with the key (32 bytes; made when it is not there). Keep it elsewhere than the backups.</summary>
    [Required]
    public string BackupKey { get; set; } = "isop-backup.key";

    /// <summary>How many days a backup is kept.</summary>
    [Range(1, 3650)]
    public int BackupDays { get; set; } = 30;
}
