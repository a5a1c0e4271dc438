using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>Which half-days suit one visit, with everything else of the year as it is. Pure.</summary>
public static class Bezoekdagen
{
    public const int DagenTussen = 21;

    /// <summary>A visit that missed its window may still be made this long after it.</summary>
    public const int DagenErna = 14;

    /// <summary>Why a half-day does not suit a visit; null when it does.</summary>
    public static Bezoekweigering? Hinder(Bezoekjaar jaar, Bezoek bezoek, Halfdag halfdag, Bezoekomgeving om) =>
        Dag(jaar, bezoek, halfdag, om) ?? Botsing(jaar, bezoek, halfdag, om);

    /// <summary>The half-days that suit from today, those in the window first, then by day.</summary>
    public static IEnumerable<Halfdag> Vrij(Bezoekjaar jaar, Bezoek bezoek, Bezoekomgeving om)
    {
        var from = om.Vandaag.AddDays(1) > bezoek.Venster.Van ? om.Vandaag.AddDays(1) : bezoek.Venster.Van;
        for (var day = from; day <= bezoek.Venster.Tot.AddDays(DagenErna); day = day.AddDays(1))
        {
            foreach (var deel in new[] { Dagdeel.Ochtend, Dagdeel.Middag })
            {
                var halfdag = new Halfdag(day, deel);
                if (!bezoek.Afgewezen.Contains(halfdag) && Hinder(jaar, bezoek, halfdag, om) is null)
                {
                    yield return halfdag;
                }
            }
        }
    }

    /// <summary>Whether the day itself suits: the student is there, the location is open, the visitor works.</summary>
    internal static Bezoekweigering? Dag(Bezoekjaar jaar, Bezoek bezoek, Halfdag halfdag, Bezoekomgeving om)
    {
        var day = halfdag.Datum;
        if (day < om.Vandaag)
        {
            return Bezoekweigering.Voorbij;
        }

        if (day < bezoek.Venster.Van || day > bezoek.Venster.Tot.AddDays(DagenErna))
        {
            return Bezoekweigering.BuitenVenster;
        }

        var stage = om.Register.FindStage(bezoek.Stage);
        var student = om.Register.FindStudent(bezoek.Student);
        if (stage is null || student is null || !om.Register.Kalender.IsStagedag(stage, student.Opleiding, day)
            || om.Register.Kalender.RowsOf(KalenderSoort.Veldcontactdag, stage, student.Opleiding).Any(r => r.Contains(day)))
        {
            return Bezoekweigering.GeenStagedag;
        }

        if (jaar.Beschikbaarheid?.Kan(halfdag) == false || jaar.Afwezig.Any(a => a.Contains(day)))
        {
            return Bezoekweigering.BezoekerNietVrij;
        }

        if (om.IsBezet(halfdag))
        {
            return Bezoekweigering.AgendaBezet;
        }

        return bezoek.Opleider is { } opleider && om.Opleiders.GetValueOrDefault(opleider) is { } said && !said.Past(day)
            ? Bezoekweigering.OpleiderNooit
            : null;
    }

    /// <summary>Whether the other visits of the year leave room: one organisation, places, visits a day, days between the two.</summary>
    internal static Bezoekweigering? Botsing(Bezoekjaar jaar, Bezoek bezoek, Halfdag halfdag, Bezoekomgeving om)
    {
        var day = halfdag.Datum;
        var others = jaar.Bezoeken.Where(b => b.Id != bezoek.Id && b.Houdt).ToList();
        var there = others.Where(b => b.Moment == halfdag).ToList();
        if (there.Any(b => !Samen(om.Register, b.Organisatie, bezoek.Organisatie)))
        {
            return Bezoekweigering.AndereOrganisatie;
        }

        if (there.Count >= Bezoektijd.Plekken(halfdag.Deel)
            || others.Count(b => b.Moment!.Value.Datum == day) >= (jaar.Beschikbaarheid?.MeestePerDag ?? Beschikbaarheid.HoogstePerDag))
        {
            return Bezoekweigering.Vol;
        }

        return others.Any(b => b.Student == bezoek.Student && b.Periode == bezoek.Periode
                && Math.Abs(b.Moment!.Value.Datum.DayNumber - day.DayNumber) < DagenTussen)
            ? Bezoekweigering.TeDichtbij
            : null;
    }

    /// <summary>The first free place of a half-day.</summary>
    internal static int Plek(IEnumerable<Bezoek> bezoeken, string bezoek, Halfdag halfdag)
    {
        var taken = bezoeken.Where(b => b.Id != bezoek && b.Houdt && b.Moment == halfdag).Select(b => b.Plek).ToHashSet();
        return Enumerable.Range(0, Bezoektijd.Plekken(halfdag.Deel)).First(p => !taken.Contains(p));
    }

    /// <summary>Two locations that one half-day can hold: the same, or a koppel in one place.</summary>
    private static bool Samen(RegisterSnapshot register, string one, string other) =>
        one == other
        || (register.FindOrganisatie(one) is { Koppel: { } koppel } a && koppel == other && register.FindOrganisatie(other) is { } b && Naast(a, b));

    private static bool Naast(Organisatie a, Organisatie b) => Reistijd.Minuten(a.Postcode, b.Postcode) <= Reistijd.SamenTeBezoeken;
}
