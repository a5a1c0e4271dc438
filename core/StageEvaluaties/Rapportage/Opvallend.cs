namespace Isop.Core.StageEvaluaties.Rapportage;

/// <param name="Naam">Of the question.</param>
/// <param name="Goed">Something to be glad of; otherwise something to talk about.</param>
/// <param name="Uitleg">What stands out about it, as the end of a sentence.</param>
public sealed record Opvallendheid(string Item, string Naam, string Onderdeel, bool Goed, string Uitleg)
{
    public string Zin => $"{Naam}: {Uitleg}";
}

/// <summary>
/// The three most telling things of what a report shows: what is under the norm first, then the largest differences with the partnership and
/// with the report before; good and bad both where there are both, and one per onderdeel where that can be.
/// </summary>
public static class Opvallend
{
    public const int Meeste = 3;

    /// <summary>A smaller difference of means is not worth a conversation.</summary>
    public const double Minstens = 0.3;

    public static IReadOnlyList<Opvallendheid> Uit(IReadOnlyList<Onderdeelbeeld> onderdelen)
    {
        ArgumentNullException.ThrowIfNull(onderdelen);
        var found = onderdelen.SelectMany(o => o.Items.Select(i => Kandidaat(o, i))).OfType<Gevonden>()
            .OrderBy(g => g.Rang).ThenByDescending(g => g.Grootte).Select(g => g.Punt).ToList();
        List<Opvallendheid> chosen = [];
        Kies(found.Where(p => !p.Goed), Meeste - 1, spread: true);
        Kies(found.Where(p => p.Goed), chosen.Count + 1, spread: true);
        if (!chosen.Exists(p => p.Goed))
        {
            Kies(found.Where(p => p.Goed), chosen.Count + 1, spread: false);
        }

        Kies(found, Meeste, spread: true);
        Kies(found, Meeste, spread: false);
        return [.. chosen.OrderBy(found.IndexOf)];

        void Kies(IEnumerable<Opvallendheid> from, int until, bool spread)
        {
            foreach (var punt in from)
            {
                if (chosen.Count < until && !chosen.Contains(punt) && (!spread || !chosen.Exists(c => c.Onderdeel == punt.Onderdeel)))
                {
                    chosen.Add(punt);
                }
            }
        }
    }

    private static Gevonden? Kandidaat(Onderdeelbeeld onderdeel, Itembeeld item) => item switch
    {
        Itembeeld.Cijfers { OnderNorm: true, Norm: { } norm } c => 
            Nieuw(0, -norm.Afstand, false, $"Dat is {Onder(norm)} de norm van {Rapportwoorden.Getal(norm.Waarde)}.", onderdeel, c),
        Itembeeld.Cijfers c when Verschil(c) is ({ } met, var wat) =>
            Nieuw(1, Math.Abs(met.Afstand), met.Afstand > 0, $"Dat is {Verschillend(met)} dan {wat} ({Rapportwoorden.Getal(met.Waarde)}).", onderdeel, c),
        // Everybody low is further off than any mean can tell.
        Itembeeld.Band { Hoogte: Bandhoogte.Laag } b => new(0, double.MaxValue, new(b.Item, b.Naam, onderdeel.Id, false, Bandzin(b))),
        Itembeeld.Band { Hoogte: Bandhoogte.Hoog, Iedereen: true } b => new(2, 0, new(b.Item, b.Naam, onderdeel.Id, true, Bandzin(b))),
        _ => null,
    };

    private static Gevonden Nieuw(int rang, double grootte, bool goed, string zin, Onderdeelbeeld onderdeel, Itembeeld.Cijfers c) =>
        new(rang, grootte, new(c.Item, c.Naam, onderdeel.Id, goed, $"gemiddeld {Rapportwoorden.Getal(c.Gemiddelde)}{Oud(c)}. {zin}"));

    /// <summary>The larger of the two differences, when it is large enough.</summary>
    private static (Vergelijking Met, string Wat)? Verschil(Itembeeld.Cijfers c)
    {
        (Vergelijking? Met, string Wat)[] both = [(c.Partnerschap, "in het hele partnerschap"), (c.Vorige, "in het vorige rapport")];
        // A mean is a fraction, so 0.3 may come out a hair below it.
        var large = both.Where(v => v.Met is { } met && Math.Abs(met.Afstand) > Minstens - 1e-9).OrderByDescending(v => Math.Abs(v.Met!.Afstand)).ToList();
        return large is [({ } largest, var what), ..] ? (largest, what) : null;
    }

    private static string Onder(Vergelijking norm) => norm.Verschil < 0 ? $"{Rapportwoorden.Getal(-norm.Verschil)} onder" : "net onder";

    private static string Verschillend(Vergelijking met) => $"{Rapportwoorden.Getal(Math.Abs(met.Verschil))} {(met.Afstand > 0 ? "hoger" : "lager")}";

    private static string Bandzin(Itembeeld.Band b) => b.Iedereen
        ? $"{b.Hoogte.Woord()}, volgens iedereen die antwoordde{Oud(b)}."
        : $"het gemiddelde is {b.Hoogte.Woord()}{Oud(b)}.";

    private static string Oud(Itembeeld item) => item.Herhaling is { } again ? $" (uit het rapport van {again.Sinds})" : "";

    /// <param name="Rang">Lower comes first.</param>
    private sealed record Gevonden(int Rang, double Grootte, Opvallendheid Punt);
}
