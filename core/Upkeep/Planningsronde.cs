using Isop.Core.Bezorging;

namespace Isop.Core.Upkeep;

/// <summary>
/// One round of the clock: plans what is due, leaves word of itself and rings who sends. Two rounds at once, a round twice or a
/// round that was cut off give the result of one.
/// </summary>
public sealed class Planningsronde(Planning planning, Herkick herkick, IKick kick, JobRuns runs, TimeProvider clock)
{
    /// <summary>Under which name the rounds are kept in <see cref="JobRuns"/>.</summary>
    public const string Job = "planning";

    /// <summary>A round that somebody began just now is given this long before another one is begun in its place.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <param name="by">Who runs it, see <see cref="JobRun.By"/>.</param>
    public async ValueTask<PlanningResult> RunAsync(DateTimeOffset now, string by, CancellationToken cancellationToken)
    {
        var run = new JobRun { Started = clock.GetUtcNow(), By = by };
        await runs.BeginAsync(Job, run, cancellationToken);
        var result = await planning.RunAsync(now, cancellationToken);
        var ended = run with { Finished = clock.GetUtcNow(), Counts = result.Added, Failed = result.Failed };
        await runs.EndAsync(Job, ended, cancellationToken);

        // A process of the clock may be put to sleep as soon as it has answered: what it rang must have gone out by then.
        await herkick.RingAsync(now, cancellationToken);
        await kick.FlushAsync(cancellationToken);
        return result;
    }

    /// <summary>Runs when nobody finished a round within <paramref name="patience"/>; null when somebody did.</summary>
    public async ValueTask<PlanningResult?> CatchUpAsync(
        DateTimeOffset now, string by, TimeSpan patience, CancellationToken cancellationToken) =>
        await runs.IsOverdueAsync(Job, patience, now, cancellationToken) && !await runs.HasBegunAsync(Job, Pause, now, cancellationToken)
            ? await RunAsync(now, by, cancellationToken)
            : null;
}
