using Isop.Core.Bezoeken;
using Isop.Core.Register;

using Gezet = (Isop.Core.Bezoeken.Bezoekwens Wens, Isop.Core.Bezoeken.Halfdag? Moment);

namespace Isop.Tests.Bezoeken;

/// <summary>
/// Looks at a year or a plan as it stands and names everything that it may not do, and works out what a plan costs (docs/bezoekplanner.md);
/// shares no code with rules or planner.
/// </summary>
internal static class Plancontrole
{
    /// <summary>Minutes by car between the places of our instances, worked out by hand from the kilometres on the map.</summary>
    public static IReadOnlyDictionary<(string, string), int> Minuten { get; } = new Dictionary<(string, string), int>
    {
        [("7051", "7071")] = 16, [("7071", "7101")] = 45, [("7051", "7101")] = 35, [("6921", "7071")] = 42, [("6921", "7051")] = 51, [("6921", "7101")] = 80,
        [("7071", "7071")] = 5, [("7051", "7051")] = 5, [("7101", "7101")] = 5, [("6921", "6921")] = 5,
    };

    public static IReadOnlyList<string> Faults(Bezoekjaar jaar, RegisterData data)
    {
        List<string> faults = [];
        var held = jaar.Bezoeken.Where(b => b.Moment is not null).Where(b => b.Staat is not (Bezoekstaat.Ongepland or Bezoekstaat.Vervallen)).ToList();
        foreach (var b in held)
        {
            var (day, part) = (b.Moment!.Value.Datum, b.Moment.Value.Deel);
            var stage = data.Stages.Single(s => s.Id == b.Stage);
            var place = data.Organisaties.Single(o => o.Code == stage.Organisatie);
            if (b.Staat != Bezoekstaat.Geweest && !stage.Dagen.Contains(day.DayOfWeek)
                && !data.Kalender.Any(r => r.Soort == KalenderSoort.Stageweek && Holds(r, place) && r.Van <= day && day <= r.Tot))
            {
                faults.Add($"{b.Id}: no stagedag on {day:yyyy-MM-dd}");
            }

            if (data.Kalender.Any(r => r.Soort is KalenderSoort.Vakantie && place.SluitInVakantie && (r.Regio is null || r.Regio == place.Vakantieregio) && r.Van <= day && day <= r.Tot))
            {
                faults.Add($"{b.Id}: {place.Naam} is closed on {day:yyyy-MM-dd}");
            }

            if (data.Kalender.Any(r => r.Soort is KalenderSoort.Studiedag or KalenderSoort.VrijeDag or KalenderSoort.Veldcontactdag
                && (r.Organisatie is null || r.Organisatie == place.Code) && r.Van <= day && day <= r.Tot))
            {
                faults.Add($"{b.Id}: a free day, studiedag or veldcontactdag on {day:yyyy-MM-dd}");
            }

            if (day < stage.Van || day > stage.Tot || day >= stage.Beeindigd)
            {
                faults.Add($"{b.Id}: outside the stage");
            }

            if (b.Plek < 0 || b.Plek > (part == Dagdeel.Ochtend ? 3 : 2))
            {
                faults.Add($"{b.Id}: place {b.Plek} does not exist");
            }

            foreach (var other in held.Where(o => string.CompareOrdinal(o.Id, b.Id) > 0))
            {
                if (other.Moment == b.Moment && other.Plek == b.Plek)
                {
                    faults.Add($"{b.Id} and {other.Id} at the same time");
                }

                if (other.Moment == b.Moment && other.Organisatie != b.Organisatie
                    && !MayShare(data, b.Organisatie, other.Organisatie))
                {
                    faults.Add($"{b.Id} and {other.Id}: two organisations in one half-day");
                }

                if (other.Student == b.Student && other.Periode == b.Periode && Math.Abs(other.Moment!.Value.Datum.DayNumber - day.DayNumber) < 21)
                {
                    faults.Add($"{b.Id} and {other.Id} are nearer than three weeks");
                }
            }
        }

        foreach (var day in held.GroupBy(b => b.Moment!.Value.Datum).Where(g => g.Count() > (jaar.Beschikbaarheid?.MeestePerDag ?? 7)))
        {
            faults.Add($"{day.Count()} visits on {day.Key:yyyy-MM-dd}");
        }

        return faults;
    }

