using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.Bezorging;

/// <summary>
/// The bell between processes: a storage queue beside the bell of this process. A queue can only be asked, so the one who waits
/// asks often after a kick and less often in a calm hour; what this process rang itself it hears at once.
/// </summary>
public sealed partial class QueueKick(
    QueueServiceClient service, Probleemlijst problemen, TimeProvider clock, ILogger<QueueKick>? logger = null) : IKick
{
    /// <summary>A wave of commits rings once a second.</summary>
    public static readonly TimeSpan RingsAtMostEvery = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan AsksAtMostEvery = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan AsksAtLeastEvery = TimeSpan.FromSeconds(5);

    private const int AtATime = 32;

    /// <summary>An hour later the index has been looked at many times.</summary>
    private static readonly TimeSpan KickLives = TimeSpan.FromHours(1);
    private static readonly TimeSpan PoisonLives = TimeSpan.FromDays(30);

    private readonly Kick _own = new();
    private readonly QueueClient _queue = service.GetQueueClient(KickQueues.Kick);
    private readonly QueueClient _poison = service.GetQueueClient(KickQueues.PoisonOf(KickQueues.Kick));
    private readonly ILogger _logger = logger ?? NullLogger<QueueKick>.Instance;
    private readonly Lock _lock = new();
    private Task _sending = Task.CompletedTask;
    private bool _rung;
    private long? _sent;
    private long? _asked;
    private TimeSpan _pause = AsksAtMostEvery;

    public void Ring()
    {
        _own.Ring();
        lock (_lock)
        {
            if (_rung)
            {
                return;
            }

            _rung = true;
        }

        _ = SendSoonAsync();
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        Task sending;
        lock (_lock)
        {
            if (_rung)
            {
                (_rung, _sent) = (false, clock.GetTimestamp());
                _sending = RingOutAsync(_sending);
            }

            sending = _sending;
        }

        await sending.WaitAsync(cancellationToken);
    }

    public async ValueTask<bool> WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var left = longest - clock.GetElapsedTime(began);
            var pause = _asked is { } asked ? _pause - clock.GetElapsedTime(asked) : TimeSpan.Zero;
            if (pause <= TimeSpan.Zero)
            {
                var found = await AskAsync(clock, cancellationToken);
                (_asked, _pause) = (clock.GetTimestamp(), found ? AsksAtMostEvery : Min(_pause * 2, AsksAtLeastEvery));
                if (found)
                {
                    return true;
                }
            }
            else if (await _own.WaitAsync(Min(left > TimeSpan.Zero ? left : TimeSpan.Zero, pause), clock, cancellationToken))
            {
                _pause = AsksAtMostEvery;
                return true;
            }
            else if (left <= pause)
            {
                // Asking the queue may itself have taken longer than we were to wait.
                return false;
            }
        }
    }

    private async Task SendSoonAsync()
    {
        if (_sent is { } sent && RingsAtMostEvery - clock.GetElapsedTime(sent) is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock);
        }

        await FlushAsync(CancellationToken.None);
    }

    private async Task RingOutAsync(Task earlier)
    {
        await earlier;
        try
        {
            await SendAsync(_queue, Wachtrijbericht.Kick, KickLives, CancellationToken.None);
        }
#pragma warning disable CA1031 // A kick is a hint: without it the worker looks by itself.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            Log.NotRung(_logger, trouble);
        }
    }

    /// <summary>Takes what lies on the queue; whether a kick was among it.</summary>
    private async ValueTask<bool> AskAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            var rung = false;
            QueueMessage[] messages = await _queue.ReceiveMessagesAsync(AtATime, cancellationToken: cancellationToken);
            foreach (var message in messages)
            {
                rung |= await TakeAsync(message, clock.GetUtcNow(), cancellationToken);
                await DeleteAsync(message, cancellationToken);
            }

            return rung;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            // Nobody ever rang.
            return false;
        }
#pragma warning disable CA1031 // A kick is a hint: without it the worker looks by itself.
        catch (Exception trouble) when (trouble is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotHeard(_logger, trouble);
            return false;
        }
    }

    private async ValueTask<bool> TakeAsync(QueueMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (Wachtrijbericht.Read(message.Body.ToString(), Wachtrijbericht.KickSoort, Wachtrijbericht.KickVersie))
        {
            case WachtrijLezing.Gelezen:
                return true;
            case WachtrijLezing.Nieuwer newer:
                // Whatever else it says, something became due.
                await PoisonAsync(message, newer.Reden, now, cancellationToken);
                return true;
            case WachtrijLezing.Geweigerd refused:
                await PoisonAsync(message, refused.Reden, now, cancellationToken);
                return false;
            default:
                throw new InvalidOperationException("A message is read, refused or newer.");
        }
    }

    /// <summary>Told to the bureau first, then laid aside: a crash in between lays it aside twice at most.</summary>
    private async ValueTask PoisonAsync(QueueMessage message, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Log.Refused(_logger, KickQueues.Kick, message.MessageId);
        await problemen.NoteAsync(new WachtrijPlek(KickQueues.Kick, message.MessageId), reason, now, cancellationToken);
        var text = message.Body.ToString();
        var refused = new GeweigerdBericht(
            KickQueues.Kick, message.MessageId, reason, text.Length > GeweigerdBericht.Longest ? text[..GeweigerdBericht.Longest] : text);
        await SendAsync(_poison, JsonSerializer.Serialize(refused, CoreJson.Default.GeweigerdBericht), PoisonLives, cancellationToken);
    }

    private async ValueTask DeleteAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // It came back to the queue meanwhile, and another one took it.
        }
    }

    /// <summary>An identity that may only send has no right to make queues, so that is asked only where one is missing.</summary>
    private static async ValueTask SendAsync(QueueClient queue, string text, TimeSpan lives, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendMessageAsync(text, timeToLive: lives, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queue.SendMessageAsync(text, timeToLive: lives, cancellationToken: cancellationToken);
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The queue cannot be rung; the worker finds what is due by itself.")]
        public static partial void NotRung(ILogger logger, Exception trouble);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The queue cannot be heard; the worker finds what is due by itself.")]
        public static partial void NotHeard(ILogger logger, Exception trouble);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A message on {Queue} is refused and laid aside: {Message}")]
        public static partial void Refused(ILogger logger, string queue, string message);
    }
}
