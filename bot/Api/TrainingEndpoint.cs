using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Isop.Bot.Certificaten.Trainingen;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>A training to register, as on the card.</summary>
public sealed record TrainingVraag
{
    [Description("De code van de training, zoals opfriscursus.")]
    public required string Trainingssoort { get; init; }

    [Description("De codes van de organisaties waarvoor de training is. Zonder: alle waarvoor je dit mag.")]
    public IReadOnlyList<string>? Organisaties { get; init; }

    [Description("De dagen, één per bijeenkomst. Van latere bijeenkomsten mag de dag nog openblijven.")]
    public required IReadOnlyList<DateOnly> Datums { get; init; }

    [Description("Hoe laat het begint, in Nederlandse tijd, zoals 15:30.")]
    public required string Begin { get; init; }

    [Description("Hoe laat het eindigt, in Nederlandse tijd, zoals 17:00.")]
    public required string Einde { get; init; }

    [Description("Waar het is. Zonder: bij de organisatie zelf.")]
    public string? Plaats { get; init; }
}

/// <summary>A training that is registered.</summary>
public sealed record TrainingAntwoord
{
    [Description("Het kenmerk van de training.")]
    public required string Id { get; init; }

    [Description("De code van de training.")]
    public required string Trainingssoort { get; init; }

    [Description("Hoe de training heet.")]
    public required string Titel { get; init; }

    [Description("Het studiejaar.")]
    public required string Studiejaar { get; init; }

    [Description("De codes van de organisaties waarvoor de training is.")]
    public required IReadOnlyList<string> Organisaties { get; init; }

    [Description("De eerste dag, als die er is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Datum { get; init; }

    [Description("Hoeveel deelnemers er op de lijst staan.")]
    public required int Deelnemers { get; init; }

    internal static TrainingAntwoord Of(Training training) => new()
    {
        Id = training.Id, Trainingssoort = training.Soort, Titel = training.Wat.Naam, Studiejaar = training.Studiejaar, Organisaties = training.Organisaties,
        Datum = training.Eerste, Deelnemers = training.Deelnemers.Count,
    };
}

internal static class TrainingEndpoint
{
    public static void MapTrainingen(this RouteGroupBuilder api) =>
        api.MapPost("/trainingen", Register).WithName("RegistreerTraining").WithTags("Trainingen").AsActie(context => ValueTask.FromResult<IResult?>(Weiger(ApiAanroeper.Of(context))))
            .WithSummary("Registreer een training")
            .WithDescription("Meldt een training aan, zoals een opfriscursus. Voor wie dat in ISOP ook mag; daarna vul je deelnemers en inhoud aan in ISOP.");

    private static async Task<Results<Ok<TrainingAntwoord>, ProblemHttpResult>> Register(
        [FromBody] TrainingVraag vraag, HttpContext context, TrainingStore store, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        if (Lees(vraag.Begin) is not { } begin || Lees(vraag.Einde) is not { } einde)
        {
            return ApiProblemen.Onleesbaar("begin en einde zijn tijden, zoals 15:30.");
        }

        if (Weiger(wie) is { } nietVoorJou)
        {
            return nietVoorJou;
        }

        var mag = Trainingssoort.Find(vraag.Trainingssoort) is { } soort ? Doelgroep.Organisaties(wie.Register, wie.Person.Id, soort, wie.Vandaag) : [];
        if (vraag.Organisaties?.Except(mag.Select(o => o.Code)).FirstOrDefault() is { } vreemd)
        {
            return ApiProblemen.Geweigerd($"Voor de organisatie {vreemd} kun je deze training niet aanmelden.");
        }

        var aanmelding = new Trainingsaanmelding
        {
            Id = Eenmalig.SleutelVan(context.Request) is { } key ? Eenmalig.IdVan(wie.Person.Id, key, bytes: 8) : FormId.New(), Van = wie.Person.Id,
            Soort = vraag.Trainingssoort, Organisaties = vraag.Organisaties is { Count: > 0 } some ? some : [.. mag.Select(o => o.Code)],
            Plaats = vraag.Plaats ?? "", Datums = vraag.Datums, Begin = begin, Einde = einde,
        };
        return await store.MaakAsync(aanmelding, wie.Register, wie.Now, ct) switch
        {
            Trainingsbesluit.Gewijzigd b => TypedResults.Ok(TrainingAntwoord.Of(b.Training)),
            Trainingsbesluit.AlGedaan b => TypedResults.Ok(TrainingAntwoord.Of(b.Training)),
            Trainingsbesluit.Geweigerd b => ApiProblemen.Geweigerd(Trainingsweigeringen.Zin(b.Reden)),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    private static ProblemHttpResult? Weiger(ApiAanroeper wie) => Doelgroep.Soorten(wie.Register, wie.Person.Id, wie.Vandaag) is { Count: 0 }
        ? ApiProblemen.NietVoorJou("Een training aanmelden kan een (school-)opleider, een coördinerend opleider of het onderwijsbureau.")
        : null;

    private static TimeOnly? Lees(string tijd) =>
        TimeOnly.TryParseExact(tijd, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
}
