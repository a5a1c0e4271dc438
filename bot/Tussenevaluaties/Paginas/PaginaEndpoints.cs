using System.Net.Mime;
using Isop.Bot.Web;
using Isop.Bot.Web.Sessions;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Tussenevaluaties.Paginas;

/// <summary>
/// The pages to read and print, and the same as files for a portfolio. Whoever may not read one gets the answer of a page that does
/// not exist, so that the address tells nothing.
/// </summary>
internal static class PaginaEndpoints
{
    public static void MapTussenevaluatiePaginas(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/tussenevaluatie/{zaak}").RequireAuthorization().AddEndpointFilter<FormGuard>();
        group.MapGet("", async (string zaak, HttpContext context, Zaken zaken, IOptions<LeesrechtOptions> leesrecht, TimeProvider clock, CancellationToken ct) =>
            Screen(await Vergelijkingpagina.LeesAsync(zaken, zaak, Visitor.Required(context).Person.Id, leesrecht.Value, clock.GetUtcNow(), ct), PaginaAdres.Vergelijking(zaak)));
        group.MapGet("/tussenevaluatie.pdf", async (string zaak, HttpContext context, Zaken zaken, IOptions<LeesrechtOptions> leesrecht, TimeProvider clock, CancellationToken ct) =>
            File(await Vergelijkingpagina.LeesAsync(zaken, zaak, Visitor.Required(context).Person.Id, leesrecht.Value, clock.GetUtcNow(), ct)));
        group.MapGet("/mijn", async (string zaak, HttpContext context, Zaken zaken, TimeProvider clock, CancellationToken ct) =>
            Screen(await ReadOwnAsync(zaak, context, zaken, clock, ct), PaginaAdres.Mijn(zaak)));
        group.MapGet("/mijn/tussenevaluatie.pdf", async (string zaak, HttpContext context, Zaken zaken, TimeProvider clock, CancellationToken ct) =>
            File(await ReadOwnAsync(zaak, context, zaken, clock, ct)));
    }

    /// <summary>One's own submitted form; null for who has none.</summary>
    private static async Task<ZaakPagina?> ReadOwnAsync(string zaak, HttpContext context, Zaken zaken, TimeProvider clock, CancellationToken ct)
    {
        var z = await zaken.OpenAsync(zaak, Visitor.Required(context).Person.Id, clock.GetUtcNow(), ct);
        return z?.Instrument is not null && await zaken.ReadSubmittedAsync(z, ct) is { } own ? ZaakPaginas.Mijn(z, own) : null;
    }

    private static IResult Screen(ZaakPagina? pagina, string path) =>
        pagina is null ? NotThere() : Pages.Show<ZaakScreen>(new { Pagina = pagina, Pdf = PaginaAdres.Pdf(path) });

    private static IResult File(ZaakPagina? pagina) => pagina is null ? NotThere()
        : TypedResults.File(Portfoliopdf.Maak(pagina).Bytes, MediaTypeNames.Application.Pdf, $"{Plain(pagina.TitelOpPapier)} {Plain(pagina.Periode)}.pdf");

    private static IResult NotThere() => Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));

    /// <summary>As a file's name may be on every machine.</summary>
    private static string Plain(string name) => string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-'));
}
