using System.ComponentModel;
using System.Text.Json.Serialization;
using Isop.Bot.StageEvaluaties.Rapporten;
using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>A report that there is to read.</summary>
public sealed record RapportRegel
{
    [Description("Het studiejaar.")]
    public required string Jaar { get; init; }

    [Description("Welk rapport: haal het op met jaar en sleutel.")]
    public required string Sleutel { get; init; }

    [Description("Waarover het gaat.")]
    public required string Onderwerp { get; init; }
}

/// <summary>Released figures of the stage-evaluatie, as the reader's page has them: what is hidden there is hidden here, with the reason.</summary>
public sealed record RapportAntwoord
{
    [Description("Het studiejaar.")]
    public required string Jaar { get; init; }

    [Description("Welk rapport.")]
    public required string Sleutel { get; init; }

    [Description("Waarover het gaat.")]
    public required string Onderwerp { get; init; }

    [Description("Over welke studiejaren de meeste cijfers gaan, als er iets te zien is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Periode { get; init; }

    [Description("Welk deel van wie was uitgenodigd antwoordde, in hele procenten, als er iets te zien is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Respons { get; init; }

    [Description("Of er zo weinig antwoordden dat je voorzichtig moet lezen.")]
    public required bool LageRespons { get; init; }

    [Description("De vragen, in de volgorde van het rapport.")]
    public required IReadOnlyList<RapportVraag> Vragen { get; init; }

    internal static RapportAntwoord Of(string sleutel, Rapportbeeld beeld) => new()
    {
        Jaar = beeld.Studiejaar, Sleutel = sleutel, Onderwerp = beeld.Onderwerp.Naam, Periode = beeld.Periode, Respons = beeld.Respons, LageRespons = beeld.LageRespons,
        Vragen = [.. beeld.Onderdelen.SelectMany(o => o.Items.Select(i => RapportVraag.Of(o, i)))],
    };
}

/// <summary>One question: a figure, a band, or why there is none; and from when, where it is told again.</summary>
public sealed record RapportVraag
{
    [Description("Het onderdeel van de vragenlijst.")]
    public required string Onderdeel { get; init; }

    [Description("De vraag.")]
    public required string Vraag { get; init; }

    [Description("Het gemiddelde, van 1 tot en met 5, als het te zien is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Gemiddelde { get; init; }

    [Description("Hoeveel antwoorden er zijn, als het te zien is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Aantal { get; init; }

    [Description("De norm, als die er is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Norm { get; init; }

    [Description("Het gemiddelde van het hele partnerschap, als het te zien is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Partnerschap { get; init; }

    [Description("Hoe hoog: laag, midden of hoog, als een cijfer te veel zou zeggen."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Band { get; init; }

    [Description("Over welke studiejaren het gaat, als er iets te zien is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Periode { get; init; }

    [Description("Wat erbij hoort: waarom er geen cijfer staat, of van welk jaar het is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Uitleg { get; init; }

    internal static RapportVraag Of(Onderdeelbeeld onderdeel, Itembeeld item)
    {
        var vraag = new RapportVraag { Onderdeel = onderdeel.Naam, Vraag = item.Naam };
        return item switch
        {
            Itembeeld.Cijfers c => vraag with
            {
                Gemiddelde = c.Gemiddelde, Aantal = c.Aantal, Norm = c.Norm?.Waarde, Partnerschap = c.Partnerschap?.Waarde, Periode = c.Periode,
                Uitleg = c.Herhaling?.Zin,
            },
            Itembeeld.Band b => vraag with { Band = Code(b.Hoogte), Periode = b.Periode, Uitleg = b.Herhaling is { } again ? $"{b.Zin} {again.Zin}" : b.Zin },
            Itembeeld.Verborgen v => vraag with { Uitleg = v.Zin },
            _ => throw new NotSupportedException(item.GetType().Name),
        };
    }

    private static string Code(Bandhoogte hoogte) => hoogte switch
    {
        Bandhoogte.Laag => "laag",
        Bandhoogte.Midden => "midden",
        _ => "hoog",
    };
}

internal static class RapportEndpoints
{
    private static readonly Bladeren<RapportRegel> Bladeren = new(
        r => $"{r.Jaar}~{r.Sleutel}",
        new("jaar", (a, b) => string.CompareOrdinal(a.Jaar, b.Jaar)),
        new("onderwerp", (a, b) => Bureau.BureauText.Names.Compare(a.Onderwerp, b.Onderwerp)));

    public static void MapRapporten(this RouteGroupBuilder api)
    {
        api.MapGet("/rapporten", List).WithName("ListRapporten").WithTags("Rapporten").AsLijst(Bladeren)
            .WithSummary("Rapporten").WithDescription("De rapporten van de stage-evaluatie die je mag lezen.");
        api.MapGet("/rapporten/{jaar}/{sleutel}", Show).WithName("GetRapport").WithTags("Rapporten").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén rapport").WithDescription("De cijfers van een rapport, zoals jij ze mag zien. Kleine aantallen zijn weg, met de reden erbij; opmerkingen staan er niet in.");
    }

    private static async Task<Results<Ok<Lijst<RapportRegel>>, ProblemHttpResult>> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "jaar"), Description("Alleen van dit studiejaar, zoals 2026-2027.")] string? jaar,
        HttpContext context, Rapportlade lade, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        var regels = (await lade.VanAsync(wie.Person.Id, wie.Now, ct)).SelectMany(j => j.Rapporten.Select(r => new RapportRegel
        {
            Jaar = j.Studiejaar, Sleutel = r.Sleutel.ToString(), Onderwerp = r.Onderwerp.Naam,
        })).ToList();
        return Bladeren.Neem(regels, r => jaar is null || r.Jaar == jaar, vraag, r => r, context.Request, wie.Site);
    }

    private static async Task<Results<Ok<RapportAntwoord>, ProblemHttpResult>> Show(
        [Description("Het studiejaar.")] string jaar, [Description("Welk rapport: staat in de lijst.")] string sleutel, HttpContext context, Rapportlade lade, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        return await lade.BeeldAsync(wie.Person.Id, jaar, sleutel, wie.Now, ct) is { } beeld
            ? TypedResults.Ok(RapportAntwoord.Of(sleutel, beeld))
            : ApiProblemen.NietGevonden("Dit rapport");
    }
}
