using System.Net;
using AngleSharp.Html.Dom;
using Isop.Bot.Teams;
using Isop.Bot.Web.Sessions;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Http;

namespace Isop.Tests.Tabblad;

/// <summary>A session in a frame of Teams: where it counts, how it ends, and which pages may be framed at all.</summary>
public sealed class TabsessieTests(TabHost tab) : IClassFixture<TabHost>
{
    private static readonly string[] Destinations = ["", "document", "iframe", "frame", "embed", "object", "fencedframe", "empty", "image", "script", "nonsense"];
    private static readonly string[] Sites = ["", "same-origin", "same-site", "cross-site", "none"];

    [Fact]
    public void Of_every_request_a_browser_can_make_only_our_own_in_the_frame_get_the_frames_cookie()
    {
        foreach (var (destination, site, own, ofFrame) in
            from d in Destinations from s in Sites from o in new[] { false, true } from f in new[] { false, true } select (d, s, o, f))
        {
            var request = new DefaultHttpContext().Request;
            request.Headers["Sec-Fetch-Dest"] = destination;
            request.Headers["Sec-Fetch-Site"] = site;
            request.Headers.Cookie = string.Join("; ", new[] { own ? "__Host-isop=eigen" : null, ofFrame ? "__Host-isop-tab=kader" : null }.OfType<string>());

            var (value, _) = SessionCookies.Of(request);

            var inside = destination is "iframe" or "frame" or "embed" or "object" or "fencedframe";
            var expected = !inside && own ? "eigen"
                : ofFrame && site == "same-origin" && (inside || destination == "empty") ? "kader"
                : null;
            Assert.True(expected == value, $"{destination} {site} own: {own} frame: {ofFrame} gave {value}.");
        }
    }

