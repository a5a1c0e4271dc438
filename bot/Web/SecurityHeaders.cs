namespace Isop.Bot.Web;

/// <summary>What every answer carries, whoever made it. A page that needs another policy sets its own header first.</summary>
internal static class SecurityHeaders
{
    private const string Policy = Content + "'none'";
    private const string PolicyInTeams = Content + Teamskader.Hosts;
    private const string Content = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(static state => Apply((HttpContext)state), context);
        return next(context);
    });

    private static Task Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        var inTeams = Teamskader.IsAllowed(context);
        if (headers.TryAdd("Content-Security-Policy", inTeams ? PolicyInTeams : Policy) && !inTeams)
        {
            headers.XFrameOptions = "DENY";
        }

        // Only files of the site itself, and pages that are the same for everybody, say that they may be kept; everything else may be personal.
        var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;
        if (!headers.ContainsKey("Cache-Control") || (isPage && context.GetEndpoint()?.Metadata.GetMetadata<VoorIedereen>() is null))
        {
            headers.CacheControl = "no-store";
        }

        if (context.Request.IsHttps && !IsLocalName(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }

    /// <summary>Names that only reach this machine, so that a page elsewhere cannot make its own name point here (DNS rebinding).</summary>
    internal static bool IsLocalName(string host) => host is "localhost" or "127.0.0.1" or "[::1]" or "::1";
}

/// <summary>On an endpoint: its page shows everybody the same, so what it says itself about keeping it stands.</summary>
internal sealed class VoorIedereen;
