using System.Text;
using Isop.Core.Storage;
using Isop.Tests.Sleutels;
using Microsoft.Data.Sqlite;

namespace Isop.Tests.Storage;

/// <summary>What a file on a disk does to us: locks, a full disk, a crash, other processes.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private static readonly SqliteStoreOptions Impatient = new() { BusyTimeout = TimeSpan.FromMilliseconds(50) };
    private static readonly SqliteStoreOptions Patient = new() { BusyTimeout = TimeSpan.FromMinutes(1) };
    private static readonly Partition Here = new("process", "p");

    private readonly DirectoryInfo folder = TestStores.NewFolder();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Connection => $"Data Source={Path.Combine(folder.FullName, "isop.db")}";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_committed_is_there_after_reopening_and_versions_go_on()
    {
        string first;
        await using (var store = new SqliteStore(Connection))
        {
            first = Committed(await store.CommitAsync(Here, [Add("a"), Add("b")], Cancel))[1];
            Committed(await store.CommitAsync(Here, [new Write.Delete("b", first)], Cancel));
        }

        await using var again = new SqliteStore(Connection);
        Assert.NotNull(await again.FindAsync(Here, "a", Cancel));
        var second = Committed(await again.CommitAsync(Here, [Add("b")], Cancel))[0];
        Assert.True(long.Parse(second, System.Globalization.CultureInfo.InvariantCulture)
            > long.Parse(first, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Disposal_completes_what_was_accepted_and_takes_nothing_more()
    {
        var store = new SqliteStore(Connection);
        var commits = Enumerable.Range(0, 1_000).Select(i => store.CommitAsync(Here, [Add($"{i}")], Cancel).AsTask()).ToArray();
        await store.DisposeAsync();
        Assert.All(await Task.WhenAll(commits), result => Assert.IsType<CommitResult.Committed>(result));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.CommitAsync(Here, [Add("x")], Cancel).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.FindAsync(Here, "x", Cancel).AsTask());
        Assert.Equal(["isop.db"], folder.EnumerateFiles().Select(f => f.Name));
    }

    [Fact]
    public async Task Two_stores_on_one_file_see_each_other_and_lose_no_update()
    {
        await using var left = new SqliteStore(Connection, Patient);
        await using var right = new SqliteStore(Connection, Patient);
        Committed(await left.CommitAsync(Here, [new Write.Add("teller", "0"u8.ToArray())], Cancel));
        Assert.NotNull(await right.FindAsync(Here, "teller", Cancel));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => RaiseAsync(i % 2 == 0 ? left : right), Cancel)));
        Assert.Equal("40", await CounterAsync(left));
        Assert.Equal("40", await CounterAsync(right));
    }

    [Fact]
    public async Task Many_stores_may_make_one_new_file_at_once()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => new SqliteStore(Connection, Patient)).ToArray();
        await Task.WhenAll(stores.Select((store, i) => Task.Run(
            async () => Committed(await store.CommitAsync(Here, [Add($"{i}")], Cancel)), Cancel)));
        Assert.Equal(8, (await RowsAsync(stores[0])).Count);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_processes_on_one_file_lose_no_update()
    {
        await using var store = new SqliteStore(Connection, Patient);
        Committed(await store.CommitAsync(Here, [new Write.Add("teller", "0"u8.ToArray())], Cancel));
        using var other = new WriterProcess("count", Connection, "200");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < 25; i++)
                {
                    await RaiseAsync(store);
                }
            },
            Cancel)));
        Assert.True(await other.ReadLineAsync(Cancel) == "done", await other.ErrorsAsync(Cancel));
        Assert.Equal("400", await CounterAsync(store));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(3_000)]
    public async Task Every_commit_that_was_acknowledged_survives_kill_9(int acknowledgements)
    {
        var acknowledged = new List<string>();
        using (var writer = new WriterProcess("add", Connection))
        {
            // What it had printed before it died counts too; a half-printed line at the very end does not.
            while (await writer.ReadLineAsync(Cancel) is { } line)
            {
                if (line.EndsWith(" ok", StringComparison.Ordinal))
                {
                    acknowledged.Add(line[..^3]);
                }

                if (acknowledged.Count == acknowledgements)
                {
                    writer.Kill();
                }
            }
        }

        Assert.True(acknowledged.Count >= acknowledgements);
        await using (var store = new SqliteStore(Connection))
        {
            var rows = await store.QueryAsync(Here, RowRange.All, Cancel).Select(d => d.Row).ToHashSetAsync(cancellationToken: Cancel);
            Assert.All(acknowledged, pair => Assert.Contains(pair + ":a", rows));
            Assert.All(rows, row => Assert.Contains(row[..^1] + (row[^1] == 'a' ? 'b' : 'a'), rows));
            Committed(await store.CommitAsync(Here, [Add("na de klap")], Cancel));
        }

        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_file_that_another_process_has_locked_can_be_read_and_after_the_lock_written()
    {
        await using var store = new SqliteStore(Connection, Impatient);
        Committed(await store.CommitAsync(Here, [Add("a")], Cancel));
        using (var other = Open())
        {
            Execute(other, "BEGIN IMMEDIATE");
            var refused = Enumerable.Range(0, 20).Select(i => store.CommitAsync(Here, [Add($"x{i}")], Cancel).AsTask()).ToArray();
            foreach (var commit in refused)
            {
                await Assert.ThrowsAsync<StorageUnavailableException>(() => commit);
            }

            Assert.NotNull(await store.FindAsync(Here, "a", Cancel));
            await using var started = new SqliteStore(Connection, Impatient);
            Assert.NotNull(await started.FindAsync(Here, "a", Cancel));
            Execute(other, "ROLLBACK");
        }

        Committed(await store.CommitAsync(Here, [Add("b")], Cancel));
        Assert.Equal(["a", "b"], await RowsAsync(store));
    }

    [Fact]
    public async Task Commits_that_share_a_sync_do_not_share_a_fate()
    {
        await using var store = new SqliteStore(Connection, Patient);
        Committed(await store.CommitAsync(Here, [Add("bestaat")], Cancel));
        using var withdrawn = new CancellationTokenSource();
        Task<CommitResult>[] commits;
        using (var other = Open())
        {
            // While the file is locked the commits gather behind the first, so that they go into one transaction.
            Execute(other, "BEGIN IMMEDIATE");
            commits =
            [
                .. new Write[][]
                {
                    [Add("een")],
                    [Add("bestaat")],
                    [Add("twee"), Add("drie")],
                    [Add("vier"), Add("bestaat")],
                    [Add("een")],
                    [Add("vier")],
                }.Select(writes => store.CommitAsync(Here, writes, Cancel).AsTask()),
                store.CommitAsync(Here, [Add("ingetrokken")], withdrawn.Token).AsTask(),
                store.CommitAsync(Here, [Add("vijf")], Cancel).AsTask(),
            ];
            await withdrawn.CancelAsync();
            Execute(other, "ROLLBACK");
        }

        Committed(await commits[0]);
        Assert.Equal(new CommitResult.Conflict("bestaat"), await commits[1]);
        Assert.Equal(2, Committed(await commits[2]).Distinct().Count());
        Assert.Equal(new CommitResult.Conflict("bestaat"), await commits[3]);
        Assert.Equal(new CommitResult.Conflict("een"), await commits[4]);
        Committed(await commits[5]);
        Committed(await commits[7]);

        // Withdrawn in time or already under way: what its caller hears is what happened.
        await Task.WhenAny(commits[6]);
        Assert.Equal(commits[6].IsCompletedSuccessfully, await store.FindAsync(Here, "ingetrokken", Cancel) is not null);
        Assert.NotEqual(TaskStatus.Faulted, commits[6].Status);
        Assert.Equal(["bestaat", "drie", "een", "twee", "vier", "vijf"], (await RowsAsync(store)).Where(r => r != "ingetrokken"));
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_and_serves_on_once_there_is_room()
    {
        await using var store = new SqliteStore(Connection, new SqliteStoreOptions { MaxFileBytes = 400 * 1024 });
        var body = new byte[100 * 1024];
        var versions = Committed(await store.CommitAsync(Here, [new Write.Add("a", body), new Write.Add("b", body), new Write.Add("c", body)], Cancel));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.CommitAsync(Here, [new Write.Add("d", body), Add("e")], Cancel).AsTask());
        Assert.Equal(["a", "b", "c"], await RowsAsync(store));
        Committed(await store.CommitAsync(Here, [Add("klein")], Cancel));
        Committed(await store.CommitAsync(Here, [new Write.Delete("b", versions[1])], Cancel));
        Committed(await store.CommitAsync(Here, [new Write.Add("d", body)], Cancel));
        Assert.Equal(["a", "c", "d", "klein"], await RowsAsync(store));
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_tried_again_at_the_next_call()
    {
        var missing = Path.Combine(folder.FullName, "later");
        await using var store = new SqliteStore($"Data Source={Path.Combine(missing, "isop.db")}", Impatient);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.CommitAsync(Here, [Add("a")], Cancel).AsTask());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.FindAsync(Here, "a", Cancel).AsTask());
        Directory.CreateDirectory(missing);
        Committed(await store.CommitAsync(Here, [Add("a")], Cancel));
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_or_is_no_database_is_unavailable()
    {
        await using (var store = new SqliteStore(Connection))
        {
            Committed(await store.CommitAsync(Here, [Add("a")], Cancel));
        }

        await using var readOnly = new SqliteStore(Connection + ";Mode=ReadOnly", Impatient);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => readOnly.CommitAsync(Here, [Add("b")], Cancel).AsTask());
        Assert.NotNull(await readOnly.FindAsync(Here, "a", Cancel));

        var text = Path.Combine(folder.FullName, "tekst.db");
        await File.WriteAllTextAsync(text, new string('x', 10_000), Cancel);
        await using var noDatabase = new SqliteStore($"Data Source={text}", Impatient);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => noDatabase.FindAsync(Here, "a", Cancel).AsTask());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => noDatabase.CommitAsync(Here, [Add("a")], Cancel).AsTask());
    }

    [Fact]
    public async Task Reads_go_on_while_a_commit_waits_and_many_run_at_once()
    {
        await using var store = new SqliteStore(Connection, Patient);
        Committed(await store.CommitAsync(Here, [.. Enumerable.Range(0, 100).Select(i => Add($"{i:D2}"))], Cancel));
        using var other = Open();
        Execute(other, "BEGIN IMMEDIATE");
        var waiting = store.CommitAsync(Here, [Add("wacht")], Cancel).AsTask();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(
            async () =>
            {
                Assert.NotNull(await store.FindAsync(Here, $"{i:D2}", Cancel));
                Assert.Equal(100, (await RowsAsync(store)).Count);
            },
            Cancel)));
        Execute(other, "ROLLBACK");
        Committed(await waiting);
    }

    [Theory]
    [InlineData("Data Source=isop.db", typeof(SqliteStore))]
    [InlineData("data source=/var/lib/isop/isop.db", typeof(SqliteStore))]
    [InlineData("UseDevelopmentStorage=true", typeof(AzureTableStore))]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=isop;AccountKey=c2xldXRlbA==;EndpointSuffix=core.windows.net", typeof(AzureTableStore))]
    [InlineData("https://isop.table.core.windows.net", typeof(AzureTableStore))]
    public async Task The_setting_names_the_store(string storage, Type expected)
    {
        var store = DocumentStores.Open(storage, () => new NoIdentity());
        Assert.IsType(expected, store);
        if (store is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("isop.db")]
    [InlineData("http://isop.table.core.windows.net")]
    [InlineData("AccountKey=geheim")]
    public void A_setting_that_names_no_store_is_refused_without_repeating_it(string storage)
    {
        var refused = Assert.ThrowsAny<ArgumentException>(() => DocumentStores.Open(storage));
        Assert.DoesNotContain("geheim", refused.Message);
    }

    private static Write.Add Add(string row) => new(row, "1"u8.ToArray());

    private static IReadOnlyList<string> Committed(CommitResult result) => Assert.IsType<CommitResult.Committed>(result).Versions;

    private static async Task<List<string>> RowsAsync(SqliteStore store) =>
        await store.QueryAsync(Here, RowRange.All, Cancel).Select(d => d.Row).ToListAsync(Cancel);

    private static async Task<string> CounterAsync(SqliteStore store) =>
        Encoding.UTF8.GetString((await store.FindAsync(Here, "teller", Cancel))!.Body.Span);

    private static async Task RaiseAsync(SqliteStore store)
    {
        CommitResult result;
        do
        {
            var was = await store.FindAsync(Here, "teller", Cancel);
            var next = int.Parse(Encoding.UTF8.GetString(was!.Body.Span), System.Globalization.CultureInfo.InvariantCulture) + 1;
            result = await store.CommitAsync(Here, [new Write.Replace("teller", Encoding.UTF8.GetBytes($"{next}"), was.Version)], Cancel);
        }
        while (result is CommitResult.Conflict);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(Connection + ";Pooling=False");
        connection.Open();
        return connection;
    }

    private string? Ask(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string?)command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
