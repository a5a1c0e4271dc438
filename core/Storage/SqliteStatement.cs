using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Isop.Core.Storage;

/// <summary>
/// A prepared statement, straight on SQLite: reads and commits run some thousand times a second, and a command with
/// its parameter collection and reader costs more than the work itself. Parameters count from 1, columns from 0.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        Check(raw.sqlite3_bind_text(statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite takes no address for NULL.
        Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(statement, parameter, 0)
            : raw.sqlite3_bind_blob(statement, parameter, value));
        return this;
    }

    /// <summary>Goes to the next row; false when there is none. Ends with <see cref="Reset"/>.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        Check(code);
        throw new InvalidOperationException($"SQLite answered {code} to a step.");
    }

    public byte[] Blob(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public string Text(int column) => Encoding.ASCII.GetString(raw.sqlite3_column_blob(statement, column));

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>Ends the read; its outcome was already told by <see cref="Step"/>.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    /// <summary>Runs a statement that answers one number.</summary>
    public long Number()
    {
        try
        {
            return Step() ? Int64(0) : throw new InvalidOperationException("A statement that answers a number had no row.");
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement without rows; returns how many rows it changed.</summary>
    public int Run()
    {
        try
        {
            Step();
            return raw.sqlite3_changes(database);
        }
        finally
        {
            Reset();
        }
    }

    public void Dispose() => statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);
}
