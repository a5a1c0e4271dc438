using System.ComponentModel;
using System.Net.Mime;
using System.Text.Json.Nodes;
using Isop.Bot.Bureau.Voortgang;
using Isop.Core.Bezoeken;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Core.Webhooks;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Isop.Bot.Api;

/// <summary>
/// The values that fields and parameters can have, and an example of each. By name: a name means one thing in the whole API, but for those
/// that stand here with their type.
/// </summary>
internal static class Veldvorm
{
    /// <summary>Closed lists, by the name of a parameter or field, or "Type.field". From where the values are made, so that none is missing.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Keuzes { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["staat"] = [.. VoortgangStaten.All.Select(s => s.Code())],
        ["bezoekstaat"] = [.. Enum.GetValues<Bezoekstaat>().Select(s => s.Code())],
        ["kalendersoort"] = Woorden(RegisterWords.Kalendersoorten.Keys),
        ["rol"] = [.. Woorden(RegisterWords.Rollen.Keys), "student"],
        ["stand"] = [.. Enum.GetValues<Geldigheid>().Select(g => g.Woord())],
        ["trainingssoort"] = [.. Trainingssoort.Alle.Select(s => s.Code)],
        ["dagdeel"] = ["ochtend", "middag"],
        ["regio"] = Woorden(RegisterWords.Regios.Keys),
        ["band"] = ["laag", "midden", "hoog"],
        ["oordeel"] = [.. Enum.GetValues<Geldigheid>().Select(g => g.Woord()), "onbekend"],
        ["BezoekAntwoord.staat"] = [.. Enum.GetValues<Bezoekstaat>().Select(s => s.Code())],
        ["BijeenkomstAntwoord.staat"] = [.. Enum.GetValues<Bijeenkomststaat>().Select(BijeenkomstAntwoord.Code)],
        ["TussenevaluatieGebeurtenis.staat"] = [.. VoortgangStaten.All.Select(s => s.Code())],
        ["BezoekGebeurtenis.staat"] = [.. Enum.GetValues<Bezoekstaat>().Select(s => s.Code())],
        ["BerichtGebeurtenis.staat"] = ["mislukt", "onbereikbaar"],
        ["WebhookAntwoord.staat"] = ["loopt", "gestopt"],
        ["WebhookAntwoord.soort"] = [.. Enum.GetValues<Gebeurtenissoort>().Select(s => s.Code())],
        ["ImportAntwoord.staat"] = [.. Enum.GetValues<Importstaat>().Select(ImportAntwoord.Code)],
        ["KalenderAntwoord.soort"] = Woorden(RegisterWords.Kalendersoorten.Keys),
        ["OrganisatieAntwoord.soort"] = Woorden(RegisterWords.Soorten.Keys),
    };

    /// <summary>What the framework adds to a problem.</summary>
    private const string Spoor = "traceId";

    /// <summary>Of the one answer that is not ours (RFC 9457).</summary>
    private static readonly Dictionary<string, string> Probleemvelden = new()
    {
        ["type"] = "De soort fout.", ["title"] = "Wat er is.", ["status"] = "De code van het antwoord.", ["detail"] = "Wat je kunt doen.", ["instance"] = "Waar het over gaat.",
        [Spoor] = "Waaraan de beheerder het in het logboek terugvindt.",
    };

    private static Dictionary<string, JsonNode> Voorbeelden { get; } = new()
    {
        ["aantal"] = 100,
        ["aantalFouten"] = 0,
        ["adres"] = "https://isop.example.nl/c/VvDk0cSbRk2yPZqkq4b1xA",
        ["afspraken"] = "Gijs leidt twee keer per week de kring.",
        ["antwoord"] = "laat het vaak zien",
        ["band"] = "midden",
        ["begeleider"] = "Fatima Bakker",
        ["begin"] = "15:30",
        ["bestuur"] = "B001",
        ["bevestigd"] = false,
        ["bezorgd"] = 128,
        ["bezoeker"] = "Cas Willems",
        ["bezoekerId"] = "6fa459eaee8a3ca4894edb77e160355e",
        ["bezoekstaat"] = "ongepland",
        ["blok"] = "Blok 2",
        ["code"] = "O0001",
        ["dagdeel"] = "ochtend",
        ["dagen"] = new JsonArray("di", "wo"),
        ["datum"] = "2026-12-08",
        ["datums"] = new JsonArray("2026-12-08"),
        ["deadline"] = "2026-12-04",
        ["deelnemers"] = 12,
        ["detail"] = "De vraag klopt niet: staat is een van te-laat, open of besproken.",
        ["einde"] = "17:00",
        ["email"] = "f.bakker@delinde.example",
        ["geldigTot"] = "2028-07-31",
        ["geheim"] = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        ["gebeurtenis"] = "besproken",
        ["gemiddelde"] = 4.1m,
        ["groep"] = "groep 5",
        ["host"] = "prod-01.westeurope.logic.azure.com",
        ["houder"] = "Fatima Bakker",
        ["id"] = "7a2f0a62e28bdf275f1f6a3c146b9f29",
        ["import"] = "0f8fad5bd9cb469fa16570867728950e",
        ["instance"] = "/api/v1/tussenevaluaties",
        ["jaar"] = "2026-2027",
        ["kalendersoort"] = "blok",
        ["kolom"] = "e-mail",
        ["lageRespons"] = false,
        ["laatsteFout"] = "De ontvanger antwoordde niet op tijd.",
        ["leerjaar"] = 2,
        ["leerteam"] = "L01",
        ["leerteamNaam"] = "Leerteam De Linde",
        ["link"] = "https://isop.example.nl/api/v1/tussenevaluaties/7a2f0a62e28bdf275f1f6a3c146b9f29",
        ["loopt"] = true,
        ["na"] = "7a2f0a62e28bdf275f1f6a3c146b9f29",
        ["naam"] = "De Linde",
        ["norm"] = 3.5m,
        ["nummer"] = "VvDk0cSbRk2yPZqkq4b1xA",
        ["omschrijving"] = "Gijs de Vries, 2026-2027 Stageperiode 1",
        ["onderdeel"] = "Begeleiding",
        ["onderwerp"] = "De Linde",
        ["oordeel"] = "geldig",
        ["op"] = "2026-12-01T15:04:00+01:00",
        ["opening"] = "2026-11-09",
        ["opleider"] = "Bram Jansen",
        ["opleiderId"] = "7d4448409dc011d1b2455ffdce74fad2",
        ["opleiding"] = "pabo-vt",
        ["organisatie"] = "O0001",
        ["organisatieNaam"] = "De Linde",
        ["organisaties"] = new JsonArray("O0001"),
        ["partnerschap"] = 3.9m,
        ["periode"] = "2026-2027 Stageperiode 1",
        ["persoon"] = "3f2504e04f8941d39a0c0305e82c3301",
        ["personenEindigen"] = 0,
        ["plaats"] = "Ulft",
        ["reden"] = "Op een verkeerde naam verstrekt.",
        ["regio"] = "midden",
        ["respons"] = 64,
        ["rij"] = 14,
        ["rol"] = "werkplekbegeleider",
        ["rollen"] = new JsonArray("werkplekbegeleider"),
        ["sleutel"] = "eenheid:O0001",
        ["sinds"] = "2026-09-01T09:00:00+02:00",
        ["soort"] = "school",
        ["sorteer"] = "-deadline",
        ["staat"] = "te-laat",
        ["stagesEindigen"] = 0,
        ["stand"] = "geldig",
        ["status"] = 400,
        ["student"] = "Gijs de Vries",
        ["studentId"] = "3f2504e04f8941d39a0c0305e82c3301",
        ["studiejaar"] = "2026-2027",
        ["title"] = "De vraag klopt niet",
        ["token"] = "pX2mQ0v1cJ7sT9wZ4kR6yB8nL3hF5gD0aE2uI1oS7xM",
        ["titel"] = "Opfriscursus werkplekbegeleiders",
        ["toelichting"] = "In de kring wacht hij rustig tot iedereen luistert.",
        ["tot"] = "2027-01-29",
        ["totEnMet"] = "2026-12-18",
        [Spoor] = "0HNQF5BA2GR7R:00000003",
        ["trainingssoort"] = "opfriscursus",
        ["type"] = "about:blank",
        ["uitleg"] = "Nog te weinig verschillende studenten.",
        ["van"] = "2026-08-31",
        ["vanaf"] = "2026-11-30",
        ["verstrekt"] = "2026-11-20",
        ["vraag"] = "Ik kreeg genoeg feedback.",
        ["waarnemer"] = "Noor Smit",
        ["werkblad"] = "personen",
        ["werkplekbegeleiders"] = new JsonArray("Fatima Bakker"),
        ["werkplekbegeleiderIds"] = new JsonArray("9b2d9e7c1f4a4c0e8d6b5a3f2e1d0c9b"),
        ["zaak"] = "7a2f0a62e28bdf275f1f6a3c146b9f29",
        ["zietAnderen"] = true,
        ["zoek"] = "bakker",
        ["BezoekAntwoord.nummer"] = 1,
        ["BezoekAntwoord.omschrijving"] = "Gijs de Vries, Blok 2, bezoek 1",
        ["BezoekAntwoord.begin"] = "09:45",
        ["BezoekAntwoord.einde"] = "10:30",
        ["BezoekAntwoord.staat"] = "bevestigd",
        ["BijeenkomstAntwoord.staat"] = "gepland",
        ["BijeenkomstAntwoord.omschrijving"] = "Leerteam De Linde, dinsdag 8 december",
        ["BijeenkomstAntwoord.plaats"] = "teamkamer",
        ["Ik.naam"] = "Bram Jansen",
        ["ImportAntwoord.staat"] = "toegepast",
        ["ImportFout.uitleg"] = "Dit mailadres staat er twee keer in.",
        ["KalenderAntwoord.naam"] = "Blok 2",
        ["KalenderAntwoord.soort"] = "blok",
        ["BestuurAntwoord.code"] = "B001",
        ["BestuurAntwoord.naam"] = "Stichting Achterhoek",
        ["LeerteamAntwoord.code"] = "L01",
        ["LeerteamAntwoord.naam"] = "Leerteam De Linde",
        ["PersoonAntwoord.naam"] = "Fatima Bakker",
        ["PersoonAntwoord.id"] = "3f2504e04f8941d39a0c0305e82c3301",
        ["RapportAntwoord.periode"] = "2024-2025 tot en met 2026-2027",
        ["RapportVraag.aantal"] = 23,
        ["RapportVraag.periode"] = "2024-2025 tot en met 2026-2027",
        ["StageAntwoord.omschrijving"] = "Gijs de Vries, De Linde (vanaf maandag 31 augustus)",
        ["TrainingVraag.plaats"] = "De Linde, Ulft",
        ["VraagAntwoord.groep"] = "Omgaan met kinderen",
        ["VraagAntwoord.onderdeel"] = "Model 1",
        ["VraagAntwoord.van"] = "student",
        ["BezoekGebeurtenisVraag.gebeurtenis"] = "bevestigd",
        ["StageEvaluatieGebeurtenisVraag.gebeurtenis"] = "gesloten",
        ["CertificaatGebeurtenisVraag.gebeurtenis"] = "verstrekt",
        ["BerichtGebeurtenisVraag.gebeurtenis"] = "niet-aangekomen",
        ["TussenevaluatieGebeurtenisVraag.adres"] = "https://prod-01.westeurope.logic.azure.com/workflows/0f8fad5b",
        ["BezoekGebeurtenisVraag.adres"] = "https://prod-01.westeurope.logic.azure.com/workflows/0f8fad5b",
        ["StageEvaluatieGebeurtenisVraag.adres"] = "https://prod-01.westeurope.logic.azure.com/workflows/0f8fad5b",
        ["CertificaatGebeurtenisVraag.adres"] = "https://prod-01.westeurope.logic.azure.com/workflows/0f8fad5b",
        ["BerichtGebeurtenisVraag.adres"] = "https://prod-01.westeurope.logic.azure.com/workflows/0f8fad5b",
        ["WebhookAntwoord.staat"] = "loopt",
        ["WebhookAntwoord.soort"] = "tussenevaluatie",
        ["WebhookAntwoord.reden"] = "De ontvanger heeft opgezegd.",
        ["TussenevaluatieGebeurtenis.id"] = "evt_7a2f0a62e28bdf275f1f6a3c146b9f29",
        ["TussenevaluatieGebeurtenis.soort"] = "tussenevaluatie",
        ["TussenevaluatieGebeurtenis.staat"] = "besproken",
        ["BezoekGebeurtenis.id"] = "evt_7a2f0a62e28bdf275f1f6a3c146b9f29",
        ["BezoekGebeurtenis.soort"] = "bezoek",
        ["BezoekGebeurtenis.link"] = "https://isop.example.nl/api/v1/bezoeken/7a2f0a62e28bdf275f1f6a3c146b9f29~b1",
        ["BezoekGebeurtenis.gebeurtenis"] = "bevestigd",
        ["BezoekGebeurtenis.staat"] = "bevestigd",
        ["StageEvaluatieGebeurtenis.id"] = "evt_7a2f0a62e28bdf275f1f6a3c146b9f29",
        ["StageEvaluatieGebeurtenis.soort"] = "stage-evaluatie",
        ["StageEvaluatieGebeurtenis.link"] = "https://isop.example.nl/api/v1/rapporten",
        ["StageEvaluatieGebeurtenis.gebeurtenis"] = "gesloten",
        ["StageEvaluatieGebeurtenis.zaak"] = "2026-2027-1",
        ["CertificaatGebeurtenis.id"] = "evt_7a2f0a62e28bdf275f1f6a3c146b9f29",
        ["CertificaatGebeurtenis.soort"] = "certificaat",
        ["CertificaatGebeurtenis.link"] = "https://isop.example.nl/api/v1/certificaten/VvDk0cSbRk2yPZqkq4b1xA",
        ["CertificaatGebeurtenis.gebeurtenis"] = "verstrekt",
        ["CertificaatGebeurtenis.zaak"] = "VvDk0cSbRk2yPZqkq4b1xA",
        ["BerichtGebeurtenis.id"] = "evt_7a2f0a62e28bdf275f1f6a3c146b9f29",
        ["BerichtGebeurtenis.soort"] = "bericht",
        ["BerichtGebeurtenis.link"] = "https://isop.example.nl/bureau/berichten/persoon/3f2504e04f8941d39a0c0305e82c3301",
        ["BerichtGebeurtenis.gebeurtenis"] = "niet-aangekomen",
        ["BerichtGebeurtenis.staat"] = "onbereikbaar",
    };

    /// <summary>A new node each time: one may stand in one place only.</summary>
    public static JsonNode? Voorbeeld(string naam, string type) =>
        (Voorbeelden.GetValueOrDefault($"{type}.{naam}") ?? Voorbeelden.GetValueOrDefault(naam))?.DeepClone();

    /// <summary>What a field is, in Dutch: a comment in the code is for who reads that.</summary>
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        schema.Description = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false) is [DescriptionAttribute { Description: var words }]
            ? words : null;
        return Task.CompletedTask;
    }

    public static void Complete(OpenApiDocument document)
    {
        var problem = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(Microsoft.AspNetCore.Mvc.ProblemDetails), document) };
        foreach (var operation in document.Paths.Values.SelectMany(p => p.Operations!.Values))
        {
            operation.Responses!["default"] = new OpenApiResponse
            {
                Description = "Het lukte niet; de uitleg staat erbij.", Content = new Dictionary<string, OpenApiMediaType> { [MediaTypeNames.Application.ProblemJson] = problem },
            };
        }

        document.Components!.Schemas![nameof(Microsoft.AspNetCore.Mvc.ProblemDetails)].Properties![Spoor] = new OpenApiSchema { Type = JsonSchemaType.String };
        foreach (var (type, schema) in document.Components!.Schemas!)
        {
            foreach (var (naam, veld) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                Complete(veld as OpenApiSchema, naam, type);
            }
        }

        foreach (var (path, item) in document.Paths)
        {
            if (Lijst(item)?.Properties?["nextLink"] is OpenApiSchema next)
            {
                next.Examples = [JsonValue.Create($"https://isop.example.nl{path}?na=7a2f0a62e28bdf275f1f6a3c146b9f29")];
            }
        }

        // Each trigger has its own.
        document.Components.Schemas.Remove(nameof(Webhooks.WebhookVraag));
    }

    /// <summary>The page of a list that this answers.</summary>
    private static IOpenApiSchema? Lijst(IOpenApiPathItem item) =>
        item.Operations!.TryGetValue(HttpMethod.Get, out var get) && get.Responses!.TryGetValue("200", out var found)
            && found.Content?.Values.FirstOrDefault()?.Schema is OpenApiSchemaReference { Target: { } schema } && schema.Properties?.ContainsKey("nextLink") == true
            ? schema
            : null;

    private static void Complete(OpenApiSchema? veld, string naam, string type)
    {
        if (veld is not null)
        {
            veld.Description ??= Probleemvelden.GetValueOrDefault(naam);
            veld.Examples = Voorbeeld(naam, type) is { } voorbeeld ? [voorbeeld] : null;
            if ((Keuzes.GetValueOrDefault($"{type}.{naam}") ?? Keuzes.GetValueOrDefault(naam)) is { } keuzes && veld.Type?.HasFlag(JsonSchemaType.String) == true)
            {
                veld.Enum = [.. keuzes.Select(k => (JsonNode)k)];
            }
        }
    }

    private static IReadOnlyList<string> Woorden(IEnumerable<string> words) => [.. words.Order(StringComparer.Ordinal)];
}