    /// <summary>The same for a plan, and besides: every wish is answered once, and every visit lies where it may.</summary>
    public static IReadOnlyList<string> Faults(Jaarvoorstel plan, Jaaropdracht ask, RegisterData data)
    {
        var planned = plan.Bezoeken.Select(b => (b.Wens, Moment: b.Moment, Staat: Bezoekstaat.Voorgesteld))
            .Concat(ask.Vast.Select(v => (v.Wens, v.Moment, Staat: Bezoekstaat.Bevestigd))).ToList();
        var jaar = new Bezoekjaar
        {
            Id = "plan", Bezoeker = default, Studiejaar = "", Eindigt = default, GewektTot = default, Beschikbaarheid = ask.Beschikbaarheid,
            Bezoeken =
            [
                .. planned.GroupBy(p => p.Moment).SelectMany(half => half.Select((p, i) => new Bezoek
                {
                    Id = p.Wens.Id, Student = p.Wens.Student, Stage = p.Wens.Stage, Organisatie = p.Wens.Organisatie, Opleider = p.Wens.Opleider, Periode = p.Wens.Periode,
                    Nummer = p.Wens.Nummer, Venster = p.Wens.Venster, Staat = p.Staat, Moment = p.Moment, Plek = i, Gewijzigd = default,
                })),
            ],
        };
        List<string> faults = [.. Faults(jaar, data)];
        var answered = plan.Bezoeken.Select(b => b.Wens.Id).Concat(plan.Ongepland.Select(o => o.Wens.Id)).Order(StringComparer.Ordinal);
        if (!answered.SequenceEqual(ask.Wensen.Select(w => w.Id).Order(StringComparer.Ordinal)))
        {
            faults.Add("not every wish is answered once");
        }

        faults.AddRange(plan.Bezoeken.Where(b => !Mogelijk(b.Wens, ask, data).Contains(b.Moment)).Select(b => $"{b.Wens.Id} may not be on {b.Moment}"));
        faults.AddRange(plan.Ongepland.Where(o => o.Waarom == Ongepland.Vol != (Mogelijk(o.Wens, ask, data).Count > 0) && !ask.Vast.Any(v => v.Wens.Student == o.Wens.Student))
            .Select(o => $"{o.Wens.Id} has no moment, they say: {o.Waarom}"));
        return faults;
    }

    /// <summary>The half-days on which a visit may be, by the rows of the register one by one.</summary>
    public static IReadOnlyList<Halfdag> Mogelijk(Bezoekwens w, Jaaropdracht ask, RegisterData data)
    {
        var stage = data.Stages.Single(s => s.Id == w.Stage);
        var place = data.Organisaties.Single(o => o.Code == stage.Organisatie);
        var never = w.Opleider is { } opleider && ask.Opleiders.TryGetValue(opleider, out var said) ? said.Nooit : [];
        return
        [
            .. from n in Enumerable.Range(0, w.Venster.Tot.DayNumber - w.Venster.Van.DayNumber + 1)
               let day = w.Venster.Van.AddDays(n)
               let rows = data.Kalender.Where(r => r.Van <= day && day <= r.Tot && Holds(r, place)).Select(r => r.Soort).ToHashSet()
               where day >= ask.Vanaf && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                   && stage.Van <= day && day <= stage.Tot && (stage.Beeindigd is not { } end || day < end)
                   && (stage.Dagen.Contains(day.DayOfWeek) || rows.Contains(KalenderSoort.Stageweek))
                   && !rows.Overlaps([KalenderSoort.Studiedag, KalenderSoort.VrijeDag, KalenderSoort.Veldcontactdag])
                   && !(rows.Contains(KalenderSoort.Vakantie) && place.SluitInVakantie)
                   && !never.Any(d => d.Van <= day && day <= d.Tot) && !ask.Beschikbaarheid.Vrij.Any(d => d.Van <= day && day <= d.Tot)
               from part in new[] { Dagdeel.Ochtend, Dagdeel.Middag }
               where ask.Beschikbaarheid.Werkt.Any(x => x.Dag == day.DayOfWeek && x.Deel == part) && !ask.Bezet.Contains(new Halfdag(day, part))
                   && ask.Vast.All(v => v.Wens.Student != w.Student || v.Wens.Periode != w.Periode || Math.Abs(v.Moment.Datum.DayNumber - day.DayNumber) >= 21)
               select new Halfdag(day, part),
        ];
    }

