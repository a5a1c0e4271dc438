using Isop.Bot.Agenda;
using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Core.Hosting;
using Isop.Core.Upkeep;
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

    /// <summary>Reads when visitors are busy, where appointments are kept in Outlook. Add it after that.</summary>
    public static IHostApplicationBuilder AddBezetting(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>($"{AgendaOptions.Section}:{nameof(AgendaOptions.Outlook)}"))
        {
            builder.Services.AddSingleton<Bezetronde>();
            builder.Services.AddSingleton(s => new LeaderJob(Bezetronde.Naam, Bezetronde.Every, s.GetRequiredService<Bezetronde>().RunAsync));
            builder.Services.AddSingleton(s => new NightJob(Bezetronde.Naam, s.GetRequiredService<Bezetronde>().LookAtAllAsync));
        }

        return builder;
    }

    public static void MapBezoeken(this CardCatalog catalog, IServiceProvider services)
    {
        services.GetRequiredService<BezoekActions>().Map(catalog);
        services.GetRequiredService<BezoekenCommand>().Map(catalog);
    }
}
