using Isop.Core.Bezorging;
using Isop.Core.Upkeep;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Hosting;

/// <summary>
/// The clock of an installation without Azure Functions: runs the same planning jobs every quarter of an hour. What is due is
/// stored, so a run that was missed is made up for by the next one. In every installation it does the night jobs that nobody did.
/// </summary>
internal sealed partial class PlanningTimer(
    Planning planning, Nachtwerk nachtwerk, IOptions<IsopOptions> options, TimeProvider clock, ILogger<PlanningTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan NightEvery = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
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

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var now = clock.GetUtcNow();
            if (options.Value.IsEmbedded)
            {
                await planning.RunAsync(now, stoppingToken);
            }

            await nachtwerk.CatchUpAsync(now, "bot", NightEvery, stoppingToken);
        }
#pragma warning disable CA1031 // The boundary of the job: the next quarter tries again.
        catch (Exception trouble) when (trouble is not OperationCanceledException)
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
