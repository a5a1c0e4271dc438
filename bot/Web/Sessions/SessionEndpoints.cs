using Isop.Bot.Web.Screens;

namespace Isop.Bot.Web.Sessions;

/// <summary>Signing out, here or everywhere, and the list of devices.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").AddEndpointFilter<FormGuard>();
        group.MapGet("/uitgelogd", () => Pages.Show<SignedOutScreen>());
        group.MapPost("/uitloggen", SignOut);

        var devices = group.MapGroup("/postvak/apparaten").RequireAuthorization();
        devices.MapGet("", List);
        devices.MapPost("/uitloggen", End);
        devices.MapPost("/alles-uitloggen", EndAll);
    }

    private static async Task<IResult> List(HttpContext context, Sessions sessions, TimeProvider clock, CancellationToken cancellationToken)
    {
        var visitor = Visitor.Required(context);
        var list = await sessions.ListAsync(visitor.Person.Id, clock.GetUtcNow(), cancellationToken);
        return Pages.Show<DevicesScreen>(new { Sessions = list, Current = visitor.SessionId });
    }

    private static async Task<IResult> SignOut(HttpContext context, Sessions sessions, CancellationToken cancellationToken)
    {
        if (Visitor.Of(context) is { } visitor)
        {
            await sessions.EndAsync(visitor.Person.Id, visitor.SessionId, cancellationToken);
        }

        SessionCookies.Clear(context);
        return new SeeOther("/uitgelogd");
    }

    private static async Task<IResult> End(HttpContext context, Sessions sessions, CancellationToken cancellationToken)
    {
        var visitor = Visitor.Required(context);
        var id = (await context.Request.ReadFormAsync(cancellationToken))["sessie"].ToString();
        if (id == visitor.SessionId)
        {
            return await SignOut(context, sessions, cancellationToken);
        }

        // A made-up id finds nothing in this person's own partition: the list then simply shows what there is.
        if (id.Length is > 0 and <= 64)
        {
            await sessions.EndAsync(visitor.Person.Id, id, cancellationToken);
        }

        return new SeeOther("/postvak/apparaten");
    }

    private static async Task<IResult> EndAll(HttpContext context, Sessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(Visitor.Required(context).Person.Id, cancellationToken);
        SessionCookies.Clear(context);
        return new SeeOther("/uitgelogd");
    }
}
