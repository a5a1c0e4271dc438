using Isop.Bot.Aanmelden;
using Isop.Bot.Web;
using Isop.Bot.Web.Inbox;
using Isop.Bot.Web.Links;
using Isop.Bot.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Tabblad;

/// <summary>
/// From a token that Teams gave the tab to a session of a person, in a cookie of its own. The token opens nothing else, and nothing else opens this.
/// </summary>
internal sealed class Tabdeur(AccountPersonen personen, Sessions sessions, IOptionsMonitor<JwtBearerOptions> tokens, TimeProvider clock)
{
    /// <summary>The delegated permission of the bot's registration that Teams asks a token for.</summary>
    public const string Permission = "access_as_user";

    private const int LongestPath = 500;

    /// <summary>The page that signs in: the same for everybody.</summary>
    public static IResult Open(HttpContext context, string? naar)
    {
        Teamskader.Allow(context);
        return Pages.Show<TabScreen>(new { Naar = TargetOf(naar) });
    }

    /// <summary>The same page in the place of one that needs a session. What was read comes back; what was sent is told to be lost.</summary>
    public static IResult AskAgain(HttpContext context)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method);
        var naar = isRead ? TargetOf(context.Request.Path + context.Request.QueryString) : TabModule.Start;
        return Pages.Show<TabScreen>(new { Naar = naar, NietOpgeslagen = !isRead }, StatusCodes.Status401Unauthorized);
    }

    /// <param name="naar">The page to go to.</param>
    /// <param name="app">Whether Teams shows the page without a frame, as on a phone: then the cookie is the browser's own.</param>
    public async Task<IResult> EnterAsync(string? naar, bool? app, HttpContext context, CancellationToken cancellationToken)
    {
        if (!SameOrigin.Allows(context.Request) || !context.Request.Headers.ContainsKey(ActionEndpoint.Header))
        {
            return ErrorPages.Problem(StatusCodes.Status403Forbidden, ErrorText.Of(StatusCodes.Status403Forbidden));
        }

        var token = await context.AuthenticateAsync(TabModule.Scheme);
        if (!token.Succeeded)
        {
            if (!token.None && !await AccountTokens.HasKeysAsync(tokens.Get(TabModule.Scheme), cancellationToken))
            {
                return ErrorPages.Problem(StatusCodes.Status503ServiceUnavailable, AccountTokens.ZonderSleutels);
            }

            return Refuse(context, token switch
            {
                { None: true } => Zonder,
                { Failure: TenantNotAllowedException or { InnerException: TenantNotAllowedException } } => Organisatie,
                _ => Ongeldig,
            });
        }

        var now = clock.GetUtcNow();
        var place = app == true ? SessionPlace.TeamsApp : SessionPlace.TeamsFrame;
        return await personen.FindAsync(token.Principal, Permission, now, cancellationToken) switch
        {
            TokenPersoon.Found found => await LetInAsync(found, place, TargetOf(naar), context, now, cancellationToken),
            TokenPersoon.Unknown => Refuse(context, TokenPersoon.Unknown.Text),
            _ => Refuse(context, Ongeldig),
        };
    }

    /// <summary>Only a page of our own, and not this one.</summary>
    internal static string TargetOf(string? naar) =>
        naar is { Length: <= LongestPath } && MailedLinks.IsOwnPage(naar) && !new PathString(naar.Split('?', '#')[0]).StartsWithSegments(TabModule.Path)
            ? naar
            : TabModule.Start;

    private async ValueTask<IResult> LetInAsync(
        TokenPersoon.Found found, SessionPlace place, string naar, HttpContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The session of before is over, whosoever it was: this frame is now this person's.
        if (Visitor.Of(context) is { } before && before.Place == SessionPlace.TeamsFrame == (place == SessionPlace.TeamsFrame))
        {
            await sessions.EndAsync(before.Person.Id, before.SessionId, cancellationToken);
        }

        var device = $"Teams ({DeviceName.From(context.Request.Headers.UserAgent)})";
        var cookie = await sessions.StartAsync(found.Person.Id, found.Account, place, device, now, cancellationToken);
        SessionCookies.Set(context, cookie, place);
        return TypedResults.Json(new Binnen(naar), BotJson.Default.Binnen);
    }

    private static ProblemHttpResult Refuse(HttpContext context, ErrorText text)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ErrorPages.Problem(StatusCodes.Status401Unauthorized, text);
    }

    private static ErrorText Zonder { get; } = new(
        "Je bent niet aangemeld", "Teams liet niet zien wie je bent. Sluit dit tabblad en open het opnieuw, of open ISOP in je browser.");

    private static ErrorText Ongeldig { get; } = new(
        "Je aanmelding geldt hier niet", "Ze is verlopen, of gemaakt voor iets anders dan dit tabblad. Sluit het tabblad en open het opnieuw.");

    private static ErrorText Organisatie { get; } = new(
        "Deze organisatie doet hier niet mee", "Open ISOP in je browser, en vraag daar een link aan op het adres waarop je mail van ISOP krijgt.");
}

/// <summary>The answer to who came in.</summary>
/// <param name="Naar">The path to go to, always one of our own.</param>
internal sealed record Binnen(string Naar);
