using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Bot.Tabblad;
using Isop.Tests.Tussenevaluaties;
using Isop.Tests.Web;

namespace Isop.Tests.Infra;

/// <summary>The app for Teams, packed as an administrator packs it.</summary>
public sealed class TeamsAppTests : IDisposable
{
    private const string AppId = "8d0f2c7e-1111-4222-8333-944444444444";
    private const string Domain = "isop.example.nl";

    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("isop-manifest-");

    public void Dispose() => _work.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_packed_manifest_and_its_translation_keep_the_published_schema(bool readReceipts)
    {
        var app = await PackAsync(readReceipts ? ["--leesbevestigingen"] : []);
        var version = (string?)app.Manifest["manifestVersion"];

        Assert.Equal($"https://developer.microsoft.com/json-schemas/teams/v{version}/MicrosoftTeams.schema.json", (string?)app.Manifest["$schema"]);
        Assert.Empty(await FaultsAsync($"teams/v{version}/MicrosoftTeams.schema.json", app.Manifest));
        Assert.Empty(await FaultsAsync($"teams/v{version}/MicrosoftTeams.Localization.schema.json", app.English));
    }

    [Fact]
    public async Task A_manifest_that_breaks_the_schema_is_seen()
    {
        var app = await PackAsync();
        app.Manifest["bots"]![0]!["scopes"]![0] = "persoonlijk";

        Assert.NotEmpty(await FaultsAsync("teams/v1.30/MicrosoftTeams.schema.json", app.Manifest));
    }

    [Fact]
    public async Task The_manifest_uses_the_newest_schema_we_can_check()
    {
        var schemas = Workshop.File("tests", "node_modules", "@microsoft", "app-manifest", "build", "json-schemas", "teams");
        var newest = Directory.EnumerateDirectories(schemas, "v1.*").Select(d => Version.Parse(Path.GetFileName(d)[1..])).Max()!;

        Assert.Equal(newest.ToString(2), (string?)(await PackAsync()).Manifest["manifestVersion"]);
    }

