using Isop.Bot.Web;
using Isop.Core.Certificaten;
using Isop.Core.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Isop.Bot.Certificaten.Controle;

/// <summary>What was found under a number, and the day on which somebody looks.</summary>
/// <param name="Blad">The certificate with what became of it.</param>
/// <param name="Opvolger">What took its place, once that was issued.</param>
/// <param name="Dag">Today in Amsterdam.</param>
public sealed record Gevonden(Certificaatblad Blad, Certificaatnummer? Opvolger, DateOnly Dag);

internal static class ControleEndpoints
{
    /// <summary>A revocation is seen within this, whoever keeps the page.</summary>
    private const string Bewaren = "public, max-age=60";

    public static async Task<IResult> Toon(
        string nummer, HttpContext context, CertificaatStore certificaten, SiteFiles files, IOptions<WebOptions> options, TimeProvider clock,
        [FromServices] ControleerBadge? badge, CancellationToken ct)
    {
        if (await FindAsync(nummer, certificaten, clock, ct) is not { } gevonden)
        {
            return Onbekend();
        }

        var merk = Paginamerk.Van(gevonden, files, options.Value.Contact);
        context.Response.Headers.CacheControl = Bewaren;
        context.Response.Headers.ETag = merk.ToString();
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(merk, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : Pages.Show<CertificaatScreen>(new { Gevonden = gevonden, MetBadge = badge is not null });
    }

    /// <summary>By GET, so that it needs no token and its answer is an address that can be passed on.</summary>
    public static IResult Zoek(string? nummer, IOptions<WebOptions> options) => nummer is null
        ? Pages.Show<ZoekScreen>()
        : Invoer.Lees(nummer, options.Value.PublicUrl) switch
        {
            Invoer.Nummer found => new SeeOther($"{ControleModule.Root}/{found.Certificaat}"),
            var other => Pages.Show<ZoekScreen>(new { Invoer = other, Getypt = nummer }, StatusCodes.Status422UnprocessableEntity),
        };

    /// <summary>For browsers that cannot compare by themselves, and for badges.</summary>
    public static async Task<IResult> Vergelijk(
        string nummer, HttpContext context, CertificaatStore certificaten, TimeProvider clock, [FromServices] ControleerBadge? badge, CancellationToken ct)
    {
        if (await FindAsync(nummer, certificaten, clock, ct) is not { } gevonden)
        {
            return Onbekend();
        }

        var uitslag = await Bestandsproef.DoeAsync(gevonden.Blad, await Aangeboden.LeesAsync(context.Request, ct), badge, ct);
        var status = uitslag switch
        {
            Bestandsuitslag.TeGroot => StatusCodes.Status413PayloadTooLarge,
            Bestandsuitslag.Onleesbaar => StatusCodes.Status400BadRequest,
            Bestandsuitslag.Leeg => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status200OK,
        };
        return Pages.Show<CertificaatScreen>(new { Gevonden = gevonden, MetBadge = badge is not null, Uitslag = uitslag }, status);
    }

    /// <summary>The same for what is no number and for a number that was never issued.</summary>
    private static IResult Onbekend() => Pages.Show<OnbekendScreen>(status: StatusCodes.Status404NotFound);

    private static async ValueTask<Gevonden?> FindAsync(string text, CertificaatStore certificaten, TimeProvider clock, CancellationToken ct)
    {
        if (!Certificaatnummer.TryParse(text, out var nummer) || await certificaten.FindAsync(nummer, ct) is not { } blad)
        {
            return null;
        }

        // Its number is drawn with the decision; the certificate itself comes a little later, or never when the name had to go first.
        var opvolger = blad.Stand.Vervangen is { } vervanging && await certificaten.FindAsync(vervanging.Opvolger, ct) is not null
            ? vervanging.Opvolger
            : (Certificaatnummer?)null;
        return new Gevonden(blad, opvolger, AmsterdamTime.DateOf(clock.GetUtcNow()));
    }
}
