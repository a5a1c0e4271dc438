using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Isop.Bot.Web;
using Isop.Core;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Badges;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Isop.Bot.Certificaten.Badges;

/// <summary>What a wallet or a verifier anywhere reads to check a credential: who issues, which keys, what was revoked. Nothing of a person.</summary>
internal static class BadgeEndpoints
{
    private static readonly string[] Lezen = ["GET", "HEAD"];

    public static void MapBadges(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Badgeadressen.Pad).RequireRateLimiting(RateLimits.Badges).AddEndpointFilter(ForEverybody);
        group.MapMethods("/uitgever", Lezen, Uitgever);
        group.MapMethods("/sleutels", Lezen, Sleutels);
        group.MapMethods("/sleutels/{kid}", Lezen, Sleutel);
        group.MapMethods("/status/{lijst}", Lezen, Status);
        group.MapMethods("/prestaties/{soort}", Lezen, Prestatie);
    }

    private static FileContentHttpResult Uitgever(HttpContext context, IOptions<CertificaatOptions> options)
    {
        var (issuer, adressen) = (options.Value, AdressenVan(options));
        return Json(
            context, Uitgeversprofiel.Van(issuer.Uitgever, issuer.Website, adressen), CoreJson.Default.Uitgeversprofiel, "application/json", TimeSpan.FromHours(1));
    }

    private static async Task<IResult> Sleutels(
        HttpContext context, Sleutelregister register, IOptions<CertificaatOptions> options, CancellationToken cancellationToken)
    {
        var keys = await register.AlleAsync(cancellationToken);
        var set = new Jwks([.. keys.Select(k => k.AlsJwk(AdressenVan(options)))]);
        return Json(context, set, CoreJson.Default.Jwks, "application/jwk-set+json", TimeSpan.FromMinutes(5));
    }

    /// <summary>Where the header of a credential leads.</summary>
    private static async Task<IResult> Sleutel(
        string kid, HttpContext context, Sleutelregister register, IOptions<CertificaatOptions> options, CancellationToken cancellationToken) =>
        await register.FindAsync(kid, cancellationToken) is { } key
            ? Json(context, key.AlsJwk(AdressenVan(options)), CoreJson.Default.Jwk, "application/jwk+json", TimeSpan.FromDays(1))
            : TypedResults.NotFound();

    private static async Task<IResult> Status(string lijst, HttpContext context, Statuslijsten lijsten, CancellationToken cancellationToken) =>
        await lijsten.LeesAsync(lijst, cancellationToken) is { } jwt
            ? Bytes(context, System.Text.Encoding.ASCII.GetBytes(jwt), "application/vc+jwt", Statuslijsten.Houdbaar)
            : TypedResults.NotFound();

    private static IResult Prestatie(string soort, HttpContext context, IOptions<CertificaatOptions> options, PrestatieVan prestatie) =>
        prestatie(soort) is var (titel, omschrijving)
            ? Json(
                context, Badgeprestatie.Van(soort, titel, omschrijving, AdressenVan(options)), CoreJson.Default.Badgeprestatie, "application/json", TimeSpan.FromHours(1))
            : TypedResults.NotFound();

    private static Badgeadressen AdressenVan(IOptions<CertificaatOptions> options) => new(options.Value.PublicUrl);

    private static FileContentHttpResult Json<T>(HttpContext context, T value, JsonTypeInfo<T> type, string mediaType, TimeSpan houdbaar) =>
        Bytes(context, JsonSerializer.SerializeToUtf8Bytes(value, type), mediaType, houdbaar);

    private static FileContentHttpResult Bytes(HttpContext context, byte[] body, string mediaType, TimeSpan houdbaar)
    {
        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = houdbaar };
        var mark = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        return TypedResults.Bytes(body, mediaType, entityTag: mark);
    }

    /// <summary>Wallets and verifiers that run in a browser are other sites; who asks is told nothing that others may not know.</summary>
    private static ValueTask<object?> ForEverybody(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var headers = invocation.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return next(invocation);
    }
}

/// <summary>What a kind of certificate is called, and what somebody did to get one; null for a kind that there is not.</summary>
internal delegate (string Titel, string Omschrijving)? PrestatieVan(string soort);
