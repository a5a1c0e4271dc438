using Isop.Bot.Web;
using Isop.Bot.Web.Sessions;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Tussenevaluaties.Paginas;

/// <summary>
/// The pages to read and print. Whoever may not read one gets the answer of a page that does not exist, so that the address tells
/// nothing.
/// </summary>
internal static class PaginaEndpoints
{
    public static void MapTussenevaluatiePaginas(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/tussenevaluatie/{zaak}").RequireAuthorization().AddEndpointFilter<FormGuard>();
        group.MapGet("", ShowAsync);
        group.MapGet("/mijn", ShowOwnAsync);
    }

    private static async Task<IResult> ShowAsync(
        string zaak, HttpContext context, Zaken zaken, IOptions<LeesrechtOptions> leesrecht, TimeProvider clock, CancellationToken ct)
    {
        var z = await zaken.OpenAsync(zaak, Visitor.Required(context).Person.Id, clock.GetUtcNow(), ct);
        if (z?.Instrument is null || await zaken.Store.ReadVergelijkingAsync(z.Zaak, z.Lezer, leesrecht.Value, ct) is not { } ingevuld)
        {
            return NotThere();
        }

        await zaken.Store.KeepOpenedAsync(z.Zaak, z.Lezer, leesrecht.Value, z.Now, ct);
        var student = await zaken.Store.ReadVersiesAsync(z.Zaak, Zijde.Student, z.Lezer, leesrecht.Value, ct);
        var mentor = await zaken.Store.ReadVersiesAsync(z.Zaak, Zijde.Mentor, z.Lezer, leesrecht.Value, ct);
        return Pages.Show<ZaakScreen>(new { Pagina = ZaakPaginas.Vergelijking(z, ingevuld, student, mentor) });
    }

    private static async Task<IResult> ShowOwnAsync(string zaak, HttpContext context, Zaken zaken, TimeProvider clock, CancellationToken ct)
    {
        var z = await zaken.OpenAsync(zaak, Visitor.Required(context).Person.Id, clock.GetUtcNow(), ct);
        return z?.Instrument is not null && await zaken.ReadSubmittedAsync(z, ct) is { } own
            ? Pages.Show<ZaakScreen>(new { Pagina = ZaakPaginas.Mijn(z, own) })
            : NotThere();
    }

    private static IResult NotThere() => Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
}
