using System.Net;
using Isop.Bot.Web;
using Isop.Bot.Web.Links;
using Isop.Bot.Bezorging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Isop.Tests.Web;

public sealed class DevelopmentSurfaceTests
{
    [Theory]
    [InlineData("GET", "/dev/klok")]
    [InlineData("PUT", "/dev/klok")]
    [InlineData("DELETE", "/dev/klok")]
    [InlineData("GET", "/dev/mail")]
    [InlineData("GET", "/DEV/klok")]
    public async Task Outside_Development_nothing_of_it_is_there(string method, string path)
    {
        await using var host = await WebHost.StartAsync("Production", map: Surface);
        using var device = host.NewDevice();

        (await device.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).MustBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/dev/klok")]
    [InlineData("/bureau")]
    public async Task In_Development_it_answers_this_machine(string path)
    {
        await using var host = await WebHost.StartAsync(map: Surface);
        using var device = host.NewDevice();

        (await device.GetAsync(path)).MustBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("remote")]
    [InlineData("local")]
    [InlineData("unknown")]
    public async Task In_Development_another_machine_finds_nothing(string which)
    {
        var elsewhere = IPAddress.Parse("192.168.1.20");
        await using var host = await WebHost.StartAsync(
            build: b => b.Services.AddStartupFilter(context =>
            {
                context.Connection.RemoteIpAddress = which switch { "remote" => elsewhere, "unknown" => null, _ => IPAddress.Loopback };
                context.Connection.LocalIpAddress = which == "local" ? elsewhere : IPAddress.Loopback;
            }),
            map: Surface);
        using var device = host.NewDevice();

        (await device.GetAsync("/dev/klok")).MustBe(HttpStatusCode.NotFound);
        (await device.GetAsync("/bureau")).MustBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Host", "kwaad.example")]
    public async Task A_relayed_request_or_a_foreign_name_finds_nothing(string header, string value)
    {
        await using var host = await WebHost.StartAsync(map: Surface);
        using var device = host.NewDevice();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dev/klok");
        request.Headers.TryAddWithoutValidation(header, value);

        (await device.SendAsync(request)).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_elsewhere_cannot_turn_the_clock()
    {
        await using var host = await WebHost.StartAsync(map: Surface);
        using var device = host.NewDevice();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/dev/klok");
        request.Headers.Add("Origin", "https://kwaad.example");

        (await device.SendAsync(request)).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Mails_of_Development_are_shown_newest_first_and_once_per_message()
    {
        await using var host = await WebHost.StartAsync(ownMailer: false);
        using var device = host.NewDevice();
        var mailer = (IMailer)host.Services.GetService(typeof(IMailer))!;
        await mailer.SendAsync(AMail("1", "Eerste"), TestContext.Current.CancellationToken);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await mailer.SendAsync(AMail("2", "Tweede"), TestContext.Current.CancellationToken);
        Assert.IsType<MailOutcome.Sent>(await mailer.SendAsync(AMail("1", "Eerste"), TestContext.Current.CancellationToken));

        var list = await Device.HtmlAsync(await device.GetAsync("/dev/mail"));
        var links = list.QuerySelectorAll("tbody a");
        Assert.Equal(["Tweede", "Eerste"], links.Select(a => a.TextContent));

        var page = await Device.HtmlAsync(await device.GetAsync(links[0].GetAttribute("href")!));
        var frame = await device.GetAsync(page.QuerySelector("iframe")!.GetAttribute("src")!);
        Assert.EndsWith("<p>Dag</p>", await Device.TextAsync(frame), StringComparison.Ordinal);
        Assert.Contains("sandbox", frame.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        (await device.GetAsync("/dev/mail/bestaat-niet")).MustBe(HttpStatusCode.NotFound);
        Assert.Single((await Device.HtmlAsync(await device.GetAsync("/dev/mail?aan=MIA@x.example"))).QuerySelectorAll(".empty"));
    }

    private static Mail AMail(string id, string subject) =>
        new() { To = "gijs@x.example", Subject = subject, Html = "<p>Dag</p>", Text = "Dag", MessageId = id };

    private static void Surface(WebApplication app)
    {
        app.MapDevelopment().MapGet("/klok", () => "nu");
        app.MapDevelopment().MapPut("/klok", () => "gezet");
        app.MapGet("/bureau", () => "bureau");
    }
}
