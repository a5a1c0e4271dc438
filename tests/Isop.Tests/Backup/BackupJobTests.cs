using Azure.Storage.Blobs;
using Isop.Core.Backup;
using Isop.Core.Personen;
using Isop.Core.Storage;
using Isop.Tests.Storage;

namespace Isop.Tests.Backup;

/// <summary>The backup of the night, in a folder and in a blob container: one contract.</summary>
public sealed class BackupJobTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly TemporaryStore _store = TestStores.Memory();
    private readonly DirectoryInfo _folder = TestStores.NewFolder();

    public enum Soort
    {
        Map,
        Blob,
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(Soort.Map)]
    [InlineData(Soort.Blob)]
    public async Task Every_night_has_one_backup_and_old_ones_go(Soort soort)
    {
        var place = await PlaceAsync(soort);
        await place.SaveAsync("van de beheerder.txt", async (into, token) => await into.WriteAsync("x"u8.ToArray(), token), Token);
        var job = Job(place, days: 2);
        for (var night = 0; night < 5; night++)
        {
            await job.RunAsync(BackupWereld.Now.AddDays(night), Token);
            await job.RunAsync(BackupWereld.Now.AddDays(night).AddHours(1), Token);
        }

        Assert.Equal(
            ["isop-2026-11-18.isopbackup", "isop-2026-11-19.isopbackup", "isop-2026-11-20.isopbackup", "van de beheerder.txt"],
            await place.NamesAsync(Token).Order(StringComparer.Ordinal).ToListAsync(Token));
    }

    [Theory]
    [InlineData(Soort.Map)]
    [InlineData(Soort.Blob)]
    public async Task What_the_job_keeps_can_be_restored(Soort soort)
    {
        var place = await PlaceAsync(soort);
        await BackupWereld.FillAsync(_store);
        var count = await Job(place).RunAsync(BackupWereld.Now, Token);

        await using var empty = TestStores.Memory();
        var outcome = await new Backups(empty).RestoreAsync(
            async token => (await place.OpenAsync("isop-2026-11-16.isopbackup", token))!, BackupWereld.Key, BackupWereld.Now, Token);

        Assert.Equal(new RestoreOutcome.Restored(count), outcome);
        Assert.Equal(await BackupWereld.AllAsync(_store), await BackupWereld.AllAsync(empty));
    }

    [Theory]
    [InlineData(Soort.Map)]
    [InlineData(Soort.Blob)]
    public async Task A_backup_that_breaks_off_leaves_the_one_before(Soort soort)
    {
        var place = await PlaceAsync(soort);
        await place.SaveAsync("een", async (into, token) => await into.WriteAsync("goed"u8.ToArray(), token), Token);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await place.SaveAsync(
            "een",
            async (into, token) =>
            {
                await into.WriteAsync(new byte[9_000_000], token);
                throw new StorageUnavailableException("weg");
            },
            Token));

        await using var kept = await place.OpenAsync("een", Token);
        using var reader = new StreamReader(kept!);
        Assert.Equal("goed", await reader.ReadToEndAsync(Token));
        Assert.Equal(["een"], await place.NamesAsync(Token).ToListAsync(Token));
        Assert.Null(await place.OpenAsync("twee", Token));
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_told()
    {
        var place = new BlobPlek(new BlobContainerClient(await azurite.BlobConnectionStringAsync(), $"weg{Guid.NewGuid():N}"));

        var trouble = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await Job(place).RunAsync(BackupWereld.Now, Token));
        Assert.Contains("ContainerNotFound", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_made_once_and_for_its_owner_only()
    {
        var path = Path.Combine(_folder.FullName, "isop.key");

        var made = BackupKey.FindOrMake(path);

        Assert.NotNull(made);
        var id = (await made.Wrap(new byte[32], Token)).Kid;
        Assert.True(BackupKey.FindOrMake(path)!.Opens(id));
        Assert.True(BackupKey.Find(path)!.Opens(id));
        Assert.Null(BackupKey.Find(path + "2"));
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_new_key_is_made_only_where_no_backup_would_be_lost_with_the_old_one()
    {
        var asked = new List<bool>();
        var job = new BackupJob(new Backups(_store), new MapPlek(_folder.FullName), new Wismerken(_store), first =>
        {
            asked.Add(first);
            return BackupWereld.Key;
        }, 30);

        await job.RunAsync(BackupWereld.Now, Token);
        await job.RunAsync(BackupWereld.Now.AddDays(1), Token);

        Assert.Equal([true, false], asked);
    }

    [Fact]
    public async Task Nights_without_a_backup_keep_the_last_one_and_no_older_ones()
    {
        var place = new MapPlek(_folder.FullName);
        await Job(place).RunAsync(BackupWereld.Now, Token);
        await Job(place).RunAsync(BackupWereld.Now.AddDays(1), Token);
        var broken = new BackupJob(new Backups(_store), place, new Wismerken(_store), _ => throw new IOException("The key is not there."), 30);

        await Assert.ThrowsAsync<IOException>(() => broken.RunAsync(BackupWereld.Now.AddDays(90), Token).AsTask());

        Assert.Equal([BackupJob.NameOf(new DateOnly(2026, 11, 17))], await place.NamesAsync(Token).Order(StringComparer.Ordinal).ToListAsync(Token));
    }

    private BackupJob Job(IBackupPlek place, int days = 30) =>
        new(new Backups(_store), place, new Wismerken(_store), _ => BackupWereld.Key, days);

    private async Task<IBackupPlek> PlaceAsync(Soort soort)
    {
        if (soort == Soort.Map)
        {
            return new MapPlek(_folder.FullName);
        }

        var container = new BlobContainerClient(await azurite.BlobConnectionStringAsync(), $"backup{Guid.NewGuid():N}");
        await container.CreateAsync(cancellationToken: Token);
        return new BlobPlek(container);
    }
}
