using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.Bezorging;

/// <summary>Lets a case decide what the moment brings; answers how many deliveries that added. May be called twice for one wake.</summary>
public delegate ValueTask<int> WakeHandler(string @case, DateTimeOffset now, CancellationToken cancellationToken);

/// <summary>Which capability handles the wakes of its cases.</summary>
public sealed class PlanningCatalog
{
    private readonly Dictionary<string, WakeHandler> _handlers = [];

    public IReadOnlyDictionary<string, WakeHandler> Handlers => _handlers;

    public void Add(string capability, WakeHandler handler) => _handlers.Add(capability, handler);
}

/// <summary>
/// The planning job: wakes every case whose moment has come. Two planners at once are harmless; a case that fails keeps its
/// entry, further away each time, and does not stop the others.
/// </summary>
public sealed partial class Planning(Agendas agendas, PlanningCatalog catalog, Relay relay, ILogger<Planning>? logger = null)
{
    private const int Batch = 4000;
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromHours(6);
    private readonly ILogger _logger = logger ?? NullLogger<Planning>.Instance;

    /// <summary>Runs once: first the relays that were cut off, then everything due. The counts are per capability.</summary>
    public async ValueTask<PlanningResult> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await relay.SweepAsync(now, cancellationToken);
        var added = catalog.Handlers.Keys.ToDictionary(name => name, _ => 0);
        var failed = 0;
        var batch = new List<DueItem>(Batch);
        await foreach (var item in agendas.Wekkers.DueAsync(now, cancellationToken))
        {
            batch.Add(item);
            if (batch.Count == Batch)
            {
                failed += await WakeAsync(batch, added, now, cancellationToken);
                batch.Clear();
            }
        }

        failed += await WakeAsync(batch, added, now, cancellationToken);
        return new PlanningResult(added, failed);
    }

    private async ValueTask<int> WakeAsync(
        List<DueItem> items, Dictionary<string, int> added, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failed = 0;
        var done = new List<DueItem>(items.Count);
        var cases = items.ToLookup(i => (Capability: i.Entry.About ?? "", Case: i.Entry.Target));
        await Bulk.EachAsync(
            cases,
            async (wake, token) =>
            {
                var count = await WakeOneAsync(wake.Key.Capability, wake.Key.Case, now, token);
                lock (done)
                {
                    if (count is { } deliveries)
                    {
                        added[wake.Key.Capability] += deliveries;
                    }
                    else
                    {
                        failed++;
                    }
                }

                if (count is null)
                {
                    await agendas.Wekkers.AddAsync([.. wake.Select(i => Again(i.Entry, now))], now, token);
                }

                lock (done)
                {
                    done.AddRange(wake);
                }
            },
            cancellationToken);
        await agendas.Wekkers.RemoveAsync(done, cancellationToken);
        return failed;
    }

    /// <summary>The deliveries added; null when it failed.</summary>
    private async ValueTask<int?> WakeOneAsync(string capability, string @case, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!catalog.Handlers.TryGetValue(capability, out var handler))
        {
            Log.UnknownCapability(_logger, capability);
            return null;
        }

        try
        {
            return await handler(@case, now, cancellationToken);
        }
#pragma warning disable CA1031 // The boundary of one case: whatever it throws, the others go on.
        catch (Exception trouble) when (trouble is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.WakeFailed(_logger, capability, @case, trouble);
            return null;
        }
    }

    /// <summary>1, 2, 4 … minutes later, at most six hours.</summary>
    private static DueEntry Again(DueEntry entry, DateTimeOffset now)
    {
        var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(entry.Attempts, 10)));
        return entry with { Attempts = entry.Attempts + 1, Due = now + (wait < LongestBackoff ? wait : LongestBackoff) };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "No capability handles wakes for {Capability}; they are kept.")]
        public static partial void UnknownCapability(ILogger logger, string capability);

        [LoggerMessage(Level = LogLevel.Error, Message = "Waking {Case} of {Capability} failed; it is tried again later.")]
        public static partial void WakeFailed(ILogger logger, string capability, string @case, Exception trouble);
    }
}

/// <summary>Deliveries added per capability, and the cases that failed.</summary>
public sealed record PlanningResult(IReadOnlyDictionary<string, int> Added, int Failed);
