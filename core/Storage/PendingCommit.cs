namespace Isop.Core.Storage;

/// <summary>A commit that waits for the writer: checked, its keys encoded.</summary>
internal sealed class PendingCommit(Partition place, EncodedKeys keys, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<CommitResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The partition with its key as the caller wrote it.</summary>
    public Partition Place { get; } = place;

    public string Partition { get; } = keys.Partition;

    public string[] Rows { get; } = keys.Rows;

    public IReadOnlyList<Write> Writes { get; } = writes;

    public long Bytes { get; } = writes.Sum(w => (long)CommitRules.Body(w).Length);

    public Task<CommitResult> Result => done.Task;

    /// <summary>Whether its caller gave up while it waited. From here on nobody may: it is told what became of it.</summary>
    public bool WithdrawnBeforeStart() => cancellationToken.IsCancellationRequested && done.TrySetCanceled(cancellationToken);

    public void Complete(CommitResult result) => done.TrySetResult(result);

    public void Fail(Exception exception) => done.TrySetException(exception);
}
