using System.ComponentModel;
using System.Net.Mime;
using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>How far reading a register in is.</summary>
public sealed record ImportAntwoord
{
    internal const string Staten = "bezig, toegepast, geen-verschil, geweigerd, bevestiging-nodig of afgebroken";

    [Description("Het kenmerk van de import.")]
    public required string Id { get; init; }

    [Description($"Hoe ver het is: {Staten}. Alleen bij toegepast is er iets veranderd.")]
    public required string Staat { get; init; }

    [Description("Hoeveel fouten er in het bestand staan.")]
    public required int AantalFouten { get; init; }

    [Description("De eerste fouten, met hun plek in het bestand.")]
    public required IReadOnlyList<ImportFout> Fouten { get; init; }

    [Description("Hoeveel personen er zouden eindigen, bij bevestiging-nodig.")]
    public required int PersonenEindigen { get; init; }

    [Description("Hoeveel stages er zouden eindigen, bij bevestiging-nodig.")]
    public required int StagesEindigen { get; init; }

    internal static ImportAntwoord Of(Importtaak taak) => new()
    {
        Id = taak.Id, Staat = Code(taak.Staat), AantalFouten = taak.AantalFouten, Fouten = [.. taak.Fouten.Select(ImportFout.Of)],
        PersonenEindigen = taak.PersonenEindigen, StagesEindigen = taak.StagesEindigen,
    };

    internal static string Code(Importstaat staat) => staat switch
    {
        Importstaat.Bezig => "bezig",
        Importstaat.Toegepast => "toegepast",
        Importstaat.GeenVerschil => "geen-verschil",
        Importstaat.Geweigerd => "geweigerd",
        Importstaat.BevestigingNodig => "bevestiging-nodig",
        _ => "afgebroken",
    };
}

/// <summary>Something that is wrong in the file, without what the cell holds.</summary>
public sealed record ImportFout
{
    [Description("Het werkblad; leeg als het over het hele bestand gaat.")]
    public required string Werkblad { get; init; }

    [Description("De rij in Excel.")]
    public required int Rij { get; init; }

    [Description("De kolom; leeg als het over de hele rij gaat.")]
    public required string Kolom { get; init; }

    [Description("Wat er mis is.")]
    public required string Uitleg { get; init; }

    internal static ImportFout Of(RegisterFault fault) => new() { Werkblad = fault.Sheet, Rij = fault.WorksheetRow, Kolom = fault.Column, Uitleg = fault.Reason };
}

internal static class RegisterEndpoints
{
    public static void MapRegisterimport(this RouteGroupBuilder api)
    {
        api.MapPost("/register/import", Import).WithName("ImporteerRegister").WithTags("Register")
            .Accepts<byte[]>(MediaTypeNames.Application.Octet).Produces<ImportAntwoord>(StatusCodes.Status202Accepted)
            .WithMetadata(new Grootte(Bureau.Importeren.RegisterEndpoints.LargestFile), new MetBestand())
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Importeer het register")
            .WithDescription("Leest een register in (.xlsx, of .zip met .csv) en past het toe. Alleen voor het onderwijsbureau. Het antwoord komt meteen; vraag daarna hoe ver het is.");
        api.MapGet("/register/import/{import}", Show).WithName("GetImport").WithTags("Register")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Hoe ver is de import").WithDescription("Hoe ver het inlezen van een register is, en wat eraan mis is.");
    }

    private static async Task<Results<Accepted<ImportAntwoord>, ProblemHttpResult>> Import(
        [FromQuery(Name = "bevestigd"), Description("Ja om ook toe te passen als er meer dan 2 procent eindigt. Standaard nee.")] bool? bevestigd,
        HttpContext context, Importtaken taken, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        if (!wie.Rechten.Heeft(Recht.Beheer))
        {
            return ApiProblemen.NietVoorJou("Het register inlezen kan alleen het onderwijsbureau.");
        }

        using var bestand = new MemoryStream();
        await context.Request.Body.CopyToAsync(bestand, ct);
        if (bestand.Length == 0)
        {
            return ApiProblemen.Onleesbaar("Stuur het bestand mee als inhoud van het verzoek.");
        }

        return await taken.BeginAsync(wie.Person.Id, bestand.ToArray(), bevestigd == true, Eenmalig.SleutelVan(context.Request), ct) switch
        {
            Importbegin.Loopt(var taak) => TypedResults.Accepted(new Uri(wie.Site, $"{ApiModule.Path}/register/import/{taak.Id}"), ImportAntwoord.Of(taak)),
            Importbegin.AndereVraag => Eenmalig.AndereVraag(),
            _ => ErrorPages.Problem(StatusCodes.Status503ServiceUnavailable, new ErrorText("Het is even te druk", "Er worden al registers ingelezen. Probeer het over een paar minuten opnieuw.")),
        };
    }

    private static async Task<Results<Ok<ImportAntwoord>, ProblemHttpResult>> Show(
        [Description("Het kenmerk van de import.")] string import, HttpContext context, Importtaken taken, CancellationToken ct) =>
        !ApiAanroeper.Of(context).Rechten.Heeft(Recht.Beheer) ? ApiProblemen.NietVoorJou("Imports ziet alleen het onderwijsbureau.")
        : import.Length == 32 && import.All(char.IsAsciiHexDigitLower) && await taken.FindAsync(import, ct) is { } taak ? TypedResults.Ok(ImportAntwoord.Of(taak))
        : ApiProblemen.NietGevonden("Deze import");

    private sealed record Grootte(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
