using System.ComponentModel.DataAnnotations;

namespace Isop.Bot.Web;

/// <summary>Settings of the pages and the mailed links, section "Isop".</summary>
public sealed class WebOptions : IValidatableObject
{
    public const string Section = "Isop";

    /// <summary>Where people reach this site, e.g. https://isop.example.nl; mailed links start with it. https, or http on loopback.</summary>
    [Required]
    public Uri PublicUrl { get; set; } = new("http://localhost:3978");

    /// <summary>Whom people write to when something does not work; shown on the pages.</summary>
    [Required, EmailAddress]
    public string Contact { get; set; } = "isop@example.nl";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var usable = PublicUrl.IsAbsoluteUri
            && (PublicUrl.Scheme == Uri.UriSchemeHttps || (PublicUrl.Scheme == Uri.UriSchemeHttp && PublicUrl.IsLoopback))
            && PublicUrl.AbsolutePath == "/" && PublicUrl.Query.Length == 0;
        if (!usable)
        {
            yield return new ValidationResult(
                "Isop:PublicUrl must be the site's own https address without a path (http only on loopback).", [nameof(PublicUrl)]);
        }
    }
}
