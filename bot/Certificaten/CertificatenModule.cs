using Isop.Bot.Cards;
using Isop.Bot.Certificaten.Badges;
using Isop.Bot.Certificaten.Beheer;
using Isop.Bot.Certificaten.Controle;
using Isop.Bot.Certificaten.Trainingen;
using Isop.Bot.Web;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Hosting;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Certificaten;

/// <summary>Brings trainings and certificates into the application: cards, verbs, words, the pages of who has one, and what anybody may read to check one.</summary>
internal static class CertificatenModule
{
    public static IServiceCollection AddCertificaten(this IServiceCollection services)
    {
        services.AddCertificatenKern();
        // One address, also where Development finds it out by itself.
        services.AddOptions<CertificaatOptions>().Configure<IOptions<WebOptions>>((certificaten, web) => certificaten.PublicUrl = web.Value.PublicUrl);
        return services
            .AddSingleton<PrestatieVan>(soort => Trainingssoort.Find(soort) is { } s ? (s.Naam, s.Omschrijving) : null)
            .AddSingleton<ControleerBadge>(s => async (blad, jwt, ct) =>
                await s.GetRequiredService<Badgecontrole>().ControleerAsync(jwt, ct) is Badgeoordeel.Echt(var nummer) && nummer == blad.Certificaat.Nummer)
            .AddSingleton<TrainingenVanLezer>().AddSingleton<TrainingActions>().AddSingleton<TrainingCommand>().AddSingleton<CertificaatActions>().AddSingleton<Trainingsdeelname>().AddSingleton<Certificaatlijst>();
    }

    public static void MapCertificaten(this CardCatalog catalog, IServiceProvider services)
    {
        services.GetRequiredService<TrainingActions>().Map(catalog);
        services.GetRequiredService<TrainingCommand>().Map(catalog);
        services.GetRequiredService<CertificaatActions>().Map(catalog);
    }

    public static void MapCertificaten(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapBadges();
        endpoints.MapCertificaatControle();
        endpoints.MapMijnCertificaten();
    }
}
