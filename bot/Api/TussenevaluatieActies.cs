using System.ComponentModel;
using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Tussenevaluaties;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>Until when it may be filled in.</summary>
public sealed record UitstelVraag
{
    [Description("De nieuwe laatste dag om in te vullen.")]
    public required DateOnly Tot { get; init; }
}

/// <summary>What the opleider can do about a late tussenevaluatie: the same as on the card, by the same rules.</summary>
internal static class TussenevaluatieActies
{
    public static void MapTussenevaluatieActies(this RouteGroupBuilder api)
    {
        api.MapPost("/tussenevaluaties/{id}/herinnering", Herinner).WithName("HerinnerTussenevaluatie").WithTags("Tussenevaluaties").AsWijziging(WeigerAsync)
            .WithSummary("Herinner aan een tussenevaluatie")
            .WithDescription("Wie nog moet invullen, krijgt op de volgende werk- of stagedag een herinnering. Alleen voor de opleider, bij een late tussenevaluatie.");
        api.MapPost("/tussenevaluaties/{id}/uitstel", StelUit).WithName("GeefUitstel").WithTags("Tussenevaluaties").AsWijziging(WeigerAsync)
            .WithSummary("Geef uitstel").WithDescription("Geeft student en werkplekbegeleider meer tijd. Alleen voor de opleider, bij een late tussenevaluatie.");
    }

    private static Task<Results<Ok<TussenevaluatieAntwoord>, ProblemHttpResult>> Herinner(
        [Description("Het kenmerk van de tussenevaluatie.")] string id, HttpContext context, Zaken zaken, Voortgangslijst lijst, CancellationToken ct) =>
        DoAsync(id, new Opdracht.HerinnerNogEens(ApiAanroeper.Of(context).Person.Id), context, zaken, lijst, ct);

    private static Task<Results<Ok<TussenevaluatieAntwoord>, ProblemHttpResult>> StelUit(
        [Description("Het kenmerk van de tussenevaluatie.")] string id, [FromBody] UitstelVraag vraag, HttpContext context, Zaken zaken, Voortgangslijst lijst,
        CancellationToken ct) =>
        DoAsync(id, new Opdracht.GeefUitstel(ApiAanroeper.Of(context).Person.Id, vraag.Tot), context, zaken, lijst, ct);

    private static async ValueTask<IResult?> WeigerAsync(HttpContext context) =>
        await TussenevaluatieEndpoints.FindAsync(
            (string)context.GetRouteValue("id")!, context, context.RequestServices.GetRequiredService<Voortgangslijst>(), context.RequestAborted) is null
            ? TussenevaluatieEndpoints.NietGevonden()
            : null;

    private static async Task<Results<Ok<TussenevaluatieAntwoord>, ProblemHttpResult>> DoAsync(
        string id, Opdracht opdracht, HttpContext context, Zaken zaken, Voortgangslijst lijst, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        // Read before what the caller's version is held against, so that a change in between is refused by the revision.
        if (await zaken.OpenAsync(id, wie.Person.Id, wie.Now, ct) is not { } z || await TussenevaluatieEndpoints.FindAsync(id, context, lijst, ct) is not var (_, versie))
        {
            return TussenevaluatieEndpoints.NietGevonden();
        }

        if (Etag.IsVeranderd(context.Request, versie))
        {
            return ApiProblemen.Veranderd();
        }

        var gezien = context.Request.Headers.IfMatch.Count > 0 ? z.Zaak.Revisie : (int?)null;
        return await zaken.DoAsync(z, opdracht, ct, gezien) switch
        {
            { Reden: Weigering.KaartIsOud } => ApiProblemen.Veranderd(),
            { Reden: Weigering.NietVanJou } => ApiProblemen.NietVoorJou("Alleen de opleider van deze student kan dit doen."),
            { Reden: Weigering.NogVoorDeDeadline } => ApiProblemen.Geweigerd("Deze tussenevaluatie is nog niet te laat: wie nog moet invullen, heeft nog tijd."),
            { Refused: { } zin } => ApiProblemen.Geweigerd(zin),
            _ => TypedResults.Ok((await TussenevaluatieEndpoints.FindAsync(id, context, lijst, ct))!.Value.Antwoord),
        };
    }
}
