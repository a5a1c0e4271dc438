using Isop.Core.Inzage;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Reading remarks for release: only of an eenheid and years of which the last report may show them, one by one, by kwaliteitszorg. What
/// is kept back loses its words.
/// </summary>
public sealed class Opmerkingen(GolfStore golven, Leesbladen bladen, Jaaruitgaven uitgaven)
{
    /// <summary>The remarks that nobody has read, of every report of this year: by eenheid, in an order that says nothing of wave or writer.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<Opmerking>>> TeLezenAsync(string studiejaar, CancellationToken ct)
    {
        SortedDictionary<string, IReadOnlyList<Opmerking>> all = new(StringComparer.Ordinal);
        foreach (var sheet in await uitgaven.StandAsync(studiejaar, ct) is null ? [] : await bladen.AlleAsync([studiejaar], ct))
        {
            if (In(sheet, Opmerkingstaat.Nieuw) is { Count: > 0 } unread)
            {
                all[sheet.Eenheid] = unread;
            }
        }

        return all;
    }

    /// <summary>What a report shows, by the id of the open question, in an order that says nothing of wave or writer.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> VrijAsync(Rapport rapport, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(rapport);
        return rapport.Opmerkingen is not { } deel || await bladen.FindAsync(rapport.Studiejaar, deel.Eenheid, ct) is not { } sheet
            ? new Dictionary<string, IReadOnlyList<string>>()
            : In(sheet.Value, Opmerkingstaat.Vrijgegeven).GroupBy(o => o.Vraag, StringComparer.Ordinal)
                .ToDictionary(v => v.Key, IReadOnlyList<string> (v) => [.. v.Select(o => o.Tekst)]);
    }

    /// <summary>
    /// Releases a remark, or keeps it back: then it is gone, from the reports of every year. Released, it can still be kept back. Done again,
    /// it finishes what was cut off.
    /// </summary>
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
        if (await uitgaven.RapportAsync(studiejaar, Rapportsleutel.Eenheid(eenheid), ct) is not { Opmerkingen: not null })
        {
            return false;
        }

        var regel = InzageRijen.Row(new InzageRegel
        {
            At = now, By = door, Soort = InzageSoort.OpmerkingBeoordeeld, Case = studiejaar, Detail = $"{eenheid}: {(vrij ? "vrijgegeven" : "achtergehouden")}",
        });

        // Also of a year that is being released at this moment.
        foreach (var jaar in (await golven.AlleAsync(ct)).Select(g => g.Studiejaar).Prepend(studiejaar).Distinct().ToList())
        {
            while (await bladen.FindAsync(jaar, eenheid, ct) is { } was && was.Value.Beoordeel(id, vrij) is { } read
                && !await bladen.BewaarAsync(was, read, jaar == studiejaar ? regel : null, ct))
            {
                // Somebody else read one of them at the same time.
            }
        }

        // What is kept back is not to be read in the file either.
        _ = vrij || await bladen.VersnipperAsync(ct);
        return true;
    }

    private static IReadOnlyList<Opmerking> In(Leesblad sheet, Opmerkingstaat staat) => [.. sheet.Opmerkingen.Where(o => o.Staat == staat)];
}
