using System.Text.Json.Serialization;
using Isop.Bot.Aanmelden;
using Isop.Bot.Web;
using Isop.Bot.Webhooks;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Api;

/// <summary>The HTTP API under /api/v1. Needs the web door, the links of the Teams channel and the pages of the bureau in the services.</summary>
internal static class ApiModule
{
    public const string Path = "/api/v1";
    public const string HttpName = "isop-api";

    public static IHostApplicationBuilder AddApi(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsRules>();
        if (builder.Configuration.GetSection(ApiOptions.Section).Get<ApiOptions>() is not { IsOn: true })
        {
            return builder;
        }

        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.RespectNullableAnnotations = true;
        });
        ApiDocument.Add(services);
        services.TryAddSingleton<AccountTokens>();
        services.TryAddSingleton<AccountPersonen>();
        services.AddSingleton<ApiDeur>();
        services.AddSingleton<Bezoeklijst>();
        services.AddSingleton<Importtaken>();
        services.AddHostedService(s => s.GetRequiredService<Importtaken>());
        services.AddHttpClient(HttpName).RemoveAllLoggers();
        services.AddAuthentication().AddJwtBearer(ApiDeur.Scheme, _ => { });
        services.AddOptions<JwtBearerOptions>(ApiDeur.Scheme).Configure<IOptions<ApiOptions>, ApiDeur, AccountTokens, IHttpClientFactory>(Configure);
        return builder;
    }

    public static void MapApi(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.IsOn)
        {
            return;
        }

        app.UseActies();
        ApiDocument.Map(app);
        var api = app.MapGroup(Path).WithGroupName(ApiDocument.Name).RequireAuthorization(ApiDeur.Policy).RequireRateLimiting(RateLimits.Api)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapIk();
        api.MapOrganisaties();
        api.MapKalender();
        api.MapPersonen();
        api.MapLeerteams();
        api.MapStages();
        api.MapTussenevaluaties();
        api.MapTussenevaluatieInhoud();
        api.MapTussenevaluatieActies();
        api.MapBezoeken();
        api.MapBijeenkomsten();
        api.MapCertificaten();
        api.MapTrainingen();
        api.MapRapporten();
        api.MapRegisterimport();
        api.MapWebhooks();
    }

    private static void Configure(JwtBearerOptions options, IOptions<ApiOptions> settings, ApiDeur deur, AccountTokens tokens, IHttpClientFactory http)
    {
        tokens.Ask(options, settings.Value.Authority, http.CreateClient(HttpName), settings.Value.Audience!);
        options.Events = new JwtBearerEvents { OnTokenValidated = deur.EnterAsync, OnChallenge = ApiDeur.RefuseAsync };
    }
}
