using Isop.Core.Storage;
using Isop.Tests.Storage;

namespace Isop.Tests.Bezorging;

/// <summary>A store whose process dies when the test says so: from then on every call throws.</summary>
internal sealed class GuillotineStore(IDocumentStore inner) : IDocumentStore
{
    private volatile bool _fallen;

    public void Fall() => _fallen = true;

    public ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken) =>
        Alive().FindAsync(partition, row, cancellationToken);

    public IAsyncEnumerable<Document> QueryAsync(Partition partition, RowRange range, CancellationToken cancellationToken) =>
        Alive().QueryAsync(partition, range, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken) =>
        Alive().CommitAsync(partition, writes, cancellationToken);

    private IDocumentStore Alive() => _fallen ? throw new SimulatedCrashException() : inner;
}
