using System.ComponentModel;
using System.Text.Json.Serialization;
using Isop.Bot.Bureau;
using Isop.Core.Register;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>A leerteam: the students of one location, or of the two of a koppel.</summary>
public sealed record LeerteamAntwoord
{
    [Description("De code in het register.")]
    public required string Code { get; init; }

    [Description("De naam.")]
    public required string Naam { get; init; }

    [Description("De codes van de organisaties.")]
    public required IReadOnlyList<string> Organisaties { get; init; }

    /// <summary>Absent for who has no part in it and may not see people there by name.</summary>
    [Description("De naam van de leerteambegeleider, als je die mag zien."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Begeleider { get; init; }

    internal static LeerteamAntwoord Of(Leerteam leerteam, ApiAanroeper wie) => new()
    {
        Code = leerteam.Code, Naam = leerteam.Naam, Organisaties = leerteam.Organisaties,
        Begeleider = KentBegeleider(leerteam, wie) ? BureauText.Name(leerteam.Begeleider, wie.Register) : null,
    };

    /// <summary>Who guides it, who has or guides a student there, and who sees everybody there by name.</summary>
    private static bool KentBegeleider(Leerteam leerteam, ApiAanroeper wie) =>
        leerteam.Begeleider == wie.Person.Id
        || leerteam.Organisaties.Any(wie.ZietAllen)
        || wie.Register.StagesOf(wie.Person.Id).Concat(wie.Register.StagesGuidedBy(wie.Person.Id)).Concat(wie.Register.StagesUnder(wie.Person.Id))
            .Any(s => s.Runs(wie.Vandaag) && leerteam.Organisaties.Contains(s.Organisatie));
}

internal static class LeerteamEndpoints
{
    private static readonly Bladeren<Leerteam> Bladeren = new(
        l => l.Code,
        new("naam", (a, b) => BureauText.Names.Compare(a.Naam, b.Naam)),
        new("code", (a, b) => string.CompareOrdinal(a.Code, b.Code)));

    public static void MapLeerteams(this RouteGroupBuilder api)
    {
        api.MapGet("/leerteams", List).WithName("ListLeerteams").WithTags("Leerteams").AsLijst(Bladeren)
            .WithSummary("Leerteams").WithDescription("De leerteams van het partnerschap.");
        api.MapGet("/leerteams/{leerteam}", Show).WithName("GetLeerteam").WithTags("Leerteams").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén leerteam").WithDescription("Een leerteam, bij zijn code.");
    }

    private static Results<Ok<Lijst<LeerteamAntwoord>>, ProblemHttpResult> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "organisatie"), Description("Alleen bij de organisatie met deze code.")] string? organisatie,
        HttpContext context)
    {
        var wie = ApiAanroeper.Of(context);
        return Bladeren.Neem(
            wie.Register.Data.Leerteams, l => organisatie is null || l.Organisaties.Contains(organisatie), vraag,
            l => LeerteamAntwoord.Of(l, wie), context.Request, wie.Site);
    }

    private static Results<Ok<LeerteamAntwoord>, ProblemHttpResult> Show([Description("De code van het leerteam.")] string leerteam, HttpContext context) =>
        ApiAanroeper.Of(context) is var wie && wie.Register.Data.Leerteams.FirstOrDefault(l => l.Code == leerteam) is { } found
            ? TypedResults.Ok(LeerteamAntwoord.Of(found, wie))
            : ApiProblemen.NietGevonden("Dit leerteam");
}
