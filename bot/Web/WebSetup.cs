using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Bot.Graph;
using Isop.Bot.Web.Inbox;
using Isop.Bot.Web.Links;
using Isop.Bot.Web.Mailing;
using Isop.Bot.Web.Sessions;
using Isop.Core.Bezorging;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Web;

/// <summary>
/// The mail-and-web door. Needs from elsewhere: <see cref="Core.Storage.IDocumentStore"/>, <see cref="Core.Register.CurrentRegister"/>,
/// <see cref="CardCatalog"/> and <see cref="ReadInbox"/>; takes <see cref="IMailer"/> when it is registered before it.
/// </summary>
public static class WebSetup
{
    public static IHostApplicationBuilder AddWeb(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<WebOptions>().BindConfiguration(WebOptions.Section).ValidateDataAnnotations()
            .Validate(
                o => builder.Environment.IsDevelopment() || o.PublicUrl.Scheme == Uri.UriSchemeHttps,
                "Isop:PublicUrl must be set to the site's https address: mailed links start with it.")
            .ValidateOnStart();
        services.AddRazorComponents();
        services.AddProblemDetails();
        services.AddAntiforgery(ConfigureAntiforgery);
        services.AddRateLimits();
        services.AddReverseProxy();
        services.AddResponseCompression(ConfigureCompression);
        services.QuietPaths();
        services.AddAuthentication(SessionAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, configureOptions: null);
        services.AddAuthorization();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CardCatalog>();
        services.AddSingleton<SiteFiles>();
        services.AddSingleton<Sessions.Sessions>();
        services.AddSingleton<MailedLinks>();
        services.AddSingleton<NewLinks>();
        services.AddHostedService(s => s.GetRequiredService<NewLinks>());
        services.TryAddSingleton<LinkMaker>(s =>
            (person, now, cancellationToken) => s.GetRequiredService<MailedLinks>().CreateAsync(person, MailedLinks.Inbox, now, cancellationToken));
        services.AddSingleton<ActionEndpoint>();
        AddMail(builder);
        return builder;
    }

    public static WebApplication MapWeb(this WebApplication app)
    {
        app.UseReverseProxy();
        app.UseSecurityHeaders();
        app.UseRequestLog();
        app.UseErrorPages();
        app.UseDevelopmentSurface(app.Environment);
        // Here, so that an endpoint with a sign-in of its own (the messages of Teams) need not pass what the web door asks.
        app.UseRouting();
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = static file => KeepWhileUnchanged(file.Context) });
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapLinks();
        app.MapSessions();
        app.MapInbox();
        if (app.Services.GetService<DevelopmentPostvak>() is not null)
        {
            app.MapDevelopmentMail();
        }

        return app;
    }

    /// <summary>Graph when a sender is set; the development postvak in Development only, so that no mail of real people is kept unsent.</summary>
    private static void AddMail(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<Sturing>();
        services.TryAddSingleton<MailLane>();
        builder.AddGraph();
        var options = builder.Configuration.GetSection(MailOptions.Section).Get<MailOptions>() ?? new MailOptions();
        if (options.Sender is { Length: > 0 })
        {
            services.AddSingleton<GraphMailer>();
            services.TryAddSingleton<IMailer>(s => s.GetRequiredService<GraphMailer>());
        }
        else if (builder.Environment.IsDevelopment())
        {
            services.AddSingleton<DevelopmentPostvak>();
            services.TryAddSingleton<IMailer>(s => s.GetRequiredService<DevelopmentPostvak>());
        }
        else
        {
            services.TryAddSingleton<IMailer>(_ => throw new OptionsValidationException(
                MailOptions.Section, typeof(MailOptions), ["Isop:Mail:Sender is not set: outside Development mail needs a sending mailbox."]));
        }
    }

    private static void ConfigureAntiforgery(Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions options)
    {
        options.Cookie = new FormCookie
        {
            Name = "isop-formulier",
            HttpOnly = true,
            IsEssential = true,
            // Lax: the page behind a mailed link is reached from another site and must see the cookie of an earlier page.
            SameSite = SameSiteMode.Lax,
            // Development runs over http on loopback; the cookie holds no session.
            SecurePolicy = CookieSecurePolicy.SameAsRequest,
        };
        // Who may frame a page is told by the policy of every page.
        options.SuppressXFrameOptionsHeader = true;
    }

    /// <summary>Only the site's own files: compressing pages that mix secrets and input would leak by length.</summary>
    private static void ConfigureCompression(ResponseCompressionOptions options)
    {
        options.EnableForHttps = true;
        options.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
    }

    private static void KeepWhileUnchanged(HttpContext context)
    {
        context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";

        // A page in a sandbox asks for its stylesheet as another site would; the files are the same for everybody.
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
