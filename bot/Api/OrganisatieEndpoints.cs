using System.ComponentModel;
using Isop.Bot.Bureau;
using Isop.Core.Register;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>A school or a childcare location. Nothing about people, so it is for everybody who may come in.</summary>
public sealed record OrganisatieAntwoord
{
    [Description("De code in het register.")]
    public required string Code { get; init; }

    [Description("De naam.")]
    public required string Naam { get; init; }

    [Description("De code van het bestuur.")]
    public required string Bestuur { get; init; }

    [Description("Wat het is: school, kinderopvang, ikc of sbo.")]
    public required string Soort { get; init; }

    [Description("De plaats.")]
    public required string Plaats { get; init; }

    internal static OrganisatieAntwoord Of(Organisatie organisatie) => new()
    {
        Code = organisatie.Code, Naam = organisatie.Naam, Bestuur = organisatie.Bestuur, Plaats = organisatie.Plaats,
        Soort = RegisterWords.Soorten.First(s => s.Value == organisatie.Soort).Key,
    };
}

/// <summary>A board of schools or childcare locations.</summary>
public sealed record BestuurAntwoord
{
    [Description("De code in het register.")]
    public required string Code { get; init; }

    [Description("De naam.")]
    public required string Naam { get; init; }

    internal static BestuurAntwoord Of(Bestuur bestuur) => new() { Code = bestuur.Code, Naam = bestuur.Naam };
}

internal static class OrganisatieEndpoints
{
    private static readonly Bladeren<Organisatie> Organisaties = new(
        o => o.Code,
        new("naam", (a, b) => BureauText.Names.Compare(a.Naam, b.Naam)),
        new("code", (a, b) => string.CompareOrdinal(a.Code, b.Code)),
        new("plaats", (a, b) => BureauText.Names.Compare(a.Plaats, b.Plaats)));

    private static readonly Bladeren<Bestuur> Besturen = new(
        b => b.Code,
        new("naam", (a, b) => BureauText.Names.Compare(a.Naam, b.Naam)),
        new("code", (a, b) => string.CompareOrdinal(a.Code, b.Code)));

    public static void MapOrganisaties(this RouteGroupBuilder api)
    {
        api.MapGet("/organisaties", List).WithName("ListOrganisaties").WithTags("Organisaties").AsLijst(Organisaties)
            .WithSummary("Organisaties").WithDescription("De scholen en kinderopvanglocaties van het partnerschap.");
        api.MapGet("/organisaties/{code}", Show).WithName("GetOrganisatie").WithTags("Organisaties").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén organisatie").WithDescription("Een school of kinderopvanglocatie, bij haar code.");
        api.MapGet("/besturen", ListBesturen).WithName("ListBesturen").WithTags("Organisaties").AsLijst(Besturen)
            .WithSummary("Besturen").WithDescription("De besturen van de organisaties van het partnerschap.");
    }

    private static Results<Ok<Lijst<OrganisatieAntwoord>>, ProblemHttpResult> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "bestuur"), Description("Alleen van het bestuur met deze code.")] string? bestuur,
        HttpContext context)
    {
        var wie = ApiAanroeper.Of(context);
        return Organisaties.Neem(
            wie.Register.Data.Organisaties, o => bestuur is null || o.Bestuur == bestuur, vraag, OrganisatieAntwoord.Of, context.Request, wie.Site);
    }

    private static Results<Ok<OrganisatieAntwoord>, ProblemHttpResult> Show([Description("De code in het register.")] string code, HttpContext context) =>
        ApiAanroeper.Of(context).Register.FindOrganisatie(code) is { } organisatie
            ? TypedResults.Ok(OrganisatieAntwoord.Of(organisatie))
            : ApiProblemen.NietGevonden("Deze organisatie");

    private static Results<Ok<Lijst<BestuurAntwoord>>, ProblemHttpResult> ListBesturen([AsParameters] Lijstvraag vraag, HttpContext context)
    {
        var wie = ApiAanroeper.Of(context);
        return Besturen.Neem(wie.Register.Data.Besturen, _ => true, vraag, BestuurAntwoord.Of, context.Request, wie.Site);
    }
}
