namespace Isop.Core.Bezorging;

/// <summary>How often a person wants to hear from us.</summary>
public enum Ritme
{
    /// <summary>When there is something, at most once a day.</summary>
    ZodraHetSpeelt,

    /// <summary>Once a day, at the end of the working day.</summary>
    PerDag,

    /// <summary>Once a week, on <see cref="Voorkeuren.Weekdag"/>.</summary>
    PerWeek,
}

/// <summary>A person's own wishes about messages. Direct answers and changes for today come in any case.</summary>
public sealed record Voorkeuren
{
    public static Voorkeuren Standaard { get; } = new();

    public Ritme Ritme { get; init; }

    /// <summary>The day of the weekly message.</summary>
    public DayOfWeek Weekdag { get; init; } = DayOfWeek.Monday;

    /// <summary>No messages before this day.</summary>
    public DateOnly? PauzeTot { get; init; }

    /// <summary>The days the person works; empty means every working day.</summary>
    public IReadOnlyList<DayOfWeek> Werkdagen { get; init; } = [];
}
