using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Isop.Tests.Infra;

[assembly: AssemblyFixture(typeof(AzureFixture))]

namespace Isop.Tests.Infra;

/// <summary>infra/main.bicep as Azure would read it for an example installation: every loop run, every expression worked out that can be.</summary>
public sealed class AzureFixture
{
    public const string AppId = "8d0f2c7e-1111-4222-8333-944444444444";
    public const string ApiAppId = "8d0f2c7e-2222-4222-8333-944444444444";
    public const string Tenant = "22222222-2222-2222-2222-222222222222";

    private readonly Lazy<Task<JsonArray>> _resources = new(PredictAsync);

    internal async Task<IReadOnlyList<Resource>> ResourcesAsync() => [.. (await _resources.Value).Select(r => new Resource(r!.DeepClone().AsObject()))];

    internal async Task<IReadOnlyList<Resource>> OfTypeAsync(string type) => [.. (await ResourcesAsync()).Where(r => r.Type == type)];

    internal async Task<Resource> SiteAsync(string service) =>
        (await OfTypeAsync("Microsoft.Web/sites")).Single(r => (string?)r.Json["tags"]!["azd-service-name"] == service);

    /// <summary>The app settings of a service, with the sample's values where the template knows them.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> SettingsAsync(string service)
    {
        var site = await SiteAsync(service);
        return (await OfTypeAsync("Microsoft.Web/sites/config")).Single(r => r.Name == $"{site.Name}/appsettings")
            .Json["properties"]!.AsObject().ToDictionary(p => p.Key, p => (string)p.Value!);
    }

    internal static Task<Ended> BicepAsync(params string[] arguments) => Workshop.RunAsync(Bicep(), arguments);

    private static string Bicep()
    {
        var fetched = typeof(AzureFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Bicep").Value!;
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            return fetched;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, "bicep"), Path.Combine(folder, "bicep.exe") }).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The Bicep compiler comes along on Linux x64 only: put 'bicep' on the PATH, or run ./test on Linux x64.");
    }

    private static async Task<JsonArray> PredictAsync()
    {
        var work = Directory.CreateTempSubdirectory("isop-infra-");
        try
        {
            var parameters = Path.Combine(work.FullName, "proef.bicepparam");
            await File.WriteAllTextAsync(parameters, $$"""
                using '{{Path.GetRelativePath(work.FullName, Workshop.File("infra", "main.bicep")).Replace('\\', '/')}}'
                param environmentName = 'proef'
                param location = 'westeurope'
                param botAppId = '{{AppId}}'
                param apiAppId = '{{ApiAppId}}'
                param tenants = '{{Tenant}}=iselinge.example,student.iselinge.example; 33333333-3333-3333-3333-333333333333=graafschap.example'
                param beheerders = 'ict@iselinge.example, ict@graafschap.example'
                param mailSender = 'isop@example.nl'
                param contact = 'bureau@example.nl'
                param alertEmail = 'beheer@example.nl'
                """);
            var ended = await BicepAsync(
                "snapshot", parameters, "--mode", "overwrite", "--subscription-id", "11111111-1111-1111-1111-111111111111",
                "--tenant-id", Tenant, "--location", "westeurope", "--deployment-name", "proef");
            Assert.True(ended is { Code: 0, Errors: "" }, ended.Errors);
            var snapshot = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(parameters, ".snapshot.json")))!;
            Assert.Empty(snapshot["diagnostics"]!.AsArray());
            return snapshot["predictedResources"]!.AsArray();
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}

/// <summary>One resource of the template.</summary>
internal sealed record Resource(JsonObject Json)
{
    public string Type => (string)Json["type"]!;

    public string Name => (string)Json["name"]!;

    public string Id => (string)Json["id"]!;

    /// <summary>The value at a path such as "properties.siteConfig.alwaysOn"; null when it is not there.</summary>
    public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)Json, (node, part) => (node as JsonObject)?[part]);
}
