namespace Isop.Core.Upkeep;

/// <summary>
/// Work that somebody does once a night: the Functions host, or the bot when nobody did. Running twice, or two at once, gives the
/// result of one run; a run that was cut off is made up for by the next one.
/// </summary>
/// <param name="Name">One short Dutch word, as the administrator reads it.</param>
/// <param name="Run">Answers how many documents it dealt with.</param>
public sealed record NightJob(string Name, Func<DateTimeOffset, CancellationToken, ValueTask<int>> Run)
{
    /// <summary>False in a process that is not set up for it: there it is no job, so that nobody takes it for done.</summary>
    public bool IsHere { get; init; } = true;
}

/// <summary>The jobs of a night that this process does, in the order in which they were registered as services.</summary>
public sealed class NightJobs
{
    public NightJobs(IEnumerable<NightJob> jobs)
    {
        All = [.. jobs.Where(j => j.IsHere)];
        if (All.GroupBy(j => j.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two night jobs are called \"{twice.Key}\".", nameof(jobs));
        }
    }

    public IReadOnlyList<NightJob> All { get; }
}
