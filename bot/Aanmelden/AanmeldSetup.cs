using Azure.Core;
using Azure.Identity;
using Isop.Bot.Web;
using Isop.Bot.Web.Links;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Isop.Bot.Aanmelden;

/// <summary>What proves to the sign-in service that the code is redeemed by us: a token that stands in for a client secret.</summary>
internal delegate ValueTask<string> ClientAssertion(CancellationToken cancellationToken);

/// <summary>
/// Signing in with an account of an institute: OpenID Connect in a browser, authorization code with PKCE, ending in the session that a
/// mailed link gives. Needs the web door and the links of the Teams channel.
/// </summary>
internal static class AanmeldSetup
{
    public const string Scheme = "isop-account";
    public const string HttpName = "isop-aanmelden";
    public const string Path = "/aanmelden/account";
    private const string CallbackPath = "/aanmelden/terug";

    public static IHostApplicationBuilder AddAanmelden(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AanmeldOptions>().BindConfiguration(AanmeldOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AanmeldOptions>, AanmeldOptionsRules>();
        if (builder.Configuration.GetSection(AanmeldOptions.Section).Get<AanmeldOptions>() is not { IsOn: true })
        {
            return builder;
        }

        services.TryAddSingleton<ClientAssertion>(FromManagedIdentity);
        services.TryAddSingleton<AccountTokens>();
        services.AddSingleton<Aanmelding>();
        services.AddHttpClient(HttpName).RemoveAllLoggers();
        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IOptions<AanmeldOptions>, IOptions<WebOptions>, Aanmelding, IHttpClientFactory, AccountTokens>(Configure);
        return builder;
    }

    public static void MapAanmelden(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<AanmeldOptions>>().Value.IsOn)
        {
            app.MapGet(Path, Start).RequireRateLimiting(RateLimits.Redeem);
        }
    }

    private static IResult Start(string? terug)
    {
        var target = terug is { Length: <= 500 } && MailedLinks.IsOwnPage(terug) ? terug : MailedLinks.Home;
        return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = target }, [Scheme]);
    }

    private static void Configure(
        OpenIdConnectOptions options, IOptions<AanmeldOptions> settings, IOptions<WebOptions> web, Aanmelding aanmelding, IHttpClientFactory http,
        AccountTokens tokens)
    {
        options.Authority = settings.Value.Authority.AbsoluteUri;
        options.ClientId = settings.Value.ClientId;
        options.Backchannel = http.CreateClient(HttpName);
        options.ResponseType = OpenIdConnectResponseType.Code;
        // By GET: a post from another site would come without our cookies.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = CallbackPath;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.Scope.Add("email");
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.Always;
        }

        tokens.Ask(options.TokenValidationParameters);
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context =>
            {
                // Not from the request, whose host and scheme a proxy may have changed.
                context.ProtocolMessage.RedirectUri = new Uri(web.Value.PublicUrl, CallbackPath).AbsoluteUri;
                return Task.CompletedTask;
            },
            OnAuthorizationCodeReceived = aanmelding.ProveAsync,
            OnTicketReceived = aanmelding.EnterAsync,
            OnRemoteFailure = aanmelding.RefuseAsync,
        };
    }

    private static ClientAssertion FromManagedIdentity(IServiceProvider services)
    {
        var identity = services.GetRequiredService<IOptions<AanmeldOptions>>().Value.ManagedIdentityClientId!;
        var credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identity));
        return async cancellationToken =>
            (await credential.GetTokenAsync(new TokenRequestContext(["api://AzureADTokenExchange/.default"]), cancellationToken)).Token;
    }
}
