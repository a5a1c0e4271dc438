namespace Isop.Core.Certificaten.Bevoegdheden;

/// <summary>What makes somebody an assessor (opleidingsplan §2.3.4), in the order in which people get there.</summary>
public enum Bevoegdheidssoort
{
    OpleidingVoorOpleiders,

    /// <summary>The basiskwalificatie examinering.</summary>
    Bke,

    /// <summary>By the examencommissie.</summary>
    Aanstelling,

    Kalibreersessie,
}
