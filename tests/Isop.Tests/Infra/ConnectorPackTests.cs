using System.Text.Json.Nodes;

namespace Isop.Tests.Infra;

/// <summary>The connector for one site, as <c>manifest/pack-connector</c> makes it.</summary>
public sealed class ConnectorPackTests : IDisposable
{
    private const string Domain = "isop.school.nl";
    private const string Api = "8d0f2c7e-2222-4222-8333-944444444444";
    private const string Client = "8d0f2c7e-3333-4222-8333-944444444444";

    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("isop-connector-");

    public void Dispose() => _work.Delete(recursive: true);

    [Fact]
    public async Task Everything_that_is_a_sites_own_is_filled_in()
    {
        var ended = await PackAsync("--domain", Domain, "--api-id", Api, "--client-id", Client);

        Assert.True(ended.Code == 0, ended.Errors);
        var definition = Json("apiDefinition.swagger.json");
        Assert.Equal(Domain, (string?)definition["host"]);
        Assert.Equal($"api://{Api}/access_as_user", definition["securityDefinitions"]!["entra"]!["scopes"]!.AsObject().Single().Key);
        var oauth = Json("apiProperties.json")["properties"]!["connectionParameters"]!["token"]!["oAuthSettings"]!;
        Assert.Equal((Client, Api, Api), ((string?)oauth["clientId"], (string?)oauth["properties"]!["AzureActiveDirectoryResourceId"], (string?)oauth["customParameters"]!["resourceUri"]!["value"]));
        Assert.All(
            _work.GetFiles("*.json"), f => Assert.DoesNotContain("00000000-0000", File.ReadAllText(f.FullName), StringComparison.Ordinal));
        var icon = Png.Read(await File.ReadAllBytesAsync(Path.Combine(_work.FullName, "icon.png"), TestContext.Current.CancellationToken));
        Assert.True(icon.Width == icon.Height && icon.Width is >= 100 and <= 230);
    }

    [Theory]
    [InlineData("--domain", Domain)]
    [InlineData("--domain", "https://isop.school.nl", "--api-id", Api, "--client-id", Client)]
    [InlineData("--domain", Domain, "--api-id", "x", "--client-id", Client)]
    [InlineData("--domain", Domain, "--api-id", Api, "--client-id", Client, "--onbekend")]
    public async Task Wrong_use_says_what_is_wrong_and_makes_nothing(params string[] arguments)
    {
        var ended = await PackAsync(arguments);

        Assert.Equal(2, ended.Code);
        Assert.StartsWith("pack-connector: ", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(_work.GetFiles());
    }

    /// <summary>What a maker reads of it names every operation that there is.</summary>
    [Fact]
    public void The_readme_names_every_operation()
    {
        var definition = JsonNode.Parse(File.ReadAllText(Workshop.File("manifest", "connector", "apiDefinition.swagger.json")))!;
        var readme = File.ReadAllText(Workshop.File("manifest", "connector", "README.md"));

        Assert.All(
            definition["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Where(o => !o.Key.StartsWith("x-", StringComparison.Ordinal)),
            o => Assert.Contains((string)o.Value!["summary"]!, readme, StringComparison.Ordinal));
    }

    private Task<Ended> PackAsync(params string[] arguments) =>
        Workshop.RunAsync("node", [Workshop.File("manifest", "pack-connector"), .. arguments, "--out", _work.FullName]);

    private JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(_work.FullName, name)))!;
}
