namespace Isop.Core.Storage;

/// <summary>A commit that waits for the writer: checked, its keys encoded.</summary>
internal sealed class PendingCommit(
    string table, string partition, string[] rows, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<CommitResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Table { get; } = table;

    public string Partition { get; } = partition;

    public string[] Rows { get; } = rows;

    public IReadOnlyList<Write> Writes { get; } = writes;

    public long Bytes { get; } = writes.Sum(w => (long)CommitRules.Body(w).Length);

    public Task<CommitResult> Result => done.Task;

    /// <summary>Until the writer takes it the caller may still withdraw; from then on it is told what became of it.</summary>
    public bool WithdrawnBeforeStart() => cancellationToken.IsCancellationRequested && done.TrySetCanceled(cancellationToken);

    public void Complete(CommitResult result) => done.TrySetResult(result);

    public void Fail(Exception exception) => done.TrySetException(exception);
}
