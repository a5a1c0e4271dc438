using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>Plans a visitor's year: period after period, each the best there is around what is agreed already.</summary>
public static class Jaarplan
{
    private static readonly Dagdeel[] Delen = [Dagdeel.Ochtend, Dagdeel.Middag];

    /// <summary>Between two locations on one day, for each so many minutes of road.</summary>
    private const int MinutenPerPunt = 10;

    /// <summary>The best plan; where the solver's native library is missing, the first that fits.</summary>
    public static Jaarvoorstel Plan(RegisterSnapshot register, Jaaropdracht opdracht, CancellationToken cancellationToken) =>
        Plan(register, opdracht, m => Bezoekplanner.Solve(m), cancellationToken);

    internal static Jaarvoorstel Plan(RegisterSnapshot register, Jaaropdracht opdracht, Func<Planmodel, Planuitkomst> solve, CancellationToken cancellationToken)
    {
        List<GeplandBezoek> planned = [];
        List<OngeplandBezoek> none = [];
        var proved = true;
        foreach (var period in opdracht.Wensen.GroupBy(w => w.Periode).OrderBy(g => g.Min(w => w.Venster.Van)).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var around = opdracht with { Wensen = [.. period], Vast = [.. opdracht.Vast, .. planned] };
            var (bezoeken, ongepland, best) = PlanPeriod(register, around, solve);
            planned.AddRange(bezoeken);
            none.AddRange(ongepland);
            proved &= best;
        }

        return Answer(opdracht, planned, none, proved);
    }

    /// <summary>First fit: an answer at once, and the plan where the solver's native library is missing.</summary>
    public static Jaarvoorstel Voorbeeld(RegisterSnapshot register, Jaaropdracht opdracht)
    {
        var (planned, none) = FirstFit(register, opdracht);
        return Answer(opdracht, planned, none, false);
    }

    private static Jaarvoorstel Answer(Jaaropdracht opdracht, List<GeplandBezoek> planned, List<OngeplandBezoek> none, bool proved) => new(
        [.. planned.OrderBy(p => p.Moment).ThenBy(p => p.Wens.Id, StringComparer.Ordinal)], none, proved,
        planned.Count(p => opdracht.Huidig.TryGetValue(p.Wens.Id, out var was) && was != p.Moment));

