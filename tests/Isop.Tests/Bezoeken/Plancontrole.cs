using Isop.Core.Bezoeken;
using Isop.Core.Register;

namespace Isop.Tests.Bezoeken;

/// <summary>Looks at a year as it stands and names everything that a plan may not do; shares no code with rules or planner.</summary>
internal static class Plancontrole
{
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
                && !data.Kalender.Any(r => r.Soort == KalenderSoort.Stageweek && r.Van <= day && day <= r.Tot))
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

            if (day < stage.Van || day > stage.Tot)
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
                    && data.Organisaties.Single(o => o.Code == other.Organisatie).Koppel != b.Organisatie)
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
}
