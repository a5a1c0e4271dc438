using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Isop.Bot.Bureau;
using Isop.Bot.Bureau.Voortgang;
using Isop.Core.Intervisie;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Isop.Bot.Api;

/// <summary>When and where a leerteam meets; never who is there or what is told there.</summary>
public sealed record BijeenkomstAntwoord
{
    internal const string Staten = "gepland, geweest of overgeslagen";

    [Description("Het kenmerk van de bijeenkomst.")]
    public required string Id { get; init; }

    [Description("Het leerteam en de dag, om uit te kiezen.")]
    public required string Omschrijving { get; init; }

    [Description("De code van het leerteam.")]
    public required string Leerteam { get; init; }

    [Description("De naam van het leerteam.")]
    public required string LeerteamNaam { get; init; }

    [Description("De codes van de organisaties.")]
    public required IReadOnlyList<string> Organisaties { get; init; }

    [Description("De dag.")]
    public required DateOnly Datum { get; init; }

    [Description("Hoe laat het begint, in Nederlandse tijd, zoals 15:30.")]
    public required string Begin { get; init; }

    [Description("Hoe laat het eindigt, in Nederlandse tijd, zoals 17:00.")]
    public required string Einde { get; init; }

    [Description("Waar in het gebouw, als dat gezegd is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Plaats { get; init; }

    [Description($"Hoe ver het is: {Staten}.")]
    public required string Staat { get; init; }

    internal static BijeenkomstAntwoord Of(Intervisiereeks reeks, Bijeenkomst bijeenkomst) => new()
    {
        Id = $"{reeks.Id}~{bijeenkomst.Id}", Omschrijving = $"{reeks.Naam}, {Core.Time.Dutch.Day(bijeenkomst.Datum)}", Leerteam = reeks.Leerteam, LeerteamNaam = reeks.Naam, Organisaties = reeks.Organisaties, Datum = bijeenkomst.Datum,
        Begin = bijeenkomst.Tijd.ToString("HH:mm", CultureInfo.InvariantCulture), Einde = bijeenkomst.Einde.ToString("HH:mm", CultureInfo.InvariantCulture),
        Plaats = bijeenkomst.Plaats.Length == 0 ? null : bijeenkomst.Plaats, Staat = Code(bijeenkomst.Staat),
    };

    internal static string Code(Bijeenkomststaat staat) => staat switch
    {
        Bijeenkomststaat.Gepland => "gepland",
        Bijeenkomststaat.Geweest => "geweest",
        _ => "overgeslagen",
    };
}

internal static class BijeenkomstEndpoints
{
    private static readonly Bladeren<BijeenkomstAntwoord> Bladeren = new(
        b => b.Id,
        new("datum", (a, b) => (a.Datum, a.Begin).CompareTo((b.Datum, b.Begin))),
        new("leerteam", (a, b) => BureauText.Names.Compare(a.LeerteamNaam, b.LeerteamNaam)));

    public static void MapBijeenkomsten(this RouteGroupBuilder api)
    {
        api.MapGet("/bijeenkomsten", List).WithName("ListBijeenkomsten").WithTags("Bijeenkomsten").AsLijst(Bladeren)
            .WithSummary("Bijeenkomsten").WithDescription("De intervisiebijeenkomsten van een studiejaar van leerteams waar je bij hoort of die je mag zien.");
        api.MapGet("/bijeenkomsten/{id}", Show).WithName("GetBijeenkomst").WithTags("Bijeenkomsten").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Eén bijeenkomst").WithDescription("Een intervisiebijeenkomst, bij haar kenmerk.");
    }

    private static async Task<Results<Ok<Lijst<BijeenkomstAntwoord>>, ProblemHttpResult>> List(
        [AsParameters] Lijstvraag vraag,
        [FromQuery(Name = "jaar"), Description("Het studiejaar, zoals 2026-2027. Standaard dat van vandaag.")] string? jaar,
        [FromQuery(Name = "leerteam"), Description("Alleen van het leerteam met deze code.")] string? leerteam,
        [FromQuery(Name = "vanaf"), Description("Alleen op deze dag of later.")] DateOnly? vanaf,
        HttpContext context, IntervisieStore store, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        if (Voortgangslijst.Gevraagd(wie.Register, jaar, wie.Vandaag) is not { } gevraagd)
        {
            return TypedResults.Ok(new Lijst<BijeenkomstAntwoord> { Value = [] });
        }

        var zichtbaar = (await ReadAsync(wie, gevraagd, store, ct)).SelectMany(r => r.Bijeenkomsten.Select(b => BijeenkomstAntwoord.Of(r, b))).ToList();
        return Bladeren.Neem(
            zichtbaar, b => (leerteam is null || b.Leerteam == leerteam) && (vanaf is null || b.Datum >= vanaf), vraag, b => b, context.Request, wie.Site);
    }

    private static async Task<Results<Ok<BijeenkomstAntwoord>, ProblemHttpResult>> Show(
        [Description("Het kenmerk van de bijeenkomst.")] string id, HttpContext context, IntervisieStore store, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        return id.Split('~') is [{ Length: > 0 and <= 100 } reeks, var one] && await store.FindAsync(reeks, ct) is { } found
            && (await MagAsync(wie, found, store, ct)) && found.Find(one) is { } bijeenkomst
            ? TypedResults.Ok(BijeenkomstAntwoord.Of(found, bijeenkomst))
            : ApiProblemen.NietGevonden("Deze bijeenkomst");
    }

    private static async ValueTask<IReadOnlyList<Intervisiereeks>> ReadAsync(ApiAanroeper wie, string studiejaar, IntervisieStore store, CancellationToken ct)
    {
        var own = await EigenAsync(wie, studiejaar, store, ct);
        if (!wie.Rechten.Heeft(Recht.Staat))
        {
            return own;
        }

        List<Intervisiereeks> all = [.. own];
        foreach (var leerteam in wie.Register.Data.Leerteams.Where(l => l.Organisaties.Any(wie.ZietAllen)))
        {
            if (own.All(r => r.Leerteam != leerteam.Code) && await store.FindAsync(Intervisiereeks.IdOf(leerteam.Code, studiejaar), ct) is { } reeks)
            {
                all.Add(reeks);
            }
        }

        return all;
    }

    private static async ValueTask<bool> MagAsync(ApiAanroeper wie, Intervisiereeks reeks, IntervisieStore store, CancellationToken ct) =>
        reeks.Organisaties.Any(wie.ZietAllen) || (await EigenAsync(wie, reeks.Studiejaar, store, ct)).Any(r => r.Id == reeks.Id);

    private static async ValueTask<IReadOnlyList<Intervisiereeks>> EigenAsync(ApiAanroeper wie, string studiejaar, IntervisieStore store, CancellationToken ct) =>
        wie.DagIn(studiejaar) is { } dag ? await store.VanPersoonAsync(wie.Person.Id, wie.Register, [dag], ct) : [];
}
