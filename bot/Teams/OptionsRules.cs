using Microsoft.Extensions.Options;

namespace Isop.Bot.Teams;

/// <summary>What annotations cannot say about the bot's registration.</summary>
internal sealed class BotOptionsRules(IHostEnvironment environment) : IValidateOptions<BotOptions>
{
    public ValidateOptionsResult Validate(string? name, BotOptions options)
    {
        List<string> faults = [];
        if (!options.OpenIdMetadata.IsAbsoluteUri
            || (options.OpenIdMetadata.Scheme != Uri.UriSchemeHttps && !(environment.IsDevelopment() && options.OpenIdMetadata.IsLoopback)))
        {
            faults.Add("Isop:Bot:OpenIdMetadata must be an https address.");
        }

        if (options is { AppType: BotAppType.SingleTenant, ManagedIdentityClientId.Length: > 0, TenantId: null or "" })
        {
            faults.Add("Isop:Bot:TenantId is needed for an app of type SingleTenant.");
        }

        if (options.ServiceHosts.Any(h => !IsHost(h)))
        {
            faults.Add("Isop:Bot:ServiceHosts holds host names (\"smba.trafficmanager.net\") or \"*.name\" with at least two labels.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsHost(string host)
    {
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
        return Uri.CheckHostName(name) == UriHostNameType.Dns && (name.Contains('.', StringComparison.Ordinal));
    }
}

/// <summary>Every tenant on the list names the domains it owns as plain domains.</summary>
internal sealed class TenantsOptionsRules : IValidateOptions<TenantsOptions>
{
    public ValidateOptionsResult Validate(string? name, TenantsOptions options)
    {
        string[] wrong = [.. options.Domains
            .Where(t => t.Value.Any(d => d.Contains('@', StringComparison.Ordinal) || Uri.CheckHostName(d) != UriHostNameType.Dns))
            .Select(t => t.Key)];
        return wrong.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Isop:Tenants holds something else than e-mail domains for {string.Join(", ", wrong)}.");
    }
}
