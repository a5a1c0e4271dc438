using System.ComponentModel.DataAnnotations;
using Isop.Core.Sleutels;

namespace Isop.Core.Certificaten;

/// <summary>Settings under Isop:Certificaten.</summary>
public sealed class CertificaatOptions : IValidatableObject
{
    public const string Section = "Isop:Certificaten";

    private static readonly Uri Laptop = new("http://localhost:3978");

    /// <summary>Who issues, as it stands on every certificate.</summary>
    [Required, StringLength(80)]
    public string Uitgever { get; set; } = "Partnerschap ISOP";

    /// <summary>Who answers for it: a name, or the office.</summary>
    [Required, StringLength(80)]
    public string Ondertekenaar { get; set; } = "Onderwijsbureau ISOP";

    [Required, StringLength(80)]
    public string Functie { get; set; } = "namens de opleidingen en de besturen";

    /// <summary>The partnership's own site, for the issuer's profile; without it ISOP's own address.</summary>
    public Uri? Website { get; set; }

    /// <summary>
    /// The key in a vault (https://{vault}/keys/{name}) that signs credentials, and that only the identity of the clock may use. Without it an
    /// installation on one machine has a key of its own in its store; one in Azure issues nothing.
    /// </summary>
    public Uri? Sleutel { get; set; }

    /// <summary>Whether only who was there gets a certificate (the opleidingsplan, §2.3.4, does not say).</summary>
    public bool AanwezigheidVereist { get; set; } = true;

    /// <summary>Where people reach this site; the setting Isop:PublicUrl. Stands in every certificate and cannot change in those that are issued.</summary>
    public Uri PublicUrl { get; set; } = Laptop;

    /// <summary>Where anybody can check a certificate.</summary>
    public Uri AdresVan(Certificaatnummer nummer) => new(PublicUrl, $"/c/{nummer}");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Sleutel is { } key && !KeyVaultKey.IsKey(key))
        {
            yield return new ValidationResult("Isop:Certificaten:Sleutel must be https://{vault}/keys/{name}, without a version.", [nameof(Sleutel)]);
        }

        if (Website is { } site && (!site.IsAbsoluteUri || site.Scheme != Uri.UriSchemeHttps))
        {
            yield return new ValidationResult("Isop:Certificaten:Website must be an https address.", [nameof(Website)]);
        }
    }
}
