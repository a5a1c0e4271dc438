using System.Text.Json.Serialization;

namespace Isop.Core.Bezoeken;

[JsonConverter(typeof(JsonStringEnumConverter<Dagdeel>))]
public enum Dagdeel
{
    Ochtend,
    Middag,
}

/// <summary>A morning or an afternoon of the calendar: what a visitor has one organisation for.</summary>
public readonly record struct Halfdag(DateOnly Datum, Dagdeel Deel) : IComparable<Halfdag>
{
    public Weekdeel Weekdeel => new(Datum.DayOfWeek, Deel);

    public int CompareTo(Halfdag other) => (Datum, Deel).CompareTo((other.Datum, other.Deel));

    public static bool operator <(Halfdag left, Halfdag right) => left.CompareTo(right) < 0;

    public static bool operator >(Halfdag left, Halfdag right) => left.CompareTo(right) > 0;

    public static bool operator <=(Halfdag left, Halfdag right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Halfdag left, Halfdag right) => left.CompareTo(right) >= 0;
}

/// <summary>A morning or an afternoon of every week.</summary>
public readonly record struct Weekdeel(DayOfWeek Dag, Dagdeel Deel)
{
    /// <summary>Monday morning to Friday afternoon.</summary>
    public static IReadOnlyList<Weekdeel> Werkweek { get; } =
    [
        .. from dag in new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }
           from deel in new[] { Dagdeel.Ochtend, Dagdeel.Middag }
           select new Weekdeel(dag, deel),
    ];
}

/// <summary>Days in a row, both inclusive.</summary>
public readonly record struct Dagen(DateOnly Van, DateOnly Tot)
{
    public bool Contains(DateOnly day) => Van <= day && day <= Tot;
}
