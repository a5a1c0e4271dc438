using System.Net;
using Isop.Core.Register;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;

namespace Isop.Tests.MijnIsop;

/// <summary>Every role at every part of the page, written down by hand: the product's own table is not asked.</summary>
public sealed class OnderdelenTests(MijnHost mijn) : IClassFixture<MijnHost>
{
    private const string Taken = "taken";
    private const string Agenda = "agenda";

    /// <summary>The parts in the order in which they stand on the page.</summary>
    private static readonly Dictionary<string, string[]> Cellen = new()
    {
        [Bezetting.Student] = [Taken, "stage", "bezoek", Agenda, "groei", "certificaten", "inzage"],
        ["werkplekbegeleider"] = [Taken, "studenten", Agenda, "certificaten"],
        ["schoolopleider"] = [Taken, "organisatie", "bezoekers", "studenten", Agenda, "certificaten"],
        ["aspirant-opleider"] = [Taken, "organisatie", "bezoekers", "studenten", Agenda, "certificaten"],
        ["coordinerend-schoolopleider"] = [Taken, "bestuur", Agenda, "certificaten"],
        ["praktijkbeoordelaar"] = [Taken, Agenda, "certificaten"],
        ["leerteambegeleider"] = [Taken, "leerteams", Agenda, "certificaten"],
        ["directeur"] = [Taken, "jaar-0", Agenda],
        ["bestuurder"] = [Taken, "jaar-0", Agenda],
        ["studiecoach"] = [Taken, "studenten", "bezoeken", Agenda],
        ["slb"] = [Taken, "studenten", "bezoeken", Agenda],
        ["mwb"] = [Taken, "studenten", "bezoeken", Agenda],
        ["docent"] = [Taken, Agenda],
        ["onderwijsbureau"] = [Taken, "onderwijsbureau", "bereikbaarheid", Agenda],
        ["stagebureau"] = [Taken, "bereikbaarheid", Agenda],
        ["projectleider"] = [Taken, "partnerschap", "risicos", "stage-evaluatie", Agenda],
        ["regisseur"] = [Taken, "partnerschap", Agenda],
        ["regisseur-studiecoaching"] = [Taken, Agenda],
        ["kwaliteitszorg"] = [Taken, "partnerschap", "stage-evaluatie", Agenda],
        ["examencommissie"] = [Taken, "beoordelaars", Agenda],
        [Bezetting.ZonderRol] = [Taken, Agenda],
    };

    /// <summary>The students each role finds by name on the page; nobody where it is not here.</summary>
    private static readonly Dictionary<string, string[]> OpNaam = new()
    {
        ["werkplekbegeleider"] = [Proefregister.Gijs],
        ["schoolopleider"] = [Proefregister.Gijs],
        ["aspirant-opleider"] = [Proefregister.Noor],
        ["studiecoach"] = [Proefregister.Gijs],
        ["slb"] = [Proefregister.Ipek],
        ["mwb"] = [Proefregister.Ipek],
    };

    public static TheoryData<string> Rollen => [.. Bezetting.Rollen];

    [Fact]
    public void Every_role_has_a_line() => Assert.Equal(Bezetting.Rollen.Order(), Cellen.Keys.Order());

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task A_role_gets_its_parts_once_and_in_order(string rol)
    {
        var page = await mijn.OpenAsync(rol);

        Assert.Equal(Cellen[rol], page.QuerySelectorAll(".deel").Select(d => d.Id));
        Assert.Equal("/mijn", page.QuerySelector(".menu a[aria-current=page]")!.GetAttribute("href"));
        Assert.Equal("/mijn", page.QuerySelector("a.brand")!.GetAttribute("href"));
    }

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task A_role_finds_its_own_students_by_name_and_no_other(string rol)
    {
        var text = (await mijn.OpenAsync(rol)).MainText();

        foreach (var student in Bezetting.Studenten.Where(s => s != Bezetting.Address(rol)))
        {
            var name = (await mijn.Bureau.PersonAsync(student)).Naam;
            Assert.Equal(OpNaam.GetValueOrDefault(rol, []).Contains(student), text.Contains(name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("directeur")]
    [InlineData("bestuurder")]
    [InlineData("projectleider")]
    [InlineData("regisseur")]
    [InlineData("kwaliteitszorg")]
    public async Task Who_sees_counts_sees_no_name_of_the_register_wherever_the_cases_are(string rol)
    {
        await using var host = await MijnHost.StartAsync(MijnHost.Groot(30));
        await MijnHost.DiscussAsync(host, Proefregister.Gijs);
        host.Web.Clock.Advance(TimeSpan.FromDays(14));
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address(rol)));
        var pages = rol is "directeur" or "bestuurder" ? new[] { "/mijn", "/mijn/jaar/2026-2027" } : ["/mijn"];
        var register = await host.Registers.CurrentAsync(TestContext.Current.CancellationToken);

        foreach (var path in pages)
        {
            var html = await Device.TextAsync(await device.GetAsync(path));
            Assert.All(register.Data.Personen, p =>
            {
                Assert.DoesNotContain(p.Naam, html, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(p.Email, html, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(p.Id.ToString(), html, StringComparison.OrdinalIgnoreCase);
            });
        }
    }

    [Fact]
    public async Task Somebody_with_several_roles_gets_each_part_once()
    {
        var address = Bezetting.Address("schoolopleider");
        var register = Bezetting.Register().Plus("rollen", $"{address};directeur;O1;B1;2026-08-01;").Plus("rollen", $"{address};bestuurder;;B1;2026-08-01;")
            .Plus("rollen", $"{address};aspirant-opleider;O2;B1;2026-08-01;").Plus("rollen", $"{address};onderwijsbureau;;;2026-08-01;");
        await using var host = await MijnHost.StartAsync(register);

        var page = await MijnHost.OpenAsync(host, address);

        Assert.Equal([Taken, "organisatie", "bezoekers", "studenten", "onderwijsbureau", "bereikbaarheid", "jaar-0", Agenda, "certificaten"], page.QuerySelectorAll(".deel").Select(d => d.Id));
        Assert.Equal(page.QuerySelectorAll("[id]").Select(e => e.Id), page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct());
        // The board holds the school: of the school by itself nothing is told.
        Assert.Contains("Stichting De Linde in 2026-2027", page.MainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bureau")]
    [InlineData("jaar")]
    public async Task A_role_that_ended_gives_nothing_at_the_next_request(string what)
    {
        var (rol, part) = what == "bureau" ? ("onderwijsbureau", "#onderwijsbureau") : ("directeur", "#jaar-0");
        var address = Bezetting.Address(rol);
        await using var host = await MijnHost.StartAsync(Bezetting.Register().With("rollen", address, $"{address};{rol};O1;B1;2026-08-01;2026-11-23"));
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(address));
        Assert.NotNull((await device.OpenAsync("/mijn")).QuerySelector(part));

        host.Web.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Null((await device.OpenAsync("/mijn")).QuerySelector(part));
        (await device.GetAsync("/mijn/jaar/2026-2027")).MustBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task The_page_of_a_year_is_for_directeur_and_bestuurder(string rol)
    {
        using var device = await mijn.Bureau.Web.SignedInDeviceOf(await mijn.Bureau.PersonAsync(Bezetting.Address(rol)));
        var known = await device.GetAsync("/mijn/jaar/2026-2027");

        known.MustBe(rol is "directeur" or "bestuurder" ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        (await device.GetAsync("/mijn/jaar/2020-2021")).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Roles_of_the_register_are_all_of_them() => Assert.Equal(Enum.GetValues<RolSoort>().Length + 2, Cellen.Count);
}
