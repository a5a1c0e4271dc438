using Isop.Bot.Tabblad;

namespace Isop.Bot.Web;

/// <summary>
/// When a page of ours may stand in a frame: in one of Teams, Outlook or the Microsoft 365 app, and only a page that is signed in by the frame's own
/// cookie or tells everybody the same. Every other page may stand in none.
/// </summary>
internal static class Teamskader
{
    /// <summary>The hosts of "Tab requirements" in the documentation of Teams, without the consumers' Outlook.</summary>
    public const string Hosts = "https://*.cloud.microsoft https://teams.microsoft.com https://*.teams.microsoft.com https://*.microsoft365.com "
        + "https://*.office.com https://outlook.office.com https://outlook.office365.com https://outlook-sdf.office.com https://outlook-sdf.office365.com";

    private static readonly object Allowed = new();

    /// <summary>Whether the browser says that it will show the answer inside another page.</summary>
    public static bool IsFramed(HttpRequest request) =>
        request.Headers["Sec-Fetch-Dest"].ToString() is "iframe" or "frame" or "embed" or "object" or "fencedframe";

    /// <summary>Lets the answer to this request stand in a frame of Teams.</summary>
    public static void Allow(HttpContext context) => context.Items[Allowed] = Allowed;

    /// <summary>The same for a page that tells everybody the same, when a frame asks for it and there is a tab.</summary>
    public static void AllowCommon(HttpContext? context)
    {
        if (context is not null && IsFramed(context.Request) && context.RequestServices.GetService<Tabdeur>() is not null)
        {
            Allow(context);
        }
    }

    public static bool IsAllowed(HttpContext context) => context.Items.ContainsKey(Allowed);

    /// <summary>Makes a cookie one that browsers keep for this frame in this site, apart from all others.</summary>
    public static void Partition(CookieOptions options)
    {
        options.SameSite = SameSiteMode.None;
        options.Secure = true;
        options.Extensions.Add("Partitioned");
    }
}
