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

    public void Dispose()
    {
        find.Dispose();
        page.Dispose();
        news.Dispose();
        sequence.Dispose();
        connection.Dispose();
    }
}
