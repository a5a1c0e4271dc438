using Isop.Bot.Web.Links;
using Isop.Bot.Web.Sessions;
using Isop.Core.Bezorging;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Hosting;

/// <summary>
/// The clock of an installation without Azure Functions: runs the same planning jobs every quarter of an hour. What is due is
/// stored, so a run that was missed is made up for by the next one. Once a day, in every installation, it sweeps the links and
/// sessions that are over: they are the web door's own.
/// </summary>
internal sealed partial class PlanningTimer(
    Planning planning, MailedLinks links, Sessions sessions, IOptions<IsopOptions> options, TimeProvider clock, ILogger<PlanningTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromDays(1);

    private DateTimeOffset _swept;

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

            if (now - _swept >= SweepEvery)
            {
                await links.SweepAsync(now, stoppingToken);
                await sessions.SweepAsync(now, stoppingToken);
                _swept = now;
            }
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
