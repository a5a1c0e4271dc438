namespace Isop.Bot.Web.Sessions;

/// <summary>
/// The two cookies of a session: one for the browser itself, and one for a frame of Teams that lives in the jar of Teams alone (Partitioned).
/// </summary>
internal static class SessionCookies
{
    /// <summary>The one cookie that may sign this request in, and whether it is that of the frame.</summary>
    /// <remarks>
    /// A page in a frame never gets the power of the browser's own session, whoever frames it. The frame's cookie counts only for what one of our own
    /// pages asked for: not for a page at the top, not for another site that sends somebody here, and not where the browser does not say.
    /// </remarks>
    public static (string? Value, bool InFrame) Of(HttpRequest request)
    {
        var (own, framed) = (request.Cookies[SessionCookie.Name], Teamskader.IsFramed(request));
        if (!framed && own is not null)
        {
            return (own, false);
        }

        var asksOfItself = framed || request.Headers["Sec-Fetch-Dest"] == "empty";
        return asksOfItself && request.Headers["Sec-Fetch-Site"] == "same-origin" ? (request.Cookies[SessionCookie.NameInFrame], true) : (null, false);
    }

    public static void Set(HttpContext context, SessionCookie cookie, SessionPlace place = SessionPlace.Browser)
    {
        var (name, options) = place == SessionPlace.TeamsFrame
            ? (SessionCookie.NameInFrame, OptionsInFrame(Session.LifetimeInTeams))
            : (SessionCookie.Name, Options(place == SessionPlace.TeamsApp ? Session.LifetimeInTeams : Session.Lifetime));
        context.Response.Cookies.Append(name, cookie.ToString(), options);
    }

    /// <summary>Takes away the cookie of where this request comes from.</summary>
    public static void Clear(HttpContext context)
    {
        var (name, options) = Teamskader.IsFramed(context.Request)
            ? (SessionCookie.NameInFrame, OptionsInFrame(TimeSpan.Zero))
            : (SessionCookie.Name, Options(TimeSpan.Zero));
        context.Response.Cookies.Append(name, "", options);
    }

    // Max-Age and no Expires: the browser counts for itself, whatever our clock says (in Development it can be set).
    private static CookieOptions Options(TimeSpan maxAge) =>
        new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = maxAge, IsEssential = true };

    private static CookieOptions OptionsInFrame(TimeSpan maxAge)
    {
        var options = Options(maxAge);
        Teamskader.Partition(options);
        return options;
    }
}
