namespace Isop.Core.Instrumenten;

/// <summary>Where a version comes into use, and what it takes the place of; null where there was nothing.</summary>
public sealed record Ingebruikname(string Opleiding, int Leerjaar, InstrumentRef? Vervangt);

/// <summary>A criterium that stays but reads otherwise, or stands in another groep.</summary>
public sealed record CriteriumWijziging(Criterium Was, string WasGroep, Criterium Wordt, string WordtGroep);

/// <summary>
/// What a new version changes: where it comes into use, and how it differs from the version it follows (the one before it
/// under its own id, else what is now in use at the first place it covers).
/// </summary>
public sealed record InstrumentVerschil
{
    public InstrumentRef? TenOpzichteVan { get; init; }

    public required IReadOnlyList<Ingebruikname> Ingebruiknames { get; init; }

    public required IReadOnlyList<Criterium> Toegevoegd { get; init; }

    public required IReadOnlyList<Criterium> Vervallen { get; init; }

    public required IReadOnlyList<CriteriumWijziging> Gewijzigd { get; init; }

    /// <summary>Everything else that differs, each a Dutch sentence.</summary>
    public required IReadOnlyList<string> Overig { get; init; }

    public static InstrumentVerschil Make(InstrumentCatalog catalog, Instrument wordt)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(wordt);
        var ingebruiknames = InstrumentCatalog.Places(wordt)
            .Select(p => new Ingebruikname(p.Opleiding, p.Leerjaar, catalog.InUse(p.Opleiding, p.Leerjaar)?.Ref())).ToList();
        var was = catalog.Latest(wordt.Id) ?? ingebruiknames.Select(i => i.Vervangt).OfType<InstrumentRef>().Select(catalog.Find).FirstOrDefault();
        var (before, after) = (Placed(was), Placed(wordt));
        return new()
        {
            TenOpzichteVan = was?.Ref(),
            Ingebruiknames = ingebruiknames,
            Toegevoegd = [.. after.Where(c => !before.Contains(c.Key)).SelectMany(c => c).Select(c => c.Criterium)],
            Vervallen = [.. before.Where(c => !after.Contains(c.Key)).SelectMany(c => c).Select(c => c.Criterium)],
            Gewijzigd = [.. from c in after
                            from b in before[c.Key]
                            from a in c
                            where a != b
                            select new CriteriumWijziging(b.Criterium, b.Groep, a.Criterium, a.Groep)],
            Overig = was is null ? [] : [.. Others(catalog, was, wordt)],
        };
    }

    private static IEnumerable<string> Others(InstrumentCatalog catalog, Instrument was, Instrument wordt)
    {
        if (was.Naam != wordt.Naam)
        {
            yield return $"De naam wordt ‘{wordt.Naam}’.";
        }

        if (!was.Schaal.SequenceEqual(wordt.Schaal))
        {
            yield return $"De schaal wordt: {string.Join(", ", wordt.Schaal.Select(s => s.Tekst))}.";
        }

        if (!Headings(was).SequenceEqual(Headings(wordt)))
        {
            yield return "De namen of uitleg van modellen en groepen zijn anders.";
        }

        if (!SharedOrder(was, wordt).SequenceEqual(SharedOrder(wordt, was)))
        {
            yield return "De volgorde van de criteria is anders.";
        }

        if (!was.Openingsvragen.SequenceEqual(wordt.Openingsvragen))
        {
            yield return "De openingsvragen voor het gesprek zijn anders.";
        }

        // Leaving a place out does not empty it: the version that covered it stays in use there.
        foreach (var (opleiding, leerjaar) in InstrumentCatalog.Places(was).Except(InstrumentCatalog.Places(wordt)))
        {
            if (was.Id == wordt.Id && catalog.InUse(opleiding, leerjaar)?.Id == was.Id)
            {
                yield return $"Voor {opleiding}, leerjaar {leerjaar} blijft versie {was.Versie} gelden.";
            }
        }
    }

    private static ILookup<string, (Criterium Criterium, string Groep)> Placed(Instrument? instrument) =>
        (instrument?.Modellen ?? []).SelectMany(m => m.Groepen).SelectMany(g => g.Criteria, (g, c) => (Criterium: c, Groep: g.Id))
            .ToLookup(c => c.Criterium.Id);

    private static IEnumerable<string?> Headings(Instrument instrument) =>
        instrument.Modellen.SelectMany(m => m.Groepen.SelectMany(g => new[] { g.Id, g.Naam, g.Uitleg }).Prepend(m.Uitleg).Prepend(m.Naam));

    private static IEnumerable<string> SharedOrder(Instrument instrument, Instrument other)
    {
        var shared = other.Criteria().Select(c => c.Id).ToHashSet();
        return instrument.Criteria().Select(c => c.Id).Where(shared.Contains);
    }
}
