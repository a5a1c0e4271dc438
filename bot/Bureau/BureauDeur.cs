using Isop.Bot.Web.Sessions;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Authorization;

namespace Isop.Bot.Bureau;

/// <summary>
/// Who comes in at /bureau: whoever holds one of the rights the endpoint names (<see cref="BureauDeuren.Voor"/>). An endpoint that names
/// none is for the onderwijsbureau. In Development everybody at this machine acts as the onderwijsbureau, without signing in.
/// </summary>
internal sealed class BureauDeur(IHostEnvironment environment) : AuthorizationHandler<BureauDeur.Eis>
{
    public static AuthorizationPolicy Policy { get; } = new AuthorizationPolicyBuilder().AddRequirements(new Eis()).Build();

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Eis requirement)
    {
        if (context.Resource is HttpContext http)
        {
            var rechten = environment.IsDevelopment() ? Rechten.Onderwijsbureau : Visitor.Of(http)?.Rechten ?? Rechten.Geen;
            http.Features.Set(new BureauActor(rechten));
            if ((http.GetEndpoint()?.Metadata.GetMetadata<VoorWie>()?.Rechten ?? VoorWie.Bureau).Any(rechten.Heeft))
            {
                context.Succeed(requirement);
            }
        }

        return Task.CompletedTask;
    }

    internal sealed class Eis : IAuthorizationRequirement;
}

/// <summary>Any of these rights opens the endpoint; what it then shows is measured against each case.</summary>
internal sealed record VoorWie(IReadOnlyList<Recht> Rechten)
{
    public static IReadOnlyList<Recht> Bureau { get; } = [Recht.Beheer];
}

internal static class BureauDeuren
{
    /// <summary>Opens this endpoint to whoever holds one of these rights; without it, it is the onderwijsbureau's.</summary>
    public static RouteHandlerBuilder Voor(this RouteHandlerBuilder endpoint, params Recht[] rechten) => endpoint.WithMetadata(new VoorWie(rechten));
}
