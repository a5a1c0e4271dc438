using Isop.Bot.Bezorging;
using Isop.Bot.Graph;
using Isop.Bot.Web.Mailing;
using Isop.Core.Bezorging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Bot.Retourmail;

internal static class RetourServices
{
    /// <summary>
    /// Adds looking for mails that came back, which runs when the settings name a mailbox. Needs the delivery side in the services.
    /// </summary>
    public static IHostApplicationBuilder AddRetourmail(this IHostApplicationBuilder builder)
    {
        var services = builder.AddGraph().Services;
        services.TryAddSingleton<Retourstanden>();
        services.AddSingleton<Retouren>();
        services.AddSingleton<Retourlezer>();
        if (!string.IsNullOrEmpty(builder.Configuration[$"{MailOptions.Section}:{nameof(MailOptions.Sender)}"]))
        {
            services.AddSingleton(s => new LeaderJob("retourmail", Retourlezer.Every, s.GetRequiredService<Retourlezer>().RunAsync));
        }

        return builder;
    }
}
