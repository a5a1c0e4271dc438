using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Web;

/// <summary>
/// Settings under Isop:ReverseProxy: who stands before this site. Only what they say about the visitor's address (for the rate limits)
/// and about https is believed; without settings nobody is.
/// </summary>
public sealed class ReverseProxyOptions : IValidatableObject
{
    public const string Section = "Isop:ReverseProxy";

    /// <summary>Addresses, e.g. 10.0.0.4.</summary>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>Networks, e.g. 10.0.0.0/16.</summary>
    public IList<string> KnownNetworks { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var wrong in KnownProxies.Where(p => !IPAddress.TryParse(p, out _)))
        {
            yield return new ValidationResult($"{Section}:KnownProxies: {wrong} is no address.", [nameof(KnownProxies)]);
        }

        foreach (var wrong in KnownNetworks.Where(n => !System.Net.IPNetwork.TryParse(n, out _)))
        {
            yield return new ValidationResult($"{Section}:KnownNetworks: {wrong} is no network.", [nameof(KnownNetworks)]);
        }
    }
}

internal static class ReverseProxy
{
    public static void AddReverseProxy(this IServiceCollection services) =>
        services.AddOptions<ReverseProxyOptions>().BindConfiguration(ReverseProxyOptions.Section).ValidateDataAnnotations().ValidateOnStart();

    /// <summary>First of all: what comes after sees the visitor's address and scheme.</summary>
    public static void UseReverseProxy(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<IOptions<ReverseProxyOptions>>().Value;
        if (settings.KnownProxies.Count + settings.KnownNetworks.Count == 0)
        {
            return;
        }

        // Any number of known proxies in a row: the first address that is not one of them is the visitor's.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in settings.KnownProxies)
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }

        foreach (var network in settings.KnownNetworks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        app.UseForwardedHeaders(options);
    }
}
