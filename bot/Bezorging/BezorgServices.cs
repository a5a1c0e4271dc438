using Isop.Bot.Teams;
using Isop.Core.Bezorging;
using Isop.Core.Hosting;
using Isop.Core.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Bezorging;

public static class BezorgServices
{
    /// <summary>
    /// Adds the delivery side: outbox, planning, worker and cards. Needs an IDocumentStore, a CurrentRegister, a CardCatalog,
    /// a <see cref="LinkMaker"/>, an <see cref="IMailer"/> and the Teams channel in the services.
    /// </summary>
    public static IHostApplicationBuilder AddBezorging(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<BezorgOptions>().Configure<IOptions<IsopOptions>>(LookLessOften)
            .Bind(builder.Configuration.GetSection("Isop:Bezorging")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<QuietOptions>().Bind(builder.Configuration.GetSection("Isop:Quiet")).ValidateDataAnnotations().ValidateOnStart();
        services.AddKaartmoment();
        services.AddOutbox();
        services.AddSingleton<BezorgStore>();
        services.AddSingleton<Berichten>();
        services.TryAddSingleton<Sturing>();
        services.TryAddSingleton<MailLane>();
        services.AddSingleton(sp => new Lease(sp.GetRequiredService<IDocumentStore>(), Lease.Bezorging, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Tellingen>();
        services.AddSingleton<Verzendpoort>();
        services.AddSingleton<BerichtComposer>();
        services.AddSingleton<Kanalen>();
        services.AddSingleton<TeamsSender>();
        services.AddSingleton<MailSender>();
        services.AddSingleton<PersonTurn>();
        services.AddSingleton<RefreshTurn>();
        services.AddSingleton<Bezorgdienst>();
        services.AddSingleton<BezorgCards>();
        services.AddSingleton<Postvak>();
        services.AddHostedService<DeliveryWorker>();
        return builder;
    }

    /// <summary>Adds the verbs and words of the delivery side, and lets the Teams channel tell who was installed and who has read.</summary>
    public static void UseBezorging(this IServiceProvider services)
    {
        services.GetRequiredService<BezorgCards>().Register();
        var (events, berichten, clock) = (
            services.GetRequiredService<TeamsEvents>(), services.GetRequiredService<Berichten>(), services.GetRequiredService<TimeProvider>());
        events.InstalledAsync = (person, token) => berichten.ReachableAsync(person, clock.GetUtcNow(), token);
        events.SeenAsync = (person, read, token) => berichten.SeenAsync(person, read, clock.GetUtcNow(), token);
    }

    /// <summary>With a queue every process hears of what is due now; only what becomes due by itself waits for the next look.</summary>
    private static void LookLessOften(BezorgOptions options, IOptions<IsopOptions> isop)
    {
        if (!string.IsNullOrWhiteSpace(isop.Value.Queue))
        {
            options.PollSeconds = 10;
        }
    }
}
