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
    internal static IReadOnlyList<string> Routes { get; } =
        [.. new[] { "/ik", "/organisaties", "/organisaties/{code}", "/tussenevaluaties", "/tussenevaluaties/{id}" }.Select(r => ApiModule.Path + r)];

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

        using var organisaties = await JsonAsync("/api/v1/organisaties", rol);
        Assert.Equal(["O1", "O2", "O3"], Items(organisaties).Select(o => o.GetProperty("code").GetString()!).Order());
        (await api.GetAsync("/api/v1/organisaties/O3", rol)).MustBe(HttpStatusCode.OK);
        (await api.GetAsync("/api/v1/organisaties/O9", rol)).MustBe(HttpStatusCode.NotFound);

        using var ik = await JsonAsync("/api/v1/ik", rol);
        Assert.Equal(RegisterWords.Rollen.ContainsKey(rol) ? [rol] : [], ik.RootElement.GetProperty("rollen").EnumerateArray().Select(r => r.GetString()!));
        Assert.Equal(mag.Length > 0 && rol is not ("werkplekbegeleider" or Bezetting.Student), ik.RootElement.GetProperty("zietAnderen").GetBoolean());
    }

    [Fact]
    public async Task What_is_told_of_a_case_is_who_and_how_far_and_nothing_that_was_filled_in()
    {
        using var list = await JsonAsync("/api/v1/tussenevaluaties", "onderwijsbureau");

        Assert.All(Items(list), item => Assert.Equal(
            ["deadline", "id", "leerjaar", "opening", "opleiding", "organisatie", "organisatieNaam", "periode", "staat", "student", "werkplekbegeleiders"],
            item.EnumerateObject().Select(p => p.Name).Order()));
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
            using var one = await JsonAsync(own, $"/api/v1/tussenevaluaties/{gijs.Id}", rol);
            Assert.Equal(staat, one.RootElement.GetProperty("staat").GetString());
            foreach (var asked in new[] { "open", "een-ingevuld" })
            {
                using var list = await JsonAsync(own, $"/api/v1/tussenevaluaties?staat={asked}", rol);
                Assert.True(staat == asked == Items(list).Any(i => i.GetProperty("id").GetString() == gijs.Id), $"{rol}: {asked}");
                Assert.All(Items(list), i => Assert.Equal(asked, i.GetProperty("staat").GetString()));
            }
        }
    }

    private Task<JsonDocument> JsonAsync(string path, string rol) => JsonAsync(api, path, rol);

    private static async Task<JsonDocument> JsonAsync(ApiHost host, string path, string rol)
    {
        var answer = await host.GetAsync(path, rol);
        answer.MustBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static IEnumerable<JsonElement> Items(JsonDocument list) => list.RootElement.GetProperty("value").EnumerateArray();
}
