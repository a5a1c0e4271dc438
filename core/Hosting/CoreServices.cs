using Azure.Core;
using Azure.Identity;
using Azure.Storage.Queues;
using Isop.Core.Agenda;
using Isop.Core.Backup;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Instrumenten;
using Isop.Core.Intervisie;
using Isop.Core.Kalender;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Meldingen;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Sleutels;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Upkeep;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Isop.Core.Hosting;

/// <summary>
/// What every process of an installation is made of: the store, the outbox, what people have agreed on, and the jobs of the clock.
/// Nothing is made before it is asked for; what a process registered before stays.
/// </summary>
public static class CoreServices
{
    /// <param name="services">Where it is added.</param>
    /// <param name="recent">What else than the register and the instruments is asked for again and again.</param>
    public static IServiceCollection AddIsopCore(this IServiceCollection services, params IEnumerable<Recent> recent)
    {
        services.AddOptions<IsopOptions>().BindConfiguration(IsopOptions.Section).ValidateDataAnnotations().ValidateOnStart();

        services.AddVault();
        services.TryAddSingleton<IDocumentStore>(s => new RecentReads(
            DocumentStores.Open(s.GetRequiredService<IOptions<IsopOptions>>().Value.Storage, s.GetRequiredService<TokenCredential>), TimeProvider.System,
            [RegisterStore.Recent, InstrumentStore.Recent, .. recent]));
        services.TryAddSingleton(s => KickQueues.Open(
            s.GetRequiredService<IOptions<IsopOptions>>().Value.Queue!, s.GetRequiredService<TokenCredential>));
        services.TryAddSingleton(KickOf);
        services.TryAddSingleton(CatalogOf);
        services.TryAddSingleton(s => new RegisterStore(
            s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<Outbox>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<CurrentRegister>(s => s.GetRequiredService<RegisterStore>().CurrentAsync);
        services.TryAddSingleton<InstrumentStore>();
        // Nothing opens waves here; who does, says so before.
        services.TryAddSingleton<VragenlijstStore>();
        services.TryAddSingleton<MeldingStore>();
        services.TryAddSingleton<Persoonsexport>();
        services.TryAddSingleton<Wismerken>();
        services.TryAddSingleton<Wissing>();
        services.AddJobs();
        return services.AddOutbox().AddTussenevaluatieKern().AddBezoekenKern().AddIntervisieKern().AddBegeleidingsteamKern()
            .AddStageEvaluatieKern().AddCertificatenKern().AddBevoegdheidKern().AddKwaliteitsimpulsKern();
    }

    /// <summary>The one identity of the process: a managed one (AZURE_CLIENT_ID says which), or who is signed in on this machine; and keys opened with it.</summary>
    private static void AddVault(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.TryAddSingleton<OpenVaultKey>(s => key => new KeyVaultKey(key, s.GetRequiredService<TokenCredential>()));
    }

    /// <summary>Decisions with their intents, and the planning that wakes what is due. Needs an <see cref="IDocumentStore"/>.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IKick, Kick>();
        services.TryAddSingleton<PlanningCatalog>();
        services.TryAddSingleton<Agendas>();
        services.TryAddSingleton<Relay>();
        services.TryAddSingleton<Outbox>();
        services.TryAddSingleton<Planning>();
        services.TryAddSingleton<Herkick>();
        services.TryAddSingleton<Probleemlijst>();
        return services;
    }

    /// <summary>The cases and their planning. Needs the stores and an <see cref="Outbox"/>.</summary>
    public static IServiceCollection AddTussenevaluatieKern(this IServiceCollection services)
    {
        services.AddKaartmoment();
        services.TryAddSingleton<Zaakwijzigingen>();
        services.TryAddSingleton<TussenevaluatieStore>();
        services.TryAddSingleton<TussenevaluatiePlanning>();
        return services;
    }

    /// <summary>The visits and their planning. Needs the stores and an <see cref="Outbox"/>.</summary>
    public static IServiceCollection AddBezoekenKern(this IServiceCollection services)
    {
        services.AddKaartmoment();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAgendaBron, Bezoekagenda>());
        services.TryAddSingleton<BezoekStore>();
        services.TryAddSingleton<BezoekPlanning>();
        return services;
    }

