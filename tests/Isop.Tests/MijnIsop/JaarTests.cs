using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;

namespace Isop.Tests.MijnIsop;

/// <summary>The year of an organisation or a board in five figures.</summary>
public sealed class JaarTests
{
    [Fact]
    public async Task Of_a_small_organisation_no_number_of_people_is_told()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        await MijnHost.DiscussAsync(host, Proefregister.Gijs);

        var page = await MijnHost.OpenAsync(host, Bezetting.Address("directeur"), "/mijn/jaar/2026-2027");

        Assert.Equal(["< 5", "< 5", "–", "–", "–"], page.QuerySelectorAll(".cijfers strong").Select(s => s.TextContent));
        Assert.Empty(page.QuerySelectorAll(".states-bar, .states-list li"));
        Assert.Contains("te weinig mensen", page.MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_large_organisation_the_figures_are_told_and_a_small_part_takes_another_along()
    {
        await using var host = await MijnHost.StartAsync(MijnHost.Groot(30));
        foreach (var n in Enumerable.Range(0, 12))
        {
            await MijnHost.DiscussAsync(host, $"s{700_000 + n}@student.example");
        }

        var all = await MijnHost.OpenAsync(host, Bezetting.Address("directeur"), "/mijn/jaar/2026-2027");
        Assert.Equal(["32", "17", "0", "12", "–"], all.QuerySelectorAll(".cijfers strong").Select(s => s.TextContent));
        Assert.Contains("van de 32", all.MainText(), StringComparison.Ordinal);
        Assert.Equal("open: 20, besproken: 12", all.QuerySelector(".states-bar desc")!.TextContent);

        // Two of thirty-two are halfway: with them goes another part, or the total would tell.
        foreach (var n in new[] { 12, 13 })
        {
            var zaak = await host.CaseOfAsync($"s{700_000 + n}@student.example");
            await host.DecideAsync(zaak, new Core.Tussenevaluaties.Opdracht.DienIn(zaak.Deelnemers.Student, false));
        }

        var part = await MijnHost.OpenAsync(host, Bezetting.Address("directeur"), "/mijn/jaar/2026-2027");
        Assert.Null(part.QuerySelector(".states-bar"));
        Assert.Equal(["18"], part.QuerySelectorAll(".states-list strong").Select(s => s.TextContent));
        Assert.Equal(["32", "17", "0", "–", "–"], part.QuerySelectorAll(".cijfers strong").Select(s => s.TextContent));
    }

    [Fact]
    public async Task A_reader_of_counts_finds_no_second_cut_of_them_on_another_page()
    {
        await using var host = await MijnHost.StartAsync(MijnHost.Groot(30));
        await MijnHost.DiscussAsync(host, Proefregister.Gijs);
        foreach (var rol in new[] { "directeur", "bestuurder", "projectleider", "regisseur", "kwaliteitszorg" })
        {
            var page = await MijnHost.OpenAsync(host, Bezetting.Address(rol), "/bureau");

            Assert.Empty(page.QuerySelectorAll(".states-list li, .states-bar"));
            Assert.NotNull(page.QuerySelector("main a[href='/mijn']"));
        }
    }

    [Fact]
    public async Task Who_reads_the_whole_partnership_gets_no_counts_of_a_part_beside_it()
    {
        var bestuurder = Bezetting.Address("bestuurder");
        await using var host = await MijnHost.StartAsync(MijnHost.Groot(30).Plus("rollen", $"{bestuurder};projectleider;;;2026-08-01;"));
        host.Web.Clock.Advance(TimeSpan.FromDays(14));

        var mine = await MijnHost.OpenAsync(host, bestuurder);
        var year = await MijnHost.OpenAsync(host, bestuurder, "/mijn/jaar/2026-2027");

        Assert.Equal("te laat: 34", mine.QuerySelector("#partnerschap .states-bar desc")!.TextContent);
        Assert.Single(mine.QuerySelectorAll(".states-bar"));
        Assert.Empty(year.QuerySelectorAll(".states-bar, .states-list li"));
        Assert.Contains("je leest ze bij het partnerschap", year.MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_late_is_counted_by_board_and_small_boards_hide_each_other()
    {
        await using var host = await MijnHost.StartAsync(MijnHost.Groot(30));
        host.Web.Clock.Advance(TimeSpan.FromDays(14));

        var page = await MijnHost.OpenAsync(host, Bezetting.Address("projectleider"));

        // Jop is the only one at the other board: its one and the rest would tell each other from the total.
        Assert.Equal("te laat: 34", page.QuerySelector("#partnerschap .states-bar desc")!.TextContent);
        Assert.DoesNotContain(page.QuerySelectorAll("#partnerschap .getal"), g => g.TextContent != "niet getoond");
        Assert.Contains("0 van de 100", page.QuerySelector("#partnerschap")!.TextContent, StringComparison.Ordinal);
    }
}
