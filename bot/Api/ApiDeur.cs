using Isop.Bot.Aanmelden;
using Isop.Bot.Teams;
using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Api;

/// <summary>
/// Who comes in at /api/v1: a person, by a token that Entra gave a program to act for her here. Which person an account is, is decided by
/// the recorded links that Teams and signing in use; what she may see by the register, at every call anew. No cookie counts here.
/// </summary>
internal sealed partial class ApiDeur(
    PersonLinks links, CurrentRegister register, IOptions<ApiOptions> options, IOptions<WebOptions> site, TimeProvider clock, ILogger<ApiDeur> logger)
{
    public const string Scheme = "isop-api";

    public static AuthorizationPolicy Policy { get; } = new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build();

    /// <summary>After signature, issuer, audience and time: for a person of ours, with the permission.</summary>
    public async Task EnterAsync(TokenValidatedContext context)
    {
        var (http, now) = (context.HttpContext, clock.GetUtcNow());
        if (context.Principal?.FindFirst("scp")?.Value.Split(' ').Contains(options.Value.Scope) != true || AccountTokens.Read(context.Principal) is not (var account, var member))
        {
            context.Fail("The token does not let a program act for a person here.");
            return;
        }

        var current = await register(http.RequestAborted);
        if (await links.FindOrLinkAsync(account, member, now, http.RequestAborted) is not LinkOutcome.Linked { Link.Person: var id }
            || current.FindLiving(id) is not { } person)
        {
            Log.NotLinked(logger);
            http.Items[typeof(ApiDeur)] = Onbekend;
            context.Fail("The account is nobody's in the register.");
            return;
        }

        http.Features.Set(new ApiAanroeper
        {
            Person = person, Rechten = Rechten.Van(current, person.Id, AmsterdamTime.DateOf(now)), Register = current, Now = now, Site = site.Value.PublicUrl,
        });
    }

    /// <summary>Says why, in words for whoever made the connection.</summary>
    public static async Task RefuseAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        var text = context.HttpContext.Items[typeof(ApiDeur)] as ErrorText ?? (context.AuthenticateFailure is null ? Zonder : Ongeldig);
        await ErrorPages.Problem(StatusCodes.Status401Unauthorized, text).ExecuteAsync(context.HttpContext);
    }

    private static ErrorText Zonder { get; } = new("Je bent niet aangemeld", "Meld je aan met je account van je instituut: in Power Automate maak je daarvoor een verbinding.");

    private static ErrorText Ongeldig { get; } = new("Je aanmelding geldt hier niet", "Ze is verlopen, of gemaakt voor iets anders dan de API van ISOP. Maak de verbinding opnieuw.");

    private static ErrorText Onbekend { get; } = new("We kennen dit account niet", "Het hoort niet bij iemand in het register van ISOP. Vraag het onderwijsbureau om het te koppelen.");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A program came with an account that is nobody's.")]
        public static partial void NotLinked(ILogger logger);
    }
}
