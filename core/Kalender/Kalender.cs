using Isop.Core.Register;

namespace Isop.Core.Kalender;

/// <summary>
/// Which days count: for a location, for a stage, for a person at work. Built once per register version.
/// A day counts for a stage when the location is open (school holidays only where it closes), it is no vrije dag or
/// studiedag, and it is one of the stage's days or lies in a stageweek of that opleiding.
/// </summary>
public sealed class Kalender
{
    private readonly IReadOnlyDictionary<string, Organisatie> _organisaties;
    private readonly ILookup<KalenderSoort, KalenderRegel> _regels;

    public Kalender(IEnumerable<KalenderRegel> regels, IReadOnlyDictionary<string, Organisatie> organisaties)
    {
        _organisaties = organisaties;
        _regels = regels.ToLookup(r => r.Soort);
    }

    public IEnumerable<KalenderRegel> Rows(KalenderSoort soort) => _regels[soort];

    /// <summary>Monday to Friday, no vrije dag or studiedag there, and no school holiday where the location closes for it.</summary>
    public bool IsOpen(string organisatie, DateOnly date)
    {
        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || !_organisaties.TryGetValue(organisatie, out var o))
        {
            return false;
        }

        return !Applies(KalenderSoort.VrijeDag, o, date) && !Applies(KalenderSoort.Studiedag, o, date)
            && !(o.SluitInVakantie && Applies(KalenderSoort.Vakantie, o, date));
    }

    public bool IsStagedag(Stage stage, Opleiding opleiding, DateOnly date) =>
        stage.Runs(date) && IsOpen(stage.Organisatie, date)
        && (stage.Dagen.Contains(date.DayOfWeek)
            || _regels[KalenderSoort.Stageweek].Any(r => r.Contains(date) && (r.Opleiding is null || r.Opleiding == opleiding)));

    /// <summary>The day that is <paramref name="days"/> open days of the location after <paramref name="from"/>.</summary>
    public DateOnly AddWorkingDays(string organisatie, DateOnly from, int days)
    {
        var date = from;
        for (var guard = 0; days > 0 && guard < 400; guard++)
        {
            date = date.AddDays(1);
            if (IsOpen(organisatie, date))
            {
                days--;
            }
        }

        return date;
    }

    private bool Applies(KalenderSoort soort, Organisatie o, DateOnly date) =>
        _regels[soort].Any(r => r.Contains(date)
            && (r.Regio is null || r.Regio == o.Vakantieregio) && (r.Organisatie is null || r.Organisatie == o.Code));
}
