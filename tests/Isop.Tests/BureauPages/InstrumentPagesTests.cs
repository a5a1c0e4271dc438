using System.Net;
using System.Text;
using Isop.Bot.Bureau;
using Isop.Core.Instrumenten;
using Isop.Tests.Web;

namespace Isop.Tests.BureauPages;

public sealed class InstrumentPagesTests
{
    private const string Page = "/bureau/instrumenten";

    [Fact]
    public async Task The_defaults_are_marked_as_to_be_replaced()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();

        var rows = (await device.OpenAsync(Page)).QuerySelectorAll("tbody tr");

        Assert.Equal(InstrumentCatalog.Defaults.Applied.Count, rows.Length);
        Assert.All(rows, r => Assert.Contains("te vervangen door de opleiding", r.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_downloaded_instrument_is_changed_looked_at_and_taken_into_use()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();
        var ct = TestContext.Current.CancellationToken;
        var download = (await device.OpenAsync(Page)).QuerySelectorAll("a[download]").First(a => a.GetAttribute("href")!.Contains("standaard-pabo-2", StringComparison.Ordinal));
        var json = await (await device.GetAsync(download.GetAttribute("href")!)).Content.ReadAsStringAsync(ct);
        var criterium = InstrumentCatalog.Defaults.Latest("standaard-pabo-2")!.Criteria().First();
        json = json.Replace(criterium.Tekst, "De student zingt een lied.", StringComparison.Ordinal);

        var preview = (await device.UploadAsync(Page, Page + "/inlezen", Encoding.UTF8.GetBytes(json), "pabo-2.json")).LeadsTo();
        var page = await device.OpenAsync(preview);
        Assert.Contains("De student zingt een lied.", page.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("pabo-vt, leerjaar 2", page.MainText(), StringComparison.Ordinal);
        Assert.Equal(InstrumentCatalog.Defaults.Applied.Count, (await host.Get<InstrumentStore>().CurrentAsync(ct)).Applied.Count);

        (await device.PressAsync(page, Page + "/toepassen")).MustLeadTo($"{Page}?gedaan={Gedaan.InGebruik}");
        (await device.PressAsync(page, Page + "/toepassen")).MustLeadTo($"{Page}?gedaan={Gedaan.InGebruik}");
        var first = (await device.OpenAsync(Page)).QuerySelector("tbody tr")!.TextContent;
        Assert.Contains("pabo-2, versie 1", first, StringComparison.Ordinal);
        Assert.Contains("van de opleiding", first, StringComparison.Ordinal);
        Assert.Single((await device.OpenAsync("/bureau/inzage?soort=instrumenten")).QuerySelectorAll("tbody tr"));
    }

    [Theory]
    [InlineData("geen json")]
    [InlineData("{}")]
    public async Task A_faulty_instrument_is_refused_with_its_faults(string content)
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();

        var answer = await device.UploadAsync(Page, Page + "/inlezen", Encoding.UTF8.GetBytes(content), "x.json");

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("klopt nog niet", (await Device.HtmlAsync(answer)).MainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/voorbeeld/bestaatniet")]
    [InlineData("/standaard-pabo-2/99")]
    [InlineData("/standaard-pabo-2/99/instrument.json")]
    public async Task What_is_not_there_is_a_friendly_404(string path)
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();

        (await device.GetAsync(Page + path)).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_version_can_be_read_as_the_bureau_would_print_it()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();
        var instrument = InstrumentCatalog.Defaults.Latest("standaard-pabo-2")!;

        var page = await device.OpenAsync($"{Page}/{instrument.Id}/{instrument.Versie}");

        Assert.Equal(instrument.Criteria().Count(), page.QuerySelectorAll(".criteria li").Length);
    }
}
