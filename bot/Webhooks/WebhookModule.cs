using Isop.Bot.Bezorging;
using Isop.Bot.Teams;
using Isop.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Webhooks;

/// <summary>Telling programs what happens. Needs the delivery side, the web door and its keys in the services.</summary>
internal static class WebhookModule
{
    public static IHostApplicationBuilder AddWebhooks(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsRules>();
        services.AddSingleton<AbonnementStore>();
        services.AddSingleton<Webhookgeheimen>();
        services.AddSingleton<Webhookaanmelding>();
        services.TryAddSingleton(s => new Webhookzender(VeiligeVerbinding.Internet, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => Houdt(s.GetService<PersonLinks>()));
        services.AddSingleton<Webhookpoging>();
        services.AddSingleton<Webhookdienst>();
        services.AddSingleton(s => new LeaderLane(Webhookdienst.Naam, s.GetRequiredService<Webhookdienst>().RunAsync));
        return builder;
    }

    private static AccountHoudt Houdt(PersonLinks? links) => async (abonnement, ct) =>
        abonnement.Account is not { } account
        || (links is not null && (await links.FindAsync(TeamsAccount.Of(account.Tenant, account.ObjectId), ct))?.Person == abonnement.Persoon);
}
