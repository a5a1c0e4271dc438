using Isop.Bot.Agenda;
using Isop.Bot.Cards;
using Isop.Core.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.Intervisie;

/// <summary>Brings the intervisie of leerteams into the application: cards, verbs, words, tasks and the planning.</summary>
internal static class IntervisieModule
{
    public static IServiceCollection AddIntervisie(this IServiceCollection services)
    {
        services.AddIntervisieKern();
        services.TryAddSingleton<AfspraakKaart>();
        return services.AddSingleton<Intervisiereeksen>().AddSingleton<IntervisieActions>().AddSingleton<IntervisieCommand>();
    }

    public static void MapIntervisie(this CardCatalog catalog, IServiceProvider services)
    {
        services.GetRequiredService<IntervisieActions>().Map(catalog);
        services.GetRequiredService<IntervisieCommand>().Map(catalog);
    }
}
