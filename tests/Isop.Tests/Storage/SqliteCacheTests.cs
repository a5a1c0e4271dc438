using System.Globalization;
using System.Text;
using Isop.Core.Storage;

namespace Isop.Tests.Storage;

/// <summary>What is kept of earlier reads is never older than a read of the file would be.</summary>
public sealed class SqliteCacheTests : IDisposable
{
    private static readonly SqliteStoreOptions Patient = new() { BusyTimeout = TimeSpan.FromMinutes(1) };
    private static readonly Partition Here = new("cache", "p");

    private readonly DirectoryInfo folder = TestStores.NewFolder();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_document_that_nobody_wrote_is_handed_out_again()
    {
        await using var store = Open();
        await SetAsync(store, "a", 1);

        var first = await store.FindAsync(Here, "a", Cancel);
        await SetAsync(store, "b", 1);
        var second = await store.FindAsync(Here, "a", Cancel);

        Assert.Same(first, second);
    }

    [Fact]
    public async Task A_write_of_another_store_on_the_file_is_seen_at_once()
    {
        await using var left = Open();
        await using var right = Open();
        for (var i = 1; i <= 20; i++)
        {
            await SetAsync(i % 2 == 0 ? left : right, "a", i);
            Assert.Equal(i, await GetAsync(left, "a"));
            Assert.Equal(i, await GetAsync(right, "a"));
        }
    }

    [Fact]
    public async Task What_was_not_there_is_found_once_it_is_added_and_gone_once_it_is_deleted()
    {
        await using var left = Open();
        await using var right = Open();
        foreach (var writer in (SqliteStore[])[left, right])
        {
            Assert.Null(await left.FindAsync(Here, "a", Cancel));
            Assert.Null(await right.FindAsync(Here, "a", Cancel));
            await SetAsync(writer, "a", 7);
            Assert.Equal((7, 7), (await GetAsync(left, "a"), await GetAsync(right, "a")));
            var version = (await writer.FindAsync(Here, "a", Cancel))!.Version;
            Assert.IsType<CommitResult.Committed>(await writer.CommitAsync(Here, [new Write.Delete("a", version)], Cancel));
        }

        Assert.Null(await left.FindAsync(Here, "a", Cancel));
        Assert.Null(await right.FindAsync(Here, "a", Cancel));
    }

    [Fact]
    public async Task A_commit_that_met_a_conflict_leaves_what_was_there()
    {
        await using var store = Open();
        await SetAsync(store, "a", 1);
        await SetAsync(store, "b", 1);
        var a = (await store.FindAsync(Here, "a", Cancel))!;

        var result = await store.CommitAsync(Here, [Replace("a", 2, a.Version), Replace("b", 2, "0")], Cancel);

        Assert.IsType<CommitResult.Conflict>(result);
        Assert.Equal((1, 1), (await GetAsync(store, "a"), await GetAsync(store, "b")));
    }

    [Fact]
    public async Task What_a_writer_does_with_its_buffer_afterwards_changes_nothing()
    {
        await using var store = Open();
        await SetAsync(store, "a", 1);
        var read = (await store.FindAsync(Here, "a", Cancel))!;
        var buffer = "2"u8.ToArray();

        await store.CommitAsync(Here, [new Write.Replace("a", buffer, read.Version)], Cancel);
        buffer[0] = (byte)'9';

        Assert.Equal(2, await GetAsync(store, "a"));
    }

    [Theory]
    [InlineData(8 * 1024 * 1024)]
    [InlineData(2_000)]
    public async Task No_reader_ever_sees_a_document_go_back_while_two_stores_write(int cacheBytes)
    {
        string[] rows = [.. Enumerable.Range(0, 12).Select(i => $"r{i}")];
        await using var left = Open(cacheBytes);
        await using var right = Open(cacheBytes);
        foreach (var row in rows)
        {
            await SetAsync(left, row, 0);
        }

        using var writing = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var readers = Enumerable.Range(0, 4).Select(i => Task.Run(() => WatchAsync(i % 2 == 0 ? left : right, rows, writing.Token), Cancel)).ToArray();
        var writers = Enumerable.Range(0, 4).Select(i => Task.Run(() => RaiseAsync(i % 2 == 0 ? left : right, rows, 60, i), Cancel)).ToArray();
        await Task.WhenAll(writers);
        await writing.CancelAsync();

        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
        var total = 0;
        foreach (var row in rows)
        {
            Assert.Equal(await GetAsync(left, row), await GetAsync(right, row));
            total += await GetAsync(left, row);
        }

        Assert.Equal(4 * 60, total);
    }

    /// <summary>Reads until the writers are done; answers how often, or fails at the first document that went back.</summary>
    private static async Task<int> WatchAsync(SqliteStore store, string[] rows, CancellationToken until)
    {
        var (seen, reads) = (new int[rows.Length], 0);
        while (!until.IsCancellationRequested)
        {
            for (var i = 0; i < rows.Length; i++, reads++)
            {
                var now = await GetAsync(store, rows[i]);
                Assert.True(now >= seen[i], $"{rows[i]} went from {seen[i]} back to {now}.");
                seen[i] = now;
            }
        }

        return reads;
    }

    /// <summary>Raises rows by one, each as it was read; what was acknowledged is there at the next read of the same store.</summary>
    private static async Task RaiseAsync(SqliteStore store, string[] rows, int times, int seed)
    {
        for (var done = 0; done < times;)
        {
            var row = rows[((done * 7) + seed) % rows.Length];
            var was = (await store.FindAsync(Here, row, Cancel))!;
            var next = Number(was) + 1;
            if (await store.CommitAsync(Here, [Replace(row, next, was.Version)], Cancel) is CommitResult.Committed)
            {
                Assert.True(await GetAsync(store, row) >= next, "An acknowledged write was not seen.");
                done++;
            }
        }
    }

    private SqliteStore Open(int cacheBytes = 8 * 1024 * 1024) =>
        new($"Data Source={Path.Combine(folder.FullName, "isop.db")}", Patient with { CacheBytes = cacheBytes });

    private static async Task SetAsync(SqliteStore store, string row, int value)
    {
        var was = await store.FindAsync(Here, row, Cancel);
        Write write = was is null ? new Write.Add(row, Body(value)) : Replace(row, value, was.Version);
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Here, [write], Cancel));
    }

    private static async Task<int> GetAsync(SqliteStore store, string row) => Number((await store.FindAsync(Here, row, CancellationToken.None))!);

    private static int Number(Document document) => int.Parse(Encoding.ASCII.GetString(document.Body.Span), CultureInfo.InvariantCulture);

    private static Write.Replace Replace(string row, int value, string version) => new(row, Body(value), version);

    private static byte[] Body(int value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));
}
