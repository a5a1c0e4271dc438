using System.Collections.Concurrent;
using Isop.Bot.Bezorging;
using Isop.Core.Bezorging;
using Isop.Core.Time;

namespace Isop.Bot.Development;

/// <summary>
/// Runs the jobs by hand, and tells what was planned and sent since the last time somebody asked: also by the timer and the worker
/// that run beside it.
/// </summary>
internal sealed class Draaiboek(Planning planning, Bezorgdienst dienst, Tellingen tellingen, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<BezorgStaat, int> _told = [];
    private readonly SemaphoreSlim _moving = new(1, 1);

    /// <summary>Deliveries added per capability by this run.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PlanAsync(CancellationToken cancellationToken) =>
        (await planning.RunAsync(clock.GetUtcNow(), cancellationToken)).Added;

    /// <summary>Sends what is due now; deliveries per state since the last call.</summary>
    public async Task<IReadOnlyDictionary<string, int>> SendAsync(CancellationToken cancellationToken)
    {
        await dienst.DrainAsync(clock.GetUtcNow(), cancellationToken);
        return Enum.GetValues<BezorgStaat>().ToDictionary(Tellingen.NameOf, Since);
    }

    /// <summary>
    /// Moves the clock on, stopping on every day at the end of the working day to plan and send, as time itself would.
    /// </summary>
    public async Task MoveToAsync(Klok klok, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        await _moving.WaitAsync(cancellationToken);
        try
        {
            await WalkAsync(klok, moment, cancellationToken);
        }
        finally
        {
            _moving.Release();
        }
    }

    private async Task WalkAsync(Klok klok, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        for (var day = AmsterdamTime.DateOf(klok.GetUtcNow()); day <= AmsterdamTime.DateOf(moment); day = day.AddDays(1))
        {
            foreach (var stop in new[] { AmsterdamTime.At(day, new TimeOnly(6, 30)), AmsterdamTime.At(day, new TimeOnly(17, 5)), moment })
            {
                if (stop > klok.GetUtcNow() && stop <= moment)
                {
                    await klok.SetAsync(stop, cancellationToken);
                    await PlanAsync(cancellationToken);
                    await dienst.DrainAsync(clock.GetUtcNow(), cancellationToken);
                }
            }
        }
    }

    public void Dispose() => _moving.Dispose();

    private int Since(BezorgStaat state)
    {
        var total = tellingen.Total.GetValueOrDefault(state);
        var told = _told.GetValueOrDefault(state);
        _told[state] = total;
        return total - told;
    }
}
