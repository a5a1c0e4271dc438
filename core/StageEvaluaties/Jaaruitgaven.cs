using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// The reports of each study year, released once and kept as they were released: partition "jaren", a row for each year; "rapport:{jaar}", a row for
/// each report; "grootboek:{jaar}", what was published, by eenheid. Who releases is the only one to open counts, and remarks that nobody may read yet.
/// </summary>
public sealed class Jaaruitgaven(IDocumentStore store, Outbox outbox, GolfStore golven, Golfsluiting sluiting, Leesbladen bladen, VragenlijstStore lijsten, Kaartmoment kaartmoment)
{
    private const int PerCommit = 90;

    private static readonly Partition Uitgaven = new(GolfStore.Table, "jaren");

    /// <summary>
    /// Releases a year when both its waves are closed, and tells who gets a report. Done again it changes nothing; cut off, it is finished by
    /// doing it again: nobody sees a report before the row of the year is there.
    /// </summary>
    /// <returns>How many cards that adds.</returns>
    /// <exception cref="Sleutels.KeyVaultUnavailableException">This process may not open the counts: nothing was done.</exception>
    public async ValueTask<int> GeefUitAsync(string studiejaar, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var all = await golven.AlleAsync(ct);
        var year = all.Where(g => g.Studiejaar == studiejaar).ToList();
        // A first half that was held and never opened cannot be opened by then any more. Where a restore took answers, figures of the year may have
        // been read that nobody here knows of: new ones beside them could tell too much.
        if (!year.Exists(g => g is { Halfjaar: 2, Staat: Golfstaat.Gesloten }) || year.Exists(g => g.Verloren || g.Staat is not (Golfstaat.Klaar or Golfstaat.Gesloten)))
        {
            return 0;
        }

        if (await FindAsync(studiejaar, ct) is not { } known)
        {
            await MaakAsync(studiejaar, all, ct);
            await store.AddIfAbsentAsync(Uitgaven, [Documents.Add(studiejaar, new Jaaruitgavestand { Studiejaar = studiejaar, Op = now }, CoreJson.Default.Jaaruitgavestand)], ct);
            known = (await FindAsync(studiejaar, ct))!;
        }

        return known.Value.Verteld ? 0 : await VertelAsync(studiejaar, register, now, ct);
    }

    /// <summary>The years of which there are reports, the last first.</summary>
    public async ValueTask<IReadOnlyList<Jaaruitgavestand>> AlleAsync(CancellationToken ct)
    {
        List<Jaaruitgavestand> years = [];
        await foreach (var document in store.QueryAsync(Uitgaven, new RowRange("0", ":"), ct))
        {
            years.Add(Documents.Parse(document, CoreJson.Default.Jaaruitgavestand).Value);
        }

        years.Reverse();
        return years;
    }

    /// <summary>Which reports there are of a year; none before it is released.</summary>
    public async ValueTask<IReadOnlyList<Rapportsleutel>> SleutelsAsync(string studiejaar, CancellationToken ct)
    {
        List<Rapportsleutel> keys = [];
        if (await FindAsync(studiejaar, ct) is not null)
        {
            await foreach (var document in store.QueryAsync(Rapporten(studiejaar), RowRange.All, ct))
            {
                if (Rapportsleutel.TryParse(document.Row, out var sleutel))
                {
                    keys.Add(sleutel);
                }
            }
        }

        return keys;
    }

    /// <summary>Null when there is no such report, or the year is not released.</summary>
    public async ValueTask<Rapport?> RapportAsync(string studiejaar, Rapportsleutel sleutel, CancellationToken ct) =>
        await FindAsync(studiejaar, ct) is null
            ? null
            : (await store.ReadAsync(Rapporten(studiejaar), sleutel.ToString(), CoreJson.Default.Rapport, ct))?.Value;

    public async ValueTask<Jaaruitgavestand?> StandAsync(string studiejaar, CancellationToken ct) => (await FindAsync(studiejaar, ct))?.Value;

