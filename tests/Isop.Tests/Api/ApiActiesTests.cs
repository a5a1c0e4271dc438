using System.Net;
using System.Text.Json;
using Isop.Bot.Api;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.BureauPages;
using Isop.Tests.Web;

namespace Isop.Tests.Api;

/// <summary>What a program does for a person: once, only as long as nothing changed, and by the rules of the cards.</summary>
public sealed class ApiActiesTests : IAsyncLifetime
{
    private readonly ApiHost _api = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _api.InitializeAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task An_opleider_reminds_once_a_day_and_gives_more_time_when_it_is_late()
    {
        var gijs = await LateAsync();

        (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/herinnering", "schoolopleider")).MustBe(HttpStatusCode.OK);
        (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/herinnering", "schoolopleider")).MustBe(HttpStatusCode.OK);
        Assert.Equal(2, (await RemindedAsync()).Count);

        var past = await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2026-12-01" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Kies een datum die nog komt."), (past.StatusCode, await DetailAsync(past)));
        var given = await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2027-01-15" });
        using var now = JsonDocument.Parse(await given.Content.ReadAsStringAsync(Ct));
        Assert.Equal(("2027-01-15", "open"), (Text(now, "deadline"), Text(now, "staat")));
        Assert.Equal(new DateOnly(2027, 1, 15), (await _api.Bureau.FindCaseAsync(gijs)).Deadline);
    }

    [Fact]
    public async Task What_changed_since_it_was_seen_is_not_changed_again()
    {
        var gijs = await LateAsync();
        var seen = (await _api.GetAsync($"/api/v1/tussenevaluaties/{gijs}", "schoolopleider")).Headers.ETag!.ToString();
        (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2027-01-15" }, seen: seen)).MustBe(HttpStatusCode.OK);

        var stale = await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2027-01-22" }, seen: seen);

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Contains("Er is niets gedaan", await DetailAsync(stale), StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2027, 1, 15), (await _api.Bureau.FindCaseAsync(gijs)).Deadline);
        (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/herinnering", "schoolopleider", seen: "*")).MustBe(HttpStatusCode.OK);
        foreach (var unreadable in new[] { seen.Trim('"'), "", "\"a" })
        {
            (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2027-01-22" }, seen: unreadable)).MustBe(HttpStatusCode.BadRequest);
        }

        Assert.Equal(new DateOnly(2027, 1, 15), (await _api.Bureau.FindCaseAsync(gijs)).Deadline);
    }

    [Fact]
    public async Task The_version_of_an_answer_tells_who_has_yet_to_fill_in_nothing_of_the_other_side()
    {
        var gijs = await _api.Bureau.CaseOfAsync(Proefregister.Gijs);
        async Task<string> SeenAsync(string rol) => (await _api.GetAsync($"/api/v1/tussenevaluaties/{gijs.Id}", rol)).Headers.ETag!.ToString();
        var (student, bureau) = (await SeenAsync(Toegang.Bezetting.Student), await SeenAsync("onderwijsbureau"));

        await _api.Bureau.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Werkplekbegeleiders[0], false));

        Assert.Equal(student, await SeenAsync(Toegang.Bezetting.Student));
        Assert.NotEqual(bureau, await SeenAsync("onderwijsbureau"));
    }

