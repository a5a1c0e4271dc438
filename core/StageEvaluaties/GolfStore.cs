using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Storage;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Core.StageEvaluaties;

/// <summary>The waves: table "stageevaluaties", partition "golven", a row for each. Every change goes through <see cref="Golfregels"/>.</summary>
public sealed class GolfStore(IDocumentStore store, Outbox outbox, VragenlijstStore lijsten, IOptions<StageEvaluatieOptions> options, TimeProvider? clock = null)
{
    public const string Capability = "stageevaluaties";

    internal const string Table = "stageevaluaties";

    private const int Attempts = 20;

    internal static readonly Partition Golven = new(Table, "golven");

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    public Vrijgaveregels Regels => options.Value.Regels;

    public async ValueTask<Golf?> FindAsync(string id, CancellationToken ct) => (await ReadAsync(id, ct))?.Value;

    /// <summary>From the first to the last.</summary>
    public async ValueTask<IReadOnlyList<Golf>> AlleAsync(CancellationToken ct)
    {
        List<Golf> all = [];
        await foreach (var document in store.QueryAsync(Golven, RowRange.All, ct))
        {
            if (char.IsAsciiDigit(document.Row[0]))
            {
                all.Add(Documents.Parse(document, CoreJson.Default.Golf).Value);
            }
        }

        return all;
    }

    /// <summary>Whether a wave is under way, so that no vragenlijst may change.</summary>
    public async ValueTask<bool> IsErEenOpenAsync(CancellationToken ct) => (await AlleAsync(ct)).Any(g => g.Staat is Golfstaat.Open or Golfstaat.Sluit);

    /// <summary>Decides and stores; null when there is no such wave.</summary>
    /// <param name="id">The wave.</param>
    /// <param name="opdracht">What is wanted.</param>
    /// <param name="door">Who wants it: for the audit; null for the clock, which leaves no line.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Golfbesluit?> DecideAsync(string id, Golfopdracht opdracht, string? door, DateTimeOffset now, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ReadAsync(id, ct) is not { } stored)
            {
                return null;
            }

            var besluit = Golfregels.Decide(stored.Value, opdracht, await PinAsync(ct), AmsterdamTime.DateOf(now));
            if (besluit is not Golfbesluit.Gewijzigd change)
            {
                return besluit;
            }

            // Who pressed a button should not wait for tomorrow's alarm.
            var golf = change.Golf with { Wekker = now };
            if (await CommitAsync(golf, stored, door is null ? null : Regel(golf, opdracht, door, now), ct))
            {
                return new Golfbesluit.Gewijzigd(golf);
            }
        }

        throw new StorageUnavailableException("A wave was busy for too long.");
    }

    /// <summary>Who held, opened, lengthened or closed a wave and when, oldest first.</summary>
    public IAsyncEnumerable<InzageRegel> HistoryAsync(DateTimeOffset from, CancellationToken ct) => InzageRijen.ReadAsync(store, Golven, from, ct);

    /// <summary>Adds a wave; false when it was there.</summary>
    internal ValueTask<bool> VoegToeAsync(Golf golf, CancellationToken ct) => CommitAsync(golf, null, null, ct);

    /// <summary>A change that the planning makes; null when the wave was not as it was known.</summary>
    internal async ValueTask<Golf?> WijzigAsync(string id, Func<Golf, Golf?> change, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ReadAsync(id, ct) is not { } stored || change(stored.Value) is not { } golf)
            {
                return null;
            }

            if (await CommitAsync(golf, stored, null, ct))
            {
                return golf;
            }
        }

        throw new StorageUnavailableException("A wave was busy for too long.");
    }

    private async ValueTask<IReadOnlyDictionary<string, VragenlijstRef>> PinAsync(CancellationToken ct) =>
        (await lijsten.CurrentAsync(ct)).InGebruik.ToDictionary(l => l.Key, l => l.Value.Ref());

    private async ValueTask<bool> CommitAsync(Golf golf, Stored<Golf>? was, Write? regel, CancellationToken ct)
    {
        List<Intent> intents = [];
        if (golf.Wekker is { } at && at != was?.Value.Wekker)
        {
            intents.Add(new WakeIntent { Capability = Capability, Case = golf.Id, Due = at });
        }

        intents.AddRange(Golfgebeurtenissen.Tussen(was?.Value, golf, _clock.GetUtcNow()).Select(GebeurtenisIntent.Van));
        Write[] writes = [Documents.Save(golf.Id, golf, was, CoreJson.Default.Golf), .. regel is null ? Array.Empty<Write>() : [regel]];
        return await outbox.CommitAsync(Golven, writes, intents, ct) is CommitResult.Committed;
    }

    private static Write Regel(Golf golf, Golfopdracht opdracht, string door, DateTimeOffset now) => InzageRijen.Row(new InzageRegel
    {
        At = now, By = door, Soort = InzageSoort.StageEvaluatieGewijzigd, Case = golf.Id, Detail = opdracht.GetType().Name,
    });

    private ValueTask<Stored<Golf>?> ReadAsync(string id, CancellationToken ct) =>
        id.Length > 0 && char.IsAsciiDigit(id[0]) ? store.ReadAsync(Golven, id, CoreJson.Default.Golf, ct) : default;
}
