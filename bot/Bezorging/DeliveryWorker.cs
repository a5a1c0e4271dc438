using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Bezorging;

/// <summary>
/// Sends by itself while this instance leads. Another instance stands by and takes over when the lease ends; what the
/// leader had not finished is still in the due index.
/// </summary>
public sealed partial class DeliveryWorker(
    Bezorgdienst dienst, Lease lease, Relay relay, IKick kick, IEnumerable<LeaderJob> jobs, IEnumerable<LeaderLane> lanes, IOptions<BezorgOptions> options,
    TimeProvider clock, ILogger<DeliveryWorker> logger) : BackgroundService
{
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    /// <summary>A wave of commits rings a hundred times a second; only what somebody waits for is looked at as often.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Automatic)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await lease.TryHoldAsync(stoppingToken))
                {
                    await LeadAsync(stoppingToken);
                }

                await Task.Delay(StandBy, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The process ends; the lease is given back below.
            }
#pragma warning disable CA1031 // The boundary of the worker: it stands up again whatever happened.
            catch (Exception trouble)
#pragma warning restore CA1031
            {
                Log.Broken(logger, trouble);
                await Task.Delay(StandBy, clock, CancellationToken.None);
            }
        }

        await GiveBackAsync();
    }

    private async Task LeadAsync(CancellationToken stoppingToken)
    {
        Log.Leads(logger);
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var (direct, teams, mail) = (new Kick(), new Kick(), dienst.MailKick);
        var others = lanes.Select(lane => (Lane: lane, Bell: new Kick())).ToList();
        Task[] tasks =
        [
            RenewAsync(leading.Token),
            ListenAsync([direct, teams, mail, .. others.Select(o => o.Bell)], leading.Token),
            DrainAsync(Ronde.TeamsDirect, direct, TimeSpan.Zero, leading.Token),
            DrainAsync(Ronde.Teams, teams, Breath, leading.Token),
            DrainAsync(Ronde.Mail, mail, Breath, leading.Token),
            .. jobs.Select(job => RepeatAsync(job, leading.Token)),
            .. others.Select(o => KeepUpAsync(o.Lane, o.Bell, leading.Token)),
        ];

        // Whichever ends first ends the others: the lease was lost, the process stops, or something is broken.
        await Task.WhenAny(tasks);
        await leading.CancelAsync();
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (OperationCanceledException)
        {
            // The lanes ended because we told them to.
        }

        Log.LeadsNoMore(logger);
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var swept = clock.GetTimestamp();
        await relay.SweepAsync(clock.GetUtcNow(), cancellationToken);
        while (true)
        {
            await Task.Delay(Lease.RenewEvery, clock, cancellationToken);
            try
            {
                if (!await lease.TryHoldAsync(cancellationToken))
                {
                    return;
                }

                if (clock.GetElapsedTime(swept) >= SweepEvery)
                {
                    swept = clock.GetTimestamp();
                    await relay.SweepAsync(clock.GetUtcNow(), cancellationToken);
                }
            }
            catch (StorageUnavailableException trouble) when (lease.IsHeld)
            {
                // There is time for another try before the lease ends; the gate closes by itself when it does.
                Log.StorageUnavailable(logger, trouble);
            }
        }
    }

    /// <summary>A kick wakes one who waits for it: here, for every lane.</summary>
    private async Task ListenAsync(IReadOnlyList<Kick> lanes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await kick.WaitAsync(TimeSpan.FromSeconds(options.Value.PollSeconds), clock, cancellationToken))
            {
                foreach (var lane in lanes)
                {
                    lane.Ring();
                }
            }
        }
    }

    /// <param name="ronde">Which lane.</param>
    /// <param name="bell">What wakes it.</param>
    /// <param name="breath">Between the beginnings of two looks that find nothing, however often it rings.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task DrainAsync(Ronde ronde, Kick bell, TimeSpan breath, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var looked = clock.GetTimestamp();
            try
            {
                if (await dienst.RoundAsync(ronde, new Uitslag(), clock.GetUtcNow, cancellationToken) > 0)
                {
                    continue;
                }
            }
            catch (StorageUnavailableException trouble)
            {
                Log.StorageUnavailable(logger, trouble);
            }

            await bell.WaitAsync(TimeSpan.FromSeconds(options.Value.PollSeconds), clock, cancellationToken);
            if (breath - clock.GetElapsedTime(looked) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, cancellationToken);
            }
        }
    }

    private async Task RepeatAsync(LeaderJob job, CancellationToken cancellationToken)
    {
        // What answers people goes first at a start; nobody waits for these.
        await Task.Yield();
        while (true)
        {
            try
            {
                await job.Run(clock.GetUtcNow(), cancellationToken);
            }
#pragma warning disable CA1031 // The boundary of a job: it must not end the deliveries, and its next run tries again.
            catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.JobFailed(logger, job.Name, trouble);
            }

            await Task.Delay(job.Every, clock, cancellationToken);
        }
    }

    private async Task KeepUpAsync(LeaderLane lane, Kick bell, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (true)
        {
            try
            {
                await lane.Run(bell, cancellationToken);
            }
#pragma warning disable CA1031 // The boundary of a lane: it must not end the deliveries, and it begins again.
            catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.JobFailed(logger, lane.Name, trouble);
            }

            await Task.Delay(StandBy, clock, cancellationToken);
        }
    }

    private async Task GiveBackAsync()
    {
        try
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
        catch (StorageUnavailableException trouble)
        {
            Log.StorageUnavailable(logger, trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "This instance sends from now on.")]
        public static partial void Leads(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "This instance does not send any more.")]
        public static partial void LeadsNoMore(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "Sending broke down and begins again.")]
        public static partial void Broken(ILogger logger, Exception trouble);

        [LoggerMessage(Level = LogLevel.Error, Message = "The job {Job} failed; its next run tries again.")]
        public static partial void JobFailed(ILogger logger, string job, Exception trouble);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The storage is not available; sending waits.")]
        public static partial void StorageUnavailable(ILogger logger, Exception trouble);
    }
}
