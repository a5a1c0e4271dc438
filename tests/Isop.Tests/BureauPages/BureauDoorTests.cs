using System.Net;
using Isop.Tests.Web;

namespace Isop.Tests.BureauPages;

public sealed class BureauDoorTests
{
    [Theory]
    [InlineData("/bureau/register/inlezen")]
    [InlineData("/bureau/register/toepassen")]
    [InlineData("/bureau/register/terugdraaien")]
    [InlineData("/bureau/berichten/stop")]
    [InlineData("/bureau/berichten/hervat")]
    [InlineData("/bureau/berichten/opnieuw")]
    public async Task A_post_without_the_forms_token_does_nothing(string path)
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();
        using var post = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("reden", "zomaar")]) };

        (await device.SendAsync(post)).MustBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_overview_counts_what_asks_for_attention_and_links_to_it()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        await BerichtenPagesTests.FailAsync(
            host, (await host.PersonAsync(Proefregister.Fatima)).Id, Core.Bezorging.BezorgStaat.Failed, "Mislukt.");

        var page = await device.OpenAsync("/bureau");

        Assert.Contains("Stageperiode 1", page.MainText(), StringComparison.Ordinal);
        var figures = page.QuerySelectorAll(".figure").ToDictionary(f => f.GetAttribute("href")!, f => f.QuerySelector("strong")!.TextContent);
        Assert.Equal("1", figures["/bureau/berichten"]);
        Assert.Equal("0", figures["/bureau/meldingen"]);
        foreach (var href in figures.Keys.Concat(page.QuerySelectorAll(".menu a").Select(a => a.GetAttribute("href")!)))
        {
            (await device.GetAsync(href)).MustBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Without_a_register_the_overview_says_where_to_begin()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();

        Assert.NotNull((await device.OpenAsync("/bureau")).QuerySelector("main a[href='/bureau/register']"));
        foreach (var path in new[] { "/bureau/register", "/bureau/voortgang", "/bureau/berichten" })
        {
            (await device.GetAsync(path)).MustBe(HttpStatusCode.OK);
        }
    }
}
