using Isop.Core.Kalender;
using Isop.Core.Register;

namespace Isop.Core.StageEvaluaties;

/// <summary>Which waves there are by the kalender, and who is invited when. Pure.</summary>
public static class Golfkalender
{
    /// <summary>Students whose stage ends so many days before the period does, or less, are invited after their own last day.</summary>
    internal const int DagenVooraf = 35;

    /// <summary>Open so many days after the period.</summary>
    internal const int DagenOpen = 18;

    /// <summary>Who ends later than the period still gets so many days to answer; a longer stage is asked about at the end of the period.</summary>
    private const int DagenOver = 7;

    /// <summary>Shorter than this there is too little to tell about.</summary>
    private const int KorsteStage = 14;

    /// <summary>The waves of the study year of this day, with dates by the kalender.</summary>
    public static IReadOnlyList<Golfperiode> Van(Kalender.Kalender kalender, DateOnly today)
    {
        var jaar = kalender.StudiejaarVan(today);
        var rows = kalender.Rows(KalenderSoort.Stageperiode).Where(r => kalender.Studiejaar(r.Van) == jaar.Naam).ToList();
        var turn = new DateOnly(jaar.Van.Year + 1, 2, 1);
        return
        [
            Periode(kalender, jaar, 1, rows.Where(r => IsFirst(r, turn)), jaar.Van, turn.AddDays(-1)),
            Periode(kalender, jaar, 2, rows.Where(r => !IsFirst(r, turn)), turn, jaar.Tot),
        ];
    }

    /// <summary>A period belongs to the half-year in which most of it lies.</summary>
    private static bool IsFirst(KalenderRegel row, DateOnly turn) =>
        row.Van.DayNumber + ((row.Tot.DayNumber - row.Van.DayNumber) / 2) < turn.DayNumber;

    private static Golfperiode Periode(
        Kalender.Kalender kalender, Studiejaar jaar, int half, IEnumerable<KalenderRegel> rows, DateOnly van, DateOnly tot)
    {
        var known = rows.ToList();
        (van, tot) = known.Count == 0 ? (van, tot) : (known.Min(r => r.Van), known.Max(r => r.Tot));
        var closes = tot.AddDays(DagenOpen);
        var summer = new DateOnly(tot.Year, 8, 31);
        return new Golfperiode(
            Golf.IdOf(jaar.Naam, half), jaar.Naam, half, van, tot, kalender.NextOpenDay(null, tot.AddDays(1 - DagenVooraf)),
            half == 2 && closes < summer ? summer : closes);
    }

    /// <summary>
    /// Everybody to ask in a wave, once for each eenheid, two at most: living students of an opleiding with a vragenlijst whose stage
    /// lay in the period, from the first workday after its last day (or the period's).
    /// </summary>
    /// <param name="register">Of now.</param>
    /// <param name="golf">The period.</param>
    /// <param name="meesteEenheden">See <see cref="Vrijgaveregels.MeesteEenheden"/>.</param>
    public static IEnumerable<Uitnodiging> Genodigden(RegisterSnapshot register, Golfperiode golf, int meesteEenheden) =>
        register.Data.Studenten.Where(s => register.Find(s.Persoon) is { Beeindigd: null }).SelectMany(student => register.StagesOf(student.Persoon)
            .Select(s => (Eenheid: Eenheden.Van(register, s.Organisatie), Einde: Einde(s), Dagen: Overlap(s, golf)))
            .Where(s => s.Dagen > 0)
            .GroupBy(s => s.Eenheid, (eenheid, parts) => (Eenheid: eenheid, Einde: parts.Max(p => p.Einde), Dagen: parts.Sum(p => p.Dagen)))
            .Where(s => s.Dagen >= KorsteStage)
            .OrderByDescending(s => s.Dagen).ThenBy(s => s.Eenheid, StringComparer.Ordinal).Take(meesteEenheden)
            .Select(s => new Uitnodiging(student.Persoon, s.Eenheid, student.Opleiding.Code, Vanaf(register.Kalender, golf, s.Einde))));

    /// <summary>
    /// How many of the students of an eenheid came back: for a window of k+1 study years ending in this one, the sum over its students of
    /// (study years there within the window − 1).
    /// </summary>
    public static IReadOnlyList<int> Terugkeer(RegisterSnapshot register, string eenheid, string studiejaar, int venster)
    {
        var last = Telcel.JaarVan(studiejaar);
        var years = Eenheden.Locaties(eenheid).SelectMany(register.StagesAt).Where(Was)
            .SelectMany(s => JarenVan(register.Kalender, s), (s, jaar) => (s.Student, Jaar: jaar)).Distinct().ToLookup(p => p.Student, p => p.Jaar);
        return [.. Enumerable.Range(0, venster).Select(k => years.Sum(s => Math.Max(0, s.Count(j => j >= last - k && j <= last) - 1)))];
    }

    /// <summary>A moment after which an invitation still reaches somebody who is not away: past the holidays of the location's region, if that is before the wave closes.</summary>
    public static DateOnly Herinnering(RegisterSnapshot register, Golf golf, string eenheid, DateOnly day)
    {
        var regio = register.FindOrganisatie(Eenheden.Locaties(eenheid)[0])?.Vakantieregio;
        var holidays = register.Kalender.Rows(KalenderSoort.Vakantie).Where(r => r.Opleiding is null && r.Organisatie is null && (r.Regio is null || r.Regio == regio)).ToList();
        for (var date = day; date < golf.Sluit; date = date.AddDays(1))
        {
            if (register.Kalender.IsWorkday(date) && !holidays.Exists(h => h.Contains(date)))
            {
                return date;
            }
        }

        // Holidays until the end: then rather in them than not at all.
        return register.Kalender.NextOpenDay(null, day);
    }

    private static IEnumerable<int> JarenVan(Kalender.Kalender kalender, Stage stage)
    {
        var (first, last) = (Telcel.JaarVan(kalender.Studiejaar(stage.Van)), Telcel.JaarVan(kalender.Studiejaar(Einde(stage))));
        return Enumerable.Range(first, last - first + 1);
    }

    private static DateOnly Vanaf(Kalender.Kalender kalender, Golfperiode golf, DateOnly einde)
    {
        var last = einde.AddDays(DagenOver) <= golf.Sluit ? einde : golf.Tot;
        var day = kalender.NextOpenDay(null, last.AddDays(1));
        return day > golf.Opent ? day : golf.Opent;
    }

    /// <summary>A stage that was called off before its first day never was.</summary>
    private static bool Was(Stage stage) => stage.Beeindigd is null || stage.Beeindigd > stage.Van;

    private static DateOnly Einde(Stage stage) => stage.Beeindigd is { } ended && ended <= stage.Tot ? ended.AddDays(-1) : stage.Tot;

    private static int Overlap(Stage stage, Golfperiode golf)
    {
        var (from, to) = (stage.Van > golf.Van ? stage.Van : golf.Van, Einde(stage) < golf.Tot ? Einde(stage) : golf.Tot);
        return Was(stage) ? to.DayNumber - from.DayNumber + 1 : 0;
    }
}

/// <summary>A wave as the kalender has it.</summary>
public sealed record Golfperiode(string Id, string Studiejaar, int Halfjaar, DateOnly Van, DateOnly Tot, DateOnly Opent, DateOnly Sluit)
{
    public static Golfperiode Of(Golf golf) => new(golf.Id, golf.Studiejaar, golf.Halfjaar, golf.Van, golf.Tot, golf.Opent, golf.Sluit);
}