    /// <summary>
    /// "Dit deden we met jullie antwoorden": kept with the year and told to its students and who guides them, once; a later text takes the place
    /// of the one before without a second message.
    /// </summary>
    /// <returns>How many cards that adds; null when there are no reports of that year.</returns>
    public async ValueTask<int?> KoppelTerugAsync(string studiejaar, string tekst, string door, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        while (await FindAsync(studiejaar, ct) is { } was)
        {
            var regel = InzageRijen.Row(new InzageRegel { At = now, By = door, Soort = InzageSoort.StageEvaluatieTeruggekoppeld, Case = studiejaar });
            var row = Documents.Save(studiejaar, was.Value with { Gedaan = tekst }, was, CoreJson.Default.Jaaruitgavestand);
            if (await store.CommitAsync(Uitgaven, [row, regel], ct) is CommitResult.Committed)
            {
                if (was.Value.Gedaan is not null)
                {
                    return 0;
                }

                var today = AmsterdamTime.DateOf(now);
                var people = register.Data.Studenten.Select(s => s.Persoon).Where(p => register.StagesOf(p).Any(s => register.Kalender.Studiejaar(s.Van) == studiejaar))
                    .Concat(register.Data.Stages.Where(s => s.IsOngoing(today)).SelectMany(s => s.Werkplekbegeleiders)).Distinct().Where(p => register.Find(p) is { Beeindigd: null });
                return await SendAsync(
                    [.. people.Select(p => Kaart(p, Evaluatiekaarten.Terugkoppeling, studiejaar, "terugkoppeling", Urgency.Calm, register, now))], ct);
            }
        }

        return null;
    }

    private async ValueTask MaakAsync(string studiejaar, IReadOnlyList<Golf> all, CancellationToken ct)
    {
        var lost = all.Where(g => g.Verloren).Select(g => g.Studiejaar).ToHashSet();
        var past = all.Where(g => g.Staat == Golfstaat.Gesloten && !lost.Contains(g.Studiejaar) && string.CompareOrdinal(g.Studiejaar, studiejaar) <= 0).ToList();
        var before = past.Select(g => g.Studiejaar).Distinct().Where(j => string.CompareOrdinal(j, studiejaar) < 0);
        List<Uitgave> published = [];
        foreach (var year in before)
        {
            await foreach (var (_, page) in store.ReadRangeAsync(Grootboek(year), RowRange.All, CoreJson.Default.ListUitgave, ct))
            {
                published.AddRange(page.Value);
            }
        }

        var uitgave = Jaarronde.Maak(
            studiejaar, await sluiting.TellingenAsync(past, ct), await sluiting.OpleidingenAsync(past, ct), await ItemsAsync(past, ct),
            new Grootboek(published), golven.Regels);
        var pages = uitgave.Grootboek.Uitgaven.Where(u => u.Studiejaar == studiejaar).GroupBy(u => $"{u.Delen[0].Eenheid}:{u.Item}", StringComparer.Ordinal)
            .Select(p => Documents.Add<List<Uitgave>>(p.Key, [.. p], CoreJson.Default.ListUitgave));
        await store.AddIfAbsentAsync(Grootboek(studiejaar), pages, ct);
        await BladenAsync(uitgave, all, past, ct);
        await store.AddIfAbsentAsync(Rapporten(studiejaar), Rapporten(uitgave).Select(r => Documents.Add(r.Sleutel.ToString(), r.Rapport, CoreJson.Default.Rapport)), ct);
    }

    /// <summary>Makes readable what the reports of this year may show. What was kept back for an earlier report goes under the seal as well.</summary>
    private async ValueTask BladenAsync(Jaaruitgave uitgave, IReadOnlyList<Golf> all, IReadOnlyList<Golf> past, CancellationToken ct)
    {
        var years = all.Select(g => g.Studiejaar).Distinct().Where(j => string.CompareOrdinal(j, uitgave.Studiejaar) < 0);
        var eerder = (await bladen.AlleAsync(years, ct)).ToLookup(b => b.Eenheid);
        var geschreven = (await sluiting.OpmerkingenAsync(past, ct)).ToLookup(b => b.Eenheid);
        await bladen.VoegToeAsync(
            uitgave.Studiejaar,
            uitgave.Eenheden.Where(r => r.Value.Opmerkingen is not null).Select(r => Leesblad.Van(
                uitgave.Studiejaar, r.Key, geschreven[r.Key].Where(b => Ligt(r.Value.Opmerkingen!.Value, b.Studiejaar)).SelectMany(b => b.Opmerkingen), [.. eerder[r.Key]])),
            ct);
        await sluiting.WisOpmerkingenAsync(past, eerder.SelectMany(e => e).SelectMany(b => b.Achtergehouden).ToHashSet(StringComparer.Ordinal), ct);
    }

    private static bool Ligt(Deel deel, string studiejaar) =>
        string.CompareOrdinal(studiejaar, deel.Van) >= 0 && string.CompareOrdinal(studiejaar, deel.Tot) <= 0;

