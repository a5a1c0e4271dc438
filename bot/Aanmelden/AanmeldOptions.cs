using Isop.Bot.Teams;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Aanmelden;

/// <summary>
/// Signing in with the account of an institute ("Isop:Aanmelden"). Without a client id there is only the mailed link.
/// </summary>
public sealed class AanmeldOptions
{
    public const string Section = "Isop:Aanmelden";

    /// <summary>The app registration's client id, a GUID.</summary>
    public string? ClientId { get; set; }

    /// <summary>Who signs people in. One tenant, or every organisation: <c>Isop:Tenants</c> says which of them count.</summary>
    public Uri Authority { get; set; } = AccountTokens.AnyOrganisation;

    /// <summary>
    /// The client id of the managed identity that is the registration's federated credential: its token takes the place of a client
    /// secret, which there is nowhere.
    /// </summary>
    public string? ManagedIdentityClientId { get; set; }

    public bool IsOn => ClientId is { Length: > 0 };
}

internal sealed class AanmeldOptionsRules(IOptions<TenantsOptions> tenants) : IValidateOptions<AanmeldOptions>
{
    public ValidateOptionsResult Validate(string? name, AanmeldOptions options)
    {
        if (!options.IsOn)
        {
            return options.ManagedIdentityClientId is { Length: > 0 }
                ? ValidateOptionsResult.Fail("Isop:Aanmelden:ManagedIdentityClientId is set without Isop:Aanmelden:ClientId.")
                : ValidateOptionsResult.Success;
        }

        List<string> faults = [];
        if (!Guid.TryParseExact(options.ClientId, "D", out _))
        {
            faults.Add("Isop:Aanmelden:ClientId must be a GUID.");
        }

        if (!Guid.TryParseExact(options.ManagedIdentityClientId, "D", out _))
        {
            faults.Add("Isop:Aanmelden:ManagedIdentityClientId must be the client id (a GUID) of the managed identity that the registration trusts.");
        }

        faults.AddRange(AccountTokens.Faults(AanmeldOptions.Section, "Isop:Aanmelden:ClientId", options.Authority, tenants.Value));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
