using System.ComponentModel;
using Isop.Bot.Bureau;
using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>Somebody of the register, with the address to reach her by.</summary>
public sealed record PersoonAntwoord
{
    [Description("Het kenmerk van de persoon.")]
    public required string Id { get; init; }

    [Description("De naam.")]
    public required string Naam { get; init; }

    [Description("Het mailadres in het register.")]
    public required string Email { get; init; }

    [Description("De rollen die vandaag gelden, in de woorden van het register; student voor wie student is.")]
    public required IReadOnlyList<string> Rollen { get; init; }

    internal static PersoonAntwoord Of(Persoon persoon, ApiAanroeper wie) => new()
    {
        Id = persoon.Id.ToString(), Naam = persoon.Naam, Email = persoon.Email,
        Rollen = [.. RegisterWords.RollenOp(wie.Register, persoon.Id, wie.Vandaag), .. wie.Register.FindStudent(persoon.Id) is null ? Array.Empty<string>() : ["student"]],
    };
}

internal static class PersoonEndpoint
{
    private static readonly Bladeren<Persoon> Bladeren = new(p => p.Id.ToString(), new Sortering<Persoon>("naam", (a, b) => BureauText.Names.Compare(a.Naam, b.Naam)));

    public static void MapPersonen(this RouteGroupBuilder api)
    {
        api.MapGet("/personen", List).WithName("ListPersonen").WithTags("Personen").AsLijst(Bladeren)
            .WithSummary("Personen").WithDescription("Jijzelf en de mensen die je bij naam mag zien, met hun mailadres.");
        api.MapGet("/personen/{persoon}", Show).WithName("GetPersoon").WithTags("Personen").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén persoon").WithDescription("Iemand die je bij naam mag zien, met het mailadres, bij het kenmerk.");
    }

    private static Results<Ok<Lijst<PersoonAntwoord>>, ProblemHttpResult> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "rol"), Description("Alleen wie deze rol heeft, in het woord van het register, of student.")] string? rol,
        [FromQuery(Name = "zoek"), Description("Alleen wie dit in de naam heeft.")] string? zoek,
        HttpContext context)
    {
        var wie = ApiAanroeper.Of(context);
        // Left empty by a flow it would be everybody.
        if (zoek is not null && string.IsNullOrWhiteSpace(zoek))
        {
            return ApiProblemen.Onleesbaar("zoek is leeg. Laat het weg, of geef een deel van een naam.");
        }

        if (rol is not null && !Veldvorm.Keuzes["rol"].Contains(rol))
        {
            return ApiProblemen.Onleesbaar($"rol is een van: {string.Join(", ", Veldvorm.Keuzes["rol"])}.");
        }

        var gezocht = BureauText.ToSearch(zoek ?? "");
        return Bladeren.Neem(
            Van(wie), p => BureauText.ToSearch(p.Naam).Contains(gezocht, StringComparison.Ordinal) && (rol is null || PersoonAntwoord.Of(p, wie).Rollen.Contains(rol)),
            vraag, p => PersoonAntwoord.Of(p, wie), context.Request, wie.Site);
    }

    private static Results<Ok<PersoonAntwoord>, ProblemHttpResult> Show([Description("Het kenmerk van de persoon.")] string persoon, HttpContext context)
    {
        var wie = ApiAanroeper.Of(context);
        return PersonId.TryParse(persoon, out var id) && Van(wie).FirstOrDefault(p => p.Id == id) is { } found
            ? TypedResults.Ok(PersoonAntwoord.Of(found, wie))
            : ApiProblemen.NietGevonden("Deze persoon");
    }

    /// <summary>Everybody for who works with the whole register; else who stands round a stage that may be seen by name.</summary>
    private static List<Persoon> Van(ApiAanroeper wie)
    {
        var ids = wie.Rechten.Heeft(Recht.Beheer) || wie.Rechten.Heeft(Recht.Bereikbaarheid)
            ? wie.Register.Data.Personen.Select(p => p.Id)
            : StageEndpoints.Van(wie).Select(s => Kring.Van(s, wie.Register)).SelectMany(Mensen).Append(wie.Person.Id);
        return [.. ids.Distinct().Select(wie.Register.FindLiving).OfType<Persoon>()];
    }

    private static IEnumerable<PersonId> Mensen(Kring kring) =>
        new[] { kring.Opleider, kring.Studiecoach, kring.Mwb }.OfType<PersonId>().Concat(kring.Werkplekbegeleiders).Append(kring.Student);
}

internal static class Personen
{
    /// <summary>Whether it is about the person that is asked for; a kenmerk that is none is about nobody.</summary>
    public static bool Past(string? gevraagd, Func<PersonId, bool> noemt) => gevraagd is null || (PersonId.TryParse(gevraagd, out var person) && noemt(person));
}
