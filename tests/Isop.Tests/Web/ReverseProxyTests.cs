using System.Net;
using Isop.Bot.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Isop.Tests.Web;

/// <summary>What a proxy before the site says about the visitor is believed when it is one that the settings name.</summary>
public sealed class ReverseProxyTests
{
    private const string Visitor = "203.0.113.7";

    [Theory]
    [InlineData("10.1.0.4", Visitor, "https", Visitor)]
    [InlineData("10.2.3.4", Visitor, "https", Visitor)]
    [InlineData("::ffff:10.1.0.4", Visitor, "https", Visitor)]
    [InlineData("10.1.0.4", $"198.51.100.1, {Visitor}, 10.2.3.4", "https", Visitor)]
    [InlineData("192.0.2.9", Visitor, "http", "192.0.2.9")]
    [InlineData("127.0.0.1", Visitor, "http", "127.0.0.1")]
    public async Task Only_a_known_proxy_is_believed(string from, string forwarded, string scheme, string address)
    {
        var seen = await SeenAsync(from, forwarded, ("KnownProxies:0", "10.1.0.4"), ("KnownNetworks:0", "10.2.0.0/16"));

        Assert.Equal((scheme, address), seen);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.0.4")]
    public async Task Without_settings_nobody_is(string from) => Assert.Equal(("http", from), await SeenAsync(from, Visitor));

    [Fact]
    public async Task The_rate_limit_counts_the_visitor_and_not_the_proxy()
    {
        await using var host = await HostAsync("10.1.0.4", ("KnownProxies:0", "10.1.0.4"));
        using var device = host.NewDevice();
        var form = (await Device.HtmlAsync(await device.GetAsync("/aanmelden"))).Forms.Single(f => f.Method == "post");
        var answers = new List<HttpStatusCode>();
        for (var time = 0; time < 61; time++)
        {
            device.Headers["X-Forwarded-For"] = time == 60 ? "203.0.113.8" : Visitor;
            answers.Add((await device.PostFormAsync(form, ("email", $"x{time}@elders.example"))).StatusCode);
        }

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers);
    }

    [Theory]
    [InlineData("KnownProxies:0", "proxy")]
    [InlineData("KnownNetworks:0", "10.0.0.0")]
    public async Task A_setting_that_cannot_be_read_stops_the_start(string name, string value)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => HostAsync("10.1.0.4", (name, value)));

        Assert.Contains(value, fault.Message, StringComparison.Ordinal);
    }

    private static async Task<(string Scheme, string Address)> SeenAsync(string from, string forwarded, params (string Name, string Value)[] settings)
    {
        await using var host = await HostAsync(from, settings);
        using var client = new HttpClient { BaseAddress = host.Site };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", string.Join(", ", forwarded.Split(',').Select(_ => "https")));
        var seen = (await client.GetStringAsync("/gezien", TestContext.Current.CancellationToken)).Split(' ');
        return (seen[0], seen[1]);
    }

    private static Task<WebHost> HostAsync(string from, params (string Name, string Value)[] settings) => WebHost.StartAsync(
        build: b =>
        {
            b.Services.AddStartupFilter(c => c.Connection.RemoteIpAddress = IPAddress.Parse(from));
            foreach (var (name, value) in settings)
            {
                b.Configuration[$"{ReverseProxyOptions.Section}:{name}"] = value;
            }
        },
        map: a => a.MapGet("/gezien", (HttpContext c) => $"{c.Request.Scheme} {c.Connection.RemoteIpAddress}"));
}
