using System.Net;
using Isop.Tests.BureauPages;
using Isop.Tests.Web;

namespace Isop.Tests.Toegang;

/// <summary>Whom a role sees by name and whom it counts: the same on the list, in the file, on the page of a case and in the counts.</summary>
public sealed class BereikTests(Bezetting bezetting) : IClassFixture<Bezetting>
{
    /// <summary>Per role the students by name, and how many are counted on the overview; null where there are no counts, for who may see no names.</summary>
    private static readonly Dictionary<string, (string[] OpNaam, int? Geteld)> Verwacht = new()
    {
        ["onderwijsbureau"] = (Bezetting.Studenten, 4),
        ["coordinerend-schoolopleider"] = ([Proefregister.Gijs, Proefregister.Noor, Proefregister.Ipek], 3),
        ["schoolopleider"] = ([Proefregister.Gijs], 1),
        ["aspirant-opleider"] = ([Proefregister.Noor], 1),
        ["studiecoach"] = ([Proefregister.Gijs], 1),
        ["slb"] = ([Proefregister.Ipek], 1),
        ["mwb"] = ([Proefregister.Ipek], 1),
        ["directeur"] = ([], null),
        ["bestuurder"] = ([], null),
        ["projectleider"] = ([], null),
        ["regisseur"] = ([], null),
        ["kwaliteitszorg"] = ([], null),
        ["stagebureau"] = ([], null),
    };

    public static TheoryData<string> Rollen => [.. Bezetting.Rollen];

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task A_role_sees_its_own_students_by_name_and_no_other(string rol)
    {
        var (opNaam, _) = Verwacht.GetValueOrDefault(rol, ([], null));
        using var device = await bezetting.SignedInAsync(rol);
        var list = opNaam.Length == 0 ? "" : await TextAsync(device, "/bureau/voortgang?periode=alle");
        var mayExport = rol == "onderwijsbureau";
        var file = mayExport ? await TextAsync(device, "/bureau/voortgang/voortgang.csv?periode=alle") : "";
        Assert.Equal(mayExport, list.Contains("voortgang.csv", StringComparison.Ordinal));
        var overview = await Device.TextAsync(await device.GetAsync("/bureau"));

        foreach (var student in Bezetting.Studenten)
        {
            var (seen, name, id) = (opNaam.Contains(student), (await bezetting.Host.PersonAsync(student)).Naam, (await bezetting.Host.CaseOfAsync(student)).Id);
            var page = (await device.GetAsync($"/bureau/voortgang/{id}")).StatusCode;

            Assert.Equal((seen, seen && mayExport), (list.Contains(id, StringComparison.Ordinal), file.Contains(name, StringComparison.Ordinal)));
            Assert.Equal(seen ? HttpStatusCode.OK : opNaam.Length == 0 ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound, page);
            Assert.DoesNotContain(id, overview, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task A_role_counts_its_own_students_and_no_other(string rol)
    {
        using var device = await bezetting.SignedInAsync(rol);
        var answer = await device.GetAsync("/bureau");
        if (!Verwacht.TryGetValue(rol, out var expected))
        {
            answer.MustBe(HttpStatusCode.Forbidden);
            return;
        }

        var page = await Device.HtmlAsync(answer);
        var states = page.QuerySelector("#staten-kop");

        Assert.Equal(expected.Geteld is { } count ? count == 1 ? "1 tussenevaluatie" : $"{count} tussenevaluaties" : null, states?.TextContent);
        // Who may see counts and no names gets no way to a list.
        Assert.Equal(expected.OpNaam.Length > 0, page.QuerySelector("a[href^='/bureau/voortgang']") is not null);
    }

    [Theory]
    [InlineData("schoolopleider")]
    [InlineData("coordinerend-schoolopleider")]
    public async Task A_filter_reaches_no_further_than_the_role(string rol)
    {
        using var device = await bezetting.SignedInAsync(rol);

        foreach (var query in new[] { "naam=Jop", "bestuur=B2", "organisatie=O3", "opleiding=pabo-vt&organisatie=O3", "staat=open&bestuur=B2" })
        {
            Assert.DoesNotContain("Jop Kok", await TextAsync(device, $"/bureau/voortgang?periode=alle&{query}"), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("De Berk", await TextAsync(device, "/bureau/voortgang?periode=alle"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task Only_the_bureau_gets_buttons_that_change_something(string rol)
    {
        using var device = await bezetting.SignedInAsync(rol);
        var fatima = (await bezetting.Host.PersonAsync(Proefregister.Fatima)).Id;
        var gijs = (await bezetting.Host.CaseOfAsync(Proefregister.Gijs)).Id;

        foreach (var path in new[] { "/bureau", "/bureau/voortgang", $"/bureau/voortgang/{gijs}", "/bureau/berichten", $"/bureau/berichten/persoon/{fatima}" })
        {
            var page = await Device.HtmlAsync(await device.GetAsync(path));
            var actions = page.Forms.Where(f => f.Method == "post").Select(f => f.GetAttribute("action")).Where(a => a != "/uitloggen");
            var edits = page.QuerySelectorAll("a[href^='/bureau/register']");
            if (rol != "onderwijsbureau")
            {
                Assert.Empty(actions);
                Assert.Empty(edits);
            }

            foreach (var link in page.QuerySelectorAll(".menu a, main a").Select(a => a.GetAttribute("href")!).Where(h => h.StartsWith('/') && h != "/postvak/voorkeuren").Distinct())
            {
                Assert.True((await device.GetAsync(link)).IsSuccessStatusCode, $"{rol} at {path} finds a link to {link} that does not open.");
            }
        }
    }

    private static async Task<string> TextAsync(Device device, string path)
    {
        var answer = await device.GetAsync(path);
        answer.MustBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await Device.TextAsync(answer));
    }
}
