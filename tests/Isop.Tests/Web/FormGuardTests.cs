using System.Net;

namespace Isop.Tests.Web;

public sealed class FormGuardTests
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elders.example")]
    public async Task A_post_from_another_site_is_refused_even_with_the_forms_token(string header, string value)
    {
        await using var host = await WebHost.StartAsync();
        using var device = await host.SignedInDeviceOf(WebHostParts.Mia);
        var token = await TokenAsync(device);

        using var request = Post("/uitloggen", token);
        request.Headers.Add(header, value);
        (await device.SendAsync(request)).MustBe(HttpStatusCode.Forbidden);

        (await device.PostActionAsync("""{"verb":"x","data":{}}""", r => r.Headers.Add(header, value))).MustBe(HttpStatusCode.Forbidden);
        (await device.GetAsync("/postvak")).MustBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_post_that_does_not_say_where_it_comes_from_needs_the_forms_token(string origin)
    {
        await using var host = await WebHost.StartAsync();
        using var device = await host.SignedInDeviceOf(WebHostParts.Mia);
        var token = await TokenAsync(device);

        foreach (var wrong in new[] { "", "x", token[..^4] + "AAAA" })
        {
            using var request = Post("/uitloggen", wrong);
            request.Headers.Add("Origin", origin);
            var answer = await device.SendAsync(request);
            answer.MustBe(HttpStatusCode.BadRequest);
            Assert.Contains("stond te lang open", await Device.TextAsync(answer), StringComparison.Ordinal);
        }

        using var right = Post("/uitloggen", token);
        right.Headers.Add("Origin", origin);
        (await device.SendAsync(right)).MustLeadTo("/uitgelogd");
    }

    [Fact]
    public async Task A_post_from_our_own_origin_is_accepted_from_a_browser_that_knows_no_fetch_metadata()
    {
        await using var host = await WebHost.StartAsync();
        using var device = await host.SignedInDeviceOf(WebHostParts.Mia);
        using var request = Post("/uitloggen", await TokenAsync(device));
        request.Headers.Add("Origin", host.Site.GetLeftPart(UriPartial.Authority));

        (await device.SendAsync(request)).MustLeadTo("/uitgelogd");
    }

    [Fact]
    public async Task A_forms_token_of_another_person_does_not_count()
    {
        await using var host = await WebHost.StartAsync();
        using var mia = await host.SignedInDeviceOf(WebHostParts.Mia);
        using var gijs = await host.SignedInDeviceOf(WebHostParts.Gijs);

        using var request = Post("/uitloggen", await TokenAsync(gijs));
        (await mia.SendAsync(request)).MustBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string> TokenAsync(Device device) =>
        (await Device.HtmlAsync(await device.GetAsync("/postvak"))).QuerySelector("form[action='/uitloggen'] input[type=hidden]")!.GetAttribute("value")!;

    private static HttpRequestMessage Post(string path, string token) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]) };
}
