using System.Net;
using System.Net.Http.Headers;
using Isop.Bot.Aanmelden;
using Isop.Bot.Teams;
using Isop.Bot.Web.Sessions;
using Isop.Tests.BureauPages;
using Isop.Tests.Teams;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Isop.Tests.Aanmelden;

/// <summary>Signing in with an account: the same session as a mailed link, by the same recorded links as Teams.</summary>
public sealed class AanmeldTests
{
    private static readonly TeamsAccount Account = TeamsAccount.Of(FakeEntra.Tenant, FakeEntra.ObjectId);

    [Fact]
    public async Task An_account_of_a_person_opens_the_page_that_was_asked_for()
    {
        await using var host = await StartAsync();
        using var device = host.Device();

        var page = await Device.HtmlAsync(await device.GetAsync("/bureau/register"));
        var start = page.QuerySelector("main a[href^='/aanmelden/account']")!.GetAttribute("href")!;
        (await host.SignInAsync(device, start)).MustLeadTo("/bureau/register");

        (await device.GetAsync("/bureau/register")).MustBe(HttpStatusCode.OK);
        var link = await host.Links.FindAsync(Account, TestContext.Current.CancellationToken);
        Assert.Equal((await host.Bureau.PersonAsync(Bezetting.Address("onderwijsbureau"))).Id, link!.Person);
    }

    [Fact]
    public async Task The_code_is_redeemed_with_a_verifier_and_an_assertion_and_no_secret()
    {
        await using var host = await StartAsync();
        using var device = host.Device();

        var sent = (await device.GetAsync("/aanmelden/account")).Headers.Location!;
        (await host.SignInAsync(device)).MustLeadTo("/mijn");

        Assert.Contains("code_challenge_method=S256", sent.Query, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString("https://isop.test/aanmelden/terug"), sent.Query, StringComparison.Ordinal);
        Assert.Equal(FakeEntra.Assertion, host.Entra.Redeemed["client_assertion"]);
        Assert.Equal("https://isop.test/aanmelden/terug", host.Entra.Redeemed["redirect_uri"]);
        Assert.DoesNotContain("client_secret", host.Entra.Redeemed.Keys);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "strange key", AanmeldFouten.Mislukt }, { "other audience", AanmeldFouten.Mislukt }, { "old", AanmeldFouten.Mislukt },
        { "other nonce", AanmeldFouten.Mislukt }, { "issuer of another tenant", AanmeldFouten.Mislukt },
        { "tenant not on the list", AanmeldFouten.Organisatie }, { "no tenant", AanmeldFouten.Organisatie },
        { "address of another domain", AanmeldFouten.Onbekend }, { "not in the register", AanmeldFouten.Onbekend }, { "no address", AanmeldFouten.Onbekend },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_token_that_does_not_hold_signs_nobody_in_and_says_what_to_do(string what, string code)
    {
        const string elsewhere = "99999999-9999-9999-9999-999999999999";
        await using var host = await StartAsync();
        host.Entra.Claims = what switch
        {
            "strange key" => new EntraClaims { StrangeKey = true },
            "other audience" => new EntraClaims { Audience = TokenIssuer.AppId },
            "old" => new EntraClaims { Lives = TimeSpan.FromMinutes(-6) },
            "other nonce" => new EntraClaims { Nonce = "anders" },
            "issuer of another tenant" => new EntraClaims { Issuer = $"https://login.test/{elsewhere}/v2.0" },
            "tenant not on the list" => new EntraClaims { Tenant = elsewhere, Issuer = $"https://login.test/{elsewhere}/v2.0" },
            "no tenant" => new EntraClaims { Tenant = null },
            "address of another domain" => new EntraClaims { UserName = Proefregister.Olga },
            "not in the register" => new EntraClaims { UserName = "niemand@rollen.example" },
            _ => new EntraClaims { UserName = null },
        };
        using var device = host.Device();

        (await host.SignInAsync(device)).MustLeadTo($"/aanmelden?fout={code}");

        Assert.DoesNotContain(SessionCookie.Name, device.Cookies.Keys);
        var page = await Device.HtmlAsync(await device.GetAsync($"/aanmelden?fout={code}"));
        Assert.Equal(AanmeldFouten.Of(code), page.QuerySelector(".notice p")!.TextContent);
        Assert.NotNull(page.QuerySelector("form[action='/aanmelden']"));
    }

