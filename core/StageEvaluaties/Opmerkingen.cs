using Isop.Core.Inzage;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Reading remarks for release: only of an eenheid and years of which the last report may show them, one by one, by kwaliteitszorg. What
/// is kept back loses its words.
/// </summary>
public sealed class Opmerkingen(GolfStore golven, Golfsluiting sluiting, Jaaruitgaven uitgaven)
{
    /// <summary>The remarks that nobody has read, of every report of this year: by eenheid, in an order that says nothing of wave or writer.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<Opmerking>>> TeLezenAsync(string studiejaar, CancellationToken ct)
    {
        SortedDictionary<string, IReadOnlyList<Opmerking>> all = new(StringComparer.Ordinal);
        foreach (var sleutel in (await uitgaven.SleutelsAsync(studiejaar, ct)).Where(s => s.IsEenheid))
        {
            if (await uitgaven.RapportAsync(studiejaar, sleutel, ct) is { Opmerkingen: { } deel }
                && await AlleAsync(deel, Opmerkingstaat.Nieuw, ct) is { Count: > 0 } unread)
            {
                all[sleutel.Code] = unread;
            }
        }

        return all;
    }

    /// <summary>What a report shows, by the id of the open question, in an order that says nothing of wave or writer.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> VrijAsync(Rapport rapport, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(rapport);
        return rapport.Opmerkingen is not { } deel
            ? new Dictionary<string, IReadOnlyList<string>>()
            : (await AlleAsync(deel, Opmerkingstaat.Vrijgegeven, ct)).GroupBy(o => o.Vraag, StringComparer.Ordinal)
                .ToDictionary(v => v.Key, IReadOnlyList<string> (v) => [.. v.Select(o => o.Tekst)]);
    }

    /// <summary>Releases a remark, or keeps it back: then it is gone. Released, it can still be kept back.</summary>
    /// <param name="studiejaar">Of the report that it is read for.</param>
    /// <param name="eenheid">About which it is.</param>
    /// <param name="id">The remark.</param>
    /// <param name="vrij">Released, or kept back.</param>
    /// <param name="door">Who read it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False when that report shows no remarks.</returns>
    public async ValueTask<bool> BeoordeelAsync(
        string studiejaar, string eenheid, string id, bool vrij, string door, DateTimeOffset now, CancellationToken ct)
    {
        if (await uitgaven.RapportAsync(studiejaar, Rapportsleutel.Eenheid(eenheid), ct) is not { Opmerkingen: { } deel })
        {
            return false;
        }

        foreach (var golf in await GolvenAsync(deel, ct))
        {
            while (await sluiting.OpmerkingenAsync(golf.Id, eenheid, ct) is { } was && was.Value.Opmerkingen.FirstOrDefault(o => o.Id == id) is { } remark)
            {
                IReadOnlyList<Opmerking> read = vrij
                    ? [.. was.Value.Opmerkingen.Select(o => o == remark ? remark with { Staat = Opmerkingstaat.Vrijgegeven } : o)]
                    : [.. was.Value.Opmerkingen.Where(o => o != remark)];
                var regel = InzageRijen.Row(new InzageRegel
                {
                    At = now, By = door, Soort = InzageSoort.OpmerkingBeoordeeld, Case = studiejaar, Detail = $"{eenheid}: {(vrij ? "vrijgegeven" : "achtergehouden")}",
                });
                if ((vrij && remark.Staat == Opmerkingstaat.Vrijgegeven) || await sluiting.BewaarAsync(was, was.Value with { Opmerkingen = read }, regel, ct))
                {
                    // What is kept back is not to be read in the file either.
                    _ = vrij || await sluiting.VersnipperAsync(ct);
                    return true;
                }
            }
        }

        // Somebody else kept it back.
        return true;
    }

    private async ValueTask<IReadOnlyList<Opmerking>> AlleAsync(Deel deel, Opmerkingstaat staat, CancellationToken ct)
    {
        List<Opmerking> all = [];
        foreach (var golf in await GolvenAsync(deel, ct))
        {
            all.AddRange((await sluiting.OpmerkingenAsync(golf.Id, deel.Eenheid, ct))?.Value.Opmerkingen.Where(o => o.Staat == staat) ?? []);
        }

        return [.. all.OrderBy(o => o.Id, StringComparer.Ordinal)];
    }

    private async ValueTask<IReadOnlyList<Golf>> GolvenAsync(Deel deel, CancellationToken ct) =>
        [.. (await golven.AlleAsync(ct)).Where(g => g.Staat == Golfstaat.Gesloten && Ligt(deel, g))];

    private static bool Ligt(Deel deel, Golf golf) =>
        string.CompareOrdinal(golf.Studiejaar, deel.Van) >= 0 && string.CompareOrdinal(golf.Studiejaar, deel.Tot) <= 0;
}
