using System.ComponentModel;
using System.Text.Json.Serialization;
using Isop.Bot.Bezoeken;
using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Voortgang;
using Isop.Core.Bezoeken;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>A visit: who, where, when and how far; never what was said there.</summary>
public sealed record BezoekAntwoord
{
    internal const string Staten = "ongepland, voorgesteld, gevraagd, tegenvoorstel, bevestigd, geweest of vervallen";

    [Description("Het kenmerk van het bezoek.")]
    public required string Id { get; init; }

    [Description("De student, het blok en het hoeveelste bezoek, om uit te kiezen.")]
    public required string Omschrijving { get; init; }

    [Description("De naam van de student.")]
    public required string Student { get; init; }

    [Description("Het kenmerk van de student.")]
    public required string StudentId { get; init; }

    [Description("De naam van de studiecoach of mwb-er die op bezoek komt.")]
    public required string Bezoeker { get; init; }

    [Description("Het kenmerk van de studiecoach of mwb-er die op bezoek komt.")]
    public required string BezoekerId { get; init; }

    [Description("De naam van wie het bezoek waarneemt, als dat zo is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Waarnemer { get; init; }

    [Description("De code van de organisatie.")]
    public required string Organisatie { get; init; }

    [Description("De naam van de organisatie.")]
    public required string OrganisatieNaam { get; init; }

    [Description("De naam van de (school)opleider, als die er is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Opleider { get; init; }

    [Description("Het kenmerk van de (school)opleider, als die er is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OpleiderId { get; init; }

    [Description("Het blok.")]
    public required string Blok { get; init; }

    [Description("Het hoeveelste bezoek in het blok: 1 of 2.")]
    public required int Nummer { get; init; }

    [Description("De eerste dag waarop het bezoek kan zijn.")]
    public required DateOnly Vanaf { get; init; }

    [Description("De laatste dag waarop het bezoek kan zijn.")]
    public required DateOnly TotEnMet { get; init; }

    [Description($"Hoe ver het is: {Staten}.")]
    public required string Staat { get; init; }

    [Description("De dag, als die er is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Datum { get; init; }

    [Description("Ochtend of middag, als er een dag is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Dagdeel { get; init; }

    [Description("Hoe laat het begint, in Nederlandse tijd, zoals 09:45."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Begin { get; init; }

    [Description("Hoe laat het eindigt, in Nederlandse tijd, zoals 10:30."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Einde { get; init; }

    internal static BezoekAntwoord Of(Bezoekregel regel, ApiAanroeper wie)
    {
        var (bezoek, register) = (regel.Bezoek, wie.Register);
        var moment = regel.Moment(wie.Person.Id);
        var tijd = moment is { } half ? Bezoektijd.Of(half.Deel, bezoek.Plek) : (Core.Agenda.Tijdvak?)null;
        return new BezoekAntwoord
        {
            Id = regel.Id, Omschrijving = $"{regel.Student}, {bezoek.Periode}, bezoek {bezoek.Nummer}", Student = regel.Student, StudentId = bezoek.Student.ToString(),
            Bezoeker = BureauText.Name(regel.Jaar.Bezoeker, register), BezoekerId = regel.Jaar.Bezoeker.ToString(),
            Waarnemer = bezoek.Waarnemer is { } waarnemer ? BureauText.Name(waarnemer, register) : null, Organisatie = bezoek.Organisatie,
            OrganisatieNaam = register.FindOrganisatie(bezoek.Organisatie)?.Naam ?? bezoek.Organisatie,
            Opleider = bezoek.Opleider is { } opleider ? BureauText.Name(opleider, register) : null, OpleiderId = bezoek.Opleider?.ToString(), Blok = bezoek.Periode, Nummer = bezoek.Nummer,
            Vanaf = bezoek.Venster.Van, TotEnMet = bezoek.Venster.Tot, Staat = regel.Staat(wie.Person.Id).Code(), Datum = moment?.Datum,
            Dagdeel = moment is { Deel: var deel } ? Bezoekzicht.Deel(deel) : null, Begin = Klok(tijd?.Van), Einde = Klok(tijd?.Tot),
        };
    }

    private static string? Klok(TimeOnly? tijd) => tijd?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>When somebody wants to come.</summary>
public sealed record BezoekVoorstel
{
    [Description("De dag van het bezoek.")]
    public required DateOnly Datum { get; init; }

    [Description("Ochtend of middag.")]
    public required string Dagdeel { get; init; }
}

internal static class BezoekEndpoints
{
    private static readonly Bladeren<Bezoekregel> Bladeren = new(
        r => r.Id,
        new("student", (a, b) => BureauText.Names.Compare(a.Student, b.Student)),
        new("vanaf", (a, b) => a.Bezoek.Venster.Van.CompareTo(b.Bezoek.Venster.Van)),
        new("organisatie", (a, b) => string.CompareOrdinal(a.Bezoek.Organisatie, b.Bezoek.Organisatie)));

    public static void MapBezoeken(this RouteGroupBuilder api)
    {
        api.MapGet("/bezoeken", List).WithName("ListBezoeken").WithTags("Bezoeken").AsLijst(Bladeren)
            .WithSummary("Bezoeken").WithDescription("De bezoeken van een studiejaar die je mag zien, met hun dag. Zonder dag is de staat ongepland.");
        api.MapGet("/bezoeken/{id}", Show).WithName("GetBezoek").WithTags("Bezoeken").WithMetadata(new GeeftVersie()).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén bezoek").WithDescription("Een bezoek, bij zijn kenmerk.");
        api.MapPost("/bezoeken/{id}/voorstel", Propose).WithName("StelBezoekVoor").WithTags("Bezoeken").AsWijziging(WeigerAsync)
            .WithSummary("Stel een bezoek voor")
            .WithDescription("Geeft een bezoek een dag of een andere dag. Alleen voor de studiecoach of mwb-er zelf; de opleider krijgt de vraag of het past.");
    }

    private static async Task<Results<Ok<Lijst<BezoekAntwoord>>, ProblemHttpResult>> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "jaar"), Description("Het studiejaar, zoals 2026-2027. Standaard dat van vandaag.")] string? jaar,
        [FromQuery(Name = "organisatie"), Description("Alleen bij de organisatie met deze code.")] string? organisatie,
        [FromQuery(Name = "blok"), Description("Alleen in het blok met deze naam.")] string? blok,
        [FromQuery(Name = "persoon"), Description("Alleen waar de persoon met dit kenmerk bij hoort.")] string? persoon,
        [FromQuery(Name = "bezoekstaat"), Description($"Alleen wat zo ver is: {BezoekAntwoord.Staten}.")] string? staat,
        [FromQuery(Name = "loopt"), Description("Ja voor bezoeken die vandaag kunnen zijn, nee voor de rest.")] bool? loopt,
        HttpContext context, Bezoeklijst lijst, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        if (staat is not null && Enum.GetValues<Bezoekstaat>().All(s => s.Code() != staat))
        {
            return ApiProblemen.Onleesbaar($"bezoekstaat is {BezoekAntwoord.Staten}.");
        }

        return Voortgangslijst.Gevraagd(wie.Register, jaar, wie.Vandaag) is not { } gevraagd
            ? TypedResults.Ok(new Lijst<BezoekAntwoord> { Value = [] })
            : Bladeren.Neem(
                await lijst.ReadAsync(wie, gevraagd, ct),
                r => (organisatie is null || r.Bezoek.Organisatie == organisatie) && (blok is null || r.Bezoek.Periode == blok)
                    && (loopt is null || loopt == (r.Bezoek.Venster.Van <= wie.Vandaag && wie.Vandaag <= r.Bezoek.Venster.Tot))
                    && (staat is null || r.Staat(wie.Person.Id).Code() == staat) && Personen.Past(persoon, p => Bezoekregels.IsBetrokken(r.Jaar, r.Bezoek, p, wie.Register)),
                vraag, r => BezoekAntwoord.Of(r, wie), context.Request, wie.Site);
    }

    private static async Task<Results<Ok<BezoekAntwoord>, ProblemHttpResult>> Show(
        [Description("Het kenmerk van het bezoek.")] string id, HttpContext context, Bezoeklijst lijst, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        return await lijst.FindAsync(wie, id, ct) is { } found ? Answer(context, found.Regel, wie) : ApiProblemen.NietGevonden("Dit bezoek");
    }

    private static async Task<Results<Ok<BezoekAntwoord>, ProblemHttpResult>> Propose(
        [Description("Het kenmerk van het bezoek.")] string id, [FromBody] BezoekVoorstel vraag, HttpContext context, Bezoeklijst lijst, Bezoekjaren jaren,
        CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        if (vraag.Dagdeel is not ("ochtend" or "middag"))
        {
            return ApiProblemen.Onleesbaar("dagdeel is ochtend of middag.");
        }

        if (await lijst.FindAsync(wie, id, ct) is not { } found || await jaren.OpenAsync(found.Jaar.Id, wie.Person.Id, wie.Now, ct) is not { } zicht)
        {
            return ApiProblemen.NietGevonden("Dit bezoek");
        }

        if (!zicht.IsBezoeker)
        {
            return ApiProblemen.NietVoorJou("Alleen de studiecoach of mwb-er van dit bezoek kiest een dag.");
        }

        if (Etag.IsVeranderd(context.Request, Etag.Of(BezoekAntwoord.Of(found.Regel, wie), ApiJson.Default.BezoekAntwoord)))
        {
            return ApiProblemen.Veranderd();
        }

        var moment = new Halfdag(vraag.Datum, vraag.Dagdeel == "ochtend" ? Dagdeel.Ochtend : Dagdeel.Middag);
        var (_, refused) = await jaren.DoAsync(zicht, new Bezoekopdracht.KiesMoment(wie.Person.Id, found.Regel.Bezoek.Id, moment), ct);
        return refused is not null ? ApiProblemen.Geweigerd(refused)
            : await lijst.FindAsync(wie, id, ct) is { } now ? Answer(context, now.Regel, wie)
            : ApiProblemen.NietGevonden("Dit bezoek");
    }

    private static async ValueTask<IResult?> WeigerAsync(HttpContext context) =>
        await context.RequestServices.GetRequiredService<Bezoeklijst>().FindAsync(ApiAanroeper.Of(context), (string)context.GetRouteValue("id")!, context.RequestAborted) is null
            ? ApiProblemen.NietGevonden("Dit bezoek")
            : null;

    private static Ok<BezoekAntwoord> Answer(HttpContext context, Bezoekregel regel, ApiAanroeper wie)
    {
        var antwoord = BezoekAntwoord.Of(regel, wie);
        Etag.Zet(context, Etag.Of(antwoord, ApiJson.Default.BezoekAntwoord));
        return TypedResults.Ok(antwoord);
    }
}
