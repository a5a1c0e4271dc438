using Isop.Bot.Bureau.Importeren;
using Isop.Bot.Bureau.Instrumentbeheer;
using Isop.Bot.Bureau.Koppelingen;
using Isop.Bot.Bureau.Logboek;
using Isop.Bot.Bureau.Overzicht;
using Isop.Bot.Bureau.Verzending;
using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Bureau.Vragen;
using Isop.Bot.Bureau.Wijzigen;
using Isop.Bot.Certificaten.Beheer;
using Isop.Bot.Certificaten.Bevoegdheden;
using Isop.Bot.StageEvaluaties.Beheer;
using Isop.Bot.Web;
using Isop.Bot.Webhooks.Beheer;
using Microsoft.AspNetCore.Authorization;

namespace Isop.Bot.Bureau;

/// <summary>
/// The pages under /bureau: the onderwijsbureau's, and what others may see of them. Needs the web door, the stores of register, tussenevaluaties, instruments, vragenlijsten and
/// meldingen, the bezorging and the links with Teams in the services.
/// </summary>
internal static class BureauModule
{
    public static IServiceCollection AddBureau(this IServiceCollection services) => services
        .AddSingleton<IAuthorizationHandler, BureauDeur>()
        .AddSingleton<Foutenlijst>()
        .AddSingleton<Voortgangslijst>()
        .AddSingleton<Bezorgladder>()
        .AddBevoegdheidPaginas();

    public static WebApplication MapBureauPages(this WebApplication app)
    {
        var group = app.MapGroup("/bureau").RequireAuthorization(BureauDeur.Policy).AddEndpointFilter<FormGuard>();
        group.MapOverzicht();
        group.MapVoortgang();
        group.MapBerichten();
        group.MapMeldingen();
        group.MapKoppelingen();
        group.MapRegister();
        group.MapWijzigen();
        group.MapInstrumenten();
        group.MapVragenlijsten();
        group.MapLogboek();
        group.MapWebhookBeheer();
        group.MapStageEvaluatieBeheer();
        group.MapTrainingBeheer();
        group.MapCertificaatBeheer();
        group.MapBevoegdheid();
        return app;
    }
}
