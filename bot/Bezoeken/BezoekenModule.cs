using Isop.Bot.Agenda;
using Isop.Bot.Cards;
using Isop.Core.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.Bezoeken;

/// <summary>Brings the visits into the application: cards, verbs, words, tasks and the planning.</summary>
internal static class BezoekenModule
{
    public static IServiceCollection AddBezoeken(this IServiceCollection services)
    {
        services.AddBezoekenKern();
        services.TryAddSingleton<AfspraakKaart>();
        return services.AddSingleton<Bezoekjaren>().AddSingleton<BezoekActions>().AddSingleton<BezoekenCommand>();
    }

    public static void MapBezoeken(this CardCatalog catalog, IServiceProvider services)
    {
        services.GetRequiredService<BezoekActions>().Map(catalog);
        services.GetRequiredService<BezoekenCommand>().Map(catalog);
    }
}
