using Isop.Bot.Web.Screens;

namespace Isop.Bot.Web.Mailing;

/// <summary>The development postvak's pages, under /dev.</summary>
internal static class MailEndpoints
{
    /// <summary>A mail is shown as its reader sees it, in a frame that may do nothing but follow a link.</summary>
    private const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

    /// <summary>Links leave the frame: our own pages refuse to be framed.</summary>
    private const string LeaveFrame = "<!DOCTYPE html><base target=\"_top\">";

    public static void MapDevelopmentMail(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapDevelopment().MapGroup("/mail");
        group.MapGet("", async (DevelopmentPostvak postvak, string? aan, CancellationToken cancellationToken) =>
            Pages.Show<MailListScreen>(new { Mails = await postvak.ListAsync(aan, cancellationToken), To = aan }));
        group.MapGet("/{id}", async Task<IResult> (string id, DevelopmentPostvak postvak, CancellationToken cancellationToken) =>
            await postvak.FindAsync(id, cancellationToken) is { } mail
                ? Pages.Show<MailScreen>(new { Mail = mail })
                : TypedResults.NotFound());
        group.MapGet("/{id}/html", async Task<IResult> (string id, DevelopmentPostvak postvak, HttpContext context, CancellationToken cancellationToken) =>
        {
            context.Response.Headers.ContentSecurityPolicy = MailPolicy;
            return await postvak.FindAsync(id, cancellationToken) is { } mail
                ? TypedResults.Content(LeaveFrame + mail.Html, "text/html; charset=utf-8")
                : TypedResults.NotFound();
        });
    }
}
