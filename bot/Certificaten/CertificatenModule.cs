using Isop.Bot.Certificaten.Badges;
using Isop.Core.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.Certificaten;

/// <summary>Brings certificates into the application: what anybody may read to check one.</summary>
internal static class CertificatenModule
{
    public static IServiceCollection AddCertificaten(this IServiceCollection services)
    {
        services.AddCertificatenKern();
        // Nothing here knows the kinds of certificates; who does, says so before.
        services.TryAddSingleton<PrestatieVan>(static _ => static _ => null);
        return services;
    }

    public static void MapCertificaten(this IEndpointRouteBuilder endpoints) => endpoints.MapBadges();
}
