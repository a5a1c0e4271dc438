using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Isop.Bot.Api;

/// <summary>What the Power Platform reads besides OpenAPI: labels, drop-downs that it fills with an operation, and how it turns pages.</summary>
internal static class Connectorvorm
{
    /// <summary>Fields that a maker rarely touches, and one that only the platform fills in.</summary>
    private static readonly Dictionary<string, string> Zichtbaarheid = new()
    {
        ["aantal"] = "advanced", ["sorteer"] = "advanced", ["na"] = "internal", [Vraagvorm.IfMatch] = "advanced", [Eenmalig.Header] = "advanced",
    };

    /// <summary>What a maker sees beside a parameter.</summary>
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["aantal"] = "Aantal per bladzijde", ["bestuur"] = "Bestuur", ["bevestigd"] = "Bevestigd", ["bezoekstaat"] = "Staat", ["blok"] = "Blok", ["code"] = "Organisatie",
        ["id"] = "Kenmerk", [Vraagvorm.IfMatch] = "Versie", [Eenmalig.Header] = "Eigen sleutel", ["import"] = "Import", ["jaar"] = "Studiejaar",
        ["kalendersoort"] = "Soort", ["leerteam"] = "Leerteam", ["loopt"] = "Loopt vandaag", ["na"] = "Na", ["nummer"] = "Nummer", ["organisatie"] = "Organisatie",
        ["persoon"] = "Persoon", ["rol"] = "Rol", ["sleutel"] = "Rapport", ["sorteer"] = "Volgorde", ["staat"] = "Staat", ["stand"] = "Stand", ["vanaf"] = "Vanaf",
        ["token"] = "Adres", ["zoek"] = "Naam bevat",
    };

    /// <summary>By the name of a parameter or field: the operation that has the values, and where the value and its name stand in an item.</summary>
    private static readonly Dictionary<string, (string Operatie, string Waarde, string Titel, (string Naam, JsonNode Waarde)? Vraag)> Bronnen = new()
    {
        ["organisatie"] = ("ListOrganisaties", "code", "naam", null),
        ["code"] = ("ListOrganisaties", "code", "naam", null),
        ["bestuur"] = ("ListBesturen", "code", "naam", null),
        ["leerteam"] = ("ListLeerteams", "code", "naam", null),
        ["persoon"] = ("ListPersonen", "id", "naam", null),
        ["jaar"] = ("ListKalender", "naam", "naam", ("kalendersoort", "studiejaar")),
        ["blok"] = ("ListKalender", "naam", "naam", ("kalendersoort", "blok")),
        ["tussenevaluaties/{id}"] = ("ListTussenevaluaties", "id", "omschrijving", null),
        ["bezoeken/{id}"] = ("ListBezoeken", "id", "omschrijving", null),
        ["bijeenkomsten/{id}"] = ("ListBijeenkomsten", "id", "omschrijving", null),
        ["stages/{id}"] = ("ListStages", "id", "omschrijving", null),
        ["{jaar}/{sleutel}"] = ("ListRapporten", "sleutel", "onderwerp", ("jaar", new JsonObject { ["parameter"] = "jaar" })),
    };

    /// <summary>The same document, changed.</summary>
    public static OpenApiDocument Van(OpenApiDocument document)
    {
        foreach (var (path, item) in document.Paths)
        {
            foreach (var operation in item.Operations!.Values)
            {
                ForMakers(path, operation);
                AsTrigger((OpenApiPathItem)item, operation);
            }
        }

        foreach (var schema in document.Components!.Schemas!.Values)
        {
            foreach (var (naam, veld) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                if (veld is OpenApiSchema { Description: { } words } property)
                {
                    (property.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-ms-summary"] = Text(Kort(words));
                }
            }
        }

        return document;
    }

    /// <summary>A subscription becomes a trigger: the platform gives the address by itself, and reads at the path what comes there.</summary>
    private static void AsTrigger(OpenApiPathItem item, OpenApiOperation operation)
    {
        if (operation.Callbacks is null || !operation.Callbacks.TryGetValue(Vraagvorm.Melding, out var callback))
        {
            return;
        }

        var inhoud = (OpenApiSchemaReference)callback.PathItems!.Values.Single().Operations![HttpMethod.Post].RequestBody!.Content!.Values.Single().Schema!;
        (item.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-ms-notification-content"] = new JsonNodeExtension(new JsonObject
        {
            ["description"] = operation.Description, ["schema"] = new JsonObject { ["$ref"] = $"#/definitions/{inhoud.Reference.Id}" },
        });
        (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-ms-trigger"] = Text("single");
        var vraag = (OpenApiSchema)((OpenApiSchemaReference)operation.RequestBody!.Content!.Values.Single().Schema!).Target!;
        var adres = (OpenApiSchema)vraag.Properties!["adres"];
        var extensions = adres.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        extensions["x-ms-notification-url"] = new JsonNodeExtension(JsonValue.Create(true));
        extensions["x-ms-visibility"] = Text("internal");
        foreach (var (naam, veld) in vraag.Properties!)
        {
            if (veld is OpenApiSchema property && Bron("", naam) is { } bron)
            {
                (property.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-ms-dynamic-values"] = bron;
            }
        }
    }

    private static void ForMakers(string path, OpenApiOperation operation)
    {
        var parameters = operation.Parameters?.OfType<OpenApiParameter>().ToList() ?? [];
        foreach (var parameter in parameters)
        {
            var extensions = parameter.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            extensions["x-ms-summary"] = Text(Labels.GetValueOrDefault(parameter.Name!) ?? Kort(parameter.Description!));
            if (Zichtbaarheid.GetValueOrDefault(parameter.Name!) is { } zichtbaar)
            {
                extensions["x-ms-visibility"] = Text(zichtbaar);
            }

            if (parameter.In == ParameterLocation.Path)
            {
                extensions["x-ms-url-encoding"] = Text("single");
            }

            if (Bron(path, parameter.Name!) is { } bron)
            {
                extensions["x-ms-dynamic-values"] = bron;
            }
        }

        if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Description ??= "Wat je vraagt.";
            (body.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-ms-summary"] = Text(Kort(body.Description));
        }

        if (operation.Security is [])
        {
            (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-ms-visibility"] = Text("internal");
        }

        if (parameters.Any(p => p.Name == "na"))
        {
            (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-ms-pageable"] =
                new JsonNodeExtension(new JsonObject { ["nextLinkName"] = "nextLink" });
        }
    }

    private static JsonNodeExtension? Bron(string path, string parameter)
    {
        var plek = path.Split('/') is var parts && Array.IndexOf(parts, $"{{{parameter}}}") is > 0 and var at ? $"{parts[at - 1]}/{parts[at]}" : parameter;
        if (!Bronnen.TryGetValue(plek, out var bron) && !Bronnen.TryGetValue(parameter, out bron))
        {
            return null;
        }

        // As many as there can be: a drop-down does not turn pages.
        var vragen = new JsonObject { ["aantal"] = Lijstvraag.Grootst };
        if (bron.Vraag is { } vraag)
        {
            vragen[vraag.Naam] = vraag.Waarde.DeepClone();
        }

        return new JsonNodeExtension(new JsonObject
        {
            ["operationId"] = bron.Operatie,
            ["parameters"] = vragen,
            ["value-collection"] = "value",
            ["value-path"] = bron.Waarde,
            ["value-title"] = bron.Titel,
        });
    }

    private static JsonNodeExtension Text(string words) => new(JsonValue.Create(words));

    /// <summary>The first sentence, without its full stop: a label holds 80 characters.</summary>
    private static string Kort(string words)
    {
        var first = words.Split([". ", ": ", ", ", "; "], 2, StringSplitOptions.None)[0].TrimEnd('.');
        return first.Length <= 80 ? first : first[..80];
    }
}
