namespace Isop.Core.StageEvaluaties;

/// <summary>How many chose each step of an item (index 0 is the lowest), and how many had no opinion or skipped it.</summary>
public sealed record Itemtelling(string Item, IReadOnlyList<int> Stappen, int GeenMening);

/// <summary>What a closed wave left of one eenheid: an organisation, or the two locations of a koppel together. Only counts.</summary>
public sealed record Celtelling
{
    /// <summary>The wave's id.</summary>
    public required string Golf { get; init; }

    /// <summary>"2026-2027".</summary>
    public required string Studiejaar { get; init; }

    /// <summary>1 or 2.</summary>
    public required int Halfjaar { get; init; }

    /// <summary>The code of the organisation, or the two codes of the koppel joined.</summary>
    public required string Eenheid { get; init; }

    /// <summary>The code of the board at closing.</summary>
    public required string Bestuur { get; init; }

    public required int Uitgenodigd { get; init; }

    public required int Ingevuld { get; init; }

    public required IReadOnlyList<Itemtelling> Items { get; init; }

    /// <summary>Index k: for a window of k+1 study years ending in this one, the sum over its students of (study years there within the window − 1).</summary>
    public required IReadOnlyList<int> Terugkeer { get; init; }
}
