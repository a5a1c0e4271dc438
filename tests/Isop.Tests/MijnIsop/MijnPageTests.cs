using System.Text;
using Isop.Core.Instrumenten;
using Isop.Core.Inzage;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;

namespace Isop.Tests.MijnIsop;

/// <summary>What stands in the parts of the page, on a real server.</summary>
public sealed class MijnPageTests(MijnHost mijn) : IClassFixture<MijnHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_says_how_long_there_is_and_leads_to_its_card_in_one_click()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        host.Web.Clock.Advance(TimeSpan.FromDays(1));
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address("werkplekbegeleider")));
        var task = (await device.OpenAsync("/mijn")).QuerySelector(".taken a")!;

        Assert.Contains("Gijs de Vries", task.TextContent, StringComparison.Ordinal);
        Assert.Equal("nog 10 dagen", task.QuerySelector(".chip")!.TextContent);
        var card = await device.OpenAsync(task.GetAttribute("href")!);
        Assert.Contains("tussenevaluatie", card.Title!, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Hier hoef je niets meer te doen", card.MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_nothing_to_do_reads_that() =>
        Assert.Contains("Je hebt nu niets te doen", (await mijn.OpenAsync("docent")).QuerySelector("#taken")!.TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task What_is_late_says_so_in_words_and_comes_first()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        host.Web.Clock.Advance(TimeSpan.FromDays(14));
        var mentor = await MijnHost.OpenAsync(host, Bezetting.Address("werkplekbegeleider"));
        Assert.Equal("3 dagen te laat", mentor.QuerySelector(".taken .laat .chip")!.TextContent);
        Assert.Contains("Die is te laat.", mentor.QuerySelector("#taken")!.TextContent, StringComparison.Ordinal);

        var opleider = await MijnHost.OpenAsync(host, Bezetting.Address("schoolopleider"));
        Assert.Contains("Gijs de Vries", opleider.QuerySelector("#organisatie")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Te laat; wacht op", opleider.QuerySelector("#studenten")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_student_and_a_mentor_cannot_tell_from_the_page_whether_the_other_handed_in()
    {
        foreach (var mentorFirst in new[] { true, false })
        {
            await using var host = await MijnHost.StartAsync(Bezetting.Register());
            var zaak = await host.CaseOfAsync(Proefregister.Gijs);
            var (first, waits) = mentorFirst
                ? (zaak.Deelnemers.Werkplekbegeleiders[0], Proefregister.Gijs)
                : (zaak.Deelnemers.Student, Bezetting.Address("werkplekbegeleider"));
            var before = (await MijnHost.OpenAsync(host, waits)).MainText();

            await host.DecideAsync(zaak, new Opdracht.DienIn(first, false));

            Assert.Equal(before, (await MijnHost.OpenAsync(host, waits)).MainText());
        }
    }

    [Fact]
    public async Task A_student_sees_stage_team_and_state_and_after_the_gesprek_own_growth_only()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        var zaak = await host.CaseOfAsync(Proefregister.Gijs);
        await FillInAsync(host, zaak, zaak.Deelnemers.Student, "zichtbaar", 5);
        await FillInAsync(host, zaak, zaak.Deelnemers.Werkplekbegeleiders[0], "sterk", 7);
        var before = await MijnHost.OpenAsync(host, Proefregister.Gijs);
        Assert.Contains("De Linde, Ulft", before.QuerySelector("#stage")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Persoon werkplekbegeleider", before.QuerySelector("#stage")!.TextContent, StringComparison.Ordinal);
        Assert.Null(before.QuerySelector(".groei"));

        await MijnHost.DiscussAsync(host, Proefregister.Gijs);

        var after = await MijnHost.OpenAsync(host, Proefregister.Gijs);
        Assert.Equal("zichtbaar: 5", after.QuerySelector(".groei desc")!.TextContent);
        Assert.DoesNotContain("sterk: 7", after.MainText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Zinderende", after.MainText(), StringComparison.Ordinal);
        Assert.Contains("Besproken op", after.QuerySelector("#stage")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("groei", (await MijnHost.OpenAsync(host, Bezetting.Address("werkplekbegeleider"))).MainText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_student_reads_who_opened_the_forms_and_looking_at_this_page_is_not_opening_them()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        await MijnHost.DiscussAsync(host, Proefregister.Gijs);
        var zaak = await host.CaseOfAsync(Proefregister.Gijs);
        Assert.Contains("Nog niemand", (await MijnHost.OpenAsync(host, Proefregister.Gijs)).QuerySelector("#inzage")!.TextContent, StringComparison.Ordinal);

        await MijnHost.OpenAsync(host, Bezetting.Address("werkplekbegeleider"));
        Assert.Empty(await OpenedAsync(host, zaak.Id));
        await MijnHost.OpenAsync(host, Bezetting.Address("werkplekbegeleider"), $"/tussenevaluatie/{zaak.Id}");

        var line = (await MijnHost.OpenAsync(host, Proefregister.Gijs)).QuerySelector("#inzage li")!.TextContent;
        Assert.Contains("Persoon werkplekbegeleider, mentor", line, StringComparison.Ordinal);
        Assert.Contains("23 november 2026", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_and_small_enough_and_its_filters_reach_no_further_than_the_role()
    {
        await using var host = await MijnHost.StartAsync(MijnHost.Groot(120));
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address("studiecoach")));

        var answer = await device.GetAsync("/mijn");
        Assert.InRange(Encoding.UTF8.GetByteCount(await Device.TextAsync(answer)), 5_000, 120_000);
        var page = await device.OpenAsync("/mijn");
        Assert.Equal(10, page.QuerySelectorAll("#studenten tbody tr").Length);
        Assert.Equal("/mijn?studentenpagina=2#studenten", page.QuerySelector("#studenten .pager a")!.GetAttribute("href"));
        Assert.Single((await device.OpenAsync("/mijn?studentenpagina=13")).QuerySelectorAll("#studenten tbody tr"));
        Assert.Contains("Leerling 700007", Assert.Single((await device.OpenAsync("/mijn?zoek=LEERLING%20700007")).QuerySelectorAll("#studenten tbody tr")).TextContent, StringComparison.Ordinal);
        foreach (var beyond in new[] { "?zoek=Jop", "?organisatie=O3", "?zoek=Noor" })
        {
            Assert.Empty((await device.OpenAsync($"/mijn{beyond}")).QuerySelectorAll("#studenten tbody tr"));
        }
    }

    [Fact]
    public async Task The_bureau_drills_down_by_state_and_never_to_content()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        await MijnHost.DiscussAsync(host, Proefregister.Gijs);
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address("onderwijsbureau")));
        var page = await device.OpenAsync("/mijn");

        var state = page.QuerySelectorAll("#onderwijsbureau .states-list a").First(a => a.TextContent.Contains("besproken", StringComparison.Ordinal));
        var list = await device.OpenAsync(state.GetAttribute("href")!);
        Assert.Contains("Gijs de Vries", Assert.Single(list.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Zinderende", page.MainText() + list.MainText(), StringComparison.Ordinal);
        Assert.StartsWith("/bureau/voortgang/voortgang.csv", page.QuerySelector("#onderwijsbureau a[download]")!.GetAttribute("href"), StringComparison.Ordinal);
        foreach (var rol in Bezetting.Rollen.Where(r => r != "onderwijsbureau"))
        {
            Assert.Null((await MijnHost.OpenAsync(host, Bezetting.Address(rol))).QuerySelector("a[download], a[href*='.csv']"));
        }
    }

    [Fact]
    public async Task A_board_is_told_by_organisation_and_leads_to_the_list_of_each()
    {
        var page = await mijn.OpenAsync("coordinerend-schoolopleider");

        Assert.Equal(["De Esdoorn", "De Linde"], page.QuerySelectorAll("#bestuur tbody a").Select(a => a.TextContent));
        Assert.Equal(
            [["1", "0", "1", "0"], ["2", "0", "2", "0"]],
            page.QuerySelectorAll("#bestuur tbody tr").Select(r => r.QuerySelectorAll(".number").Select(n => n.TextContent.Trim()).ToArray()));
        Assert.All(page.QuerySelectorAll("#bestuur a[href*='voortgang']"), a => Assert.DoesNotContain("O3", a.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_file_of_styles_is_added_and_the_first_view_stays_under_150_kilobytes()
    {
        await using var host = await MijnHost.StartAsync(MijnHost.Groot(120));
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address("studiecoach")));
        var page = await device.OpenAsync("/mijn");
        var total = Encoding.UTF8.GetByteCount(page.Source.Text);
        foreach (var file in page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon]").Select(l => l.GetAttribute("href")!).Concat(page.QuerySelectorAll("script").Select(s => s.GetAttribute("src")!)))
        {
            Assert.StartsWith("/", file, StringComparison.Ordinal);
            total += (await (await device.GetAsync(file)).Content.ReadAsByteArrayAsync(Ct)).Length;
        }

        Assert.InRange(total, 20_000, 150_000);
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])"));
    }

    private static async Task<IReadOnlyList<InzageRegel>> OpenedAsync(BureauHost host, string zaak) =>
        [.. (await InzageRijen.ReadAllAsync(host.Get<IDocumentStore>(), TussenevaluatieStore.PartitionOf(zaak), Ct).ToListAsync(Ct)).Where(r => r.Soort == InzageSoort.AntwoordenGeopend)];

    /// <summary>The same step for the first criteria.</summary>
    private static async Task FillInAsync(BureauHost host, Zaak zaak, Core.Register.PersonId person, string stap, int count)
    {
        var store = host.Get<TussenevaluatieStore>();
        var instrument = (await host.Get<InstrumentStore>().CurrentAsync(Ct)).Find(zaak.Instrument!)!;
        foreach (var pagina in Wizard.Pages(instrument, []))
        {
            var given = pagina.Vragen.Take(count).ToDictionary(v => v.Id, _ => new Antwoord { Stap = stap });
            count -= given.Count;
            if (given.Count == 0)
            {
                break;
            }

            var own = (await store.ReadEigenFormulierAsync(zaak, person, Ct))!;
            Assert.IsType<Paginabesluit.Bewaard>(await store.SavePageAsync(zaak, person, own, pagina, given, own.Formulier.Revisie, 0, Ct));
        }
    }
}
