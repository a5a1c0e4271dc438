using Isop.Core.Register;

namespace Isop.Core.Certificaten.Bevoegdheden;

/// <summary>What was recorded of one person. One document, so that two changes at once cannot both win.</summary>
public sealed record Bevoegdheidsdossier
{
    public required PersonId Persoon { get; init; }

    /// <summary>In the order of recording; what was withdrawn stays among them.</summary>
    public IReadOnlyList<Bevoegdheidsregel> Regels { get; init; } = [];

    /// <summary>The last change (UTC); from here it is kept for its retention period.</summary>
    public required DateTimeOffset Gewijzigd { get; init; }

    public Bevoegdheidsregel? Find(string id) => Regels.FirstOrDefault(r => r.Id == id);

    public static Bevoegdheidsdossier Leeg(PersonId persoon) => new() { Persoon = persoon, Gewijzigd = default };
}

/// <summary>One thing that somebody has or did. Never changed and never deleted: what is wrong is withdrawn.</summary>
public sealed record Bevoegdheidsregel
{
    /// <summary>Drawn with the form that records it.</summary>
    public required string Id { get; init; }
    public required Bevoegdheidssoort Soort { get; init; }

    /// <summary>The first day it holds; of a kalibreersessie the day itself.</summary>
    public required DateOnly Datum { get; init; }

    /// <summary>The last day, of a BKE or an aanstelling that ends.</summary>
    public DateOnly? Tot { get; init; }

    /// <summary>The number of a certificate, the instrument of a kalibreersessie; may be empty.</summary>
    public string Toelichting { get; init; } = "";

    /// <summary>Who recorded it, as the audit writes it.</summary>
    public required string Door { get; init; }
    public required DateTimeOffset Op { get; init; }

    public Bevoegdheidsintrekking? Ingetrokken { get; init; }
}

/// <param name="Reden">Why it was wrong.</param>
/// <param name="Door">Who withdrew it, as the audit writes it.</param>
/// <param name="Op">The moment.</param>
public sealed record Bevoegdheidsintrekking(string Reden, string Door, DateTimeOffset Op);
