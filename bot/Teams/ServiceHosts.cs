using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Teams;

/// <summary>
/// Where messages may be sent: the connector hosts of the settings over https; in Development without an AppId also loopback,
/// where the Agents Playground listens. A service URL arrives from outside, so it is checked before anything connects to it.
/// </summary>
public sealed class ServiceHosts(IOptions<BotOptions> options, IHostEnvironment environment)
{
    /// <summary>Where Teams takes a conversation when no service URL of the person is known (teams-docs, send-proactive-messages).</summary>
    public const string Global = "https://smba.trafficmanager.net/teams/";

    private static readonly string[] TeamsHosts = ["smba.trafficmanager.net"];

    /// <summary>Development without a registration: no tokens, loopback only.</summary>
    public bool IsAnonymous => environment.IsDevelopment() && string.IsNullOrEmpty(options.Value.AppId);

    /// <summary>The address with a slash at its end, when messages may be sent there.</summary>
    public bool TryAllow(string? serviceUrl, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri)
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0
            || !IsAllowed(uri))
        {
            return false;
        }

        address = uri.AbsolutePath.EndsWith('/') ? uri : new Uri(uri.AbsoluteUri + "/");
        return true;
    }

    private bool IsAllowed(Uri uri)
    {
        if (IsAnonymous && uri.IsLoopback && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
        {
            return true;
        }

        var hosts = options.Value.ServiceHosts is { Count: > 0 } set ? set : TeamsHosts;
        return uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && hosts.Any(h => Matches(h, uri.IdnHost));
    }

    private static bool Matches(string allowed, string host) =>
        allowed.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
