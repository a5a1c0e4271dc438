using System.ComponentModel;
using System.Text.Json.Serialization;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Core.Tussenevaluaties;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Api;

/// <summary>Both forms and the gesprek, as the page to read and print has them.</summary>
public sealed record TussenevaluatieInhoudAntwoord
{
    [Description("Het kenmerk van de tussenevaluatie.")]
    public required string Id { get; init; }

    [Description("De stageperiode, met het studiejaar.")]
    public required string Periode { get; init; }

    [Description("De vragen in de volgorde van het formulier, met wat ieder schreef.")]
    public required IReadOnlyList<VraagAntwoord> Vragen { get; init; }

    [Description("Wat er in het gesprek is afgesproken, als dat is vastgelegd."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Afspraken { get; init; }

    internal static TussenevaluatieInhoudAntwoord Of(string id, ZaakPagina pagina) => new()
    {
        Id = id, Periode = pagina.Periode, Afspraken = pagina.Gesprek?.Afspraken,
        Vragen =
        [
            .. from model in pagina.Modellen
               from groep in model.Groepen
               from vraag in groep.Vragen
               from antwoord in vraag.Antwoorden.Zip(pagina.Kolommen)
               select new VraagAntwoord
               {
                   Onderdeel = model.Naam, Groep = groep.Titel, Vraag = vraag.Tekst, Van = antwoord.Second.Rol, Antwoord = antwoord.First.Stap,
                   Toelichting = antwoord.First.Toelichting,
               },
        ],
    };
}

/// <summary>What one side wrote at one question.</summary>
public sealed record VraagAntwoord
{
    [Description("Het onderdeel van het formulier.")]
    public required string Onderdeel { get; init; }

    [Description("De groep vragen.")]
    public required string Groep { get; init; }

    [Description("De vraag of het criterium.")]
    public required string Vraag { get; init; }

    [Description("Wie het invulde: student, of het woord voor de werkplekbegeleider.")]
    public required string Van { get; init; }

    [Description("De gekozen stap, in woorden.")]
    public required string Antwoord { get; init; }

    [Description("De toelichting, als die er is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Toelichting { get; init; }
}

internal static class TussenevaluatieInhoud
{
    public static void MapTussenevaluatieInhoud(this RouteGroupBuilder api) =>
        api.MapGet("/tussenevaluaties/{id}/inhoud", Show).WithName("GetTussenevaluatieInhoud").WithTags("Tussenevaluaties").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Inhoud van een tussenevaluatie")
            .WithDescription("Wat student en werkplekbegeleider invulden, voor wie dat mag lezen. Dat je het ophaalt, wordt bewaard: de student kan zien wie het las.");

    private static async Task<Results<Ok<TussenevaluatieInhoudAntwoord>, ProblemHttpResult>> Show(
        [Description("Het kenmerk van de tussenevaluatie.")] string id, HttpContext context, Zaken zaken, IOptions<LeesrechtOptions> leesrecht, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        return await Vergelijkingpagina.LeesAsync(zaken, id, wie.Person.Id, leesrecht.Value, wie.Now, ct) is { } pagina
            ? TypedResults.Ok(TussenevaluatieInhoudAntwoord.Of(id, pagina))
            : TussenevaluatieEndpoints.NietGevonden();
    }
}
