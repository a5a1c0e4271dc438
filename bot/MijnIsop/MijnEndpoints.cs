using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Web;
using Isop.Bot.Web.Links;
using Isop.Bot.Web.Sessions;
using Isop.Core.Register;

namespace Isop.Bot.MijnIsop;

/// <summary>The one page where somebody sees what needs her and how things stand, and the page of a year on one sheet of paper.</summary>
internal static class MijnEndpoints
{
    public const string Path = MailedLinks.Home;

    public static void MapMijnIsop(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Path).RequireAuthorization().AddEndpointFilter<FormGuard>();
        group.MapGet("", Show);
        group.MapGet("/jaar/{studiejaar}", ShowYear);
    }

    public static string JaarVan(string studiejaar) => $"{Path}/jaar/{Uri.EscapeDataString(studiejaar)}";

    private static async Task<IResult> Show(HttpContext context, MijnLader lader, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var kijker = Kijker.Of(Visitor.Required(context), await registers.CurrentAsync(ct), clock.GetUtcNow());
        return Pages.Show<MijnScreen>(new { Pagina = await lader.LaadAsync(kijker, MijnFilter.Read(context.Request.Query), ct) });
    }

    /// <summary>A year that the kalender does not have, and a page for who is no directeur or bestuurder, are pages that are not there.</summary>
    private static async Task<IResult> ShowYear(
        string studiejaar, HttpContext context, JaarLader jaren, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var kijker = Kijker.Of(Visitor.Required(context), await registers.CurrentAsync(ct), clock.GetUtcNow());
        var known = Voortgangslijst.Jaren(kijker.Register).Contains(studiejaar) && Onderdelen.Van(kijker).Contains(Onderdeel.Jaar);
        return known && await jaren.LaadAsync(kijker, studiejaar, ct) is { Count: > 0 } pages
            ? Pages.Show<JaarScreen>(new { Jaren = pages, Studiejaren = Voortgangslijst.Jaren(kijker.Register) })
            : Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
    }
}
