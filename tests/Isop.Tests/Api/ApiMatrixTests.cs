using System.Net;
using System.Text.Json;
using Isop.Bot.Api;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;

namespace Isop.Tests.Api;

/// <summary>Every role at every operation, and over whom: written down by hand, the product's own table is not asked.</summary>
public sealed class ApiMatrixTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly string[] Iedereen = [Proefregister.Gijs, Proefregister.Ipek, Proefregister.Noor, Bezetting.Jop];

    /// <summary>Everything there is: an operation that is not here fails <see cref="MatrixTests"/>.</summary>
    internal static IReadOnlyList<(string Method, string Route)> Routes { get; } =
    [
        .. new[]
        {
            "/ik", "/organisaties", "/organisaties/{code}", "/besturen", "/kalender", "/personen", "/personen/{persoon}", "/leerteams", "/leerteams/{leerteam}", "/stages", "/stages/{id}",
            "/tussenevaluaties", "/tussenevaluaties/{id}", "/tussenevaluaties/{id}/inhoud", "/bezoeken", "/bezoeken/{id}", "/bijeenkomsten", "/bijeenkomsten/{id}",
            "/certificaten", "/certificaten/{nummer}", "/rapporten", "/rapporten/{jaar}/{sleutel}", "/register/import/{import}", "/webhooks",
        }.Select(r => ("GET", ApiModule.Path + r)),
        .. new[]
        {
            "/tussenevaluaties/{id}/herinnering", "/tussenevaluaties/{id}/uitstel", "/bezoeken/{id}/voorstel", "/certificaten/controle", "/trainingen", "/register/import",
        }.Select(r => ("POST", ApiModule.Path + r)),
        .. WebhookApiTests.Abonneren.Select(r => ("POST", r)),
        ("DELETE", $"{ApiModule.Path}/webhooks/{{token}}"),
    ];

    public static TheoryData<string> Rollen => [.. Bezetting.Rollen];

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task A_role_sees_whom_the_matrix_gives_it_and_of_others_not_even_that_they_are_there(string rol)
    {
        string[] mag = rol switch
        {
            "onderwijsbureau" => Iedereen,
            "coordinerend-schoolopleider" => [Proefregister.Gijs, Proefregister.Ipek, Proefregister.Noor],
            "schoolopleider" or "studiecoach" or "werkplekbegeleider" or Bezetting.Student => [Proefregister.Gijs],
            "aspirant-opleider" => [Proefregister.Noor],
            "slb" or "mwb" => [Proefregister.Ipek],
            _ => [],
        };
        var ids = new Dictionary<string, string>();
        foreach (var student in Iedereen)
        {
            ids[student] = (await api.Bureau.CaseOfAsync(student)).Id;
        }

        using var list = await JsonAsync("/api/v1/tussenevaluaties", rol);
        Assert.Equal(mag.Select(s => ids[s]).Order(), Items(list).Select(i => i.GetProperty("id").GetString()!).Order());
        foreach (var (student, id) in ids)
        {
            var answer = await api.GetAsync($"/api/v1/tussenevaluaties/{id}", rol);
            Assert.True((mag.Contains(student) ? HttpStatusCode.OK : HttpStatusCode.NotFound) == answer.StatusCode, $"{rol}: {student} {answer.StatusCode}");
        }

        foreach (var path in new[] { "/stages", "/bezoeken" })
        {
            var namen = await NamenAsync(mag);
            using var stages = await JsonAsync($"/api/v1{path}?aantal=500", rol);
            Assert.Equal(namen.Order(), Items(stages).Select(i => i.GetProperty("student").GetString()!).Distinct().Order());
        }

        using var organisaties = await JsonAsync("/api/v1/organisaties", rol);
        Assert.Equal(["O1", "O2", "O3"], Items(organisaties).Select(o => o.GetProperty("code").GetString()!).Order());
        (await api.GetAsync("/api/v1/organisaties/O3", rol)).MustBe(HttpStatusCode.OK);
        (await api.GetAsync("/api/v1/organisaties/O9", rol)).MustBe(HttpStatusCode.NotFound);

        using var ik = await JsonAsync("/api/v1/ik", rol);
        Assert.Equal(RegisterWords.Rollen.ContainsKey(rol) ? [rol] : [], ik.RootElement.GetProperty("rollen").EnumerateArray().Select(r => r.GetString()!));
        Assert.Equal(mag.Length > 0 && rol is not ("werkplekbegeleider" or Bezetting.Student), ik.RootElement.GetProperty("zietAnderen").GetBoolean());
    }

    /// <summary>One thing of each kind, and which roles get it; an operation over nothing of anybody is for all.</summary>
    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task A_thing_by_its_id_is_there_for_who_may_see_it_only(string rol)
    {
        var g = api.Gegevens;
        var rondGijs = rol is "onderwijsbureau" or "coordinerend-schoolopleider" or "schoolopleider" or "studiecoach" or "werkplekbegeleider" or Bezetting.Student;
        var gijs = (await api.Bureau.CaseOfAsync(Proefregister.Gijs)).Id;
        using var stages = await JsonAsync("/api/v1/stages?aantal=500", "onderwijsbureau");
        var stage = Items(stages).First(s => s.GetProperty("student").GetString() == "Gijs de Vries").GetProperty("id").GetString();
        (string Path, bool Mag)[] cells =
        [
            ($"/tussenevaluaties/{gijs}", rondGijs),
            ($"/tussenevaluaties/{gijs}/inhoud", false),
            ($"/stages/{stage}", rondGijs),
            ($"/bezoeken/{g.Bezoek}", rondGijs),
            // The begeleider of the leerteam holds no role in this matrix; students there and the opleider of the location do.
            ($"/bijeenkomsten/{g.Bijeenkomst}", rol is "onderwijsbureau" or "coordinerend-schoolopleider" or "schoolopleider" or "aspirant-opleider" or Bezetting.Student),
            ("/leerteams/L1", true),
            ("/organisaties/O1", true),
            ($"/certificaten/{g.Certificaat}", true),
            ($"/rapporten/{ApiGegevens.Jaar}/{g.Rapport}", rol is "schoolopleider" or "coordinerend-schoolopleider" or "directeur" or "werkplekbegeleider" or "aspirant-opleider" or "projectleider" or "kwaliteitszorg"),
            ($"/rapporten/{ApiGegevens.Jaar}/partnerschap", rol is "projectleider" or "kwaliteitszorg"),
        ];

        foreach (var (path, mag) in cells)
        {
            var answer = await api.GetAsync($"/api/v1{path}", rol);
            Assert.True((mag ? HttpStatusCode.OK : HttpStatusCode.NotFound) == answer.StatusCode, $"{rol}: {path} {answer.StatusCode}");
        }
    }

    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task Lists_hold_what_a_role_may_know_and_people_only_those_who_stand_round_its_students(string rol)
    {
        using var certificaten = await JsonAsync("/api/v1/certificaten", rol);
        Assert.Equal(rol is "onderwijsbureau" or "werkplekbegeleider" ? 1 : 0, Items(certificaten).Count());

        using var rapporten = await JsonAsync("/api/v1/rapporten", rol);
        Assert.Equal(
            rol switch
            {
                "projectleider" or "kwaliteitszorg" => 2,
                "schoolopleider" or "coordinerend-schoolopleider" or "directeur" or "werkplekbegeleider" or "aspirant-opleider" => 1,
                _ => 0,
            },
            Items(rapporten).Count());

        using var personen = await JsonAsync("/api/v1/personen?aantal=500", rol);
        var emails = Items(personen).Select(p => p.GetProperty("email").GetString()!).ToHashSet();
        Assert.Contains(Bezetting.Address(rol), emails);
        Assert.Equal(rol is "onderwijsbureau" or "stagebureau", emails.Contains(Bezetting.Jop));
        Assert.Equal(rol switch
        {
            "onderwijsbureau" or "stagebureau" => true,
            "coordinerend-schoolopleider" or "schoolopleider" or "studiecoach" or "werkplekbegeleider" or Bezetting.Student => true,
            _ => false,
        }, emails.Contains(Proefregister.Gijs));

        using var leerteams = await JsonAsync("/api/v1/leerteams", rol);
        var begeleider = Assert.Single(Items(leerteams)).TryGetProperty("begeleider", out _);
        Assert.Equal(rol is "onderwijsbureau" or "coordinerend-schoolopleider" or "schoolopleider" or "aspirant-opleider" or "werkplekbegeleider" or Bezetting.Student, begeleider);

        using var kalender = await JsonAsync("/api/v1/kalender?kalendersoort=blok", rol);
        Assert.Equal("Blok 2", Assert.Single(Items(kalender)).GetProperty("naam").GetString());
        using var besturen = await JsonAsync("/api/v1/besturen", rol);
        Assert.Equal(["B1", "B2"], Items(besturen).Select(b => b.GetProperty("code").GetString()!).Order());
        using var bijeenkomsten = await JsonAsync("/api/v1/bijeenkomsten", rol);
        Assert.Equal(
            rol is "onderwijsbureau" or "coordinerend-schoolopleider" or "schoolopleider" or "aspirant-opleider" or Bezetting.Student ? 1 : 0, Items(bijeenkomsten).Count());
    }

    /// <summary>What changes something is refused by name of the role, before anything is looked at.</summary>
    [Theory]
    [MemberData(nameof(Rollen))]
    public async Task An_action_is_for_whose_work_it_is(string rol)
    {
        var gijs = (await api.Bureau.CaseOfAsync(Proefregister.Gijs)).Id;
        var rondGijs = rol is "onderwijsbureau" or "coordinerend-schoolopleider" or "schoolopleider" or "studiecoach" or "werkplekbegeleider" or Bezetting.Student;
        var herinner = await api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/herinnering", rol);
        Assert.Equal(!rondGijs ? HttpStatusCode.NotFound : rol == "schoolopleider" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Forbidden, herinner.StatusCode);
        var uitstel = await api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", rol, new { tot = "2027-01-08" });
        Assert.Equal(herinner.StatusCode, uitstel.StatusCode);

        var voorstel = await api.PostAsync($"/api/v1/bezoeken/{api.Gegevens.Bezoek}/voorstel", rol, new { datum = "2000-01-01", dagdeel = "ochtend" });
        Assert.Equal(!rondGijs ? HttpStatusCode.NotFound : rol == "studiecoach" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Forbidden, voorstel.StatusCode);

        var training = await api.PostAsync("/api/v1/trainingen", rol, new { trainingssoort = "geen", datums = new[] { "2026-12-08" }, begin = "15:30", einde = "17:00" });
        Assert.Equal(
            rol is "schoolopleider" or "coordinerend-schoolopleider" or "onderwijsbureau" or "projectleider" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Forbidden, training.StatusCode);

        using var import = new HttpRequestMessage(HttpMethod.Post, "/api/v1/register/import") { Content = new ByteArrayContent([]) };
        Assert.Equal(rol == "onderwijsbureau" ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden, (await api.SendAsync(import, rol)).StatusCode);
        Assert.Equal(
            rol == "onderwijsbureau" ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, (await api.GetAsync("/api/v1/register/import/0f8fad5bd9cb469fa16570867728950e", rol)).StatusCode);

        using var controle = JsonDocument.Parse(await (await api.PostAsync("/api/v1/certificaten/controle", rol, new { nummer = api.Gegevens.Certificaat.ToString() })).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("geldig", controle.RootElement.GetProperty("oordeel").GetString());
    }

    [Fact]
    public async Task What_is_told_of_a_case_is_who_and_how_far_and_nothing_that_was_filled_in()
    {
        using var list = await JsonAsync("/api/v1/tussenevaluaties", "onderwijsbureau");

        string[] may =
        [
            "deadline", "id", "leerjaar", "omschrijving", "opening", "opleiderId", "opleiding", "organisatie", "organisatieNaam", "periode", "staat", "student", "studentId",
            "werkplekbegeleiderIds", "werkplekbegeleiders",
        ];
        Assert.All(Items(list), item => Assert.Subset(may.ToHashSet(), item.EnumerateObject().Select(p => p.Name).ToHashSet()));
    }

    [Theory]
    [InlineData(true, "werkplekbegeleider", Bezetting.Student)]
    [InlineData(false, Bezetting.Student, "werkplekbegeleider")]
    public async Task Who_has_yet_to_fill_in_is_not_told_that_the_other_did(bool student, string moetNog, string klaar)
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        var gijs = await own.Bureau.CaseOfAsync(Proefregister.Gijs);
        await own.Bureau.DecideAsync(gijs, new Opdracht.DienIn(student ? gijs.Deelnemers.Student : gijs.Deelnemers.Werkplekbegeleiders[0], false));

        foreach (var (rol, staat) in new[] { (moetNog, "open"), (klaar, "een-ingevuld"), ("onderwijsbureau", "een-ingevuld"), ("studiecoach", "een-ingevuld") })
        {
            using var one = await own.JsonAsync($"/api/v1/tussenevaluaties/{gijs.Id}", rol);
            Assert.Equal(staat, one.RootElement.GetProperty("staat").GetString());
            foreach (var asked in new[] { "open", "een-ingevuld" })
            {
                using var list = await own.JsonAsync($"/api/v1/tussenevaluaties?staat={asked}", rol);
                Assert.True(staat == asked == Items(list).Any(i => i.GetProperty("id").GetString() == gijs.Id), $"{rol}: {asked}");
                Assert.All(Items(list), i => Assert.Equal(asked, i.GetProperty("staat").GetString()));
            }
        }
    }

    private Task<JsonDocument> JsonAsync(string path, string rol) => api.JsonAsync(path, rol);

    private async Task<IEnumerable<string>> NamenAsync(IEnumerable<string> students)
    {
        List<string> names = [];
        foreach (var student in students)
        {
            names.Add((await api.Bureau.PersonAsync(student)).Naam);
        }

        return names;
    }

    private static IEnumerable<JsonElement> Items(JsonDocument list) => list.RootElement.GetProperty("value").EnumerateArray();
}
