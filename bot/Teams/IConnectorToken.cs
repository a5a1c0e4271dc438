using Azure.Core;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Teams;

/// <summary>The bearer token for calls to the connector.</summary>
public interface IConnectorToken
{
    /// <summary>
    /// The token, or null when calls go without one. Throws <see cref="Azure.Identity.AuthenticationFailedException"/> when the identity
    /// is refused or cannot be reached.
    /// </summary>
    /// <param name="renew">Ask for a new one, because the connector refused the last.</param>
    ValueTask<string?> GetAsync(bool renew, CancellationToken cancellationToken);
}

/// <summary>No token: the Agents Playground asks for none.</summary>
public sealed class NoConnectorToken : IConnectorToken
{
    public ValueTask<string?> GetAsync(bool renew, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}

/// <summary>A token of the bot's identity in Entra: a managed identity, or a registration that trusts one. No secret.</summary>
public sealed class EntraConnectorToken(IOptions<BotOptions> options, TimeProvider time) : IConnectorToken
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TokenRequestContext Connector = new(["https://api.botframework.com/.default"]);

    private volatile Held? _held;

    public async ValueTask<string?> GetAsync(bool renew, CancellationToken cancellationToken)
    {
        var held = _held;
        if (held is not null && !renew && time.GetUtcNow() < held.Token.ExpiresOn - Margin)
        {
            return held.Token.Token;
        }

        // A credential keeps what it got; only a fresh one asks again when the connector no longer takes the token.
        var credential = held is null || renew ? BotCredential.Of(options.Value) : held.Credential;
        var token = await credential.GetTokenAsync(Connector, cancellationToken);
        _held = new Held(credential, token);
        return token.Token;
    }

    private sealed record Held(TokenCredential Credential, AccessToken Token);
}
