namespace Isop.Core.Bezoeken;

/// <summary>When a studiecoach or mwb-er can visit; asked once a year.</summary>
public sealed record Beschikbaarheid
{
    /// <summary>Four in a morning and three in an afternoon.</summary>
    public const int HoogstePerDag = 7;

    public required IReadOnlyList<Weekdeel> Werkt { get; init; }

    /// <summary>Days off.</summary>
    public IReadOnlyList<Dagen> Vrij { get; init; } = [];

    /// <summary>Most visits on one day, 1-7.</summary>
    public int MeestePerDag { get; init; } = HoogstePerDag;

    public bool Kan(Halfdag halfdag) => Werkt.Contains(halfdag.Weekdeel) && !Vrij.Any(v => v.Contains(halfdag.Datum));
}

/// <summary>When a (school-)opleider is there for visits (ambulante dagen), and when visits never suit; asked once.</summary>
public sealed record Aanwezigheid
{
    public static Aanwezigheid Onbekend { get; } = new();

    /// <summary>Empty: the opleider has not said.</summary>
    public IReadOnlyList<Weekdeel> Ambulant { get; init; } = [];

    public IReadOnlyList<Dagen> Nooit { get; init; } = [];

    public const int LangsteIngang = 120;

    /// <summary>Where a visitor comes in and reports; empty when that was not said.</summary>
    public string Ingang { get; init; } = "";

    public bool Is(Halfdag halfdag) => Ambulant.Contains(halfdag.Weekdeel) && Past(halfdag.Datum);

    public bool Past(DateOnly day) => !Nooit.Any(n => n.Contains(day));
}
