namespace Isop.Bot.Web;

/// <summary>Whether a request that may change something comes from our own pages, as far as the browser tells.</summary>
internal static class SameOrigin
{
    /// <summary>
    /// Browsers since 2023 send Sec-Fetch-Site, which decides. Older ones send Origin; on pages with no-referrer (ours) that
    /// is "null", which tells nothing. Where nothing is told (also: no browser) the form's antiforgery token or the custom
    /// header of a JSON post stands alone, and the cookie is SameSite=Lax.
    /// </summary>
    public static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return true;
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin is "" or "null"
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