    /// <summary>What it costs where visits are put; null when they cannot be put so.</summary>
    public static int? Kosten(IReadOnlyList<Gezet> visits, Jaaropdracht ask, RegisterData data)
    {
        var open = visits.Where(v => v.Moment is not null).Select(v => (v.Wens, Moment: v.Moment!.Value, Nieuw: true)).ToList();
        var all = open.Concat(ask.Vast.Select(v => (v.Wens, v.Moment, Nieuw: false))).ToList();
        var may = all.GroupBy(v => v.Moment).All(half => half.Count() <= (half.Key.Deel == Dagdeel.Ochtend ? 4 : 3)
                && half.All(a => half.All(b => a.Wens.Organisatie == b.Wens.Organisatie || MayShare(data, a.Wens.Organisatie, b.Wens.Organisatie))))
            && all.GroupBy(v => v.Moment.Datum).All(day => day.Count() <= ask.Beschikbaarheid.MeestePerDag)
            && all.GroupBy(v => (v.Wens.Student, v.Wens.Periode)).All(s => s.All(a => s.All(b => a.Wens.Id == b.Wens.Id || Math.Abs(a.Moment.Datum.DayNumber - b.Moment.Datum.DayNumber) >= 21)));
        if (!may)
        {
            return null;
        }

        var trips = all.GroupBy(v => (v.Moment, v.Wens.Organisatie)).Select(t => (t.Key.Moment, t.Key.Organisatie, Nieuw: t.All(v => v.Nieuw))).ToList();
        var roads = from one in trips
                    from other in trips
                    where one.Moment.Datum == other.Moment.Datum && one.Moment.Deel == Dagdeel.Ochtend && other.Moment.Deel == Dagdeel.Middag
                        && one.Organisatie != other.Organisatie && (one.Nieuw || other.Nieuw)
                    select Road(data, one.Organisatie, other.Organisatie) / 10;
        return (1000 * visits.Count(v => v.Moment is null)) + (20 * trips.Count(t => t.Nieuw)) + roads.Sum() + open.Sum(v => Kosten(v.Wens, v.Moment, ask));
    }

    /// <summary>What a visit costs on a half-day, the trip left out.</summary>
    public static int Kosten(Bezoekwens w, Halfdag at, Jaaropdracht ask)
    {
        var middle = w.Venster.Van.AddDays((w.Venster.Tot.DayNumber - w.Venster.Van.DayNumber) / 2);
        var weeks = Math.Abs(at.Datum.DayNumber - middle.DayNumber) / 7;
        var alone = w.Opleider is not { } opleider ? 0
            : ask.Opleiders.TryGetValue(opleider, out var said) && said.Ambulant.Count > 0 ? (said.Ambulant.Contains(new Weekdeel(at.Datum.DayOfWeek, at.Deel)) ? 0 : 3)
            : at.Datum.DayOfWeek == DayOfWeek.Tuesday ? 0 : 1;
        return weeks + alone + (ask.Huidig.TryGetValue(w.Id, out var now) && now != at ? 50 : 0);
    }

    private static bool Holds(KalenderRegel r, Organisatie place) =>
        (r.Regio is null || r.Regio == place.Vakantieregio) && (r.Organisatie is null || r.Organisatie == place.Code);

    /// <summary>A koppel, both ways, at most twenty minutes apart.</summary>
    private static bool MayShare(RegisterData data, string one, string other) =>
        data.Organisaties.Single(o => o.Code == one).Koppel == other && data.Organisaties.Single(o => o.Code == other).Koppel == one && Road(data, one, other) <= 20;

    private static int Road(RegisterData data, string one, string other)
    {
        var (a, b) = (data.Organisaties.Single(o => o.Code == one).Postcode[..4], data.Organisaties.Single(o => o.Code == other).Postcode[..4]);
        return Minuten[string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a)];
    }
}
