using System.ComponentModel;
using Isop.Bot.Bureau;
using Isop.Bot.Web;
using Isop.Core.Register;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

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

    [Description("school, kinderopvang, ikc of sbo.")]
    public required string Soort { get; init; }

    [Description("De plaats.")]
    public required string Plaats { get; init; }

    internal static OrganisatieAntwoord Of(Organisatie organisatie) => new()
    {
        Code = organisatie.Code, Naam = organisatie.Naam, Bestuur = organisatie.Bestuur, Plaats = organisatie.Plaats,
        Soort = RegisterWords.Soorten.First(s => s.Value == organisatie.Soort).Key,
    };
}

internal static class OrganisatieEndpoints
{
    private static readonly Bladeren<Organisatie> Bladeren = new(
        o => o.Code,
        new("naam", (a, b) => BureauText.Names.Compare(a.Naam, b.Naam)),
        new("code", (a, b) => string.CompareOrdinal(a.Code, b.Code)),
        new("plaats", (a, b) => BureauText.Names.Compare(a.Plaats, b.Plaats)));

    public static void MapOrganisaties(this RouteGroupBuilder api)
    {
        api.MapGet("/organisaties", List).WithName("ListOrganisaties").WithTags("Organisaties").ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Organisaties").WithDescription("De scholen en kinderopvanglocaties van het partnerschap.");
        api.MapGet("/organisaties/{code}", Show).WithName("GetOrganisatie").WithTags("Organisaties").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén organisatie").WithDescription("Een school of kinderopvanglocatie, bij haar code.");
    }

    private static async Task<Results<Ok<Lijst<OrganisatieAntwoord>>, ProblemHttpResult>> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "bestuur"), Description("Alleen van het bestuur met deze code.")] string? bestuur,
        HttpRequest request, RegisterStore registers, IOptions<WebOptions> site, CancellationToken cancellationToken)
    {
        var alle = (await registers.CurrentAsync(cancellationToken)).Data.Organisaties;
        return Bladeren.Neem(alle, o => bestuur is null || o.Bestuur == bestuur, vraag, OrganisatieAntwoord.Of, request, site.Value.PublicUrl);
    }

    private static async Task<Results<Ok<OrganisatieAntwoord>, ProblemHttpResult>> Show(
        [Description("De code in het register.")] string code, RegisterStore registers, CancellationToken cancellationToken) =>
        (await registers.CurrentAsync(cancellationToken)).FindOrganisatie(code) is { } organisatie
            ? TypedResults.Ok(OrganisatieAntwoord.Of(organisatie))
            : ErrorPages.Problem(StatusCodes.Status404NotFound, new ErrorText("Deze organisatie is er niet", "Het register heeft geen organisatie met deze code."));
}
