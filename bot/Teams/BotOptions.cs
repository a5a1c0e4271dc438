using System.ComponentModel.DataAnnotations;

namespace Isop.Bot.Teams;

/// <summary>The bot's registration ("Isop:Bot").</summary>
public sealed class BotOptions
{
    public const string Section = "Isop:Bot";

    /// <summary>
    /// The app registration's client id, the audience of every token that comes in. Without it the bot answers in
    /// Development on loopback only.
    /// </summary>
    [RegularExpression("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", ErrorMessage = "Isop:Bot:AppId must be a GUID.")]
    public string? AppId { get; set; }

    /// <summary>The tenant of the app registration: where tokens for the connector are asked.</summary>
    public string? TenantId { get; set; }

    public BotAppType AppType { get; set; } = BotAppType.UserAssignedMsi;

    /// <summary>
    /// For <see cref="BotAppType.SingleTenant"/>: the client id of the managed identity that is the registration's federated
    /// credential. Without it the registration's own credential is taken from the environment (AZURE_CLIENT_ID and so on).
    /// </summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>
    /// The app's id in the catalogue of the organisations (not the manifest's id): with it ISOP installs the app for people by
    /// itself. Without it people install the app themselves.
    /// </summary>
    [RegularExpression("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", ErrorMessage = "Isop:Bot:CatalogusId must be a GUID.")]
    public string? CatalogusId { get; set; }

    /// <summary>Who signs what comes in.</summary>
    [Required]
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>Where the signing keys are announced.</summary>
    [Required]
    public Uri OpenIdMetadata { get; set; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>
    /// Hosts of the Teams connector; "*.name" stands for every host under name. Empty means smba.trafficmanager.net. Keep Web
    /// Chat and Direct Line (*.botframework.com) out: there the client itself writes who a message is from.
    /// </summary>
    public IList<string> ServiceHosts { get; } = [];

    /// <summary>Whom somebody who is not known can turn to, as it reads after "Vraag het aan".</summary>
    [Required, MinLength(1)]
    public string Contact { get; set; } = "het onderwijsbureau van Partnerschap ISOP";
}

/// <summary>What kind of identity the bot has in Azure; it decides only how tokens for the connector are got.</summary>
public enum BotAppType
{
    UserAssignedMsi,
    SingleTenant,
}
