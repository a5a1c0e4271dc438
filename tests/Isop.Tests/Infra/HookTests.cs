using System.Text.Json.Nodes;
using Isop.Bot.Api;
using Isop.Bot.Tabblad;

namespace Isop.Tests.Infra;

/// <summary>
/// What the hooks ask of Entra, with an az and an azd that write down their calls: the scripts themselves run, a tenant does not.
/// </summary>
public sealed class HookTests : IDisposable
{
    private const string Bot = "8d0f2c7e-1111-4222-8333-944444444444";
    private const string Api = "7c0f2c7e-1111-4222-8333-944444444444";
    private const string Installing = "00000000-1111-2222-3333-444444444444";
    private const string Finding = "00000000-1111-2222-3333-555555555555";

    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("isop-hooks-");

    public HookTests()
    {
        Program("az", $$"""
            #!/bin/sh
            for part in "$@"; do printf '%s\037' "$part" >> "$ISOP_CALLS"; done; printf '\036' >> "$ISOP_CALLS"
            case "$*" in
              *"$ISOP_REFUSE"*) echo refused >&2; exit 1 ;;
              *select=oauth2PermissionScopes*openid*) echo scope-openid ;;
              *select=oauth2PermissionScopes*profile*) echo scope-profile ;;
              *select=oauth2PermissionScopes*email*) echo scope-email ;;
              *appRoles*ReadWriteSelfForUser.All*) echo {{Installing}} ;;
              *appRoles*User.Read.All*) echo {{Finding}} ;;
              *isop-api-proef*appId*) echo {{Api}} ;;
              *isop-proef*appId*) echo {{Bot}} ;;
              *tenantId*) echo 22222222-2222-2222-2222-222222222222 ;;
            esac
            """);
        Program("azd", """
            #!/bin/sh
            for part in azd "$@"; do printf '%s\037' "$part" >> "$ISOP_CALLS"; done; printf '\036' >> "$ISOP_CALLS"
            """);
    }

    private string CallsFile => Path.Combine(_work.FullName, "calls");

    public void Dispose() => _work.Delete(recursive: true);

