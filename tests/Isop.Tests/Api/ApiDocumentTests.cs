using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Isop.Tests.Web;
using Microsoft.OpenApi;

namespace Isop.Tests.Api;

/// <summary>What the API says about itself is true, complete and what the Power Platform reads.</summary>
public sealed class ApiDocumentTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_the_address_can_read_what_it_does()
    {
        var answer = await api.GetAsync("/api/v1/openapi.json", rol: null);

        answer.MustBe(HttpStatusCode.OK);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(
            ApiMatrixTests.Routes.Order(),
            document.RootElement.GetProperty("paths").EnumerateObject()
                .SelectMany(p => p.Value.EnumerateObject(), (p, o) => (o.Name.ToUpperInvariant(), p.Name)).Order());
    }

    [Fact]
    public async Task The_connector_has_for_every_operation_what_a_maker_reads()
    {
        var text = await ConnectorAsync();
        Assert.True(Encoding.UTF8.GetByteCount(text) < 1_000_000);
        using var definition = JsonDocument.Parse(text);
        Assert.Equal("2.0", definition.RootElement.GetProperty("swagger").GetString());
        Assert.Equal("isop.test", definition.RootElement.GetProperty("host").GetString());

        List<string> names = [];
        foreach (var path in definition.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(o => !o.Name.StartsWith("x-", StringComparison.Ordinal)).Select(o => o.Value))
            {
                names.Add(operation.GetProperty("operationId").GetString()!);
                Assert.Matches("^[A-Z][A-Za-z]+$", names[^1]);
                Assert.InRange(operation.GetProperty("summary").GetString()!.Length, 1, 80);
                Assert.EndsWith(".", operation.GetProperty("description").GetString(), StringComparison.Ordinal);
                Assert.All(operation.GetProperty("responses").EnumerateObject(), r => Assert.True(r.Name == "204" || r.Value.TryGetProperty("schema", out _), $"{names[^1]} {r.Name}"));
                foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : [])
                {
                    Assert.InRange(parameter.GetProperty("x-ms-summary").GetString()!.Length, 1, 80);
                    Assert.NotEmpty(parameter.GetProperty("description").GetString()!);
                }
            }
        }

        Assert.Equal(ApiMatrixTests.Routes.Count, names.Distinct().Count());
        Assert.InRange(names.Count, 1, 256);
    }

    [Fact]
    public async Task The_connector_is_read_back_without_a_fault()
    {
        var text = await ConnectorAsync();

        var (_, diagnostic) = OpenApiDocument.Parse(text, "json");

        Assert.Empty(diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi2_0, diagnostic.SpecificationVersion);
        Assert.DoesNotMatch(new Regex("\"(nullable|oneOf|anyOf)\""), text);
    }

    [Fact]
    public async Task Every_answer_is_of_the_schema_that_is_announced()
    {
        using var definition = JsonDocument.Parse(await ConnectorAsync());
        var gijs = await api.Bureau.CaseOfAsync(BureauPages.Proefregister.Gijs);
        var import = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/register/import") { Content = new ByteArrayContent([1, 2, 3]) }, "onderwijsbureau");
        import.MustBe(HttpStatusCode.Accepted);
        (await api.SendAsync(HttpMethod.Post, WebhookApiTests.Abonneren[0], "onderwijsbureau", WebhookApiTests.Vraag)).MustBe(HttpStatusCode.Created);
        var stages = await api.JsonAsync("/api/v1/stages", "onderwijsbureau");
        Dictionary<string, string> ids = new()
        {
            ["/api/v1/stages/{id}"] = stages.RootElement.GetProperty("value")[0].GetProperty("id").GetString()!, ["/api/v1/bezoeken/{id}"] = api.Gegevens.Bezoek,
            ["/api/v1/bijeenkomsten/{id}"] = api.Gegevens.Bijeenkomst,
        };
        foreach (var path in definition.RootElement.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _) && !p.Name.EndsWith("/inhoud", StringComparison.Ordinal)))
        {
            var address = path.Name.Replace("{code}", "O1", StringComparison.Ordinal).Replace("{leerteam}", "L1", StringComparison.Ordinal)
                .Replace("{id}", ids.GetValueOrDefault(path.Name, gijs.Id), StringComparison.Ordinal).Replace("{nummer}", api.Gegevens.Certificaat.ToString(), StringComparison.Ordinal)
                .Replace("{persoon}", gijs.Deelnemers.Student.ToString(), StringComparison.Ordinal).Replace("{jaar}", ApiGegevens.Jaar, StringComparison.Ordinal).Replace("{sleutel}", api.Gegevens.Rapport, StringComparison.Ordinal)
                .Replace("{import}", import.Headers.Location!.Segments[^1], StringComparison.Ordinal);
            var answer = await api.GetAsync(address, path.Name.Contains("rapporten", StringComparison.Ordinal) ? "kwaliteitszorg" : "onderwijsbureau");
            answer.MustBe(HttpStatusCode.OK);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
            Assert.True(!body.RootElement.TryGetProperty("value", out var list) || list.GetArrayLength() > 0, $"{path.Name} has nothing to look at.");
            var schema = path.Value.GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("schema");
            Fits(schema, body.RootElement, definition.RootElement, path.Name);
        }
    }

    /// <summary>As the Power Platform gets it, which does not sign in for it.</summary>
    private async Task<string> ConnectorAsync()
    {
        var answer = await api.GetAsync("/api/v1/connector.json", rol: null);
        answer.MustBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    /// <summary>As far as our schemas go: types, what is required, and nothing that was not announced.</summary>
    internal static void Fits(JsonElement schema, JsonElement value, JsonElement definition, string where)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = definition.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        var type = schema.GetProperty("type").GetString();
        Assert.True(type == value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.TryGetInt64(out _) && type != "number" ? "integer" : "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "nothing",
        }, $"{where}: {type} is {value.ValueKind}");
        Assert.True(!schema.TryGetProperty("enum", out var choices) || choices.EnumerateArray().Any(c => c.GetString() == value.GetString()), $"{where}: {value} is no choice");
        if (type == "array")
        {
            Assert.All(value.EnumerateArray(), item => Fits(schema.GetProperty("items"), item, definition, where));
        }
        else if (type == "object")
        {
            var properties = schema.GetProperty("properties");
            Assert.All(value.EnumerateObject(), p => Fits(properties.GetProperty(p.Name), p.Value, definition, $"{where}.{p.Name}"));
            Assert.All(
                schema.TryGetProperty("required", out var required) ? required.EnumerateArray() : [], name => Assert.True(value.TryGetProperty(name.GetString()!, out var _), $"{where}.{name}"));
        }
    }
}
