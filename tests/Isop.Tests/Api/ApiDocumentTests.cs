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
            ApiMatrixTests.Routes.Order(), document.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order());
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
            foreach (var operation in path.Value.EnumerateObject().Select(o => o.Value))
            {
                names.Add(operation.GetProperty("operationId").GetString()!);
                Assert.Matches("^[A-Z][A-Za-z]+$", names[^1]);
                Assert.InRange(operation.GetProperty("summary").GetString()!.Length, 1, 80);
                Assert.EndsWith(".", operation.GetProperty("description").GetString(), StringComparison.Ordinal);
                Assert.All(operation.GetProperty("responses").EnumerateObject(), r => Assert.True(r.Value.TryGetProperty("schema", out _), $"{names[^1]} {r.Name}"));
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
        var zaak = (await api.Bureau.CaseOfAsync(BureauPages.Proefregister.Gijs)).Id;
        foreach (var path in definition.RootElement.GetProperty("paths").EnumerateObject())
        {
            var answer = await api.GetAsync(path.Name.Replace("{code}", "O1", StringComparison.Ordinal).Replace("{id}", zaak, StringComparison.Ordinal), "onderwijsbureau");
            answer.MustBe(HttpStatusCode.OK);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
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
    private static void Fits(JsonElement schema, JsonElement value, JsonElement definition, string where)
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
            JsonValueKind.Number => "integer",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "nothing",
        }, $"{where}: {type} is {value.ValueKind}");
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
