namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>Questions about one thing, under one heading.</summary>
public sealed record Onderdeelbeeld
{
    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    public required string Naam { get; init; }

    /// <summary>The words of the five steps, from the lowest to the highest.</summary>
    public required IReadOnlyList<string> Stappen { get; init; }

    public required IReadOnlyList<Itembeeld> Items { get; init; }

    public IEnumerable<Itembeeld> Getoond => Items.Where(i => i is not Itembeeld.Verborgen);

    /// <summary>What is not shown, by the sentence that says why.</summary>
    public IEnumerable<IGrouping<string, Itembeeld.Verborgen>> Verborgen => Items.OfType<Itembeeld.Verborgen>().GroupBy(i => i.Zin, StringComparer.Ordinal);
}
