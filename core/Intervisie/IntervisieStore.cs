using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Intervisie;

/// <summary>
/// Where intervisie is: a partition per leerteam and study year ("{leerteam}:{studiejaar}") with the row "reeks"; in "gasten:{studiejaar}" a
/// row "{person}:{reeks}" for who was a guest, because the register does not lead there; in "jaar:{studiejaar}" which series there are.
/// </summary>
public sealed class IntervisieStore(IDocumentStore store, Outbox outbox, Kaartmoment kaartmoment)
{
    internal const string Table = "intervisie";
    internal const string ReeksRow = "reeks";
    private const int Attempts = 500;

    public static Partition PartitionOf(string reeks) => new(Table, reeks);

    public async ValueTask<Intervisiereeks?> FindAsync(string id, CancellationToken ct) => (await ReadAsync(id, ct))?.Value;

    /// <summary>Loads, decides, commits; again when somebody else was first. Null when there is no such series.</summary>
    /// <param name="id">The series.</param>
    /// <param name="opdracht">What is asked of it.</param>
    /// <param name="register">The register of now.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Intervisiebesluit?> DecideAsync(string id, Intervisieopdracht opdracht, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ReadAsync(id, ct) is not { } stored)
            {
                return null;
            }

            var besluit = Intervisieregels.Decide(stored.Value, opdracht, Omgeving(register, now));
            if (besluit is not Intervisiebesluit.Gewijzigd change)
            {
                return besluit;
            }

            // Before the commit: a guest whose row is missing would not find the bijeenkomst again.
            await KeepGuestsAsync(stored.Value, change.Reeks, ct);
            if (await CommitAsync(stored, change, now, ct) is { } done)
            {
                await TellAsync(id, now, ct);
                return done;
            }
        }

        throw new StorageUnavailableException("The intervisie of a leerteam was busy for too long.");
    }

    /// <summary>Begins the study year of a leerteam; null when it was there already or has no students.</summary>
    public async ValueTask<Intervisiebesluit.Gewijzigd?> StartAsync(
        Leerteam leerteam, string studiejaar, DateOnly van, DateOnly tot, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct) =>
        Intervisieregels.Start(leerteam, studiejaar, van, tot, Omgeving(register, now)) is { } start ? await CommitAsync(null, start, now, ct) : null;

    /// <summary>Sends on what did not fit in the commit of its decision.</summary>
    public async ValueTask TellAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        while (await ReadAsync(id, ct) is { Value.TeVertellen.Count: > 0 } stored)
        {
            await CommitAsync(stored, new Intervisiebesluit.Gewijzigd(stored.Value with { Revisie = stored.Value.Revisie + 1 }, []), now, ct);
        }
    }

    /// <summary>The series in which a person has a part today: as begeleider, student, opleider or guest.</summary>
    public async ValueTask<IReadOnlyList<Intervisiereeks>> VanPersoonAsync(PersonId persoon, RegisterSnapshot register, IEnumerable<DateOnly> dagen, CancellationToken ct)
    {
        var locations = register.StagesOf(persoon).Concat(register.StagesUnder(persoon)).Select(s => s.Organisatie)
            .Concat(register.RollenOf(persoon).Where(r => r.Soort == RolSoort.Schoolopleider).Select(r => r.Organisatie).OfType<string>()).Distinct();
        var codes = locations.SelectMany(register.LeerteamsAt).Concat(register.LeerteamsGuidedBy(persoon)).Select(l => l.Code).Distinct().ToList();
        List<Intervisiereeks> found = [];
        foreach (var studiejaar in dagen.Select(register.Kalender.Studiejaar).Distinct())
        {
            var ids = codes.Select(c => Intervisiereeks.IdOf(c, studiejaar)).ToHashSet();
            await foreach (var (_, document) in store.ReadRangeAsync(GastPartition(studiejaar), RowRange.Prefix($"{persoon}:"), CoreJson.Default.Intervisiegast, ct))
            {
                ids.Add(document.Value.Reeks);
            }

            foreach (var id in ids.Order(StringComparer.Ordinal))
            {
                if (await FindAsync(id, ct) is { } reeks)
                {
                    found.Add(reeks);
                }
            }
        }

        return found;
    }

    /// <summary>The leerteams of which a series was begun in a study year, by code.</summary>
    internal async ValueTask<IReadOnlyList<string>> BegonnenAsync(string studiejaar, CancellationToken ct)
    {
        List<string> codes = [];
        await foreach (var document in store.QueryAsync(JaarPartition(studiejaar), RowRange.All, ct))
        {
            codes.Add(document.Row);
        }

        return codes;
    }

    /// <summary>Before the series itself, so that none can be there that is not on the list.</summary>
    internal async ValueTask NoteAsync(string studiejaar, string leerteam, DateTimeOffset eindigt, CancellationToken ct) => await store.AddIfAbsentAsync(
        JaarPartition(studiejaar),
        [Documents.Add(leerteam, new Intervisiegast(null, Intervisiereeks.IdOf(leerteam, studiejaar), eindigt), CoreJson.Default.Intervisiegast)], ct);

    public Intervisieomgeving Omgeving(RegisterSnapshot register, DateTimeOffset now) => new() { Register = register, Kaartmoment = kaartmoment, Now = now };

    private async ValueTask<Intervisiebesluit.Gewijzigd?> CommitAsync(
        Stored<Intervisiereeks>? was, Intervisiebesluit.Gewijzigd change, DateTimeOffset now, CancellationToken ct)
    {
        var (nu, later) = Porties.Of(
            [.. change.Reeks.TeVertellen, .. change.Intents], () => new WakeIntent { Capability = Intervisiekaarten.Capability, Case = change.Reeks.Id, Due = now });
        var reeks = change.Reeks with { TeVertellen = later };
        var write = Documents.Save(ReeksRow, reeks, was, CoreJson.Default.Intervisiereeks);
        return await outbox.CommitAsync(PartitionOf(reeks.Id), [write], nu, ct) is CommitResult.Committed
            ? new Intervisiebesluit.Gewijzigd(reeks, change.Intents)
            : null;
    }

    private async ValueTask KeepGuestsAsync(Intervisiereeks was, Intervisiereeks becomes, CancellationToken ct)
    {
        var news = becomes.Bijeenkomsten.SelectMany(b => b.Gasten).Except(was.Bijeenkomsten.SelectMany(b => b.Gasten)).ToList();
        if (news.Count > 0)
        {
            await store.AddIfAbsentAsync(
                GastPartition(becomes.Studiejaar),
                [.. news.Select(g => Documents.Add($"{g}:{becomes.Id}", new Intervisiegast(g, becomes.Id, becomes.Eindigt), CoreJson.Default.Intervisiegast))], ct);
        }
    }

    private static Partition GastPartition(string studiejaar) => new(Table, $"gasten:{studiejaar}");

    private static Partition JaarPartition(string studiejaar) => new(Table, $"jaar:{studiejaar}");

    private ValueTask<Stored<Intervisiereeks>?> ReadAsync(string id, CancellationToken ct) =>
        store.ReadAsync(PartitionOf(id), ReeksRow, CoreJson.Default.Intervisiereeks, ct);
}

/// <summary>That there is a series, and whose guest somebody was in it.</summary>
public sealed record Intervisiegast(PersonId? Persoon, string Reeks, DateTimeOffset Eindigt);
