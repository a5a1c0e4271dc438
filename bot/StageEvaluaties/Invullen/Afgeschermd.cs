namespace Isop.Bot.StageEvaluaties.Invullen;

/// <summary>
/// A page in a sandbox of its own: no script runs, and to the browser its form comes from nowhere, so that no cookie of the site goes with it.
/// Stylesheets then count as another site's.
/// </summary>
internal static class Afgeschermd
{
    public static void Headers(HttpContext context)
    {
        var own = $"{context.Request.Scheme}://{context.Request.Host}";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"sandbox allow-forms; default-src 'none'; style-src {own}; img-src {own} data:; form-action {own}; base-uri 'none'; frame-ancestors 'none'";

        // A page in a sandbox may not ask for a window of its own: browsers would refuse to show it.
        headers["Cross-Origin-Opener-Policy"] = "unsafe-none";
    }
}
