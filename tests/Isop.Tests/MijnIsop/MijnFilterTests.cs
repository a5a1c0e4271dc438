using Isop.Bot.MijnIsop;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;

namespace Isop.Tests.MijnIsop;

/// <summary>What stands in the address: each list its own page, and the study year of the counts.</summary>
public sealed class MijnFilterTests(MijnHost mijn) : IClassFixture<MijnHost>
{
    [Fact]
    public void Turning_the_page_of_one_list_leaves_the_others_where_they_were()
    {
        var filter = new MijnFilter { Jaar = "2026-2027", Zoek = "a b", Studentenpagina = 3, Bestuurpagina = 2 };

        Assert.Equal(
            "/mijn?jaar=2026-2027&zoek=a%20b&studentenpagina=3&bestuurpagina=4#bestuur", (filter with { Bestuurpagina = 4 }).Href("bestuur"));
        Assert.Equal("/mijn?jaar=2026-2027&bestuurpagina=2#studenten", filter.Alles.Href("studenten"));
        Assert.Equal("/mijn", new MijnFilter().Href());
    }

    [Fact]
    public async Task Somebody_with_two_long_lists_turns_each_by_itself()
    {
        var address = Bezetting.Address("studiecoach");
        var register = MijnHost.Groot(30).Plus("rollen", $"{address};coordinerend-schoolopleider;;B1;2026-08-01;");
        for (var n = 0; n < 30; n++)
        {
            register = register.Plus("organisaties", $"X{n};School {n};B1;school;Ulft;7071 AA;midden;ja;;nee;ja")
                .Plus("studenten", $"{800_000 + n};x{n}@student.example;Kind {n};Kind;;pabo-vt;2;{Proefregister.Cas};;iselinge")
                .Plus("stages", $"{800_000 + n};X{n};groep 5;{Proefregister.Bram};;2026-08-31;2027-01-29;di,wo");
        }

        await using var host = await MijnHost.StartAsync(register);
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(address));
        var page = await device.OpenAsync("/mijn?studentenpagina=3");

        Assert.Equal(["Pagina 3 van 4", "Pagina 1 van 2"], page.QuerySelectorAll(".pager span").Select(s => s.TextContent));
        var labels = page.QuerySelectorAll(".pager").Select(p => p.GetAttribute("aria-label")).ToList();
        Assert.Equal(labels, labels.Distinct());
        page = await device.OpenAsync(page.QuerySelector("#bestuur a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(["Pagina 3 van 4", "Pagina 2 van 2"], page.QuerySelectorAll(".pager span").Select(s => s.TextContent));
    }

    [Theory]
    [InlineData("coordinerend-schoolopleider", true)]
    [InlineData("directeur", true)]
    [InlineData("bestuurder", true)]
    [InlineData("onderwijsbureau", true)]
    [InlineData("projectleider", true)]
    [InlineData("studiecoach", false)]
    [InlineData(Bezetting.Student, false)]
    public async Task Who_reads_counts_chooses_the_study_year_where_there_is_more_than_one(string rol, bool kiest)
    {
        Assert.Null((await mijn.OpenAsync(rol)).QuerySelector(".jaarkeuze"));
        await using var host = await MijnHost.StartAsync(Bezetting.Register().Plus("kalender", "studiejaar;2025-2026;2025-09-01;2026-07-10;;;"));
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address(rol)));
        var page = await device.OpenAsync("/mijn");

        Assert.Equal(kiest ? ["2026-2027", "2025-2026"] : [], page.QuerySelectorAll(".jaarkeuze a").Select(a => a.TextContent));
        if (kiest)
        {
            Assert.Equal("2026-2027", page.QuerySelector(".jaarkeuze a[aria-current]")!.TextContent);
            var earlier = await device.OpenAsync(page.QuerySelectorAll(".jaarkeuze a")[1].GetAttribute("href")!);
            Assert.Equal("2025-2026", earlier.QuerySelector(".jaarkeuze a[aria-current]")!.TextContent);
            Assert.Contains("cijfers van 2025-2026", earlier.QuerySelector(".intro")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("kennen we niet", (await device.OpenAsync("/mijn?jaar=1999-2000")).QuerySelector(".intro")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Searching_keeps_the_year()
    {
        await using var host = await MijnHost.StartAsync(MijnHost.Groot(20));
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address("studiecoach")));

        var page = await device.OpenAsync("/mijn?jaar=2026-2027&zoek=Leerling");

        Assert.Equal("2026-2027", page.QuerySelector("#studenten form input[name=jaar]")!.GetAttribute("value"));
        Assert.Equal("/mijn?jaar=2026-2027#studenten", page.QuerySelector("#studenten form a")!.GetAttribute("href"));
    }
}
