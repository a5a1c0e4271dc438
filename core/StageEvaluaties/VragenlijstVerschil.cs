using System.Globalization;

namespace Isop.Core.StageEvaluaties;

/// <summary>Where a version comes into use, and what it takes the place of; null where there was nothing.</summary>
public sealed record VragenlijstIngebruikname(string Opleiding, VragenlijstRef? Vervangt);

/// <summary>A stelling that stays but reads otherwise, has another norm, or stands in another onderdeel.</summary>
public sealed record StellingWijziging(Stelling Was, string WasOnderdeel, Stelling Wordt, string WordtOnderdeel);

/// <summary>
/// What a new version changes: where it comes into use, and how it differs from the version it follows (the one before it under its own id,
/// else what is now in use at the first opleiding it covers).
/// </summary>
public sealed record VragenlijstVerschil
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    public VragenlijstRef? TenOpzichteVan { get; init; }

    public required IReadOnlyList<VragenlijstIngebruikname> Ingebruiknames { get; init; }

    public required IReadOnlyList<Stelling> Toegevoegd { get; init; }

    public required IReadOnlyList<Stelling> Vervallen { get; init; }

    public required IReadOnlyList<StellingWijziging> Gewijzigd { get; init; }

    /// <summary>Everything else that differs, each a Dutch sentence.</summary>
    public required IReadOnlyList<string> Overig { get; init; }

    public static VragenlijstVerschil Make(VragenlijstCatalog catalog, Vragenlijst wordt)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(wordt);
        var ingebruiknames = wordt.Opleidingen.Select(o => new VragenlijstIngebruikname(o, catalog.InUse(o)?.Ref())).ToList();
        var was = catalog.Latest(wordt.Id) ?? ingebruiknames.Select(i => i.Vervangt).OfType<VragenlijstRef>().Select(catalog.Find).FirstOrDefault();
        var (before, after) = (Placed(was), Placed(wordt));
        return new()
        {
            TenOpzichteVan = was?.Ref(),
            Ingebruiknames = ingebruiknames,
            Toegevoegd = [.. after.Where(s => !before.Contains(s.Key)).SelectMany(s => s).Select(s => s.Stelling)],
            Vervallen = [.. before.Where(s => !after.Contains(s.Key)).SelectMany(s => s).Select(s => s.Stelling)],
            Gewijzigd = [.. from s in after
                            from b in before[s.Key]
                            from a in s
                            where a != b
                            select new StellingWijziging(b.Stelling, b.Onderdeel, a.Stelling, a.Onderdeel)],
            Overig = was is null ? [] : [.. Others(was, wordt), .. Stays(catalog, was, wordt), .. OtherNorms(catalog, wordt)],
        };
    }

    private static IEnumerable<string> Others(Vragenlijst was, Vragenlijst wordt)
    {
        if (was.Naam != wordt.Naam)
        {
            yield return $"De naam wordt ‘{wordt.Naam}’.";
        }

        if (!was.Stappen.SequenceEqual(wordt.Stappen))
        {
            yield return $"De stappen worden: {string.Join(", ", wordt.Stappen)}.";
        }

        if (!Headings(was).SequenceEqual(Headings(wordt)))
        {
            yield return "De namen of uitleg van onderdelen zijn anders.";
        }

        if (!SharedOrder(was, wordt).SequenceEqual(SharedOrder(wordt, was)))
        {
            yield return "De volgorde van de stellingen is anders.";
        }

        if (!was.OpenVragen.SequenceEqual(wordt.OpenVragen))
        {
            yield return wordt.OpenVragen.Count == 0
                ? "Er zijn geen open vragen meer."
                : $"De open vragen worden: {string.Join(" ", wordt.OpenVragen.Select(v => v.Tekst))}";
        }
    }

    /// <summary>Leaving an opleiding out does not leave it without: the version that covered it stays in use there.</summary>
    private static IEnumerable<string> Stays(VragenlijstCatalog catalog, Vragenlijst was, Vragenlijst wordt) =>
        from opleiding in was.Opleidingen.Except(wordt.Opleidingen)
        where was.Id == wordt.Id && catalog.InUse(opleiding)?.Id == was.Id
        select $"Voor {opleiding} blijft versie {catalog.InUse(opleiding)!.Versie} gelden.";

    /// <summary>One report has one line for a stelling, so its norms had better be the same.</summary>
    private static IEnumerable<string> OtherNorms(VragenlijstCatalog catalog, Vragenlijst wordt) =>
        from other in catalog.StaysBeside(wordt)
        from theirs in other.Stellingen()
        join ours in wordt.Stellingen() on theirs.Id equals ours.Id
        where theirs.Norm != ours.Norm
        select $"‘{other.Naam}’ heeft voor ‘{ours.Kort}’ een andere norm: {Norm(theirs.Norm)}. Geef beide lijsten dezelfde norm.";

    /// <summary>"3,5", or "geen".</summary>
    public static string Norm(double? norm) => norm is { } value ? value.ToString("0.##", Dutch) : "geen";

    private static ILookup<string, (Stelling Stelling, string Onderdeel)> Placed(Vragenlijst? vragenlijst) =>
        (vragenlijst?.Onderdelen ?? []).SelectMany(o => o.Stellingen, (o, s) => (Stelling: s, Onderdeel: o.Id)).ToLookup(s => s.Stelling.Id);

    private static IEnumerable<string?> Headings(Vragenlijst vragenlijst) =>
        vragenlijst.Onderdelen.SelectMany(o => new[] { o.Id, o.Naam, o.Over.ToString(), o.Uitleg });

    private static IEnumerable<string> SharedOrder(Vragenlijst vragenlijst, Vragenlijst other)
    {
        var shared = other.Stellingen().Select(s => s.Id).ToHashSet();
        return vragenlijst.Stellingen().Select(s => s.Id).Where(shared.Contains);
    }
}