    [Theory]
    [InlineData("document", "same-origin")]
    [InlineData("document", "none")]
    [InlineData("iframe", "cross-site")]
    [InlineData("iframe", "same-site")]
    [InlineData("empty", "cross-site")]
    public async Task The_frames_cookie_opens_nothing_at_the_top_or_from_another_site(string destination, string site)
    {
        using var frame = await tab.SignedInFrameAsync();
        using var other = tab.Requesting(destination, site);
        other.TakeCookie(SessionCookie.NameInFrame, frame.Cookies[SessionCookie.NameInFrame]);
        using var silent = tab.Bureau.NewDevice();
        silent.TakeCookie(SessionCookie.NameInFrame, frame.Cookies[SessionCookie.NameInFrame]);

        (await other.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        (await silent.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_counts_only_in_the_cookie_it_was_begun_with()
    {
        using var browser = await tab.Bureau.Web.SignedInDeviceOf(await tab.Bureau.PersonAsync(Bezetting.Address("directeur")));
        using var frame = await tab.SignedInFrameAsync("directeur");
        using var framed = tab.Frame();
        framed.TakeCookie(SessionCookie.Name, browser.Cookies[SessionCookie.Name]);
        (await framed.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        framed.TakeCookie(SessionCookie.NameInFrame, browser.Cookies[SessionCookie.Name]);
        (await framed.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);

        using var top = tab.Bureau.NewDevice();
        top.TakeCookie(SessionCookie.Name, frame.Cookies[SessionCookie.NameInFrame]);
        (await top.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/postvak", true)]
    [InlineData("/postvak/apparaten", true)]
    [InlineData("/bureau/register", true)]
    [InlineData("/bureau/stage-evaluaties", true)]
    [InlineData("/bestaat-niet", true)]
    [InlineData("/tab", true)]
    [InlineData("/evaluatie/x", false)]
    [InlineData("/c/x", false)]
    public async Task A_page_may_stand_in_a_frame_of_Teams_only_when_it_is_signed_in_there(string path, bool inTeams)
    {
        using var frame = await tab.SignedInFrameAsync();
        using var browser = await tab.Bureau.Web.SignedInDeviceOf(await tab.Bureau.PersonAsync(Bezetting.Address("onderwijsbureau")));

        var framed = await frame.GetAsync(path);
        var top = await browser.GetAsync(path);

        Assert.Equal(inTeams, AncestorsOf(framed).Contains("https://*.cloud.microsoft https://teams.microsoft.com ", StringComparison.Ordinal));
        Assert.DoesNotContain("'none'", inTeams ? AncestorsOf(framed) : "", StringComparison.Ordinal);
        Assert.False(inTeams && XFrameOptions(framed) is not null);
        if (path != "/tab")
        {
            Assert.Equal(" 'none'", AncestorsOf(top));
            Assert.Equal(path.StartsWith("/evaluatie", StringComparison.Ordinal) ? null : "DENY", XFrameOptions(top));
        }

        foreach (var answer in new[] { framed, top })
        {
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Matches("default-src '(self|none)'", policy);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_that_signs_in_is_the_same_for_everybody_and_runs_no_script_of_its_own()
    {
        using var stranger = tab.Frame();
        using var known = await tab.Bureau.Web.SignedInDeviceOf(await tab.Bureau.PersonAsync(Bezetting.Address("onderwijsbureau")));

        var answer = await stranger.GetAsync("/tab");
        answer.MustBe(HttpStatusCode.OK);
        var text = await Device.TextAsync(answer);

        Assert.Equal(text, await Device.TextAsync(await known.GetAsync("/tab")));
        Assert.Empty(Device.SetCookies(answer));
        var page = await Device.HtmlAsync(answer);
        Assert.Empty(page.QuerySelectorAll("style, [style], [onclick], script:not([src]), form, nav"));
        Assert.All(page.QuerySelectorAll("script, link[href]"), e => Assert.StartsWith("/", e.GetAttribute("src") ?? e.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains("Open ISOP in je browser", page.QuerySelector("noscript")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_own_script_comes_from_us_and_only_to_pages_in_Teams()
    {
        using var frame = await tab.SignedInFrameAsync();
        using var browser = await tab.Bureau.Web.SignedInDeviceOf(await tab.Bureau.PersonAsync(Bezetting.Address("onderwijsbureau")));

        var inTeams = (await Device.HtmlAsync(await frame.GetAsync("/postvak"))).QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")!).ToList();
        var outside = (await Device.HtmlAsync(await browser.GetAsync("/postvak"))).QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")!).ToList();

        Assert.Equal(inTeams.Count, outside.Count + 3);
        Assert.DoesNotContain(outside, s => s.Contains("Teams", StringComparison.Ordinal) || s.Contains("tab.js", StringComparison.Ordinal));
        var script = await frame.GetAsync(inTeams.Single(s => s.StartsWith("/lib/MicrosoftTeams.min.js?v=", StringComparison.Ordinal)));
        script.MustBe(HttpStatusCode.OK);
        Assert.Contains("2.58.0", await Device.TextAsync(script), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_in_the_frame_has_a_cookie_there_and_another_sites_form_does_nothing()
    {
        using var frame = await tab.SignedInFrameAsync();
        var opened = await frame.GetAsync("/postvak/apparaten");
        var cookie = Assert.Single(Device.SetCookies(opened)).ToLowerInvariant();
        Assert.StartsWith("isop-formulier=", cookie, StringComparison.Ordinal);
        Assert.All(new[] { "; samesite=none", "; secure", "; partitioned", "; httponly" }, part => Assert.Contains(part, cookie, StringComparison.Ordinal));

        (await frame.SubmitAsync("/bureau/berichten", "/bureau/berichten/stop", ("reden", "proef"))).MustLeadTo("/bureau/berichten?gedaan=gestopt");
        (await frame.SubmitAsync("/bureau/berichten", "/bureau/berichten/hervat")).MustLeadTo("/bureau/berichten?gedaan=hervat");

        var token = (await Device.HtmlAsync(await frame.GetAsync("/postvak/apparaten"))).QuerySelectorAll("input[name=__RequestVerificationToken]").OfType<IHtmlInputElement>().First().Value;
        foreach (var (site, form, status) in new[] { ("cross-site", token, HttpStatusCode.Unauthorized), ("same-origin", "x", HttpStatusCode.BadRequest) })
        {
            using var other = tab.Requesting("iframe", site);
            foreach (var (name, value) in frame.Cookies)
            {
                other.TakeCookie(name, value);
            }

            using var post = new HttpRequestMessage(HttpMethod.Post, "/postvak/apparaten/alles-uitloggen") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", form)]) };
            (await other.SendAsync(post)).MustBe(status);
        }

        (await frame.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_forms_cookie_of_the_browser_itself_stays_as_it_was()
    {
        using var browser = tab.Bureau.NewDevice();

        var cookie = Assert.Single(Device.SetCookies(await browser.GetAsync("/aanmelden"))).ToLowerInvariant();

        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("partitioned", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_in_the_tab_ends_that_session_and_shows_a_page_that_fits()
    {
        using var frame = await tab.SignedInFrameAsync();
        using var browser = await tab.Bureau.Web.SignedInDeviceOf(await tab.Bureau.PersonAsync(Bezetting.Address("onderwijsbureau")));
        using var copy = tab.Frame();
        copy.TakeCookie(SessionCookie.NameInFrame, frame.Cookies[SessionCookie.NameInFrame]);

        var signedOut = await frame.SubmitAsync("/postvak", "/uitloggen");

        signedOut.MustLeadTo("/uitgelogd");
        var cleared = Assert.Single(Device.SetCookies(signedOut)).ToLowerInvariant();
        Assert.StartsWith("__host-isop-tab=; max-age=0; ", cleared, StringComparison.Ordinal);
        Assert.Contains("partitioned", cleared, StringComparison.Ordinal);
        var page = await frame.GetAsync("/uitgelogd");
        Assert.Contains("cloud.microsoft", AncestorsOf(page), StringComparison.Ordinal);
        Assert.NotNull((await Device.HtmlAsync(page)).QuerySelector("main a[href='/tab']"));
        (await copy.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_list_of_devices_shows_Teams_and_another_device_can_end_it()
    {
        using var frame = await tab.SignedInFrameAsync("regisseur");
        using var browser = await tab.Bureau.Web.SignedInDeviceOf(await tab.Bureau.PersonAsync(Bezetting.Address("regisseur")));

        var page = await Device.HtmlAsync(await browser.GetAsync("/postvak/apparaten"));
        var row = Assert.Single(page.QuerySelectorAll(".devices li"), r => r.TextContent.Contains("Teams (Chrome op Windows)", StringComparison.Ordinal));
        Assert.Contains("24 november", row.TextContent, StringComparison.Ordinal);
        (await browser.PostFormAsync((IHtmlFormElement)row.QuerySelector("form")!)).MustLeadTo("/postvak/apparaten");

        (await frame.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task After_a_day_what_is_read_comes_back_by_itself_and_what_was_sent_is_told_to_be_lost()
    {
        await using var own = await OwnAsync();
        using var frame = await own.Tab.SignedInFrameAsync();
        var forms = (await Device.HtmlAsync(await frame.GetAsync("/postvak/apparaten"))).Forms;
        own.Tab.Bureau.Web.Clock.Advance(Session.LifetimeInTeams - TimeSpan.FromTicks(1));
        (await frame.GetAsync("/tab/sessie")).MustBe(HttpStatusCode.NoContent);
        own.Tab.Bureau.Web.Clock.Advance(TimeSpan.FromTicks(1));

        var read = await frame.GetAsync("/bureau/voortgang?staat=te-laat");
        var sent = await frame.PostFormAsync(forms.Single(f => f.GetAttribute("action") == "/postvak/apparaten/alles-uitloggen"));
        var signOut = await frame.PostFormAsync(forms.Single(f => f.GetAttribute("action") == "/uitloggen"));

        (await frame.GetAsync("/tab/sessie")).MustBe(HttpStatusCode.Unauthorized);
        foreach (var (answer, begin, naar) in new[] { (read, "bezig", "/bureau/voortgang?staat=te-laat"), (sent, "niet-opgeslagen", "/mijn") })
        {
            answer.MustBe(HttpStatusCode.Unauthorized);
            Assert.Contains("cloud.microsoft", AncestorsOf(answer), StringComparison.Ordinal);
            var door = (await Device.HtmlAsync(answer)).QuerySelector("[data-tab]")!;
            Assert.Equal((begin, naar), (door.GetAttribute("data-begin"), door.GetAttribute("data-naar")));
        }

        signOut.MustBe(HttpStatusCode.BadRequest);
        Assert.Contains("cloud.microsoft", AncestorsOf(signOut), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_open_when_the_session_ended_can_still_be_sent_by_the_same_person()
    {
        await using var own = await OwnAsync();
        using var frame = await own.Tab.SignedInFrameAsync();
        var form = (await Device.HtmlAsync(await frame.GetAsync("/bureau/berichten"))).Forms.Single(f => f.GetAttribute("action") == "/bureau/berichten/stop");
        own.Tab.Bureau.Web.Clock.Advance(Session.LifetimeInTeams);

        (await own.Tab.EnterAsync(frame, "onderwijsbureau", other: c => c with { Lives = TimeSpan.FromDays(2) })).MustBe(HttpStatusCode.OK);
        (await frame.PostFormAsync(form, ("reden", "proef"))).MustLeadTo("/bureau/berichten?gedaan=gestopt");

        (await own.Tab.EnterAsync(frame, "directeur", other: c => c with { Lives = TimeSpan.FromDays(2) })).MustBe(HttpStatusCode.OK);
        (await frame.PostFormAsync(form, ("reden", "proef"))).MustBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_who_left_and_a_link_that_is_undone_are_out_at_the_next_request()
    {
        await using var own = await OwnAsync();
        var (bureau, coach) = (Bezetting.Address("onderwijsbureau"), Bezetting.Address("coordinerend-schoolopleider"));
        using var taken = await own.Tab.SignedInFrameAsync();
        using var left = await own.Tab.SignedInFrameAsync("coordinerend-schoolopleider");
        using var undone = await own.Tab.SignedInFrameAsync("directeur");
        (await taken.GetAsync("/bureau/register")).MustBe(HttpStatusCode.OK);
        (await left.GetAsync("/bureau/voortgang")).MustBe(HttpStatusCode.OK);

        await own.Tab.Bureau.ApplyAsync(Bezetting.Register().With("rollen", bureau, null).With("rollen", coach, null).With("personen", coach, null));
        var directeur = await own.Tab.Bureau.PersonAsync(Bezetting.Address("directeur"));
        var links = own.Tab.Bureau.Get<PersonLinks>();
        var link = await links.FindAsync(directeur.Id, TestContext.Current.CancellationToken);
        await links.UnlinkAsync(link!.Account, "bureau", own.Tab.Bureau.Now, TestContext.Current.CancellationToken);

        var refused = await taken.GetAsync("/bureau/register");
        refused.MustBe(HttpStatusCode.Forbidden);
        Assert.Contains("cloud.microsoft", AncestorsOf(refused), StringComparison.Ordinal);
        (await taken.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);
        (await left.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        Assert.Equal("We kennen dit account niet", await TabHost.FieldAsync(await own.Tab.EnterAsync(left, "coordinerend-schoolopleider"), "title"));
        (await undone.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        Assert.Equal("We kennen dit account niet", await TabHost.FieldAsync(await own.Tab.EnterAsync(undone, "directeur"), "title"));
    }

    private static string AncestorsOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").Single().Split(';').Single(d => d.Contains("frame-ancestors", StringComparison.Ordinal)).Replace(" frame-ancestors", "", StringComparison.Ordinal);

    private static string? XFrameOptions(HttpResponseMessage answer) => answer.Headers.TryGetValues("X-Frame-Options", out var values) ? values.Single() : null;

    private static async Task<Own> OwnAsync()
    {
        var tab = new TabHost();
        await tab.InitializeAsync();
        return new Own(tab);
    }

    /// <summary>A host of its own, for a test that turns the clock or changes the register.</summary>
    private sealed record Own(TabHost Tab) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Tab.DisposeAsync();
    }
}
