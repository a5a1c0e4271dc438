using Isop.Core.Sleutels;
using Microsoft.Extensions.Options;

namespace Isop.Core.Backup;

/// <summary>The key that the settings name: in a vault, or in a file.</summary>
public sealed class BackupKeys(IOptions<BackupOptions> options, OpenVaultKey vault)
{
    /// <summary>Where it is, as an administrator knows it.</summary>
    public string Where => options.Value.VaultKey?.AbsoluteUri ?? Path.GetFullPath(options.Value.BackupKey);

    /// <summary>Whether it is in a vault, where nobody can lose it with a machine.</summary>
    public bool IsInVault => options.Value.VaultKey is not null;

    /// <summary>Null when the file is not there, or holds something else. Whether a vault answers, its first use tells.</summary>
    public BackupKey? Find() => InVault() ?? BackupKey.Find(options.Value.BackupKey);

    /// <summary>The same; makes the file when it is not there.</summary>
    public BackupKey? FindOrMake() => InVault() ?? BackupKey.FindOrMake(options.Value.BackupKey);

    private BackupKey? InVault() => options.Value.VaultKey is { } key ? BackupKey.InVault(vault(key)) : null;
}
