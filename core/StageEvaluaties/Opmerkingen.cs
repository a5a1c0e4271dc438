using Isop.Core.Inzage;
using Isop.Core.Storage;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Reading remarks for release: only of an eenheid and years of which the last report may show them, one by one, by kwaliteitszorg. What
/// is kept back loses its words.
/// </summary>
public sealed class Opmerkingen(GolfStore golven, Golfsluiting sluiting, Jaaruitgaven uitgaven)
{
    /// <summary>The sheets with remarks that nobody has read, of every report of this year.</summary>
    public async ValueTask<IReadOnlyList<Opmerkingenblad>> TeLezenAsync(string studiejaar, CancellationToken ct)
    {
        List<Opmerkingenblad> all = [];
        foreach (var sleutel in (await uitgaven.SleutelsAsync(studiejaar, ct)).Where(s => s.IsEenheid))
        {
            if (await uitgaven.RapportAsync(studiejaar, sleutel, ct) is { Opmerkingen: { } deel })
            {
                await foreach (var blad in BladenAsync(deel, ct))
                {
                    if (blad.Value.Opmerkingen.Any(o => o.Staat == Opmerkingstaat.Nieuw))
                    {
                        all.Add(blad.Value);
                    }
                }
            }
        }

        return all;
    }

    /// <summary>What a report shows, by the id of the open question, in an order that says nothing of wave or writer.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> VrijAsync(Rapport rapport, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(rapport);
        List<Opmerking> free = [];
        if (rapport.Opmerkingen is { } deel)
        {
            await foreach (var blad in BladenAsync(deel, ct))
            {
                free.AddRange(blad.Value.Opmerkingen.Where(o => o.Staat == Opmerkingstaat.Vrijgegeven));
            }
        }

        return free.OrderBy(o => o.Id, StringComparer.Ordinal).GroupBy(o => o.Vraag, StringComparer.Ordinal)
            .ToDictionary(v => v.Key, IReadOnlyList<string> (v) => [.. v.Select(o => o.Tekst)]);
    }

    /// <summary>Releases a remark, or keeps it back. Once it was kept back its words are gone; released, it can still be kept back.</summary>
    /// <param name="studiejaar">Of the report that it is read for.</param>
    /// <param name="golf">The wave that it is from.</param>
    /// <param name="eenheid">About which it is.</param>
    /// <param name="id">The remark.</param>
    /// <param name="vrij">Released, or kept back.</param>
    /// <param name="door">Who read it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False when there is no such remark to read.</returns>
    public async ValueTask<bool> BeoordeelAsync(
        string studiejaar, string golf, string eenheid, string id, bool vrij, string door, DateTimeOffset now, CancellationToken ct)
    {
        if (await uitgaven.RapportAsync(studiejaar, Rapportsleutel.Eenheid(eenheid), ct) is not { Opmerkingen: { } deel }
            || await golven.FindAsync(golf, ct) is not { } wave || !Ligt(deel, wave))
        {
            return false;
        }

        var staat = vrij ? Opmerkingstaat.Vrijgegeven : Opmerkingstaat.Achtergehouden;
        while (await sluiting.OpmerkingenAsync(golf, eenheid, ct) is { } was)
        {
            if (was.Value.Opmerkingen.FirstOrDefault(o => o.Id == id) is not { } remark)
            {
                return false;
            }

            if (remark.Staat == staat || remark.Staat == Opmerkingstaat.Achtergehouden)
            {
                return true;
            }

            var read = remark with { Staat = staat, Tekst = vrij ? remark.Tekst : "" };
            var regel = InzageRijen.Row(new InzageRegel { At = now, By = door, Soort = InzageSoort.OpmerkingBeoordeeld, Case = golf, Detail = $"{eenheid}: {staat}" });
            if (await sluiting.BewaarAsync(was, was.Value with { Opmerkingen = [.. was.Value.Opmerkingen.Select(o => o == remark ? read : o)] }, regel, ct))
            {
                if (!vrij)
                {
                    await sluiting.VersnipperAsync(ct);
                }

                return true;
            }
        }

        return false;
    }

    private async IAsyncEnumerable<Stored<Opmerkingenblad>> BladenAsync(Deel deel, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var golf in (await golven.AlleAsync(ct)).Where(g => g.Staat == Golfstaat.Gesloten && Ligt(deel, g)))
        {
            if (await sluiting.OpmerkingenAsync(golf.Id, deel.Eenheid, ct) is { } blad)
            {
                yield return blad;
            }
        }
    }

    private static bool Ligt(Deel deel, Golf golf) =>
        string.CompareOrdinal(golf.Studiejaar, deel.Van) >= 0 && string.CompareOrdinal(golf.Studiejaar, deel.Tot) <= 0;
}
