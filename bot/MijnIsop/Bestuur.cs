using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Voortgang;
using Isop.Core.Toegang;

namespace Isop.Bot.MijnIsop;

/// <summary>A board by organisation, for who may see its students by name.</summary>
public sealed record BestuurView(string? Periode, IReadOnlyList<(VoortgangStaat Staat, int Count)> Totaal, Paging<Organisatierij> Page, MijnFilter Filter)
{
    public string Voortgang(VoortgangStaat staat) => new VoortgangFilter { Jaar = Filter.Jaar, Periode = Periode, Staat = staat }.Href(VoortgangEndpoints.Path);
}

/// <summary>One organisation by state, with the way to its list.</summary>
public sealed record Organisatierij(string Naam, IReadOnlyList<(VoortgangStaat Staat, int Count)> Staten, string Href)
{
    public int Totaal => Staten.Sum(s => s.Count);

    public int Van(VoortgangStaat staat) => Staten.First(s => s.Staat == staat).Count;
}

internal sealed class BestuurLader(Standtelling telling)
{
    private const int PerPage = 25;

    public async ValueTask<BestuurView> LaadAsync(Kijker k, string? jaar, MijnFilter filter, CancellationToken ct)
    {
        var all = jaar is null ? null : await telling.ReadAsync(jaar, k, ct);
        var standen = all?.Voor(k.Rechten, Recht.Staat) ?? [];
        var rijen = standen.GroupBy(s => s.Organisatie)
            .Select(g => new Organisatierij(
                k.Register.FindOrganisatie(g.Key)?.Naam ?? g.Key, Telling.PerStaat(g),
                new VoortgangFilter { Jaar = jaar, Periode = all?.Periode ?? VoortgangFilter.AllePerioden, Organisatie = g.Key }.Href(VoortgangEndpoints.Path)))
            .OrderByDescending(r => r.Van(VoortgangStaat.TeLaat)).ThenBy(r => r.Naam, BureauText.Names).ToList();
        return new BestuurView(all?.Periode ?? VoortgangFilter.AllePerioden, Telling.PerStaat(standen), Paging.Take(rijen, filter.Bestuurpagina, PerPage), filter with { Jaar = jaar });
    }
}
