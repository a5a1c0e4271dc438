using Microsoft.Data.Sqlite;

namespace Isop.Core.Storage;

/// <summary>One read connection with its prepared statements; used by one caller at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const int RowsPerPage = 256;
    private const int BytesPerPage = 1024 * 1024;

    private readonly SqliteConnection connection;
    private readonly SqliteStatement find;
    private readonly SqliteStatement page;
    private readonly SqliteStatement nextTable;
    private readonly SqliteStatement tablePage;
    private readonly SqliteStatement news;
    private readonly SqliteStatement sequence;
    private long met = -1;

    public SqliteReader(SqliteFile file)
    {
        connection = file.OpenForReading();
        find = new SqliteStatement(connection, "SELECT body, version FROM documents WHERE tbl = ?1 AND partition = ?2 AND row = ?3");
        page = new SqliteStatement(
            connection,
            $"""
            SELECT row, body, version FROM documents
            WHERE tbl = ?1 AND partition = ?2 AND row >= ?3 AND row < ?4 ORDER BY row LIMIT {RowsPerPage}
            """);
        nextTable = new SqliteStatement(connection, "SELECT tbl FROM documents WHERE tbl > ?1 ORDER BY tbl LIMIT 1");
        tablePage = new SqliteStatement(
            connection,
            $"""
            SELECT partition, row, body, version FROM documents
            WHERE tbl = ?1 AND (partition, row) > (?2, ?3) ORDER BY partition, row LIMIT {RowsPerPage}
            """);
        news = new SqliteStatement(connection, "PRAGMA data_version");
        sequence = new SqliteStatement(connection, "SELECT last FROM sequence");
    }

    /// <summary>
    /// Whether anybody committed since this connection asked last, and then the sequence of the last write. A look at the
    /// header that all connections share, a fraction of a read.
    /// </summary>
    public bool MeetsNews(out long last)
    {
        var now = news.Number();
        last = now == met ? 0 : sequence.Number();
        var changed = now != met;
        met = now;
        return changed;
    }

    public Document? Find(string table, string partition, string row, string decodedRow)
    {
        try
        {
            return find.Bind(1, table).Bind(2, partition).Bind(3, row).Step()
                ? new Document(decodedRow, find.Blob(0), SqliteVersion.Format(find.Int64(1)))
                : null;
        }
        finally
        {
            find.Reset();
        }
    }

    /// <summary>
    /// The next documents of the range and where to go on; null there means that this was the last page. A page is
    /// bounded in rows and in bytes, so that a range of large documents does not stand in memory whole.
    /// </summary>
    public string? ReadPage(string table, string partition, string from, string until, List<Document> into)
    {
        try
        {
            page.Bind(1, table).Bind(2, partition).Bind(3, from).Bind(4, until);
            for (long bytes = 0; page.Step();)
            {
                var row = page.Text(0);
                var body = page.Blob(1);
                into.Add(new Document(StorageKey.Decode(row), body, SqliteVersion.Format(page.Int64(2))));
                bytes += body.Length;
                if (bytes >= BytesPerPage || into.Count == RowsPerPage)
                {
                    return StorageKey.JustAfter(row);
                }
            }

            return null;
        }
        finally
        {
            page.Reset();
        }
    }

    /// <summary>The first table whose name sorts after this one; null when there is none.</summary>
    public string? NextTable(string after)
    {
        try
        {
            return nextTable.Bind(1, after).Step() ? nextTable.Text(0) : null;
        }
        finally
        {
            nextTable.Reset();
        }
    }

    /// <summary>
    /// The next documents of a table after this encoded key, bounded as <see cref="ReadPage"/>; answers the last key read, and null
    /// when there was nothing more.
    /// </summary>
    public (string Partition, string Row)? ReadTablePage(string table, (string Partition, string Row) after, List<(Partition, Document)> into)
    {
        try
        {
            tablePage.Bind(1, table).Bind(2, after.Partition).Bind(3, after.Row);
            (string Partition, string Row)? last = null;
            for (long bytes = 0; bytes < BytesPerPage && tablePage.Step();)
            {
                last = (tablePage.Text(0), tablePage.Text(1));
                var body = tablePage.Blob(2);
                into.Add((
                    new Partition(table, StorageKey.Decode(last.Value.Partition)),
                    new Document(StorageKey.Decode(last.Value.Row), body, SqliteVersion.Format(tablePage.Int64(3)))));
                bytes += body.Length;
            }

            return last;
        }
        finally
        {
            tablePage.Reset();
        }
    }

    public void Dispose()
    {
        nextTable.Dispose();
        tablePage.Dispose();
        find.Dispose();
        page.Dispose();
        news.Dispose();
        sequence.Dispose();
        connection.Dispose();
    }
}
