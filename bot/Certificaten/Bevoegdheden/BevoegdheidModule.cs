using Isop.Bot.Cards;

namespace Isop.Bot.Certificaten.Bevoegdheden;

/// <summary>Brings who may assess into the application: the pages of the bureau and the examencommissie, and the word.</summary>
internal static class BevoegdheidModule
{
    /// <summary>What the pages need; needs the stores of core.</summary>
    public static IServiceCollection AddBevoegdheidPaginas(this IServiceCollection services) =>
        services.AddSingleton<Beoordelaarslijst>().AddSingleton<Beoordelaarpagina>();

    public static IServiceCollection AddBevoegdheden(this IServiceCollection services) => services.AddSingleton<BevoegdheidCommand>();

    public static void MapBevoegdheden(this CardCatalog catalog, IServiceProvider services) => services.GetRequiredService<BevoegdheidCommand>().Map(catalog);
}
