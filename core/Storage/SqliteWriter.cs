using Microsoft.Data.Sqlite;

namespace Isop.Core.Storage;

/// <summary>The one write connection with its prepared statements. After an exception it is thrown away.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteCache cache;
    private readonly SqliteConnection connection;
    private readonly List<SqliteStatement> statements = [];
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement rollback;
    private readonly SqliteStatement mark;
    private readonly SqliteStatement release;
    private readonly SqliteStatement rollbackToMark;
    private readonly SqliteStatement readSequence;
    private readonly SqliteStatement writeSequence;
    private readonly SqliteStatement add;
    private readonly SqliteStatement replace;
    private readonly SqliteStatement delete;

    public SqliteWriter(SqliteFile file, SqliteCache cache)
    {
        this.cache = cache;
        connection = file.OpenForWriting();
        // Takes the write lock at once: a lock that another process holds is met here, before anything was changed.
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        rollback = Prepare("ROLLBACK");
        mark = Prepare("SAVEPOINT mark");
        release = Prepare("RELEASE mark");
        rollbackToMark = Prepare("ROLLBACK TO mark");
        readSequence = Prepare("SELECT last FROM sequence");
        writeSequence = Prepare("UPDATE sequence SET last = ?1");
        add = Prepare("INSERT INTO documents (tbl, partition, row, version, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING");
        replace = Prepare("UPDATE documents SET version = ?4, body = ?5 WHERE tbl = ?1 AND partition = ?2 AND row = ?3 AND version = ?6");
        delete = Prepare("DELETE FROM documents WHERE tbl = ?1 AND partition = ?2 AND row = ?3 AND version = ?4");
    }

    /// <summary>
    /// Does these commits in order in one transaction: one sync of the file makes all of them durable, and one that
    /// meets a conflict leaves nothing behind. When this throws, none of them was done, or the disk does not tell.
    /// </summary>
    public CommitResult[] Commit(IReadOnlyList<PendingCommit> commits)
    {
        var results = new CommitResult[commits.Count];
        begin.Run();
        var last = readSequence.Number();
        cache.Meet(last);
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Apply(commits[i], ref last);
        }

        if (results.Any(result => result is CommitResult.Committed))
        {
            writeSequence.Bind(1, last).Run();
            cache.Begin(commits, last);
            commit.Run();
            cache.End(commits, results);
        }
        else
        {
            rollback.Run();
        }

        return results;
    }

    public void Dispose()
    {
        statements.ForEach(statement => statement.Dispose());
        connection.Dispose();
    }

    private CommitResult Apply(PendingCommit pending, ref long last)
    {
        // A single write that meets a conflict has changed nothing, so it needs no mark to go back to.
        var several = pending.Writes.Count > 1;
        if (several)
        {
            mark.Run();
        }

        var versions = new string[pending.Writes.Count];
        for (var i = 0; i < versions.Length; i++)
        {
            var version = ++last;
            if (!Apply(pending, i, version))
            {
                if (several)
                {
                    rollbackToMark.Run();
                    release.Run();
                }

                return new CommitResult.Conflict(pending.Writes[i].Row);
            }

            versions[i] = pending.Writes[i] is Write.Delete ? "" : SqliteVersion.Format(version);
        }

        if (several)
        {
            release.Run();
        }

        return new CommitResult.Committed(versions);
    }

    /// <summary>Whether the row was as the writer knew it.</summary>
    private bool Apply(PendingCommit pending, int index, long version) => pending.Writes[index] switch
    {
        Write.Add { Body: var body } =>
            At(add, pending, index).Bind(4, version).Bind(5, body.Span).Run() == 1,
        Write.Replace { Body: var body, Version: var was } =>
            At(replace, pending, index).Bind(4, version).Bind(5, body.Span).Bind(6, SqliteVersion.Parse(was)).Run() == 1,
        Write.Delete { Version: var was } =>
            At(delete, pending, index).Bind(4, SqliteVersion.Parse(was)).Run() == 1,
        var unknown => throw new InvalidOperationException($"A write of kind {unknown.GetType().Name} is not known."),
    };

    private static SqliteStatement At(SqliteStatement statement, PendingCommit pending, int index) =>
        statement.Bind(1, pending.Place.Table).Bind(2, pending.Partition).Bind(3, pending.Rows[index]);

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(connection, sql);
        statements.Add(statement);
        return statement;
    }
}
