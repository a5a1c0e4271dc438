using Isop.Core.Kalender;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Hosting;

internal static class KaartmomentServices
{
    /// <summary>When people are open to a card: asked by who plans one and by who has to move one. May be added twice.</summary>
    public static IServiceCollection AddKaartmoment(this IServiceCollection services)
    {
        if (services.All(s => s.ServiceType != typeof(Kaartmoment)))
        {
            services.AddOptions<KaartmomentOptions>().BindConfiguration("Isop:Kaartmoment").ValidateDataAnnotations().ValidateOnStart();
        }

        services.TryAddSingleton(s => new Kaartmoment(s.GetRequiredService<IOptions<KaartmomentOptions>>().Value));
        return services;
    }
}
