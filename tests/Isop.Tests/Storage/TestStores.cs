using Isop.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Isop.Tests.Storage;

/// <summary>Stores for tests.</summary>
public static class TestStores
{
    /// <summary>An empty store on a temporary file that goes away with it: <c>await using var store = TestStores.Memory();</c></summary>
    public static TemporaryStore Memory(SqliteStoreOptions? options = null) => new(options ?? new SqliteStoreOptions());

    /// <summary>A new empty folder; in memory where the machine has a memory disk, because a test has nothing to keep.</summary>
    public static DirectoryInfo NewFolder()
    {
        var root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var folder = Directory.CreateDirectory(Path.Combine(root, $"isop-test-{Guid.NewGuid():N}"));
        // For whoever fails before its disposal.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder.FullName))
            {
                folder.Delete(recursive: true);
            }
        };
        return folder;
    }
}

/// <summary>A real <see cref="SqliteStore"/> whose file is removed at disposal.</summary>
public sealed class TemporaryStore : IDocumentStore, IWholeStore, IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly SqliteStore store;

    internal TemporaryStore(SqliteStoreOptions options)
        : this(TestStores.NewFolder(), options)
    {
    }

    private TemporaryStore(DirectoryInfo folder, SqliteStoreOptions options)
    {
        this.folder = folder;
        ConnectionString = $"Data Source={Path.Combine(folder.FullName, "isop.db")}";
        store = new SqliteStore(ConnectionString, options);
    }

    /// <summary>For a second store, or a host, on the same file.</summary>
    public string ConnectionString { get; }

    /// <summary>Another one with the same in it, for who needs what took long to make more than once.</summary>
    public async Task<TemporaryStore> CopyAsync()
    {
        var copy = TestStores.NewFolder();
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", Path.Combine(copy.FullName, "isop.db"));
        await command.ExecuteNonQueryAsync();
        return new TemporaryStore(copy, new SqliteStoreOptions());
    }

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) =>
        store.FindAsync(partition, row, cancellationToken);

    public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
        store.QueryAsync(partition, range, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(
        Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
        store.CommitAsync(partition, writes, cancellationToken);

    public IAsyncEnumerable<string> TablesAsync(CancellationToken cancellationToken) => store.TablesAsync(cancellationToken);

    public IAsyncEnumerable<(Partition Partition, Document Document)> ReadTableAsync(string table, CancellationToken cancellationToken) =>
        store.ReadTableAsync(table, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
