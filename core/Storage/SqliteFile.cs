using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Isop.Core.Storage;

/// <summary>Opens connections to the file and says which failures are the storage's.</summary>
internal sealed class SqliteFile
{
    private const int PageBytes = 4096;

    /// <summary>
    /// Documents lie in the order in which they came, so that those of one moment share pages; the index of keys alone is spread,
    /// and it is small.
    /// </summary>
    private const string Schema = """
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS documents (
            id INTEGER PRIMARY KEY, tbl TEXT NOT NULL, partition TEXT NOT NULL, row TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX IF NOT EXISTS documents_key ON documents (tbl, partition, row);
        CREATE TABLE IF NOT EXISTS sequence (id INTEGER PRIMARY KEY CHECK (id = 1), last INTEGER NOT NULL) STRICT;
        INSERT OR IGNORE INTO sequence (id, last) VALUES (1, 0);
        COMMIT;
        """;

    private readonly string connectionString;
    private readonly SqliteStoreOptions options;
    private readonly Lock creating = new();
    private bool created;

    public SqliteFile(string connectionString, SqliteStoreOptions options)
    {
        this.options = options;
        this.connectionString = new SqliteConnectionStringBuilder(connectionString)
        {
            // The store keeps its own connections; a pool behind it would hold the file after disposal.
            Pooling = false,
            // Only for opening: SQLite's own busy timeout does the waiting, and this bounds the library's retry on top.
            DefaultTimeout = 1,
        }.ToString();
    }

    public SqliteConnection OpenForWriting()
    {
        var connection = Open();
        try
        {
            EnsureCreated(connection);
            Execute(connection, "PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 4000;");
            if (options.MaxFileBytes is { } bytes)
            {
                var pages = (bytes + PageBytes - 1) / PageBytes;
                Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages};"));
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection OpenForReading()
    {
        var connection = Open();
        try
        {
            EnsureCreated(connection);
            Execute(connection, "PRAGMA query_only = ON;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes the file anew without what is free in it, and empties its log; false when another connection was in the way.</summary>
    public bool Shred()
    {
        try
        {
            using var connection = OpenForWriting();
            Execute(connection, "VACUUM;");
            using var empty = connection.CreateCommand();
            empty.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            return empty.ExecuteScalar() is 0L;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return false;
        }
        catch (SqliteException trouble)
        {
            throw Translate(trouble);
        }
    }

    /// <summary>A failure of the file, the disk or a lock becomes what the port promises; a bug stays what it is.</summary>
    public static Exception Translate(Exception exception) =>
        exception is SqliteException sqlite && sqlite.SqliteErrorCode
            is not (SQLitePCL.raw.SQLITE_ERROR or SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_MISUSE or SQLitePCL.raw.SQLITE_RANGE)
            ? new StorageUnavailableException($"SQLite refused with code {sqlite.SqliteExtendedErrorCode}.", exception)
            : exception;

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, string.Create(
                CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void EnsureCreated(SqliteConnection connection)
    {
        lock (creating)
        {
            // Looked at first, because making what is there already would ask for the write lock.
            if (!created && !HasSchema(connection))
            {
                Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA page_size = {PageBytes}; PRAGMA journal_mode = WAL;"));
                Execute(connection, Schema);
            }

            created = true;
        }
    }

    private static bool HasSchema(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name = 'sequence'";
        return command.ExecuteScalar() is 1L;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
