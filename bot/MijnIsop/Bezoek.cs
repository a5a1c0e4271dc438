using Isop.Bot.Bezoeken;
using Isop.Core.Bezoeken;

namespace Isop.Bot.MijnIsop;

/// <summary>The visits that a student gets in this study year.</summary>
/// <param name="Komend">The next first, then those without a day.</param>
/// <param name="Geweest">The latest first.</param>
/// <param name="Href">The card with all of them.</param>
public sealed record BezoekView(IReadOnlyList<Bezoekpunt> Komend, IReadOnlyList<Bezoekpunt> Geweest, string Href);

internal sealed class BezoekLader(BezoekStore store)
{
    public async ValueTask<BezoekView> LaadAsync(Kijker k, CancellationToken ct)
    {
        var own = (await store.VanPersoonAsync(k.Id, k.Register, [k.Vandaag], ct))
            .SelectMany(j => j.Bezoeken.Where(b => b.Student == k.Id && b.Staat != Bezoekstaat.Vervallen).Select(b => (Bezoek: b, Punt: Bezoekpunt.Van(j, b, k.Register))))
            .ToList();
        return new BezoekView(
            [.. own.Where(v => v.Bezoek.Open).OrderBy(v => v.Punt.Dag ?? DateOnly.MaxValue).ThenBy(v => v.Bezoek.Venster.Van).ThenBy(v => v.Bezoek.Nummer).Select(v => v.Punt)],
            [.. own.Where(v => !v.Bezoek.Open).OrderByDescending(v => v.Punt.Dag).Select(v => v.Punt)], TakenLader.Zaak(BezoekActions.Lijst, k.Id.ToString()));
    }
}
