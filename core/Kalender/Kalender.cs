using System.Globalization;
using Isop.Core.Register;

namespace Isop.Core.Kalender;

/// <summary>
/// Which days count: for a location, for a stage, for a person at work. Built once per register version; safe to share.
/// A day counts for a stage when the location is open (school holidays only where it closes), it is no vrije dag or
/// studiedag, and it is one of the stage's days or lies in a stageweek of that opleiding.
/// </summary>
public sealed class Kalender
{
    /// <summary>How long a tussenevaluatie without a row in the kalender stays open, in working days of the location.</summary>
    private const int DaysToFillIn = 15;

    /// <summary>With fewer days of school it is a week of holidays.</summary>
    private const int SchoolDaysOfAWeek = 3;

    private readonly IReadOnlyDictionary<string, Organisatie> _organisaties;
    private readonly ILookup<KalenderSoort, KalenderRegel> _regels;
    private readonly KalenderRegel[] _daysOffOfOpleidingen;
    private readonly ILookup<string, KalenderRegel> _schoolfree;
    private readonly OpenDays _days;

    public Kalender(IEnumerable<KalenderRegel> regels, IReadOnlyDictionary<string, Organisatie> organisaties)
    {
        var rows = regels.ToList();
        _organisaties = organisaties;
        _regels = rows.ToLookup(r => r.Soort);
        _daysOffOfOpleidingen = [.. rows.Where(r => r is
            { Opleiding: not null, Soort: KalenderSoort.VrijeDag or KalenderSoort.Studiedag or KalenderSoort.Vakantie })];
        _schoolfree = rows.Where(r => r is { Opleiding: null, Soort: KalenderSoort.Vakantie or KalenderSoort.VrijeDag }).ToLookup(r => r.Organisatie ?? "");
        _days = new OpenDays(rows, organisaties.Values);
    }

    public IEnumerable<KalenderRegel> Rows(KalenderSoort soort) => _regels[soort];

    /// <summary>The rows that hold for this stage: its location, the region of that, and the student's opleiding.</summary>
    public IEnumerable<KalenderRegel> RowsOf(KalenderSoort soort, Stage stage, Opleiding opleiding) =>
        _regels[soort].Where(r => AppliesTo(r, stage, opleiding));

    /// <summary>Monday to Friday, no vrije dag or studiedag there, and no school holiday where the location closes for it.</summary>
    public bool IsOpen(string organisatie, DateOnly date) => _days.IsOpen(organisatie, date);

    /// <summary>Monday to Friday and no vrije dag for everybody: for people who work at no location of the register.</summary>
    public bool IsWorkday(DateOnly date) => _days.IsOpenForAll(date);

    /// <summary>
    /// Whether most of this week (Monday to Friday) there is school in the region of the location, whether or not the location itself closes
    /// for holidays.
    /// </summary>
    /// <param name="organisatie">The location's code.</param>
    /// <param name="day">Any day of the week.</param>
    public bool IsSchoolweek(string organisatie, DateOnly day)
    {
        var monday = Maandag(day);
        var regio = _organisaties.GetValueOrDefault(organisatie)?.Vakantieregio;
        var rows = _schoolfree[""].Concat(_schoolfree[organisatie]).Where(r => r.Regio is null || r.Regio == regio).ToList();
        return Enumerable.Range(0, 5).Count(i => !rows.Exists(r => r.Contains(monday.AddDays(i)))) >= SchoolDaysOfAWeek;
    }

