using Isop.Bot.Cards;

namespace Isop.Bot.Kwaliteitsimpulsen;

/// <summary>Brings the kwaliteitsimpulsen into the application: their pages, and the card that asks to look back. Needs the reports in the services.</summary>
internal static class KwaliteitsimpulsModule
{
    public static IServiceCollection AddKwaliteitsimpulsen(this IServiceCollection services) =>
        services.AddSingleton<Aanleidingen>().AddSingleton<Impulspagina>().AddSingleton<ImpulsActions>();

    public static void MapKwaliteitsimpulsen(this CardCatalog catalog, IServiceProvider services) => services.GetRequiredService<ImpulsActions>().Map(catalog);
}
