using System.Net.Mime;
using System.Text;
using Isop.Bot.Web;
using Isop.Bot.Web.Sessions;
using Isop.Core.Certificaten;
using Isop.Core.Register;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Certificaten;

/// <summary>A person's own certificates: the file, the badge and the link to share. One that is not one's own is one that is not there.</summary>
internal static class CertificaatEndpoints
{
    public const string Path = "/certificaten";

    public static void MapMijnCertificaten(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Path).RequireAuthorization().AddEndpointFilter<FormGuard>();
        group.MapGet("", Show);
        group.MapGet("/mijn/{nummer}/certificaat.pdf", Pdf);
        group.MapGet("/mijn/{nummer}/badge.jwt", Badge);
        group.MapGet("/jaar/{jaar}", Overview);
    }

    public static string OverzichtVan(string studiejaar) => $"{Path}/jaar/{studiejaar}";

    public static string PdfVan(Certificaatnummer nummer) => $"{Path}/mijn/{nummer}/certificaat.pdf";

    public static string BadgeVan(Certificaatnummer nummer) => $"{Path}/mijn/{nummer}/badge.jwt";

    private static async Task<IResult> Show(HttpContext context, CertificaatStore certificaten, RegisterStore registers, TimeProvider clock, CancellationToken ct)
    {
        var person = Visitor.Required(context).Person.Id;
        var (all, register) = (await certificaten.VanPersoonAsync(person, ct), await registers.CurrentAsync(ct));
        return Pages.Show<MijnCertificatenScreen>(new
        {
            Certificaten = all, Vandaag = AmsterdamTime.DateOf(clock.GetUtcNow()),
            Jaren = CertificaatActions.Jaren(register).Select(j => Jaaroverzicht.Van(register, person, j, all)).Where(j => !j.IsLeeg).ToList(),
        });
    }

    private static async Task<IResult> Pdf(string nummer, HttpContext context, CertificaatStore certificaten, CancellationToken ct) =>
        await OwnAsync(nummer, context, certificaten, ct) is { } blad && await certificaten.BestandAsync(blad.Certificaat.Nummer, ct) is { } file
            ? TypedResults.File(file, MediaTypeNames.Application.Pdf, $"certificaat {blad.Certificaat.Titel} {blad.Certificaat.Studiejaar}.pdf")
            : NotThere();

    private static async Task<IResult> Badge(string nummer, HttpContext context, CertificaatStore certificaten, CancellationToken ct) =>
        await OwnAsync(nummer, context, certificaten, ct) is { } blad && await certificaten.BadgeAsync(blad.Certificaat.Nummer, ct) is { } jwt
            ? TypedResults.File(Encoding.ASCII.GetBytes(jwt), "application/vc+jwt", $"badge {blad.Certificaat.Titel} {blad.Certificaat.Studiejaar}.jwt")
            : NotThere();

    private static async Task<IResult> Overview(
        string jaar, HttpContext context, CertificaatStore certificaten, RegisterStore registers, IOptions<CertificaatOptions> options, TimeProvider clock, CancellationToken ct)
    {
        var (person, register) = (Visitor.Required(context).Person.Id, await registers.CurrentAsync(ct));
        return CertificaatActions.Jaren(register).FirstOrDefault(j => j.Naam == jaar) is { } year
            && Jaaroverzicht.Van(register, person, year, await certificaten.VanPersoonAsync(person, ct)) is { IsLeeg: false } overview
            ? TypedResults.File(overview.Pdf(options.Value.Uitgever, clock.GetUtcNow()).Bytes, MediaTypeNames.Application.Pdf, $"begeleiden {jaar}.pdf")
            : NotThere();
    }

    private static async ValueTask<Certificaatblad?> OwnAsync(string nummer, HttpContext context, CertificaatStore certificaten, CancellationToken ct) =>
        Certificaatnummer.TryParse(nummer, out var number) && await certificaten.FindAsync(number, ct) is { Houder.Persoon: { } owner } blad
            && owner == Visitor.Required(context).Person.Id ? blad : null;

    private static IResult NotThere() => Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
}
