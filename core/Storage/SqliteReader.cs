using Microsoft.Data.Sqlite;

namespace Isop.Core.Storage;

/// <summary>One read connection with its prepared commands; used by one caller at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const int RowsPerPage = 256;
    private const int BytesPerPage = 1024 * 1024;

    private readonly SqliteConnection connection;
    private readonly SqliteCommand find;
    private readonly SqliteCommand page;

    public SqliteReader(SqliteFile file)
    {
        connection = file.OpenForReading();
        find = Prepare(
            "SELECT body, version FROM documents WHERE tbl = $tbl AND partition = $partition AND row = $row",
            "$tbl", "$partition", "$row");
        page = Prepare(
            $"""
            SELECT row, body, version FROM documents
            WHERE tbl = $tbl AND partition = $partition AND row >= $from AND row < $until ORDER BY row LIMIT {RowsPerPage}
            """,
            "$tbl", "$partition", "$from", "$until");
    }

    public Document? Find(string table, string partition, string row, string decodedRow)
    {
        Bind(find, table, partition, row);
        using var reader = find.ExecuteReader();
        return reader.Read() ? new Document(decodedRow, reader.GetFieldValue<byte[]>(0), SqliteVersion.Format(reader.GetInt64(1))) : null;
    }

    /// <summary>
    /// The next documents of the range and where to go on; null there means that this was the last page. The bounds
    /// on rows and bytes keep a page of large documents out of the large object heap for long.
    /// </summary>
    public string? ReadPage(string table, string partition, string from, string until, List<Document> into)
    {
        Bind(page, table, partition, from, until);
        using var reader = page.ExecuteReader();
        long bytes = 0;
        while (reader.Read())
        {
            var row = reader.GetString(0);
            var body = reader.GetFieldValue<byte[]>(1);
            into.Add(new Document(StorageKey.Decode(row), body, SqliteVersion.Format(reader.GetInt64(2))));
            bytes += body.Length;
            if (bytes >= BytesPerPage || into.Count == RowsPerPage)
            {
                return StorageKey.JustAfter(row);
            }
        }

        return null;
    }

    public void Dispose()
    {
        find.Dispose();
        page.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter, SqliteType.Text);
        }

        return command;
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<string> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
