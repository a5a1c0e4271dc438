using Isop.Core.Agenda;

namespace Isop.Core.Bezoeken;

/// <summary>The times of a half-day: four visits of three quarters of an hour in a morning, three in an afternoon (wall time).</summary>
public static class Bezoektijd
{
    public const int Minuten = 45;

    public static int Plekken(Dagdeel deel) => deel == Dagdeel.Ochtend ? 4 : 3;

    /// <exception cref="ArgumentOutOfRangeException">The half-day has no such place.</exception>
    public static Tijdvak Of(Dagdeel deel, int plek)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plek);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(plek, Plekken(deel));
        var begin = (deel == Dagdeel.Ochtend ? new TimeOnly(9, 0) : new TimeOnly(13, 0)).AddMinutes(plek * Minuten);
        return new Tijdvak(begin, begin.AddMinutes(Minuten));
    }

    /// <summary>When a visit at this place of a half-day takes its visitor.</summary>
    public static Bezet Op(Halfdag halfdag, int plek)
    {
        var tijd = Of(halfdag.Deel, plek);
        return new Bezet(halfdag.Datum.ToDateTime(tijd.Van), halfdag.Datum.ToDateTime(tijd.Tot));
    }
}
