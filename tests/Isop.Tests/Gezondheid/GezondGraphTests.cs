using Azure.Core;
using Isop.Bot.Gezondheid;
using Isop.Bot.Graph;
using Isop.Bot.Sleutels;
using Isop.Bot.Teams;
using Isop.Bot.Web.Mailing;
using Isop.Core.Sleutels;
using Isop.Tests.Graph;
using Isop.Tests.Sleutels;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace Isop.Tests.Gezondheid;

/// <summary>Graph, the vault and what expires, as /gezond sees them.</summary>
public sealed class GezondGraphTests
{
    private const string Tenant = "22222222-2222-2222-2222-222222222222";
    private const string App = "8d0f2c7e-1111-4222-8333-944444444444";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "Goed", "ISOP kan zich aanmelden bij Graph.")]
    [InlineData(false, "Fout", "ISOP krijgt geen token voor Graph met de beheerde identiteit.")]
    public async Task Without_a_token_Graph_is_not_well_before_anything_was_called(bool token, string stand, string uitleg)
    {
        using var graph = new SpeelGraph { HasToken = token };
        await using var site = await SiteAsync(graph);
        using var device = await site.BureauAsync();

        var part = await GezondTests.PartAsync(device, "Graph");

        Assert.Equal((stand, uitleg), (part["stand"]!.GetValue<string>(), part["uitleg"]!.GetValue<string>()));
        Assert.Empty(graph.Asked);
    }

    [Fact]
    public async Task The_tenant_where_no_token_can_be_got_is_named()
    {
        using var graph = new SpeelGraph();
        await using var site = await SiteAsync(
            graph, tenant => tenant is null ? graph.Credential(null) : new NoIdentity());
        using var device = await site.BureauAsync();

        Assert.Equal($"ISOP krijgt geen token voor Graph in tenant {Tenant}.", (await GezondTests.PartAsync(device, "Graph"))["uitleg"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(Tenant, "users/1/teamwork/installedApps", "TeamsAppInstallation.ReadWriteSelfForUser.All")]
    [InlineData(Tenant, "users?$filter=x", "User.Read.All")]
    [InlineData(null, "users/isop@example.nl/sendMail", "Application Mail.Send")]
    public async Task A_first_call_that_is_refused_names_the_right_that_is_missing_until_one_is_answered(string? tenant, string path, string recht)
    {
        using var graph = new SpeelGraph();
        await using var site = await SiteAsync(graph);
        using var device = await site.BureauAsync();
        var client = site.Host.Get<GraphClient>();
        client.Answered!(tenant, client.AddressOf(path), new GraphAnswer.Refused(403, "Authorization_RequestDenied", null, MissesRight: true));
        client.Answered!(null, client.AddressOf("users/x/messages"), new GraphAnswer.Success(default));
        // That it goes well elsewhere does not hide it.
        client.Answered!("44444444-4444-4444-8444-444444444444", client.AddressOf(path), new GraphAnswer.Success(default));

        var part = await GezondTests.PartAsync(device, "Graph");
        Assert.Equal("Fout", part["stand"]!.GetValue<string>());
        Assert.Contains($"‘{recht}’", part["uitleg"]!.GetValue<string>(), StringComparison.Ordinal);

        client.Answered!(tenant, client.AddressOf(path), new GraphAnswer.Success(default));
        site.Host.Web.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Goed", await GezondTests.StandAsync(device, "Graph"));
    }

    [Fact]
    public async Task Every_call_of_the_client_is_heard()
    {
        using var graph = new SpeelGraph();
        graph.On("GET /v1.0/users", 403, """{"error":{"code":"Authorization_RequestDenied"}}""");
        await using var site = await SiteAsync(graph);
        using var device = await site.BureauAsync();
        var client = site.Host.Get<GraphClient>();

        await client.GetAsync(Tenant, client.AddressOf("users"), Ct);

        Assert.Equal("Fout", await GezondTests.StandAsync(device, "Graph"));
    }

    [Theory]
    [InlineData(null, "Goed")]
    [InlineData(31, "Goed")]
    [InlineData(30, "LetOp")]
    [InlineData(0, "Fout")]
    public async Task The_end_of_the_vaults_key_is_told_with_its_date(int? days, string stand)
    {
        using var graph = new SpeelGraph();
        using var vault = new FakeVault();
        await using var site = await SiteAsync(graph, build: builder =>
        {
            builder.Services.AddOptions<SleutelOptions>().Configure(o => o.Key = new Uri(FakeVault.Key));
            builder.Services.AddSingleton(_ => vault.Open());
        });
        var end = site.Host.Now.AddDays(days ?? 0);
        vault.Expires = days is null ? null : end.ToUnixTimeSeconds();
        using var device = await site.BureauAsync();

        var part = await GezondTests.PartAsync(device, "Kluis");

        Assert.Equal(stand, part["stand"]!.GetValue<string>());
        Assert.Equal(vault.Expires, part["verloopt"]?.GetValue<DateTimeOffset>().ToUnixTimeSeconds());
        if (days > 0)
        {
            Assert.Contains(Core.Time.Dutch.Date(Core.Time.AmsterdamTime.DateOf(end)), await Device.TextAsync(await device.GetAsync("/gezond")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_vault_is_asked_once_an_hour_and_sooner_after_it_refused()
    {
        using var graph = new SpeelGraph();
        using var vault = new FakeVault();
        vault.Answer(System.Net.HttpStatusCode.Forbidden);
        await using var site = await SiteAsync(graph, build: builder =>
        {
            builder.Services.AddOptions<SleutelOptions>().Configure(o => o.Key = new Uri(FakeVault.Key));
            builder.Services.AddSingleton(_ => vault.Open());
        });
        using var device = await site.BureauAsync();

        var refused = await GezondTests.PartAsync(device, "Kluis");
        Assert.Contains("‘Key Vault Crypto Service Encryption User’", refused["uitleg"]!.GetValue<string>(), StringComparison.Ordinal);
        for (var i = 0; i < 5; i++)
        {
            site.Host.Web.Clock.Advance(TimeSpan.FromMinutes(11));
            Assert.Equal("Goed", await GezondTests.StandAsync(device, "Kluis"));
        }

        Assert.Equal(2, vault.Calls.Count);
        site.Host.Web.Clock.Advance(TimeSpan.FromMinutes(16));
        await GezondTests.StandAsync(device, "Kluis");
        Assert.Equal(3, vault.Calls.Count);
    }

    [Fact]
    public async Task The_keys_of_pages_show_when_the_newest_ends()
    {
        using var graph = new SpeelGraph();
        await using var site = await SiteAsync(graph, build: builder => builder.AddSleutels());
        using var device = await site.BureauAsync();
        var (now, end) = (site.Host.Now, site.Host.Now.AddYears(1));
        site.Host.Get<IKeyManager>().CreateNewKey(now, end.AddDays(-30));
        site.Host.Get<IKeyManager>().CreateNewKey(now, end);

        var part = await GezondTests.PartAsync(device, "Sleutels van pagina's");
        Assert.Equal("Goed", part["stand"]!.GetValue<string>());
        Assert.Equal(end, part["verloopt"]!.GetValue<DateTimeOffset>(), TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(App, App, null, "Goed")]
    [InlineData(App, null, "geheim", "LetOp")]
    [InlineData(App, null, null, "LetOp")]
    public async Task A_secret_that_the_bot_signs_in_with_asks_for_attention(string app, string? identity, string? secret, string stand)
    {
        using var graph = new SpeelGraph();
        await using var site = await SiteAsync(graph, build: builder =>
        {
            builder.Configuration["AZURE_CLIENT_SECRET"] = secret;
            builder.Services.AddOptions<BotOptions>().Configure(o => (o.AppId, o.AppType, o.ManagedIdentityClientId, o.TenantId) = (app, BotAppType.SingleTenant, identity, Tenant));
        });
        using var device = await site.BureauAsync();

        var part = await GezondTests.PartAsync(device, "Aanmelding van de bot");

        Assert.Equal(stand, part["stand"]!.GetValue<string>());
        Assert.DoesNotContain("geheim\"", part.ToJsonString(), StringComparison.Ordinal);
    }

    private static Task<GezondTests.Site> SiteAsync(SpeelGraph graph, GraphCredential? credential = null, Action<WebApplicationBuilder>? build = null) =>
        GezondTests.SiteAsync(builder =>
        {
            build?.Invoke(builder);
            builder.Services.AddOptions<MailOptions>().Configure(o => o.Sender = "isop@example.nl");
            builder.Services.AddOptions<BotOptions>().Configure(o => o.CatalogusId = App);
            builder.Services.AddOptions<TenantsOptions>().Configure(o => o.Domains[Tenant] = ["iselinge.example"]);
            builder.Services.AddSingleton(credential ?? graph.Credential);
            builder.Services.PostConfigure<HttpClientFactoryOptions>(
                GraphClient.HttpName, o => o.HttpMessageHandlerBuilderActions.Add(h => h.PrimaryHandler = graph));
        });
}
