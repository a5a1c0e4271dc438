using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.Development;

/// <summary>What is there in Development only: a clock to move, a demo register, a start page and the calls under /dev.</summary>
internal static class DevelopmentSetup
{
    public static void AddDevelopment(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            return;
        }

        builder.AddKlok();
        builder.Services.AddSingleton<Draaiboek>();
        builder.Services.AddOptions<WebOptions>().PostConfigure<IConfiguration>(OwnAddress);
    }

    /// <summary>The clock that Development can move, also for a command beside the server; nothing elsewhere.</summary>
    public static void AddKlok(this IHostApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddSingleton(s => new Klok(s.GetRequiredService<IDocumentStore>));
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(s => s.GetRequiredService<Klok>()));
        }
    }

    /// <summary>Without a setting, links lead to the address this process listens on.</summary>
    private static void OwnAddress(WebOptions options, IConfiguration configuration)
    {
        if (configuration["Isop:PublicUrl"] is null && configuration["urls"]?.Split(';')[0] is { } url
            && Uri.TryCreate(url, UriKind.Absolute, out var own) && own.IsLoopback)
        {
            options.PublicUrl = own;
        }
    }

    public static void MapDevelopmentSurface(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapStart();
            app.MapDevelopmentCalls();
        }
    }

    /// <summary>Sets the clock where it stood, and brings the demo register when there is none yet.</summary>
    public static async Task PrepareDevelopmentAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        var services = app.Services;
        var clock = services.GetRequiredService<Klok>();
        var registers = services.GetRequiredService<RegisterStore>();
        await clock.LoadAsync(cancellationToken);
        if (app.Configuration.GetValue("Isop:Demo", true) && await registers.PointerAsync(cancellationToken) is null)
        {
            var now = clock.GetUtcNow();
            var moment = Demoregister.Moment(now);
            await clock.SetAsync(moment.AddDays(-2).AddHours(-11), cancellationToken);
            using var zip = Demoregister.Zip(now);
            if (await registers.PreviewAsync(zip, RegisterStore.DemoActor, cancellationToken) is not PreviewOutcome.Preview preview)
            {
                throw new InvalidOperationException("The demo register is refused.");
            }

            await registers.ApplyAsync(preview.Version, RegisterStore.DemoActor, true, cancellationToken);
            var draaiboek = services.GetRequiredService<Draaiboek>();
            await draaiboek.PlanAsync(cancellationToken);
            await draaiboek.MoveToAsync(clock, moment, cancellationToken);
        }
    }
}
