using Isop.Core.Register;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Teams;

public static class TeamsServices
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Adds the Teams channel. Needs an IDocumentStore, a <see cref="Core.Register.CurrentRegister"/> and a CardCatalog in the services.
    /// </summary>
    public static IHostApplicationBuilder AddTeams(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<BotOptions>().Bind(builder.Configuration.GetSection(BotOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<BotOptions>, BotOptionsRules>();
        services.AddOptions<TenantsOptions>().Configure(o => builder.Configuration.GetSection(TenantsOptions.Section).Bind(o.Domains))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TenantsOptions>, TenantsOptionsRules>();

        AddOutgoing(services, ConnectorClient.HttpName);
        AddOutgoing(services, BotKeys.HttpName);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CurrentRegister>(sp => sp.GetRequiredService<RegisterStore>().CurrentAsync);
        services.AddSingleton<ServiceHosts>();
        services.AddSingleton<IConnectorToken>(sp => sp.GetRequiredService<ServiceHosts>().IsAnonymous
            ? new NoConnectorToken()
            : ActivatorUtilities.CreateInstance<EntraConnectorToken>(sp));
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ConnectorPace>();
        services.AddSingleton<BotKeys>();
        services.AddSingleton<BotTokenValidator>();
        services.AddSingleton<PersonLinks>();
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<TeamsEvents>();
        services.AddSingleton<TurnActors>();
        services.AddSingleton<TurnReplies>();
        services.AddSingleton<TurnHandler>();
        services.AddSingleton<Turns>();
        services.AddSingleton<TeamsEndpoint>();
        return builder;
    }

    /// <summary>Maps POST /api/messages.</summary>
    public static IEndpointConventionBuilder MapTeams(this IEndpointRouteBuilder endpoints)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<TeamsEndpoint>();
        return endpoints.MapPost("/api/messages", endpoint.HandleAsync).ShortCircuit();
    }

    /// <summary>Outgoing calls follow no redirects, so that an allowed host cannot send us to another one.</summary>
    private static void AddOutgoing(IServiceCollection services, string name) => services.AddHttpClient(name)
        .ConfigureHttpClient(c => c.MaxResponseContentBufferSize = 1024 * 1024)
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = ConnectionLifetime,
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}
