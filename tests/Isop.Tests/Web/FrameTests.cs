using System.Net;
using Isop.Core.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Isop.Tests.Web;

public sealed class FrameTests
{
    [Theory]
    [InlineData("/aanmelden")]
    [InlineData("/postvak")]
    [InlineData("/bestaat-niet")]
    [InlineData("/l/x")]
    [InlineData("/stuk")]
    [InlineData("/isop.css")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var host = await WebHost.StartAsync(map: Broken);
        using var device = host.NewDevice();

        var answer = await device.GetAsync(path);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        if (answer.Content.Headers.ContentType?.MediaType == "text/html")
        {
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task No_page_has_inline_script_or_style()
    {
        await using var host = await WebHost.StartAsync();
        using var device = await host.SignedInDeviceOf(WebHostParts.Mia);
        foreach (var path in new[] { "/postvak", "/postvak/apparaten", "/aanmelden/verstuurd", "/uitgelogd", "/over", "/bestaat-niet" })
        {
            var page = await Device.HtmlAsync(await device.GetAsync(path));
            Assert.Empty(page.QuerySelectorAll("style, [style], [onclick], [onsubmit], script:not([src]):not([type='application/json'])"));
            Assert.Equal("nl", page.DocumentElement.GetAttribute("lang"));
            Assert.Single(page.QuerySelectorAll("main"));
        }
    }

    [Theory]
    [InlineData("/stuk", HttpStatusCode.InternalServerError, "Er ging iets mis bij ons")]
    [InlineData("/opslag-weg", HttpStatusCode.ServiceUnavailable, "Even niet gelukt")]
    [InlineData("/bestaat-niet", HttpStatusCode.NotFound, "Deze pagina is er niet")]
    public async Task Trouble_is_a_dutch_page_for_people_and_problem_details_for_programs(string path, HttpStatusCode status, string title)
    {
        await using var host = await WebHost.StartAsync(map: Broken);
        using var device = host.NewDevice();

        var page = await device.GetAsync(path);
        page.MustBe(status);
        var text = await Device.TextAsync(page);
        Assert.Contains(title, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("application/json");
        var problem = await device.SendAsync(request);
        problem.MustBe(status);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType?.MediaType);
        text = await Device.TextAsync(problem);
        Assert.Contains(title, text, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sites_files_are_kept_by_browsers_until_they_change()
    {
        await using var host = await WebHost.StartAsync();
        using var device = host.NewDevice();
        var page = await Device.HtmlAsync(await device.GetAsync("/aanmelden"));
        var href = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        var file = await device.GetAsync(href);

        file.MustBe(HttpStatusCode.OK);
        Assert.Matches("^/isop\\.css\\?v=[0-9a-f]{12}$", href);
        Assert.Equal(TimeSpan.FromDays(365), file.Headers.CacheControl!.MaxAge);
    }

    [Fact]
    public async Task The_card_renderer_is_served_from_our_own_site()
    {
        await using var host = await WebHost.StartAsync();
        using var device = host.NewDevice();

        var file = await device.GetAsync("/lib/adaptivecards.min.js");

        file.MustBe(HttpStatusCode.OK);
        Assert.Contains("AdaptiveCard", await Device.TextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_of_a_link_stands_in_no_log_line_scope_or_property()
    {
        await using var host = await WebHost.StartAsync(build: b => b.Configuration["Logging:LogLevel:Microsoft.AspNetCore.Routing.Matching"] = "Trace");
        var link = await host.LinkFor(WebHostParts.Mia);
        var token = link["/l/".Length..];
        using var device = host.NewDevice();

        await device.SubmitAsync(link);
        await device.GetAsync(link);
        using var other = host.NewDevice();
        await other.SubmitAsync(link, link + "/nieuw");
        await host.Mails.NextAsync();
        await other.SendAsync(new HttpRequestMessage(HttpMethod.Delete, link));
        await other.GetAsync(link + "/anders");

        Assert.Contains("POST /l/{token} answered 303", host.Parts.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, host.Parts.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(WebHostParts.Mia.Email, host.Parts.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mia", host.Parts.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "http://localhost:3978")]
    [InlineData("Development", "http://isop.example.nl")]
    [InlineData("Development", "https://isop.example.nl/pad")]
    [InlineData("Development", "ftp://isop.example.nl")]
    public async Task The_site_does_not_start_with_an_address_that_links_cannot_start_with(string environment, string url)
    {
        await Assert.ThrowsAsync<OptionsValidationException>(
            () => WebHost.StartAsync(environment, b => b.Configuration["Isop:PublicUrl"] = url));
    }

    [Fact]
    public async Task Outside_Development_the_site_does_not_start_without_a_way_to_mail()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => WebHost.StartAsync("Production", ownMailer: false));

        Assert.Contains("Isop:Mail:Sender", refusal.Message, StringComparison.Ordinal);
    }

    private static void Broken(WebApplication app)
    {
        app.MapGet("/stuk", string () => throw new InvalidOperationException("geheim"));
        app.MapGet("/opslag-weg", string () => throw new StorageUnavailableException("geheim"));
    }
}
