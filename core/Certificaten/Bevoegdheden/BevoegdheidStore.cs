using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Certificaten.Bevoegdheden;

/// <summary>
/// Who may assess: table "bevoegdheden", partition "beoordelaars", a row for each person ("van:{person}") and the audit. In one partition, so that
/// a list is one query and a kalibreersessie of many is few commits.
/// </summary>
public sealed class BevoegdheidStore(IDocumentStore store, CertificaatStore certificaten)
{
    internal const string Table = "bevoegdheden";
    internal const string Prefix = "van:";

    /// <summary>People in one commit: their dossiers at their largest still fit.</summary>
    private const int Portie = 10;
    private const int Attempts = 50;

    internal static readonly Partition Beoordelaars = new(Table, "beoordelaars");

    /// <summary>What was recorded of a person; empty when nothing was.</summary>
    public async ValueTask<Bevoegdheidsdossier> FindAsync(PersonId persoon, CancellationToken ct) =>
        (await ReadAsync(persoon, ct))?.Value ?? Bevoegdheidsdossier.Leeg(persoon);

    /// <summary>All that counts for <see cref="Beoordelaar.Op"/>, the certificates included.</summary>
    public async ValueTask<Beoordelaarsdossier> VanAsync(PersonId persoon, CancellationToken ct) =>
        new((await FindAsync(persoon, ct)).Regels, await certificaten.VanPersoonAsync(persoon, ct));

    /// <summary>The same of many, without certificates that do not count for it.</summary>
    public async ValueTask<IReadOnlyDictionary<PersonId, Beoordelaarsdossier>> VanAsync(IReadOnlyCollection<PersonId> personen, CancellationToken ct)
    {
        var recorded = await VastgelegdAsync(ct);

        // Few of them have a certificate that counts here: the lines say who.
        var asked = personen.ToHashSet();
        var holders = (await certificaten.AlleRegelsAsync(ct)).Where(r => r.Soort == Beoordelaar.Opleiding && r.Persoon is { } holder && asked.Contains(holder)).Select(r => r.Persoon!.Value);
        var held = new System.Collections.Concurrent.ConcurrentDictionary<PersonId, IReadOnlyList<Certificaatblad>>();
        await Bulk.EachAsync(holders.Distinct(), async (p, token) => held[p] = await certificaten.VanPersoonAsync(p, token), ct);
        return asked.ToDictionary(p => p, p => new Beoordelaarsdossier(recorded.GetValueOrDefault(p, []), held.GetValueOrDefault(p, [])));
    }

    /// <summary>What was recorded of everybody of whom something was: one query, and no certificates.</summary>
    public async ValueTask<IReadOnlyDictionary<PersonId, IReadOnlyList<Bevoegdheidsregel>>> VastgelegdAsync(CancellationToken ct)
    {
        Dictionary<PersonId, IReadOnlyList<Bevoegdheidsregel>> recorded = [];
        await foreach (var (_, document) in store.ReadRangeAsync(Beoordelaars, RowRange.Prefix(Prefix), CoreJson.Default.Bevoegdheidsdossier, ct))
        {
            recorded[document.Value.Persoon] = document.Value.Regels;
        }

        return recorded;
    }

    /// <summary>Loads, decides, commits; again when somebody else was first.</summary>
    public async ValueTask<Bevoegdheidsbesluit> DecideAsync(PersonId persoon, Bevoegdheidsopdracht opdracht, DateTimeOffset now, CancellationToken ct) =>
        (await DecideAsync([persoon], opdracht, now, ct))[persoon];

    /// <summary>The same of many people: whoever can, in portions. Cut off and sent again it goes on where it was.</summary>
    public async ValueTask<IReadOnlyDictionary<PersonId, Bevoegdheidsbesluit>> DecideAsync(
        IReadOnlyCollection<PersonId> personen, Bevoegdheidsopdracht opdracht, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<PersonId, Bevoegdheidsbesluit> all = [];
        foreach (var some in personen.Distinct().Chunk(Portie))
        {
            foreach (var (persoon, besluit) in await PortionAsync(some, opdracht, now, ct))
            {
                all[persoon] = besluit;
            }
        }

        return all;
    }

    /// <summary>Who recorded and withdrew what and when, oldest first.</summary>
    public IAsyncEnumerable<InzageRegel> HistoryAsync(DateTimeOffset from, CancellationToken ct) => InzageRijen.ReadAsync(store, Beoordelaars, from, ct);

    private async ValueTask<IReadOnlyDictionary<PersonId, Bevoegdheidsbesluit>> PortionAsync(
        PersonId[] personen, Bevoegdheidsopdracht opdracht, DateTimeOffset now, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Dictionary<PersonId, Bevoegdheidsbesluit> made = [];
            List<Write> writes = [];
            foreach (var persoon in personen)
            {
                var was = await ReadAsync(persoon, ct);
                made[persoon] = Bevoegdheidsregels.Decide(was?.Value ?? Bevoegdheidsdossier.Leeg(persoon), opdracht, now);
                if (made[persoon] is Bevoegdheidsbesluit.Gewijzigd change)
                {
                    writes.Add(Documents.Save(RowOf(persoon), change.Dossier, was, CoreJson.Default.Bevoegdheidsdossier));
                    writes.Add(InzageRijen.Row(Line(persoon, change.Regel, now)));
                }
            }

            if (writes.Count == 0 || await store.CommitAsync(Beoordelaars, writes, ct) is CommitResult.Committed)
            {
                return made;
            }
        }

        throw new StorageUnavailableException("A dossier was busy for too long.");
    }

    private static InzageRegel Line(PersonId persoon, Bevoegdheidsregel regel, DateTimeOffset now) => new()
    {
        At = now, By = regel.Ingetrokken?.Door ?? regel.Door, About = persoon, Case = regel.Id, Detail = $"{regel.Soort}",
        Soort = regel.Ingetrokken is null ? InzageSoort.BevoegdheidVastgelegd : InzageSoort.BevoegdheidIngetrokken,
    };

    private static string RowOf(PersonId persoon) => $"{Prefix}{persoon}";

    private ValueTask<Stored<Bevoegdheidsdossier>?> ReadAsync(PersonId persoon, CancellationToken ct) =>
        store.ReadAsync(Beoordelaars, RowOf(persoon), CoreJson.Default.Bevoegdheidsdossier, ct);
}
