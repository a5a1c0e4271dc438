using Isop.Bot.Aanmelden;
using Isop.Bot.Teams;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Api;

/// <summary>The HTTP API, for the Power Platform connector and other programs ("Isop:Api"). Without an audience there is none.</summary>
public sealed class ApiOptions
{
    public const string Section = "Isop:Api";

    /// <summary>The client id of the API's own app registration, a GUID: not the bot's, and not the one people sign in with.</summary>
    public string? Audience { get; set; }

    /// <summary>Who signs people in. One tenant, or every organisation: <c>Isop:Tenants</c> says which of them count.</summary>
    public Uri Authority { get; set; } = AccountTokens.AnyOrganisation;

    /// <summary>The delegated permission that a token must carry: a program acts for a person, never for itself.</summary>
    public string Scope { get; set; } = "access_as_user";

    public bool IsOn => Audience is { Length: > 0 };
}

internal sealed class ApiOptionsRules(IOptions<TenantsOptions> tenants, IOptions<BotOptions> bot, IOptions<AanmeldOptions> aanmelden) : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        if (!options.IsOn)
        {
            return ValidateOptionsResult.Success;
        }

        List<string> faults = [];
        if (!Guid.TryParseExact(options.Audience, "D", out _))
        {
            faults.Add("Isop:Api:Audience must be a GUID: the client id of the API's app registration.");
        }

        foreach (var (setting, other) in new[] { ("Isop:Bot:AppId", bot.Value.AppId), ("Isop:Aanmelden:ClientId", aanmelden.Value.ClientId) })
        {
            if (string.Equals(options.Audience, other, StringComparison.OrdinalIgnoreCase))
            {
                faults.Add($"Isop:Api:Audience is the same as {setting}: the API needs a registration of its own, so that a token for one does not pass at the other.");
            }
        }

        if (options.Scope.Length == 0 || options.Scope.Contains(' ', StringComparison.Ordinal))
        {
            faults.Add("Isop:Api:Scope must be the name of one permission.");
        }

        faults.AddRange(AccountTokens.Faults(ApiOptions.Section, "Isop:Api:Audience", options.Authority, tenants.Value));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
