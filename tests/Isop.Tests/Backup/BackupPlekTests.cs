using Azure.Storage.Blobs;
using Isop.Core.Backup;
using Isop.Core.Personen;
using Isop.Core.Storage;
using Isop.Tests.Sleutels;
using Isop.Tests.Storage;

namespace Isop.Tests.Backup;

/// <summary>Places that cannot be reached, and what a process that was killed leaves behind.</summary>
public sealed class BackupPlekTests : IDisposable
{
    private readonly DirectoryInfo _folder = TestStores.NewFolder();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A container that this process has no identity for, and one where nobody listens.</summary>
    public static TheoryData<bool> Containers => [true, false];

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task An_upload_that_cannot_be_done_stops_reading_the_store(bool withoutIdentity)
    {
        var place = Unreachable(withoutIdentity);
        var read = 0;

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await place.SaveAsync(
            "een",
            async (into, token) =>
            {
                while (true)
                {
                    // An endless store: only calling off ends this.
                    await into.WriteAsync(new byte[64 * 1024], token);
                    read++;
                }
            },
            Ct));

        Assert.InRange(read, 0, 10_000);
    }

    [Fact]
    public async Task It_also_stops_who_writes_on_without_asking_whether_it_was_called_off()
    {
        const int Endless = 10_000;
        var written = 0;

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await Unreachable(withoutIdentity: false).SaveAsync(
            "een",
            async (into, _) =>
            {
                for (; written < Endless; written++)
                {
                    await into.WriteAsync(new byte[64 * 1024], CancellationToken.None);
                }
            },
            Ct));

        Assert.InRange(written, 0, Endless - 1);
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Whatever_is_asked_of_a_container_that_cannot_be_reached_says_that(bool withoutIdentity)
    {
        var place = Unreachable(withoutIdentity);

        foreach (var ask in (Func<Task>[])
            [
                async () => await place.OpenAsync("een", Ct), async () => await place.NamesAsync(Ct).ToListAsync(Ct),
                async () => await place.RemoveAsync("een", Ct),
            ])
        {
            var trouble = await Assert.ThrowsAsync<StorageUnavailableException>(ask);
            Assert.Contains(withoutIdentity ? "no identity to sign in with" : "Blob Storage could not be reached", trouble.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_killed_night_left_goes_the_next_night_and_nothing_else()
    {
        var place = new MapPlek(_folder.FullName);
        string[] files = ["isop-2026-11-14.isopbackup~een.deel", "isop-2026-11-15.isopbackup", "film.deel", "isop-2026-11-16.isopbackup.deel", "isop-2026-11-17.isopbackup.deel"];
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), "x", Ct);
        }

        await using var store = TestStores.Memory();
        await new BackupJob(new Backups(store), place, new Wismerken(store), _ => BackupWereld.Key, 30).RunAsync(BackupWereld.Now, Ct);

        Assert.Equal(
            ["film.deel", "isop-2026-11-15.isopbackup", "isop-2026-11-16.isopbackup", "isop-2026-11-16.isopbackup.deel", "isop-2026-11-17.isopbackup.deel"],
            _folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_save_that_fails_leaves_nothing()
    {
        var place = new MapPlek(_folder.FullName);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await place.SaveAsync("een", (_, _) => throw new InvalidOperationException(), Ct));

        Assert.Empty(_folder.GetFiles());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_file_that_holds_no_key_is_neither_used_nor_replaced(int bytes)
    {
        var path = Path.Combine(_folder.FullName, "isop.key");
        File.WriteAllBytes(path, new byte[bytes]);

        Assert.Null(BackupKey.Find(path));
        Assert.Null(BackupKey.FindOrMake(path));
        Assert.Equal(bytes, new FileInfo(path).Length);
    }

    [Fact]
    public async Task Two_processes_that_make_the_key_at_once_have_the_same()
    {
        var path = Path.Combine(_folder.FullName, "isop.key");

        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => BackupKey.FindOrMake(path), Ct)));

        var id = (await made[0]!.Wrap(new byte[32], Ct)).Kid;
        Assert.All(made, key => Assert.True(key!.Opens(id)));
        Assert.Single(_folder.GetFiles());
    }

    private static BlobPlek Unreachable(bool withoutIdentity)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(1) } };
        return new BlobPlek(withoutIdentity
            ? new BlobContainerClient(new Uri("https://127.0.0.1:9/backups"), new NoIdentity(), options)
            : new BlobContainerClient("DefaultEndpointsProtocol=http;AccountName=x;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:9/x;", "backups", options));
    }
}
