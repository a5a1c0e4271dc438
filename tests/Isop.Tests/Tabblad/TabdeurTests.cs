using System.Net;
using System.Net.Http.Headers;
using Isop.Bot.Tabblad;
using Isop.Bot.Web.Sessions;
using Isop.Tests.Aanmelden;
using Isop.Tests.Api;
using Isop.Tests.BureauPages;
using Isop.Tests.Teams;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Tests.Tabblad;

/// <summary>The door of the tab: which tokens open it, what they give, and that nothing else does.</summary>
public sealed class TabdeurTests(TabHost tab) : IClassFixture<TabHost>
{
    private const string Elsewhere = "99999999-9999-9999-9999-999999999999";

    [Theory]
    [InlineData("none", "Je bent niet aangemeld")]
    [InlineData("audience of the API", "Je aanmelding geldt hier niet")]
    [InlineData("audience of signing in", "Je aanmelding geldt hier niet")]
    [InlineData("audience of another site's tab", "Je aanmelding geldt hier niet")]
    [InlineData("proof of who signed in, without a permission", "Je aanmelding geldt hier niet")]
    [InlineData("another permission", "Je aanmelding geldt hier niet")]
    [InlineData("issuer of version 1", "Je aanmelding geldt hier niet")]
    [InlineData("issuer of another tenant", "Je aanmelding geldt hier niet")]
    [InlineData("strange key", "Je aanmelding geldt hier niet")]
    [InlineData("RS512", "Je aanmelding geldt hier niet")]
    [InlineData("HS256", "Je aanmelding geldt hier niet")]
    [InlineData("unsigned", "Je aanmelding geldt hier niet")]
    [InlineData("old", "Je aanmelding geldt hier niet")]
    [InlineData("of the channel", "Je aanmelding geldt hier niet")]
    [InlineData("other tenant", "Deze organisatie doet hier niet mee")]
    [InlineData("no tenant", "Deze organisatie doet hier niet mee")]
    [InlineData("not in the register", "We kennen dit account niet")]
    [InlineData("address of another domain", "We kennen dit account niet")]
    public async Task What_does_not_hold_is_refused_with_what_to_do(string what, string title)
    {
        using var frame = tab.Frame();

        var answer = await tab.EnterAsync(frame, what == "none" ? null : "onderwijsbureau", other: claims => what switch
        {
            "audience of the API" => claims with { Audience = ApiHost.Audience },
            "audience of signing in" => claims with { Audience = FakeEntra.ClientId },
            "audience of another site's tab" => claims with { Audience = $"api://elders.example/botid-{TokenIssuer.AppId}" },
            "proof of who signed in, without a permission" => claims with { Scope = null },
            "another permission" => claims with { Scope = "access_as_user_too User.Read" },
            "issuer of version 1" => claims with { Issuer = $"https://sts.windows.net/{FakeEntra.Tenant}/" },
            "issuer of another tenant" => claims with { Issuer = $"https://login.test/{Elsewhere}/v2.0" },
            "strange key" => claims with { StrangeKey = true },
            "RS512" => claims with { Algorithm = SecurityAlgorithms.RsaSha512 },
            "HS256" => claims with { Algorithm = SecurityAlgorithms.HmacSha256 },
            "unsigned" => claims with { Algorithm = SecurityAlgorithms.None },
            "old" => claims with { Lives = TimeSpan.FromMinutes(-6) },
            "of the channel" => claims with { Issuer = TokenIssuer.Issuer },
            "other tenant" => claims with { Tenant = Elsewhere, Issuer = $"https://login.test/{Elsewhere}/v2.0" },
            "no tenant" => claims with { Tenant = null },
            "not in the register" => claims with { UserName = "niemand@rollen.example", ObjectId = Elsewhere },
            _ => claims with { UserName = Proefregister.Olga, ObjectId = Guid.NewGuid().ToString() },
        });

        answer.MustBe(HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(title, await TabHost.FieldAsync(answer, "title"));
        Assert.NotEqual("", await TabHost.FieldAsync(answer, "detail"));
        Assert.Empty(frame.Cookies);
    }

    [Fact]
    public async Task While_the_sign_in_service_does_not_answer_that_is_what_is_told()
    {
        await using var own = new TabHost();
        await own.InitializeAsync();
        own.Entra.IsUnreachable = true;
        using var frame = own.Frame();

        var answer = await own.EnterAsync(frame, "onderwijsbureau");
        answer.MustBe(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Aanmelden lukt nu niet", await TabHost.FieldAsync(answer, "title"));

        own.Entra.IsUnreachable = false;
        (await own.EnterAsync(frame, "onderwijsbureau")).MustBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(TokenIssuer.AppId)]
    [InlineData($"api://isop.test/botid-{TokenIssuer.AppId}")]
    public async Task A_token_for_the_bots_registration_opens_the_tab_under_both_its_names(string audience)
    {
        using var frame = tab.Frame();

        (await tab.EnterAsync(frame, "onderwijsbureau", other: c => c with { Audience = audience, Scope = $"User.Read {Tabdeur.Permission}" })).MustBe(HttpStatusCode.OK);

        (await frame.GetAsync("/bureau/register")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_token_of_the_tab_opens_nothing_else()
    {
        using var device = tab.Bureau.NewDevice();
        foreach (var path in new[] { "/api/v1/ik", "/postvak", "/bureau", "/tab/sessie" })
        {
            using var get = new HttpRequestMessage(HttpMethod.Get, path);
            get.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tab.Token("onderwijsbureau"));
            (await device.SendAsync(get)).MustBe(HttpStatusCode.Unauthorized);
        }

        using var post = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent("""{"type":"message"}""") };
        post.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        post.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tab.Token("onderwijsbureau"));
        Assert.Contains((await device.SendAsync(post)).StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
    }

    [Theory]
    [InlineData("no header of our own")]
    [InlineData("from another site")]
    [InlineData("from another origin")]
    public async Task Only_the_tabs_own_script_gets_in_with_a_token(string what)
    {
        using var frame = tab.Bureau.NewDevice();
        frame.Headers["Sec-Fetch-Dest"] = "empty";

        var answer = await tab.EnterAsync(frame, "onderwijsbureau", change: request => _ = what switch
        {
            "no header of our own" => request.Headers.Remove("X-Isop"),
            "from another site" => request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site"),
            _ => request.Headers.TryAddWithoutValidation("Origin", "https://kwaad.example"),
        });

        answer.MustBe(HttpStatusCode.Forbidden);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(frame.Cookies);
    }

    [Fact]
    public async Task The_cookie_of_the_frame_is_kept_for_this_frame_alone_and_a_day()
    {
        using var frame = tab.Frame();

        var cookie = Assert.Single(Device.SetCookies(await tab.EnterAsync(frame, "studiecoach")));

        Assert.StartsWith("__Host-isop-tab=", cookie, StringComparison.Ordinal);
        Assert.Equal(
            ["httponly", "max-age=86400", "partitioned", "path=/", "samesite=none", "secure"],
            cookie.ToLowerInvariant().Split("; ")[1..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task On_a_phone_Teams_has_no_frame_and_the_session_is_the_browsers_own_for_a_day()
    {
        using var phone = tab.Requesting("document", "same-origin");

        var entered = await tab.EnterAsync(phone, "onderwijsbureau", "?app=true&naar=/postvak/apparaten");

        var cookie = Assert.Single(Device.SetCookies(entered)).ToLowerInvariant();
        Assert.StartsWith("__host-isop=", cookie, StringComparison.Ordinal);
        Assert.Contains("max-age=86400; ", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        var page = await Device.HtmlAsync(await phone.GetAsync("/postvak/apparaten"));
        Assert.True(page.DocumentElement.ClassList.Contains("in-teams"));
    }

    [Theory]
    [InlineData(null, "/mijn")]
    [InlineData("/bureau/voortgang?staat=te-laat", "/bureau/voortgang?staat=te-laat")]
    [InlineData("/", "/")]
    [InlineData("/tabel", "/tabel")]
    [InlineData("", "/mijn")]
    [InlineData("/tab", "/mijn")]
    [InlineData("/TAB/sessie", "/mijn")]
    [InlineData("/tab?naar=/tab", "/mijn")]
    [InlineData("/tab#x", "/mijn")]
    [InlineData("https://kwaad.example/", "/mijn")]
    [InlineData("//kwaad.example", "/mijn")]
    [InlineData("/\\kwaad.example", "/mijn")]
    [InlineData("/\t/kwaad.example", "/mijn")]
    [InlineData("/\n/kwaad.example", "/mijn")]
    [InlineData("javascript:alert(1)", "/mijn")]
    [InlineData("postvak", "/mijn")]
    public async Task The_tab_leads_to_a_page_of_our_own_and_to_no_other_site(string? asked, string naar)
    {
        var query = asked is null ? "" : $"?naar={Uri.EscapeDataString(asked)}";
        using var frame = tab.Frame();

        var page = await Device.HtmlAsync(await frame.GetAsync($"/tab{query}"));
        var entered = await tab.EnterAsync(frame, "onderwijsbureau", query);

        Assert.Equal(naar, page.QuerySelector("[data-tab]")!.GetAttribute("data-naar"));
        Assert.Equal(naar, await TabHost.FieldAsync(entered, "naar"));
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_not_gone_to() =>
        Assert.Equal(("/" + new string('a', 499), TabModule.Start), (Tabdeur.TargetOf("/" + new string('a', 499)), Tabdeur.TargetOf("/" + new string('a', 500))));

    [Fact]
    public async Task Signing_in_again_ends_the_session_that_the_frame_had_and_no_other()
    {
        using var frame = await tab.SignedInFrameAsync();
        using var before = tab.Frame();
        before.TakeCookie(SessionCookie.NameInFrame, frame.Cookies[SessionCookie.NameInFrame]);
        using var browser = await tab.Bureau.Web.SignedInDeviceOf(await tab.Bureau.PersonAsync(Bezetting.Address("onderwijsbureau")));

        (await tab.EnterAsync(frame, "directeur")).MustBe(HttpStatusCode.OK);

        (await before.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        (await frame.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);
        (await frame.GetAsync("/bureau/register")).MustBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync("/bureau/register")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_the_bots_registration_there_is_no_tab()
    {
        await using var host = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production");
        using var device = host.NewDevice();
        device.Headers["Sec-Fetch-Dest"] = "iframe";

        (await device.GetAsync("/tab")).MustBe(HttpStatusCode.NotFound);
        Assert.Contains("frame-ancestors 'none'", (await device.GetAsync("/postvak")).Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
