using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
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
}
