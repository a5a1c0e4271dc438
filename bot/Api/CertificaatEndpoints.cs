using System.ComponentModel;
using System.Text.Json.Serialization;
using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Certificaten.Controle;
using Isop.Core.Certificaten;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Api;

/// <summary>A certificate as anybody reads it who has its number.</summary>
public sealed record CertificaatAntwoord
{
    internal const string Standen = "geldig, verlopen, vervangen of ingetrokken";

    [Description("Het nummer. Wie het heeft, mag het certificaat zien.")]
    public required string Nummer { get; init; }

    [Description("Van wie het is, zolang die naam niet op verzoek is weggehaald."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Houder { get; init; }

    [Description("Waarvoor het is.")]
    public required string Titel { get; init; }

    [Description("De code van de training.")]
    public required string Trainingssoort { get; init; }

    [Description("De dag waarop het is verstrekt.")]
    public required DateOnly Verstrekt { get; init; }

    [Description("De laatste dag waarop het geldt, als het verloopt."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? GeldigTot { get; init; }

    [Description($"Of het geldt: {Standen}.")]
    public required string Stand { get; init; }

    [Description("Waarom het is ingetrokken, als dat zo is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reden { get; init; }

    [Description("Waar iedereen het kan controleren.")]
    public required string Adres { get; init; }

    internal static CertificaatAntwoord Of(Certificaatblad blad, DateOnly today) => new()
    {
        Nummer = blad.Certificaat.Nummer.ToString(), Houder = blad.Houder?.Naam, Titel = blad.Certificaat.Titel, Trainingssoort = blad.Certificaat.Soort,
        Verstrekt = blad.Certificaat.Verstrekt, GeldigTot = blad.Certificaat.GeldigTot, Stand = blad.Op(today).Woord(), Reden = blad.Stand.Ingetrokken?.Reden,
        Adres = blad.Certificaat.Adres.AbsoluteUri,
    };
}

/// <summary>What to check.</summary>
public sealed record CertificaatVraag
{
    [Description("Het nummer van het certificaat, of het adres dat erop staat.")]
    public required string Nummer { get; init; }
}

/// <summary>What came of checking.</summary>
public sealed record CertificaatOordeel
{
    internal const string Oordelen = "geldig, verlopen, vervangen, ingetrokken of onbekend";

    [Description($"Het oordeel: {Oordelen}. Onbekend is ook een adres van een andere site.")]
    public required string Oordeel { get; init; }

    [Description("Het nummer, als het certificaat bekend is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Nummer { get; init; }

    [Description("Van wie het is, als dat nog bekend is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Houder { get; init; }

    [Description("Waarvoor het is, als het bekend is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Titel { get; init; }

    [Description("De dag waarop het is verstrekt, als het bekend is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Verstrekt { get; init; }

    [Description("De laatste dag waarop het geldt, als het verloopt."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? GeldigTot { get; init; }

    [Description("Waarom het is ingetrokken, als dat zo is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reden { get; init; }

    internal static CertificaatOordeel Of(Certificaatblad? blad, DateOnly today) => blad is null ? new CertificaatOordeel { Oordeel = "onbekend" } : new CertificaatOordeel
    {
        Oordeel = blad.Op(today).Woord(), Nummer = blad.Certificaat.Nummer.ToString(), Houder = blad.Houder?.Naam, Titel = blad.Certificaat.Titel,
        Verstrekt = blad.Certificaat.Verstrekt, GeldigTot = blad.Certificaat.GeldigTot, Reden = blad.Stand.Ingetrokken?.Reden,
    };
}

internal static class CertificaatEndpoints
{
    private static readonly Bladeren<Certificaatblad> Bladeren = new(
        b => b.Certificaat.Nummer.ToString(),
        new("verstrekt", (a, b) => a.Certificaat.Verstrekt.CompareTo(b.Certificaat.Verstrekt)),
        new("houder", (a, b) => BureauText.Names.Compare(a.Houder?.Naam ?? "", b.Houder?.Naam ?? "")));

    public static void MapCertificaten(this RouteGroupBuilder api)
    {
        api.MapGet("/certificaten", List).WithName("ListCertificaten").WithTags("Certificaten").AsLijst(Bladeren)
            .WithSummary("Certificaten").WithDescription("Je eigen certificaten van een studiejaar; voor het onderwijsbureau die van iedereen.");
        api.MapGet("/certificaten/{nummer}", Show).WithName("GetCertificaat").WithTags("Certificaten").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén certificaat").WithDescription("Een certificaat, bij zijn nummer.");
        api.MapPost("/certificaten/controle", Verify).WithName("ControleerCertificaat").WithTags("Certificaten").MetKleineVraag().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Controleer een certificaat").WithDescription("Zegt of een certificaat echt is en nog geldt. Er verandert niets.");
    }

    private static async Task<Results<Ok<Lijst<CertificaatAntwoord>>, ProblemHttpResult>> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "jaar"), Description("Het studiejaar, zoals 2026-2027. Standaard dat van vandaag.")] string? jaar,
        [FromQuery(Name = "stand"), Description($"Alleen wat zo is: {CertificaatAntwoord.Standen}.")] string? stand,
        HttpContext context, CertificaatStore store, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        if (stand is not null && Enum.GetValues<Geldigheid>().All(g => g.Woord() != stand))
        {
            return ApiProblemen.Onleesbaar($"stand is {CertificaatAntwoord.Standen}.");
        }

        if (Voortgangslijst.Gevraagd(wie.Register, jaar, wie.Vandaag) is not { } gevraagd)
        {
            return TypedResults.Ok(new Lijst<CertificaatAntwoord> { Value = [] });
        }

        IReadOnlyList<Certificaatblad> zichtbaar = wie.Rechten.Heeft(Recht.Beheer)
            ? await store.VanJaarAsync(gevraagd, ct)
            : [.. (await store.VanPersoonAsync(wie.Person.Id, ct)).Where(b => b.Certificaat.Studiejaar == gevraagd)];
        return Bladeren.Neem(
            zichtbaar, b => stand is null || b.Op(wie.Vandaag).Woord() == stand, vraag, b => CertificaatAntwoord.Of(b, wie.Vandaag), context.Request, wie.Site);
    }

    private static async Task<Results<Ok<CertificaatAntwoord>, ProblemHttpResult>> Show(
        [Description("Het nummer van het certificaat.")] string nummer, HttpContext context, CertificaatStore store, CancellationToken ct) =>
        Certificaatnummer.TryParse(nummer, out var number) && await store.FindAsync(number, ct) is { } blad
            ? TypedResults.Ok(CertificaatAntwoord.Of(blad, ApiAanroeper.Of(context).Vandaag))
            : ApiProblemen.NietGevonden("Dit certificaat");

    private static async Task<Results<Ok<CertificaatOordeel>, ProblemHttpResult>> Verify(
        [FromBody] CertificaatVraag vraag, HttpContext context, CertificaatStore store, IOptions<CertificaatOptions> options, CancellationToken ct)
    {
        var blad = Invoer.Lees(vraag.Nummer, options.Value.PublicUrl) is Invoer.Nummer(var number) ? await store.FindAsync(number, ct) : null;
        return TypedResults.Ok(CertificaatOordeel.Of(blad, ApiAanroeper.Of(context).Vandaag));
    }
}
