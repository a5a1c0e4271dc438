using Isop.Core.Storage;

namespace Isop.Core.Upkeep;

/// <summary>
/// Who ran which job when: table "taken", a partition per job, with its last beginning and its last end. So that everybody sees
/// whether the clock goes, and somebody else can take over when it stands still.
/// </summary>
public sealed class JobRuns(IDocumentStore store)
{
    private const string Table = "taken";
    private const string Begun = "begonnen";
    private const string Ended = "klaar";

    /// <summary>The last run that came to its end; null before the first.</summary>
    public async ValueTask<JobRun?> LastAsync(string job, CancellationToken cancellationToken) =>
        (await store.ReadAsync(PartitionOf(job), Ended, CoreJson.Default.JobRun, cancellationToken))?.Value;

    /// <summary>The run that began last, whatever became of it; null before the first.</summary>
    public async ValueTask<JobRun?> BegunAsync(string job, CancellationToken cancellationToken) =>
        (await store.ReadAsync(PartitionOf(job), Begun, CoreJson.Default.JobRun, cancellationToken))?.Value;

    /// <summary>Whether nobody finished this job in that time.</summary>
    public async ValueTask<bool> IsOverdueAsync(string job, TimeSpan patience, DateTimeOffset now, CancellationToken cancellationToken) =>
        !IsWithin(await LastAsync(job, cancellationToken) is { } run ? run.Finished : null, patience, now);

    /// <summary>Whether anybody began this job in that time.</summary>
    public async ValueTask<bool> HasBegunAsync(string job, TimeSpan since, DateTimeOffset now, CancellationToken cancellationToken) =>
        IsWithin((await BegunAsync(job, cancellationToken))?.Started, since, now);

    public ValueTask BeginAsync(string job, JobRun run, CancellationToken cancellationToken) => PutAsync(job, Begun, run, cancellationToken);

    public ValueTask EndAsync(string job, JobRun run, CancellationToken cancellationToken) => PutAsync(job, Ended, run, cancellationToken);

    // A moment that is still to come was written under another clock (a development clock that was set back).
    private static bool IsWithin(DateTimeOffset? moment, TimeSpan span, DateTimeOffset now) => moment <= now && now - moment < span;

    /// <summary>Two runs at once both write; the later word stands.</summary>
    private async ValueTask PutAsync(string job, string row, JobRun run, CancellationToken cancellationToken)
    {
        CommitResult result;
        do
        {
            var was = await store.ReadAsync(PartitionOf(job), row, CoreJson.Default.JobRun, cancellationToken);
            result = await store.CommitAsync(PartitionOf(job), [Documents.Save(row, run, was, CoreJson.Default.JobRun)], cancellationToken);
        }
        while (result is CommitResult.Conflict);
    }

    private static Partition PartitionOf(string job) => new(Table, job);
}

/// <summary>One run of a job.</summary>
public sealed record JobRun
{
    public required DateTimeOffset Started { get; init; }

    /// <summary>Null while it runs, and for ever when it was cut off.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Which process ran it, and for what call: "functions 7f3a…" or "bot".</summary>
    public required string By { get; init; }

    /// <summary>What it did: deliveries per capability, or documents.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();

    /// <summary>How many cases could not be dealt with; they are tried again.</summary>
    public int Failed { get; init; }
}
