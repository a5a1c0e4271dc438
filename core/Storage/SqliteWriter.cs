using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Isop.Core.Storage;

/// <summary>The one write connection with its prepared commands. After an exception it is thrown away.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand rollback;
    private readonly SqliteCommand mark;
    private readonly SqliteCommand release;
    private readonly SqliteCommand rollbackToMark;
    private readonly SqliteCommand readSequence;
    private readonly SqliteCommand writeSequence;
    private readonly SqliteCommand add;
    private readonly SqliteCommand replace;
    private readonly SqliteCommand delete;

    public SqliteWriter(SqliteFile file)
    {
        connection = file.OpenForWriting();
        // Takes the write lock at once: a lock that another process holds is met here, before anything was changed.
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        rollback = Prepare("ROLLBACK");
        mark = Prepare("SAVEPOINT mark");
        release = Prepare("RELEASE mark");
        rollbackToMark = Prepare("ROLLBACK TO mark");
        readSequence = Prepare("SELECT last FROM sequence");
        writeSequence = Prepare("UPDATE sequence SET last = $last", ("$last", SqliteType.Integer));
        add = Prepare(
            """
            INSERT INTO documents (tbl, partition, row, version, body) VALUES ($tbl, $partition, $row, $version, $body)
            ON CONFLICT DO NOTHING
            """,
            [.. Key, ("$version", SqliteType.Integer), ("$body", SqliteType.Blob)]);
        replace = Prepare(
            "UPDATE documents SET version = $version, body = $body WHERE tbl = $tbl AND partition = $partition AND row = $row AND version = $was",
            [.. Key, ("$version", SqliteType.Integer), ("$body", SqliteType.Blob), ("$was", SqliteType.Integer)]);
        delete = Prepare(
            "DELETE FROM documents WHERE tbl = $tbl AND partition = $partition AND row = $row AND version = $was",
            [.. Key, ("$was", SqliteType.Integer)]);
    }

    private static ReadOnlySpan<(string, SqliteType)> Key =>
        new[] { ("$tbl", SqliteType.Text), ("$partition", SqliteType.Text), ("$row", SqliteType.Text) };

    /// <summary>
    /// Does these commits in order in one transaction: one sync of the file makes all of them durable, and one that
    /// meets a conflict leaves nothing behind. When this throws, none of them was done, or the disk does not tell.
    /// </summary>
    public CommitResult[] Commit(IReadOnlyList<PendingCommit> commits)
    {
        var results = new CommitResult[commits.Count];
        begin.ExecuteNonQuery();
        var before = (long)readSequence.ExecuteScalar()!;
        var last = before;
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Apply(commits[i], ref last);
        }

        if (last == before)
        {
            rollback.ExecuteNonQuery();
            return results;
        }

        writeSequence.Parameters[0].Value = last;
        writeSequence.ExecuteNonQuery();
        commit.ExecuteNonQuery();
        return results;
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[begin, commit, rollback, mark, release, rollbackToMark, readSequence, writeSequence, add, replace, delete])
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private CommitResult Apply(PendingCommit pending, ref long last)
    {
        // A single write that meets a conflict has changed nothing, so it needs no mark to go back to.
        var several = pending.Writes.Count > 1;
        if (several)
        {
            mark.ExecuteNonQuery();
        }

        var versions = new string[pending.Writes.Count];
        for (var i = 0; i < versions.Length; i++)
        {
            var version = ++last;
            if (!Apply(pending, i, version))
            {
                if (several)
                {
                    rollbackToMark.ExecuteNonQuery();
                    release.ExecuteNonQuery();
                }

                return new CommitResult.Conflict(pending.Writes[i].Row);
            }

            versions[i] = pending.Writes[i] is Write.Delete ? "" : SqliteVersion.Format(version);
        }

        if (several)
        {
            release.ExecuteNonQuery();
        }

        return new CommitResult.Committed(versions);
    }

    private bool Apply(PendingCommit pending, int index, long version)
    {
        switch (pending.Writes[index])
        {
            case Write.Add { Body: var body }:
                BindKey(add, pending, index);
                add.Parameters[3].Value = version;
                add.Parameters[4].Value = Bytes(body);
                return add.ExecuteNonQuery() == 1;
            case Write.Replace { Body: var body, Version: var was }:
                BindKey(replace, pending, index);
                replace.Parameters[3].Value = version;
                replace.Parameters[4].Value = Bytes(body);
                replace.Parameters[5].Value = SqliteVersion.Parse(was);
                return replace.ExecuteNonQuery() == 1;
            case Write.Delete { Version: var was }:
                BindKey(delete, pending, index);
                delete.Parameters[3].Value = SqliteVersion.Parse(was);
                return delete.ExecuteNonQuery() == 1;
            case var unknown:
                throw new InvalidOperationException($"A write of kind {unknown.GetType().Name} is not known.");
        }
    }

    private static void BindKey(SqliteCommand command, PendingCommit pending, int index)
    {
        command.Parameters[0].Value = pending.Table;
        command.Parameters[1].Value = pending.Partition;
        command.Parameters[2].Value = pending.Rows[index];
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment) && segment.Offset == 0 && segment.Array!.Length == segment.Count
            ? segment.Array
            : body.ToArray();

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, type) in parameters)
        {
            command.Parameters.Add(name, type);
        }

        return command;
    }
}
