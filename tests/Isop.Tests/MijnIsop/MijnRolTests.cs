using Isop.Core;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Intervisie;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;

namespace Isop.Tests.MijnIsop;

/// <summary>What single roles find in their parts.</summary>
public sealed class MijnRolTests(MijnHost mijn) : IClassFixture<MijnHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_student_reads_the_leerteam_its_begeleider_and_the_next_time_she_belongs_at()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        Assert.Contains("Leerteam De Linde", (await MijnHost.OpenAsync(host, Proefregister.Gijs)).QuerySelector("#stage")!.TextContent, StringComparison.Ordinal);
        await BijeenkomstAsync(host, new(2026, 12, 8));

        var stage = (await MijnHost.OpenAsync(host, Proefregister.Gijs)).QuerySelector("#stage")!;

        Assert.Contains("begeleider: Olga Bos", stage.TextContent, StringComparison.Ordinal);
        var next = stage.QuerySelectorAll("a").Single(a => a.TextContent == "di 8 dec, 15.30");
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Proefregister.Gijs));
        Assert.Contains("Leerteam De Linde", (await device.OpenAsync(next.GetAttribute("href")!)).MainText(), StringComparison.Ordinal);

        // After the stage she belongs at none.
        await BijeenkomstAsync(host, new(2027, 3, 9));
        Assert.Contains("nog niet gepland", (await MijnHost.OpenAsync(host, Proefregister.Gijs)).QuerySelector("#stage")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_an_earlier_year_is_found_whether_it_was_discussed_or_not()
    {
        var register = Bezetting.Register().Plus("kalender", "studiejaar;2027-2028;2027-08-30;2028-07-14;;;");
        await using var host = await MijnHost.StartAsync(register);
        var zaak = await host.CaseOfAsync(Proefregister.Gijs);
        await host.DecideAsync(zaak, new Opdracht.DienIn(zaak.Deelnemers.Student, false));
        Assert.Null((await MijnHost.OpenAsync(host, Proefregister.Gijs)).QuerySelector("#stage details"));

        host.Web.Clock.Advance(TimeSpan.FromDays(300));
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Proefregister.Gijs));
        var earlier = (await device.OpenAsync("/mijn")).QuerySelector("#stage details")!;

        Assert.Contains("2026-2027, ", earlier.TextContent, StringComparison.Ordinal);
        Assert.Contains("tussenevaluatie", (await device.OpenAsync(earlier.QuerySelector("a")!.GetAttribute("href")!)).MainText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Everybody_who_opened_the_forms_is_found_page_by_page()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        await MijnHost.DiscussAsync(host, Proefregister.Gijs);
        var zaak = await host.CaseOfAsync(Proefregister.Gijs);
        var mentor = zaak.Deelnemers.Werkplekbegeleiders[0];
        for (var n = 0; n < 20; n++)
        {
            var regel = new InzageRegel { At = host.Now.AddMinutes(n), By = mentor.ToString(), Soort = InzageSoort.AntwoordenGeopend, About = zaak.Deelnemers.Student };
            await host.Get<IDocumentStore>().CommitAsync(TussenevaluatieStore.PartitionOf(zaak.Id), [InzageRijen.Row(regel)], Ct);
        }

        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Proefregister.Gijs));
        var page = await device.OpenAsync("/mijn?zoek=x");
        List<int> seen = [page.QuerySelectorAll("#inzage li").Length];
        while (page.QuerySelector("#inzage a[rel=next]")?.GetAttribute("href") is { } next)
        {
            Assert.StartsWith("/mijn?zoek=x&inzagepagina=", next, StringComparison.Ordinal);
            page = await device.OpenAsync(next);
            seen.Add(page.QuerySelectorAll("#inzage li").Length);
        }

        Assert.Equal([8, 8, 4], seen);
    }

    [Fact]
    public async Task The_stagebureau_reads_by_name_what_the_last_imports_changed_in_the_stages_and_nothing_of_the_forms()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        Assert.Contains("veranderde er geen stage", (await MijnHost.OpenAsync(host, Bezetting.Address("stagebureau"))).QuerySelector("#bereikbaarheid")!.TextContent, StringComparison.Ordinal);
        host.Web.Clock.Advance(TimeSpan.FromMinutes(5));
        await host.ApplyAsync(Bezetting.Register()
            .With("stages", "500001", $"500001;O2;groep 5;{Bezetting.Address("werkplekbegeleider")};{Bezetting.Address("schoolopleider")};2026-11-24;2027-01-29;di,wo")
            .With("stages", "500002", null));

        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address("stagebureau")));
        var part = (await device.OpenAsync("/mijn")).QuerySelector("#bereikbaarheid details")!;

        Assert.EndsWith("1 verhuisd en 1 gestopt", part.QuerySelector("summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["Noor Smitgestopt bij De Lindeper ma 23 nov", "Gijs de Vriesvan De Linde naar De Esdoornvanaf di 24 nov"],
            part.QuerySelectorAll("li").Select(l => l.TextContent.Trim()));
        Assert.Contains("Noor Smit", (await device.OpenAsync(part.QuerySelector("a")!.GetAttribute("href")!)).MainText(), StringComparison.Ordinal);
        Assert.DoesNotContain("tussenevaluatie", part.TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_examencommissie_comes_at_the_names_of_who_may_assess()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        await BevoegdAsync(host, "schoolopleider");
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address("examencommissie")));
        var part = (await device.OpenAsync("/mijn")).QuerySelector("#beoordelaars")!;

        Assert.Equal(["1", "4", "5"], part.QuerySelectorAll(".figure strong").Select(f => f.TextContent));
        Assert.Contains("Persoon schoolopleider", (await device.OpenAsync(part.QuerySelector(".figure")!.GetAttribute("href")!)).MainText(), StringComparison.Ordinal);
        foreach (var link in part.QuerySelectorAll("a"))
        {
            (await device.GetAsync(link.GetAttribute("href")!)).MustBe(System.Net.HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task The_projectleider_reads_the_risks_in_counts_and_small_numbers_of_people_are_not_told()
    {
        var text = Core.Time.Dutch.OneLine((await mijn.OpenAsync("projectleider")).QuerySelector("#risicos")!.TextContent);

        Assert.Contains("opleidingsorganisaties zonder student 0 van 3", text, StringComparison.Ordinal);
        Assert.Contains("0 van 3", text, StringComparison.Ordinal);
        Assert.Contains("zonder opleider die mag beoordelen", text, StringComparison.Ordinal);
        Assert.Contains("3 van 3", text, StringComparison.Ordinal);
        Assert.Contains("weten we het niet < 5", text, StringComparison.Ordinal);
        Assert.Contains("die mogen beoordelen 0 van 5", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_many_may_assess_is_not_told_when_it_is_a_few_and_an_organisation_with_one_is_no_risk()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        await BevoegdAsync(host, "schoolopleider");

        var text = Core.Time.Dutch.OneLine((await MijnHost.OpenAsync(host, Bezetting.Address("projectleider"))).QuerySelector("#risicos")!.TextContent);

        Assert.Contains("die mogen beoordelen niet getoond", text, StringComparison.Ordinal);
        Assert.Contains("2 van 3", text, StringComparison.Ordinal);
    }

    private static async Task BevoegdAsync(BureauHost host, string rol)
    {
        foreach (var soort in new[] { Bevoegdheidssoort.Bke, Bevoegdheidssoort.Aanstelling })
        {
            var opdracht = new Bevoegdheidsopdracht.LegVast(FormId.New(), soort, new DateOnly(2026, 3, 12), null, "", "bureau");
            await host.Get<BevoegdheidStore>().DecideAsync((await host.PersonAsync(Bezetting.Address(rol))).Id, opdracht, host.Now, Ct);
        }
    }

    private static async Task BijeenkomstAsync(BureauHost host, DateOnly datum)
    {
        var store = host.Get<IDocumentStore>();
        var leerteam = (await host.Registers.CurrentAsync(Ct)).Data.Leerteams[0];
        var id = Intervisiereeks.IdOf(leerteam.Code, "2026-2027");
        var was = await store.ReadAsync(IntervisieStore.PartitionOf(id), IntervisieStore.ReeksRow, CoreJson.Default.Intervisiereeks, Ct);
        var reeks = (was?.Value ?? new Intervisiereeks
        {
            Id = id, Leerteam = leerteam.Code, Naam = leerteam.Naam, Organisaties = leerteam.Organisaties, Begeleider = leerteam.Begeleider, Studiejaar = "2026-2027",
            Van = new(2026, 8, 31), Tot = new(2027, 7, 16), Eindigt = host.Now.AddYears(1), GewektTot = host.Now,
        }) with
        {
            Bijeenkomsten = [new Bijeenkomst { Id = "1", Datum = datum, Tijd = new(15, 30), Minuten = 90, Gewijzigd = host.Now }],
        };
        await store.CommitAsync(IntervisieStore.PartitionOf(id), [Documents.Save(IntervisieStore.ReeksRow, reeks, was, CoreJson.Default.Intervisiereeks)], Ct);
    }
}