    private static (List<GeplandBezoek>, List<OngeplandBezoek>, bool) PlanPeriod(RegisterSnapshot register, Jaaropdracht o, Func<Planmodel, Planuitkomst> solve)
    {
        var studenten = o.Wensen.GroupBy(w => (w.Student, w.Periode)).Select(g => new Wensenpaar(g.FirstOrDefault(w => w.Nummer == 1), g.FirstOrDefault(w => w.Nummer == 2))).ToList();
        var days = o.Wensen.ToDictionary(w => w.Id, w => Dagdelen(register, w, o).Where(h => ApartFromFixed(o, w, h)).ToList());
        var halfdays = days.Values.SelectMany(d => d).Distinct().Order().ToList();
        var places = halfdays.Index().ToDictionary(p => p.Item, p => p.Index);
        var fixedAt = o.Vast.GroupBy(v => v.Moment).ToDictionary(g => g.Key, g => (Locaties: g.Select(v => v.Wens.Organisatie).Distinct().ToList(), Aantal: g.Count()));
        var groups = studenten
            .Select(p => (Paar: p, Kosten: (A: Costs(p.Eerste), B: Costs(p.Tweede))))
            .GroupBy(p => Key(p.Paar, p.Kosten.A, p.Kosten.B))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Leden: g.OrderBy(p => p.Paar.Een.Student.ToString(), StringComparer.Ordinal).Select(p => p.Paar).ToList(), g.First().Kosten))
            .ToList();
        var model = new Planmodel
        {
            Plekken = [.. halfdays.Select(h => new Planmodel.Plek(
                h.Datum.DayNumber, (int)h.Deel, Bezoektijd.Plekken(h.Deel) - (fixedAt.TryGetValue(h, out var f) ? f.Aantal : 0), fixedAt.TryGetValue(h, out f) ? f.Locaties : null))],
            Groepen = [.. groups.Select(g => new Planmodel.Groep(g.Leden[0].Een.Organisatie, g.Leden.Count, g.Kosten.A, g.Kosten.B)
            {
                Rit = place => AlsoThere(o, g.Leden[0].Een.Opleider, halfdays[place]) ? -1 : 0,
            })],
            MeestOpDag = halfdays.Select(h => h.Datum).Distinct().ToDictionary(
                d => d.DayNumber, d => Math.Max(0, o.Beschikbaarheid.MeestePerDag - o.Vast.Count(v => v.Moment.Datum == d))),
            VasteRitten = [.. o.Vast.Select(v => (v.Moment.Datum.DayNumber, (int)v.Moment.Deel, v.Wens.Organisatie)).Distinct()],
            Samen = Koppels(register, o),
            Reis = (a, b) => Minutes(register, a, b) / MinutenPerPunt,
        };

        if (model.Groepen.Count == 0 || halfdays.Count == 0)
        {
            return ([], [.. o.Wensen.Select(w => new OngeplandBezoek(w, WaaromNiet(register, w, o)))], true);
        }

        Planuitkomst uitkomst;
        try
        {
            uitkomst = solve(model);
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            var (fit, rest) = FirstFit(register, o);
            return (fit, rest, false);
        }

        List<GeplandBezoek> planned = [];
        List<OngeplandBezoek> none = [];
        foreach (var (group, paren) in groups.Zip(uitkomst.Paren))
        {
            foreach (var (paar, (a, b)) in group.Leden.Zip(paren))
            {
                Add(paar.Eerste, a);
                Add(paar.Tweede, b);
            }
        }

        return (planned, none, uitkomst.Bewezen);

        void Add(Bezoekwens? wens, int? place)
        {
            if (wens is null)
            {
                return;
            }

            if (place is { } p)
            {
                planned.Add(new GeplandBezoek(wens, halfdays[p], Said(o, wens)?.Is(halfdays[p]) == true));
            }
            else
            {
                none.Add(new OngeplandBezoek(wens, days[wens.Id].Count > 0 ? Ongepland.Vol : WaaromNiet(register, wens, o)));
            }
        }

        IReadOnlyDictionary<int, int>? Costs(Bezoekwens? wens) => wens is null ? null : days[wens.Id].ToDictionary(h => places[h], h => Cost(o, wens, h));
    }

    /// <summary>Students with the same key can be exchanged for each other.</summary>
    private static string Key(Wensenpaar paar, IReadOnlyDictionary<int, int>? a, IReadOnlyDictionary<int, int>? b) =>
        $"{paar.Een.Organisatie}|{paar.Een.Opleider}|{Text(a)}|{Text(b)}";

    private static string Text(IReadOnlyDictionary<int, int>? costs) =>
        costs is null ? "-" : string.Join(',', costs.OrderBy(c => c.Key).Select(c => $"{c.Key}:{c.Value}"));

    /// <summary>
    /// Away from the middle of the window, without the opleider, away from where it is proposed now. An opleider who has not said is most
    /// likely there on a Tuesday (opleidingsplan Tabel 5).
    /// </summary>
    private static int Cost(Jaaropdracht o, Bezoekwens wens, Halfdag h)
    {
        var middle = wens.Venster.Van.DayNumber + ((wens.Venster.Tot.DayNumber - wens.Venster.Van.DayNumber) / 2);
        var weeks = Math.Abs(h.Datum.DayNumber - middle) / 7;
        var opleider = wens.Opleider is null ? 0
            : Said(o, wens) is { Ambulant.Count: > 0 } said ? said.Is(h) ? 0 : Planmodel.KostenZonderOpleider
            : h.Datum.DayOfWeek == DayOfWeek.Tuesday ? 0 : 1;
        var moved = o.Huidig.TryGetValue(wens.Id, out var now) && now != h ? Planmodel.KostenVerplaatst : 0;
        return weeks + opleider + moved;
    }

    private static Aanwezigheid? Said(Jaaropdracht o, Bezoekwens wens) => wens.Opleider is { } opleider ? o.Opleiders.GetValueOrDefault(opleider) : null;

    private static bool AlsoThere(Jaaropdracht o, PersonId? opleider, Halfdag h) =>
        opleider is { } who && o.AndereBezoeken.TryGetValue(who, out var others) && others.Contains(h);

    /// <summary>The half-days on which this visit may be: the student is there, the location open, the visitor works, the opleider does not object.</summary>
    private static IEnumerable<Halfdag> Dagdelen(RegisterSnapshot register, Bezoekwens wens, Jaaropdracht opdracht)
    {
        var stage = register.FindStage(wens.Stage);
        var student = register.FindStudent(wens.Student);
        if (stage is null || student is null)
        {
            yield break;
        }

        var said = Said(opdracht, wens);
        var refused = opdracht.Afgewezen.GetValueOrDefault(wens.Id) ?? [];
        var from = wens.Venster.Van > opdracht.Vanaf ? wens.Venster.Van : opdracht.Vanaf;
        for (var day = from; day <= wens.Venster.Tot; day = day.AddDays(1))
        {
            if (said?.Past(day) == false || !register.Kalender.IsStagedag(stage, student.Opleiding, day)
                || register.Kalender.RowsOf(KalenderSoort.Veldcontactdag, stage, student.Opleiding).Any(r => r.Contains(day)))
            {
                continue;
            }

            foreach (var deel in Delen)
            {
                var h = new Halfdag(day, deel);
                if (opdracht.Beschikbaarheid.Kan(h) && !opdracht.Bezet.Contains(h) && !refused.Contains(h))
                {
                    yield return h;
                }
            }
        }
    }

    private static bool ApartFromFixed(Jaaropdracht o, Bezoekwens wens, Halfdag h) => o.Vast.All(v =>
        v.Wens.Student != wens.Student || v.Wens.Periode != wens.Periode || Math.Abs(v.Moment.Datum.DayNumber - h.Datum.DayNumber) >= Bezoekdagen.DagenTussen);

    private static (List<GeplandBezoek>, List<OngeplandBezoek>) FirstFit(RegisterSnapshot register, Jaaropdracht opdracht)
    {
        var taken = opdracht.Vast.Select(v => (v.Wens, v.Moment)).ToList();
        List<GeplandBezoek> planned = [];
        List<OngeplandBezoek> none = [];
        foreach (var wens in opdracht.Wensen)
        {
            var days = Dagdelen(register, wens, opdracht).ToList();
            var free = days.Where(h => Fits(taken, wens, h, opdracht)).ToList();
            if (free.Count == 0)
            {
                none.Add(new OngeplandBezoek(wens, days.Count > 0 ? Ongepland.Vol : WaaromNiet(register, wens, opdracht)));
                continue;
            }

            var best = free.OrderBy(h => taken.Any(t => t.Moment == h) ? 0 : 1).ThenBy(h => Cost(opdracht, wens, h)).ThenBy(h => h).First();
            taken.Add((wens, best));
            planned.Add(new GeplandBezoek(wens, best, Said(opdracht, wens)?.Is(best) == true));
        }

        return (planned, none);
    }

    private static bool Fits(List<(Bezoekwens Wens, Halfdag Moment)> taken, Bezoekwens wens, Halfdag h, Jaaropdracht opdracht) =>
        taken.Where(t => t.Moment == h).ToList() is var there && there.All(t => t.Wens.Organisatie == wens.Organisatie)
        && there.Count < Bezoektijd.Plekken(h.Deel)
        && taken.Count(t => t.Moment.Datum == h.Datum) < opdracht.Beschikbaarheid.MeestePerDag
        && taken.All(t => t.Wens.Student != wens.Student || t.Wens.Periode != wens.Periode
            || Math.Abs(t.Moment.Datum.DayNumber - h.Datum.DayNumber) >= Bezoekdagen.DagenTussen);

    /// <summary>Which of the conditions leaves no half-day at all.</summary>
    private static Ongepland WaaromNiet(RegisterSnapshot register, Bezoekwens wens, Jaaropdracht o)
    {
        var nobodySaid = o with { Opleiders = new Dictionary<PersonId, Aanwezigheid>() };
        var nothingElse = nobodySaid with { Bezet = [] };
        return wens.Venster.Tot < o.Vanaf ? Ongepland.TeLaat
            : !Dagdelen(register, wens, nothingElse with { Beschikbaarheid = new Beschikbaarheid { Werkt = Weekdeel.Werkweek } }).Any() ? Ongepland.GeenStagedag
            : !Dagdelen(register, wens, nothingElse).Any() ? Ongepland.BezoekerNietVrij
            : !Dagdelen(register, wens, nobodySaid).Any() ? Ongepland.AgendaBezet
            : Dagdelen(register, wens, o).Any() ? Ongepland.Vol
            : Ongepland.OpleiderNooit;
    }

    /// <summary>Koppels near enough for one half-day, both locations under one number.</summary>
    private static Dictionary<string, int> Koppels(RegisterSnapshot register, Jaaropdracht o)
    {
        var together = new Dictionary<string, int>();
        foreach (var code in o.Wensen.Select(w => w.Organisatie).Concat(o.Vast.Select(v => v.Wens.Organisatie)).Distinct().Order(StringComparer.Ordinal))
        {
            if (!together.ContainsKey(code) && register.FindOrganisatie(code)?.Koppel is { } other && Minutes(register, code, other) <= Reistijd.SamenTeBezoeken)
            {
                together[code] = together[other] = together.Count;
            }
        }

        return together;
    }

    private static int Minutes(RegisterSnapshot register, string a, string b) =>
        register.FindOrganisatie(a) is { } one && register.FindOrganisatie(b) is { } other ? Reistijd.Minuten(one.Postcode, other.Postcode) : Reistijd.Onbekend;

    /// <summary>The visits of one student in one period; at least one of them.</summary>
    private sealed record Wensenpaar(Bezoekwens? Eerste, Bezoekwens? Tweede)
    {
        public Bezoekwens Een => Eerste ?? Tweede!;
    }
}