    [Fact]
    public async Task One_registration_is_bot_sign_in_and_app_and_no_placeholder_is_left()
    {
        var app = await PackAsync("--version", "2.10.3");

        Assert.Equal("2.10.3", (string?)app.Manifest["version"]);
        Assert.Equal(AppId, (string?)app.Manifest["id"]);
        Assert.Equal(AppId, (string?)app.Manifest["bots"]![0]!["botId"]);
        Assert.Equal(AppId, (string?)app.Manifest["webApplicationInfo"]!["id"]);
        Assert.Equal($"api://{Domain}/botid-{AppId}", (string?)app.Manifest["webApplicationInfo"]!["resource"]);
        Assert.Equal([Domain], Texts(app.Manifest["validDomains"]!));
        Assert.Equal(["personal"], Texts(app.Manifest["bots"]![0]!["scopes"]!));
        Assert.DoesNotContain("{{", app.Manifest.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_opens_with_the_site_as_a_tab_and_has_the_chat_behind_it()
    {
        var tabs = (await PackAsync()).Manifest["staticTabs"]!.AsArray();

        Assert.Equal(["isop", "conversations", "about"], tabs.Select(t => (string)t!["entityId"]!));
        Assert.Equal(($"https://{Domain}{TabModule.Path}", $"https://{Domain}{TabModule.Start}"), ((string?)tabs[0]!["contentUrl"], (string?)tabs[0]!["websiteUrl"]));
        Assert.All(tabs, t => Assert.Equal(["personal"], Texts(t!["scopes"]!)));
    }

    [Fact]
    public async Task Read_receipts_are_asked_only_when_an_administrator_chose_so()
    {
        Assert.False((await PackAsync()).Manifest.ContainsKey("authorization"));

        var permission = (await PackAsync("--leesbevestigingen")).Manifest["authorization"]!["permissions"]!["resourceSpecific"]!.AsArray().Single()!;

        Assert.Equal("ChatMessageReadReceipt.Read.Chat", (string?)permission["name"]);
        Assert.Equal("Application", (string?)permission["type"]);
    }

    [Fact]
    public async Task The_command_list_holds_the_ten_words_that_fit_and_help_tells_of_the_others()
    {
        await using var wereld = await Wereld.StartAsync();
        // A synonym has the handler of its word; the list shows each handler once, under the word itself.
        var known = wereld.Catalog.Commands.Keys.Where(w => w.Length > 0 && !Isop.Bot.Chat.Woorden.Synoniemen.ContainsKey(w));

        var listed = Commands((await PackAsync()).Manifest).Select(c => (string)c["title"]!).ToList();
        var help = string.Join('\n', (await Task.WhenAll(new[] { Proefstage.Gijs, Proefstage.Fatima, Proefstage.Opleider, Proefstage.Coach }.Select(p => wereld.AskAsync(p, "help"))))
            .SelectMany(k => k.Teksten.Concat(k.Knoppen.Select(b => (string?)b.Data["tekst"] ?? ""))));

        Assert.Equal(10, listed.Count);
        Assert.Empty(listed.Except(known));
        Assert.All(known.Except(listed), word => Assert.Contains(word, help, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Everything_that_can_be_translated_is_and_words_to_type_stay_Dutch()
    {
        var app = await PackAsync();
        string[] texts = ["name.short", "name.full", "description.short", "description.full", "staticTabs[0].name"];
        var commands = Commands(app.Manifest).SelectMany((_, i) => new[] { "title", "description" }.Select(part => $"bots[0].commandLists[0].commands[{i}].{part}"));

        Assert.Equal(
            texts.Concat(commands).Order(StringComparer.Ordinal),
            app.English.Select(p => p.Key).Where(k => k != "$schema").Order(StringComparer.Ordinal));
        Assert.All(
            Commands(app.Manifest).Index(),
            c => Assert.Equal((string?)c.Item["title"], (string?)app.English[$"bots[0].commandLists[0].commands[{c.Index}].title"]));
        Assert.All(
            Commands(app.Manifest).Index(),
            c => Assert.NotEqual((string?)c.Item["description"], (string?)app.English[$"bots[0].commandLists[0].commands[{c.Index}].description"]));
        Assert.Equal("nl", (string?)app.Manifest["localizationInfo"]!["defaultLanguageTag"]);
        Assert.Equal(["en.json"], app.Manifest["localizationInfo"]!["additionalLanguages"]!.AsArray().Select(l => (string)l!["file"]!));
    }

    [Theory]
    [InlineData("websiteUrl")]
    [InlineData("privacyUrl")]
    [InlineData("termsOfUseUrl")]
    public async Task The_pages_that_the_app_points_to_exist(string link)
    {
        var address = new Uri((string)(await PackAsync()).Manifest["developer"]![link]!);
        await using var host = await WebHost.StartAsync();
        using var device = host.NewDevice();

        var page = await Device.HtmlAsync(await device.GetAsync(address.AbsolutePath));

        Assert.Equal("Over ISOP", page.QuerySelector("h1")?.TextContent);
        Assert.NotNull(address.Fragment.Length == 0 ? page.DocumentElement : page.GetElementById(address.Fragment[1..]));
    }

    [Theory]
    [InlineData("--app-id", "geen-id", "--domain", Domain)]
    [InlineData("--app-id", AppId)]
    [InlineData("--domain", Domain)]
    [InlineData("--app-id", AppId, "--domain", "https://isop.example.nl")]
    [InlineData("--app-id", AppId, "--domain", Domain, "--version", "1.0")]
    [InlineData("--app-id", AppId, "--domain", Domain, "--onbekend")]
    public async Task Wrong_use_says_what_is_wrong_and_packs_nothing(params string[] arguments)
    {
        var zip = Path.Combine(_work.FullName, "app.zip");
        var ended = await Workshop.RunAsync("node", [Workshop.File("manifest", "pack"), .. arguments, "--out", zip]);

        Assert.Equal(2, ended.Code);
        Assert.StartsWith("pack: ", ended.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(zip));
    }

    [Fact]
    public async Task Icons_have_their_size_the_outline_is_white_and_both_are_what_the_script_draws()
    {
        var app = await PackAsync();
        Assert.Equal(0, (await Workshop.RunAsync("node", Workshop.File("manifest", "teams", "icons.cjs"), _work.FullName)).Code);
        foreach (var (name, size) in new[] { ("color.png", 192), ("outline.png", 32) })
        {
            var packed = Png.Read(app.Files[name]);
            var drawn = Png.Read(await File.ReadAllBytesAsync(Path.Combine(_work.FullName, name), TestContext.Current.CancellationToken));
            Assert.Equal((size, size), (packed.Width, packed.Height));
            Assert.Equal(drawn.Pixels, packed.Pixels);
        }

        var outline = Png.Read(app.Files["outline.png"]).Pixels;
        Assert.All(outline, p => Assert.True(p.Alpha == 0 || p is { Red: 255, Green: 255, Blue: 255 }));
        Assert.InRange(outline.Count(p => p.Alpha == 255), 100, 600);
        Assert.All(Png.Read(app.Files["color.png"]).Pixels, p => Assert.Equal(255, p.Alpha));
    }

    private static IEnumerable<JsonObject> Commands(JsonObject manifest) =>
        manifest["bots"]![0]!["commandLists"]!.AsArray().Single()!["commands"]!.AsArray().Select(c => c!.AsObject());

    private static string[] Texts(JsonNode list) => [.. list.AsArray().Select(t => (string)t!)];

    private async Task<PackedApp> PackAsync(params string[] extra)
    {
        var zip = Path.Combine(_work.FullName, "app.zip");
        var ended = await Workshop.RunAsync(
            "node", [Workshop.File("manifest", "pack"), "--app-id", AppId.ToUpperInvariant(), "--domain", Domain, "--out", zip, .. extra]);
        Assert.True(ended.Code == 0, ended.Errors);
        using var archive = ZipFile.OpenRead(zip);
        return new PackedApp(archive.Entries.ToDictionary(e => e.FullName, Content));
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var from = entry.Open();
        from.CopyTo(content);
        return content.ToArray();
    }

    private async Task<string[]> FaultsAsync(string schema, JsonObject document)
    {
        var file = Path.Combine(_work.FullName, "document.json");
        await File.WriteAllTextAsync(file, document.ToJsonString(), TestContext.Current.CancellationToken);
        var ended = await Workshop.RunAsync("node", Workshop.File("tests", "Isop.Tests", "Infra", "validate.cjs"), schema, file);
        Assert.True(ended.Code == 0, ended.Errors);
        return JsonSerializer.Deserialize<string[]>(ended.Output)!;
    }

    private sealed record PackedApp(IReadOnlyDictionary<string, byte[]> Files)
    {
        public JsonObject Manifest { get; } = JsonNode.Parse(Files["manifest.json"])!.AsObject();

        public JsonObject English { get; } = JsonNode.Parse(Files["en.json"])!.AsObject();
    }
}
