using Isop.Bot.Teams;
using Isop.Bot.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Isop.Bot.Aanmelden;

/// <summary>
/// From an account to a session of a person. Which person an account is, is decided by the recorded links that Teams uses; nothing of the
/// token is kept but the account's ids.
/// </summary>
internal sealed partial class Aanmelding(
    PersonLinks links, Sessions sessions, ClientAssertion assertion, TimeProvider clock, ILogger<Aanmelding> logger)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public async Task ProveAsync(AuthorizationCodeReceivedContext context)
    {
        var request = context.TokenEndpointRequest!;
        request.ClientSecret = null;
        request.ClientAssertionType = AssertionType;
        request.ClientAssertion = await assertion(context.HttpContext.RequestAborted);
    }

    public async Task EnterAsync(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var cancellationToken = http.RequestAborted;
        context.HandleResponse();
        if (AccountTokens.Read(context.Principal) is not (var account, var member))
        {
            http.Response.Redirect(AanmeldFouten.Page(AanmeldFouten.Mislukt));
            return;
        }

        var now = clock.GetUtcNow();
        if (await links.FindOrLinkAsync(account, member, now, cancellationToken) is not LinkOutcome.Linked { Link.Person: var person })
        {
            Log.NotLinked(logger);
            http.Response.Redirect(AanmeldFouten.Page(AanmeldFouten.Onbekend));
            return;
        }

        // The session of before is over: this browser is now this person's.
        if ((await http.AuthenticateAsync(SessionAuthentication.SchemeName)).Succeeded && Visitor.Of(http) is { } before)
        {
            await sessions.EndAsync(before.Person.Id, before.SessionId, cancellationToken);
        }

        var device = DeviceName.From(http.Request.Headers.UserAgent);
        SessionCookies.Set(http, await sessions.StartAsync(person, account, SessionPlace.Browser, device, now, cancellationToken));
        http.Response.Redirect(context.ReturnUri ?? "/");
    }

    public Task RefuseAsync(RemoteFailureContext context)
    {
        var ofOtherTenant = context.Failure is TenantNotAllowedException or { InnerException: TenantNotAllowedException };
        Log.Refused(logger, context.Failure?.GetType().Name);
        context.HandleResponse();
        context.Response.Redirect(AanmeldFouten.Page(ofOtherTenant ? AanmeldFouten.Organisatie : AanmeldFouten.Mislukt));
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Somebody signed in with an account that is nobody's yet.")]
        public static partial void NotLinked(ILogger logger);

        // Not the message: it may quote what the browser or the sign-in service sent.
        [LoggerMessage(Level = LogLevel.Warning, Message = "Signing in with an account was refused: {Reason}.")]
        public static partial void Refused(ILogger logger, string? reason);
    }
}
