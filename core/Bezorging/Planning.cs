using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.Bezorging;

/// <summary>
/// Lets these cases decide what the moment brings, each for itself; answers how many deliveries that added. May be called twice
/// for one wake: when it throws, each of the cases is woken alone.
/// </summary>
public delegate ValueTask<int> WakeHandler(IReadOnlyCollection<string> cases, DateTimeOffset now, CancellationToken cancellationToken);

/// <summary>Which capability handles the wakes of its cases.</summary>
public sealed class PlanningCatalog
{
    private readonly Dictionary<string, WakeHandler> _handlers = [];

    public IReadOnlyDictionary<string, WakeHandler> Handlers => _handlers;

    public void Add(string capability, WakeHandler handler) => _handlers.Add(capability, handler);
}

/// <summary>
/// The planning job: wakes every case whose moment has come. Two planners at once are harmless; in one process one waits for the
/// other, so that what was due is planned when a run ends, by whichever. A case that fails keeps its entry, further away each time,
/// and does not stop the others.
/// </summary>
public sealed partial class Planning(Agendas agendas, PlanningCatalog catalog, Relay relay, ILogger<Planning>? logger = null) : IDisposable
{
    private const int Batch = 500;

    /// <summary>While one batch waits for the storage, the next one decides.</summary>
    private const int BatchesAtOnce = 2;

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromHours(6);
    private readonly ILogger _logger = logger ?? NullLogger<Planning>.Instance;
    private readonly SemaphoreSlim _running = new(1, 1);

    /// <summary>Runs once: first the relays that were cut off, then everything due. The counts are per capability.</summary>
    public async ValueTask<PlanningResult> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        try
        {
            return await PlanAsync(now, cancellationToken);
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private async ValueTask<PlanningResult> PlanAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Source.StartActivity("planning");
        var began = Stopwatch.GetTimestamp();
        await relay.SweepAsync(now, cancellationToken);
        var added = new ConcurrentDictionary<string, int>(catalog.Handlers.Keys.Select(name => KeyValuePair.Create(name, 0)));
        var failed = 0;
        await Parallel.ForEachAsync(
            agendas.Wekkers.DueAsync(now, cancellationToken).Chunk(Batch),
            new ParallelOptions { MaxDegreeOfParallelism = BatchesAtOnce, CancellationToken = cancellationToken },
            async (batch, token) => Interlocked.Add(ref failed, await WakeAsync(batch, added, now, token)));
        Telemetry.Planning.Record(Telemetry.Since(began));
        Telemetry.PlanningFailures.Add(failed);
        return new PlanningResult(added, failed);
    }

    private async ValueTask<int> WakeAsync(
        DueItem[] items, ConcurrentDictionary<string, int> added, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failed = 0;
        foreach (var capability in items.ToLookup(i => i.Entry.About ?? ""))
        {
            var cases = capability.ToLookup(i => i.Entry.Target);
            if (await TryWakeAsync(capability.Key, [.. cases.Select(c => c.Key)], now, cancellationToken) is { } together)
            {
                Count(added, capability.Key, together);
                continue;
            }

            await Bulk.EachAsync(
                cases,
                async (wake, token) =>
                {
                    var deliveries = await TryWakeAsync(capability.Key, [wake.Key], now, token);
                    if (deliveries is { } alone)
                    {
                        Count(added, capability.Key, alone);
                    }
                    else
                    {
                        Interlocked.Increment(ref failed);
                        await agendas.Wekkers.AddAsync([.. wake.Select(i => Again(i.Entry, now))], now, token);
                    }
                },
                cancellationToken);
        }

        await agendas.Wekkers.RemoveAsync(items, cancellationToken);
        return failed;
    }

    private static void Count(ConcurrentDictionary<string, int> added, string capability, int deliveries) =>
        added.AddOrUpdate(capability, deliveries, (_, before) => before + deliveries);

    /// <summary>The deliveries added; null when it failed.</summary>
    private async ValueTask<int?> TryWakeAsync(
        string capability, IReadOnlyCollection<string> cases, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!catalog.Handlers.TryGetValue(capability, out var handler))
        {
            Log.UnknownCapability(_logger, capability);
            return null;
        }

        try
        {
            return await handler(cases, now, cancellationToken);
        }
#pragma warning disable CA1031 // The boundary of one case: whatever it throws, the others go on.
        catch (Exception trouble) when (trouble is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.WakeFailed(_logger, capability, cases.Count == 1 && !IsSecret(capability) ? cases.First() : "a case", trouble);
            return null;
        }
    }

    /// <summary>Whoever has the number of a certificate may see it, so that stands in no log.</summary>
    private static bool IsSecret(string capability) => capability == Certificaten.Certificaatregels.Capability;

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

        [LoggerMessage(Level = LogLevel.Error, Message = "Waking {Case} of {Capability} failed; it is tried again.")]
        public static partial void WakeFailed(ILogger logger, string capability, string @case, Exception trouble);
    }
}

/// <summary>Deliveries added per capability, and the cases that failed.</summary>
public sealed record PlanningResult(IReadOnlyDictionary<string, int> Added, int Failed);
