using System.Text.Json.Serialization;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// What a closed wave left of the students of one opleiding at one eenheid. Only counts, and of an item only where
/// <see cref="Opleidingsplit"/> lets them be kept.
/// </summary>
public sealed record Opleidingtelling
{
    /// <summary>The wave's id.</summary>
    public required string Golf { get; init; }

    /// <summary>"2026-2027".</summary>
    public required string Studiejaar { get; init; }

    /// <summary>1 or 2.</summary>
    public required int Halfjaar { get; init; }

    /// <summary>As in <see cref="Celtelling"/>.</summary>
    public required string Eenheid { get; init; }

    /// <summary>The code of the opleiding.</summary>
    public required string Opleiding { get; init; }

    public required int Uitgenodigd { get; init; }

    /// <summary>Null where no item could be kept: how many of a few answered is not written down.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int? Ingevuld { get; init; }

    public required IReadOnlyList<Itemtelling> Items { get; init; }
}
