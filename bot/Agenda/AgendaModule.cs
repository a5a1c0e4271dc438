using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Bot.Graph;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Core.Agenda;
using Isop.Core.Bezorging;
using Isop.Core.Upkeep;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.Agenda;

/// <summary>
/// The room of appointments: other capabilities bring theirs with an <see cref="IAgendaBron"/>, this one shows them, hands them out as
/// files and lets calendars follow them.
/// </summary>
internal static class AgendaModule
{
    public static IServiceCollection AddAgenda(this IServiceCollection services)
    {
        services.AddSingleton<IAgendaBron, Veldcontactdagen>();
        services.TryAddSingleton<Persoonsagenda>();
        services.TryAddSingleton<PaginaAdres>();
        services.TryAddSingleton<AfspraakKaart>();
        return services.AddSingleton<Agendalinks>().AddSingleton<OutlookStore>().AddSingleton<AgendaCommand>();
    }

    /// <summary>
    /// Keeps appointments in Outlook where the settings say so. Needs the delivery side and the Teams channel in the services. Elsewhere
    /// what asks to be looked at is dropped, so that it does not pile up; the night job looks at everything once it is switched on.
    /// </summary>
    public static IHostApplicationBuilder AddOutlook(this IHostApplicationBuilder builder)
    {
        var services = builder.AddGraph().Services;
        services.AddOptions<AgendaOptions>().BindConfiguration(AgendaOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (!builder.Configuration.GetValue<bool>($"{AgendaOptions.Section}:{nameof(AgendaOptions.Outlook)}"))
        {
            services.AddSingleton(s => new LeaderJob(
                Outlookronde.Naam, Outlookronde.DropEvery, (now, token) => Outlookronde.DropAsync(s.GetRequiredService<Agendas>(), now, token)));
            return builder;
        }

        services.AddSingleton<GraphAgenda>();
        services.AddSingleton<Outlookronde>();
        services.AddSingleton(s => new LeaderJob(Outlookronde.Naam, Outlookronde.Every, s.GetRequiredService<Outlookronde>().RunAsync));
        services.AddSingleton(s => new NightJob(Outlookronde.Naam, s.GetRequiredService<Outlookronde>().LookAtAllAsync));
        return builder;
    }

    public static void MapAgenda(this CardCatalog catalog, IServiceProvider services) =>
        services.GetRequiredService<AgendaCommand>().Map(catalog);
}
