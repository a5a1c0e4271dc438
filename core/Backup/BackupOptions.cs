using System.ComponentModel.DataAnnotations;
using Isop.Core.Hosting;
using Isop.Core.Sleutels;
using Isop.Core.Storage;

namespace Isop.Core.Backup;

/// <summary>Settings under "Isop" about backups.</summary>
public sealed class BackupOptions : IValidatableObject
{
    public const string Section = IsopOptions.Section;

    /// <summary>
    /// Where the backup of every night goes: the https address of a blob container, used with the identity of the process, or a folder.
    /// Without it this process makes none.
    /// </summary>
    public string? Backup { get; set; }

    /// <summary>
    /// What opens the backups: a key in a vault (https://{vault}/keys/{name}), which a blob container asks for; or a file of 32 bytes,
    /// made when it is not there, to be kept elsewhere than the backups.
    /// </summary>
    [Required]
    public string BackupKey { get; set; } = "isop-backup.key";

    /// <summary>How many days a backup is kept.</summary>
    [Range(1, 3650)]
    public int BackupDays { get; set; } = 30;

    /// <summary>Days after which what a container removed is gone as well (infra/modules/storage.bicep); a folder keeps nothing.</summary>
    public int GoneAfterDays => HasBackup && AzureAddress.Of(Backup, "Blob") is AzureAddress.Endpoint ? 7 : 0;

    /// <summary>Whether this process makes a backup every night.</summary>
    public bool HasBackup => !string.IsNullOrWhiteSpace(Backup);

    /// <summary>Null when the key is in a file.</summary>
    internal Uri? VaultKey => Uri.TryCreate(BackupKey, UriKind.Absolute, out var key) && KeyVaultKey.IsKey(key) ? key : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var container = HasBackup ? AzureAddress.Of(Backup, "Blob") : null;
        if (HasBackup && container is AzureAddress.Endpoint { Address: { Segments.Length: < 2 } or { Query.Length: > 0 } }
            or AzureAddress.Connection || (container is null && IsAddress(Backup)))
        {
            yield return new ValidationResult(
                "Isop:Backup is neither the https address of a blob container (https://{account}/{container}) nor a folder.", [nameof(Backup)]);
        }

        if (VaultKey is null && (IsAddress(BackupKey) || container is AzureAddress.Endpoint))
        {
            yield return new ValidationResult(
                IsAddress(BackupKey)
                    ? "Isop:BackupKey must be https://{vault}/keys/{name}, without a version, or a file."
                    : "Isop:Backup is a blob container, so Isop:BackupKey must be a key in a vault (https://{vault}/keys/{name}): a key in a file "
                        + "would be lost with the machine, and every backup with it.",
                [nameof(BackupKey)]);
        }
    }

    private static bool IsAddress(string? setting) => setting?.Contains("://", StringComparison.Ordinal) is true;
}
