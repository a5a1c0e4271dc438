using System.Net;
using System.Net.Sockets;
using System.Text;
using Isop.Bot.Bureau;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Web;

namespace Isop.Tests.BureauPages;

public sealed class RegisterPagesTests(LeesHost shared) : IClassFixture<LeesHost>
{
    private const string Page = "/bureau/register";

    [Fact]
    public async Task A_register_is_read_shown_applied_and_its_cases_begin_at_once()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();

        var preview = (await device.UploadAsync(Page, Page + "/inlezen", new Proefregister().Zip(), "register.zip")).LeadsTo();
        var page = await device.OpenAsync(preview);
        Assert.Contains("3 nieuw", page.QuerySelector("#t-studenten")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains("İpek Müller", page.MainText(), StringComparison.Ordinal);
        Assert.Equal("", (await host.Registers.CurrentAsync(TestContext.Current.CancellationToken)).Version);

        var answer = await device.PressAsync(page, Page + "/toepassen");
        answer.MustLeadTo($"{Page}?gedaan={Gedaan.Toegepast}");
        Assert.Contains("Het register is toegepast", (await device.OpenAsync(answer.LeadsTo())).MainText(), StringComparison.Ordinal);
        Assert.Equal(Fase.Open, (await host.CaseOfAsync(Proefregister.Gijs)).Fase);
    }

    [Fact]
    public async Task Applying_twice_says_that_it_was_applied_already()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();
        var page = await device.OpenAsync((await device.UploadAsync(Page, Page + "/inlezen", new Proefregister().Zip(), "r.zip")).LeadsTo());
        await device.PressAsync(page, Page + "/toepassen");

        (await device.PressAsync(page, Page + "/toepassen")).MustLeadTo($"{Page}?gedaan={Gedaan.AlToegepast}");
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_says_so()
    {
        var host = shared.Host;
        using var device = host.NewDevice();

        (await device.UploadAsync(Page, Page + "/inlezen", new Proefregister().Zip(), "r.zip")).MustLeadTo($"{Page}?gedaan={Gedaan.GeenVerschil}");
    }

    [Fact]
    public async Task A_faulty_register_is_refused_with_every_fault_by_sheet_row_and_column_and_as_a_file()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();
        var faulty = new Proefregister()
            .With("studenten", "500002", $"500002;{Proefregister.Noor};Noor Smit;Noor;;pabo-xl;9;{Proefregister.Cas};;iselinge")
            .With("rollen", $"{Proefregister.Cas}", "=cmd|x!A1;studiecoach;;;2026-08-01;");

