using System.Text.Json.Serialization;

namespace Isop.Core.StageEvaluaties;

/// <summary>An item of the survey as far as releasing it goes.</summary>
/// <param name="OverOpleider">It is about the (school-)opleider: a board sees it over three or more eenheden only.</param>
public sealed record Rapportitem(string Item, bool OverOpleider)
{
    /// <summary>Comments, which are released like an item of their own, with their own threshold; no item of a survey has this name.</summary>
    internal static readonly Rapportitem Opmerkingen = new("$opmerkingen", OverOpleider: false);
}

/// <summary>What one eenheid, board, the éénpitters or the partnership gets to see in one study year.</summary>
public sealed record Rapport
{
    /// <summary>The last study year that it is about.</summary>
    public required string Studiejaar { get; init; }

    public required IReadOnlyList<Punt> Punten { get; init; }

    /// <summary>Part of the invited that answered, over the whole window, in whole percents; null when nothing is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int? Respons { get; init; }

    /// <summary>Fewer than one in five answered: to be read with care, and not as a trend.</summary>
    public required bool LageRespons { get; init; }

    /// <summary>
    /// The years of which comments may be shown, mixed; null when of none. What is new in them since the report before is of enough people
    /// too. Null for every total: comments are told per eenheid only.
    /// </summary>
    public Deel? Opmerkingen { get; init; }

    /// <summary>
    /// Per item how many eenheden are not in the total, because they had too few people or because their own counts may not be told; of an
    /// opleiding also because another opleiding there has too few people. Empty for an eenheid.
    /// </summary>
    public IReadOnlyDictionary<string, int> Zonder { get; init; } = new Dictionary<string, int>();
}

/// <summary>Everything that is published in one study year, and the ledger with it.</summary>
public sealed record Jaaruitgave
{
    public required string Studiejaar { get; init; }

    public required IReadOnlyDictionary<string, Rapport> Eenheden { get; init; }

    /// <summary>Boards with more than one eenheid.</summary>
    public required IReadOnlyDictionary<string, Rapport> Besturen { get; init; }

    /// <summary>The eenheden of boards with one eenheid, together; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required Rapport? Eenpitters { get; init; }

    public required Rapport Partnerschap { get; init; }

    /// <summary>
    /// Per opleiding that students were invited of: this study year only, over eenheden where each opleiding can be told by itself, and only
    /// for who leads the partnership. The parts of its figures name the eenheden, of which it has the students of the opleiding.
    /// </summary>
    public required IReadOnlyDictionary<string, Rapport> Opleidingen { get; init; }

    /// <summary>What is published from now on: the ledger that it was made with, and this.</summary>
    public required Grootboek Grootboek { get; init; }
}