    /// <summary>The intervisie of leerteams and its planning. Needs the stores and an <see cref="Outbox"/>.</summary>
    public static IServiceCollection AddIntervisieKern(this IServiceCollection services)
    {
        services.AddKaartmoment();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAgendaBron, Intervisieagenda>());
        services.TryAddSingleton<IntervisieStore>();
        services.TryAddSingleton<IntervisiePlanning>();
        return services;
    }

    /// <summary>The kennismakingen at the start of a stage and their planning. Needs the stores and an <see cref="Outbox"/>.</summary>
    public static IServiceCollection AddBegeleidingsteamKern(this IServiceCollection services)
    {
        services.AddKaartmoment();
        services.TryAddSingleton<KennismakingStore>();
        services.TryAddSingleton<BegeleidingsteamPlanning>();
        return services;
    }

    /// <summary>The waves of the stage-evaluatie, their closing and the reports. Needs the stores and an <see cref="Outbox"/>.</summary>
    public static IServiceCollection AddStageEvaluatieKern(this IServiceCollection services)
    {
        if (services.All(s => s.ServiceType != typeof(GolfStore)))
        {
            services.AddOptions<StageEvaluatieOptions>().BindConfiguration(StageEvaluatieOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        }

        services.AddKaartmoment();
        services.AddVault();
        services.TryAddSingleton<BezorgStore>();
        services.TryAddSingleton<GolfIsOpen>(s => ct => s.GetRequiredService<GolfStore>().IsErEenOpenAsync(ct));
        services.TryAddSingleton<VragenlijstStore>();
        services.TryAddSingleton<GolfStore>();
        services.TryAddSingleton<Golfrooster>();
        services.TryAddSingleton<Golfgeheimen>();
        services.TryAddSingleton<Telkluis>();
        services.TryAddSingleton<Leesbladen>();
        services.TryAddSingleton<Golfsluiting>();
        services.TryAddSingleton<Jaaruitgaven>();
        services.TryAddSingleton<Opmerkingen>();
        services.TryAddSingleton<OudereRapporten>();
        services.TryAddSingleton<StageEvaluatiePlanning>();
        return services;
    }

    /// <summary>The trainings, and the certificates that are issued for them. Needs the stores and an <see cref="Outbox"/>.</summary>
    public static IServiceCollection AddCertificatenKern(this IServiceCollection services)
    {
        if (services.All(s => s.ServiceType != typeof(CertificaatStore)))
        {
            services.AddOptions<CertificaatOptions>().BindConfiguration(CertificaatOptions.Section)
                .Configure<IConfiguration>((o, settings) => o.PublicUrl = settings.GetValue<Uri>($"{IsopOptions.Section}:{nameof(CertificaatOptions.PublicUrl)}") ?? o.PublicUrl)
                .ValidateDataAnnotations().ValidateOnStart();
        }

        services.AddVault();
        services.TryAddSingleton<CertificaatStore>();
        services.TryAddSingleton<Sleutelregister>();
        services.TryAddSingleton<Ondertekening>();
        services.TryAddSingleton<Badgemaker>();
        services.TryAddSingleton<Statuslijsten>();
        services.TryAddSingleton<Badgecontrole>();
        services.AddKaartmoment();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAgendaBron, Trainingsagenda>());
        services.TryAddSingleton<TrainingStore>();
        services.TryAddSingleton<TrainingPlanning>();
        services.TryAddSingleton<Trainingsherinnering>();
        services.TryAddSingleton<Verstrekker>();
        services.TryAddSingleton<Naamverwijdering>();
        services.TryAddSingleton<IVerstrekrij>(s => s.GetRequiredService<IOptions<IsopOptions>>().Value.HasQueue
            ? new WachtrijVerstrekrij(s.GetRequiredService<QueueServiceClient>())
            : new DirecteVerstrekrij(s.GetRequiredService<Verstrekker>()));
        services.TryAddSingleton<VerstrekPlanning>();
        return services;
    }

    /// <summary>Who may assess. Needs an <see cref="IDocumentStore"/> and the certificates.</summary>
    public static IServiceCollection AddBevoegdheidKern(this IServiceCollection services)
    {
        services.TryAddSingleton<BevoegdheidStore>();
        return services;
    }

    /// <summary>The kwaliteitsimpulsen and their planning. Needs the stores and an <see cref="Outbox"/>.</summary>
    public static IServiceCollection AddKwaliteitsimpulsKern(this IServiceCollection services)
    {
        services.TryAddSingleton<ImpulsStore>();
        services.TryAddSingleton<ImpulsPlanning>();
        return services;
    }

    /// <summary>When people are open to a card: asked by who plans one and by who has to move one. May be added twice.</summary>
    public static IServiceCollection AddKaartmoment(this IServiceCollection services)
    {
        if (services.All(s => s.ServiceType != typeof(Kaartmoment)))
        {
            services.AddOptions<KaartmomentOptions>().BindConfiguration("Isop:Kaartmoment").ValidateDataAnnotations().ValidateOnStart();
        }

        services.TryAddSingleton(s => new Kaartmoment(s.GetRequiredService<IOptions<KaartmomentOptions>>().Value));
        return services;
    }

    private static void AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton<JobRuns>();
        services.TryAddSingleton<Planningsronde>();
        services.TryAddSingleton<NightJobs>();
        services.TryAddSingleton<Nachtwerk>();
        services.AddSingleton(s => new NightJob("wachtrij", s.GetRequiredService<Probleemlijst>().SweepAsync));
        services.TryAddSingleton<Opruiming>();
        services.AddSingleton(s => new NightJob(Opruiming.Name, s.GetRequiredService<Opruiming>().RunAsync));
        services.AddBackup();
    }

    private static IKick KickOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<IsopOptions>>().Value.HasQueue
            ? new QueueKick(
                services.GetRequiredService<QueueServiceClient>(), services.GetRequiredService<Probleemlijst>(), services.GetRequiredService<TimeProvider>(),
                services.GetService<ILogger<QueueKick>>())
            : new Kick();

    /// <summary>The capabilities that have cases to wake.</summary>
    private static PlanningCatalog CatalogOf(IServiceProvider services)
    {
        var catalog = new PlanningCatalog();
        catalog.Add(TussenevaluatiePlanning.Capability, services.GetRequiredService<TussenevaluatiePlanning>().WakeAsync);
        catalog.Add(Bezoekkaarten.Capability, services.GetRequiredService<BezoekPlanning>().WakeAsync);
        catalog.Add(Intervisiekaarten.Capability, services.GetRequiredService<IntervisiePlanning>().WakeAsync);
        catalog.Add(BegeleidingsteamPlanning.Capability, services.GetRequiredService<BegeleidingsteamPlanning>().WakeAsync);
        catalog.Add(Trainingskaarten.Capability, services.GetRequiredService<TrainingPlanning>().WakeAsync);
        catalog.Add(Certificaatregels.Capability, services.GetRequiredService<VerstrekPlanning>().WakeAsync);
        catalog.Add(GolfStore.Capability, services.GetRequiredService<StageEvaluatiePlanning>().WakeAsync);
        catalog.Add(ImpulsStore.Capability, services.GetRequiredService<ImpulsPlanning>().WakeAsync);
        return catalog;
    }
}
