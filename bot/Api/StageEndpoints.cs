using System.ComponentModel;
using System.Text.Json.Serialization;
using Isop.Bot.Bureau;
using Isop.Core.Register;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>Who learns where, and with whom.</summary>
public sealed record StageAntwoord
{
    [Description("Het kenmerk van de stage.")]
    public required string Id { get; init; }

    [Description("De student en de plek, om uit te kiezen.")]
    public required string Omschrijving { get; init; }

    [Description("De naam van de student.")]
    public required string Student { get; init; }

    [Description("Het kenmerk van de student.")]
    public required string StudentId { get; init; }

    [Description("De code van de organisatie.")]
    public required string Organisatie { get; init; }

    [Description("De naam van de organisatie.")]
    public required string OrganisatieNaam { get; init; }

    [Description("De groep.")]
    public required string Groep { get; init; }

    [Description("De namen van de werkplekbegeleiders.")]
    public required IReadOnlyList<string> Werkplekbegeleiders { get; init; }

    [Description("De kenmerken van de werkplekbegeleiders.")]
    public required IReadOnlyList<string> WerkplekbegeleiderIds { get; init; }

    [Description("De naam van de (school)opleider, als die er is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Opleider { get; init; }

    [Description("Het kenmerk van de (school)opleider, als die er is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OpleiderId { get; init; }

    [Description("De code van de opleiding.")]
    public required string Opleiding { get; init; }

    [Description("Het leerjaar: 1 tot en met 4.")]
    public required int Leerjaar { get; init; }

    [Description("De eerste dag.")]
    public required DateOnly Van { get; init; }

    [Description("De laatste dag.")]
    public required DateOnly Tot { get; init; }

    [Description("De stagedagen: ma, di, wo, do of vr.")]
    public required IReadOnlyList<string> Dagen { get; init; }

    [Description("Of de stage vandaag loopt.")]
    public required bool Loopt { get; init; }

    internal static StageAntwoord Of(Stage stage, ApiAanroeper wie)
    {
        var (student, organisatie) = (BureauText.Name(stage.Student, wie.Register), wie.Register.FindOrganisatie(stage.Organisatie)?.Naam ?? stage.Organisatie);
        return new StageAntwoord
        {
            Id = Kenmerk.Van(stage.Id), Omschrijving = $"{student}, {organisatie} (vanaf {Core.Time.Dutch.Day(stage.Van)})", Student = student, StudentId = stage.Student.ToString(),
            Organisatie = stage.Organisatie, OrganisatieNaam = organisatie, Groep = stage.Groep,
            Werkplekbegeleiders = [.. stage.Werkplekbegeleiders.Select(w => BureauText.Name(w, wie.Register))],
            WerkplekbegeleiderIds = [.. stage.Werkplekbegeleiders.Select(w => w.ToString())],
            Opleider = stage.Opleider is { } opleider ? BureauText.Name(opleider, wie.Register) : null, OpleiderId = stage.Opleider?.ToString(),
            Opleiding = wie.Register.FindStudent(stage.Student)?.Opleiding.Code ?? "", Leerjaar = wie.Register.FindStudent(stage.Student)?.Leerjaar ?? 0,
            Van = stage.Van, Tot = stage.Tot, Dagen = [.. stage.Dagen.Select(d => RegisterWords.Dagen.First(w => w.Value == d).Key)], Loopt = stage.Runs(wie.Vandaag),
        };
    }
}

internal static class StageEndpoints
{
    private static readonly Bladeren<StageAntwoord> Bladeren = new(
        s => s.Id,
        new("student", (a, b) => BureauText.Names.Compare(a.Student, b.Student)),
        new("organisatie", (a, b) => BureauText.Names.Compare(a.OrganisatieNaam, b.OrganisatieNaam)),
        new("van", (a, b) => a.Van.CompareTo(b.Van)));

    public static void MapStages(this RouteGroupBuilder api)
    {
        api.MapGet("/stages", List).WithName("ListStages").WithTags("Stages").AsLijst(Bladeren)
            .WithSummary("Stages").WithDescription("De stages die je mag zien, met de mensen eromheen.");
        api.MapGet("/stages/{id}", Show).WithName("GetStage").WithTags("Stages").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén stage").WithDescription("Een stage, bij haar kenmerk.");
    }

    /// <summary>Those whose people a person may see by name, ended ones left out.</summary>
    public static IEnumerable<Stage> Van(ApiAanroeper wie) =>
        wie.Register.Data.Stages.Where(s => s.Beeindigd is null && wie.Ziet(Kring.Van(s, wie.Register)));

    private static Results<Ok<Lijst<StageAntwoord>>, ProblemHttpResult> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "organisatie"), Description("Alleen bij de organisatie met deze code.")] string? organisatie,
        [FromQuery(Name = "persoon"), Description("Alleen waar de persoon met dit kenmerk bij hoort.")] string? persoon,
        [FromQuery(Name = "loopt"), Description("Ja voor wat vandaag loopt, nee voor de rest.")] bool? loopt,
        HttpContext context)
    {
        var wie = ApiAanroeper.Of(context);
        return Bladeren.Neem(
            [.. Van(wie).Where(s => Personen.Past(persoon, Kring.Van(s, wie.Register).Noemt)).Select(s => StageAntwoord.Of(s, wie))],
            s => (organisatie is null || s.Organisatie == organisatie) && (loopt is null || s.Loopt == loopt), vraag, s => s, context.Request, wie.Site);
    }

    private static Results<Ok<StageAntwoord>, ProblemHttpResult> Show([Description("Het kenmerk van de stage.")] string id, HttpContext context) =>
        ApiAanroeper.Of(context) is var wie && Van(wie).FirstOrDefault(s => Kenmerk.Van(s.Id) == id) is { } stage
            ? TypedResults.Ok(StageAntwoord.Of(stage, wie))
            : ApiProblemen.NietGevonden("Deze stage");
}
