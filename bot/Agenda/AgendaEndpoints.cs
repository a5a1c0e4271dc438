using System.Security.Cryptography;
using Isop.Bot.Web;
using Isop.Bot.Web.Sessions;
using Isop.Core.Agenda;
using Isop.Core.Time;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Isop.Bot.Agenda;

/// <summary>The feed that a calendar follows, single appointments to take over, and the page where a person looks after both.</summary>
internal static class AgendaEndpoints
{
    public const string Pagina = "/postvak/agenda";

    /// <summary>What the calendar is called there.</summary>
    private const string Naam = "ISOP";

    public static void MapAgenda(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/agenda/{token}.ics", ["GET", "HEAD"], Feed).RequireRateLimiting(RateLimits.Agenda);
        endpoints.MapGet("/agenda/afspraak/{uid}.ics", One).RequireAuthorization();

        var group = endpoints.MapGroup(Pagina).RequireAuthorization().AddEndpointFilter<FormGuard>();
        group.MapGet("", Show);
        group.MapPost("/maken", Make);
        group.MapPost("/intrekken", Revoke);
        group.MapPost("/terugzetten", PutBack);
    }

    /// <summary>Where a person takes one appointment over; nobody else gets it there.</summary>
    public static string PadVan(string uid) => $"/agenda/afspraak/{Uri.EscapeDataString(uid)}.ics";

    private static async Task<IResult> Feed(
        string token, HttpContext context, Agendalinks links, Persoonsagenda agenda, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await links.OpenAsync(token, cancellationToken) is not { } person)
        {
            return TypedResults.NotFound();
        }

        var afspraken = await agenda.RondAsync(person.Id, AmsterdamTime.DateOf(clock.GetUtcNow()), cancellationToken);
        var file = AgendaBestand.Publiceer(afspraken, Naam);
        context.Response.Headers.CacheControl = "private, no-cache";
        var mark = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 16))}\"");
        return TypedResults.Bytes(file, AgendaBestand.MediaType, entityTag: mark);
    }

    private static async Task<IResult> One(
        string uid, HttpContext context, Persoonsagenda agenda, TimeProvider clock, CancellationToken cancellationToken) =>
        await agenda.FindAsync(Visitor.Required(context).Person.Id, uid, AmsterdamTime.DateOf(clock.GetUtcNow()), cancellationToken) is { } afspraak
            ? TypedResults.Bytes(AgendaBestand.Publiceer([afspraak]), AgendaBestand.MediaType, "afspraak.ics")
            : TypedResults.NotFound();

    private static async Task<IResult> Show(
        HttpContext context, Agendalinks links, Persoonsagenda agenda, OutlookStore outlook, TimeProvider clock, CancellationToken cancellationToken) =>
        await PageAsync(null, context, links, agenda, outlook, clock, cancellationToken);

    /// <summary>Answers the page itself, because the link is shown once: who loads it again gets a new one, and the browser says so first.</summary>
    private static async Task<IResult> Make(
        HttpContext context, Agendalinks links, Persoonsagenda agenda, OutlookStore outlook, IOptions<WebOptions> web, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var token = await links.MakeAsync(Visitor.Required(context).Person.Id, clock.GetUtcNow(), cancellationToken);
        return await PageAsync(new Uri(web.Value.PublicUrl, $"/agenda/{token}.ics"), context, links, agenda, outlook, clock, cancellationToken);
    }

    private static async Task<IResult> Revoke(HttpContext context, Agendalinks links, CancellationToken cancellationToken)
    {
        await links.RevokeAsync(Visitor.Required(context).Person.Id, cancellationToken);
        return new SeeOther(Pagina);
    }

    /// <summary>What the person took out of Outlook by hand comes back; anything else stays as it is.</summary>
    private static async Task<IResult> PutBack(HttpContext context, OutlookStore outlook, TimeProvider clock, CancellationToken cancellationToken)
    {
        var uid = (await context.Request.ReadFormAsync(cancellationToken))["afspraak"].ToString();
        if (uid.Length is > 0 and <= 200)
        {
            await outlook.ZetTerugAsync(Visitor.Required(context).Person.Id, uid, clock.GetUtcNow(), cancellationToken);
        }

        return new SeeOther(Pagina);
    }

    private static async ValueTask<IResult> PageAsync(
        Uri? made, HttpContext context, Agendalinks links, Persoonsagenda agenda, OutlookStore outlook, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var person = Visitor.Required(context).Person.Id;
        var today = AmsterdamTime.DateOf(clock.GetUtcNow());
        var ahead = await agenda.ReadAsync(person, today, today.AddDays(Persoonsagenda.Vooruit), cancellationToken);
        return Pages.Show<AgendaScreen>(new
        {
            Link = await links.FindAsync(person, cancellationToken),
            Adres = made,
            Afspraken = ahead.Where(a => !a.Vervallen).ToList(),
            Outlook = await outlook.AllOfAsync(person, cancellationToken),
        });
    }
}
