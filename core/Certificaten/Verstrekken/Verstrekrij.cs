using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Isop.Core.Bezorging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.Certificaten.Verstrekken;

/// <summary>Hands orders to who issues. An order that gets lost comes again: its case wakes until it is done.</summary>
public interface IVerstrekrij
{
    ValueTask StuurAsync(IReadOnlyCollection<Verstrekbon> bonnen, CancellationToken ct);
}

/// <summary>One process: it issues itself, some at once, before this returns.</summary>
public sealed class DirecteVerstrekrij(Verstrekker verstrekker) : IVerstrekrij
{
    private const int Tegelijk = 8;

    public async ValueTask StuurAsync(IReadOnlyCollection<Verstrekbon> bonnen, CancellationToken ct) => await Parallel.ForEachAsync(
        bonnen, new ParallelOptions { MaxDegreeOfParallelism = Tegelijk, CancellationToken = ct }, async (bon, token) => await verstrekker.VoerUitAsync(bon, token));
}

/// <summary>Lays them on the queue, from which functions take them.</summary>
public sealed partial class WachtrijVerstrekrij(QueueServiceClient queues, ILogger<WachtrijVerstrekrij>? logger = null) : IVerstrekrij
{
    private const int Tegelijk = 16;

    /// <summary>Longer is of no use: by then the case has woken and laid another one.</summary>
    private static readonly TimeSpan Leeft = TimeSpan.FromHours(12);

    private readonly QueueClient _queue = queues.GetQueueClient(KickQueues.Certificaten);
    private readonly ILogger _logger = logger ?? NullLogger<WachtrijVerstrekrij>.Instance;

    /// <summary>Trouble on the way is logged, not thrown: what was decided stands, and is handed over again.</summary>
    public async ValueTask StuurAsync(IReadOnlyCollection<Verstrekbon> bonnen, CancellationToken ct)
    {
        try
        {
            await Parallel.ForEachAsync(
                bonnen, new ParallelOptions { MaxDegreeOfParallelism = Tegelijk, CancellationToken = ct }, async (bon, token) => await SendAsync(Verstrekbonnen.Write(bon), token));
        }
        catch (Exception trouble) when (trouble is RequestFailedException or AggregateException && !ct.IsCancellationRequested)
        {
            Log.NotSent(_logger, trouble);
        }
    }

    private async ValueTask SendAsync(string text, CancellationToken ct)
    {
        try
        {
            await _queue.SendMessageAsync(text, timeToLive: Leeft, cancellationToken: ct);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: ct);
            await _queue.SendMessageAsync(text, timeToLive: Leeft, cancellationToken: ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Orders for certificates did not reach the queue; they are handed over again.")]
        public static partial void NotSent(ILogger logger, Exception trouble);
    }
}
