using Isop.Bot.Aanmelden;
using Isop.Core.Register;
using System.ComponentModel.DataAnnotations;
using Isop.Bot.Web.Screens;
using Isop.Bot.Web.Sessions;

namespace Isop.Bot.Web.Links;

/// <summary>The way in: opening a mailed link, and asking for a new one.</summary>
internal static class LinkEndpoints
{
    private static readonly EmailAddressAttribute EmailShape = new();

    public static void MapLinks(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").AddEndpointFilter<FormGuard>();
        group.MapMethods("/l/{token}", ["GET", "HEAD"], Look);
        group.MapPost("/l/{token}", Redeem).RequireRateLimiting(RateLimits.Redeem);
        group.MapPost("/l/{token}/nieuw", AskByToken).RequireRateLimiting(RateLimits.AskForLink);
        // Development has a first page of its own.
        group.MapGet("/", () => new SeeOther("/aanmelden")).WithOrder(1);
        group.MapGet("/aanmelden", ShowSignIn);
        group.MapPost("/aanmelden", AskByEmail).RequireRateLimiting(RateLimits.AskForLink);
        group.MapGet("/aanmelden/verstuurd", () => Pages.Show<LinkSentScreen>());
        // The app in Teams points here for what it is, for privacy and for the terms.
        group.MapGet("/over", () => Pages.Show<AboutScreen>());
    }

    /// <summary>Mail scanners and previews come here too: nothing changes, and nothing tells whose link it is.</summary>
    private static async Task<IResult> Look(
        string token, HttpContext context, MailedLinks links, CurrentRegister register, TimeProvider clock, CancellationToken cancellationToken)
    {
        var redemption = await links.LookAsync(token, clock.GetUtcNow(), cancellationToken);
        return LinkOf(redemption) is { } link && Visitor.Of(context)?.Person.Id == link.Person
            ? TypedResults.LocalRedirect(link.Target)
            : await ShowAsync(redemption, token, register, cancellationToken);
    }

    private static async Task<IResult> Redeem(
        string token, HttpContext context, MailedLinks links, Sessions.Sessions sessions, CurrentRegister register, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = await links.LookAsync(token, now, cancellationToken);
        if (LinkOf(before) is not { } link || (await register(cancellationToken)).FindLiving(link.Person) is null)
        {
            return await ShowAsync(before, token, register, cancellationToken);
        }

        var redemption = await links.RedeemAsync(token, now, cancellationToken);
        if (redemption is not Redemption.Granted)
        {
            return Visitor.Of(context)?.Person.Id == link.Person
                ? new SeeOther(link.Target)
                : await ShowAsync(redemption, token, register, cancellationToken);
        }

        if (Visitor.Of(context) is { } visitor)
        {
            await sessions.EndAsync(visitor.Person.Id, visitor.SessionId, cancellationToken);
        }

        var device = DeviceName.From(context.Request.Headers.UserAgent);
        SessionCookies.Set(context, await sessions.StartAsync(link.Person, device, now, cancellationToken));
        return new SeeOther(link.Target);
    }

    private static SeeOther AskByToken(string token, NewLinks newLinks)
    {
        newLinks.Ask(new NewLinkRequest.ByToken(token));
        return new SeeOther("/aanmelden/verstuurd");
    }

    private static IResult ShowSignIn(string? fout, HttpContext context) =>
        Visitor.Of(context) is null
            ? Pages.Show<SignInScreen>(new { Melding = AanmeldFouten.Of(fout) })
            : TypedResults.LocalRedirect(MailedLinks.Home);

    private static async Task<IResult> AskByEmail(HttpContext context, NewLinks newLinks, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var email = form["email"].ToString().Trim();
        if (email.Length is 0 or > 254 || !EmailShape.IsValid(email))
        {
            var error = "Vul een e-mailadres in, bijvoorbeeld naam@school.nl.";
            return Pages.Show<SignInScreen>(new { Error = error, Value = email }, StatusCodes.Status422UnprocessableEntity);
        }

        newLinks.Ask(new NewLinkRequest.ByEmail(email));
        return new SeeOther("/aanmelden/verstuurd");
    }

    /// <summary>A link of somebody who left is as good as unknown.</summary>
    private static async ValueTask<IResult> ShowAsync(
        Redemption redemption, string token, CurrentRegister register, CancellationToken cancellationToken)
    {
        var living = LinkOf(redemption) is { } link && (await register(cancellationToken)).FindLiving(link.Person) is not null;
        return redemption switch
        {
            Redemption.Granted when living => Pages.Show<LinkScreen>(new { Token = token }),
            Redemption.Used or Redemption.Expired when living =>
                Pages.Show<SpentLinkScreen>(new { Token = token }, StatusCodes.Status410Gone),
            _ => Pages.Show<UnknownLinkScreen>(status: StatusCodes.Status404NotFound),
        };
    }

    private static MailedLink? LinkOf(Redemption redemption) => redemption switch
    {
        Redemption.Granted granted => granted.Link,
        Redemption.Used used => used.Link,
        Redemption.Expired expired => expired.Link,
        _ => null,
    };
}
