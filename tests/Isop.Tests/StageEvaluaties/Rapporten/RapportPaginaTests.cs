using System.Text;
using AngleSharp.Dom;
using Isop.Core.StageEvaluaties.Rapportage;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>The page of a report: well-formed for who listens, small, and of the same figures as the export.</summary>
public sealed class RapportPaginaTests
{
    public static TheoryData<string> Namen => ["gemengd", "volledig", "arm", "bestuur", "partnerschap"];

    [Theory]
    [MemberData(nameof(Namen))]
    public async Task A_page_is_small_and_needs_no_script_style_or_outside(string naam)
    {
        var html = await Weergave.HtmlAsync(Beeld(naam));
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 4_000, 100_000);
        var page = await Weergave.PageAsync(Beeld(naam));
        Assert.Empty(page.QuerySelectorAll("[style], style, [onclick], img, iframe"));
        Assert.All(page.QuerySelectorAll("script"), s => Assert.StartsWith("/site.js", s.GetAttribute("src"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Namen))]
    public async Task Ids_are_unique_and_what_points_at_one_finds_it(string naam)
    {
        var page = await Weergave.PageAsync(Beeld(naam));
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.QuerySelectorAll("[aria-labelledby]").Select(e => e.GetAttribute("aria-labelledby")!), id => Assert.Contains(id, ids));
        Assert.All(page.QuerySelectorAll("a[href^='#']").Select(e => e.GetAttribute("href")![1..]), id => Assert.Contains(id, ids));
        Assert.All(page.QuerySelectorAll("[fill^='url(#']").Select(e => e.GetAttribute("fill")![5..^1]), id => Assert.Contains(id, ids));
    }

    [Theory]
    [MemberData(nameof(Namen))]
    public async Task Charts_say_what_they_show_and_tables_have_headers(string naam)
    {
        var beeld = Beeld(naam);
        var page = await Weergave.PageAsync(beeld);
        Assert.All(page.QuerySelectorAll("svg").Where(s => s.Closest("svg") == s && s.ParentElement!.Closest("svg") is null),
            s => Assert.True(s.GetAttribute("aria-hidden") == "true" || (s.GetAttribute("role") == "img" && s.GetAttribute("aria-label") is { Length: > 3 })));
        foreach (var table in page.QuerySelectorAll("table"))
        {
            Assert.NotNull(table.QuerySelector("caption"));
            var columns = table.QuerySelectorAll("thead th[scope=col]").Length;
            Assert.All(table.QuerySelectorAll("tbody tr"), r => Assert.Equal((columns, "row"), (r.Children.Length, r.Children[0].GetAttribute("scope"))));
        }

        var levels = page.QuerySelectorAll("h1, h2, h3, h4").Select(h => h.LocalName[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.Single(levels, 1);
    }

    [Theory]
    [MemberData(nameof(Namen))]
    public async Task The_page_shows_the_figures_of_the_export(string naam)
    {
        var beeld = Beeld(naam);
        var page = await Weergave.PageAsync(beeld);
        var csv = RapportexportTests.Csv(Rapportexport.Csv(beeld)).Skip(1).Take(Rapporttabel.Van(beeld).Rijen.Count).ToList();
        var cijfers = csv.Where(r => r[2].StartsWith("cijfers", StringComparison.Ordinal)).ToList();
        var shown = page.QuerySelectorAll("tbody tr").Select(r => r.Children.Select(c => c.TextContent).ToArray()).ToList();
        Assert.Equal(
            cijfers.Select(r => string.Join('|', (string[])[r[1], .. r[4..10], r[12], Naast(r[13]), Naast(r[15]), Naast(r[17]), .. beeld.Onderwerp.IsEenheid ? Array.Empty<string>() : [r[19]]])),
            shown.Select(r => string.Join('|', r)));
        Assert.Equal(cijfers.Select(r => r[12]), page.QuerySelectorAll(".vraag-getal:not(.woord) strong").Select(s => s.TextContent));
        var hidden = csv.Where(r => r[2] == "niet getoond").ToList();
        Assert.Equal(hidden.Select(r => r[1]).Order(), page.QuerySelectorAll(".rapport-verborgen li").Select(l => l.TextContent).Order());
        Assert.All(hidden, r => Assert.Contains(r[^1], page.QuerySelectorAll(".rapport-verborgen p").Select(p => p.TextContent)));
    }

    [Fact]
    public async Task Everything_that_must_be_said_is_said()
    {
        var beeld = Beeld("volledig");
        var text = (await Weergave.PageAsync(beeld)).Body!.TextContent;
        Assert.All(
            [Rapportwoorden.GeenEnigeGrond, $"{beeld.Respons}", .. beeld.Opvallend.Select(o => o.Zin), beeld.Gedaan!, .. beeld.Ouder.Select(o => o.Titel), "12 september 2025", .. beeld.Opmerkingen.SelectMany(o => o.Teksten)],
            said => Assert.Contains(said, text, StringComparison.Ordinal));
        var low = (await Weergave.PageAsync(beeld with { LageRespons = true })).Body!.TextContent;
        Assert.Contains(Rapportwoorden.LageRespons, low, StringComparison.Ordinal);
        Assert.DoesNotContain(Rapportwoorden.LageRespons, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_is_text()
    {
        var beeld = Beeld("volledig");
        var page = await Weergave.PageAsync(beeld with { Gedaan = "<script>alert(1)</script>", Opmerkingen = [new("<b>Vraag</b>", ["<img src=x>"], null)] });
        Assert.Contains("<img src=x>", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("img, main script, main b"));
    }

    private static string Naast(string cell) => cell.StartsWith("geen", StringComparison.Ordinal) ? "geen" : cell;

    internal static Rapportbeeld Beeld(string naam) => Rapportbeeld.Maak(naam switch
    {
        "gemengd" => Proefrapport.Gemengd,
        "volledig" => Voorbeeldpartnerschap.Volledig,
        "arm" => Voorbeeldpartnerschap.Bron(Voorbeeldpartnerschap.Arm, Lezer.Werkplekbegeleider, "De Els"),
        "bestuur" => Voorbeeldpartnerschap.Bron(Voorbeeldpartnerschap.Uitgave.Besturen.Keys.First(), Lezer.Bestuurder, "Stichting Noord"),
        _ => Voorbeeldpartnerschap.Bron("", Lezer.Kwaliteitszorg, "Partnerschap ISOP"),
    });
}
