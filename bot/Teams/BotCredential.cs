using Azure.Core;
using Azure.Identity;

namespace Isop.Bot.Teams;

/// <summary>The bot's identity in Entra: a managed identity, or a registration that trusts one. No secret.</summary>
internal static class BotCredential
{
    /// <summary>In the tenant of the registration.</summary>
    public static TokenCredential Of(BotOptions bot) => In(bot.TenantId, bot);

    /// <summary>
    /// In a tenant that has given the registration its consent. A managed identity lives in its own tenant only: elsewhere it would
    /// find other people than those meant, so it refuses with <see cref="CredentialUnavailableException"/>.
    /// </summary>
    public static TokenCredential In(string? tenant, BotOptions bot) => bot switch
    {
        { AppType: BotAppType.UserAssignedMsi } when tenant != bot.TenantId && !string.Equals(tenant, bot.TenantId, StringComparison.OrdinalIgnoreCase) =>
            new NoCredential(),
        { AppType: BotAppType.UserAssignedMsi } => ManagedIdentity(bot.AppId!),
        { ManagedIdentityClientId: { Length: > 0 } trusted } => new ClientAssertionCredential(
            tenant, bot.AppId, async ct => (await ManagedIdentity(trusted).GetTokenAsync(
                new TokenRequestContext(["api://AzureADTokenExchange/.default"]), ct)).Token),
        _ => new EnvironmentCredential(new EnvironmentCredentialOptions { AdditionallyAllowedTenants = { "*" } }),
    };

    private static ManagedIdentityCredential ManagedIdentity(string clientId) =>
        new(ManagedIdentityId.FromUserAssignedClientId(clientId));

    private sealed class NoCredential : TokenCredential
    {
        private const string Why = "A managed identity works in the tenant of Isop:Bot:TenantId only.";

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException(Why);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException(Why);
    }
}
