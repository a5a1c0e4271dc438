using Isop.Bot.Cards;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Core.Hosting;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>Brings the tussenevaluatie into the application: its cards, verbs, words, pages and its planning job.</summary>
internal static class TussenevaluatieModule
{
    public static IServiceCollection AddTussenevaluaties(this IServiceCollection services)
    {
        services.AddOptions<LeesrechtOptions>().BindConfiguration("Isop:Leesrecht").ValidateOnStart();
        services.AddTussenevaluatieKern();
        services.TryAddSingleton<PaginaLink>(s => ActivatorUtilities.CreateInstance<PaginaAdres>(s).LinkAsync);
        return services
            .AddSingleton<VerwachtingenCache>()
            .AddSingleton<Zaken>()
            .AddSingleton<FormulierActions>()
            .AddSingleton<StraksActions>()
            .AddSingleton<VergelijkingActions>()
            .AddSingleton<AanpassenActions>()
            .AddSingleton<LeervragenActions>()
            .AddSingleton<KloptNietActions>()
            .AddSingleton<TeLaatActions>()
            .AddSingleton<EigenZaken>();
    }

    public static void MapTussenevaluaties(this CardCatalog catalog, IServiceProvider services)
    {
        services.GetRequiredService<FormulierActions>().Map(catalog);
        services.GetRequiredService<StraksActions>().Map(catalog);
        services.GetRequiredService<VergelijkingActions>().Map(catalog);
        services.GetRequiredService<AanpassenActions>().Map(catalog);
        services.GetRequiredService<LeervragenActions>().Map(catalog);
        services.GetRequiredService<KloptNietActions>().Map(catalog);
        services.GetRequiredService<TeLaatActions>().Map(catalog);
        services.GetRequiredService<EigenZaken>().Map(catalog);
    }
}
