using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Bezorging;

/// <summary>
/// The one way to the mail system, which counts per mailbox: its pace, the mails under way at once and its pauses hold for the
/// deliveries and for the links that people ask for. Somebody who waits for a link to sign in goes ahead of the deliveries.
/// </summary>
public sealed partial class MailLane(
    IMailer mailer, Sturing sturing, IOptions<BezorgOptions> options, TimeProvider clock, ILogger<MailLane> logger) : IDisposable
{
    /// <summary>What the pause of the mailbox is called beside those of tenants.</summary>
    public const string Name = "mail";

    /// <summary>How long somebody who asked for a link is kept waiting; after that they ask again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Pacer? _pacer = mailer.PerMinute is { } perMinute ? new Pacer(perMinute / 60.0, perMinute / 60.0, 0, clock) : null;

    /// <summary>Of the deliveries only one has a turn ahead of it, so that who goes ahead waits for one mail and not for all.</summary>
    private readonly SemaphoreSlim _next = new(1, 1);

    private readonly SemaphoreSlim _underWay = new(options.Value.MailConcurrency);

    /// <summary>Called with what came of every mail.</summary>
    public Action<MailOutcome>? Answered { get; set; }

    /// <summary>Waits for a turn of the deliveries; the end of the pause when the mailbox is paused.</summary>
    public async ValueTask<DateTimeOffset?> TurnAsync(CancellationToken cancellationToken)
    {
        if (await PausedUntilAsync(cancellationToken) is { } until)
        {
            return until;
        }

        await _next.WaitAsync(cancellationToken);
        try
        {
            await PaceAsync(cancellationToken);
        }
        finally
        {
            _next.Release();
        }

        return await PausedUntilAsync(cancellationToken);
    }

    /// <summary>Sends a mail that somebody is waiting for, ahead of the deliveries.</summary>
    public async ValueTask<MailOutcome> SendAheadAsync(Mail mail, CancellationToken cancellationToken)
    {
        if (await PausedUntilAsync(cancellationToken) is { } until)
        {
            var wait = until - clock.GetUtcNow();
            if (wait > LongestWait)
            {
                return new MailOutcome.TryLater(wait);
            }

            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, cancellationToken);
        }

        await PaceAsync(cancellationToken);
        return await SendAsync(mail, cancellationToken);
    }

    /// <summary>Sends a mail whose turn it is. An answer about the whole mailbox pauses it for everybody.</summary>
    public async ValueTask<MailOutcome> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        await _underWay.WaitAsync(cancellationToken);
        MailOutcome outcome;
        try
        {
            outcome = await mailer.SendAsync(mail, cancellationToken);
        }
        finally
        {
            _underWay.Release();
        }

        Answered?.Invoke(outcome);
        switch (outcome)
        {
            case MailOutcome.TryLater { RetryAfter: { } asked } when asked > TimeSpan.Zero:
                await PauseAsync(asked, "Het mailsysteem vraagt om rustiger aan te doen.", cancellationToken);
                break;
            case MailOutcome.NoMailbox broken:
                await PauseAsync(broken.For, broken.Reason, cancellationToken);
                break;
            default:
                break;
        }

        return outcome;
    }

    public void Dispose()
    {
        _next.Dispose();
        _underWay.Dispose();
    }

    private ValueTask PaceAsync(CancellationToken cancellationToken) => _pacer?.WaitAsync(cancellationToken) ?? ValueTask.CompletedTask;

    private async ValueTask<DateTimeOffset?> PausedUntilAsync(CancellationToken cancellationToken) =>
        (await sturing.ReadAsync(cancellationToken)).PausedUntil(Name, clock.GetUtcNow());

    private async ValueTask PauseAsync(TimeSpan length, string reason, CancellationToken cancellationToken)
    {
        Log.Paused(logger, length.TotalSeconds, reason);
        try
        {
            await sturing.PauseAsync(Name, clock.GetUtcNow() + length, reason, cancellationToken);
        }
        catch (StorageUnavailableException trouble)
        {
            // The answer of this one mail is known all the same.
            Log.NotShared(logger, trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Sending mail pauses for {Seconds} s: {Reason}")]
        public static partial void Paused(ILogger logger, double seconds, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The storage is not available; the pause of the mail is not shared.")]
        public static partial void NotShared(ILogger logger, Exception trouble);
    }
}
