using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isop.Bot.Hosting;
using Isop.Core.Backup;
using Isop.Core.Bezorging;
using Isop.Core.Hosting;
using Isop.Core.Upkeep;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Isop.Tests.Infra;

/// <summary>The template as a whole: it compiles cleanly, names what the code uses, gives the least rights and holds no secret.</summary>
public sealed partial class AzureTests(AzureFixture azure)
{
    /// <summary>Settings that are not ours, and who reads them.</summary>
    private static readonly string[] OfThePlatform =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", // the Functions host
        "APPLICATIONINSIGHTS_CONNECTION_STRING", // the Functions host and our telemetry
        "AZURE_CLIENT_ID", // Azure.Identity
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential", // the Functions host
        "IsopQueue__clientId", "IsopQueue__credential", "IsopQueue__queueServiceUri", // the Functions host, for its queue triggers
        "SCM_DO_BUILD_DURING_DEPLOYMENT", // deployment to App Service
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_template_compiles_without_a_single_warning()
    {
        var ended = await AzureFixture.BicepAsync("build", Workshop.File("infra", "main.bicep"), "--stdout");

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Equal("Microsoft.Resources/resourceGroups", (string?)JsonNode.Parse(ended.Output)!["resources"]![0]!["type"]);
    }

    [Fact]
    public async Task Every_file_of_the_template_is_as_the_formatter_leaves_it()
    {
        // Of a copy, and all at once: starting the compiler for each takes half a minute.
        var (infra, copy) = (Workshop.File("infra"), Directory.CreateTempSubdirectory("isop-infra-"));
        try
        {
            var files = Directory.EnumerateFiles(infra, "*.bicep", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(infra, f)).ToList();
            foreach (var file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy.FullName, file))!);
                File.Copy(Path.Combine(infra, file), Path.Combine(copy.FullName, file));
            }

            // What the formatter has to mend shows that it was at work.
            var crooked = Path.Combine(copy.FullName, "scheef.bicep");
            await File.WriteAllTextAsync(crooked, "  param   x   string\n", Ct);
            Assert.Equal(0, (await AzureFixture.BicepAsync("format", "--pattern", $"{copy.FullName}/**/*.bicep")).Code);

            Assert.Equal("param x string", (await File.ReadAllTextAsync(crooked, Ct)).TrimEnd());
            foreach (var file in files)
            {
                Assert.Equal((await File.ReadAllTextAsync(Path.Combine(copy.FullName, file), Ct)).TrimEnd(), (await File.ReadAllTextAsync(Path.Combine(infra, file), Ct)).TrimEnd());
            }
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_parameter_file_gives_every_parameter_that_has_no_default()
    {
        var template = JsonNode.Parse((await AzureFixture.BicepAsync("build", Workshop.File("infra", "main.bicep"), "--stdout")).Output)!;
        var declared = template["parameters"]!.AsObject();
        var given = JsonNode.Parse(await File.ReadAllTextAsync(Workshop.File("infra", "main.parameters.json"), Ct))!["parameters"]!.AsObject();

        Assert.Empty(declared.Where(p => p.Value!["defaultValue"] is null && !given.ContainsKey(p.Key)).Select(p => p.Key));
        Assert.Empty(given.Where(p => !declared.ContainsKey(p.Key)).Select(p => p.Key));
    }

    [Fact]
    public async Task Every_table_that_the_code_uses_is_made_and_no_other()
    {
        var made = (await azure.OfTypeAsync("Microsoft.Storage/storageAccounts/tableServices/tables")).Select(t => t.Name.Split('/')[^1]);

        Assert.Equal(TablesInCode().Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bot")]
    [InlineData("functions")]
    public async Task Every_app_setting_is_one_that_somebody_reads(string service)
    {
        var known = SettingNames.OfTheOptions();
        var settings = await azure.SettingsAsync(service);

        Assert.DoesNotContain(settings.Keys, s => !OfThePlatform.Contains(s) && !known.Any(k => k.IsMatch(s)));
        Assert.DoesNotContain("FUNCTIONS_WORKER_RUNTIME", settings.Keys);
        Assert.DoesNotContain("FUNCTIONS_EXTENSION_VERSION", settings.Keys);
    }

    [Fact]
    public async Task The_API_takes_tokens_of_its_own_registration_and_not_of_the_bots()
    {
        var settings = await azure.SettingsAsync("bot");

        Assert.Equal(AzureFixture.ApiAppId, settings["Isop__Api__Audience"]);
        Assert.NotEqual(settings["Isop__Bot__AppId"], settings["Isop__Api__Audience"]);
    }

    [Fact]
    public void A_setting_that_nobody_reads_is_seen() =>
        Assert.DoesNotContain(SettingNames.OfTheOptions(), k => k.IsMatch("Isop__Bot__AppID2") || k.IsMatch("Isop__Stroage") || k.IsMatch("Isop__Tenants__iselinge"));

    [Fact]
    public async Task The_bot_takes_the_settings_of_the_template_as_valid()
    {
        var settings = await SettingsAsync("bot");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = "Isop.Bot" });
        builder.Configuration.AddInMemoryCollection(settings!);
        builder.AddIsop();
        await using var app = builder.Build();

        app.Services.GetRequiredService<IStartupValidator>().Validate();

        var tenants = app.Services.GetRequiredService<IOptions<Isop.Bot.Teams.TenantsOptions>>().Value;
        Assert.True(tenants.Owns(AzureFixture.Tenant, "iemand@student.iselinge.example"));
        Assert.True(tenants.Owns("33333333-3333-3333-3333-333333333333", "iemand@graafschap.example"));
    }

    [Fact]
    public async Task The_functions_take_the_settings_of_the_template_as_valid_and_make_the_backup()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = "Isop.Functions" });
        builder.Configuration.AddInMemoryCollection((await SettingsAsync("functions"))!);
        builder.Services.AddIsopCore();
        await using var app = builder.Build();

        app.Services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Contains(app.Services.GetRequiredService<NightJobs>().All, j => j.Name == BackupJob.Name);
    }

    [Fact]
    public async Task Every_key_container_and_queue_is_named_by_a_setting_of_the_process_that_has_a_right_on_it()
    {
        string[] reserved = ["functions keys/stage-evaluatie"];
        // By the account's address and, for functions, by function.json: see the tests of functions.
        string[] elsewhere = ["bot isop-certificaten", "functions isop-certificaten", "functions isop-certificaten-poison"];
        var settings = new Dictionary<string, Dictionary<string, string?>> { ["bot"] = await SettingsAsync("bot"), ["functions"] = await SettingsAsync("functions") };
        string[] types = ["/keys/", "/containers/", "/queues/"];
        var rights = (await azure.OfTypeAsync("Microsoft.Authorization/roleAssignments"))
            .Where(r => types.Any(t => r.Id.Contains(t, StringComparison.Ordinal))).ToList();

        var connected = rights.Select(r => (Who: WhoOf(r), What: WhatOf(r.Id.Split("/providers/Microsoft.Authorization/")[0]))).Distinct().ToList();
        Assert.NotEmpty(connected);
        Assert.Empty(connected
            .Where(c => !settings[c.Who].Values.Any(v => Names(v, c.What)))
            .Select(c => $"{c.Who} {c.What}").Except([.. reserved, .. elsewhere]));

        // And whatever was made has somebody with a right on it; on the packages that is a right on the host's account.
        string[] made =
        [
            .. (await azure.OfTypeAsync("Microsoft.KeyVault/vaults/keys")).Select(k => WhatOf(k.Id)),
            .. (await azure.OfTypeAsync("Microsoft.Storage/storageAccounts/blobServices/containers")).Select(k => WhatOf(k.Id)),
            .. (await azure.OfTypeAsync("Microsoft.Storage/storageAccounts/queueServices/queues")).Select(k => WhatOf(k.Id)),
        ];
        Assert.Equal(["packages"], made.Except(connected.Select(c => c.What)));
    }

    [Fact]
    public async Task The_deployment_package_is_fetched_with_the_identity_of_functions()
    {
        var functions = await azure.SiteAsync("functions");
        var identity = functions.At("identity.userAssignedIdentities")!.AsObject().Single().Key;

        Assert.Contains("/id-isop-functions-", identity, StringComparison.Ordinal);
        Assert.Equal(identity, (string?)functions.At("properties.functionAppConfig.deployment.storage.authentication.userAssignedIdentityResourceId"));
    }

    [Fact]
    public async Task Messages_of_Teams_go_to_the_address_where_the_bot_listens()
    {
        var bot = (await azure.OfTypeAsync("Microsoft.BotService/botServices")).Single();

        Assert.Equal($"{(await azure.SettingsAsync("bot"))["Isop__PublicUrl"]}/api/messages", (string?)bot.At("properties.endpoint"));
    }

    [Fact]
    public async Task Nothing_in_the_template_is_a_secret_or_asks_for_one()
    {
        var resources = await azure.ResourcesAsync();
        var text = string.Join('\n', resources.Select(r => r.Json.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));

        Assert.DoesNotMatch(Secrets(), text);
        Assert.Matches(Secrets(), "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=x");
        Assert.Matches(Secrets(), "[listKeys('x', '2024-01-01').keys[0].value]");
        Assert.DoesNotContain(resources, r => r.Type.EndsWith("/secrets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alerts_tell_of_lost_messages_a_standing_clock_errors_and_what_expires()
    {
        var group = (await azure.OfTypeAsync("Microsoft.Insights/actionGroups")).Single();
        var rules = (await azure.OfTypeAsync("Microsoft.Insights/scheduledQueryRules")).ToDictionary(r => r.Name);
        var errors = (await azure.OfTypeAsync("Microsoft.Insights/metricAlerts")).Single();
        var expiry = (await azure.OfTypeAsync("Microsoft.EventGrid/systemTopics/eventSubscriptions")).Single();

        Assert.Equal("beheer@example.nl", (string?)group.At("properties.emailReceivers")![0]!["emailAddress"]);
        Assert.Contains(Isop.Core.Telemetry.Sends.Name, QueryOf(rules["isop-niet-aangekomen"]), StringComparison.Ordinal);
        Assert.Contains(Isop.Core.Telemetry.Returns.Name, QueryOf(rules["isop-niet-aangekomen"]), StringComparison.Ordinal);
        Assert.All(
            OutcomeNames().Matches(QueryOf(rules["isop-niet-aangekomen"])).SelectMany(m => m.Groups[1].Captures),
            outcome => Assert.Contains(typeof(SendOutcome).GetNestedTypes(), t => t.Name == outcome.Value));
        Assert.Contains(Isop.Core.Telemetry.Planning.Name, QueryOf(rules["isop-geen-planning"]), StringComparison.Ordinal);
        // Whoever planned, functions or the bot.
        Assert.DoesNotContain("AppRoleName", QueryOf(rules["isop-geen-planning"]), StringComparison.Ordinal);
        Assert.Equal("PT1H", (string?)rules["isop-geen-planning"].At("properties.windowSize"));
        Assert.Equal("LessThan", (string?)rules["isop-geen-planning"].At("properties.criteria.allOf")![0]!["operator"]);
        Assert.Equal("Http5xx", (string?)errors.At("properties.criteria.allOf")![0]!["metricName"]);
        Assert.Equal([(await azure.SiteAsync("bot")).Id], errors.At("properties.scopes")!.AsArray().Select(s => (string)s!));
        Assert.Contains("Microsoft.KeyVault.KeyNearExpiry", expiry.At("properties.filter.includedEventTypes")!.AsArray().Select(e => (string)e!));
        Assert.All(rules.Values, r => Assert.Equal([group.Id], r.At("properties.actions.actionGroups")!.AsArray().Select(a => (string)a!)));
        Assert.Equal(group.Id, (string?)errors.At("properties.actions")![0]!["actionGroupId"]);
        Assert.Equal([group.Id], expiry.At("properties.destination.properties.actionGroups")!.AsArray().Select(a => (string)a!));
    }

    /// <summary>The settings as the process reads them, with what only Azure can fill in as it would.</summary>
    private async Task<Dictionary<string, string?>> SettingsAsync(string service) =>
        (await azure.SettingsAsync(service)).ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), s => (string?)Resolved(s.Value));

    private static string Resolved(string value)
    {
        if (!value.StartsWith('['))
        {
            return value;
        }

        var text = References().Replace(value[1..^1], m => m.Groups[1].Value switch
        {
            "table" or "queue" or "blob" => $"'https://proef.{m.Groups[1].Value}.core.windows.net/'",
            "vaultUri" => "'https://proef.vault.azure.net/'",
            "clientId" => $"'{Guid.Empty}'",
            _ => "''",
        });
        string[] words = [.. text.Split('\'').Where((_, i) => i % 2 == 1)];
        return text.StartsWith("format(", StringComparison.Ordinal)
            ? string.Format(System.Globalization.CultureInfo.InvariantCulture, words[0], words.AsSpan(1))
            : words[0];
    }

    private static string WhoOf(Resource right) =>
        ((string)right.At("properties.principalId")!).Contains("/id-isop-bot-", StringComparison.Ordinal) ? "bot" : "functions";

    /// <summary>As a setting names it: "keys/backup", "backups", "isop-kick".</summary>
    private static string WhatOf(string id) => id.Contains("/vaults/", StringComparison.Ordinal) ? $"keys/{id.Split('/')[^1]}" : id.Split('/')[^1];

    /// <summary>A queue is not named by its own address: the product knows the queues of the service that the setting names.</summary>
    private static bool Names(string? setting, string what) => setting?.EndsWith(
        what.StartsWith(KickQueues.Kick, StringComparison.Ordinal) ? ".queue.core.windows.net/" : $"/{what}", StringComparison.Ordinal) is true;

    private static string QueryOf(Resource rule) => (string)rule.At("properties.criteria.allOf")![0]!["query"]!;

    /// <summary>Where the code names a table; what Development alone uses is not made.</summary>
    private static IEnumerable<string> TablesInCode() => new[] { "core", "bot" }
        .SelectMany(part => Directory.EnumerateFiles(Workshop.File(part), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !Path.GetFileName(file).StartsWith("Development", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}Development{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(file => TableNames().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
        .Distinct();

    [GeneratedRegex("""(?:new Partition\(|Partition\?? [\w.]+(?:\([^)]*\))? (?:=>|=) new\(|string Table = )"([a-z]+)"?""")]
    private static partial Regex TableNames();

    [GeneratedRegex("""AccountKey=|SharedAccessSignature|listKeys\(|listAccountSas|listSecrets|client[_-]?secret|password|@secure""", RegexOptions.IgnoreCase)]
    private static partial Regex Secrets();

    [GeneratedRegex("""reference\('[^']*', '[^']*'\)\.(?:\w+\.)?(\w+)""")]
    private static partial Regex References();

    [GeneratedRegex("""in \((?:"(\w+)"(?:, )?)+\)""")]
    private static partial Regex OutcomeNames();
}
