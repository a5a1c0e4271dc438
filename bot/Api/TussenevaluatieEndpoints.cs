using System.ComponentModel;
using System.Text.Json.Serialization;
using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Voortgang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Isop.Bot.Api;

/// <summary>Who a tussenevaluatie is about and how far it is; never what somebody filled in, or when.</summary>
public sealed record TussenevaluatieAntwoord
{
    internal const string Staten = "gepland, open, een-ingevuld, beide-ingevuld, besproken, te-laat, klopt-niet of vervallen";

    [Description("Het kenmerk van de tussenevaluatie.")]
    public required string Id { get; init; }

    [Description("De student en de periode, om uit te kiezen.")]
    public required string Omschrijving { get; init; }

    [Description("De naam van de student.")]
    public required string Student { get; init; }

    [Description("Het kenmerk van de student.")]
    public required string StudentId { get; init; }

    [Description("De namen van de werkplekbegeleiders.")]
    public required IReadOnlyList<string> Werkplekbegeleiders { get; init; }

    [Description("De kenmerken van de werkplekbegeleiders.")]
    public required IReadOnlyList<string> WerkplekbegeleiderIds { get; init; }

    [Description("Het kenmerk van de (school)opleider, als die er is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OpleiderId { get; init; }

    [Description("De code van de organisatie.")]
    public required string Organisatie { get; init; }

    [Description("De naam van de organisatie.")]
    public required string OrganisatieNaam { get; init; }

    [Description("De code van de opleiding.")]
    public required string Opleiding { get; init; }

    [Description("Het leerjaar: 1 tot en met 4.")]
    public required int Leerjaar { get; init; }

    [Description("De stageperiode, met het studiejaar.")]
    public required string Periode { get; init; }

    [Description("De dag waarop invullen begint.")]
    public required DateOnly Opening { get; init; }

    [Description("De laatste dag om in te vullen.")]
    public required DateOnly Deadline { get; init; }

    [Description($"Hoe ver het is: {Staten}.")]
    public required string Staat { get; init; }

    internal static TussenevaluatieAntwoord Of(VoortgangRegel regel, VoortgangStaat staat) => new()
    {
        Id = regel.Zaak, Omschrijving = $"{regel.Naam}, {regel.Periode}", Student = regel.Naam, StudentId = regel.Student.ToString(),
        Werkplekbegeleiders = [.. regel.Werkplekbegeleiders.Select(w => w.Naam)],
        WerkplekbegeleiderIds = [.. regel.Werkplekbegeleiders.Select(w => w.Id.ToString())], OpleiderId = regel.Opleider?.ToString(), Organisatie = regel.Organisatie,
        OrganisatieNaam = regel.OrganisatieNaam, Opleiding = regel.Opleiding, Leerjaar = regel.Leerjaar, Periode = regel.Periode, Opening = regel.Opening,
        Deadline = regel.Deadline, Staat = staat.Code(),
    };
}

internal static class TussenevaluatieEndpoints
{
    private static readonly Bladeren<VoortgangRegel> Bladeren = new(
        r => r.Zaak,
        new("student", (a, b) => a.Plaats.CompareTo(b.Plaats)),
        new("deadline", (a, b) => a.Deadline.CompareTo(b.Deadline)),
        new("organisatie", (a, b) => BureauText.Names.Compare(a.OrganisatieNaam, b.OrganisatieNaam)));

    public static void MapTussenevaluaties(this RouteGroupBuilder api)
    {
        api.MapGet("/tussenevaluaties", List).WithName("ListTussenevaluaties").WithTags("Tussenevaluaties").AsLijst(Bladeren)
            .WithSummary("Tussenevaluaties").WithDescription("De tussenevaluaties van een studiejaar die je mag zien, met hoe ver ze zijn.");
        api.MapGet("/tussenevaluaties/{id}", Show).WithName("GetTussenevaluatie").WithTags("Tussenevaluaties").WithMetadata(new GeeftVersie()).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén tussenevaluatie").WithDescription("Over wie een tussenevaluatie gaat en hoe ver die is.");
    }

    private static async Task<Results<Ok<Lijst<TussenevaluatieAntwoord>>, ProblemHttpResult>> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "jaar"), Description("Het studiejaar, zoals 2026-2027. Standaard dat van vandaag.")] string? jaar,
        [FromQuery(Name = "organisatie"), Description("Alleen bij de organisatie met deze code.")] string? organisatie,
        [FromQuery(Name = "staat"), Description($"Alleen wie zo ver is: {TussenevaluatieAntwoord.Staten}.")] string? staat,
        [FromQuery(Name = "persoon"), Description("Alleen waar de persoon met dit kenmerk bij hoort.")] string? persoon,
        HttpContext context, Voortgangslijst lijst, CancellationToken cancellationToken)
    {
        var gezocht = VoortgangStaten.Parse(staat);
        if (staat is not null && gezocht is null)
        {
            return ApiProblemen.Onleesbaar($"staat is een van: {string.Join(", ", VoortgangStaten.All.Select(s => s.Code()))}.");
        }

        var wie = ApiAanroeper.Of(context);
        if (Voortgangslijst.Gevraagd(wie.Register, jaar, wie.Vandaag) is not { } gevraagd)
        {
            return TypedResults.Ok(new Lijst<TussenevaluatieAntwoord> { Value = [] });
        }

        var eigen = await lijst.ReadAsync(gevraagd, wie.Ziet, wie.Now, cancellationToken);
        return Bladeren.Neem(
            eigen,
            r => (organisatie is null || r.Organisatie == organisatie) && (gezocht is null || wie.Staat(r) == gezocht) && Personen.Past(persoon, r.Kring.Noemt), vraag,
            r => TussenevaluatieAntwoord.Of(r, wie.Staat(r)), context.Request, wie.Site);
    }

    private static async Task<Results<Ok<TussenevaluatieAntwoord>, ProblemHttpResult>> Show(
        [Description("Het kenmerk van de tussenevaluatie.")] string id, HttpContext context, Voortgangslijst lijst, CancellationToken cancellationToken) =>
        await FindAsync(id, context, lijst, cancellationToken) is var (antwoord, _) ? TypedResults.Ok(antwoord) : NietGevonden();

    /// <summary>The case as this person may know it and its version, which goes on the answer; null when there is none for her.</summary>
    public static async ValueTask<(TussenevaluatieAntwoord Antwoord, EntityTagHeaderValue Versie)?> FindAsync(string id, HttpContext context, Voortgangslijst lijst, CancellationToken cancellationToken)
    {
        var wie = ApiAanroeper.Of(context);
        if (await lijst.FindAsync(id, wie.Ziet, wie.Now, cancellationToken) is not { } regel)
        {
            return null;
        }

        var antwoord = TussenevaluatieAntwoord.Of(regel, wie.Staat(regel));
        var versie = Etag.Of(antwoord, ApiJson.Default.TussenevaluatieAntwoord);
        Etag.Zet(context, versie);
        return (antwoord, versie);
    }

    public static ProblemHttpResult NietGevonden() => ApiProblemen.NietGevonden("Deze tussenevaluatie");
}
