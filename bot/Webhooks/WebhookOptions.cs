using Microsoft.Extensions.Options;

namespace Isop.Bot.Webhooks;

/// <summary>Which programs can be told of events ("Isop:Webhooks").</summary>
public sealed class WebhookOptions
{
    public const string Section = "Isop:Webhooks";

    private static readonly string[] PowerPlatform = [".logic.azure.com", ".azure-apim.net", ".powerplatform.com", ".azure-apihub.net", ".flow.microsoft.com"];

    /// <summary>Hosts that may be called: a name, or with a dot before it every name under it. Where nothing is set, the Power Platform's.</summary>
    public IReadOnlyList<string>? Hosts { get; set; }

    /// <summary>Whether this host may be called.</summary>
    public bool Mag(string host) => (Hosts is { Count: > 0 } set ? set : PowerPlatform).Any(
        h => h.StartsWith('.') ? host.Length > h.Length && host.EndsWith(h, StringComparison.OrdinalIgnoreCase) : host.Equals(h, StringComparison.OrdinalIgnoreCase));
}

internal sealed class WebhookOptionsRules : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var wrong = (options.Hosts ?? []).Where(h => !IsHost(h)).ToList();
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(h => $"Isop:Webhooks:Hosts: '{h}' is not the name of a host such as hooks.school.nl, or .school.nl for every name under it."));
    }

    /// <summary>A name of at least two parts, so that nobody opens a whole top-level domain; no address and no port.</summary>
    private static bool IsHost(string text) =>
        text.TrimStart('.') is var name && text.Length - name.Length <= 1 && name.Contains('.', StringComparison.Ordinal)
        && Uri.CheckHostName(name) == UriHostNameType.Dns && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') && !name.EndsWith('.');
}
