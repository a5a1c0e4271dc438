using Isop.Bot.Chat;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.MijnIsop;

/// <summary>Brings Mijn ISOP into the application. Needs every capability that it shows, and the bureau, in the services.</summary>
internal static class MijnModule
{
    public static IServiceCollection AddMijnIsop(this IServiceCollection services)
    {
        services.TryAddSingleton<Studentenlijst>();
        return services.AddSingleton<MijnLader>().AddSingleton<Standtelling>().AddSingleton<Onbereikt>()
            .AddSingleton<TakenLader>().AddSingleton<StageLader>().AddSingleton<StudentenLader>().AddSingleton<BezoekenLader>().AddSingleton<OrganisatieLader>()
            .AddSingleton<BestuurLader>().AddSingleton<BureauLader>().AddSingleton<BereikbaarheidLader>().AddSingleton<EvaluatieLader>()
            .AddSingleton<PartnerschapLader>().AddSingleton<JaarLader>().AddSingleton<LeerteamLader>().AddSingleton<AgendaLader>().AddSingleton<GroeiLader>()
            .AddSingleton<BezoekLader>().AddSingleton<BezoekersLader>().AddSingleton<WijzigingenLader>().AddSingleton<RisicosLader>()
            .AddSingleton<Bevoegdheidstelling>().AddSingleton<BeoordelaarsLader>();
    }
}
