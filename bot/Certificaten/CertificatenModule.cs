using Isop.Bot.Certificaten.Badges;
using Isop.Core.Hosting;

namespace Isop.Bot.Certificaten;

/// <summary>Brings certificates into the application: what anybody may read to check one.</summary>
internal static class CertificatenModule
{
    public static IServiceCollection AddCertificaten(this IServiceCollection services) => services.AddCertificatenKern();

    public static void MapCertificaten(this IEndpointRouteBuilder endpoints) => endpoints.MapBadges();
}
