using Isop.Bot.Cards;
using Isop.Core.Agenda;
using Isop.Core.Meldingen;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.Chat;

/// <summary>
/// Brings what the chat understands besides the tasks: help, privacy, planning, studenten, and the way to the onderwijsbureau.
/// Map it after the other capabilities: help only offers words that are there.
/// </summary>
internal static class ChatModule
{
    public static IServiceCollection AddChat(this IServiceCollection services)
    {
        services.TryAddSingleton<MeldingStore>();
        services.TryAddSingleton<Persoonsagenda>();
        services.TryAddSingleton<Studentenlijst>();
        return services
            .AddSingleton<ChatActions>()
            .AddSingleton<PlanningCommand>()
            .AddSingleton<StudentenCommand>()
            .AddSingleton<VraagActions>();
    }

    public static void MapChat(this CardCatalog catalog, IServiceProvider services)
    {
        services.GetRequiredService<PlanningCommand>().Map(catalog);
        services.GetRequiredService<StudentenCommand>().Map(catalog);
        services.GetRequiredService<VraagActions>().Map(catalog);
        services.GetRequiredService<ChatActions>().Map(catalog);
    }
}
