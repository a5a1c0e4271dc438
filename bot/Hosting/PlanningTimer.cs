using Isop.Core.Bezorging;
using Isop.Core.Hosting;
using Isop.Core.Upkeep;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Hosting;

/// <summary>
/// The clock of an installation without Azure Functions: runs the same jobs every quarter of an hour, and those of the night once a
/// day. Beside Azure Functions it looks whether their clock goes, and while this instance leads it takes over what nobody did.
/// What is due is stored, so a run that was missed is made up for by the next one.
/// </summary>
internal sealed partial class PlanningTimer(
    Planningsronde planning, Nachtwerk nachtwerk, Lease lease, IOptions<IsopOptions> options, TimeProvider clock, ILogger<PlanningTimer> logger)
    : BackgroundService
{
    public static readonly TimeSpan PlanningPatience = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan NightPatience = TimeSpan.FromHours(26);

    private const string By = "bot";

    private static readonly TimeSpan PlanEvery = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan NightEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.IsEmbedded ? PlanEvery : LookEvery, clock);
        try
        {
            do
            {
                await RunAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    /// <summary>What one tick does.</summary>
    internal async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var now = clock.GetUtcNow();
            if (options.Value.IsEmbedded)
            {
                await planning.RunAsync(now, By, stoppingToken);
                await nachtwerk.CatchUpAsync(now, By, NightEvery, stoppingToken);
            }
            else if (lease.IsHeld)
            {
                await planning.CatchUpAsync(now, By, PlanningPatience, stoppingToken);
                await nachtwerk.CatchUpAsync(now, By, NightPatience, stoppingToken);
            }
        }
#pragma warning disable CA1031 // The boundary of the job: the next tick tries again.
        catch (Exception trouble) when (trouble is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.Failed(logger, trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A planning run failed; the next one makes up for it.")]
        public static partial void Failed(ILogger logger, Exception trouble);
    }
}
