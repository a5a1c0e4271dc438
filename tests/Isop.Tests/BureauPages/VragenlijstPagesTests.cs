using System.Net;
using System.Text;
using Isop.Bot.Bureau;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Isop.Tests.BureauPages;

public sealed class VragenlijstPagesTests
{
    private const string Page = "/bureau/instrumenten/vragenlijsten";

    [Fact]
    public async Task The_lists_are_found_from_the_instruments_with_the_opleidingen_that_use_them()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();

        Assert.NotNull((await device.OpenAsync("/bureau/instrumenten")).QuerySelector($"a[href='{Page}']"));
        var page = await device.OpenAsync(Page);

        Assert.Equal(
            ["pabo-vt, pabo-dt, zij-instroom", "mbo3-pm, mbo4-gpm, mbo4-oa", "ad-pep, ad-dep"],
            page.QuerySelectorAll("td[data-kolom='In gebruik bij']").Select(c => c.TextContent.Trim()));
        Assert.DoesNotContain(VragenlijstStore.Loopt, page.MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_downloaded_list_is_changed_looked_at_and_taken_into_use()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();
        var ct = TestContext.Current.CancellationToken;

        var page = await device.OpenAsync(await UploadChangedAsync(device));
        Assert.Equal("Ik was meteen welkom.", page.QuerySelector("ins")!.TextContent);
        Assert.Contains("norm wordt 4, was 3,5", page.MainText(), StringComparison.Ordinal);
        Assert.Contains("mbo4-oa (vervangt standaard-stage-mbo versie 1)", page.MainText(), StringComparison.Ordinal);

        (await device.PressAsync(page, Page + "/toepassen")).MustLeadTo($"{Page}?gedaan={Gedaan.VragenlijstInGebruik}");
        (await device.PressAsync(page, Page + "/toepassen")).MustLeadTo($"{Page}?gedaan={Gedaan.VragenlijstInGebruik}");
        var first = (await device.OpenAsync(Page)).QuerySelector("tbody tr")!.TextContent;
        Assert.Contains("stage-mbo, versie 1", first, StringComparison.Ordinal);
        Assert.Contains("van de opleiding", first, StringComparison.Ordinal);
        Assert.Equal("stage-mbo", (await host.Get<VragenlijstStore>().CurrentAsync(ct)).For(Opleiding.Parse("mbo4-oa"))?.Id);
        var line = Assert.Single((await device.OpenAsync("/bureau/inzage?soort=vragenlijsten")).QuerySelectorAll("tbody tr"));
        Assert.Contains("Vragenlijst in gebruik genomen: stage-mbo versie 1", line.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_stage_evaluatie_runs_a_list_can_be_looked_at_and_not_taken_into_use()
    {
        var open = false;
        await using var host = await BureauHost.StartAsync(
            build: builder => builder.Services.AddSingleton<GolfIsOpen>(_ => ValueTask.FromResult(Volatile.Read(ref open))));
        using var device = host.NewDevice();
        var preview = await UploadChangedAsync(device);
        var before = await device.OpenAsync(preview);

        Volatile.Write(ref open, true);
        var after = await device.OpenAsync(preview);
        Assert.Contains(VragenlijstStore.Loopt, after.MainText(), StringComparison.Ordinal);
        Assert.DoesNotContain(after.Forms, f => f.GetAttribute("action") == Page + "/toepassen");

        // The page was open before the stage-evaluatie was.
        var refused = await device.PressAsync(before, Page + "/toepassen");
        refused.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(VragenlijstStore.Loopt, (await Device.HtmlAsync(refused)).MainText(), StringComparison.Ordinal);
        Assert.Equal(
            VragenlijstCatalog.Defaults.Applied.Count,
            (await host.Get<VragenlijstStore>().CurrentAsync(TestContext.Current.CancellationToken)).Applied.Count);
    }

    [Theory]
    [InlineData("geen json")]
    [InlineData("{}")]
    public async Task A_faulty_list_is_refused_with_its_faults(string content)
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();

        var answer = await device.UploadAsync(Page, Page + "/inlezen", Encoding.UTF8.GetBytes(content), "x.json");

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("klopt nog niet", (await Device.HtmlAsync(answer)).MainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/voorbeeld/bestaatniet")]
    [InlineData("/standaard-stage-pabo/99")]
    [InlineData("/standaard-stage-pabo/99/vragenlijst.json")]
    public async Task What_is_not_there_is_a_friendly_404(string path)
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();

        (await device.GetAsync(Page + path)).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_version_can_be_read_as_students_get_it_with_the_words_of_the_report()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();
        var vragenlijst = VragenlijstCatalog.Defaults.Latest("standaard-stage-ad")!;

        var page = await device.OpenAsync($"{Page}/{vragenlijst.Id}/{vragenlijst.Versie}");

        Assert.Equal(vragenlijst.Stellingen().Count() + vragenlijst.OpenVragen.Count, page.QuerySelectorAll(".criteria li").Length);
        Assert.Contains("In het rapport: Geleerd tijdens de stage. Norm: 3,5", page.MainText(), StringComparison.Ordinal);
    }

    /// <summary>The list of the mbo with one stelling in other words and another norm; gives where the preview is.</summary>
    private static async Task<string> UploadChangedAsync(Device device)
    {
        var download = (await device.OpenAsync(Page)).QuerySelectorAll("a[download]")
            .First(a => a.GetAttribute("href")!.Contains("standaard-stage-mbo", StringComparison.Ordinal));
        var json = await (await device.GetAsync(download.GetAttribute("href")!)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var at = json.IndexOf("\"norm\": 3.5", StringComparison.Ordinal);
        json = json.Remove(at, 11).Insert(at, "\"norm\": 4").Replace("Ik voelde me welkom.", "Ik was meteen welkom.", StringComparison.Ordinal);
        return (await device.UploadAsync(Page, Page + "/inlezen", Encoding.UTF8.GetBytes(json), "mbo.json")).LeadsTo();
    }
}
