using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.Upkeep;

/// <summary>Runs the jobs of a night one after the other. One that fails does not stop the others.</summary>
public sealed partial class Nachtwerk(NightJobs jobs, JobRuns runs, TimeProvider clock, ILogger<Nachtwerk>? logger = null)
{
    /// <summary>How long nobody tries a job again that was begun but did not come to its end: it may still be running.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly ILogger _logger = logger ?? NullLogger<Nachtwerk>.Instance;

    /// <summary>Runs every job.</summary>
    /// <param name="by">Who runs it, see <see cref="JobRun.By"/>.</param>
    public ValueTask<NachtwerkResult> RunAsync(DateTimeOffset now, string by, CancellationToken cancellationToken) =>
        RunAsync(jobs.All, now, by, cancellationToken);

    /// <summary>Runs the jobs that nobody finished within <paramref name="patience"/>.</summary>
    public async ValueTask<NachtwerkResult> CatchUpAsync(DateTimeOffset now, string by, TimeSpan patience, CancellationToken cancellationToken)
    {
        var overdue = new List<NightJob>();
        foreach (var job in jobs.All)
        {
            if (await runs.IsOverdueAsync(RecordOf(job.Name), patience, now, cancellationToken)
                && !await runs.HasBegunAsync(RecordOf(job.Name), Pause, now, cancellationToken))
            {
                overdue.Add(job);
            }
        }

        return await RunAsync(overdue, now, by, cancellationToken);
    }

    /// <summary>Under which name a job's runs are kept in <see cref="JobRuns"/>.</summary>
    public static string RecordOf(string job) => $"nacht {job}";

    private async ValueTask<NachtwerkResult> RunAsync(
        IReadOnlyList<NightJob> chosen, DateTimeOffset now, string by, CancellationToken cancellationToken)
    {
        var done = new Dictionary<string, int>();
        var failed = new List<string>();
        foreach (var job in chosen)
        {
            try
            {
                done[job.Name] = await RunAsync(job, now, by, cancellationToken);
            }
#pragma warning disable CA1031 // The boundary of one job: whatever it throws, the others go on.
            catch (Exception trouble) when (trouble is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.Failed(_logger, job.Name, trouble);
                failed.Add(job.Name);
            }
        }

        return new NachtwerkResult(done, failed);
    }

    private async ValueTask<int> RunAsync(NightJob job, DateTimeOffset now, string by, CancellationToken cancellationToken)
    {
        var run = new JobRun { Started = clock.GetUtcNow(), By = by };
        await runs.BeginAsync(RecordOf(job.Name), run, cancellationToken);
        var count = await job.Run(now, cancellationToken);
        var ended = run with { Finished = clock.GetUtcNow(), Counts = new Dictionary<string, int> { [job.Name] = count } };
        await runs.EndAsync(RecordOf(job.Name), ended, cancellationToken);
        return count;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The night job {Job} failed; the next night makes up for it.")]
        public static partial void Failed(ILogger logger, string job, Exception trouble);
    }
}

/// <summary>Per job how many documents it dealt with, and the jobs that failed.</summary>
public sealed record NachtwerkResult(IReadOnlyDictionary<string, int> Done, IReadOnlyList<string> Failed);
