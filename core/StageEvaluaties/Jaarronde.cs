using System.Runtime.ExceptionServices;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Releases the figures of a closed study year, once, for everybody: each eenheid, each board, the éénpitters, the partnership and each
/// opleiding. Pure; done again with the ledger that it gave, it gives the same.
/// </summary>
public static class Jaarronde
{
    /// <param name="studiejaar">The year that closed, with every wave in it: "2026-2027".</param>
    /// <param name="tellingen">Of every wave ever closed: what came before decides what may be told now.</param>
    /// <param name="opleidingen">Of the waves of this year; of other years they are not used.</param>
    /// <param name="grootboek">Of every year before.</param>
    /// <exception cref="InvalidOperationException">Counts of a year that was released are not what they were then.</exception>
    public static Jaaruitgave Maak(
        string studiejaar, IReadOnlyList<Celtelling> tellingen, IReadOnlyList<Opleidingtelling> opleidingen, IReadOnlyList<Rapportitem> items,
        Grootboek grootboek, Vrijgaveregels regels)
    {
        var boek = new Telboek(tellingen, Telcel.JaarVan(studiejaar), regels.Venster);
        var splits = new Opleidingboek(opleidingen, studiejaar);
        var before = grootboek.Uitgaven.ToLookup(u => u.Item, StringComparer.Ordinal);
        var pitters = boek.Groepen.Where(g => g.Eenheden.Count == 1).SelectMany(g => g.Eenheden).ToList();
        List<Bestuursgroep> groepen = [.. boek.Groepen.Where(g => g.Eenheden.Count > 1), .. pitters.Count > 0 ? [new Bestuursgroep("", pitters)] : Enumerable.Empty<Bestuursgroep>()];

        // Items have nothing to do with each other: each has its own kernen. Comments go along as one of them.
        var ronden = new Itemuitkomst[items.Count + 1];
        try
        {
            Parallel.For(0, ronden.Length, i =>
            {
                var item = i < items.Count ? items[i] : Rapportitem.Opmerkingen;
                var ronde = new Itemronde(boek, item, before[item.Item], regels);
                var cijfers = boek.Eenheden.Select(ronde.VanEenheid).ToList();
                ronden[i] = i < items.Count ? Uitkomst(ronde, boek, groepen, cijfers, splits) : new Itemuitkomst { Cijfers = cijfers, Nieuw = ronde.Nieuw };
            });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return Samenvatting(boek, splits, groepen, ronden[..^1], ronden[^1]) with
        {
            Grootboek = new Grootboek([.. grootboek.Uitgaven, .. ronden.SelectMany(r => r.Nieuw)]),
        };
    }

    private static Jaaruitgave Samenvatting(
        Telboek boek, Opleidingboek splits, List<Bestuursgroep> groepen, IReadOnlyList<Itemuitkomst> ronden, Itemuitkomst opmerkingen)
    {
        var rapporten = new Dictionary<string, Rapport>(boek.Eenheden.Count, StringComparer.Ordinal);
        for (var i = 0; i < boek.Eenheden.Count; i++)
        {
            var own = boek.Eenheden[i];
            Punt[] punten = [.. ronden.Select(r => AlsPunt(r.Item, r.Cijfers[i]))];
            rapporten[own] = Rapport(boek, punten, boek.Part([own])) with { Opmerkingen = opmerkingen.Cijfers[i].Uitgave?.Delen[0] };
        }

        Rapport Totaal(IEnumerable<string> eenheden, Func<Itemuitkomst, Totaalcijfer> van) => Rapport(
            boek, [.. ronden.Select(r => AlsPunt(r.Item, van(r).Cijfer))], boek.Part(eenheden.Where(e => rapporten[e].Respons is not null))) with
        {
            Zonder = ronden.ToDictionary(r => r.Item, r => van(r).Zonder, StringComparer.Ordinal),
        };

        var totalen = groepen.Select((g, i) => (g.Bestuur, Rapport: Totaal(g.Eenheden, r => r.Groepen[i]))).ToDictionary(g => g.Bestuur, g => g.Rapport, StringComparer.Ordinal);
        return new Jaaruitgave
        {
            Studiejaar = Telcel.Studiejaar(boek.Jaar), Eenheden = rapporten,
            Besturen = totalen.Where(t => t.Key.Length > 0).ToDictionary(StringComparer.Ordinal), Eenpitters = totalen.GetValueOrDefault(""),
            Partnerschap = Totaal(boek.Eenheden, r => r.Partnerschap),
            Opleidingen = splits.Opleidingen.ToDictionary(o => o, o => Opleiding(boek, splits, o, ronden), StringComparer.Ordinal),
            Grootboek = Grootboek.Leeg,
        };
    }

    /// <summary>Of the boards first; what no board shows may still count in the partnership, if it is more than one eenheid there as well.</summary>
    private static Itemuitkomst Uitkomst(Itemronde ronde, Telboek boek, List<Bestuursgroep> groepen, List<Eenheidcijfer> cijfers, Opleidingboek splits)
    {
        var least = ronde.Item.OverOpleider ? Vrijgaveregels.EenhedenOverOpleider : 2;
        List<Totaalcijfer> boards = [];
        List<List<Uitgave>> told = [];
        List<Uitgave> unseen = [];
        List<Eenheidcijfer> left = [];
        foreach (var groep in groepen)
        {
            var own = groep.Eenheden.Select(e => cijfers[boek.Plaats(e)]).ToList();
            var exact = own.Where(c => c.IsExact).Select(c => c.Uitgave!).ToList();
            var together = ronde.Samen([.. own.Where(c => !c.IsExact)], 2);
            List<Uitgave> parts = [.. exact, .. together];
            var total = ronde.Totaal(parts, least);
            boards.Add(new Totaalcijfer(total, own.Count - Count(parts)));
            if (total is null)
            {
                unseen.AddRange(parts);
            }
            else
            {
                told.Add(parts);
            }

            left.AddRange(own.Where(c => !c.IsExact && (together.Count == 0 || !together.Any(t => t.Delen.Any(d => d.Eenheid == c.Eenheid)))));
        }

        unseen.AddRange(ronde.Samen(left, least));
        if (Count(unseen) >= least)
        {
            told.Add(unseen);
        }

        List<Uitgave> all = [.. told.SelectMany(t => t)];
        return new Itemuitkomst
        {
            Item = ronde.Item.Item, Cijfers = cijfers, Groepen = boards, Partnerschap = new Totaalcijfer(ronde.Totaal(all, least), cijfers.Count - Count(all)),
            Opleidingen = ronde.PerOpleiding(splits, cijfers, told, least), Nieuw = ronde.Nieuw,
        };
    }

    private static Rapport Opleiding(Telboek boek, Opleidingboek splits, string opleiding, IReadOnlyList<Itemuitkomst> ronden)
    {
        var cijfers = ronden.Select(r => (r.Item, Cijfer: r.Opleidingen[opleiding])).ToList();
        var shown = cijfers.SelectMany(c => c.Cijfer.Cijfer?.Delen ?? []).Select(d => d.Eenheid).Distinct();
        return Rapport(boek, [.. cijfers.Select(c => AlsPunt(c.Item, c.Cijfer))], splits.Respons(opleiding, shown)) with
        {
            Zonder = cijfers.ToDictionary(c => c.Item, c => splits.Plaatsen[opleiding] - (c.Cijfer.Cijfer?.Delen.Count ?? 0), StringComparer.Ordinal),
        };
    }

    private static int Count(List<Uitgave> parts) => parts.Sum(p => p.Delen.Count);

    private static Punt AlsPunt(string item, Eenheidcijfer cijfer) => cijfer switch
    {
        { Uitgave: { } shown, Waarom: null } => Getoond(shown),
        { Uitgave: { } before, Waarom: { } why } => new Punt.Herhaald { Item = item, Eerder = Getoond(before), Sinds = before.Studiejaar, Reden = why },
        _ => new Punt.Verborgen { Item = item, Reden = cijfer.Waarom! },
    };

    private static Punt AlsPunt(string item, Cijfer? totaal) => totaal is null ? new Punt.Verborgen { Item = item, Reden = new Verborgenreden.Aanvullend() }
        : totaal.Stappen.Count(n => n > 0) == 1 ? Banden.Van(item, totaal, Bandreden.AllemaalGelijk)
        : new Punt.Toon { Item = item, Cijfer = totaal };

    private static Punt AlsPunt(string item, Opleidingcijfer cijfer) => cijfer switch
    {
        { Cijfer: null } => new Punt.Verborgen { Item = item, Reden = cijfer.Waarom! },
        { Band: { } band } => Banden.Van(item, cijfer.Cijfer, band),
        _ => new Punt.Toon { Item = item, Cijfer = cijfer.Cijfer },
    };

    private static Punt Getoond(Uitgave uitgave)
    {
        var cijfer = new Cijfer
        {
            Stappen = uitgave.Stappen, GeenMening = uitgave.GeenMening, Personen = uitgave.Personen, Delen = uitgave.Delen,
        };
        return uitgave.Band is { } band ? Banden.Van(uitgave.Item, cijfer, band) : new Punt.Toon { Item = uitgave.Item, Cijfer = cijfer };
    }

    /// <param name="deel">Which part of the invited answered.</param>
    private static Rapport Rapport(Telboek boek, IReadOnlyList<Punt> punten, double deel)
    {
        var any = punten.Any(p => p is not Punt.Verborgen);
        return new Rapport
        {
            Studiejaar = Telcel.Studiejaar(boek.Jaar), Punten = punten, Respons = any ? (int)Math.Round(deel * 100) : null,
            LageRespons = any && deel < Vrijgaveregels.LageRespons,
        };
    }

    /// <summary>A total, and how many eenheden are not in it.</summary>
    private sealed record Totaalcijfer(Cijfer? Cijfer, int Zonder);

    /// <summary>One item for everybody.</summary>
    private sealed record Itemuitkomst
    {
        public string Item { get; init; } = "";

        /// <summary>In the order of the eenheden of the <see cref="Telboek"/>.</summary>
        public required IReadOnlyList<Eenheidcijfer> Cijfers { get; init; }

        /// <summary>In the order of the groups.</summary>
        public IReadOnlyList<Totaalcijfer> Groepen { get; init; } = [];

        public Totaalcijfer Partnerschap { get; init; } = new(null, 0);

        public IReadOnlyDictionary<string, Opleidingcijfer> Opleidingen { get; init; } = new Dictionary<string, Opleidingcijfer>();

        /// <summary>What it adds to the ledger.</summary>
        public required IReadOnlyList<Uitgave> Nieuw { get; init; }
    }
}