    /// <summary>Every question that was ever asked in one of these waves.</summary>
    private async ValueTask<IReadOnlyList<Rapportitem>> ItemsAsync(IEnumerable<Golf> past, CancellationToken ct)
    {
        var catalog = await lijsten.CurrentAsync(ct);
        return
        [
            .. past.SelectMany(g => g.Vragenlijsten.Values).Distinct().Select(catalog.Find).OfType<Vragenlijst>().SelectMany(l => l.Onderdelen)
                .SelectMany(o => o.Stellingen, (o, s) => (s.Id, Over: o.Over == Onderwerp.Opleider))
                .GroupBy(i => i.Id, StringComparer.Ordinal).Select(i => new Rapportitem(i.Key, i.Any(x => x.Over))).OrderBy(i => i.Item, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(Rapportsleutel Sleutel, Rapport Rapport)> Rapporten(Jaaruitgave uitgave) =>
    [
        (Rapportsleutel.Partnerschap, Totaal(uitgave.Partnerschap)),
        .. uitgave.Eenpitters is { } pitters ? [(Rapportsleutel.Eenpitters, Totaal(pitters))] : Array.Empty<(Rapportsleutel, Rapport)>(),
        .. uitgave.Eenheden.Select(e => (Rapportsleutel.Eenheid(e.Key), e.Value)),
        .. uitgave.Besturen.Select(b => (Rapportsleutel.Bestuur(b.Key), Totaal(b.Value))),
        .. uitgave.Opleidingen.Select(o => (Rapportsleutel.Opleiding(o.Key), Totaal(o.Value))),
    ];

    /// <summary>Of a total nobody reads which eenheden are in it, only over which years: a list of thousands for every question would not fit in a document.</summary>
    internal static Rapport Totaal(Rapport rapport) => rapport with { Punten = [.. rapport.Punten.Select(Totaal)] };

    private static Punt Totaal(Punt punt) => punt switch
    {
        Punt.Toon toon => toon with { Cijfer = toon.Cijfer with { Delen = Jaren(toon.Cijfer.Delen) } },
        Punt.Band band => band with { Delen = Jaren(band.Delen) },
        Punt.Herhaald herhaald => herhaald with { Eerder = Totaal(herhaald.Eerder) },
        _ => punt,
    };

    private static IReadOnlyList<Deel> Jaren(IReadOnlyList<Deel> delen) => [.. delen.Select(d => d with { Eenheid = "" }).Distinct()];

    private async ValueTask<int> VertelAsync(string studiejaar, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var keys = (await SleutelsAsync(studiejaar, ct)).ToHashSet();
        var cards = Rapportlezers.Ontvangers(register, keys, AmsterdamTime.DateOf(now)).GroupBy(o => o.Persoon).Select(o => Kaart(
            o.Key, Evaluatiekaarten.Rapport, studiejaar, "rapport", o.All(r => r.Lezer == Rapportage.Lezer.Werkplekbegeleider) ? Urgency.Calm : Urgency.Normal, register, now));
        var sent = await SendAsync([.. cards], ct);
        while (await FindAsync(studiejaar, ct) is { Value.Verteld: false } was
            && await store.CommitAsync(
                Uitgaven, [Documents.Save(studiejaar, was.Value with { Verteld = true }, was, CoreJson.Default.Jaaruitgavestand)], ct) is CommitResult.Conflict)
        {
            // Somebody wrote what was done with the answers at the same moment.
        }

        return sent;
    }

    private async ValueTask<int> SendAsync(IReadOnlyList<Intent> cards, CancellationToken ct)
    {
        foreach (var chunk in cards.Chunk(PerCommit))
        {
            await outbox.CommitAsync(Uitgaven, [], chunk, ct);
        }

        return cards.Count;
    }

    private BezorgIntent Kaart(PersonId persoon, string kind, string studiejaar, string occasion, Urgency urgency, RegisterSnapshot register, DateTimeOffset now) => new()
    {
        Person = persoon, Kind = kind, Case = studiejaar, Occasion = occasion, Urgency = urgency,
        Due = kaartmoment.VoorInstituut(register, persoon, now), WaitsUntil = urgency == Urgency.Calm ? now.AddDays(7) : null,
    };

    private ValueTask<Stored<Jaaruitgavestand>?> FindAsync(string studiejaar, CancellationToken ct) =>
        store.ReadAsync(Uitgaven, studiejaar, CoreJson.Default.Jaaruitgavestand, ct);

    private static Partition Rapporten(string studiejaar) => new(GolfStore.Table, $"rapport:{studiejaar}");

    private static Partition Grootboek(string studiejaar) => new(GolfStore.Table, $"grootboek:{studiejaar}");
}

/// <summary>A released year.</summary>
public sealed record Jaaruitgavestand
{
    /// <summary>"2026-2027".</summary>
    public required string Studiejaar { get; init; }
    public required DateTimeOffset Op { get; init; }

    /// <summary>Everybody who gets a report was told.</summary>
    public bool Verteld { get; init; }

    /// <summary>"Dit deden we met jullie antwoorden".</summary>
    public string? Gedaan { get; init; }
}