    /// <summary>The Monday of the week of this day.</summary>
    public static DateOnly Maandag(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public bool IsStagedag(Stage stage, Opleiding opleiding, DateOnly date) =>
        stage.Runs(date) && IsOpen(stage.Organisatie, date)
        && (stage.Dagen.Contains(date.DayOfWeek) || AnyOf(_regels[KalenderSoort.Stageweek], stage, opleiding, date))
        && !AnyOf(_daysOffOfOpleidingen, stage, opleiding, date);

    /// <summary>The first stagedag on or after a day; null when the stage has none any more.</summary>
    public DateOnly? NextStagedag(Stage stage, Opleiding opleiding, DateOnly from)
    {
        for (var date = from < stage.Van ? stage.Van : from; date <= stage.Tot; date = date.AddDays(1))
        {
            if (IsStagedag(stage, opleiding, date))
            {
                return date;
            }
        }

        return null;
    }

    /// <summary>The first day on or after a day that the location is open; without such a location, the first workday.</summary>
    public DateOnly NextOpenDay(string? organisatie, DateOnly from)
    {
        var date = from;
        while (!Counts(organisatie, date))
        {
            date = date.AddDays(1);
        }

        return date;
    }

    /// <summary>
    /// The day that is <paramref name="days"/> open days of the location after <paramref name="from"/>; <paramref name="from"/> itself
    /// is not counted. Without such a location workdays count.
    /// </summary>
    public DateOnly AddWorkingDays(string? organisatie, DateOnly from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var date = from;
        for (var left = days; left > 0; left--)
        {
            date = NextOpenDay(organisatie, date.AddDays(1));
        }

        return date;
    }

    /// <summary>
    /// When the tussenevaluatie of a stage opens and closes: by the row of the kalender for this opleiding whose opening lies in the
    /// stage (the most specific row, then the first), else on the first open day from the middle of the stage, for 15 working days.
    /// Null when no open day is left in the stage.
    /// </summary>
    public TussenevaluatieVenster? Tussenevaluatie(Opleiding opleiding, Stage stage)
    {
        var row = _regels[KalenderSoort.Tussenevaluatie]
            .Where(r => stage.Van <= r.Van && r.Van <= stage.Tot && AppliesTo(r, stage, opleiding))
            .OrderBy(r => (r.Organisatie is null ? 4 : 0) + (r.Opleiding is null ? 2 : 0) + (r.Regio is null ? 1 : 0)).ThenBy(r => r.Van).FirstOrDefault();
        if (row is not null)
        {
            return new TussenevaluatieVenster(row.Van, row.Tot, row.Naam);
        }

        var middle = stage.Van.AddDays((stage.Tot.DayNumber - stage.Van.DayNumber) / 2);
        var opening = NextOpenDay(stage.Organisatie, middle);
        return opening > stage.Tot
            ? null
            : new TussenevaluatieVenster(opening, AddWorkingDays(stage.Organisatie, opening, DaysToFillIn), null);
    }

    /// <summary>
    /// The stageperiode that holds most of a stage, unique over the years ("2026-2027 Stageperiode 1"): a student has one
    /// tussenevaluatie in it. Without a row in the kalender the days of the stage itself ("2026-08-31-2027-01-29").
    /// </summary>
    public string Stageperiode(Stage stage, Opleiding? opleiding = null)
    {
        var row = _regels[KalenderSoort.Stageperiode]
            .Where(r => opleiding is { } o ? AppliesTo(r, stage, o) : r.Opleiding is null)
            .Select(r => (Row: r, Days: Overlap(r, stage))).Where(p => p.Days > 0)
            .OrderByDescending(p => p.Days).ThenBy(p => p.Row.Van).FirstOrDefault().Row;
        return row is null
            ? string.Create(CultureInfo.InvariantCulture, $"{stage.Van:yyyy-MM-dd}-{stage.Tot:yyyy-MM-dd}")
            : $"{Studiejaar(row.Van)} {row.Naam}";
    }

    /// <summary>The name of the study year, "2026-2027"; a day between two study years belongs to the year that begins that summer.</summary>
    public string Studiejaar(DateOnly date)
    {
        var row = _regels[KalenderSoort.Studiejaar].FirstOrDefault(r => r.Contains(date));
        var start = date.Month >= 8 ? date.Year : date.Year - 1;
        return row?.Naam ?? string.Create(CultureInfo.InvariantCulture, $"{start}-{start + 1}");
    }

    /// <summary>The study year of a day with its first and last day; without a row in the kalender from 20 August to 31 July.</summary>
    public Studiejaar StudiejaarVan(DateOnly date)
    {
        var naam = Studiejaar(date);
        var row = _regels[KalenderSoort.Studiejaar].FirstOrDefault(r => r.Naam == naam);
        var begin = date.Month >= 8 ? date.Year : date.Year - 1;
        return row is null ? new Studiejaar(naam, new DateOnly(begin, 8, 20), new DateOnly(begin + 1, 7, 31)) : new Studiejaar(naam, row.Van, row.Tot);
    }

    private bool Counts(string? organisatie, DateOnly date) =>
        organisatie is not null && _days.Knows(organisatie) ? _days.IsOpen(organisatie, date) : _days.IsOpenForAll(date);

    private bool AnyOf(IEnumerable<KalenderRegel> regels, Stage stage, Opleiding opleiding, DateOnly date)
    {
        foreach (var r in regels)
        {
            if (r.Contains(date) && AppliesTo(r, stage, opleiding))
            {
                return true;
            }
        }

        return false;
    }

    private bool AppliesTo(KalenderRegel regel, Stage stage, Opleiding opleiding) =>
        (regel.Opleiding is null || regel.Opleiding == opleiding) && (regel.Organisatie is null || regel.Organisatie == stage.Organisatie)
        && (regel.Regio is null || (_organisaties.TryGetValue(stage.Organisatie, out var o) && o.Vakantieregio == regel.Regio));

    private static int Overlap(KalenderRegel regel, Stage stage) =>
        (regel.Tot < stage.Tot ? regel.Tot : stage.Tot).DayNumber - (regel.Van > stage.Van ? regel.Van : stage.Van).DayNumber + 1;
}