    [Fact]
    public async Task The_registrations_ask_two_rights_and_who_signs_in_and_make_no_secret()
    {
        var ended = await RunAsync("registraties.sh");
        Assert.True(ended.Code == 0, ended.Errors);

        var made = Bodies("PATCH", "/applications(uniqueName=");
        Assert.Equal(["ISOP", "ISOP API"], made.Select(b => (string)b["displayName"]!));
        Assert.All(made, b => Assert.Equal("AzureADMultipleOrgs", (string?)b["signInAudience"]));
        var rights = made[0]["requiredResourceAccess"]!.AsArray().Single()!["resourceAccess"]!.AsArray();
        Assert.Equal([(Installing, "Role"), (Finding, "Role"), ("scope-openid", "Scope"), ("scope-profile", "Scope"), ("scope-email", "Scope")], rights.Select(r => ((string)r!["id"]!, (string)r["type"]!)));
        Assert.Empty(made[1]["requiredResourceAccess"]!.AsArray());
        Assert.Equal(new ApiOptions().Scope, (string?)made[1]["api"]!["oauth2PermissionScopes"]!.AsArray().Single()!["value"]);
        Assert.Equal("email", (string?)made[1]["optionalClaims"]!["accessToken"]!.AsArray().Single()!["name"]);
        Assert.Contains(Calls(), c => c is ["azd", "env", "set", "ISOP_BOT_APP_ID", Bot]);
        Assert.Contains(Calls(), c => c is ["azd", "env", "set", "ISOP_API_APP_ID", Api]);
        Assert.DoesNotContain(Calls(), c => c.Any(p => p.Contains("addPassword", StringComparison.OrdinalIgnoreCase)
            || p.Contains("credential reset", StringComparison.Ordinal) || p.Contains("admin-consent", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_registration_lets_Teams_show_the_tab_who_signs_in_without_asking()
    {
        var ended = await RunAsync("registraties.sh");
        Assert.True(ended.Code == 0, ended.Errors);

        var scope = Bodies("PATCH", "/applications(uniqueName=")[0]["api"]!["oauth2PermissionScopes"]!.AsArray().Single()!;
        Assert.Equal((Tabdeur.Permission, true), ((string?)scope["value"], (bool?)scope["isEnabled"]));
        var trusted = Bodies("PATCH", $"/applications(appId='{Bot}')").Single()["api"]!["preAuthorizedApplications"]!.AsArray();
        var documented = File.ReadAllText(Workshop.File("docs", "deploy.md"));
        Assert.Equal(7, trusted.Count);
        Assert.All(trusted, t => Assert.Equal((string?)scope["id"], (string?)t!["delegatedPermissionIds"]!.AsArray().Single()));
        Assert.All(trusted, t => Assert.Contains((string)t!["appId"]!, documented, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_registration_trusts_the_managed_identity_of_the_bot_and_nobody_else()
    {
        var ended = await RunAsync("vertrouwen.sh");
        Assert.True(ended.Code == 0, ended.Errors);

        var trust = Bodies("PATCH", "/federatedIdentityCredentials(").Single();
        Assert.Equal("principal-of-the-bot", (string?)trust["subject"]);
        Assert.Equal("https://login.microsoftonline.com/22222222-2222-2222-2222-222222222222/v2.0", (string?)trust["issuer"]);
        Assert.Equal(["api://AzureADTokenExchange"], trust["audiences"]!.AsArray().Select(a => (string)a!));
        Assert.Contains(Bodies("PATCH", $"/applications(appId='{Bot}')"), b => (string?)b["identifierUris"]?[0] == $"api://isop.example.nl/botid-{Bot}");
        Assert.Contains(Bodies("PATCH", $"/applications(appId='{Bot}')"), b => (string?)b["web"]?["redirectUris"]?[0] == "https://isop.example.nl/aanmelden/terug");
    }

    [Fact]
    public async Task An_address_for_Teams_that_is_not_taken_stops_nothing_else()
    {
        var ended = await RunAsync("vertrouwen.sh", refuse: "botid-");

        Assert.Equal(0, ended.Code);
        Assert.Contains(Bodies("PATCH", $"/applications(appId='{Api}')"), b => (string?)b["identifierUris"]?[0] == $"api://{Api}");
        Assert.Contains(Bodies("PATCH", $"/applications(appId='{Bot}')"), b => b["web"] is not null);
    }

    [Theory]
    [InlineData("{\"22222222-2222-2222-2222-222222222222\":[\"school.nl\"]}")]
    [InlineData("school.nl")]
    [InlineData("22222222-2222-2222-2222-222222222222=")]
    public async Task A_list_of_tenants_that_cannot_be_read_stops_before_anything_is_made(string tenants)
    {
        var ended = await RunAsync("registraties.sh", tenants: tenants);

        Assert.Equal(1, ended.Code);
        Assert.Contains("ISOP_TENANTS is niet goed", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Calls(), c => c.Contains("PATCH"));
    }

    [Fact]
    public void What_azd_fills_in_as_it_is_leaves_the_parameters_readable()
    {
        var readme = File.ReadAllText(Workshop.File("README.md"));
        var tenants = System.Text.RegularExpressions.Regex.Match(readme, "azd env set ISOP_TENANTS '([^']+)'").Groups[1].Value;
        var filled = System.Text.RegularExpressions.Regex.Replace(
            File.ReadAllText(Workshop.File("infra", "main.parameters.json")), @"\$\{([A-Z_]+)(?:=([^}]*))?\}", m => m.Groups[1].Value == "ISOP_TENANTS" ? tenants : m.Groups[2].Value);

        var value = (string?)JsonNode.Parse(filled)!["parameters"]!["tenants"]!["value"];
        Assert.Contains('=', value!);
        Assert.Equal(tenants, value);
    }

    [Theory]
    [InlineData("registraties.sh")]
    [InlineData("vertrouwen.sh")]
    public async Task Whatever_a_hook_makes_it_makes_in_a_way_that_a_second_run_only_confirms(string hook)
    {
        await RunAsync(hook);

        Assert.DoesNotContain(Calls(), c => c.Contains("POST") || c.Contains("DELETE") || c.Contains("create"));
        Assert.All(
            Calls().Where(c => c.Any(p => p.Contains("uniqueName=", StringComparison.Ordinal) || p.Contains("Credentials(", StringComparison.Ordinal)) && c.Contains("PATCH")),
            c => Assert.Contains("Prefer=create-if-missing", c));
    }

    [Theory]
    [InlineData("registraties.sh", "ISOP_TENANTS")]
    [InlineData("registraties.sh", "ISOP_MAIL_SENDER")]
    [InlineData("vertrouwen.sh", "BOT_PRINCIPAL_ID")]
    public async Task A_missing_setting_stops_a_hook_before_it_makes_anything_with_how_to_set_it(string hook, string missing)
    {
        var ended = await RunAsync(hook, without: missing);

        Assert.Equal(1, ended.Code);
        Assert.Contains($"azd env set {missing}", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Calls(), c => c.Contains("PATCH"));
    }

    private List<JsonNode> Bodies(string method, string url) =>
        [.. Calls().Where(c => c.Contains(method) && c.Any(p => p.Contains(url, StringComparison.Ordinal))).Select(c => JsonNode.Parse(c[Array.IndexOf(c, "--body") + 1])!)];

    private string[][] Calls() => File.Exists(CallsFile)
        ? [.. File.ReadAllText(CallsFile).Split('\x1e', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('\x1f', StringSplitOptions.RemoveEmptyEntries))]
        : [];

    private Task<Ended> RunAsync(string hook, string? without = null, string? tenants = null, string? refuse = null)
    {
        Dictionary<string, string> given = new()
        {
            ["AZURE_ENV_NAME"] = "proef",
            ["ISOP_TENANTS"] = tenants ?? "22222222-2222-2222-2222-222222222222=iselinge.example,student.iselinge.example",
            ["ISOP_MAIL_SENDER"] = "isop@example.nl",
            ["ISOP_CONTACT"] = "bureau@example.nl",
            ["ISOP_ALERT_EMAIL"] = "beheer@example.nl",
            ["ISOP_BOT_APP_ID"] = Bot,
            ["ISOP_API_APP_ID"] = Api,
            ["BOT_PRINCIPAL_ID"] = "principal-of-the-bot",
            ["BOT_URL"] = "https://isop.example.nl",
            ["ISOP_CALLS"] = CallsFile,
            ["ISOP_REFUSE"] = refuse ?? "nothing",
            ["PATH"] = $"{_work.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        return Workshop.RunAsync(
            "env", [.. given.Where(g => g.Key != without).Select(g => $"{g.Key}={g.Value}"), "sh", Workshop.File("infra", "hooks", hook)]);
    }

    private void Program(string name, string text)
    {
        var file = Path.Combine(_work.FullName, name);
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