        var faults = (await device.UploadAsync(Page, Page + "/inlezen", faulty.Zip(), "register.zip")).LeadsTo();
        var page = await device.OpenAsync(faults);
        var rows = page.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToArray()).ToList();
        Assert.Contains(rows, r => r.Take(4).SequenceEqual(["studenten", "3", "opleiding", "pabo-xl"]) && r[4].Length > 10);
        Assert.Contains(rows, r => r.Take(4).SequenceEqual(["studenten", "3", "leerjaar", "9"]));
        Assert.Contains("register.zip", page.MainText(), StringComparison.Ordinal);

        var file = await device.GetAsync(page.QuerySelector("a[download]")!.GetAttribute("href")!);
        var csv = Encoding.UTF8.GetString(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains("studenten;3;opleiding;pabo-xl;", csv, StringComparison.Ordinal);
        Assert.Contains(";'=cmd|x!A1;", csv, StringComparison.Ordinal);
        Assert.Equal("", (await host.Registers.CurrentAsync(TestContext.Current.CancellationToken)).Version);
    }

    [Fact]
    public async Task The_faults_are_gone_once_a_good_file_came()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();
        var faulty = new Proefregister().With("studenten", "500002", $"500002;{Proefregister.Noor};;Noor;;pabo-vt;1;{Proefregister.Cas};;iselinge");
        var faults = (await device.UploadAsync(Page, Page + "/inlezen", faulty.Zip(), "register.zip")).LeadsTo();

        await device.UploadAsync(Page, Page + "/inlezen", new Proefregister().Zip(), "register.zip");

        (await device.GetAsync(faults)).MustBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("geen register")]
    [InlineData("PK\u0003\u0004 en dan onzin")]
    public async Task What_is_no_register_at_all_is_refused_in_words(string content)
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();

        var faults = (await device.UploadAsync(Page, Page + "/inlezen", Encoding.UTF8.GetBytes(content), "foto.xlsx")).LeadsTo();
        Assert.Contains("hele bestand", (await device.OpenAsync(faults)).MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_without_a_file_stays_on_the_page()
    {
        var host = shared.Host;
        using var device = host.NewDevice();

        var answer = await device.UploadAsync(Page, Page + "/inlezen", [], "leeg.xlsx");

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Kies eerst een bestand", await Device.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_more_than_20_MB_is_refused_before_it_is_read()
    {
        var host = shared.Host;
        using var device = host.NewDevice();

        var answer = await device.UploadAsync(Page, Page + "/inlezen", new byte[(20 * 1024 * 1024) + 1], "groot.xlsx");

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("groter dan 20 MB", await Device.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_no_file_can_have_is_refused_at_the_door()
    {
        var host = shared.Host;
        var site = host.Web.Site;
        using var client = new TcpClient(site.Host, site.Port);
        await using var stream = client.GetStream();
        var head = $"POST {Page}/inlezen HTTP/1.1\r\nHost: {site.Authority}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 31000000\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);

        using var answer = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 413", await answer.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Dis")]
    [InlineData("multipart/form-data", "")]
    [InlineData("application/x-www-form-urlencoded", "%%%=%")]
    public async Task A_torn_form_is_refused_and_never_an_error_of_ours(string type, string body)
    {
        var host = shared.Host;
        using var device = host.NewDevice();
        using var request = new HttpRequestMessage(HttpMethod.Post, Page + "/inlezen") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        (await device.SendAsync(request)).MustBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Ending_more_than_two_percent_is_asked_once_more()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var ipek = (await host.CaseOfAsync(Proefregister.Ipek)).Id;
        var smaller = new Proefregister().With("studenten", "500003", null).With("stages", "500003", null);
        var preview = await device.OpenAsync((await device.UploadAsync(Page, Page + "/inlezen", smaller.Zip(), "r.zip")).LeadsTo());

        var asked = (await device.PressAsync(preview, Page + "/toepassen")).LeadsTo();
        var again = await device.OpenAsync(asked);
        Assert.Contains("Er eindigt veel", again.MainText(), StringComparison.Ordinal);
        Assert.Equal(3, (await host.Registers.CurrentAsync(TestContext.Current.CancellationToken)).Data.Studenten.Count);

        (await device.PressAsync(again, Page + "/toepassen")).MustLeadTo($"{Page}?gedaan={Gedaan.Toegepast}");
        Assert.Equal(Fase.Vervallen, (await host.FindCaseAsync(ipek)).Fase);
    }

    [Fact]
    public async Task Undo_shows_what_returns_and_pressing_it_twice_undoes_once()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        await host.ApplyAsync(new Proefregister().With("studenten", "500001", $"500001;{Proefregister.Gijs};Gijs de Vries-Bos;Gijs;;pabo-vt;2;{Proefregister.Cas};;iselinge"));

        var ask = await device.OpenAsync(Page + "/terugdraaien");
        Assert.Contains("1 gewijzigd", ask.MainText(), StringComparison.Ordinal);
        (await device.PressAsync(ask, Page + "/terugdraaien")).MustLeadTo($"{Page}?gedaan={Gedaan.Teruggedraaid}");
        (await device.PressAsync(ask, Page + "/terugdraaien")).MustLeadTo($"{Page}?gedaan={Gedaan.AlVeranderd}");

        Assert.Equal("Gijs de Vries", (await host.PersonAsync(Proefregister.Gijs)).Naam);
    }

    [Fact]
    public async Task After_24_hours_the_page_offers_no_undo()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        Assert.NotNull((await device.OpenAsync(Page)).QuerySelector($"a[href='{Page}/terugdraaien']"));

        host.Web.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        Assert.Null((await device.OpenAsync(Page)).QuerySelector($"a[href='{Page}/terugdraaien']"));
        (await device.GetAsync(Page + "/terugdraaien")).MustLeadTo($"{Page}?gedaan={Gedaan.NietMeerTerug}");
    }

    [Fact]
    public async Task The_page_tells_who_changed_the_register_and_when()
    {
        var host = shared.Host;
        using var device = host.NewDevice();

        var row = (await device.OpenAsync(Page)).QuerySelector("tbody tr")!.TextContent;

        Assert.Contains("23 november 2026 om 9.00 uur", row, StringComparison.Ordinal);
        Assert.Contains("het onderwijsbureau", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_of_names_is_cut_and_can_be_paged()
    {
        await using var host = await BureauHost.StartAsync();
        using var device = host.NewDevice();
        var preview = (await device.UploadAsync(Page, Page + "/inlezen", new Proefregister().WithStudents(150).Zip(), "r.zip")).LeadsTo();

        var page = await device.OpenAsync(preview);
        Assert.Equal(25, page.QuerySelector("#t-studenten")!.ParentElement!.QuerySelectorAll("li").Length);
        var all = await device.OpenAsync($"{preview}/studenten/nieuw?pagina=2");
        Assert.Equal(53, all.QuerySelectorAll(".diff-lines li").Length);
    }

    [Theory]
    [InlineData("/bureau/register/voorbeeld/20260101T000000-00000000")]
    [InlineData("/bureau/register/fouten/bestaatniet")]
    [InlineData("/bureau/voortgang/bestaatniet")]
    [InlineData("/bureau/berichten/persoon/bestaatniet")]
    public async Task What_is_not_there_is_a_friendly_404(string path)
    {
        var host = shared.Host;
        using var device = host.NewDevice();

        (await device.GetAsync(path)).MustBe(HttpStatusCode.NotFound);
    }
}
