namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>One question as a report shows it. Page, PDF, export and card all read this and nothing else.</summary>
public abstract record Itembeeld
{
    private Itembeeld()
    {
    }

    public required string Item { get; init; }

    public required string Naam { get; init; }

    /// <summary>Of a total: how many eenheden are not in it.</summary>
    public required int Zonder { get; init; }

    /// <summary>What was shown in an earlier report, and why that is repeated; null when it is new.</summary>
    public Herhaling? Herhaling { get; init; }

    public sealed record Cijfers : Itembeeld
    {
        /// <summary>From the lowest step to the highest.</summary>
        public required IReadOnlyList<Stapbeeld> Stappen { get; init; }

        public required int GeenMening { get; init; }

        public required int Aantal { get; init; }

        /// <summary>At least so many different people.</summary>
        public required int Personen { get; init; }

        /// <summary>1 to 5, with one decimal.</summary>
        public required decimal Gemiddelde { get; init; }

        public required string Periode { get; init; }

        public Vergelijking? Norm { get; init; }

        public Vergelijking? Partnerschap { get; init; }

        public Vergelijking? Vorige { get; init; }

        public bool OnderNorm => Norm is { Afstand: < 0 };
    }

    public sealed record Band : Itembeeld
    {
        public required Bandhoogte Hoogte { get; init; }

        /// <summary>Everybody who answered chose the same.</summary>
        public required bool Iedereen { get; init; }

        /// <summary>Why there is no figure.</summary>
        public required string Zin { get; init; }

        public required string Periode { get; init; }
    }

    public sealed record Verborgen : Itembeeld
    {
        /// <summary>Why it is not shown, and from when it is expected.</summary>
        public required string Zin { get; init; }
    }
}

/// <param name="Deel">Of those with an opinion, from 0 to 1.</param>
public sealed record Stapbeeld(string Naam, int Aantal, double Deel);

/// <summary>A mean beside the norm, the partnership or the report before.</summary>
/// <param name="Waarde">The other figure, with one decimal.</param>
/// <param name="Verschil">Of the two figures as they are shown, so that what is on the page adds up.</param>
/// <param name="Afstand">The exact difference; it decides what is under the norm and what stands out.</param>
public sealed record Vergelijking(decimal Waarde, decimal Verschil, double Afstand);

/// <param name="Sinds">The study year of the report that it comes from.</param>
public sealed record Herhaling(string Sinds, string Zin);
