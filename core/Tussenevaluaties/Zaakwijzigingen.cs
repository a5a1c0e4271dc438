using System.Globalization;
using Isop.Core.Bezorging;
using Isop.Core.Storage;

namespace Isop.Core.Tussenevaluaties;

/// <summary>
/// Which cases changed, for who keeps many of them in memory: a row per change in a partition "gewijzigd:{shard}", under its moment, written right
/// after the change. A row is a hint: a process that stops in between leaves none, so who relies on them reads everything now and then.
/// </summary>
public sealed class Zaakwijzigingen(IDocumentStore store, TimeProvider? clock = null)
{
    /// <summary>How much later than its moment a row may be there: the clocks of two processes, and a write that is tried again.</summary>
    public static readonly TimeSpan Speling = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private List<string> _waiting = [];
    private Task _writing = Task.CompletedTask;
    private Task? _next;
    private long _gemeld;
    private long _gemist;

    /// <summary>Grows with every change by this process, after its row is there.</summary>
    public Wijzigingstand Stand => new(Interlocked.Read(ref _gemeld), Interlocked.Read(ref _gemist));

    /// <summary>
    /// Says that these cases changed, or may have. What is said at the same time goes in one commit. The change stands, so storage that fails
    /// here fails nobody: <see cref="Wijzigingstand.Gemist"/> grows instead.
    /// </summary>
    internal Task MeldAsync(params IReadOnlyCollection<string> zaken)
    {
        lock (_lock)
        {
            _waiting.AddRange(zaken);
            var before = _writing;
            return _next ??= _writing = Task.Run(() => FlushAsync(before));
        }
    }

    /// <summary>What was said since a moment.</summary>
    /// <param name="vanaf">The moment of the last look, less <see cref="Speling"/>.</param>
    /// <param name="gezien">The rows of the last look.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Wijzigingsblad> SindsAsync(DateTimeOffset vanaf, IReadOnlySet<string> gezien, CancellationToken ct)
    {
        var told = (await Task.WhenAll(Shard.All.Select(shard => ReadAsync(shard, vanaf, ct)))).SelectMany(t => t).ToList();
        var zaken = told.Where(t => !gezien.Contains(t.Row)).Select(t => t.Zaak).ToHashSet(StringComparer.Ordinal);
        return new Wijzigingsblad(told.Select(t => t.Row).ToHashSet(StringComparer.Ordinal), zaken);
    }

    private async Task<List<(string Row, string Zaak)>> ReadAsync(string shard, DateTimeOffset vanaf, CancellationToken ct)
    {
        List<(string, string)> told = [];
        await foreach (var (row, wijziging) in store.ReadRangeAsync(ListOf(shard), new RowRange(Ticks(vanaf), null), CoreJson.Default.Wijziging, ct))
        {
            told.Add((row, wijziging.Value.Zaak));
        }

        return told;
    }

    /// <summary>Waits for the one before: meanwhile others join.</summary>
    private async Task FlushAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        List<string> zaken;
        lock (_lock)
        {
            (zaken, _waiting, _next) = (_waiting, [], null);
        }

        try
        {
            var now = _clock.GetUtcNow();
            // A commit's worth in one shard, the next in another: an opening day writes a hundred thousand.
            await Bulk.EachAsync(
                zaken.Distinct().Chunk(StorageLimits.WritesPerCommit),
                (some, token) => store.AddIfAbsentAsync(
                    ListOf(Shard.Of(some[0])), some.Select(z => Documents.Add($"{Ticks(now)}-{Guid.NewGuid():N}", new Wijziging(z, now), CoreJson.Default.Wijziging)), token),
                CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            Interlocked.Increment(ref _gemist);
        }
        finally
        {
            Interlocked.Increment(ref _gemeld);
        }
    }

    private static Partition ListOf(string shard) => new("tussenevaluaties", $"gewijzigd:{shard}");

    private static string Ticks(DateTimeOffset moment) => moment.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}

/// <summary>A case that changed.</summary>
public sealed record Wijziging(string Zaak, DateTimeOffset Op);

/// <summary>How often this process said that cases changed, and how often it could not.</summary>
public readonly record struct Wijzigingstand(long Gemeld, long Gemist);

/// <summary>What was said since a moment.</summary>
/// <param name="Rijen">Every row since then, for the next look.</param>
/// <param name="Zaken">The cases of those that were not seen before.</param>
public sealed record Wijzigingsblad(IReadOnlySet<string> Rijen, IReadOnlyCollection<string> Zaken);
