using Isop.Bot.Bezoeken;
using Isop.Core.Bezoeken;
using Isop.Core.Register;

namespace Isop.Bot.MijnIsop;

/// <summary>The visits of others to the students of an opleider.</summary>
public sealed record BezoekersView
{
    /// <summary>Of this week, by day.</summary>
    public required IReadOnlyList<Bezoekpunt> Week { get; init; }

    /// <summary>After this week, in this blok.</summary>
    public required IReadOnlyList<Bezoekpunt> Straks { get; init; }

    /// <summary>The last day of <see cref="Straks"/>.</summary>
    public required DateOnly Tot { get; init; }

    /// <summary>That could have been by now, and have no day: what must be made soonest first.</summary>
    public required IReadOnlyList<Bezoekpunt> ZonderDatum { get; init; }

    /// <summary>Who asks this opleider for days, how many visits, and the card to answer on.</summary>
    public required IReadOnlyList<(string Bezoeker, int Aantal, string Href)> Vragen { get; init; }

    /// <summary>The card with all of them.</summary>
    public required string Href { get; init; }
}

internal sealed class BezoekersLader(BezoekStore store)
{
    /// <summary>How far it looks while there is no blok.</summary>
    private const int Dagen = 28;

    public async ValueTask<BezoekersView> LaadAsync(Kijker k, CancellationToken ct)
    {
        var jaren = await store.VanPersoonAsync(k.Id, k.Register, [k.Vandaag], ct);
        var hers = jaren.SelectMany(j => j.Bezoeken.Where(b => b.Opleider == k.Id && b.Staat != Bezoekstaat.Vervallen).Select(b => (Jaar: j, Bezoek: b))).ToList();
        var several = hers.Select(v => v.Bezoek.Organisatie).Distinct().Count() > 1;
        var own = hers.Select(v => (v.Jaar, v.Bezoek, Punt: Punt(v.Jaar, v.Bezoek, k.Register, several)))
            .OrderBy(v => v.Bezoek.Moment).ThenBy(v => v.Bezoek.Plek).ToList();
        var maandag = Core.Kalender.Kalender.Maandag(k.Vandaag);
        var zondag = maandag.AddDays(6);
        var tot = k.Register.Kalender.Rows(KalenderSoort.Blok).Where(r => r.Contains(k.Vandaag)).Select(r => r.Tot).DefaultIfEmpty(k.Vandaag.AddDays(Dagen)).Max();
        return new BezoekersView
        {
            Week = [.. own.Where(v => v.Punt.Dag is { } d && maandag <= d && d <= zondag).Select(v => v.Punt)],
            Straks = [.. own.Where(v => v.Punt.Dag is { } d && zondag < d && d <= tot).Select(v => v.Punt)],
            Tot = tot,
            Href = TakenLader.Zaak(BezoekActions.Lijst, k.Id.ToString()),
            // In an order that does not tell which of them the visitor has a moment in mind for.
            ZonderDatum = [.. own.Where(v => v.Bezoek.Open && v.Punt.Dag is null && v.Bezoek.Venster.Van <= k.Vandaag)
                .OrderBy(v => v.Bezoek.Venster.Tot).ThenBy(v => v.Punt.Kop, Bureau.BureauText.Names).Select(v => v.Punt)],
            Vragen =
            [
                .. own.Where(v => v.Bezoek.Staat == Bezoekstaat.Gevraagd && v.Bezoek.Moment!.Value.Datum >= k.Vandaag).GroupBy(v => v.Jaar)
                    .Select(g => (k.Register.Find(g.Key.Bezoeker)?.Naam ?? "een bezoeker", g.Count(), TakenLader.Zaak(Bezoekkaarten.Aanvraag, g.Key.Id))),
            ],
        };
    }

    /// <summary>By student; where, for who has several organisations.</summary>
    private static Bezoekpunt Punt(Bezoekjaar jaar, Bezoek b, RegisterSnapshot register, bool metPlaats)
    {
        var punt = Bezoekpunt.Van(jaar, b, register);
        var waar = metPlaats && register.FindOrganisatie(b.Organisatie) is { } o ? $", {o.Naam}" : "";
        return punt with { Kop = register.Find(b.Student)?.Naam ?? "een student", Uitleg = $"{punt.Kop}, {punt.Uitleg}{waar}" };
    }
}
