using System.Runtime.CompilerServices;
using Isop.Core.Storage;

namespace Isop.Tests.Storage;

public enum CrashMoment
{
    /// <summary>The process dies before the commit reaches the storage.</summary>
    BeforeCommit,

    /// <summary>The commit is durable, but the process dies before it hears so.</summary>
    AfterCommit,
}

/// <summary>The crash that a <see cref="CrashingStore"/> plays.</summary>
public sealed class SimulatedCrashException : Exception
{
    public SimulatedCrashException()
        : base("The process is gone.")
    {
    }
}

/// <summary>
/// A store whose process dies at one commit (1 is the first); from then on every call throws, because nobody is left
/// to make it. Look at what remains through the inner store. To visit every crash point, count up until
/// <see cref="Crashed"/> stays false:
/// <code>
/// for (var at = 1; ; at++)
/// {
///     await using var inner = TestStores.Memory();
///     var store = new CrashingStore(inner, at, moment);
///     try { await Act(store); } catch (SimulatedCrashException) { }
///     await Check(inner);
///     if (!store.Crashed) break;
/// }
/// </code>
/// </summary>
public sealed class CrashingStore(IDocumentStore inner, int crashAtCommit, CrashMoment moment) : IDocumentStore, IWholeStore
{
    private int commits;
    private volatile bool crashed;

    public bool Crashed => crashed;

    /// <summary>Commits asked for so far, the fatal one included.</summary>
    public int Commits => Volatile.Read(ref commits);

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
    {
        ThrowIfCrashed();
        return inner.FindAsync(partition, row, cancellationToken);
    }

    public async IAsyncEnumerable<Document> QueryAsync(
        Partition partition, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ThrowIfCrashed();
        await foreach (var document in inner.QueryAsync(partition, range, cancellationToken))
        {
            ThrowIfCrashed();
            yield return document;
        }
    }

    public async ValueTask<CommitResult> CommitAsync(
        Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        ThrowIfCrashed();
        var fatal = Interlocked.Increment(ref commits) == crashAtCommit;
        crashed |= fatal;
        if (fatal && moment == CrashMoment.BeforeCommit)
        {
            throw new SimulatedCrashException();
        }

        var result = await inner.CommitAsync(partition, writes, cancellationToken);
        return fatal ? throw new SimulatedCrashException() : result;
    }

    public async IAsyncEnumerable<string> TablesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var table in inner.Whole().TablesAsync(cancellationToken))
        {
            ThrowIfCrashed();
            yield return table;
        }
    }

    public async IAsyncEnumerable<(Partition Partition, Document Document)> ReadTableAsync(
        string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var document in inner.Whole().ReadTableAsync(table, cancellationToken))
        {
            ThrowIfCrashed();
            yield return document;
        }
    }

    private void ThrowIfCrashed()
    {
        if (crashed)
        {
            throw new SimulatedCrashException();
        }
    }
}
