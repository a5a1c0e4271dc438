using Isop.Bot.Bezorging;
using Isop.Bot.Bureau;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Bot.Development;
using Isop.Bot.Teams;
using Isop.Bot.Telemetry;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Bot.Web;
using Isop.Bot.Web.Inbox;
using Isop.Bot.Web.Links;
using Isop.Bot.Web.Sessions;
using Isop.Core.Bezorging;
using Isop.Core.Instrumenten;
using Isop.Core.Meldingen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Upkeep;
using Microsoft.Extensions.Options;

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
        services.AddTussenevaluaties();
        services.AddChat();
        services.AddBureau();
        services.AddSingleton<JobRuns>();
        services.AddSingleton<NightJobs>();
        services.AddSingleton<Nachtwerk>();
        services.AddSingleton(s => new NightJob("links", s.GetRequiredService<MailedLinks>().SweepAsync));
        services.AddSingleton(s => new NightJob("sessies", s.GetRequiredService<Sessions>().SweepAsync));
        services.AddHostedService<PlanningTimer>();
    }

    /// <summary>What pages, cards and commands work on: the store, the register and what the bureau keeps.</summary>
    public static void AddState(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<IsopOptions>().BindConfiguration(IsopOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IDocumentStore>(s => new RecentReads(
            DocumentStores.Open(s.GetRequiredService<IOptions<IsopOptions>>().Value.Storage), TimeProvider.System,
            RegisterStore.Recent, InstrumentStore.Recent, PersonLinks.Recent));
        services.AddSingleton(s => new RegisterStore(
            s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<Outbox>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CurrentRegister>(s => s.GetRequiredService<RegisterStore>().CurrentAsync);
        services.AddSingleton<InstrumentStore>();
        services.AddSingleton<MeldingStore>();
    }

    /// <summary>Lets the planning wake the cases of every capability.</summary>
    public static void UsePlanning(this IServiceProvider services)
    {
        var planning = services.GetRequiredService<PlanningCatalog>();
        planning.Add(TussenevaluatiePlanning.Capability, services.GetRequiredService<TussenevaluatiePlanning>().WakeAsync);
    }

    public static void MapIsop(this WebApplication app)
    {
        var services = app.Services;
        var catalog = services.GetRequiredService<CardCatalog>();
        catalog.MapTussenevaluaties(services);
        services.UseBezorging();
        catalog.MapChat(services);

        services.UsePlanning();

        // A faulty default instrument must stop the start, not the first card.
        _ = InstrumentCatalog.Defaults;

        app.MapWeb();
        app.MapTussenevaluatiePaginas();
        app.MapTeams();
        app.MapBureauPages();
        app.MapDevelopmentSurface();
    }
}
