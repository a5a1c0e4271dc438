namespace Isop.Core.StageEvaluaties;

/// <summary>
/// What was ever published. It only grows: what somebody has read cannot be taken back. Totals are not in it, because every total is a sum
/// of what is, so it can tell nothing new about any part. Of figures per opleiding it has which eenheden were in them.
/// </summary>
public sealed record Grootboek(IReadOnlyList<Uitgave> Uitgaven)
{
    public static Grootboek Leeg { get; } = new([]);
}

/// <summary>One published item of an eenheid, or what small eenheden contribute together to a total.</summary>
public sealed record Uitgave
{
    public required string Item { get; init; }

    /// <summary>The study year of the report.</summary>
    public required string Studiejaar { get; init; }

    /// <summary>One, or several for a contribution to a total.</summary>
    public required IReadOnlyList<Deel> Delen { get; init; }

    /// <summary>Why it was not shown in full; null when it was.</summary>
    public Bandreden? Band { get; init; }

    public required IReadOnlyList<int> Stappen { get; init; }

    public required int GeenMening { get; init; }

    public required int Personen { get; init; }

    /// <summary>
    /// The opleidingen of which the students there counted in a figure per opleiding of the report's year: what that year adds is told apart
    /// from the years before, for good.
    /// </summary>
    public IReadOnlyList<string> Opleidingen { get; init; } = [];

    /// <summary>The eenheid of its own figure; null for a contribution of several.</summary>
    internal string? Eenheid => Delen.Count == 1 ? Delen[0].Eenheid : null;
}

/// <summary>Both half-years of each of these study years of an eenheid.</summary>
public readonly record struct Deel(string Eenheid, string Van, string Tot);

public enum Bandreden
{
    AllemaalGelijk,
    IedereenAntwoordde,
}
