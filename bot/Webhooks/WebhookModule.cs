using Isop.Bot.Bezorging;
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
        services.AddSingleton<Webhookpoging>();
        services.AddSingleton<Webhookdienst>();
        services.AddSingleton(s => new LeaderLane(Webhookdienst.Naam, s.GetRequiredService<Webhookdienst>().RunAsync));
        return builder;
    }
}
