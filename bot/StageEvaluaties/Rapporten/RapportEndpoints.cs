using System.Net.Mime;
using Isop.Bot.Kwaliteitsimpulsen;
using Isop.Bot.Web;
using Isop.Bot.Web.Components;
using Isop.Bot.Web.Sessions;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;
using Isop.Core.Time;

namespace Isop.Bot.StageEvaluaties.Rapporten;

/// <summary>The reports of the stage-evaluatie, for who gets them by tabel 10. A report that is not one's own is one that is not there.</summary>
internal static class RapportEndpoints
{
    public const string Path = "/rapporten";

    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapRapporten(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Path).RequireAuthorization().AddEndpointFilter<FormGuard>();
        group.MapGet("", ShowAll);
        group.MapGet("/{jaar}/{sleutel}", Show);
        group.MapGet("/{jaar}/{sleutel}/rapport.pdf", (string jaar, string sleutel, HttpContext context, Rapportlade lade, TimeProvider clock, CancellationToken ct) =>
            File(jaar, sleutel, "pdf", MediaTypeNames.Application.Pdf, b => Rapportpdf.Maak(b, clock.GetUtcNow()).Bytes, context, lade, clock, ct));
        group.MapGet("/{jaar}/{sleutel}/rapport.xlsx", (string jaar, string sleutel, HttpContext context, Rapportlade lade, TimeProvider clock, CancellationToken ct) =>
            File(jaar, sleutel, "xlsx", Xlsx, Rapportexport.Xlsx, context, lade, clock, ct));
        group.MapGet("/{jaar}/{sleutel}/rapport.csv", (string jaar, string sleutel, HttpContext context, Rapportlade lade, TimeProvider clock, CancellationToken ct) =>
            File(jaar, sleutel, "csv", "text/csv; charset=utf-8", Rapportexport.Csv, context, lade, clock, ct));
    }

    public static string Van(string jaar, string sleutel) => $"{Path}/{jaar}/{sleutel}";

    private static async Task<IResult> ShowAll(HttpContext context, Rapportlade lade, TimeProvider clock, CancellationToken ct) =>
        Pages.Show<RapportenScreen>(new { Jaren = await lade.VanAsync(Visitor.Required(context).Person.Id, clock.GetUtcNow(), ct) });

    private static async Task<IResult> Show(
        string jaar, string sleutel, HttpContext context, Rapportlade lade, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var (root, lezer, now, register) = (Van(jaar, sleutel), Visitor.Required(context).Person.Id, clock.GetUtcNow(), await registers.CurrentAsync(ct));
        var maakt = Rapportsleutel.TryParse(sleutel, out var key) && Impulskring.Van(register, lezer, AmsterdamTime.DateOf(now)).Voor(key, register) is not null;
        return await lade.BeeldAsync(lezer, jaar, sleutel, now, ct) is { } beeld
            ? Pages.Show<RapportScreen>(new
            {
                Beeld = beeld, Downloads = new Rapportdownloads($"{root}/rapport.pdf", $"{root}/rapport.xlsx", $"{root}/rapport.csv"),
                MaakImpuls = maakt ? (Func<string, string>?)(punt => ImpulsEndpoints.NieuwUit(beeld.Studiejaar, key, punt)) : null,
                Crumbs = new MenuItem[] { new(Path, "Rapporten") },
            })
            : Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
    }

    private static async Task<IResult> File(
        string jaar, string sleutel, string ext, string type, Func<Rapportbeeld, byte[]> make, HttpContext context, Rapportlade lade, TimeProvider clock, CancellationToken ct) =>
        await lade.BeeldAsync(Visitor.Required(context).Person.Id, jaar, sleutel, clock.GetUtcNow(), ct) is { } beeld
            ? TypedResults.File(make(beeld), type, $"stage-evaluatie {jaar} {Plain(beeld.Onderwerp.Naam)}.{ext}")
            : Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));

    /// <summary>As a file's name may be on every machine.</summary>
    private static string Plain(string name) => string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-'));
}
