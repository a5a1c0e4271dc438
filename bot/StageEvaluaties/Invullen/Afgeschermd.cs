namespace Isop.Bot.StageEvaluaties.Invullen;

/// <summary>
/// A page in a sandbox of its own: no script runs, and to the browser its form comes from nowhere, so that no cookie of the site goes with it.
/// Stylesheets then count as another site's.
/// </summary>
internal static class Afgeschermd
{
    private const string Policy =
        "sandbox allow-forms; default-src 'none'; style-src {0}; img-src {0} data:; form-action {0}; base-uri 'none'; frame-ancestors 'none'";

    public static void Headers(HttpContext context)
    {
        var own = $"{context.Request.Scheme}://{context.Request.Host}";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = string.Format(System.Globalization.CultureInfo.InvariantCulture, Policy, own);

        // A page in a sandbox may not ask for a window of its own: browsers would refuse to show it.
        headers["Cross-Origin-Opener-Policy"] = "unsafe-none";
    }
}
