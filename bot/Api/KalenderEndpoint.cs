using System.ComponentModel;
using System.Text.Json.Serialization;
using Isop.Core.Register;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>A row of the kalender: no person is in it, so it is for everybody who may come in.</summary>
public sealed record KalenderAntwoord
{
    [Description("Het kenmerk van de regel: het verandert als de regel verandert.")]
    public required string Id { get; init; }

    [Description("Wat het is, zoals studiejaar, blok, stageperiode of vakantie.")]
    public required string Soort { get; init; }

    [Description("De naam.")]
    public required string Naam { get; init; }

    [Description("De eerste dag.")]
    public required DateOnly Van { get; init; }

    [Description("De laatste dag.")]
    public required DateOnly Tot { get; init; }

    [Description("De vakantieregio waarvoor het geldt."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Regio { get; init; }

    [Description("De code van de opleiding waarvoor het geldt."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Opleiding { get; init; }

    [Description("De code van de organisatie waarvoor het geldt."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Organisatie { get; init; }

    internal static KalenderAntwoord Of(KalenderRegel regel) => new()
    {
        Id = Kenmerk.Van($"{regel}"), Soort = Woord(regel.Soort), Naam = regel.Naam, Van = regel.Van, Tot = regel.Tot,
        Regio = regel.Regio is { } regio ? RegisterWords.Regios.First(r => r.Value == regio).Key : null,
        Opleiding = regel.Opleiding?.Code, Organisatie = regel.Organisatie,
    };

    private static string Woord(KalenderSoort soort) => RegisterWords.Kalendersoorten.First(s => s.Value == soort).Key;
}

internal static class KalenderEndpoint
{
    private static readonly Bladeren<KalenderAntwoord> Bladeren = new(
        r => r.Id, new("van", (a, b) => a.Van.CompareTo(b.Van)), new("naam", (a, b) => string.CompareOrdinal(a.Naam, b.Naam)));

    public static void MapKalender(this RouteGroupBuilder api) =>
        api.MapGet("/kalender", List).WithName("ListKalender").WithTags("Kalender").AsLijst(Bladeren)
            .WithSummary("Kalender").WithDescription("Studiejaren, blokken, stageperioden, vakanties en gezamenlijke dagen van het partnerschap.");

    private static Results<Ok<Lijst<KalenderAntwoord>>, ProblemHttpResult> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "kalendersoort"), Description("Alleen wat dit is, zoals studiejaar of blok.")] string? soort,
        [FromQuery(Name = "vanaf"), Description("Alleen wat op deze dag of later eindigt.")] DateOnly? vanaf,
        HttpContext context)
    {
        var wie = ApiAanroeper.Of(context);
        if (soort is not null && !RegisterWords.Kalendersoorten.ContainsKey(soort))
        {
            return ApiProblemen.Onleesbaar($"kalendersoort is een van: {string.Join(", ", RegisterWords.Kalendersoorten.Keys.Order(StringComparer.Ordinal))}.");
        }

        return Bladeren.Neem(
            [.. wie.Register.Data.Kalender.Select(KalenderAntwoord.Of).DistinctBy(r => r.Id)],
            r => (soort is null || r.Soort == soort) && (vanaf is null || r.Tot >= vanaf), vraag, r => r, context.Request, wie.Site);
    }
}
