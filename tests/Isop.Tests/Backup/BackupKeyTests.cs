using System.Net;
using System.Text.Json;
using Isop.Core.Backup;
using Isop.Core.Sleutels;
using Isop.Tests.Sleutels;
using Isop.Tests.Storage;
using System.ComponentModel.DataAnnotations;

namespace Isop.Tests.Backup;

/// <summary>Which key locks a backup, and which settings name one.</summary>
public sealed class BackupKeyTests : IAsyncDisposable
{
    private readonly TemporaryStore _from = TestStores.Memory();
    private readonly TemporaryStore _to = TestStores.Memory();
    private readonly FakeVault _vault = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
        _vault.Dispose();
    }

    [Fact]
    public async Task A_backup_names_the_version_that_locked_it_and_is_restored_after_the_key_was_renewed()
    {
        await BackupWereld.FillAsync(_from);
        var backup = await BackupAsync();
        _vault.Renew();
        _vault.Renew();

        var outcome = await BackupWereld.RestoreAsync(_to, backup, InVault());

        Assert.IsType<RestoreOutcome.Restored>(outcome);
        Assert.Equal(await BackupWereld.AllAsync(_from), await BackupWereld.AllAsync(_to));
        Assert.Equal($"{FakeVault.Key}/1", HeaderOf(backup).GetProperty("key").GetString());
        // Once to lock; a restore reads the file twice.
        Assert.Equal(["wrapkey", "1/unwrapkey", "1/unwrapkey"], _vault.Calls);
    }

    [Fact]
    public async Task A_backup_of_a_file_key_and_one_of_another_vault_are_told_apart_from_damage_and_no_vault_is_asked()
    {
        var ofFile = await BackupWereld.BytesAsync(_from);
        var ofVault = await BackupAsync();
        _vault.Calls.Clear();
        var elsewhere = new KeyVaultKey(new Uri("https://ander.vault.test/keys/isop"), new NoIdentity());

        foreach (var outcome in (RestoreOutcome[])
            [
                await BackupWereld.RestoreAsync(_to, ofFile, InVault()), await BackupWereld.RestoreAsync(_to, ofVault),
                await BackupWereld.RestoreAsync(_to, ofVault, BackupKey.InVault(elsewhere)),
            ])
        {
            Assert.Equal(new RestoreOutcome.Unreadable(BackupFault.OtherKey), outcome);
        }

        Assert.Empty(_vault.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task A_vault_that_refuses_is_no_damaged_backup_and_changes_nothing(HttpStatusCode status)
    {
        await BackupWereld.FillAsync(_from);
        var backup = await BackupAsync();
        _vault.Answer(status);

        await Assert.ThrowsAsync<KeyVaultUnavailableException>(() => BackupWereld.RestoreAsync(_to, backup, InVault()));

        Assert.Empty(await BackupWereld.AllAsync(_to));
    }

    [Fact]
    public async Task A_wrapped_key_that_was_changed_is_damage()
    {
        var backup = await BackupAsync();
        var text = System.Text.Encoding.Latin1.GetString(backup);
        var at = text.IndexOf("\"wrapped\":\"", StringComparison.Ordinal) + 20;
        backup[at] = backup[at] == 'A' ? (byte)'B' : (byte)'A';

        Assert.Equal(new RestoreOutcome.Unreadable(BackupFault.Damaged), await BackupWereld.RestoreAsync(_to, backup, InVault()));
    }

    [Theory]
    [InlineData("", "isop-backup.key", null)]
    [InlineData("/mnt/backups", "isop-backup.key", null)]
    [InlineData("backups", "https://kluis.vault.azure.net/keys/backup", null)]
    [InlineData("https://isop.blob.core.windows.net/backups", "https://kluis.vault.azure.net/keys/backup", null)]
    [InlineData("https://isop.blob.core.windows.net/backups", "isop-backup.key", "Isop:Backup is a blob container, so Isop:BackupKey must be a key in a vault")]
    [InlineData("https://isop.blob.core.windows.net/", "https://kluis.vault.azure.net/keys/backup", "Isop:Backup is neither")]
    [InlineData("https://isop.blob.core.windows.net/backups?sv=geheim", "https://kluis.vault.azure.net/keys/backup", "Isop:Backup is neither")]
    [InlineData("http://isop.blob.core.windows.net/backups", "isop-backup.key", "Isop:Backup is neither")]
    [InlineData("UseDevelopmentStorage=true", "isop-backup.key", "Isop:Backup is neither")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=isop;AccountKey=geheim", "isop-backup.key", "Isop:Backup is neither")]
    [InlineData("", "http://kluis.vault.azure.net/keys/backup", "Isop:BackupKey must be https://")]
    [InlineData("", "https://kluis.vault.azure.net/keys/backup/1", "Isop:BackupKey must be https://")]
    [InlineData("", "https://kluis.vault.azure.net/secrets/backup", "Isop:BackupKey must be https://")]
    public void Settings_that_would_lose_the_key_or_the_backups_are_one_line(string place, string key, string? fault)
    {
        var faults = new List<ValidationResult>();
        var options = new BackupOptions { Backup = place, BackupKey = key };

        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);

        Assert.Equal(fault is null ? 0 : 1, faults.Count);
        Assert.All(faults, f => Assert.StartsWith(fault!, f.ErrorMessage, StringComparison.Ordinal));
        Assert.All(faults, f => Assert.DoesNotContain("geheim", f.ErrorMessage, StringComparison.Ordinal));
    }

    private BackupKey InVault() => BackupKey.InVault(_vault.Open());

    private async Task<byte[]> BackupAsync()
    {
        using var file = new MemoryStream();
        await new Backups(_from).MakeAsync(file, InVault(), BackupWereld.Now, Ct);
        return file.ToArray();
    }

    private static JsonElement HeaderOf(byte[] backup) =>
        JsonElement.Parse(backup.AsSpan(14, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(backup.AsSpan(10))));
}
