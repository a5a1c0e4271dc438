using Isop.Bot.Aanmelden;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Bot.Web.Links;
using Isop.Bot.Web.Sessions;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Tabblad;

/// <summary>
/// ISOP as a tab in Teams: a page that signs in by what Teams vouches for, and from there on the site's own pages in the frame. There with the bot's
/// registration (<c>Isop:Bot:AppId</c>). Needs the web door and the links of the Teams channel.
/// </summary>
internal static class TabModule
{
    public const string Path = "/tab";

    /// <summary>Where the tab opens when nothing else is asked for.</summary>
    public const string Start = MailedLinks.Home;
    public const string Scheme = "isop-tab";
    public const string HttpName = "isop-tab";

    public static IHostApplicationBuilder AddTabblad(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        if (builder.Configuration.GetSection(BotOptions.Section).Get<BotOptions>() is not { AppId.Length: > 0 })
        {
            return builder;
        }

        services.TryAddSingleton<AccountTokens>();
        services.TryAddSingleton<AccountPersonen>();
        services.AddSingleton<Tabdeur>();
        services.AddHttpClient(HttpName).RemoveAllLoggers();
        services.AddAuthentication().AddJwtBearer(Scheme, _ => { });
        services.AddOptions<JwtBearerOptions>(Scheme)
            .Configure<IOptions<BotOptions>, IOptions<AanmeldOptions>, IOptions<WebOptions>, AccountTokens, IHttpClientFactory>(Configure);
        return builder;
    }

    public static void MapTabblad(this WebApplication app)
    {
        if (app.Services.GetService<Tabdeur>() is not { } deur)
        {
            return;
        }

        var tab = app.MapGroup(Path).RequireRateLimiting(RateLimits.Tab);
        tab.MapGet("", Tabdeur.Open).WithMetadata(new ZonderSessie());
        tab.MapPost("/aanmelden", deur.EnterAsync).DisableAntiforgery();
        tab.MapGet("/sessie", () => TypedResults.NoContent()).RequireAuthorization();
    }

    /// <summary>One registration is bot, sign-in and tab, so the tab asks where signing in asks; the same app has two names in a token.</summary>
    private static void Configure(
        JwtBearerOptions options, IOptions<BotOptions> bot, IOptions<AanmeldOptions> aanmelden, IOptions<WebOptions> web, AccountTokens tokens, IHttpClientFactory http)
    {
        var app = bot.Value.AppId!.ToLowerInvariant();
        tokens.Ask(options, aanmelden.Value.Authority, http.CreateClient(HttpName), app, $"api://{web.Value.PublicUrl.Host}/botid-{app}");
    }
}
