using System.Collections.Concurrent;
using Azure.Core;
using Isop.Bot.Bezorging;
using Isop.Bot.Teams;
using Isop.Bot.Web.Mailing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Graph;

internal static class GraphServices
{
    /// <summary>An answer is never longer: a list of people, or a report of a mail that came back with that mail in it.</summary>
    private const int LongestAnswer = 4 * 1024 * 1024;

    private static readonly TimeSpan InstallEvery = TimeSpan.FromMinutes(1);

    /// <summary>Adds the way to Graph. May be added twice.</summary>
    public static IHostApplicationBuilder AddGraph(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(GraphClient)))
        {
            return builder;
        }

        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(GraphClient.HttpName)
            .ConfigureHttpClient(http =>
            {
                http.Timeout = TimeSpan.FromSeconds(30);
                http.MaxResponseContentBufferSize = LongestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.TryAddSingleton(Credentials);
        services.AddSingleton<GraphClient>();
        return builder;
    }

    /// <summary>
    /// Adds installing for people, which runs when the settings name the app in the catalogue. Needs the Teams channel and the
    /// delivery side in the services.
    /// </summary>
    public static IHostApplicationBuilder AddInstalleren(this IHostApplicationBuilder builder)
    {
        var services = builder.AddGraph().Services;
        services.AddSingleton<GraphPeople>();
        services.AddSingleton<GraphApps>();
        services.AddSingleton<InstallatieStore>();
        services.AddSingleton<Installateur>();
        if (!string.IsNullOrEmpty(builder.Configuration[$"{BotOptions.Section}:{nameof(BotOptions.CatalogusId)}"]))
        {
            services.AddSingleton(s => new LeaderJob("installeren", InstallEvery, s.GetRequiredService<Installateur>().RunAsync));
        }

        return builder;
    }

    private static GraphCredential Credentials(IServiceProvider services)
    {
        var bot = services.GetRequiredService<IOptions<BotOptions>>();
        var known = new ConcurrentDictionary<string, TokenCredential>(StringComparer.OrdinalIgnoreCase);
        return tenant => known.GetOrAdd(tenant ?? "", key => key.Length == 0
            ? services.GetRequiredService<TokenCredential>()
            : BotCredential.In(key, bot.Value));
    }
}
