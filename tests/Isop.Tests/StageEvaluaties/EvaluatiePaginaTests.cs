using System.Net;
using AngleSharp.Html.Dom;
using Isop.Bot.Cards;
using Isop.Bot.StageEvaluaties;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.BureauPages;
using Isop.Tests.Register;
using Isop.Tests.Web;

namespace Isop.Tests.StageEvaluaties;

/// <summary>Answering and reading in a browser, as student, kwaliteitszorg, directeur and others.</summary>
public sealed class EvaluatiePaginaTests
{
    private const string Eerste = "2026-2027-1";
    private const int Directeur = 60;
    private const int Mentor = 61;
    private const int Opleider = 62;
    private const int Zorg = 63;
    private const int Bestuurder = 64;
    private const int AndereDirecteur = 65;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_student_answers_behind_the_button_once_and_gets_thanks()
    {
        await using var host = await OpenAsync();
        using var device = host.NewDevice();
        var begin = Begin(host, 1);

        var explained = await device.GetAsync(begin);
        explained.MustBe(HttpStatusCode.OK);
        Assert.Contains("ten minste 5 mensen", await Device.TextAsync(explained), StringComparison.Ordinal);
        var form = await FormAsync(device, begin);
        (await SendAsync(device, form, ("s-welkom", "5"), ("t-blijven", "De kring"))).MustBe(HttpStatusCode.OK);

        Assert.Contains("al geantwoord", await Device.TextAsync(await device.GetAsync(form)), StringComparison.Ordinal);
        Assert.Contains("al geantwoord", await Device.TextAsync(await device.GetAsync(begin)), StringComparison.Ordinal);
        Assert.Contains("al geantwoord", await Device.TextAsync(await SendAsync(device, form, ("s-welkom", "1"))), StringComparison.Ordinal);
        Assert.Equal((4, 1), await host.Get<Golfrooster>().ResponsAsync((await host.Get<GolfStore>().FindAsync(Eerste, Ct))!, Ct));
    }

