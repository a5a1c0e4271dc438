using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Isop.Bot.Bureau;
using Isop.Bot.Certificaten.Bevoegdheden;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using static Isop.Core.Certificaten.Bevoegdheden.Bevoegdheidssoort;

namespace Isop.Tests.Certificaten.Bevoegdheden;

/// <summary>The pages on who may assess. Which role gets in at all is walked in MatrixTests.</summary>
public sealed class BevoegdheidPagesTests
{
    private const string Page = BevoegdheidEndpoints.Path;
    private const string Piet = "piet@linde.example";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_has_everybody_in_the_four_roles_once_and_nobody_else()
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();

        var page = await device.OpenAsync(Page);

        Assert.Equal(["=2+2 Jansen", "Olga Bos", "Piet Puk"], Names(page));
        var olga = page.QuerySelectorAll("tbody tr")[1].TextContent;
        Assert.Contains("De Linde", olga, StringComparison.Ordinal);
        Assert.Contains("Stichting De Linde", olga, StringComparison.Ordinal);
        Assert.Contains("schoolopleider", olga, StringComparison.Ordinal);
        Assert.Contains("Beoordelaars", page.QuerySelector(".menu")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_and_the_file_show_who_may_who_may_not_and_whose_kalibratie_is_missing()
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        await GiveAsync(host, Proefregister.Olga, Bke, Aanstelling, Kalibreersessie);
        await GiveAsync(host, Piet, Bke, Aanstelling);

        Assert.Equal(["Olga Bos", "Piet Puk"], Names(await device.OpenAsync($"{Page}?toon=mag")));
        Assert.Equal(["=2+2 Jansen"], Names(await device.OpenAsync($"{Page}?toon=mag-niet")));
        Assert.Equal(["=2+2 Jansen", "Piet Puk"], Names(await device.OpenAsync($"{Page}?toon=kalibratie-mist")));
        Assert.Equal(["Piet Puk"], Names(await device.OpenAsync($"{Page}?toon=kalibratie-mist&naam=PIET")));
        Assert.Equal(["=2+2 Jansen", "Olga Bos", "Piet Puk"], Names(await device.OpenAsync($"{Page}?toon=onzin&pagina=-9")));
        Assert.Contains("Niemand gevonden", (await device.OpenAsync($"{Page}?naam=bestaat-niet")).MainText(), StringComparison.Ordinal);

        var file = Encoding.UTF8.GetString(await (await device.GetAsync($"{Page}/beoordelaars.csv?toon=kalibratie-mist")).Content.ReadAsByteArrayAsync(Ct));
        Assert.DoesNotContain("Olga", file, StringComparison.Ordinal);
        Assert.Contains("\r\nPiet Puk;De Esdoorn;Stichting De Linde;praktijkbeoordelaar;ja;Er is nog geen kalibreersessie vastgelegd.;;2026-03-12;;2026-03-12;;\r\n", file, StringComparison.Ordinal);
        Assert.Contains("\r\n'=2+2 Jansen;", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_comes_in_pages()
    {
        var register = Register();
        for (var n = 10; n < 70; n++)
        {
            register = register.Plus("personen", $"b{n}@x.example;Beoordelaar {n};B;;bureau").Plus("rollen", $"b{n}@x.example;praktijkbeoordelaar;O1;;2026-08-01;");
        }

        await using var host = await BureauHost.WithRegisterAsync(register);
        using var device = host.NewDevice();

        Assert.Equal(50, Names(await device.OpenAsync(Page)).Count);
        Assert.Equal(13, Names(await device.OpenAsync($"{Page}?pagina=2")).Count);
    }

    [Fact]
    public async Task A_record_is_made_once_however_often_the_button_is_pressed_and_withdrawn_with_a_reason()
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        var path = await PathAsync(host, Proefregister.Olga);
        var page = await device.OpenAsync(path);
        Assert.Contains("Mag nu niet beoordelen", page.MainText(), StringComparison.Ordinal);
        (string, string)[] fields = [("soort", "bke"), ("datum", "12 maart 2026"), ("tot", ""), ("toelichting", "BKE-26-004")];

        (await device.PressAsync(page, path, fields)).MustLeadTo($"{path}?gedaan={Gedaan.BevoegdheidVastgelegd}");
        (await device.PressAsync(page, path, fields)).MustLeadTo($"{path}?gedaan={Gedaan.BevoegdheidStondEr}");

        var regel = Assert.Single(await RegelsAsync(host, Proefregister.Olga));
        Assert.Equal((Bke, new DateOnly(2026, 3, 12), "BKE-26-004", "bureau"), (regel.Soort, regel.Datum, regel.Toelichting, regel.Door));

        var asked = await device.OpenAsync($"{path}?intrekken={regel.Id}");
        var empty = await device.PressAsync(asked, $"{path}/intrekken", ("reden", " "));
        empty.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Schrijf op waarom dit niet klopt.", await Device.TextAsync(empty), StringComparison.Ordinal);
        (await device.PressAsync(asked, $"{path}/intrekken", ("reden", "Was van iemand anders"))).MustLeadTo($"{path}?gedaan={Gedaan.BevoegdheidIngetrokken}");
        (await device.PressAsync(asked, $"{path}/intrekken", ("reden", "Was van iemand anders"))).MustLeadTo($"{path}?gedaan={Gedaan.BevoegdheidIngetrokken}");

        Assert.Equal("Was van iemand anders", Assert.Single(await RegelsAsync(host, Proefregister.Olga)).Ingetrokken?.Reden);
        Assert.Contains("Was van iemand anders", (await device.OpenAsync(path)).MainText(), StringComparison.Ordinal);
        var log = (await device.OpenAsync("/bureau/inzage?soort=beoordelaars")).MainText();
        Assert.Contains("BKE vastgelegd voor Olga Bos", log, StringComparison.Ordinal);
        Assert.Contains("BKE ingetrokken voor Olga Bos", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "12-3-2026", "", "soort", "Kies wat je vastlegt.")]
    [InlineData("onzin", "12-3-2026", "", "soort", "Kies wat je vastlegt.")]
    [InlineData("bke", "", "", "datum", "Vul één datum in")]
    [InlineData("bke", "31-2-2026", "", "datum", "Vul één datum in")]
    [InlineData("bke", "12-3-2026 of 13-3-2026", "", "datum", "Vul één datum in")]
    [InlineData("bke", "24-11-2027", "", "datum", "Die dag moet nog komen.")]
    [InlineData("bke", "12-3-2026", "binnenkort", "tot", "of laat dit leeg")]
    [InlineData("bke", "12-3-2026", "11-3-2026", "tot", "De laatste dag ligt voor de eerste dag.")]
    [InlineData("kalibreersessie", "12-3-2026", "12-3-2027", "tot", "Alleen een BKE of een aanstelling kan aflopen.")]
    public async Task What_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(string soort, string datum, string tot, string veld, string zin)
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        var path = await PathAsync(host, Proefregister.Olga);

        var answer = await device.PressAsync(await device.OpenAsync(path), path, ("soort", soort), ("datum", datum), ("tot", tot), ("toelichting", "nr. \"7\" <b>&"));

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        var page = await Device.HtmlAsync(answer);
        Assert.Contains(zin, page.QuerySelector($"#{veld}-fout")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((datum, tot, "nr. \"7\" <b>&"), (Value(page, "datum"), Value(page, "tot"), Value(page, "toelichting")));
        Assert.Empty(await RegelsAsync(host, Proefregister.Olga));
    }

    [Fact]
    public async Task A_day_without_a_year_is_the_last_one_that_was()
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        var path = await PathAsync(host, Proefregister.Olga);
        var (today, typed) = (DateOnly.FromDateTime(host.Now.Date), DateOnly.FromDateTime(host.Now.Date).AddDays(40));

        (await device.PressAsync(await device.OpenAsync(path), path, ("soort", "kalibreersessie"), ("datum", $"{typed.Day}-{typed.Month}"))).MustBe(HttpStatusCode.SeeOther);
        (await device.PressAsync(await device.OpenAsync(path), path, ("soort", "bke"), ("datum", "morgen"))).MustBe(HttpStatusCode.UnprocessableEntity);

        var regel = Assert.Single(await RegelsAsync(host, Proefregister.Olga));
        Assert.True(regel.Datum < today && (regel.Datum.Day, regel.Datum.Month) == (typed.Day, typed.Month));
    }

