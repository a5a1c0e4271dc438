using System.Net.Mime;
using Isop.Bot.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Isop.Bot.Api;

/// <summary>
/// What the API says about itself: OpenAPI made from the endpoints, and from that the definition of the Power Platform connector, which
/// must be OpenAPI 2.0. Both come from the same source, so they cannot differ. Made once; they are the same for everybody.
/// </summary>
internal sealed class ApiDocument(IServiceProvider services)
{
    public const string Name = "v1";

    private const string Sleutel = "entra";

    private readonly Lazy<Task<string>> _openApi = new(async () => await (await ReadAsync(services)).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    private readonly Lazy<Task<string>> _connector = new(async () => await ConnectorAsync(await ReadAsync(services)));

    /// <summary>OpenAPI 3.1, JSON.</summary>
    public Task<string> OpenApi => _openApi.Value;

    /// <summary>The connector's definition, OpenAPI 2.0, JSON, less than 1 MB: the Power Platform can import it from its address.</summary>
    public Task<string> Connector => _connector.Value;

    public static void Add(IServiceCollection services) => services.AddSingleton<ApiDocument>().AddOpenApi(Name, document =>
    {
        document.ShouldInclude = operation => operation.GroupName == Name;
        document.AddSchemaTransformer(Veldvorm.DescribeAsync);
        document.AddOperationTransformer(Vraagvorm.CompleteAsync);
        document.AddDocumentTransformer(DescribeAsync);
    });

    public static void Map(WebApplication app)
    {
        var open = app.MapGroup(ApiModule.Path).RequireRateLimiting(RateLimits.Api);
        open.MapGet("/openapi.json", async (ApiDocument document) => Json(await document.OpenApi));
        open.MapGet("/connector.json", async (ApiDocument document) => Json(await document.Connector));
    }

    private static ContentHttpResult Json(string text) => TypedResults.Content(text, MediaTypeNames.Application.Json);

    private static Task<OpenApiDocument> ReadAsync(IServiceProvider services) =>
        services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();

    private static async Task<string> ConnectorAsync(OpenApiDocument document) =>
        await Connectorvorm.Van(document).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi2_0);

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var (site, api) = (
            context.ApplicationServices.GetRequiredService<IOptions<WebOptions>>().Value.PublicUrl,
            context.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value);
        document.Info = new OpenApiInfo
        {
            Title = "ISOP", Version = "1.0",
            Description = "Samen opleiden in Partnerschap ISOP: tussenevaluaties, bezoeken, bijeenkomsten, certificaten en rapporten, voor zover je ze mag zien.",
            Contact = new OpenApiContact { Name = "Onderwijsbureau ISOP", Url = new Uri(site, "/over") },
        };
        document.Servers = [new OpenApiServer { Url = site.AbsoluteUri.TrimEnd('/') }];
        var tenant = api.Authority.AbsoluteUri.TrimEnd('/').Replace("/v2.0", "", StringComparison.Ordinal);
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Sleutel] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Flows = new OpenApiOAuthFlows
                {
                    AuthorizationCode = new OpenApiOAuthFlow
                    {
                        AuthorizationUrl = new Uri($"{tenant}/oauth2/v2.0/authorize"), TokenUrl = new Uri($"{tenant}/oauth2/v2.0/token"),
                        Scopes = new Dictionary<string, string> { [Toestemming(api)] = "ISOP gebruiken als jezelf" },
                    },
                },
            },
        };
        Veldvorm.Complete(document);
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Sleutel, document)] = [Toestemming(api)] }];
        return Task.CompletedTask;
    }

    private static string Toestemming(ApiOptions api) => $"api://{api.Audience}/{api.Scope}";
}
