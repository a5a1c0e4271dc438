namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Releases the figures of a closed study year, once, for everybody: each eenheid, each board, the éénpitters and the partnership. Pure; done
/// again with the ledger that it gave, it gives the same.
/// </summary>
public static class Jaarronde
{
    /// <param name="studiejaar">The year that closed, with every wave in it: "2026-2027".</param>
    /// <param name="tellingen">Of every wave ever closed: what came before decides what may be told now.</param>
    /// <param name="grootboek">Of every year before.</param>
    /// <exception cref="InvalidOperationException">Counts of a year that was released are not what they were then.</exception>
    public static Jaaruitgave Maak(
        string studiejaar, IReadOnlyList<Celtelling> tellingen, IReadOnlyList<Rapportitem> items, Grootboek grootboek, Vrijgaveregels regels)
    {
        var boek = new Telboek(tellingen, Telcel.JaarVan(studiejaar), regels.Venster);
        var before = grootboek.Uitgaven.ToLookup(u => u.Item, StringComparer.Ordinal);
        var pitters = boek.Groepen.Where(g => g.Eenheden.Count == 1).SelectMany(g => g.Eenheden).ToList();
        List<Bestuursgroep> groepen = [.. boek.Groepen.Where(g => g.Eenheden.Count > 1), .. pitters.Count > 0 ? [new Bestuursgroep("", pitters)] : Enumerable.Empty<Bestuursgroep>()];
        var eenheden = boek.Eenheden.ToDictionary(e => e, _ => new List<Punt>(items.Count), StringComparer.Ordinal);
        var besturen = groepen.ToDictionary(g => g.Bestuur, _ => new Totaal(), StringComparer.Ordinal);
        var partnerschap = new Totaal();
        List<Uitgave> published = [.. grootboek.Uitgaven];
        foreach (var item in items)
        {
            var ronde = new Itemronde(boek, item, before[item.Item], regels);
            var cijfers = boek.Eenheden.ToDictionary(e => e, ronde.VanEenheid, StringComparer.Ordinal);
            foreach (var (eenheid, cijfer) in cijfers)
            {
                eenheden[eenheid].Add(AlsPunt(item.Item, cijfer));
            }

            Totalen(ronde, groepen, cijfers, besturen, partnerschap);
            published.AddRange(ronde.Nieuw);
        }

        var comments = new Itemronde(boek, Rapportitem.Opmerkingen, before[Rapportitem.Opmerkingen.Item], regels);
        var rapporten = eenheden.ToDictionary(
            e => e.Key, e => Rapport(boek, [e.Key], new Totaal(e.Value), []) with { Opmerkingen = comments.VanEenheid(e.Key).Uitgave?.Delen[0] },
            StringComparer.Ordinal);
        published.AddRange(comments.Nieuw);
        var shown = rapporten.Where(r => r.Value.Respons is not null).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var totalen = groepen.ToDictionary(g => g.Bestuur, g => Rapport(boek, g.Eenheden, besturen[g.Bestuur], shown), StringComparer.Ordinal);
        return new Jaaruitgave
        {
            Studiejaar = studiejaar, Eenheden = rapporten, Besturen = totalen.Where(t => t.Key.Length > 0).ToDictionary(StringComparer.Ordinal),
            Eenpitters = totalen.GetValueOrDefault(""), Partnerschap = Rapport(boek, boek.Eenheden, partnerschap, shown),
            Grootboek = new Grootboek(published),
        };
    }

    /// <summary>Of the boards first; what no board shows may still count in the partnership, if it is more than one eenheid there as well.</summary>
    private static void Totalen(
        Itemronde ronde, List<Bestuursgroep> groepen, Dictionary<string, Eenheidcijfer> cijfers, Dictionary<string, Totaal> besturen, Totaal partnerschap)
    {
        var least = ronde.Item.OverOpleider ? Vrijgaveregels.EenhedenOverOpleider : 2;
        List<Uitgave> all = [];
        List<Uitgave> unseen = [];
        List<Eenheidcijfer> left = [];
        foreach (var groep in groepen)
        {
            var own = groep.Eenheden.Select(e => cijfers[e]).ToList();
            var exact = own.Where(c => c.IsExact).Select(c => c.Uitgave!).ToList();
            var together = ronde.Samen([.. own.Where(c => !c.IsExact)], 2);
            List<Uitgave> parts = [.. exact, .. together];
            var total = ronde.Totaal(parts, least);
            besturen[groep.Bestuur].Voeg(ronde.Item.Item, total, own.Count - Count(parts));
            (total is null ? unseen : all).AddRange(parts);
            left.AddRange(own.Where(c => !c.IsExact && !together.Any(t => t.Delen.Any(d => d.Eenheid == c.Eenheid))));
        }

        unseen.AddRange(ronde.Samen(left, least));
        if (Count(unseen) >= least)
        {
            all.AddRange(unseen);
        }

        partnerschap.Voeg(ronde.Item.Item, ronde.Totaal(all, least), cijfers.Count - Count(all));
    }

    private static int Count(List<Uitgave> parts) => parts.Sum(p => p.Delen.Count);

    private static Punt AlsPunt(string item, Eenheidcijfer cijfer) => cijfer switch
    {
        { Uitgave: { } shown, Waarom: null } => Getoond(shown),
        { Uitgave: { } before, Waarom: { } why } => new Punt.Herhaald { Item = item, Eerder = Getoond(before), Sinds = before.Studiejaar, Reden = why },
        _ => new Punt.Verborgen { Item = item, Reden = cijfer.Waarom! },
    };

    private static Punt Getoond(Uitgave uitgave)
    {
        var cijfer = new Cijfer
        {
            Stappen = uitgave.Stappen, GeenMening = uitgave.GeenMening, Personen = uitgave.Personen, Delen = uitgave.Delen,
        };
        return uitgave.Band is { } band ? Banden.Van(uitgave.Item, cijfer, band) : new Punt.Toon { Item = uitgave.Item, Cijfer = cijfer };
    }

    private static Rapport Rapport(Telboek boek, IReadOnlyList<string> eenheden, Totaal totaal, HashSet<string> shown)
    {
        var any = totaal.Punten.Any(p => p is not Punt.Verborgen);
        var part = boek.Part(eenheden.Count == 1 ? eenheden : eenheden.Where(shown.Contains));
        return new Rapport
        {
            Studiejaar = Telcel.Studiejaar(boek.Jaar), Punten = totaal.Punten, Zonder = totaal.Zonder, Respons = any ? (int)Math.Round(part * 100) : null,
            LageRespons = any && part < Vrijgaveregels.LageRespons,
        };
    }

    /// <summary>The items of one report while they come in.</summary>
    private sealed class Totaal(List<Punt>? punten = null)
    {
        public List<Punt> Punten { get; } = punten ?? [];

        public Dictionary<string, int> Zonder { get; } = new(StringComparer.Ordinal);

        public void Voeg(string item, Cijfer? cijfer, int zonder)
        {
            Punten.Add(cijfer is null ? new Punt.Verborgen { Item = item, Reden = new Verborgenreden.Aanvullend() }
                : cijfer.Stappen.Count(n => n > 0) == 1 ? Banden.Van(item, cijfer, Bandreden.AllemaalGelijk)
                : new Punt.Toon { Item = item, Cijfer = cijfer });
            Zonder[item] = zonder;
        }
    }
}
