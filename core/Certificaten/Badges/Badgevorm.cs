using System.Text.Json.Serialization;

namespace Isop.Core.Certificaten.Badges;

/// <summary>
/// A credential as Open Badges 3.0 writes it, with the claims of a JWT beside its own members (§8.2: no "vc" around it). The order of
/// properties is that of the text that is signed.
/// </summary>
public sealed record Badge
{
    [JsonPropertyName("@context")]
    public IReadOnlyList<string> Context { get; init; } = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];

    public required string Id { get; init; }
    public IReadOnlyList<string> Type { get; init; } = ["VerifiableCredential", Badgesoort];
    public required string Name { get; init; }
    public required Uitgeversprofiel Issuer { get; init; }
    public required string ValidFrom { get; init; }
    public string? ValidUntil { get; init; }
    public required string AwardedDate { get; init; }
    public required Badgehouder CredentialSubject { get; init; }
    public required IReadOnlyList<Badgebewijs> Evidence { get; init; }
    public required Badgestatus CredentialStatus { get; init; }

    /// <summary>The issuer, id and dates again, as a JWT has them. Without "sub": the subject has identifiers and no id.</summary>
    public required string Iss { get; init; }
    public required string Jti { get; init; }
    public required long Nbf { get; init; }
    public long? Exp { get; init; }

    internal const string Badgesoort = "OpenBadgeCredential";
}

/// <summary>Profile: who issues.</summary>
public sealed record Uitgeversprofiel(string Id, string Name, string Url)
{
    public IReadOnlyList<string> Type { get; init; } = ["Profile"];

    public static Uitgeversprofiel Van(string naam, Uri? website, Badgeadressen adressen) =>
        new(adressen.Uitgever.AbsoluteUri, naam, (website ?? adressen.Basis).AbsoluteUri);
}

/// <summary>AchievementSubject: who did it, and when.</summary>
public sealed record Badgehouder
{
    public IReadOnlyList<string> Type { get; init; } = ["AchievementSubject"];
    public required IReadOnlyList<Badgekenmerk> Identifier { get; init; }
    public string? ActivityStartDate { get; init; }
    public string? ActivityEndDate { get; init; }
    public required string Term { get; init; }
    public string? Narrative { get; init; }
    public required Badgeprestatie Achievement { get; init; }
}

/// <summary>IdentityObject.</summary>
public sealed record Badgekenmerk(bool Hashed, string IdentityHash, string IdentityType)
{
    public string Type { get; init; } = "IdentityObject";
    public string? Salt { get; init; }
}

/// <summary>Achievement: the same for every certificate of a kind.</summary>
public sealed record Badgeprestatie(string Id, string Name, string Description)
{
    public IReadOnlyList<string> Type { get; init; } = ["Achievement"];
    public string AchievementType { get; init; } = "CertificateOfCompletion";
    public string InLanguage { get; init; } = "nl";
    public Badgecriteria Criteria { get; init; } = new(Description);

    public static Badgeprestatie Van(string soort, string titel, string omschrijving, Badgeadressen adressen) =>
        new(adressen.Prestatie(soort).AbsoluteUri, titel, omschrijving);
}

public sealed record Badgecriteria(string Narrative);

/// <summary>Evidence.</summary>
public sealed record Badgebewijs(string Name, string Narrative)
{
    public IReadOnlyList<string> Type { get; init; } = ["Evidence"];
}

/// <summary>BitstringStatusListEntry: where a verifier looks whether it was revoked.</summary>
public sealed record Badgestatus(string Id, string StatusListIndex, string StatusListCredential)
{
    public string Type { get; init; } = "BitstringStatusListEntry";
    public string StatusPurpose { get; init; } = "revocation";

    public static Badgestatus Van(Statusplek plek, Badgeadressen adressen)
    {
        var lijst = adressen.Status(plek.Lijst).AbsoluteUri;
        return new Badgestatus(FormattableString.Invariant($"{lijst}#{plek.Index}"), FormattableString.Invariant($"{plek.Index}"), lijst);
    }
}

/// <summary>BitstringStatusListCredential (W3C Bitstring Status List 1.0).</summary>
public sealed record Statuslijstbewijs
{
    [JsonPropertyName("@context")]
    public IReadOnlyList<string> Context { get; init; } = ["https://www.w3.org/ns/credentials/v2"];

    public required string Id { get; init; }
    public IReadOnlyList<string> Type { get; init; } = ["VerifiableCredential", "BitstringStatusListCredential"];
    public required string Issuer { get; init; }
    public required string ValidFrom { get; init; }
    public required Statuslijstinhoud CredentialSubject { get; init; }
    public required string Iss { get; init; }
    public required string Jti { get; init; }
    public required string Sub { get; init; }
    public required long Iat { get; init; }
}

/// <summary>BitstringStatusList.</summary>
/// <param name="Id">The list itself.</param>
/// <param name="EncodedList">"u" and base64url of the gzipped bits.</param>
/// <param name="Ttl">In milliseconds.</param>
public sealed record Statuslijstinhoud(string Id, string EncodedList, long Ttl)
{
    public string Type { get; init; } = "BitstringStatusList";
    public string StatusPurpose { get; init; } = "revocation";
}

/// <summary>The header of a signed text. The standard allows no other members (§8.2.4.1).</summary>
public sealed record Badgekop(string Alg, string Kid, string Typ);

/// <summary>A public key as RFC 7517 writes it.</summary>
/// <param name="Kid">The address of this very key, as the header of what it signed names it.</param>
/// <param name="N">Modulus.</param>
/// <param name="E">Exponent.</param>
public sealed record Jwk(string Kid, string N, string E)
{
    public string Kty { get; init; } = "RSA";
    public string Use { get; init; } = "sig";
    public string Alg { get; init; } = Ondertekening.Algoritme;
}

public sealed record Jwks(IReadOnlyList<Jwk> Keys);
