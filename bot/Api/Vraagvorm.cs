using System.Net.Mime;
using System.Text.Json.Nodes;
using Isop.Bot.Webhooks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Isop.Bot.Api;

/// <summary>What an operation asks, beyond what its method says: orders, headers of an action, a file, and a default answer.</summary>
internal static class Vraagvorm
{
    public const string IfMatch = "If-Match";

    /// <summary>The callback of a subscription.</summary>
    public const string Melding = "gebeurtenis";

    private static readonly Dictionary<string, string> Antwoorden = new()
    {
        ["200"] = "Gelukt.",
        ["201"] = "Gemaakt.",
        ["202"] = "Aangenomen: vraag straks hoe ver het is.",
        ["204"] = "Gelukt, of het was er al niet meer.",
        ["400"] = "De vraag is niet te lezen.",
        ["401"] = "De aanmelding geldt hier niet.",
        ["403"] = "Dit is niet voor jou.",
        ["404"] = "Het is er niet, of niet voor jou.",
        ["409"] = "Het kan nu niet, want er is al iets.",
        ["412"] = "Er is ondertussen iets veranderd.",
        ["413"] = "Het is te groot.",
        ["422"] = "Het kan niet; er is niets veranderd.",
        ["429"] = "Te veel vragen achter elkaar.",
        ["503"] = "Het is even te druk.",
    };

    public static async Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Sorteervelden>().FirstOrDefault() is { Velden: var velden })
        {
            Keuze(operation, "sorteer", [.. velden, .. velden.Select(v => $"-{v}")]);
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (Veldvorm.Keuzes.GetValueOrDefault(parameter.Name!) is { } keuzes)
            {
                Keuze(operation, parameter.Name!, keuzes);
            }

            parameter.Example = Veldvorm.Voorbeeld(parameter.Name!, "");
        }

        var (actie, bestand) = (metadata.OfType<Actie>().Any(), metadata.OfType<MetBestand>().Any());
        if (bestand)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true, Description = "Het bestand: .xlsx, of .zip met .csv.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [MediaTypeNames.Application.Octet] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                },
            };
        }

        if (metadata.OfType<MetVersie>().Any())
        {
            (operation.Parameters ??= []).Add(Kop(IfMatch, "Alleen als het nog zo is. Neem de ETag over van toen je het ophaalde.", "\"7Yp1GmJ2rWb0cXkqL9TzVw\""));
        }

        if (actie || bestand)
        {
            (operation.Parameters ??= []).Add(Kop(
                Eenmalig.Header, "Eigen sleutel. Met dezelfde sleutel gebeurt hetzelfde één keer, hoe vaak je het ook vraagt.", "herinnering-7a2f0a62e28bdf275f1f6a3c146b9f29-2026-12-07"));
        }

        foreach (var (status, kop, uitleg) in Antwoordkoppen(metadata))
        {
            if (operation.Responses!.GetValueOrDefault(status) is OpenApiResponse response)
            {
                (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[kop] =
                    new OpenApiHeader { Description = uitleg, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            }
        }

        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
        }

        if (metadata.OfType<MeldtAls>().FirstOrDefault() is { } melding)
        {
            await TellAsync(operation, melding, context, cancellationToken);
        }

        foreach (var (status, response) in operation.Responses!)
        {
            response.Description = Antwoorden.GetValueOrDefault(status, response.Description!);
        }
    }

    private static IEnumerable<(string Status, string Kop, string Uitleg)> Antwoordkoppen(IList<object> metadata)
    {
        if (metadata.OfType<MetVersie>().Any() || metadata.OfType<GeeftVersie>().Any())
        {
            yield return ("200", "ETag", "De versie van wat je leest.");
        }

        if (metadata.OfType<MeldtAls>().Any())
        {
            yield return ("201", "Location", "Het adres dat de webhook weer uitzet.");
        }

        if (metadata.OfType<MetBestand>().Any())
        {
            yield return ("202", "Location", "Waar je vraagt hoe ver het is.");
        }
    }

    /// <summary>What is sent to the address that was given, and which events of this kind can be chosen.</summary>
    private static async Task TellAsync(OpenApiOperation operation, MeldtAls melding, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var (document, name) = (context.Document!, melding.Inhoud.Name);
        var vraag = await context.GetOrCreateSchemaAsync(typeof(WebhookVraag), null, cancellationToken);
        if (!melding.HeeftOrganisatie)
        {
            vraag.Properties!.Remove("organisatie");
        }

        ((OpenApiSchema)vraag.Properties!["gebeurtenis"]).Enum = [.. melding.Gebeurtenissen.Select(g => (JsonNode)g)];
        document.AddComponent($"{name}Vraag", vraag);
        var inhoud = await context.GetOrCreateSchemaAsync(melding.Inhoud, null, cancellationToken);
        ((OpenApiSchema)inhoud.Properties!["gebeurtenis"]).Enum = [.. melding.Gebeurtenissen.Select(g => (JsonNode)g)];
        document.AddComponent(name, inhoud);
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Json(new OpenApiSchemaReference($"{name}Vraag", document)) };
        operation.Callbacks = new Dictionary<string, IOpenApiCallback>
        {
            [Melding] = new OpenApiCallback
            {
                PathItems = new Dictionary<RuntimeExpression, IOpenApiPathItem>
                {
                    [RuntimeExpression.Build("$request.body#/adres")] = new OpenApiPathItem
                    {
                        Operations = new Dictionary<HttpMethod, OpenApiOperation>
                        {
                            [HttpMethod.Post] = new()
                            {
                                RequestBody = new OpenApiRequestBody { Content = Json(new OpenApiSchemaReference(name, document)) },
                                Responses = new OpenApiResponses { ["200"] = new OpenApiResponse { Description = "Aangenomen." } },
                            },
                        },
                    },
                },
            },
        };
    }

    private static Dictionary<string, OpenApiMediaType> Json(IOpenApiSchema schema) => new() { [MediaTypeNames.Application.Json] = new OpenApiMediaType { Schema = schema } };

    private static void Keuze(OpenApiOperation operation, string naam, IReadOnlyList<string> keuzes)
    {
        if (operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(p => p.Name == naam) is { Schema: OpenApiSchema schema })
        {
            schema.Enum = [.. keuzes.Select(k => (JsonNode)k)];
        }
    }

    private static OpenApiParameter Kop(string naam, string uitleg, string voorbeeld) => new()
    {
        Name = naam, In = ParameterLocation.Header, Description = uitleg, Example = voorbeeld, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
