using System.Security.Claims;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Bot.Aanmelden;

/// <summary>When a token about an account counts, for signing in as for the HTTP API and the tab in Teams: of a tenant on the list, by that tenant's own issuer, now.</summary>
internal sealed class AccountTokens(IOptions<TenantsOptions> tenants, TimeProvider clock)
{
    /// <summary>How far the clocks of the two sides may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const string TenantPart = "{tenantid}";

    /// <summary>Who signs people of every organisation in; <c>Isop:Tenants</c> says which of them count.</summary>
    public static Uri AnyOrganisation { get; } = new("https://login.microsoftonline.com/organizations/v2.0");

    /// <summary>What is wrong with settings that ask for such tokens.</summary>
    /// <param name="audience">The full name of the setting that turns this on.</param>
    public static IEnumerable<string> Faults(string section, string audience, Uri authority, TenantsOptions tenants)
    {
        if (!authority.IsAbsoluteUri || authority.Scheme != Uri.UriSchemeHttps)
        {
            yield return $"{section}:Authority must be an https address.";
        }

        if (tenants.Domains.Count == 0)
        {
            yield return $"Isop:Tenants is empty: with {audience} it must name the tenants whose accounts count.";
        }
    }

    /// <summary>The account a token is about, and what its own tenant says of it; null when it names none.</summary>
    public static (TeamsAccount Account, TeamsMember Member)? Read(ClaimsPrincipal? token)
    {
        string? Claim(string type) => token?.FindFirst(type)?.Value;
        return Claim("tid") is { } tenant && Claim("oid") is { } objectId
            ? (TeamsAccount.Of(tenant, objectId), new TeamsMember(objectId, tenant, Claim("email"), Claim("preferred_username")))
            : null;
    }

    /// <summary>A scheme for tokens that Entra gave a program to act for a person: of this audience, signed with RS256, and kept nowhere.</summary>
    /// <param name="audiences">The names under which one registration is known.</param>
    public void Ask(JwtBearerOptions options, Uri authority, HttpClient backchannel, params string[] audiences)
    {
        options.Authority = authority.AbsoluteUri;
        options.Backchannel = backchannel;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.IncludeErrorDetails = false;
        options.TokenValidationParameters.ValidAudiences = audiences;
        options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];
        Ask(options.TokenValidationParameters);
    }

    /// <summary>Whether the keys of the sign-in service are here: without them nobody can say of a token that it does not count.</summary>
    public static async ValueTask<bool> HasKeysAsync(JwtBearerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return (await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken)).SigningKeys.Count > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What is told when they are not.</summary>
    public static ErrorText ZonderSleutels { get; } = new(
        "Aanmelden lukt nu niet", "We kunnen de aanmelddienst van Microsoft niet bereiken. Probeer het over een paar minuten nog eens.");

    /// <summary>Everything but the audience and the key, which the metadata of the sign-in service gives.</summary>
    public void Ask(TokenValidationParameters parameters)
    {
        parameters.IssuerValidatorUsingConfiguration = CheckIssuer;
        parameters.LifetimeValidator = (from, until, _, _) =>
            from - Skew <= clock.GetUtcNow().UtcDateTime && clock.GetUtcNow().UtcDateTime < until + Skew;
    }

    /// <summary>
    /// A token counts when it is of a tenant on the list and signed by the issuer of that very tenant: the metadata of all
    /// organisations name it with a place for the tenant's id.
    /// </summary>
    private string CheckIssuer(string issuer, SecurityToken token, TokenValidationParameters parameters, BaseConfiguration configuration)
    {
        var tenant = (token as JsonWebToken)?.TryGetPayloadValue<string>("tid", out var id) == true ? id : null;
        if (!tenants.Value.Allows(tenant))
        {
            throw new TenantNotAllowedException();
        }

        return issuer == configuration.Issuer.Replace(TenantPart, tenant, StringComparison.OrdinalIgnoreCase)
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The token is not of its own tenant's issuer.");
    }
}

/// <summary>The token is of a tenant that is not on the list.</summary>
internal sealed class TenantNotAllowedException() : SecurityTokenInvalidIssuerException("The tenant is not on the list.");
