using System.Net;
using System.Text;
using Isop.Bot.Bureau.Voortgang;
using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Toegang;
using Isop.Core.Tussenevaluaties;
using Isop.Core;
using Isop.Tests.Web;

namespace Isop.Tests.BureauPages;

public sealed class VoortgangPagesTests(LeesHost shared) : IClassFixture<LeesHost>
{
    private const string Page = "/bureau/voortgang";

    [Fact]
    public async Task Everybody_is_listed_by_name_with_the_state_of_each_side()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var gijs = await host.CaseOfAsync(Proefregister.Gijs);
        await host.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Student, false));

        var page = await device.OpenAsync(Page);

        var row = Assert.Single(page.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains("Gijs de Vries", StringComparison.Ordinal));
        Assert.Equal("één ingevuld", row.QuerySelector(".chip")!.TextContent);
        Assert.Contains("ingevuld", row.QuerySelector("[data-kolom='Student vulde in']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("nog niet", row.QuerySelector("[data-kolom='Werkplekbegeleider']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("4 december 2026", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_a_case_cannot_open_is_told_and_what_a_person_wrote_stays_with_the_meldingen()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var gijs = await host.CaseOfAsync(Proefregister.Gijs);
        await DoubtAsync(host, gijs.Id, new Twijfel(null, "Er is geen formulier voor pabo-vt, leerjaar 2.", host.Now));
        foreach (var path in new[] { Page, $"{Page}/{gijs.Id}" })
        {
            Assert.Contains("Er is geen formulier voor pabo-vt, leerjaar 2.", (await device.OpenAsync(path)).MainText(), StringComparison.Ordinal);
        }

        await DoubtAsync(host, gijs.Id, new Twijfel(gijs.Deelnemers.Student, "Ik ben verhuisd", host.Now));
        foreach (var path in new[] { Page, $"{Page}/{gijs.Id}" })
        {
            Assert.DoesNotContain("verhuisd", (await device.OpenAsync(path)).MainText(), StringComparison.Ordinal);
        }
    }

    private static async Task DoubtAsync(BureauHost host, string id, Twijfel twijfel)
    {
        var (store, partition, ct) = (host.Get<IDocumentStore>(), TussenevaluatieStore.PartitionOf(id), TestContext.Current.CancellationToken);
        var zaak = (await store.ReadAsync(partition, "zaak", CoreJson.Default.Zaak, ct))!;
        var write = Documents.Save("zaak", zaak.Value with { Twijfel = twijfel }, zaak, CoreJson.Default.Zaak);
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(partition, [write], ct));
    }

    [Fact]
    public async Task No_page_of_the_bureau_shows_content_or_a_moment_of_filling_in()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var gijs = await host.CaseOfAsync(Proefregister.Gijs);
        host.Web.Clock.Advance(TimeSpan.FromMinutes(17) + TimeSpan.FromDays(1));
        await host.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Student, true));
        await host.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Werkplekbegeleiders[0], true));
        await host.DecideAsync(gijs, new Opdracht.LegGesprekVast(gijs.Deelnemers.Student, AmsterdamTime.DateOf(host.Now), "Zinderende afspraak"));

        string[] paths =
        [
            Page, $"{Page}/{gijs.Id}", $"{Page}/voortgang.csv", "/bureau", "/bureau/berichten", $"/bureau/berichten/persoon/{gijs.Deelnemers.Student}",
        ];
        foreach (var path in paths)
        {
            var text = await Device.TextAsync(await device.GetAsync(path));
            Assert.DoesNotContain("Zinderende", text, StringComparison.Ordinal);
            Assert.DoesNotContain("9.17", text, StringComparison.Ordinal);
            Assert.DoesNotContain("24 november", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("?naam=ipek%20muller", "İpek Müller")]
    [InlineData("?naam=yildiz&opleiding=pabo-vt", "Gijs de Vries,Noor Smit")]
    [InlineData("?organisatie=O2", "İpek Müller")]
    [InlineData("?bestuur=B1&opleiding=pabo-vt", "Gijs de Vries,Noor Smit")]
    [InlineData("?opleiding=ad-pep", "İpek Müller")]
    [InlineData("?periode=2026-2027%20Stageperiode%201&naam=smit", "Noor Smit")]
    [InlineData("?staat=open", "Gijs de Vries,İpek Müller,Noor Smit")]
    [InlineData("?staat=besproken", "")]
    [InlineData("?staat=onzin", "Gijs de Vries,İpek Müller,Noor Smit")]
    [InlineData("?jaar=1999-2000", "")]
    public async Task Filters_stand_in_the_address(string query, string names)
    {
        var host = shared.Host;
        using var device = host.NewDevice();

        var page = await device.OpenAsync(Page + query);

        Assert.Equal(names, string.Join(',', page.QuerySelectorAll("tbody td.lead a").Select(a => a.TextContent)));
    }

    [Fact]
    public async Task The_counts_per_state_add_up_to_everybody_and_lead_to_the_list()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var noor = await host.CaseOfAsync(Proefregister.Noor);
        await host.DecideAsync(noor, new Opdracht.TrekInTwijfel(noor.Deelnemers.Student, "Niet mijn begeleider"));

        var page = await device.OpenAsync(Page);
        var links = page.QuerySelectorAll(".states-list a").ToDictionary(a => a.QuerySelector("span")!.TextContent, a => a);
        Assert.Equal("2", links["open"].QuerySelector("strong")!.TextContent);
        Assert.Equal("1", links["klopt niet"].QuerySelector("strong")!.TextContent);

        var narrowed = await device.OpenAsync(links["klopt niet"].GetAttribute("href")!);
        Assert.Equal(["Noor Smit"], narrowed.QuerySelectorAll("tbody td.lead a").Select(a => a.TextContent));
    }

    [Fact]
    public async Task A_case_is_late_from_the_day_after_its_deadline()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        host.Web.Clock.SetUtcNow(AmsterdamTime.At(new DateOnly(2026, 12, 4), new TimeOnly(23, 59)));
        Assert.Empty((await device.OpenAsync(Page + "?staat=te-laat")).QuerySelectorAll("tbody tr"));

        host.Web.Clock.SetUtcNow(AmsterdamTime.At(new DateOnly(2026, 12, 5), new TimeOnly(0, 0)));
        Assert.Equal(3, (await device.OpenAsync(Page + "?staat=te-laat")).QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task The_list_has_fifty_to_a_page_and_keeps_its_filters()
    {
        await using var host = await BureauHost.WithRegisterAsync(new Proefregister().WithStudents(57));
        using var device = host.NewDevice();

        var first = await device.OpenAsync(Page + "?naam=student");
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        var second = await device.OpenAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(7, second.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(7, (await device.OpenAsync(Page + "?naam=student&pagina=999")).QuerySelectorAll("tbody tr").Length);
    }

    /// <summary>Who coordinates a board and guides one of its students fills in without knowing whether the student did.</summary>
    [Fact]
    public async Task Another_role_does_not_tell_who_has_yet_to_fill_in_what_the_other_side_did()
    {
        await using var host = await BureauHost.WithRegisterAsync(
            new Proefregister().Plus("rollen", $"{Proefregister.Fatima};coordinerend-schoolopleider;O1;B1;2026-08-01;"), "Production");
        var gijs = await host.CaseOfAsync(Proefregister.Gijs);
        using var fatima = await host.Web.SignedInDeviceOf(await host.PersonAsync(Proefregister.Fatima));
        string[] ways = [Page, $"{Page}/{gijs.Id}", $"{Page}?staat=een-ingevuld", "/bureau", "/mijn"];
        var before = await ReadAsync();

        await host.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Student, false));
        Assert.Equal(before, await ReadAsync());

        // Once she did as well both are told.
        await host.DecideAsync(await host.FindCaseAsync(gijs.Id), new Opdracht.DienIn((await host.PersonAsync(Proefregister.Fatima)).Id, false));
        Assert.Contains("beide ingevuld", (await fatima.OpenAsync(Page)).MainText(), StringComparison.Ordinal);

        async Task<List<string>> ReadAsync()
        {
            List<string> texts = [];
            foreach (var way in ways)
            {
                texts.Add((await fatima.OpenAsync(way)).MainText());
            }

            return texts;
        }
    }

    [Fact]
    public async Task The_file_holds_what_is_shown_and_no_cell_runs_as_a_formula()
    {
        var register = new Proefregister().With("studenten", "500001", $"500001;{Proefregister.Gijs};=HYPERLINK(1)|Gijs;Gijs;;pabo-vt;2;{Proefregister.Cas};;iselinge");
        await using var host = await BureauHost.WithRegisterAsync(register);
        using var device = host.NewDevice();

        var page = await device.OpenAsync(Page + "?opleiding=pabo-vt");
        var file = await device.GetAsync(page.QuerySelector("a[download]")!.GetAttribute("href")!);
        file.MustBe(HttpStatusCode.OK);
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        var lines = Encoding.UTF8.GetString(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Split("\r\n");

        Assert.StartsWith("\uFEFFstudent;opleiding;", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("'=HYPERLINK(1)|Gijs;pabo-vt;2;De Linde;Stichting De Linde;Fatima Yıldız;2026-2027 Stageperiode 1;2026-12-04;open;nee;nee", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("Noor Smit;", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("İpek", StringComparison.Ordinal));
    }

    [Fact]
    public void The_ladder_tells_of_the_last_message_about_the_case()
    {
        var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(Bezorgstand.Geen, Bezorgstanden.Of(Box(), "zaak"));
        Assert.Equal(Bezorgstand.Aangekomen, Bezorgstanden.Of(Box(Message(now, BezorgStaat.Failed), Message(now.AddDays(1), BezorgStaat.Delivered)), "zaak"));
        Assert.Equal(Bezorgstand.Gezien, Bezorgstanden.Of(Box(Message(now, BezorgStaat.Delivered) with { SeenAt = now }), "zaak"));
        Assert.Equal(Bezorgstand.NietAangekomen, Bezorgstanden.Of(Box(Message(now, BezorgStaat.Delivered), Message(now.AddDays(1), BezorgStaat.Failed)), "zaak"));
        Assert.Equal(Bezorgstand.Onbereikbaar, Bezorgstanden.Of(Box(Message(now, BezorgStaat.WaitingForInstall)), "zaak"));
        Assert.Equal(Bezorgstand.WaarschijnlijkAangekomen, Bezorgstanden.Of(Box(Message(now, BezorgStaat.Doubt)), "zaak"));
        Assert.Equal(Bezorgstand.Geen, Bezorgstanden.Of(Box(Message(now, BezorgStaat.Delivered)), "andere zaak"));
    }

    private static Bericht Message(DateTimeOffset at, BezorgStaat state) => new()
    {
        Id = Bericht.NewId(at, ["b"]), Regels = [new BerichtRegel("b", Kaarten.Formulier, "zaak", "opening")], State = state, Since = at, Day = AmsterdamTime.DateOf(at),
    };

    private static BezorgBox Box(params Bericht[] messages) => new()
    {
        Person = default,
        Bezorgingen = new Dictionary<string, Core.Storage.Stored<Core.Bezorging.Bezorging>>(),
        Berichten = messages.ToDictionary(m => m.Id, m => new Core.Storage.Stored<Bericht>(m, "1")),
    };
}
