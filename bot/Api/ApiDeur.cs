using Isop.Bot.Aanmelden;
using Isop.Bot.Web;
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
internal sealed class ApiDeur(AccountPersonen personen, IOptions<ApiOptions> options, IOptions<WebOptions> site, TimeProvider clock)
{
    public const string Scheme = "isop-api";

    public static AuthorizationPolicy Policy { get; } = new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build();

    /// <summary>After signature, issuer, audience and time: for a person of ours, with the permission.</summary>
    public async Task EnterAsync(TokenValidatedContext context)
    {
        var (http, now) = (context.HttpContext, clock.GetUtcNow());
        switch (await personen.FindAsync(context.Principal, options.Value.Scope, now, http.RequestAborted))
        {
            case TokenPersoon.Found(var person, var account, var register):
                http.Features.Set(new ApiAanroeper
                {
                    Person = person, Account = account, Rechten = Rechten.Van(register, person.Id, AmsterdamTime.DateOf(now)), Register = register, Now = now, Site = site.Value.PublicUrl,
                });
                break;
            case TokenPersoon.Unknown:
                http.Items[typeof(ApiDeur)] = TokenPersoon.Unknown.Text;
                context.Fail("The account is nobody's in the register.");
                break;
            default:
                context.Fail("The token does not let a program act for a person here.");
                break;
        }
    }

    /// <summary>Says why, in words for whoever made the connection.</summary>
    public static async Task RefuseAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        if (context.AuthenticateFailure is not null && !await AccountTokens.HasKeysAsync(context.Options, context.HttpContext.RequestAborted))
        {
            await ErrorPages.Problem(StatusCodes.Status503ServiceUnavailable, AccountTokens.ZonderSleutels).ExecuteAsync(context.HttpContext);
            return;
        }

        context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        var text = context.HttpContext.Items[typeof(ApiDeur)] as ErrorText ?? (context.AuthenticateFailure is null ? Zonder : Ongeldig);
        await ErrorPages.Problem(StatusCodes.Status401Unauthorized, text).ExecuteAsync(context.HttpContext);
    }

    private static ErrorText Zonder { get; } = new("Je bent niet aangemeld", "Meld je aan met je account van je instituut: in Power Automate maak je daarvoor een verbinding.");

    private static ErrorText Ongeldig { get; } = new("Je aanmelding geldt hier niet", "Ze is verlopen, of gemaakt voor iets anders dan de API van ISOP. Maak de verbinding opnieuw.");
}
