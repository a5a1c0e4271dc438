using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Tests.Cards;
using Isop.Tests.Infra;

namespace Isop.Tests.Api;

/// <summary>The connector as it is handed out: manifest/connector, from the same source as the site's own answer.</summary>
public sealed class ConnectorTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Definition = Workshop.File("manifest", "connector", "apiDefinition.swagger.json");

    /// <summary>With ISOP_APPROVE=1 in the environment the file is written anew.</summary>
    [Fact]
    public async Task The_definition_that_is_handed_out_is_what_the_site_says_of_itself()
    {
        var answer = await api.GetAsync("/api/v1/connector.json", rol: null);
        var says = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .Replace("isop.test", "isop.example.nl", StringComparison.Ordinal)
            .Replace(ApiHost.Audience, Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("https://login.test/organizations", "https://login.microsoftonline.com/organizations", StringComparison.Ordinal);
        var text = JsonNode.Parse(says)!.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("ISOP_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(Definition, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal(text, (await File.ReadAllTextAsync(Definition, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("connector.json")]
    [InlineData("openapi.json")]
    public async Task Both_descriptions_are_sound_by_the_schema_of_their_version(string file)
    {
        var answer = await api.GetAsync($"/api/v1/{file}", rol: null);

        Assert.Empty(await Oracle.RunAsync<string[]>("openapi.cjs", new { Text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) }));
    }

    [Fact]
    public async Task A_description_that_is_not_sound_is_seen()
    {
        var broken = """{"swagger":"2.0","info":{"title":"ISOP"},"paths":{"/ik":{"get":{}}}}""";

        Assert.NotEmpty(await Oracle.RunAsync<string[]>("openapi.cjs", new { Text = broken }));
    }

    /// <summary>What the Power Platform asks besides OpenAPI, and does not say until somebody uses it.</summary>
    [Fact]
    public void Every_extension_means_something_to_the_platform()
    {
        var definition = JsonNode.Parse(File.ReadAllText(Definition))!;
        var operations = definition["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Where(o => !o.Key.StartsWith("x-", StringComparison.Ordinal)), (p, o) => (Path: p.Key, Operation: o.Value!)).ToList();
        var ids = operations.ToDictionary(o => o.Operation["operationId"]!.GetValue<string>());
        foreach (var (path, operation) in operations)
        {
            Assert.Equal("entra", definition["security"]![0]!.AsObject().Single().Key);
            Assert.True(operation["summary"]!.GetValue<string>() is { Length: > 0 and <= 80 } summary && !summary.EndsWith('.'), path);
            Assert.Contains("default", operation["responses"]!.AsObject().Select(r => r.Key));
            Assert.Contains(operation["responses"]!.AsObject(), r => r.Key is "200" or "201" or "202" or "204");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                Assert.True(parameter!["x-ms-summary"] is not null, $"{path} {parameter["name"]}");
                Assert.True(parameter["x-ms-visibility"]?.GetValue<string>() is null or "important" or "advanced" or "internal", path);
                Assert.True(parameter["in"]!.GetValue<string>() != "path" || parameter["x-ms-url-encoding"]?.GetValue<string>() == "single", $"{path}: an id may hold what an address may not");
                if (parameter["x-ms-dynamic-values"] is { } source)
                {
                    Offers(definition, ids[source["operationId"]!.GetValue<string>()].Operation, source);
                }
            }

            if (operation["x-ms-pageable"] is { } pages)
            {
                Assert.Equal("nextLink", pages["nextLinkName"]!.GetValue<string>());
                Assert.NotNull(Schema(definition, operation)["properties"]!["nextLink"]);
            }
        }
    }

    /// <summary>The platform gives the address, nobody types it; what it will be sent is of a known shape.</summary>
    [Fact]
    public void Every_trigger_takes_the_platforms_own_address_and_says_what_is_sent_there()
    {
        var definition = JsonNode.Parse(File.ReadAllText(Definition))!;
        var triggers = definition["paths"]!.AsObject().Where(p => p.Value!["x-ms-notification-content"] is not null).ToList();

        Assert.Equal(["berichten", "bezoeken", "certificaten", "stage-evaluaties", "tussenevaluaties"], triggers.Select(t => t.Key.Split('/')[^1]).Order());
        foreach (var (path, item) in triggers)
        {
            var sent = Definitie(definition, item!["x-ms-notification-content"]!["schema"]!);
            Assert.All(new[] { "id", "soort", "gebeurtenis", "zaak", "op", "link" }, field => Assert.NotNull(sent["properties"]![field]));
            var post = item["post"]!;
            Assert.Equal("single", post["x-ms-trigger"]!.GetValue<string>());
            Assert.NotNull(post["responses"]!["201"]);
            var vraag = Definitie(definition, post["parameters"]!.AsArray().Single(p => p!["in"]!.GetValue<string>() == "body")!["schema"]!)["properties"]!;
            Assert.True(vraag["adres"]!["x-ms-notification-url"]!.GetValue<bool>());
            Assert.Equal("internal", vraag["adres"]!["x-ms-visibility"]!.GetValue<string>());
            Assert.True(
                JsonNode.DeepEquals(vraag["gebeurtenis"]!["enum"], sent["properties"]!["gebeurtenis"]!["enum"]) && vraag["gebeurtenis"]!["enum"]!.AsArray().Count > 0,
                $"{path}: what can be chosen is what is sent");
            var perOrganisatie = path.EndsWith("/tussenevaluaties", StringComparison.Ordinal) || path.EndsWith("/bezoeken", StringComparison.Ordinal);
            Assert.Equal(perOrganisatie, vraag["organisatie"] is not null);
            if (perOrganisatie)
            {
                Offers(definition, Operation(definition, "ListOrganisaties"), vraag["organisatie"]!["x-ms-dynamic-values"]!);
            }

            Assert.NotNull(post["responses"]!["201"]!["headers"]!["Location"]);
        }

        // What the platform calls with that address, and no maker.
        var stop = definition["paths"]!["/api/v1/webhooks/{token}"]!["delete"]!;
        Assert.Equal(("StopWebhook", "internal"), (stop["operationId"]!.GetValue<string>(), stop["x-ms-visibility"]!.GetValue<string>()));
    }

    private static JsonNode Definitie(JsonNode definition, JsonNode schema) => definition["definitions"]![schema["$ref"]!.GetValue<string>().Split('/')[^1]]!;

    private static JsonNode Operation(JsonNode definition, string id) => definition["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject())
        .Select(o => o.Value!).First(o => o is JsonObject && o["operationId"]?.GetValue<string>() == id);

    /// <summary>The values of a drop-down are in what the operation answers, and what it asks is asked.</summary>
    private static void Offers(JsonNode definition, JsonNode operation, JsonNode source)
    {
        var list = Schema(definition, operation)["properties"]![source["value-collection"]!.GetValue<string>()]!;
        var item = definition["definitions"]![list["items"]!["$ref"]!.GetValue<string>().Split('/')[^1]]!["properties"]!;
        Assert.NotNull(item[source["value-path"]!.GetValue<string>()]);
        Assert.NotNull(item[source["value-title"]!.GetValue<string>()]);
        Assert.All(source["parameters"]!.AsObject(), p => Assert.Contains(
            operation["parameters"]!.AsArray(),
            a => a!["name"]!.GetValue<string>() == p.Key && (a["enum"] is not JsonArray choices || choices.Any(e => JsonNode.DeepEquals(e, p.Value)))));
    }

    private static JsonNode Schema(JsonNode definition, JsonNode operation) =>
        definition["definitions"]![operation["responses"]!["200"]!["schema"]!["$ref"]!.GetValue<string>().Split('/')[^1]]!;

    [Fact]
    public void Every_field_has_words_a_label_and_an_example()
    {
        var definition = JsonNode.Parse(File.ReadAllText(Definition))!;
        foreach (var (type, schema) in definition["definitions"]!.AsObject())
        {
            Assert.True(schema!["description"] is null, $"{type}: what is said of a type comes from a comment in the code");
            foreach (var (field, property) in schema["properties"]!.AsObject())
            {
                if (property!["$ref"] is null)
                {
                    Assert.True(property["description"] is not null, $"{type}.{field}");
                    Assert.True(property["description"]!.GetValue<string>().EndsWith('.'), $"{type}.{field}");
                    var label = property["x-ms-summary"]!.GetValue<string>();
                    Assert.InRange(label.Length, 1, 80);
                    Assert.True(property["enum"]?.AsArray().All(e => e!.GetValue<string>() != label) != false && char.IsUpper(label[0]), $"{type}.{field}: {label} is a value");
                    var isPlain = property["type"]!.GetValue<string>() is not "array";
                    Assert.True(!isPlain || property["example"] is not null, $"{type}.{field} has no example");
                    Assert.True(!isPlain || property["enum"] is not JsonArray choices || choices.Any(c => JsonNode.DeepEquals(c, property["example"])), $"{type}.{field}: its example is no choice");
                }
            }
        }
    }
}
