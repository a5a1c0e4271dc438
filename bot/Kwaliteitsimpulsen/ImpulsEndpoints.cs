using Isop.Bot.Bureau;
using Isop.Bot.Web;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.StageEvaluaties;
using Microsoft.AspNetCore.WebUtilities;

namespace Isop.Bot.Kwaliteitsimpulsen;

/// <summary>
/// The kwaliteitsimpulsen of who agrees on them: a list, one to make (from a point of a report or in own words), and one with its steps. One that
/// is not one's own is one that is not there.
/// </summary>
internal static class ImpulsEndpoints
{
    public const string Path = "/kwaliteitsimpulsen";
    public const string Nieuw = $"{Path}/nieuw";

    private const string GeenAanleiding = "Dit punt staat niet in een rapport dat jij nu mag lezen. Wat je schreef, staat er nog. Wil je verder zonder? Druk dan nog eens op de knop.";

    public static void MapKwaliteitsimpulsPaginas(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Path).RequireAuthorization().AddEndpointFilter<FormGuard>();
        group.MapGet("", ShowAll);
        group.MapGet("/nieuw", ShowNew);
        group.MapPost("/nieuw", Make);
        group.MapGet("/{plek}/{id}", ShowOne);
        group.MapPost("/{plek}/{id}/veranderen", (string plek, string id, HttpContext context, Impulspagina pagina, ImpulsStore store, CancellationToken ct) =>
            DecideAsync(plek, id, Impulspagina.Veranderen, (i, k) => new Impulsopdracht.Verander(i.Versie, i.Voorstel(k.Vandaag)) { Door = k.Persoon }, context, pagina, store, ct));
        group.MapPost("/{plek}/{id}/terugkijken", (string plek, string id, HttpContext context, Impulspagina pagina, ImpulsStore store, CancellationToken ct) =>
            DecideAsync(plek, id, Impulspagina.Terugkijken, (i, k) => new Impulsopdracht.KijkTerug(i.Versie, ImpulsText.LeesStaat(i.Uitkomst), i.Terugblik, i.Dag(k.Vandaag)) { Door = k.Persoon }, context, pagina, store, ct));
        group.MapPost("/{plek}/{id}/intrekken", (string plek, string id, HttpContext context, Impulspagina pagina, ImpulsStore store, CancellationToken ct) =>
            DecideAsync(plek, id, Impulspagina.Intrekken, (i, k) => new Impulsopdracht.TrekIn(i.Versie, i.Reden) { Door = k.Persoon }, context, pagina, store, ct));
    }

    public static string Van(Kwaliteitsimpuls impuls) => $"{Path}/{Uri.EscapeDataString(impuls.Plek.ToString())}/{impuls.Id}";

    /// <summary>To make one in own words.</summary>
    public static string NieuwVoor(Impulsplek plek) => QueryHelpers.AddQueryString(Nieuw, "plek", plek.ToString());

    /// <summary>To make one of a point of a report.</summary>
    public static string NieuwUit(string jaar, Rapportsleutel rapport, string punt) =>
        QueryHelpers.AddQueryString(Nieuw, new Dictionary<string, string?> { ["jaar"] = jaar, ["rapport"] = rapport.ToString(), ["punt"] = punt });

    private static async Task<IResult> ShowAll(HttpContext context, Impulspagina pagina, CancellationToken ct)
    {
        var k = await pagina.KijkerAsync(context, ct);
        var query = context.Request.Query;
        return k.Kring.IsLeeg ? Missing() : await pagina.ListAsync(k, ImpulsFilter.Read(query), Paging.Asked(query["pagina"]), ct);
    }

    private static async Task<IResult> ShowNew(HttpContext context, Impulspagina pagina, CancellationToken ct)
    {
        var k = await pagina.KijkerAsync(context, ct);
        var query = context.Request.Query;
        if (k.Kring.Maakt.Count == 0)
        {
            return Missing();
        }

        if (Impulsbron.Read(name => query[name]) is { } bron)
        {
            return await pagina.AanleidingAsync(k, bron, ct) is { } aanleiding && PlekVan(k, bron) is { } own
                ? Impulspagina.Form(k, Impulsinvoer.Nieuw(own.ToString()), aanleiding)
                : Missing();
        }

        return !Impulsplek.TryParse(query["plek"], out var plek) ? Impulspagina.Form(k, Impulsinvoer.Nieuw(k.Kring.Maakt is [var only] ? only.ToString() : ""), null)
            : k.Kring.Maakt.Contains(plek) ? Impulspagina.Form(k, Impulsinvoer.Nieuw(plek.ToString()), null)
            : Missing();
    }

    private static async Task<IResult> Make(HttpContext context, Impulspagina pagina, ImpulsStore store, CancellationToken ct)
    {
        var k = await pagina.KijkerAsync(context, ct);
        var form = await context.Request.ReadFormAsync(ct);
        var (invoer, bron) = (Impulsinvoer.Read(form), Impulsbron.Read(name => form[name]));
        var chosen = Impulsplek.TryParse(invoer.Plek, out var plek);
        if (k.Kring.Maakt.Count == 0 || (chosen && !k.Kring.Maakt.Contains(plek)))
        {
            return Missing();
        }

        // Read anew: what a form says of a report is worth nothing.
        var aanleiding = bron is null ? null : await pagina.AanleidingAsync(k, bron, ct);
        if (bron is not null && (aanleiding is null || PlekVan(k, bron) is not { } own || own != plek))
        {
            return Impulspagina.Form(k, invoer.Met("", GeenAanleiding), null);
        }

        if (!chosen)
        {
            return Impulspagina.Form(k, invoer.Met("plek", "Kies voor wie dit is."), null);
        }

        var opdracht = new Impulsopdracht.Maak(plek, invoer.Id, aanleiding, invoer.Voorstel(k.Vandaag)) { Door = k.Persoon };
        return await store.MaakAsync(opdracht, k.Now, ct) switch
        {
            Impulsbesluit.Gewijzigd done => Gedaan.At(Van(done.Impuls), Gedaan.ImpulsGemaakt),
            Impulsbesluit.AlGedaan done => Gedaan.At(Van(done.Impuls), Gedaan.ImpulsGemaakt),
            Impulsbesluit.Geweigerd no => Impulspagina.Form(k, invoer.Met(no.Redenen), aanleiding),
            _ => Missing(),
        };
    }

    private static async Task<IResult> ShowOne(string plek, string id, string? doe, HttpContext context, Impulspagina pagina, CancellationToken ct)
    {
        var k = await pagina.KijkerAsync(context, ct);
        return await pagina.FindAsync(k, plek, id, ct) is { } impuls ? await pagina.ShowAsync(k, impuls, doe, ct) : Missing();
    }

    private static async Task<IResult> DecideAsync(
        string plek, string id, string doe, Func<Impulsinvoer, Impulskijker, Impulsopdracht> opdracht, HttpContext context, Impulspagina pagina, ImpulsStore store, CancellationToken ct)
    {
        var k = await pagina.KijkerAsync(context, ct);
        if (await pagina.FindAsync(k, plek, id, ct) is not { } impuls || !k.Kring.Bewerkt(impuls.Plek))
        {
            return Missing();
        }

        var invoer = Impulsinvoer.Read(await context.Request.ReadFormAsync(ct));
        return await store.DecideAsync(impuls.Plek, id, opdracht(invoer, k), k.Now, ct) switch
        {
            Impulsbesluit.Gewijzigd done => Gedaan.At(Van(done.Impuls), Gedaan.ImpulsBewaard),
            Impulsbesluit.AlGedaan done => Gedaan.At(Van(done.Impuls), Gedaan.ImpulsStondEr),
            Impulsbesluit.Verouderd now => await pagina.ShowAsync(k, now.Impuls, doe, ct, invoer with { Versie = now.Impuls.Versie }, verouderd: true),
            Impulsbesluit.Geweigerd no => await pagina.ShowAsync(k, impuls, doe, ct, invoer.Met(no.Redenen)),
            _ => Missing(),
        };
    }

    private static Impulsplek? PlekVan(Impulskijker k, Impulsbron bron) =>
        Rapportsleutel.TryParse(bron.Rapport, out var sleutel) ? k.Kring.Voor(sleutel, k.Register) : null;

    private static IResult Missing() => Pages.Error(StatusCodes.Status404NotFound, ErrorText.Of(StatusCodes.Status404NotFound));
}