    [Fact]
    public async Task An_account_nobody_knows_stands_on_the_bureaus_list()
    {
        await using var host = await StartAsync();
        host.Entra.Claims = new EntraClaims { UserName = "niemand@rollen.example" };
        using var device = host.Device();

        await host.SignInAsync(device);

        var row = Assert.Single(await host.Links.ListToCheckAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal((Account, LinkProblem.NotInRegister), (row.Account, row.Problem));
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_signs_nobody_in()
    {
        await using var host = await StartAsync();
        using var asking = host.Device();
        using var victim = host.Device();
        var back = host.Entra.SignIn((await asking.GetAsync("/aanmelden/account")).Headers.Location!);

        (await victim.GetAsync($"/aanmelden/terug?{back}")).MustLeadTo($"/aanmelden?fout={AanmeldFouten.Mislukt}");

        Assert.DoesNotContain(SessionCookie.Name, victim.Cookies.Keys);
    }

    [Theory]
    [InlineData("https://kwaad.example/")]
    [InlineData("//kwaad.example")]
    [InlineData("/\\kwaad.example")]
    [InlineData("/\t/kwaad.example")]
    [InlineData("/\n/kwaad.example")]
    [InlineData("/caf\u00e9")]
    [InlineData("")]
    public async Task Signing_in_leads_to_no_other_site(string terug)
    {
        await using var host = await StartAsync();
        using var device = host.Device();

        (await host.SignInAsync(device, $"/aanmelden/account?terug={Uri.EscapeDataString(terug)}")).MustLeadTo("/mijn");
    }

    [Fact]
    public async Task When_the_bureau_takes_the_link_away_the_session_is_over()
    {
        await using var host = await StartAsync();
        using var device = host.Device();
        await host.SignInAsync(device);
        (await device.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);

        await host.Links.UnlinkAsync(Account, "bureau", host.Bureau.Now, TestContext.Current.CancellationToken);

        (await device.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        (await host.SignInAsync(device)).MustLeadTo($"/aanmelden?fout={AanmeldFouten.Onbekend}");
    }

    [Fact]
    public async Task A_token_for_signing_in_does_not_pass_where_the_channel_posts()
    {
        await using var host = await StartAsync();
        using var device = host.Device();
        await device.GetAsync("/aanmelden/account");
        foreach (var audience in new[] { FakeEntra.ClientId, TokenIssuer.AppId })
        {
            host.Entra.Claims = new EntraClaims { Audience = audience, Nonce = "n" };
            using var post = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent("""{"type":"message"}""") };
            post.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            post.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Entra.Token());

            Assert.Contains((await device.SendAsync(post)).StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
        }
    }

    [Fact]
    public async Task Without_the_setting_there_is_only_the_mailed_link()
    {
        await using var host = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production");
        using var device = host.NewDevice();

        Assert.Null((await Device.HtmlAsync(await device.GetAsync("/aanmelden"))).QuerySelector("a[href^='/aanmelden/account']"));
        (await device.GetAsync("/aanmelden/account")).MustBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("ClientId", "isop", "Isop:Aanmelden:ClientId")]
    [InlineData("ManagedIdentityClientId", null, "Isop:Aanmelden:ManagedIdentityClientId")]
    [InlineData("Authority", "http://login.test/", "Isop:Aanmelden:Authority")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting, string? value, string named)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(setting, value));

        Assert.Contains(named, Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    private static async Task<Opstelling> StartAsync(string? setting = null, string? value = null)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(WebHost.Start);
        var entra = new FakeEntra(clock);
        var bureau = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production", builder =>
        {
            builder.Configuration[$"Isop:Tenants:{FakeEntra.Tenant}:0"] = "rollen.example";
            builder.Configuration["Isop:Bot:AppId"] = TokenIssuer.AppId;
            builder.Configuration["Isop:Bot:OpenIdMetadata"] = TokenIssuer.Metadata;
            builder.Configuration["Isop:Aanmelden:ClientId"] = FakeEntra.ClientId;
            builder.Configuration["Isop:Aanmelden:Authority"] = FakeEntra.Authority;
            builder.Configuration["Isop:Aanmelden:ManagedIdentityClientId"] = FakeEntra.ClientId;
            if (setting is not null)
            {
                builder.Configuration[$"Isop:Aanmelden:{setting}"] = value;
            }

            builder.Services.AddSingleton<ClientAssertion>(_ => ValueTask.FromResult(FakeEntra.Assertion));
            builder.Services.AddHttpClient(AanmeldSetup.HttpName).ConfigurePrimaryHttpMessageHandler(() => entra);
            builder.Services.AddHttpClient(BotKeys.HttpName).ConfigurePrimaryHttpMessageHandler(() => new TokenIssuer());
        });
        return new Opstelling(bureau, entra);
    }

    private sealed record Opstelling(BureauHost Bureau, FakeEntra Entra) : IAsyncDisposable
    {
        public PersonLinks Links => Bureau.Get<PersonLinks>();

        public Device Device() => Bureau.NewDevice();

        /// <summary>Goes to the sign-in service and comes back, as a browser does.</summary>
        public async Task<HttpResponseMessage> SignInAsync(Device device, string start = "/aanmelden/account")
        {
            var sent = await device.GetAsync(start);
            sent.MustBe(HttpStatusCode.Redirect);
            return await device.GetAsync($"/aanmelden/terug?{Entra.SignIn(sent.Headers.Location!)}");
        }

        public ValueTask DisposeAsync() => Bureau.DisposeAsync();
    }
}
