using Isop.Core.Register;

namespace Isop.Core.Intervisie;

/// <summary>Which days suit the intervisie of a leerteam, and the dates of a series. Pure.</summary>
public static class Intervisiedagen
{
    /// <summary>More is no series any more: it keeps the document and the cards small.</summary>
    public const int Meeste = 30;

    /// <summary>Every location of the leerteam is open, and the opleiders are not at a veldcontactdag.</summary>
    public static bool Past(RegisterSnapshot register, IReadOnlyList<string> organisaties, DateOnly day) =>
        organisaties.Count > 0 && organisaties.All(o => register.Kalender.IsOpen(o, day)) && !IsVeldcontactdag(register, organisaties, day);

    /// <summary>The dates of a rhythm between two days (both inclusive), by date.</summary>
    public static IReadOnlyList<DateOnly> Reeks(
        RegisterSnapshot register, IReadOnlyList<string> organisaties, DayOfWeek dag, Hoevaak hoevaak, DateOnly from, DateOnly to) =>
    [
        .. (hoevaak switch
        {
            Hoevaak.TweePerBlok => PerBlok(register, organisaties, dag, 2, from, to),
            Hoevaak.DriePerBlok => PerBlok(register, organisaties, dag, 3, from, to),
            Hoevaak.ElkeTweeWeken => Elke(register, organisaties, dag, 2, from, to),
            Hoevaak.ElkeDrieWeken => Elke(register, organisaties, dag, 3, from, to),
            _ => Elke(register, organisaties, dag, 4, from, to),
        }).Take(Meeste),
    ];

    /// <summary>The weekdays, the one on which most students have a stagedag first; of equal ones Tuesday (opleidingsplan Tabel 5).</summary>
    public static IReadOnlyList<(DayOfWeek Dag, int Aanwezig)> Weekdagen(IReadOnlyCollection<Lid> leden) =>
    [
        .. Enumerable.Range((int)DayOfWeek.Monday, 5).Select(d => (Dag: (DayOfWeek)d, Aanwezig: leden.Count(l => l.IsErOp((DayOfWeek)d))))
            .OrderByDescending(d => d.Aanwezig).ThenBy(d => d.Dag == DayOfWeek.Tuesday ? 0 : 1).ThenBy(d => d.Dag),
    ];

    /// <summary>
    /// The Monday after so many school weeks without intervisie, counted from the week after <paramref name="sinds"/>; null when the study
    /// year ends before.
    /// </summary>
    public static DateOnly? Zonder(RegisterSnapshot register, IReadOnlyList<string> organisaties, DateOnly sinds, int schoolweken, DateOnly until)
    {
        var monday = Kalender.Kalender.Maandag(sinds).AddDays(7);
        for (var left = schoolweken; monday <= until; monday = monday.AddDays(7))
        {
            if (left == 0)
            {
                return monday;
            }

            left -= organisaties.Any(o => register.Kalender.IsSchoolweek(o, monday)) ? 1 : 0;
        }

        return null;
    }

    /// <summary>How many school weeks have gone by without intervisie, from the week after <paramref name="sinds"/> to the last whole week.</summary>
    public static int Schoolweken(RegisterSnapshot register, IReadOnlyList<string> organisaties, DateOnly sinds, DateOnly today)
    {
        var weeks = 0;
        for (var monday = Kalender.Kalender.Maandag(sinds).AddDays(7); monday.AddDays(7) <= Kalender.Kalender.Maandag(today); monday = monday.AddDays(7))
        {
            weeks += organisaties.Any(o => register.Kalender.IsSchoolweek(o, monday)) ? 1 : 0;
        }

        return weeks;
    }

    /// <summary>Every so many school weeks on that weekday; a week in which the day does not suit gives way to the next that has one.</summary>
    private static IEnumerable<DateOnly> Elke(RegisterSnapshot register, IReadOnlyList<string> organisaties, DayOfWeek dag, int weken, DateOnly from, DateOnly to)
    {
        var wait = 0;
        foreach (var day in Weekly(dag, from, to))
        {
            if (!organisaties.Any(o => register.Kalender.IsSchoolweek(o, day)))
            {
                continue;
            }

            if (wait <= 0 && Past(register, organisaties, day))
            {
                yield return day;
                wait = weken;
            }

            wait--;
        }
    }

    /// <summary>Spread evenly over the days of each blok that suit; of a blok that is under way as many as its rest is worth.</summary>
    private static IEnumerable<DateOnly> PerBlok(RegisterSnapshot register, IReadOnlyList<string> organisaties, DayOfWeek dag, int keer, DateOnly from, DateOnly to)
    {
        foreach (var blok in Blokken(register, organisaties))
        {
            var all = Weekly(dag, blok.Van, blok.Tot < to ? blok.Tot : to)
                .Where(d => Past(register, organisaties, d) && organisaties.Any(o => register.Kalender.IsSchoolweek(o, d))).ToList();
            var left = all.Where(d => d >= from).ToList();
            var wanted = all.Count == 0 ? 0 : Math.Min(left.Count, (int)Math.Round(keer * left.Count / (double)all.Count, MidpointRounding.AwayFromZero));
            for (var i = 0; i < wanted; i++)
            {
                yield return left[((2 * i) + 1) * left.Count / (2 * wanted)];
            }
        }
    }

    /// <summary>The blokken that hold for everybody at these locations; when there are only blokken of opleidingen, those, each name once.</summary>
    private static IEnumerable<KalenderRegel> Blokken(RegisterSnapshot register, IReadOnlyList<string> organisaties)
    {
        var rows = register.Kalender.Rows(KalenderSoort.Blok).Where(r => AppliesTo(register, r, organisaties)).ToList();
        var general = rows.Where(r => r.Opleiding is null).ToList();
        return (general.Count > 0 ? general : rows).OrderBy(r => r.Van).DistinctBy(r => (register.Kalender.Studiejaar(r.Van), r.Naam));
    }

    internal static bool IsVeldcontactdag(RegisterSnapshot register, IReadOnlyList<string> organisaties, DateOnly day) =>
        register.Kalender.Rows(KalenderSoort.Veldcontactdag).Any(r => r.Contains(day) && r.Opleiding is null && AppliesTo(register, r, organisaties));

    private static bool AppliesTo(RegisterSnapshot register, KalenderRegel row, IReadOnlyList<string> organisaties) =>
        (row.Organisatie is null || organisaties.Contains(row.Organisatie))
        && (row.Regio is null || organisaties.Any(o => register.FindOrganisatie(o)?.Vakantieregio == row.Regio));

    private static IEnumerable<DateOnly> Weekly(DayOfWeek dag, DateOnly from, DateOnly to)
    {
        for (var day = from.AddDays(((int)dag - (int)from.DayOfWeek + 7) % 7); day <= to; day = day.AddDays(7))
        {
            yield return day;
        }
    }
}
