using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Kwaliteitsimpulsen;

/// <summary>
/// Where kwaliteitsimpulsen are: table "kwaliteitsimpulsen", partition "alle", a row for each ("impuls:{place}:{id}") and the audit. In one
/// partition, so that those of a place and all of them are one range; a partnership has a few hundred.
/// </summary>
public sealed class ImpulsStore(IDocumentStore store, Outbox outbox)
{
    public const string Capability = Table;
    internal const string Table = "kwaliteitsimpulsen";
    internal const string Prefix = "impuls:";
    private const int Attempts = 50;

    /// <summary>Far beyond a code of the register: what an address says must fit in a key.</summary>
    private const int LongestCode = 100;

    /// <summary>Of more places one range over all of them is less work.</summary>
    private const int Handvol = 6;

    internal static readonly Partition Alle = new(Table, "alle");

    public async ValueTask<Kwaliteitsimpuls?> FindAsync(Impulsplek plek, string id, CancellationToken ct) => (await ReadAsync(plek, id, ct))?.Value;

    /// <summary>The case of a card or an alarm; null when there is none.</summary>
    public async ValueTask<Kwaliteitsimpuls?> FindAsync(string zaak, CancellationToken ct) =>
        Kwaliteitsimpuls.LeesZaak(zaak) is var (plek, id) ? await FindAsync(plek, id, ct) : null;

    /// <summary>What somebody sees, in no order.</summary>
    public async ValueTask<IReadOnlyList<Kwaliteitsimpuls>> VanAsync(Impulskring kring, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(kring);
        return kring.ZietAlles ? await RangeAsync(Prefix, ct) : await VanAsync(kring.Eigen, ct);
    }

    public async ValueTask<IReadOnlyList<Kwaliteitsimpuls>> VanAsync(IReadOnlyCollection<Impulsplek> plekken, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plekken);
        if (plekken.Count > Handvol)
        {
            return [.. (await RangeAsync(Prefix, ct)).Where(i => plekken.Contains(i.Plek))];
        }

        List<Kwaliteitsimpuls> all = [];
        foreach (var plek in plekken)
        {
            all.AddRange(await RangeAsync($"{Prefix}{plek}:", ct));
        }

        return all;
    }

    /// <summary>What waits for this person to look back, the longest waiting first.</summary>
    public async ValueTask<IReadOnlyList<Kwaliteitsimpuls>> TerugTeKijkenAsync(RegisterSnapshot register, PersonId persoon, DateOnly today, CancellationToken ct) =>
    [
        .. (await VanAsync(Impulskring.Kijkplekken(register, persoon, today), ct))
            .Where(i => i.IsTerugTeKijken(today) && Impulskring.Kijkers(register, i, today).Contains(persoon)).OrderBy(i => i.Plan.Kijkdatum),
    ];

    /// <summary>Makes one; sent twice it is made once.</summary>
    public async ValueTask<Impulsbesluit> MaakAsync(Impulsopdracht.Maak opdracht, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(opdracht);
        return (await DecideAsync(opdracht.Plek, opdracht.Id, opdracht, was => Impulsregels.Maak(was, opdracht, now), now, ct))!;
    }

    /// <summary>Changes one. Null when there is none.</summary>
    public ValueTask<Impulsbesluit?> DecideAsync(Impulsplek plek, string id, Impulsopdracht opdracht, DateTimeOffset now, CancellationToken ct) =>
        DecideAsync(plek, id, opdracht, was => was is null ? null : Impulsregels.Decide(was, opdracht, now), now, ct);

    /// <summary>Who made and changed what and when, oldest first.</summary>
    public IAsyncEnumerable<InzageRegel> HistoryAsync(DateTimeOffset from, CancellationToken ct) => InzageRijen.ReadAsync(store, Alle, from, ct);

    /// <summary>When the day to look back has come; one that moved finds that out when it rings.</summary>
    internal static WakeIntent AlarmOf(Kwaliteitsimpuls impuls) => new()
    {
        Capability = Capability, Case = impuls.Zaak, Due = AmsterdamTime.StartOf(impuls.Plan.Kijkdatum),
    };

    /// <summary>Loads, decides, commits; again when somebody else was first.</summary>
    private async ValueTask<Impulsbesluit?> DecideAsync(
        Impulsplek plek, string id, Impulsopdracht opdracht, Func<Kwaliteitsimpuls?, Impulsbesluit?> decide, DateTimeOffset now, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var was = await ReadAsync(plek, id, ct);
            var besluit = decide(was?.Value);
            if (besluit is not Impulsbesluit.Gewijzigd change)
            {
                return besluit;
            }

            Write[] writes = [Documents.Save(RowOf(plek, id), change.Impuls, was, CoreJson.Default.Kwaliteitsimpuls), InzageRijen.Row(Line(change.Impuls, opdracht, now))];
            if (await outbox.CommitAsync(Alle, writes, Alarm(was?.Value, change.Impuls), ct) is CommitResult.Committed)
            {
                return change;
            }
        }

        throw new StorageUnavailableException("A kwaliteitsimpuls was busy for too long.");
    }

    private static IReadOnlyList<Intent> Alarm(Kwaliteitsimpuls? was, Kwaliteitsimpuls becomes) =>
        becomes.Staat == Impulsstaat.Loopt && (was?.Staat, was?.Plan.Kijkdatum) != (becomes.Staat, becomes.Plan.Kijkdatum) ? [AlarmOf(becomes)] : [];

    private static InzageRegel Line(Kwaliteitsimpuls impuls, Impulsopdracht opdracht, DateTimeOffset now) => new()
    {
        At = now, By = opdracht.Door.ToString(), Soort = InzageSoort.KwaliteitsimpulsGewijzigd, Case = impuls.Zaak,
        Detail = opdracht switch
        {
            Impulsopdracht.Maak => "gemaakt",
            Impulsopdracht.Verander => "veranderd",
            Impulsopdracht.TrekIn => "ingetrokken",
            _ => "teruggekeken",
        },
    };

    private async ValueTask<IReadOnlyList<Kwaliteitsimpuls>> RangeAsync(string prefix, CancellationToken ct)
    {
        List<Kwaliteitsimpuls> all = [];
        await foreach (var (_, document) in store.ReadRangeAsync(Alle, RowRange.Prefix(prefix), CoreJson.Default.Kwaliteitsimpuls, ct))
        {
            all.Add(document.Value);
        }

        return all;
    }

    private async ValueTask<Stored<Kwaliteitsimpuls>?> ReadAsync(Impulsplek plek, string id, CancellationToken ct) =>
        FormId.IsOne(id) && plek.Code.Length <= LongestCode ? await store.ReadAsync(Alle, RowOf(plek, id), CoreJson.Default.Kwaliteitsimpuls, ct) : null;

    private static string RowOf(Impulsplek plek, string id) => $"{Prefix}{plek}:{id}";
}
