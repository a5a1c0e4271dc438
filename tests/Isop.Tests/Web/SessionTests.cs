using System.Net;
using Isop.Bot.Web.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.Web;

public sealed class SessionTests
{
    [Fact]
    public async Task Without_a_session_the_inbox_asks_to_sign_in()
    {
        await using var host = await WebHost.StartAsync();
        using var device = host.NewDevice();

        var answer = await device.GetAsync("/postvak");

        answer.MustBe(HttpStatusCode.Unauthorized);
        Assert.NotNull((await Device.HtmlAsync(answer)).QuerySelector("form[action='/aanmelden']"));
    }

    [Fact]
    public async Task A_session_lives_for_thirty_days_however_much_it_is_used()
    {
        await using var host = await WebHost.StartAsync();
        using var device = await host.SignedInDeviceOf(WebHostParts.Mia);

        for (var day = 1; day < 30; day++)
        {
            host.Clock.Advance(TimeSpan.FromDays(1));
            (await device.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);
        }

        host.Clock.Advance(TimeSpan.FromDays(1));
        (await device.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_person_who_left_is_out_at_the_next_request()
    {
        await using var host = await WebHost.StartAsync();
        using var device = await host.SignedInDeviceOf(WebHostParts.Mia);
        host.Parts.End(WebHostParts.Mia);

        (await device.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        (await device.PostActionAsync("""{"verb":"x","data":{}}""")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_also_for_a_copy_of_the_cookie()
    {
        await using var host = await WebHost.StartAsync();
        using var device = await host.SignedInDeviceOf(WebHostParts.Mia);
        using var copy = host.NewDevice();
        copy.TakeCookie(SessionCookie.Name, device.Cookies[SessionCookie.Name]);

        (await device.SubmitAsync("/postvak", "/uitloggen")).MustLeadTo("/uitgelogd");

        Assert.DoesNotContain(SessionCookie.Name, device.Cookies.Keys);
        (await copy.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task One_device_can_end_another_and_all()
    {
        await using var host = await WebHost.StartAsync();
        using var laptop = await host.SignedInDeviceOf(WebHostParts.Mia);
        using var phone = await host.SignedInDeviceOf(WebHostParts.Mia);
        using var tablet = await host.SignedInDeviceOf(WebHostParts.Mia);

        var page = await Device.HtmlAsync(await laptop.GetAsync("/postvak/apparaten"));
        Assert.Equal(3, page.QuerySelectorAll(".devices li").Length);
        Assert.True(SessionCookie.TryParse(phone.Cookies[SessionCookie.Name], out var phones));
        var form = page.Forms.Single(f => f.QuerySelector($"input[value='{phones.Id}']") is not null);
        (await laptop.PostFormAsync(form)).MustLeadTo("/postvak/apparaten");
        (await phone.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        (await tablet.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);

        (await laptop.SubmitAsync("/postvak/apparaten", "/postvak/apparaten/alles-uitloggen")).MustLeadTo("/uitgelogd");
        (await tablet.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
        (await laptop.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nobody_ends_another_persons_session()
    {
        await using var host = await WebHost.StartAsync();
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);
        using var gijs = await host.SignedInDeviceOf(WebHostParts.Gijs);
        Assert.True(SessionCookie.TryParse(mia.Cookies[SessionCookie.Name], out var cookie));

        (await gijs.SubmitAsync("/postvak/apparaten", "/postvak/apparaten/uitloggen", ("sessie", cookie.Id))).MustLeadTo("/postvak/apparaten");

        (await mia.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("00000001000000000000000000000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_cookie_signs_nobody_in(string value)
    {
        await using var host = await WebHost.StartAsync();
        using var device = host.NewDevice();
        device.TakeCookie(SessionCookie.Name, value);

        (await device.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task One_persons_secret_under_anothers_id_signs_nobody_in()
    {
        await using var host = await WebHost.StartAsync();
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);
        Assert.True(SessionCookie.TryParse(mia.Cookies[SessionCookie.Name], out var cookie));
        using var device = host.NewDevice();
        device.TakeCookie(SessionCookie.Name, new SessionCookie(WebHostParts.Gijs.Id, cookie.Secret).ToString());

        (await device.GetAsync("/postvak")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1", "Safari op iPhone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge op Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; SM-A546B) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36", "Samsung Internet op Android")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox op Mac")]
    [InlineData("curl/8", "Onbekend apparaat")]
    [InlineData(null, "Onbekend apparaat")]
    public void A_device_is_named_as_its_owner_would(string? userAgent, string name) => Assert.Equal(name, DeviceName.From(userAgent));

    [Fact]
    public async Task Expired_sessions_are_swept_and_living_ones_stay()
    {
        await using var host = await WebHost.StartAsync();
        var sessions = host.Services.GetRequiredService<Sessions>();
        var ct = TestContext.Current.CancellationToken;
        var start = host.Clock.GetUtcNow();
        await sessions.StartAsync(WebHostParts.Mia.Id, "Oude telefoon", start, ct);
        await sessions.StartAsync(WebHostParts.Gijs.Id, "Oude laptop", start, ct);
        await sessions.StartAsync(WebHostParts.Mia.Id, "Nieuwe telefoon", start.AddDays(1), ct);
        host.Parts.End(WebHostParts.Gijs);

        Assert.Equal(0, await sessions.SweepAsync(start + Session.Lifetime - TimeSpan.FromTicks(1), ct));
        Assert.Equal(2, await sessions.SweepAsync(start + Session.Lifetime, ct));
        Assert.Equal(["Nieuwe telefoon"], (await sessions.ListAsync(WebHostParts.Mia.Id, start, ct)).Select(s => s.Device));
        Assert.Empty(await sessions.ListAsync(WebHostParts.Gijs.Id, start, ct));
    }
}
