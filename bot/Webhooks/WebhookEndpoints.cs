using System.ComponentModel;
using System.Text.Json.Serialization;
using Isop.Bot.Api;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Webhooks;

/// <summary>Where a program wants to be told, and of what.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WebhookVraag
{
    [Description("Het adres dat ISOP aanroept als er iets gebeurt.")]
    public required Uri Adres { get; init; }

    [Description("Gebeurtenis. Leeg is alles.")]
    public string? Gebeurtenis { get; init; }

    [Description("Organisatie. Leeg is overal.")]
    public string? Organisatie { get; init; }
}

/// <summary>What a program keeps.</summary>
public sealed record WebhookGemaakt
{
    [Description("Het kenmerk van de webhook.")]
    public required string Id { get; init; }

    [Description("Waarmee aanroepen ondertekend zijn (Standard Webhooks). Je krijgt het alleen nu.")]
    public required string Geheim { get; init; }
}

/// <summary>How it goes with a webhook of one's own; never its address.</summary>
public sealed record WebhookAntwoord
{
    [Description("Het kenmerk van de webhook.")]
    public required string Id { get; init; }

    [Description("Het soort zaak: tussenevaluatie, bezoek, stage-evaluatie, certificaat of bericht.")]
    public required string Soort { get; init; }

    [Description("Alleen deze gebeurtenis; ontbreekt bij alles."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Gebeurtenis { get; init; }

    [Description("Alleen bij de organisatie met deze code; ontbreekt bij overal."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Organisatie { get; init; }

    [Description("De server die wordt aangeroepen.")]
    public required string Host { get; init; }

    [Description("Sinds wanneer.")]
    public required DateTimeOffset Sinds { get; init; }

    [Description("De staat: loopt of gestopt.")]
    public required string Staat { get; init; }

    [Description("Waarom de webhook stopte."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reden { get; init; }

    [Description("Hoeveel gebeurtenissen zijn aangenomen.")]
    public required long Bezorgd { get; init; }

    [Description("Waarom een aanroep het laatst mislukte."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LaatsteFout { get; init; }

    internal static WebhookAntwoord Of(Abonnement abonnement, Abonnementstand? stand) => new()
    {
        Id = abonnement.Id, Soort = abonnement.Soort.Code(), Gebeurtenis = abonnement.Wat, Organisatie = abonnement.Organisatie, Host = abonnement.Host,
        Sinds = abonnement.Sinds, Staat = abonnement.Gestopt is null ? "loopt" : "gestopt", Reden = abonnement.Reden is { } reden ? Webhookwoorden.Reden(reden) : null,
        Bezorgd = stand?.Bezorgd ?? 0, LaatsteFout = stand?.LaatsteFout?.Reden,
    };
}

/// <summary>On a subscribing endpoint: what its receiver is going to get, and which events it can choose from.</summary>
internal sealed record MeldtAls(Type Inhoud, IReadOnlyList<string> Gebeurtenissen, bool HeeftOrganisatie);

/// <summary>Subscribing to what happens, on behalf of a person, and ending that.</summary>
internal static class WebhookEndpoints
{
    public const int TokenBits = 256;

    private static readonly Bladeren<(Abonnement Abonnement, Abonnementstand? Stand)> Bladeren = new(
        w => w.Abonnement.Id,
        new("sinds", (a, b) => a.Abonnement.Sinds.CompareTo(b.Abonnement.Sinds)),
        new("soort", (a, b) => string.CompareOrdinal(a.Abonnement.Soort.Code(), b.Abonnement.Soort.Code())));

    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        api.MapGet("/webhooks", List).WithName("ListWebhooks").WithTags("Webhooks").AsLijst(Bladeren)
            .WithSummary("Mijn webhooks").WithDescription("Welke programma's namens jou bericht krijgen, en hoe dat gaat.");
        Map(api, Gebeurtenissoort.Tussenevaluatie, "tussenevaluaties", "OnTussenevaluatie", typeof(TussenevaluatieGebeurtenis))
            .WithSummary("Als er iets gebeurt met een tussenevaluatie")
            .WithDescription("Beide ingevuld, besproken of te laat, van de tussenevaluaties die je mag zien.");
        Map(api, Gebeurtenissoort.Bezoek, "bezoeken", "OnBezoek", typeof(BezoekGebeurtenis))
            .WithSummary("Als er iets gebeurt met een bezoek")
            .WithDescription("Bevestigd, verplaatst, afgezegd, geweest of nog niet afgesproken, van de bezoeken die je mag zien.");
        Map(api, Gebeurtenissoort.StageEvaluatie, "stage-evaluaties", "OnStageEvaluatie", typeof(StageEvaluatieGebeurtenis))
            .WithSummary("Als een stage-evaluatie gesloten is")
            .WithDescription("Een keer per halfjaar, als de antwoorden geteld zijn. Nooit over een persoon.");
        Map(api, Gebeurtenissoort.Certificaat, "certificaten", "OnCertificaat", typeof(CertificaatGebeurtenis))
            .WithSummary("Als een certificaat verstrekt of ingetrokken is")
            .WithDescription("Het onderwijsbureau hoort van elk certificaat, ieder ander van de eigen certificaten.");
        Map(api, Gebeurtenissoort.Bericht, "berichten", "OnBericht", typeof(BerichtGebeurtenis))
            .WithSummary("Als een bericht niet is aangekomen")
            .WithDescription("Voor wie ziet of mensen bereikbaar zijn: het onderwijsbureau en het stagebureau.");

        // Who has the address that subscribing gave may end it, without anything else: the platform calls it so, by itself.
        api.MapDelete("/webhooks/{token}", Unsubscribe).AllowAnonymous().WithName("StopWebhook").WithTags("Webhooks")
            .WithSummary("Stop een webhook").WithDescription("Zet een webhook uit, met het adres dat bij het aanmelden in Location stond. Ook als hij al uit is.");
    }

    private static RouteHandlerBuilder Map(RouteGroupBuilder api, Gebeurtenissoort soort, string pad, string naam, Type inhoud) => api.MapPost(
            $"/webhooks/{pad}",
            ([FromBody] WebhookVraag vraag, HttpContext context, Webhookaanmelding aanmelding, CancellationToken ct) => aanmelding.DoeAsync(soort, vraag, context, ct))
        .WithName(naam).WithTags("Webhooks").MetKleineVraag().WithMetadata(new MeldtAls(inhoud, Gebeurteniswoorden.Van(soort), soort.HeeftOrganisatie()))
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<Lijst<WebhookAntwoord>>, ProblemHttpResult>> List(
        [AsParameters] Lijstvraag vraag, HttpContext context, AbonnementStore store, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        List<(Abonnement, Abonnementstand?)> eigen = [];
        foreach (var abonnement in (await store.AlleAsync(ct)).Where(a => a.Persoon == wie.Person.Id))
        {
            eigen.Add((abonnement, (await store.StandAsync(abonnement.Id, ct))?.Value));
        }

        return Bladeren.Neem(eigen, _ => true, vraag, w => WebhookAntwoord.Of(w.Abonnement, w.Stand), context.Request, wie.Site);
    }

    /// <summary>Always the same answer: whether there was anything to end is nobody's business.</summary>
    private static async Task<NoContent> Unsubscribe([Description("Het laatste deel van het adres.")] string token, AbonnementStore store, IKick kick, TimeProvider clock, CancellationToken ct)
    {
        if (Secret.IsShaped(token, TokenBits) && await store.FindByTokenAsync(Secret.Hash(token), ct) is { } id)
        {
            await store.StopAsync(id, Stopreden.Afgemeld, null, clock.GetUtcNow(), ct);
            kick.Ring();
        }

        return TypedResults.NoContent();
    }
}

/// <summary>Takes a subscription: for whom the program acts, within what that person may see.</summary>
internal sealed class Webhookaanmelding(
    AbonnementStore store, Webhookgeheimen geheimen, IOptions<WebhookOptions> options)
{
    public async Task<Results<Created<WebhookGemaakt>, ProblemHttpResult>> DoeAsync(
        Gebeurtenissoort soort, WebhookVraag vraag, HttpContext context, CancellationToken ct)
    {
        var wie = ApiAanroeper.Of(context);
        if (Fout(soort, vraag, wie.Register) is { } fout)
        {
            return ApiProblemen.Onleesbaar(fout);
        }

        if (!Webhookzicht.KanZien(soort, wie.Register, wie.Rechten, wie.Vandaag))
        {
            return ApiProblemen.NietVoorJou(NietVoorJou(soort));
        }

        var (token, geheim, adres) = (Secret.Draw(WebhookEndpoints.TokenBits), Handtekening.Trek(), vraag.Adres.AbsoluteUri);
        var abonnement = new Abonnement
        {
            Id = Guid.NewGuid().ToString("N"), Persoon = wie.Person.Id, Account = new Abonneeaccount(wie.Account.Tenant, wie.Account.ObjectId), Soort = soort, Wat = vraag.Gebeurtenis, Organisatie = vraag.Organisatie,
            Host = vraag.Adres.IdnHost, Adres = geheimen.Sluit(adres), Geheim = geheimen.Sluit(geheim), Token = Secret.Hash(token), Sinds = wie.Now,
        };
        return await store.AddAsync(abonnement, ct)
            ? TypedResults.Created(new Uri(wie.Site, $"{ApiModule.Path}/webhooks/{token}"), new WebhookGemaakt { Id = abonnement.Id, Geheim = geheim })
            : ErrorPages.Problem(
                StatusCodes.Status409Conflict,
                new ErrorText("Je hebt te veel webhooks", $"Je hebt er al {AbonnementStore.MeestePerPersoon} die lopen. Zet een flow uit die je niet meer gebruikt."));
    }

    private string? Fout(Gebeurtenissoort soort, WebhookVraag vraag, RegisterSnapshot register) =>
        !vraag.Adres.IsAbsoluteUri || !Webhookadres.TryRead(vraag.Adres.OriginalString, options.Value, out _)
            ? "adres is geen https-adres van een server waar ISOP naartoe mag. Vraag de beheerder om de server toe te laten."
        : vraag.Gebeurtenis is { } wat && !Gebeurteniswoorden.Van(soort).Contains(wat)
            ? $"gebeurtenis is een van: {string.Join(", ", Gebeurteniswoorden.Van(soort))}."
        : vraag.Organisatie is not null && !soort.HeeftOrganisatie() ? "organisatie kan hier niet: dit gebeurt niet bij één organisatie."
        : vraag.Organisatie is { } code && register.FindOrganisatie(code) is null ? "organisatie is geen code uit het register."
        : null;

    private static string NietVoorJou(Gebeurtenissoort soort) => soort switch
    {
        Gebeurtenissoort.Tussenevaluatie => "Je hebt geen rol waarmee je tussenevaluaties ziet.",
        Gebeurtenissoort.Bezoek => "Je hebt geen rol waarmee je bezoeken ziet.",
        Gebeurtenissoort.StageEvaluatie => "Je hebt geen rol waarmee je rapporten van de stage-evaluatie leest.",
        Gebeurtenissoort.Bericht => "Alleen wie ziet of mensen bereikbaar zijn, hoort van berichten die niet aankomen.",
        _ => "Je staat niet in het register.",
    };
}
