using Isop.Core.Register;

namespace Isop.Core.Webhooks;

/// <summary>
/// That a program is told of events, on behalf of a person and as long as that person may see them. Which events never changes; how it goes
/// is an <see cref="Abonnementstand"/>.
/// </summary>
public sealed record Abonnement
{
    public required string Id { get; init; }

    /// <summary>Whose: measured by the register at every call.</summary>
    public required PersonId Persoon { get; init; }

    /// <summary>The account it was asked with: as long as that is the person's. Null for what was asked before this was kept.</summary>
    public Abonneeaccount? Account { get; init; }

    public required Gebeurtenissoort Soort { get; init; }

    /// <summary>Only this event; null is every event of the kind.</summary>
    public string? Wat { get; init; }

    /// <summary>Only at the organisation with this code; null is everywhere.</summary>
    public string? Organisatie { get; init; }

    /// <summary>The host of the address, which may be shown.</summary>
    public required string Host { get; init; }

    /// <summary>The whole address, closed with the site's keys: its signature lets anybody call it.</summary>
    public required string Adres { get; init; }

    /// <summary>What calls are signed with, closed likewise.</summary>
    public required string Geheim { get; init; }

    /// <summary>The hash of the token that ends it.</summary>
    public required string Token { get; init; }

    public required DateTimeOffset Sinds { get; init; }

    /// <summary>Since when it has ended; null while it lives.</summary>
    public DateTimeOffset? Gestopt { get; init; }

    public Stopreden? Reden { get; init; }

    /// <summary>Whether it asks for this.</summary>
    public bool Past(Gebeurtenis gebeurtenis) =>
        Gestopt is null && Soort == gebeurtenis.Soort && (Wat is null || Wat == gebeurtenis.Wat) && (Organisatie is null || Organisatie == gebeurtenis.Organisatie);
}

/// <summary>An account of Entra: the ids of its tenant and of itself.</summary>
public sealed record Abonneeaccount(string Tenant, string ObjectId);

/// <summary>Why a program is told no more.</summary>
public enum Stopreden
{
    /// <summary>With the address that was given for it.</summary>
    Afgemeld,

    /// <summary>The receiver answered 410.</summary>
    OntvangerWeg,
    TeVaakMislukt,

    /// <summary>What it does seems to bring what it is told of.</summary>
    GaatRond,
    NietMeerInRegister,
    DoorBureau,

    /// <summary>The account it was asked with is not the person's any more.</summary>
    AccountLos,

    /// <summary>The keys that opened its address are gone.</summary>
    Onleesbaar,
}

/// <summary>Points from the hash of a token to what it ends.</summary>
/// <param name="Abonnement">Which.</param>
/// <param name="Persoon">Whose, so that it goes with the person.</param>
public sealed record Abonnementtoken(string Abonnement, PersonId Persoon);

/// <summary>Written with every subscription of a person, so that of two at once one is counted by the other.</summary>
public sealed record Abonnementtelling(PersonId Persoon, int Ooit);
