using Isop.Bot.Aanmelden;
using Isop.Bot.Agenda;
using Isop.Bot.Api;
using Isop.Bot.Begeleidingsteam;
using Isop.Bot.Bezoeken;
using Isop.Bot.Bezorging;
using Isop.Bot.Bureau;
using Isop.Bot.Cards;
using Isop.Bot.Certificaten;
using Isop.Bot.Certificaten.Bevoegdheden;
using Isop.Bot.Chat;
using Isop.Bot.Development;
using Isop.Bot.Gezondheid;
using Isop.Bot.Graph;
using Isop.Bot.Intervisie;
using Isop.Bot.Kwaliteitsimpulsen;
using Isop.Bot.MijnIsop;
using Isop.Bot.Retourmail;
using Isop.Bot.Sleutels;
using Isop.Bot.StageEvaluaties;
using Isop.Bot.Tabblad;
using Isop.Bot.Teams;
using Isop.Bot.Telemetry;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Bot.Web;
using Isop.Bot.Web.Inbox;
using Isop.Bot.Web.Links;
using Isop.Bot.Web.Sessions;
using Isop.Bot.Webhooks;
using Isop.Core.Hosting;
using Isop.Core.Instrumenten;
using Isop.Core.StageEvaluaties;
using Isop.Core.Upkeep;

namespace Isop.Bot.Hosting;

/// <summary>Puts the parts together: the store, what people do, the two doors and the clock.</summary>
internal static class IsopSetup
{
    public static void AddIsop(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddState();
        services.AddSingleton<CardCatalog>();

        builder.AddTelemetry();
        builder.AddDevelopment();
        builder.AddBezorging();
        services.AddSingleton<ReadInbox>(s => s.GetRequiredService<InboxOfPerson>().ReadAsync);
        services.AddSingleton<InboxOfPerson>();
        builder.AddTeams();
        builder.AddWeb();
        builder.AddAanmelden();
        builder.AddApi();
        builder.AddTabblad();
        builder.AddWebhooks();
        builder.AddSleutels();
        builder.AddInstalleren();
        builder.AddRetourmail();
        builder.AddOutlook();
        builder.AddBezetting();
        services.AddTussenevaluaties();
        services.AddBezoeken();
        services.AddIntervisie();
        services.AddBegeleidingsteam();
        services.AddStageEvaluaties();
        services.AddCertificaten();
        services.AddBevoegdheden();
        services.AddKwaliteitsimpulsen();
        services.AddAgenda();
        services.AddChat();
        services.AddBureau();
        services.AddMijnIsop();
        services.AddGezond();
        services.AddSingleton(s => new NightJob("links", s.GetRequiredService<MailedLinks>().SweepAsync));
        services.AddSingleton(s => new NightJob("sessies", s.GetRequiredService<Sessions>().SweepAsync));
        services.AddHostedService<PlanningTimer>();
    }

    /// <summary>What pages, cards and commands work on.</summary>
    public static void AddState(this IHostApplicationBuilder builder) => builder.Services.AddIsopCore(PersonLinks.Recent);

    public static void MapIsop(this WebApplication app)
    {
        var services = app.Services;
        var catalog = services.GetRequiredService<CardCatalog>();
        catalog.MapTussenevaluaties(services);
        catalog.MapBezoeken(services);
        catalog.MapIntervisie(services);
        catalog.MapBegeleidingsteam(services);
        catalog.MapStageEvaluaties(services);
        catalog.MapCertificaten(services);
        catalog.MapBevoegdheden(services);
        catalog.MapKwaliteitsimpulsen(services);
        catalog.MapAgenda(services);
        services.UseBezorging();
        catalog.MapChat(services);

        // A faulty default must stop the start, not the first card.
        _ = InstrumentCatalog.Defaults;
        _ = VragenlijstCatalog.Defaults;

        app.MapWeb();
        app.MapAanmelden();
        app.MapTabblad();
        app.MapAgenda();
        app.MapGezond();
        app.MapTussenevaluatiePaginas();
        app.MapStageEvaluatiePaginas();
        app.MapCertificaten();
        app.MapKwaliteitsimpulsPaginas();
        app.MapTeams();
        app.MapBureauPages();
        app.MapMijnIsop();
        app.MapApi();
        app.MapDevelopmentSurface();
    }
}