    /// <summary>No script, no cookie, no session: to the browser the form comes from nowhere.</summary>
    [Fact]
    public async Task The_form_is_a_page_on_which_nobody_is_known()
    {
        await using var host = await OpenAsync();
        using var device = host.NewDevice();
        var answer = await device.GetAsync(await FormAsync(device, Begin(host, 1)));

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox allow-forms;", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("unsafe-none", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Empty(Device.SetCookies(answer));
        var page = await Device.HtmlAsync(answer);
        Assert.Empty(page.QuerySelectorAll("script, iframe, input[type=hidden]"));
        Assert.DoesNotContain(page.QuerySelectorAll("link, img"), e => (e.GetAttribute("href") ?? e.GetAttribute("src"))!.Contains("://", StringComparison.Ordinal));
        Assert.DoesNotContain("Student", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bureau_sees_of_nobody_that_she_was_reminded_or_answered()
    {
        await using var host = await OpenAsync();
        var box = await host.Get<BezorgStore>().LoadAsync(Evaluatieregister.Id(1), Ct);
        var invitation = Assert.Single(box.Bezorgingen.Values, b => b.Value.Kind == Evaluatiekaarten.Uitnodiging).Value;
        var catalog = host.Get<CardCatalog>();
        catalog.MapStageEvaluaties(host.Services);
        var request = new CardRequest { Person = Evaluatieregister.Id(1), Kind = invitation.Kind, Case = invitation.Case, Occasion = invitation.Occasion, Now = host.Now };
        var before = await catalog.Kinds[invitation.Kind](request, Ct);
        using var device = host.NewDevice();
        (await SendAsync(device, await FormAsync(device, Begin(host, 1)), ("s-welkom", "5"))).MustBe(HttpStatusCode.OK);

        // What is still on its way is not called off; a reminder is, and stands on no list.
        var after = await catalog.Kinds[invitation.Kind](request, Ct);
        Assert.Equal((before!.Title, before.Detail, before.IsTask), (after!.Title, after.Detail, after.IsTask));
        Assert.Null(await catalog.Kinds[invitation.Kind](request with { Occasion = "herinnering-1" }, Ct));
        Assert.True(Verzwegen.Is(invitation.Kind, "herinnering-1") && !Verzwegen.Is(invitation.Kind, invitation.Occasion));
        var list = new Bericht { Id = "1", Day = default, Since = host.Now, Regels = [new("a", invitation.Kind, invitation.Case, "herinnering-1"), new("b", "x", "y", "z")] };
        Assert.Equal(["b"], Verzwegen.Zonder(list)!.Regels.Select(r => r.Bezorging));
        Assert.Null(Verzwegen.Zonder(list with { Regels = [list.Regels[0]] }));
    }

    [Fact]
    public async Task Every_question_is_labelled_and_can_be_skipped()
    {
        await using var host = await OpenAsync();
        using var device = host.NewDevice();
        var page = await Device.HtmlAsync(await device.GetAsync(await FormAsync(device, Begin(host, 1))));

        Assert.All(page.QuerySelectorAll("fieldset"), f => Assert.False(string.IsNullOrWhiteSpace(f.QuerySelector("legend")?.TextContent)));
        Assert.All(page.QuerySelectorAll("fieldset"), f => Assert.Equal(6, f.QuerySelectorAll("input[type=radio]").Length));
        Assert.All(page.QuerySelectorAll("input[type=radio]"), i => Assert.Equal("LABEL", i.ParentElement?.TagName));
        Assert.All(page.QuerySelectorAll("textarea"), t => Assert.NotNull(page.QuerySelector($"label[for={t.Id}]")));
        Assert.Empty(page.QuerySelectorAll("[required]"));
        Assert.Equal(page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count(), page.QuerySelectorAll("[id]").Length);
    }

    [Theory]
    [InlineData("s-welkom", "6")]
    [InlineData("s-welkom", "-1")]
    [InlineData("s-welkom", "drop table")]
    [InlineData("s-onbekend", "3")]
    [InlineData("t-onbekend", "tekst")]
    public async Task What_was_tampered_with_is_refused_and_what_was_typed_stays(string field, string value)
    {
        await using var host = await OpenAsync();
        using var device = host.NewDevice();
        var form = await FormAsync(device, Begin(host, 1));

        var answer = await SendAsync(device, form, ("s-ruimte", "2"), ("t-beter", "Meer tijd <b>samen</b>"), (field, value));

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        var page = await Device.HtmlAsync(answer);
        Assert.Contains("Er is nog niets verstuurd", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2", ((IHtmlInputElement)page.QuerySelector("input[name=s-ruimte][checked]")!).Value);
        Assert.Equal("Meer tijd <b>samen</b>", page.QuerySelector("textarea[name=t-beter]")!.TextContent);
        Assert.Equal((4, 0), await host.Get<Golfrooster>().ResponsAsync((await host.Get<GolfStore>().FindAsync(Eerste, Ct))!, Ct));
    }

    [Fact]
    public async Task Nothing_at_all_too_much_or_another_kind_of_body_is_refused()
    {
        await using var host = await OpenAsync();
        using var device = host.NewDevice();
        var form = await FormAsync(device, Begin(host, 1));

        (await SendAsync(device, form)).MustBe(HttpStatusCode.UnprocessableEntity);
        (await SendAsync(device, form, ("t-beter", new string('x', 601)))).MustBe(HttpStatusCode.UnprocessableEntity);
        (await SendAsync(device, form, ("t-beter", new string('x', 70_000)))).MustBe(HttpStatusCode.RequestEntityTooLarge);
        using var json = new HttpRequestMessage(HttpMethod.Post, form) { Content = new StringContent("{}") };
        (await device.SendAsync(json)).MustBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_link_that_was_not_made_here_leads_nowhere_and_one_of_a_closed_wave_says_so()
    {
        await using var host = await OpenAsync();
        using var device = host.NewDevice();
        var (begin, form) = (Begin(host, 1), await FormAsync(device, Begin(host, 1)));
        (await device.GetAsync(begin[..^2] + "AA")).MustBe(HttpStatusCode.NotFound);
        (await device.GetAsync("/evaluatie/AAAAAAAAAAAAAAAAAAAAAA")).MustBe(HttpStatusCode.Gone);

        await GoAsync(host, new DateOnly(2027, 2, 17));

        (await device.GetAsync(begin)).MustBe(HttpStatusCode.Gone);
        (await device.GetAsync(form)).MustBe(HttpStatusCode.Gone);
        (await SendAsync(device, form, ("s-welkom", "5"))).MustBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Nothing_that_is_logged_or_traced_names_a_student_a_link_or_an_answer()
    {
        await using var host = await OpenAsync();
        using var device = await host.Web.SignedInDeviceOf((await host.Registers.CurrentAsync(Ct)).Find(Evaluatieregister.Id(1))!);
        var before = host.Web.Parts.Log.Text.Length;
        var begin = Begin(host, 1);
        var form = await FormAsync(device, begin);
        (await SendAsync(device, form, ("s-welkom", "4"), ("t-beter", "Geheimzinnig woord"))).MustBe(HttpStatusCode.OK);

        var log = host.Web.Parts.Log.Text[before..];
        Assert.DoesNotContain(begin.Split('/')[^1], log, StringComparison.Ordinal);
        Assert.DoesNotContain(form.Split('/')[^1], log, StringComparison.Ordinal);
        Assert.DoesNotContain("Geheimzinnig", log, StringComparison.Ordinal);
        Assert.DoesNotContain("p1@isop.example", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Evaluatieregister.Id(1).ToString(), log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kwaliteitszorg_holds_opens_lengthens_and_closes_a_wave_on_her_page()
    {
        await using var host = await StartAsync(new DateOnly(2026, 12, 22));
        using var device = await host.Web.SignedInDeviceOf(await PersonAsync(host, Zorg));
        const string page = "/bureau/stage-evaluaties";

        (await DoAsync(device, ("wat", "open"))).MustBe(HttpStatusCode.UnprocessableEntity);
        (await DoAsync(device, ("wat", "houdvast"))).MustLeadTo($"{page}?gedaan=golf");
        await GoAsync(host, new DateOnly(2027, 1, 5));
        Assert.Equal(Golfstaat.Klaar, (await host.Get<GolfStore>().FindAsync(Eerste, Ct))!.Staat);
        (await DoAsync(device, ("wat", "open"))).MustLeadTo($"{page}?gedaan=golf");
        Assert.Equal(Golfstaat.Open, (await host.Get<GolfStore>().FindAsync(Eerste, Ct))!.Staat);
        (await DoAsync(device, ("wat", "houdvast"))).MustBe(HttpStatusCode.UnprocessableEntity);
        (await DoAsync(device, ("wat", "anders"))).MustBe(HttpStatusCode.UnprocessableEntity);
        (await DoAsync(device, ("wat", "verleng"), ("tot", "1-3-2027"))).MustLeadTo($"{page}?gedaan=golf");
        (await DoAsync(device, ("wat", "verleng"), ("tot", "ooit"))).MustBe(HttpStatusCode.UnprocessableEntity);
        (await DoAsync(device, ("wat", "sluit"))).MustBe(HttpStatusCode.UnprocessableEntity);
        (await DoAsync(device, ("wat", "sluit"), ("zeker", "ja"))).MustBe(HttpStatusCode.UnprocessableEntity);
        await GoAsync(host, new DateOnly(2027, 2, 3));
        using var later = await host.Web.SignedInDeviceOf(await PersonAsync(host, Zorg));
        (await DoAsync(later, ("wat", "sluit"), ("zeker", "ja"))).MustLeadTo($"{page}?gedaan=golf");

        Assert.Equal(Golfstaat.Gesloten, (await host.Get<GolfStore>().FindAsync(Eerste, Ct))!.Staat);
        Assert.Contains("Alleen de aantallen zijn bewaard", await Device.TextAsync(await later.GetAsync(page)), StringComparison.Ordinal);

        Task<HttpResponseMessage> DoAsync(Device d, params (string, string)[] fields) => PostAsync(d, page, $"{page}/golf", [("golf", Eerste), .. fields]);
    }

    [Fact]
    public async Task Of_few_people_the_page_shows_no_response_while_it_is_open()
    {
        await using var host = await OpenAsync();
        using var device = await host.Web.SignedInDeviceOf(await PersonAsync(host, Zorg));

        Assert.Contains("laten we de respons niet zien", await Device.TextAsync(await device.GetAsync("/bureau/stage-evaluaties")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_gets_the_report_of_tabel_10_as_page_pdf_and_tables_and_nobody_elses()
    {
        await using var host = await ReleasedAsync();
        var own = $"/rapporten/2026-2027/{Uri.EscapeDataString("eenheid:A")}";

        using var directeur = await host.Web.SignedInDeviceOf(await PersonAsync(host, Directeur));
        var shown = await directeur.GetAsync(own);
        var page = await Device.TextAsync(shown);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("De A", page, StringComparison.Ordinal);
        Assert.Contains("mag niet de enige grond zijn", page, StringComparison.Ordinal);
        foreach (var (file, type) in new[] { ("pdf", "application/pdf"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("csv", "text/csv") })
        {
            var answer = await directeur.GetAsync($"{own}/rapport.{file}");
            answer.MustBe(HttpStatusCode.OK);
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        }

        using var other = await host.Web.SignedInDeviceOf(await PersonAsync(host, AndereDirecteur));
        (await other.GetAsync(own)).MustBe(HttpStatusCode.NotFound);
        (await other.GetAsync($"{own}/rapport.csv")).MustBe(HttpStatusCode.NotFound);
        using var student = await host.Web.SignedInDeviceOf(await PersonAsync(host, 1));
        (await student.GetAsync(own)).MustBe(HttpStatusCode.NotFound);
        using var board = await host.Web.SignedInDeviceOf(await PersonAsync(host, Bestuurder));
        (await board.GetAsync(own)).MustBe(HttpStatusCode.NotFound);
        (await board.GetAsync($"/rapporten/2026-2027/{Uri.EscapeDataString("bestuur:B1")}")).MustBe(HttpStatusCode.OK);
        (await board.GetAsync("/rapporten/2026-2027/partnerschap")).MustBe(HttpStatusCode.NotFound);
        using var zorg = await host.Web.SignedInDeviceOf(await PersonAsync(host, Zorg));
        (await zorg.GetAsync("/rapporten/2026-2027/partnerschap")).MustBe(HttpStatusCode.OK);
        (await zorg.GetAsync("/rapporten/2025-2026/partnerschap")).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_about_the_opleider_is_for_her_and_her_directeur()
    {
        await using var host = await ReleasedAsync();
        var own = $"/rapporten/2026-2027/{Uri.EscapeDataString("eenheid:A")}";
        var about = VragenlijstCatalog.Defaults.For(Core.Register.Opleiding.Parse("pabo-vt"))!.Onderdelen.Single(o => o.Over == Onderwerp.Opleider).Stellingen[0].Kort;

        foreach (var (who, sees) in new[] { (Directeur, true), (Opleider, true), (Mentor, false), (Zorg, false) })
        {
            using var device = await host.Web.SignedInDeviceOf(await PersonAsync(host, who));
            var page = await Device.HtmlAsync(await device.GetAsync(own));
            Assert.True(sees == page.Body!.TextContent.Contains(about, StringComparison.Ordinal), $"{who}");
        }
    }

    [Fact]
    public async Task Remarks_are_read_one_by_one_and_only_released_ones_reach_opleider_and_directeur()
    {
        await using var host = await ReleasedAsync();
        using var zorg = await host.Web.SignedInDeviceOf(await PersonAsync(host, Zorg));
        var own = $"/rapporten/2026-2027/{Uri.EscapeDataString("eenheid:A")}";
        const string page = "/bureau/stage-evaluaties/opmerkingen";
        var read = await Device.HtmlAsync(await zorg.GetAsync(page));
        var forms = read.Forms.Where(f => f.GetAttribute("action") == page).ToList();
        Assert.Equal(12, forms.Count);
        Assert.Contains("[naam]", read.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Milan", read.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Opmerking van een ander", read.Body.TextContent, StringComparison.Ordinal);

        using var directeur = await host.Web.SignedInDeviceOf(await PersonAsync(host, Directeur));
        Assert.DoesNotContain("De kring", await Device.TextAsync(await directeur.GetAsync(own)), StringComparison.Ordinal);
        (await zorg.PostFormAsync(forms[0], ("wat", "vrij"))).MustBe(HttpStatusCode.SeeOther);
        (await zorg.PostFormAsync(forms[1], ("wat", "achter"))).MustBe(HttpStatusCode.SeeOther);

        Assert.Contains("De kring", await Device.TextAsync(await directeur.GetAsync(own)), StringComparison.Ordinal);
        Assert.Equal(10, (await Device.HtmlAsync(await zorg.GetAsync(page))).Forms.Count(f => f.GetAttribute("action") == page));
        using var mentor = await host.Web.SignedInDeviceOf(await PersonAsync(host, Mentor));
        Assert.DoesNotContain("De kring", await Device.TextAsync(await mentor.GetAsync(own)), StringComparison.Ordinal);
        var sheet = (await host.Get<Leesbladen>().FindAsync("2026-2027", "A", Ct))!.Value;
        Assert.Equal((11, 1), (sheet.Opmerkingen.Count, sheet.Achtergehouden.Count));
        (await zorg.PostFormAsync(forms[1], ("wat", "achter"))).MustBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task What_was_done_with_the_answers_reaches_students_and_stands_in_the_report()
    {
        await using var host = await ReleasedAsync();
        using var zorg = await host.Web.SignedInDeviceOf(await PersonAsync(host, Zorg));
        const string page = "/bureau/stage-evaluaties";
        (await PostAsync(zorg, page, $"{page}/terugkoppeling", ("jaar", "2026-2027"), ("tekst", ""))).MustBe(HttpStatusCode.UnprocessableEntity);

        (await PostAsync(zorg, page, $"{page}/terugkoppeling", ("jaar", "2026-2027"), ("tekst", "Elke dag is er tijd om na te praten."))).MustLeadTo($"{page}?gedaan=teruggekoppeld");

        var box = await host.Get<BezorgStore>().LoadAsync(Evaluatieregister.Id(1), Ct);
        Assert.Contains(box.Bezorgingen.Values, b => b.Value.Kind == Evaluatiekaarten.Terugkoppeling);
        using var directeur = await host.Web.SignedInDeviceOf(await PersonAsync(host, Directeur));
        Assert.Contains("tijd om na te praten", await Device.TextAsync(await directeur.GetAsync($"/rapporten/2026-2027/{Uri.EscapeDataString("eenheid:A")}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_report_is_attached_with_its_date()
    {
        await using var host = await ReleasedAsync();
        using var zorg = await host.Web.SignedInDeviceOf(await PersonAsync(host, Zorg));
        const string page = "/bureau/stage-evaluaties";
        (await PostAsync(zorg, page, $"{page}/ouder", ("eenheid", "A"), ("titel", "HBOspiegel"), ("datum", "12-3-2024"), ("link", "http://x.example"))).MustBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(zorg, page, $"{page}/ouder", ("eenheid", "A"), ("titel", "HBOspiegel"), ("datum", "12-3-2024"), ("link", "https://x.example/r.pdf"))).MustLeadTo($"{page}?gedaan=ouder-rapport");

        using var directeur = await host.Web.SignedInDeviceOf(await PersonAsync(host, Directeur));
        var report = await Device.TextAsync(await directeur.GetAsync($"/rapporten/2026-2027/{Uri.EscapeDataString("eenheid:A")}"));
        Assert.Contains("HBOspiegel", report, StringComparison.Ordinal);
        Assert.Contains("12 maart 2024", report, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(Device device, string page, string action, params (string, string)[] fields)
    {
        // Any form of the page brings the token that every form of it carries.
        var html = await Device.HtmlAsync(await device.GetAsync(page));
        var token = html.QuerySelectorAll("input[name=__RequestVerificationToken]").OfType<IHtmlInputElement>().First().Value;
        return await device.SendAsync(new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
        });
    }

    private static async Task<HttpResponseMessage> SendAsync(Device device, string form, params (string, string)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, form) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))) };

        // As a browser sends it from a page in a sandbox.
        request.Headers.Add("Origin", "null");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        return await device.SendAsync(request);
    }

    private static string Begin(BureauHost host, int student) =>
        host.Get<Uitnodigingslink>().Maak(Evaluatieregister.Id(student), Evaluatiekaarten.ZaakVan(Eerste, "A")).AbsolutePath;

    private static async Task<string> FormAsync(Device device, string begin)
    {
        var answer = await device.SubmitAsync(begin);
        answer.MustBe(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<Persoon> PersonAsync(BureauHost host, int number) => (await host.Registers.CurrentAsync(Ct)).Find(Evaluatieregister.Id(number))!;

    private static async Task<BureauHost> OpenAsync() => await StartAsync(new DateOnly(2027, 2, 1));

    private static async Task<BureauHost> StartAsync(DateOnly day, Evaluatieregister? register = null)
    {
        var host = await BureauHost.StartAsync("Production");
        await Registerversie.ZetAsync(host.Web.Store, (register ?? Roles(GolfTests.VierStudenten())).Snapshot, "test-1", host.Now);
        await host.Get<StageEvaluatiePlanning>().WakeAsync([TussenevaluatiePlanning.RegisterWake], host.Now, Ct);
        await GoAsync(host, day);
        return host;
    }

    private static async Task GoAsync(BureauHost host, DateOnly day)
    {
        host.Web.Clock.SetUtcNow(AmsterdamTime.At(day, new TimeOnly(9, 0)));
        await host.Get<Planning>().RunAsync(host.Now, Ct);
    }

    /// <summary>A year with twelve students at A who all answered in both halves, and three at B.</summary>
    private static async Task<BureauHost> ReleasedAsync()
    {
        var register = new Evaluatieregister().Jaar(2026).Organisatie("A", "B1").Organisatie("B", "B1").Organisatie("C", "B1");
        for (var i = 1; i <= 30; i++)
        {
            var where = i <= 14 ? "A" : i <= 28 ? "C" : "B";
            register.Student(i, naam: i == 3 ? "Milan Berendsen" : null).Stage(i, where, 2026, 1, mentor: where == "A" ? Mentor : null).Stage(i, where, 2026, 2);
        }

        var host = await StartAsync(new DateOnly(2027, 2, 1), Roles(register));
        await AnswerAsync(host, Eerste);
        await GoAsync(host, new DateOnly(2027, 2, 17));
        await GoAsync(host, new DateOnly(2027, 7, 5));
        await AnswerAsync(host, "2026-2027-2");
        await GoAsync(host, new DateOnly(2027, 9, 1));
        Assert.NotNull(await host.Get<Jaaruitgaven>().StandAsync("2026-2027", Ct));
        return host;
    }

    /// <summary>Twelve of the fourteen at A and C, two of the three at B.</summary>
    private static async Task AnswerAsync(BureauHost host, string golf)
    {
        var (wave, rooster) = ((await host.Get<GolfStore>().FindAsync(golf, Ct))!, host.Get<Golfrooster>());
        var list = VragenlijstCatalog.Defaults.For(Core.Register.Opleiding.Parse("pabo-vt"))!;
        for (var i = 1; i <= 30; i++)
        {
            var where = i <= 14 ? "A" : i <= 28 ? "C" : "B";
            if (i is 13 or 14 or 27 or 28 or 30)
            {
                continue;
            }

            var seat = (await rooster.FindAsync(golf, Evaluatieregister.Id(i), where, Ct))!;
            var words = where == "A" && golf == Eerste ? $"De kring van Milan, nummer {i}" : where == "B" ? "Opmerking van een ander" : null;
            await rooster.StuurAsync(wave, new Antwoordlink(golf, seat.Scherf, seat.Plek), list, Evaluatiewereld.Alles(1 + (i % 5), blijven: words), Ct);
        }
    }

    private static Evaluatieregister Roles(Evaluatieregister register) => register
        .Persoon(Directeur, "Dirk Directeur", RolSoort.Directeur, "A").Persoon(Mentor, "Mia Mentor", RolSoort.Werkplekbegeleider, "A")
        .Persoon(Opleider, "Olga Opleider", RolSoort.Schoolopleider, "A").Persoon(Zorg, "Kim Zorg", RolSoort.Kwaliteitszorg)
        .Persoon(Bestuurder, "Bea Bestuurder", RolSoort.Bestuurder, bestuur: "B1").Persoon(AndereDirecteur, "Ans Anders", RolSoort.Directeur, "B");
}
