using System.Security.Claims;
using System.Text.Encodings.Web;
using Isop.Bot.Teams;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Web.Sessions;

/// <summary>
/// Signs in who carries a living session's cookie, when the register still knows that person. Every request asks both again:
/// an ended session or person is out at once.
/// </summary>
public sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Sessions sessions,
    CurrentRegister register,
    TimeProvider clock,
    PersonLinks? links = null)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "isop-sessie";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<ZonderSessie>() is not null)
        {
            return AuthenticateResult.NoResult();
        }

        var (value, inFrame) = SessionCookies.Of(Request);
        if (!SessionCookie.TryParse(value, out var cookie))
        {
            return AuthenticateResult.NoResult();
        }

        var now = clock.GetUtcNow();
        var session = await sessions.FindAsync(cookie, now, Context.RequestAborted);
        if (session is null || session.Place == SessionPlace.TeamsFrame != inFrame)
        {
            return AuthenticateResult.Fail("No living session.");
        }

        var current = await register(Context.RequestAborted);
        var person = current.FindLiving(session.Person);
        if (person is null)
        {
            return AuthenticateResult.Fail("The session's person is no longer in the register.");
        }

        if (!AddressMark.Holds(session.Address, person))
        {
            return AuthenticateResult.Fail("The session was begun at another address.");
        }

        if (session.Account is { } account && (links is null || (await links.FindAsync(account, Context.RequestAborted))?.Person != person.Id))
        {
            return AuthenticateResult.Fail("The session's account is no longer this person's.");
        }

        var visitor = new Visitor(person, session.Id, session.Place, Rechten.Van(current, person.Id, AmsterdamTime.DateOf(now)));
        Context.Features.Set(visitor);
        if (inFrame)
        {
            Teamskader.Allow(Context);
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Id.ToString())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}

/// <summary>On an endpoint: nobody is looked up behind it, whatever cookie comes along.</summary>
internal sealed class ZonderSessie;

/// <summary>Who is signed in on this request, with which session and with what rights at this moment.</summary>
public sealed record Visitor(Persoon Person, string SessionId, SessionPlace Place, Rechten Rechten)
{
    /// <summary>The visitor of this request; null when nobody is signed in.</summary>
    public static Visitor? Of(HttpContext context) => context.Features.Get<Visitor>();

    /// <summary>The visitor behind an endpoint that requires one.</summary>
    public static Visitor Required(HttpContext context) =>
        Of(context) ?? throw new InvalidOperationException("The endpoint does not require a session.");
}
