using Isop.Bot.Begeleidingsteam;
using Isop.Bot.Web;
using Isop.Bot.Web.Sessions;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Bot.StageEvaluaties.Invullen;

/// <summary>
/// Answering. The first page is the student's own: it explains, and its button draws a link that belongs to her place and to nothing else.
/// From there on nobody is known: no session is looked at (<see cref="ZonderSessie"/>), the page runs no script and the browser sends no cookie
/// with the answers (<see cref="Afgeschermd"/>).
/// </summary>
internal static class AntwoordEndpoints
{
    private const string Root = "/evaluatie";
    private const int LinkBits = 128;

    /// <summary>Everything a form within its limits can hold, several times over.</summary>
    private const int MostBytes = 64 * 1024;

    public static void MapAntwoorden(this IEndpointRouteBuilder endpoints)
    {
        var begin = endpoints.MapGroup(Uitnodigingslink.Path).WithMetadata(new ZonderSessie()).AddEndpointFilter<FormGuard>();
        begin.MapMethods("/{uitnodiging}", ["GET", "HEAD"], ShowBegin);
        begin.MapPost("/{uitnodiging}", Begin).RequireRateLimiting(RateLimits.Evaluatie);

        // No guard on the form: it comes without an origin and without a cookie, and the link is what it takes to send it.
        var form = endpoints.MapGroup(Root).WithMetadata(new ZonderSessie()).DisableAntiforgery();
        form.MapMethods("/{link}", ["GET", "HEAD"], ShowForm);
        form.MapPost("/{link}", Send).RequireRateLimiting(RateLimits.Evaluatie);
    }

    private static async Task<IResult> ShowBegin(
        string uitnodiging, Uitnodigingslink links, GolfStore golven, Golfrooster rooster, Golfgeheimen geheimen, RegisterStore registers,
        IOptions<HulpOptions> hulp, TimeProvider clock, CancellationToken ct)
    {
        if (links.Lees(uitnodiging) is not { } link)
        {
            return NotThere();
        }

        var (golf, genodigde) = await FindAsync(link, golven, rooster, clock, ct);
        if (golf is null || genodigde is null)
        {
            return Pages.Show<KlaarScreen>(new { Wat = Klaar.Gesloten }, StatusCodes.Status410Gone);
        }

        if (await rooster.IsIngevuldAsync(golf.Id, genodigde, ct))
        {
            return Pages.Show<KlaarScreen>(new { Wat = Klaar.AlGedaan });
        }

        var register = await registers.CurrentAsync(ct);
        var institute = register.FindStudent(link.Student)?.Opleiding.IsMbo == true ? hulp.Value.Mbo : hulp.Value.Hbo;
        return Pages.Show<BeginScreen>(new
        {
            Link = uitnodiging, Eenheid = Eenheden.Naam(register, link.Eenheid), golf.Sluit, Minuten = 2, golven.Regels, geheimen.IsApart, institute.Vertrouwenspersoon,
        });
    }

    private static async Task<IResult> Begin(
        string uitnodiging, Uitnodigingslink links, GolfStore golven, Golfrooster rooster, TimeProvider clock, CancellationToken ct)
    {
        if (links.Lees(uitnodiging) is not { } link)
        {
            return NotThere();
        }

        var (golf, genodigde) = await FindAsync(link, golven, rooster, clock, ct);
        if (golf is null || genodigde is null)
        {
            return Pages.Show<KlaarScreen>(new { Wat = Klaar.Gesloten }, StatusCodes.Status410Gone);
        }

        var secret = Secret.Draw(LinkBits);
        return await rooster.KoppelAsync(golf.Id, genodigde, Secret.Hash(secret), ct)
            ? new SeeOther($"{Root}/{secret}")
            : Pages.Show<KlaarScreen>(new { Wat = Klaar.TeVaak }, StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> ShowForm(string link, HttpContext context, Antwoordpagina pagina, TimeProvider clock, CancellationToken ct)
    {
        Afgeschermd.Headers(context);
        return await pagina.FindAsync(Shaped(link), AmsterdamTime.DateOf(clock.GetUtcNow()), ct) switch
        {
            Antwoordplek.Open open => Pages.Show<AntwoordScreen>(new { Open = open, Link = link, Antwoorden = StageAntwoorden.Leeg }),
            Antwoordplek.AlGedaan => Pages.Show<KlaarScreen>(new { Wat = Klaar.AlGedaan }),
            _ => Pages.Show<KlaarScreen>(new { Wat = Klaar.Gesloten }, StatusCodes.Status410Gone),
        };
    }

    private static async Task<IResult> Send(string link, HttpContext context, Antwoordpagina pagina, TimeProvider clock, CancellationToken ct)
    {
        Afgeschermd.Headers(context);
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MostBytes)
        {
            return TypedResults.StatusCode(context.Request.ContentLength > MostBytes ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status415UnsupportedMediaType);
        }

        var place = await pagina.FindAsync(Shaped(link), AmsterdamTime.DateOf(clock.GetUtcNow()), ct);
        if (place is not Antwoordplek.Open open)
        {
            return place is Antwoordplek.AlGedaan ? Pages.Show<KlaarScreen>(new { Wat = Klaar.AlGedaan }) : Pages.Show<KlaarScreen>(new { Wat = Klaar.TeLaat }, StatusCodes.Status410Gone);
        }

        var antwoorden = Antwoordformulier.Lees(open.Lijst, await context.Request.ReadFormAsync(ct));
        if (StageAntwoordCheck.Check(open.Lijst, antwoorden) is { Count: > 0 } faults)
        {
            return Pages.Show<AntwoordScreen>(new { Open = open, Link = link, Antwoorden = antwoorden, Fouten = faults }, StatusCodes.Status422UnprocessableEntity);
        }

        return await pagina.StuurAsync(open, antwoorden, ct) switch
        {
            Antwoorduitkomst.Gelukt => Pages.Show<KlaarScreen>(new { Wat = Klaar.Verstuurd }),
            Antwoorduitkomst.AlGedaan => Pages.Show<KlaarScreen>(new { Wat = Klaar.AlGedaan }),
            _ => Pages.Show<KlaarScreen>(new { Wat = Klaar.TeLaat }, StatusCodes.Status410Gone),
        };
    }

    /// <summary>The wave while it takes answers, and the invitation in it.</summary>
    private static async ValueTask<(Golf? Golf, Genodigde? Genodigde)> FindAsync(
        (PersonId Student, string Golf, string Eenheid) link, GolfStore golven, Golfrooster rooster, TimeProvider clock, CancellationToken ct) =>
        await golven.FindAsync(link.Golf, ct) is { } golf && golf.NeemtAan(AmsterdamTime.DateOf(clock.GetUtcNow()))
            ? (golf, await rooster.FindAsync(golf.Id, link.Student, link.Eenheid, ct))
            : (null, null);

    private static string? Shaped(string link) => Secret.IsShaped(link, LinkBits) ? Secret.Hash(link) : null;

    private static IResult NotThere() => Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
}
