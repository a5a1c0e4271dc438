namespace Isop.Core.Bezoeken;

/// <summary>
/// One visitor and one period, without names: what the solver works on. Students who can be exchanged for each other are one
/// <see cref="Groep"/>, so that no two plans differ in who of them comes first (docs/bezoekplanner.md).
/// </summary>
internal sealed record Planmodel
{
    public const int KostenOngepland = 1000;
    public const int KostenRit = 20;
    public const int KostenZonderOpleider = 3;
    public const int KostenVerplaatst = 50;

    public required IReadOnlyList<Plek> Plekken { get; init; }
    public required IReadOnlyList<Groep> Groepen { get; init; }

    /// <summary>Days between the two visits of a student.</summary>
    public int DagenTussen { get; init; } = Bezoekdagen.DagenTussen;

    /// <summary>Most visits that may be added on a day (by its number); a day that is not here has no bound.</summary>
    public IReadOnlyDictionary<int, int> MeestOpDag { get; init; } = new Dictionary<int, int>();

    /// <summary>Locations that may share a half-day, by any number that both have; a location that is not here shares with none.</summary>
    public IReadOnlyDictionary<string, int> Samen { get; init; } = new Dictionary<string, int>();

    /// <summary>What two locations on one day cost by the road between them; null for nothing.</summary>
    public Func<string, string, int>? Reis { get; init; }

    /// <summary>Where the visitor goes anyway, by the number of the day and its half: a road from or to there costs as any other.</summary>
    public IReadOnlyList<(int Dag, int Deel, string Locatie)> VasteRitten { get; init; } = [];

    /// <summary>A half-day of the visitor.</summary>
    /// <param name="Dag">The number of the day.</param>
    /// <param name="Deel">0 for the morning, 1 for the afternoon.</param>
    /// <param name="Ruimte">Visits that still fit.</param>
    /// <param name="Vast">Where the visitor is then anyway: a location, or both of a koppel; a visit there costs no trip.</param>
    public sealed record Plek(int Dag, int Deel, int Ruimte, IReadOnlyList<string>? Vast = null);

    /// <summary>Students of one location who can be visited on the same half-days at the same costs.</summary>
    /// <param name="Locatie">Where.</param>
    /// <param name="Aantal">How many.</param>
    /// <param name="Eerste">Costs of the first visit by place; null when it is not asked.</param>
    /// <param name="Tweede">The same for the second.</param>
    public sealed record Groep(string Locatie, int Aantal, IReadOnlyDictionary<int, int>? Eerste, IReadOnlyDictionary<int, int>? Tweede)
    {
        /// <summary>Costs of a trip to this location at a place, besides those of every trip: another visitor is there too, for instance.</summary>
        public Func<int, int> Rit { get; init; } = _ => 0;
    }
}

/// <summary>What the solver made of a model.</summary>
/// <param name="Paren">For each group a pair of places for each of its students; null where there is none.</param>
/// <param name="Kosten">Of the plan.</param>
/// <param name="Ondergrens">What no plan can be below.</param>
/// <param name="Bewezen">The plan is as good as can be.</param>
internal sealed record Planuitkomst(IReadOnlyList<IReadOnlyList<(int? Eerste, int? Tweede)>> Paren, long Kosten, long Ondergrens, bool Bewezen);