    [Fact]
    public async Task A_form_that_comes_back_with_something_else_in_it_says_so_and_a_second_press_records_it()
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        var path = await PathAsync(host, Proefregister.Olga);
        var page = await device.OpenAsync(path);
        await device.PressAsync(page, path, ("soort", "aanstelling"), ("datum", "1-9-2026"));

        var other = await device.PressAsync(page, path, ("soort", "aanstelling"), ("datum", "1-9-2025"));
        other.MustBe(HttpStatusCode.UnprocessableEntity);
        var again = await Device.HtmlAsync(other);
        Assert.Contains("Dit formulier was al verstuurd", again.MainText(), StringComparison.Ordinal);
        (await device.PressAsync(again, path, ("soort", "aanstelling"), ("datum", "1-9-2025"))).MustBe(HttpStatusCode.SeeOther);

        Assert.Equal(2, (await RegelsAsync(host, Proefregister.Olga)).Count);
    }

    [Fact]
    public async Task What_is_typed_is_shown_as_text()
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        var path = await PathAsync(host, Proefregister.Olga);
        const string Evil = "<script>alert(1)</script>\" onfocus=\"x";

        await device.PressAsync(await device.OpenAsync(path), path, ("soort", "bke"), ("datum", "12-3-2026"), ("toelichting", Evil));

        var page = await device.OpenAsync(path);
        Assert.Contains(Evil, page.MainText(), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Scripts, s => s.TextContent.Contains("alert", StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("[onfocus]"));
        Assert.DoesNotContain("alert", (await device.OpenAsync($"{path}?intrekken=<script>alert(1)</script>")).Head!.InnerHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("00000000000000000000000000000009")]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    public async Task Who_is_not_there_has_no_page(string id)
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        (await device.GetAsync($"{Page}/persoon/{id}")).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_lost_the_role_keeps_a_page_as_long_as_something_is_recorded()
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        var path = await PathAsync(host, Piet);
        await GiveAsync(host, Piet, Bke);

        await host.ApplyAsync(Register().With("rollen", Piet, null));

        Assert.Contains("Is nu geen opleider of praktijkbeoordelaar.", (await device.OpenAsync(path)).MainText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Piet Puk", Names(await device.OpenAsync(Page)));
    }

    [Fact]
    public async Task A_kalibreersessie_of_many_is_recorded_in_one_go_and_twice_pressed_is_once()
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        var page = await device.OpenAsync(BevoegdheidEndpoints.SessiePath);
        var wie = new[] { (await host.PersonAsync(Proefregister.Olga)).Id, (await host.PersonAsync(Piet)).Id };

        var answers = await Task.WhenAll(SendAsync(device, page, "7-10-2026", "pabo jaar 2", wie), SendAsync(device, page, "7-10-2026", "pabo jaar 2", wie));

        Assert.All(answers, a => a.MustLeadTo($"{Page}?gedaan={Gedaan.Kalibreersessie}"));
        foreach (var who in new[] { Proefregister.Olga, Piet })
        {
            var regel = Assert.Single(await RegelsAsync(host, who));
            Assert.Equal((Kalibreersessie, new DateOnly(2026, 10, 7), "pabo jaar 2"), (regel.Soort, regel.Datum, regel.Toelichting));
        }
    }

    [Fact]
    public async Task A_session_without_a_day_or_without_people_or_with_a_stranger_is_refused_and_the_ticks_stay()
    {
        await using var host = await BureauHost.WithRegisterAsync(Register());
        using var device = host.NewDevice();
        var page = await device.OpenAsync(BevoegdheidEndpoints.SessiePath);
        var (olga, fatima) = ((await host.PersonAsync(Proefregister.Olga)).Id, (await host.PersonAsync(Proefregister.Fatima)).Id);

        var noDay = await WrongAsync(await SendAsync(device, page, "ooit", "pabo jaar 2", olga));
        Assert.Contains("Vul één datum in", noDay.QuerySelector("#datum-fout")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("ooit", "pabo jaar 2"), (Value(noDay, "datum"), Value(noDay, "toelichting")));
        Assert.Equal([olga.ToString()], Ticked(noDay));
        Assert.Contains("Kruis aan wie erbij was.", (await WrongAsync(await SendAsync(device, page, "7-10-2026", ""))).QuerySelector("#wie-fout")!.TextContent, StringComparison.Ordinal);
        var stranger = await WrongAsync(await SendAsync(device, page, "7-10-2026", "", olga, fatima));
        Assert.Contains("geen beoordelaar of opleider meer", stranger.QuerySelector("#wie-fout")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([olga.ToString()], Ticked(stranger));
        Assert.Contains("moet nog komen", (await WrongAsync(await SendAsync(device, page, "7-10-2028", "", olga))).QuerySelector("#datum-fout")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await RegelsAsync(host, Proefregister.Olga));
        Assert.Empty(await RegelsAsync(host, Proefregister.Fatima));
    }

    [Fact]
    public async Task The_examencommissie_finds_the_way_records_under_its_own_name_and_sees_no_other_page()
    {
        await using var host = await BureauHost.WithRegisterAsync(Bezetting.Register(), "Production");
        var person = await host.PersonAsync(Bezetting.Address("examencommissie"));
        using var device = await host.Web.SignedInDeviceOf(person);
        Assert.Contains("/bureau/bevoegdheid", (await device.OpenAsync("/postvak/apparaten")).QuerySelectorAll(".menu a").Select(a => a.GetAttribute("href")));

        var list = await device.OpenAsync(Page);
        Assert.Equal(["/bureau/bevoegdheid", "/mijn"], list.QuerySelectorAll(".menu a").Select(a => a.GetAttribute("href")));
        var path = await PathAsync(host, Bezetting.Address("praktijkbeoordelaar"));
        (await device.PressAsync(await device.OpenAsync(path), path, ("soort", "aanstelling"), ("datum", "1-9-2026"))).MustBe(HttpStatusCode.SeeOther);

        Assert.Equal(person.Id.ToString(), Assert.Single(await RegelsAsync(host, Bezetting.Address("praktijkbeoordelaar"))).Door);
    }

    private static Proefregister Register() => new Proefregister()
        .Plus("personen", $"{Piet};Piet Puk;Piet;;bureau").Plus("rollen", $"{Piet};praktijkbeoordelaar;O2;;2026-08-01;").Plus("rollen", $"{Piet};leerteambegeleider;O2;;2026-08-01;")
        .Plus("personen", "jan@linde.example;=2+2 Jansen;Jan;;bureau").Plus("rollen", "jan@linde.example;aspirant-opleider;O1;B1;2026-08-01;")
        .Plus("rollen", $"{Proefregister.Olga};coordinerend-schoolopleider;;B1;2026-08-01;").Plus("rollen", $"{Proefregister.Bram};praktijkbeoordelaar;O1;B1;2025-08-01;2026-07-31");

    private static IReadOnlyList<string> Names(IHtmlDocument page) => [.. page.QuerySelectorAll("tbody tr td.lead a").Select(a => a.TextContent)];

    private static string Value(IHtmlDocument page, string name) => ((IHtmlInputElement)page.QuerySelector($"input[name={name}]")!).Value;

    private static IEnumerable<string> Ticked(IHtmlDocument page) => page.QuerySelectorAll("input[name=wie][checked]").OfType<IHtmlInputElement>().Select(i => i.Value);

    private static async Task<string> PathAsync(BureauHost host, string email) => BevoegdheidEndpoints.Van((await host.PersonAsync(email)).Id);

    private static async Task<IReadOnlyList<Bevoegdheidsregel>> RegelsAsync(BureauHost host, string email) =>
        (await host.Get<BevoegdheidStore>().FindAsync((await host.PersonAsync(email)).Id, Ct)).Regels;

    private static async Task GiveAsync(BureauHost host, string email, params Bevoegdheidssoort[] soorten)
    {
        foreach (var soort in soorten)
        {
            var opdracht = new Bevoegdheidsopdracht.LegVast(FormId.New(), soort, new DateOnly(2026, 3, 12), null, "", "bureau");
            await host.Get<BevoegdheidStore>().DecideAsync((await host.PersonAsync(email)).Id, opdracht, host.Now, Ct);
        }
    }

    private static async Task<IHtmlDocument> WrongAsync(HttpResponseMessage answer)
    {
        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        return await Device.HtmlAsync(answer);
    }

    private static Task<HttpResponseMessage> SendAsync(Device device, IHtmlDocument page, string datum, string instrument, params PersonId[] wie)
    {
        var form = page.Forms.First(f => f.GetAttribute("action") == BevoegdheidEndpoints.SessiePath);
        var fields = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Append(new("datum", datum)).Append(new("toelichting", instrument)).Concat(wie.Select(w => KeyValuePair.Create("wie", w.ToString())));
        return device.SendAsync(new HttpRequestMessage(HttpMethod.Post, BevoegdheidEndpoints.SessiePath) { Content = new FormUrlEncodedContent(fields) });
    }
}
