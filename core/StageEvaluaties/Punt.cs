using System.Text.Json.Serialization;

namespace Isop.Core.StageEvaluaties;

/// <summary>What a report shows of one item.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "soort")]
[JsonDerivedType(typeof(Toon), "toon")]
[JsonDerivedType(typeof(Band), "band")]
[JsonDerivedType(typeof(Herhaald), "herhaald")]
[JsonDerivedType(typeof(Verborgen), "verborgen")]
public abstract record Punt
{
    private Punt()
    {
    }

    public required string Item { get; init; }

    /// <summary>Exact counts.</summary>
    public sealed record Toon : Punt
    {
        public required Cijfer Cijfer { get; init; }
    }

    /// <summary>Only low, middle or high, because exact counts would say what each of them answered.</summary>
    public sealed record Band : Punt
    {
        public required Bandhoogte Hoogte { get; init; }

        /// <summary>Everybody answered the same; otherwise everybody who was invited answered, and the band is that of the mean.</summary>
        public required bool Iedereen { get; init; }

        /// <summary>What it is about.</summary>
        public required IReadOnlyList<Deel> Delen { get; init; }
    }

    /// <summary>What was shown before, because new figures beside it would tell about one to four people.</summary>
    public sealed record Herhaald : Punt
    {
        /// <summary>A <see cref="Toon"/> or a <see cref="Band"/>.</summary>
        public required Punt Eerder { get; init; }

        /// <summary>The study year of the report that it comes from.</summary>
        public required string Sinds { get; init; }

        public required Verborgenreden Reden { get; init; }
    }

    public sealed record Verborgen : Punt
    {
        public required Verborgenreden Reden { get; init; }
    }
}

public enum Bandhoogte
{
    Laag,
    Midden,
    Hoog,
}

/// <summary>Why something is not shown.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "soort")]
[JsonDerivedType(typeof(TeWeinigPersonen), "te-weinig-personen")]
[JsonDerivedType(typeof(Aanvullend), "aanvullend")]
[JsonDerivedType(typeof(Verschil), "verschil")]
public abstract record Verborgenreden
{
    private Verborgenreden()
    {
    }

    /// <summary>Too few different people.</summary>
    /// <param name="Verwacht">
    /// The study year of the first report that can be expected to show it; null when none can. It is worked out from how many were invited and
    /// the response of the whole partnership, so it tells nothing about who answered here.
    /// </param>
    public sealed record TeWeinigPersonen(string? Verwacht) : Verborgenreden;

    /// <summary>Shown, it would give away what is hidden elsewhere: a total that is one eenheid, or too few eenheden about opleiders.</summary>
    public sealed record Aanvullend : Verborgenreden;

    /// <summary>Beside what was published before it would give away one to four people.</summary>
    public sealed record Verschil : Verborgenreden;
}

/// <summary>Counts that are shown, with what follows from them alone.</summary>
public sealed record Cijfer
{
    /// <summary>How many chose each step; index 0 is the lowest.</summary>
    public required IReadOnlyList<int> Stappen { get; init; }

    public required int GeenMening { get; init; }

    /// <summary>At least so many different people.</summary>
    public required int Personen { get; init; }

    /// <summary>What it is the exact sum of: nothing is hidden by leaving open what is in a total.</summary>
    public required IReadOnlyList<Deel> Delen { get; init; }

    /// <summary>The first study year in it.</summary>
    [JsonIgnore]
    public string Van => Delen.Min(d => d.Van)!;

    /// <summary>The last study year in it.</summary>
    [JsonIgnore]
    public string Tot => Delen.Max(d => d.Tot)!;

    [JsonIgnore]
    public int Aantal => Stappen.Sum();

    /// <summary>The lowest step counts as 1.</summary>
    [JsonIgnore]
    public double Gemiddelde => Stappen.Select((n, i) => (double)n * (i + 1)).Sum() / Aantal;
}
