using Isop.Bot.Cards;
using Isop.Bot.StageEvaluaties.Beheer;
using Isop.Bot.StageEvaluaties.Invullen;
using Isop.Bot.StageEvaluaties.Rapporten;
using Isop.Core.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.StageEvaluaties;

/// <summary>Brings the stage-evaluatie into the application: the invitation, the pages on which it is answered, the reports.</summary>
internal static class StageEvaluatieModule
{
    public static IServiceCollection AddStageEvaluaties(this IServiceCollection services)
    {
        services.AddStageEvaluatieKern();
        services.TryAddSingleton<Uitnodigingslink>();
        services.TryAddSingleton<MaakUitnodigingslink>(s => s.GetRequiredService<Uitnodigingslink>().Maak);
        return services.AddSingleton<Antwoordpagina>().AddSingleton<Evaluatiebeheer>().AddSingleton<Rapportlade>()
            .AddSingleton<UitnodigingActions>().AddSingleton<GolfActions>().AddSingleton<RapportActions>();
    }

    public static void MapStageEvaluaties(this CardCatalog catalog, IServiceProvider services)
    {
        services.GetRequiredService<UitnodigingActions>().Map(catalog);
        services.GetRequiredService<GolfActions>().Map(catalog);
        services.GetRequiredService<RapportActions>().Map(catalog);
    }

    public static void MapStageEvaluatiePaginas(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAntwoorden();
        endpoints.MapRapporten();
    }
}
