using System.Collections.Concurrent;
using Isop.Bot.Bureau;
using Isop.Core.Certificaten;

namespace Isop.Bot.Certificaten.Beheer;

/// <summary>
/// The certificates of a study year by the name on them, to look through and to search in. What is printed on a certificate never changes, so
/// that is read once for each; which there are is read every time, and so are those of the page that is shown.
/// </summary>
internal sealed class Certificaatlijst(CertificaatStore certificaten)
{
    private const int AtOnce = 32;

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<Certificaatnummer, Opschrift>> _gelezen = new();

    public async ValueTask<Paging<Certificaatblad>> ReadAsync(string jaar, string zoek, int pagina, int perPage, CancellationToken ct)
    {
        var search = BureauText.ToSearch(zoek);
        var found = (await OpschriftenAsync(jaar, ct)).Values.Where(o => o.Zoektekst.Contains(search, StringComparison.Ordinal)).ToArray();
        Array.Sort(found, static (a, b) => a.Sleutel.AsSpan().SequenceCompareTo(b.Sleutel) is not 0 and var byName ? byName
            : b.Verstrekt.CompareTo(a.Verstrekt) is not 0 and var byDay ? byDay : string.CompareOrdinal(a.Nummer.ToString(), b.Nummer.ToString()));
        var page = Paging.Take(found, pagina, perPage);
        var items = new List<Certificaatblad>();
        foreach (var opschrift in page.Items)
        {
            if (await certificaten.FindAsync(opschrift.Nummer, ct) is { } blad)
            {
                items.Add(blad);
            }
        }

        return new Paging<Certificaatblad>(items, page.Number, page.Of, page.Total);
    }

    /// <summary>A certificate whose name was removed is in no list any more, and is forgotten here with the next look.</summary>
    private async ValueTask<IReadOnlyDictionary<Certificaatnummer, Opschrift>> OpschriftenAsync(string jaar, CancellationToken ct)
    {
        var known = _gelezen.GetValueOrDefault(jaar);
        var lines = await certificaten.RegelsVanJaarAsync(jaar, ct);
        if (known?.Count == lines.Count && lines.All(l => known.GetValueOrDefault(l.Nummer)?.Regel == l))
        {
            return known;
        }

        var now = new ConcurrentDictionary<Certificaatnummer, Opschrift>();
        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (line, token) =>
        {
            // A line comes before its certificate: the issuing may still be going on. A line that changed may be of somebody who was erased.
            var read = known?.GetValueOrDefault(line.Nummer);
            if ((read?.Regel == line ? read : Opschrift.Van(line, await certificaten.FindAsync(line.Nummer, token))) is { } opschrift)
            {
                now[line.Nummer] = opschrift;
            }
        });
        _gelezen[jaar] = now;
        return now;
    }

    private sealed record Opschrift(Certificaatregel Regel, DateOnly Verstrekt, byte[] Sleutel, string Zoektekst)
    {
        public Certificaatnummer Nummer => Regel.Nummer;

        public static Opschrift? Van(Certificaatregel regel, Certificaatblad? blad) => blad is null ? null : new(
            regel, blad.Certificaat.Verstrekt, BureauText.Naamsleutel(blad.Houder?.Naam ?? ""), BureauText.ToSearch($"{blad.Houder?.Naam} {blad.Certificaat.Titel} {blad.Certificaat.Waar}"));
    }
}
