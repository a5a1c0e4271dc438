using Isop.Bot.Web;
using Isop.Bot.Web.Sessions;

namespace Isop.Bot.Certificaten.Controle;

/// <summary>
/// Where anybody checks a certificate: nobody signs in, no session is looked at (<see cref="ZonderSessie"/>), no cookie is set. Optional from
/// elsewhere: <see cref="ControleerBadge"/>; without it the page compares the PDF alone.
/// </summary>
internal static class ControleModule
{
    public const string Root = "/c";

    public static void MapCertificaatControle(this IEndpointRouteBuilder endpoints)
    {
        // The file changes nothing here, so whoever makes another browser send one gains nothing: no token, and so no cookie.
        var group = endpoints.MapGroup(Root).WithMetadata(new ZonderSessie()).DisableAntiforgery();
        group.MapMethods("", ["GET", "HEAD"], ControleEndpoints.Zoek).RequireRateLimiting(RateLimits.Certificaat);
        group.MapMethods("/{nummer}", ["GET", "HEAD"], ControleEndpoints.Toon).WithMetadata(new VoorIedereen()).RequireRateLimiting(RateLimits.Certificaat);
        group.MapPost("/{nummer}/bestand", ControleEndpoints.Vergelijk).RequireRateLimiting(RateLimits.Certificaatbestand);
    }
}
