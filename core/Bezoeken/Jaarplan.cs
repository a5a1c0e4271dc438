using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>Plans a visitor's year.</summary>
public static class Jaarplan
{
    private const int DagenTussen = Bezoekdagen.DagenTussen;

    public static Jaarvoorstel Plan(RegisterSnapshot register, Jaaropdracht opdracht, CancellationToken cancellationToken) => Voorbeeld(register, opdracht);

    /// <summary>First fit: an answer at once, and the plan where the solver's native library is missing.</summary>
    public static Jaarvoorstel Voorbeeld(RegisterSnapshot register, Jaaropdracht opdracht)
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

            var said = wens.Opleider is { } o ? opdracht.Opleiders.GetValueOrDefault(o) : null;
            var best = free.OrderBy(h => taken.Any(t => t.Moment == h) ? 0 : 1).ThenBy(h => said?.Is(h) == true ? 0 : 1).ThenBy(h => h).First();
            taken.Add((wens, best));
            planned.Add(new GeplandBezoek(wens, best, said?.Is(best) == true));
        }

        return new Jaarvoorstel([.. planned.OrderBy(p => p.Moment)], none, false, planned.Count(p => opdracht.Huidig.TryGetValue(p.Wens.Id, out var was) && was != p.Moment));
    }

    private static IEnumerable<Halfdag> Dagdelen(RegisterSnapshot register, Bezoekwens wens, Jaaropdracht opdracht)
    {
        var stage = register.FindStage(wens.Stage);
        var student = register.FindStudent(wens.Student);
        if (stage is null || student is null)
        {
            yield break;
        }

        var from = wens.Venster.Van > opdracht.Vanaf ? wens.Venster.Van : opdracht.Vanaf;
        for (var day = from; day <= wens.Venster.Tot; day = day.AddDays(1))
        {
            if (!register.Kalender.IsStagedag(stage, student.Opleiding, day)
                || register.Kalender.RowsOf(KalenderSoort.Veldcontactdag, stage, student.Opleiding).Any(r => r.Contains(day))
                || (wens.Opleider is { } o && opdracht.Opleiders.GetValueOrDefault(o)?.Past(day) == false))
            {
                continue;
            }

            foreach (var deel in new[] { Dagdeel.Ochtend, Dagdeel.Middag })
            {
                var h = new Halfdag(day, deel);
                if (opdracht.Beschikbaarheid.Kan(h) && !opdracht.Bezet.Contains(h) && opdracht.Afgewezen.GetValueOrDefault(wens.Id)?.Contains(h) != true)
                {
                    yield return h;
                }
            }
        }
    }

    private static bool Fits(List<(Bezoekwens Wens, Halfdag Moment)> taken, Bezoekwens wens, Halfdag h, Jaaropdracht opdracht) =>
        taken.Where(t => t.Moment == h).ToList() is var there && there.All(t => t.Wens.Organisatie == wens.Organisatie)
        && there.Count < Bezoektijd.Plekken(h.Deel)
        && taken.Count(t => t.Moment.Datum == h.Datum) < opdracht.Beschikbaarheid.MeestePerDag
        && taken.All(t => t.Wens.Student != wens.Student || t.Wens.Periode != wens.Periode || Math.Abs(t.Moment.Datum.DayNumber - h.Datum.DayNumber) >= DagenTussen);

    private static Ongepland WaaromNiet(RegisterSnapshot register, Bezoekwens wens, Jaaropdracht opdracht) =>
        wens.Venster.Tot < opdracht.Vanaf ? Ongepland.TeLaat
        : !Dagdelen(register, wens, opdracht with { Beschikbaarheid = new Beschikbaarheid { Werkt = Weekdeel.Werkweek }, Opleiders = new Dictionary<PersonId, Aanwezigheid>() }).Any() ? Ongepland.GeenStagedag
        : !Dagdelen(register, wens, opdracht with { Opleiders = new Dictionary<PersonId, Aanwezigheid>() }).Any() ? Ongepland.BezoekerNietVrij
        : Ongepland.OpleiderNooit;
}
