namespace Isop.Core.Time;

/// <summary>The one place where wall time (Europe/Amsterdam) and instants (UTC) are converted.</summary>
public static class AmsterdamTime
{
#pragma warning disable RS0030 // The one place that may look the zone up.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
#pragma warning restore RS0030

    /// <summary>The calendar day in Amsterdam at this instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(WallTimeOf(instant));

    /// <summary>The wall clock in Amsterdam at this instant (kind Unspecified).</summary>
    public static DateTime WallTimeOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>
    /// The instant (UTC) of a wall time. A time that the spring change skips becomes the first moment after the gap;
    /// of a time that comes twice in autumn the first is taken.
    /// </summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var wall = date.ToDateTime(time);
        if (Zone.IsInvalidTime(wall))
        {
            wall = date.ToDateTime(new TimeOnly(3, 0));
        }

        var offset = Zone.IsAmbiguousTime(wall) ? Zone.GetAmbiguousTimeOffsets(wall).Max() : Zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    /// <summary>The first instant of a day.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => At(date, TimeOnly.MinValue);
}