    [Fact]
    public async Task With_a_key_it_is_done_once_and_answered_the_same_again()
    {
        var gijs = await LateAsync();
        var first = await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2027-01-15" }, key: "k1");
        await _api.Bureau.DecideAsync(await _api.Bureau.FindCaseAsync(gijs), new Opdracht.DienIn((await _api.Bureau.PersonAsync(Proefregister.Gijs)).Id, false));

        var again = await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2027-01-15" }, key: "k1");

        Assert.Equal(await first.Content.ReadAsStringAsync(Ct), await again.Content.ReadAsStringAsync(Ct));
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(["true"], again.Headers.GetValues("Idempotent-Replayed"));
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));

        var other = await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2027-01-22" }, key: "k1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("al gebruikt voor een andere vraag", await DetailAsync(other), StringComparison.Ordinal);
        // Somebody else's key is another key.
        Assert.Equal(HttpStatusCode.Forbidden, (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "studiecoach", new { tot = "2027-01-15" }, key: "k1")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/herinnering", "schoolopleider", key: new string('k', 201))).StatusCode);
    }

    [Fact]
    public async Task Who_may_not_see_it_any_more_is_not_told_the_first_answer_again()
    {
        var gijs = await LateAsync();
        (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2027-01-15" }, key: "k1")).MustBe(HttpStatusCode.OK);
        var training = new { trainingssoort = "opfriscursus", organisaties = new[] { "O1" }, datums = new[] { "2026-12-08" }, begin = "15:30", einde = "17:00" };
        (await _api.PostAsync("/api/v1/trainingen", "schoolopleider", training, key: "t1")).MustBe(HttpStatusCode.OK);
        var opleider = Toegang.Bezetting.Address("schoolopleider");
        await _api.Bureau.ApplyAsync(Toegang.Bezetting.Register().Plus("kalender", "blok;Blok 2;2026-11-09;2027-01-29;;;").With("rollen", opleider, null)
            .With("stages", "500001", $"500001;O1;groep 5;{Toegang.Bezetting.Address("werkplekbegeleider")};;2026-08-31;2027-01-29;di,wo"));

        (await _api.PostAsync($"/api/v1/tussenevaluaties/{gijs}/uitstel", "schoolopleider", new { tot = "2027-01-15" }, key: "k1")).MustBe(HttpStatusCode.NotFound);
        (await _api.PostAsync("/api/v1/trainingen", "schoolopleider", training, key: "t1")).MustBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/api/v1/certificaten/controle", """{"nummer":null}""")]
    [InlineData("/api/v1/webhooks/certificaten", """{"adres":null}""")]
    [InlineData("/api/v1/trainingen", """{"trainingssoort":"opfriscursus","datums":null,"begin":"15:30","einde":"17:00"}""")]
    public async Task A_null_where_something_is_asked_is_a_question_that_cannot_be_read(string path, string body)
    {
        (await _api.SendAsync(HttpMethod.Post, path, "schoolopleider", body)).MustBe(HttpStatusCode.BadRequest);
        (await _api.SendAsync(HttpMethod.Post, path, "schoolopleider", $$"""{"x":"{{new string('x', Bot.Api.Acties.GrootsteVraag)}}"}""")).MustBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task People_are_found_by_their_id_and_never_all_by_nothing()
    {
        var gijs = (await _api.Bureau.PersonAsync(Proefregister.Gijs)).Id;
        using var case_ = await _api.JsonAsync($"/api/v1/tussenevaluaties/{(await _api.Bureau.CaseOfAsync(Proefregister.Gijs)).Id}", "studiecoach");
        using var opleider = await _api.JsonAsync($"/api/v1/personen/{Text(case_, "opleiderId")}", "studiecoach");
        Assert.Equal(Toegang.Bezetting.Address("schoolopleider"), Text(opleider, "email"));
        (await _api.GetAsync($"/api/v1/personen/{gijs}", "slb")).MustBe(HttpStatusCode.NotFound);
        foreach (var vraag in new[] { "zoek=", "zoek=%20", "rol=opleider" })
        {
            (await _api.GetAsync($"/api/v1/personen?{vraag}", "onderwijsbureau")).MustBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Of_many_at_once_with_one_key_one_training_comes()
    {
        var vraag = new { trainingssoort = "opfriscursus", organisaties = new[] { "O1" }, datums = new[] { "2026-12-08" }, begin = "15:30", einde = "17:00", plaats = "aula" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _api.PostAsync("/api/v1/trainingen", "schoolopleider", vraag, key: "t1")));

        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{a.StatusCode}"));
        var training = Assert.Single(await _api.Bureau.Get<TrainingStore>().VanJaarAsync(ApiGegevens.Jaar, Ct));
        Assert.Equal(["O1"], training.Organisaties);
        Assert.Equal(("aula", new DateOnly(2026, 12, 8)), (training.Plaats, training.Eerste));

        var vreemd = await _api.PostAsync("/api/v1/trainingen", "schoolopleider", new { trainingssoort = "opfriscursus", organisaties = new[] { "O3" }, datums = new[] { "2026-12-08" }, begin = "15:30", einde = "17:00" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Voor de organisatie O3 kun je deze training niet aanmelden."), (vreemd.StatusCode, await DetailAsync(vreemd)));
        var tijd = await _api.PostAsync("/api/v1/trainingen", "schoolopleider", new { trainingssoort = "opfriscursus", datums = new[] { "2026-12-08" }, begin = "half vier", einde = "17:00" });
        Assert.Equal((HttpStatusCode.BadRequest, "begin en einde zijn tijden, zoals 15:30."), (tijd.StatusCode, await DetailAsync(tijd)));
    }

    [Fact]
    public async Task A_coach_gives_a_visit_a_day_and_the_others_read_it()
    {
        var id = _api.Gegevens.Bezoek;
        var bezoek = (await _api.Bureau.Get<BezoekStore>().FindAsync(id.Split('~')[0], Ct))!.Find(id.Split('~')[1])!;
        var dag = Enumerable.Range(0, 60).Select(bezoek.Venster.Van.AddDays).First(d => d.DayOfWeek == DayOfWeek.Tuesday && d > new DateOnly(2026, 12, 1));

        var answer = await _api.PostAsync($"/api/v1/bezoeken/{id}/voorstel", "studiecoach", new { datum = $"{dag:yyyy-MM-dd}", dagdeel = "ochtend" });

        answer.MustBe(HttpStatusCode.OK);
        using var seen = await _api.JsonAsync($"/api/v1/bezoeken/{id}", "studiecoach");
        Assert.Equal(($"{dag:yyyy-MM-dd}", "ochtend", "09:00"), (Text(seen, "datum"), Text(seen, "dagdeel"), Text(seen, "begin")));
        // Nobody was asked yet: for others there is no day.
        if (Text(seen, "staat") == "voorgesteld")
        {
            using var student = await _api.JsonAsync($"/api/v1/bezoeken/{id}", Toegang.Bezetting.Student);
            Assert.Equal("ongepland", Text(student, "staat"));
            Assert.False(student.RootElement.TryGetProperty("datum", out _));
        }

        var deel = await _api.PostAsync($"/api/v1/bezoeken/{id}/voorstel", "studiecoach", new { datum = "2026-12-08", dagdeel = "avond" });
        Assert.Equal((HttpStatusCode.BadRequest, "dagdeel is ochtend of middag."), (deel.StatusCode, await DetailAsync(deel)));
        (await _api.PostAsync("/api/v1/bezoeken/iets~anders/voorstel", "studiecoach", new { datum = "2026-12-08", dagdeel = "ochtend" })).MustBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"tot\":\"morgen\"}")]
    [InlineData("{}")]
    public async Task A_question_that_cannot_be_read_is_told_so(string body)
    {
        var gijs = await _api.Bureau.CaseOfAsync(Proefregister.Gijs);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tussenevaluaties/{gijs.Id}/uitstel") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };

        var answer = await _api.SendAsync(request, "schoolopleider");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(await DetailAsync(answer));
    }

    [Theory]
    [InlineData("https://isop.test/c/", "geldig")]
    [InlineData("", "geldig")]
    [InlineData("https://elders.example/c/", "onbekend")]
    [InlineData("x", "onbekend")]
    public async Task A_certificate_is_checked_by_its_number_or_its_address_here(string before, string oordeel)
    {
        var answer = await _api.PostAsync("/api/v1/certificaten/controle", "zonder rol", new { nummer = $"{before}{_api.Gegevens.Certificaat}" });

        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(oordeel, Text(said, "oordeel"));
        Assert.Equal(oordeel == "geldig", said.RootElement.TryGetProperty("titel", out _));
    }

    [Fact]
    public async Task Both_forms_are_read_by_who_may_and_the_student_sees_that_they_were()
    {
        var gijs = await _api.Bureau.CaseOfAsync(Proefregister.Gijs);
        await _api.Bureau.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Student, true));
        await _api.Bureau.DecideAsync(gijs, new Opdracht.DienIn(gijs.Deelnemers.Werkplekbegeleiders[0], true));

        foreach (var rol in new[] { Toegang.Bezetting.Student, "werkplekbegeleider" })
        {
            using var inhoud = await _api.JsonAsync($"/api/v1/tussenevaluaties/{gijs.Id}/inhoud", rol);
            Assert.Equal(["mentor", "student"], inhoud.RootElement.GetProperty("vragen").EnumerateArray().Select(v => v.GetProperty("van").GetString()!).Distinct().Order());
        }

        foreach (var rol in new[] { "onderwijsbureau", "schoolopleider", "studiecoach", "coordinerend-schoolopleider", "directeur", "slb" })
        {
            (await _api.GetAsync($"/api/v1/tussenevaluaties/{gijs.Id}/inhoud", rol)).MustBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_report_has_the_reason_where_it_has_no_figure()
    {
        using var rapport = await _api.JsonAsync($"/api/v1/rapporten/{ApiGegevens.Jaar}/{_api.Gegevens.Rapport}", "directeur");

        var vragen = rapport.RootElement.GetProperty("vragen").EnumerateArray().ToList();
        Assert.Equal(4, vragen.Count);
        Assert.Single(vragen, v => v.TryGetProperty("gemiddelde", out _) && v.GetProperty("aantal").GetInt32() == 20);
        Assert.Single(vragen, v => v.TryGetProperty("band", out var band) && band.GetString() == "hoog" && !v.TryGetProperty("aantal", out _));
        Assert.Equal(2, vragen.Count(v => !v.TryGetProperty("gemiddelde", out _) && !v.TryGetProperty("band", out _) && !v.TryGetProperty("aantal", out _) && v.GetProperty("uitleg").GetString()!.Length > 10));
    }

    [Fact]
    public async Task What_every_action_answers_and_what_it_refuses_with_is_of_the_schema_that_is_announced()
    {
        var gijs = await LateAsync();
        var visit = (await _api.Bureau.Get<BezoekStore>().FindAsync(_api.Gegevens.Bezoek.Split('~')[0], Ct))!.Find(_api.Gegevens.Bezoek.Split('~')[1])!;
        var day = Enumerable.Range(0, 60).Select(visit.Venster.Van.AddDays).First(d => d.DayOfWeek == DayOfWeek.Tuesday && d > AmsterdamTime.DateOf(_api.Bureau.Now).AddDays(3));
        (string Path, string Id, string Rol, object? Good, object? Bad)[] asked =
        [
            ("/tussenevaluaties/{id}/herinnering", gijs, "schoolopleider", null, null),
            ("/tussenevaluaties/{id}/uitstel", gijs, "schoolopleider", new { tot = "2027-01-15" }, new { tot = "2026-12-01" }),
            ("/bezoeken/{id}/voorstel", _api.Gegevens.Bezoek, "studiecoach", new { datum = $"{day:yyyy-MM-dd}", dagdeel = "ochtend" }, new { datum = "2000-01-01", dagdeel = "ochtend" }),
            ("/trainingen", "", "schoolopleider", new { trainingssoort = "opfriscursus", datums = new[] { "2026-12-15" }, begin = "15:30", einde = "17:00" }, new { trainingssoort = "geen", datums = new[] { "2026-12-15" }, begin = "15:30", einde = "17:00" }),
            ("/certificaten/controle", "", "schoolopleider", new { nummer = _api.Gegevens.Certificaat.ToString() }, new { nummer = (string?)null }),
            .. WebhookApiTests.Abonneren.Select(p => (p[ApiModule.Path.Length..], "", "onderwijsbureau", (object?)new { adres = "https://prod-01.westeurope.logic.azure.com/x" }, (object?)new { adres = "http://x" }))
                .Where(w => !w.Item1.EndsWith("stage-evaluaties", StringComparison.Ordinal)),
        ];
        using var definition = JsonDocument.Parse(await (await _api.GetAsync("/api/v1/connector.json", null)).Content.ReadAsStringAsync(Ct));
        foreach (var (path, id, rol, good, bad) in asked)
        {
            foreach (var (body, refused) in new[] { (bad, true), (good, false) }.Where(b => b.Item1 is not null || !b.Item2))
            {
                var answer = await _api.PostAsync($"{ApiModule.Path}{path.Replace("{id}", id, StringComparison.Ordinal)}", rol, body);

                Assert.Equal(refused, (int)answer.StatusCode is 400 or 422);
                Assert.True(refused || answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
                var responses = definition.RootElement.GetProperty("paths").GetProperty(ApiModule.Path + path).GetProperty("post").GetProperty("responses");
                using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
                ApiDocumentTests.Fits(responses.GetProperty($"{(int)answer.StatusCode}").GetProperty("schema"), told.RootElement, definition.RootElement, path);
            }
        }
    }

    private async Task<IReadOnlyList<string>> RemindedAsync()
    {
        var gijs = await _api.Bureau.CaseOfAsync(Proefregister.Gijs);
        List<string> found = [];
        foreach (var person in gijs.Deelnemers.Werkplekbegeleiders.Append(gijs.Deelnemers.Student))
        {
            found.AddRange((await _api.Bureau.Get<BezorgStore>().LoadAsync(person, Ct)).Bezorgingen.Values.Select(b => b.Value.Occasion).Where(o => o.StartsWith("opleider-", StringComparison.Ordinal)));
        }

        return found;
    }

    /// <summary>The case of Gijs, on the day its opleider is told that it is late.</summary>
    private async Task<string> LateAsync()
    {
        var gijs = await _api.Bureau.CaseOfAsync(Proefregister.Gijs);
        for (var day = 0; day < 40 && !(await _api.Bureau.FindCaseAsync(gijs.Id)).Verloop.TeLaatGemeld; day++)
        {
            _api.Bureau.Web.Clock.Advance(TimeSpan.FromDays(1));
            await _api.Bureau.Get<Planning>().RunAsync(_api.Bureau.Now, Ct);
        }

        return gijs.Id;
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer)
    {
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return Text(problem, "detail");
    }

    private static string Text(JsonDocument json, string naam) => json.RootElement.GetProperty(naam).GetString()!;
}
