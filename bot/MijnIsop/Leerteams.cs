using Isop.Bot.Intervisie;
using Isop.Core.Intervisie;
using Isop.Core.Time;

namespace Isop.Bot.MijnIsop;

/// <summary>A leerteam that this person guides.</summary>
/// <param name="Volgende">The next times, at most three.</param>
/// <param name="Keren">How often there was intervisie this study year, and how often it was planned.</param>
/// <param name="Href">The card of the series; null when it was not begun.</param>
public sealed record Leerteamrij(string Naam, string Waar, int Leden, IReadOnlyList<string> Volgende, (int Geweest, int Gepland) Keren, string? Href);

internal sealed class LeerteamLader(IntervisieStore store)
{
    private const int MeesteKeren = 3;

    public async ValueTask<IReadOnlyList<Leerteamrij>> LaadAsync(Kijker k, CancellationToken ct)
    {
        var jaar = k.Register.Kalender.Studiejaar(k.Vandaag);
        List<Leerteamrij> rijen = [];
        foreach (var leerteam in k.Register.LeerteamsGuidedBy(k.Id).OrderBy(l => l.Naam, Bureau.BureauText.Names))
        {
            var reeks = await store.FindAsync(Intervisiereeks.IdOf(leerteam.Code, jaar), ct);
            rijen.Add(new Leerteamrij(
                leerteam.Naam, Dutch.List([.. leerteam.Organisaties.Select(o => k.Register.FindOrganisatie(o)?.Naam ?? o)]),
                Leerteamleden.Op(k.Register, leerteam.Organisaties, k.Vandaag).Count,
                [.. (reeks?.Open ?? []).Where(b => b.Datum >= k.Vandaag).OrderBy(b => b.Datum).Take(MeesteKeren).Select(Intervisiezicht.Kort)],
                (reeks?.Bijeenkomsten.Count(b => b.Staat == Bijeenkomststaat.Geweest) ?? 0, reeks?.Bijeenkomsten.Count(b => b.Staat != Bijeenkomststaat.Overgeslagen) ?? 0),
                reeks is null ? null : TakenLader.Zaak(Intervisiekaarten.Reeks, reeks.Id)));
        }

        return rijen;
    }
}
