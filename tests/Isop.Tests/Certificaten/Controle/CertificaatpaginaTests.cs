using System.Net;
using Isop.Bot.Web.Sessions;
using Isop.Core.Certificaten;
using Isop.Tests.Web;

namespace Isop.Tests.Certificaten.Controle;

/// <summary>What a stranger sees under a number.</summary>
public sealed class CertificaatpaginaTests
{
    private const string Zoekraak = "AAECAwQFBgcICQoLDA0ODw";

    [Fact]
    public async Task A_valid_one_says_so_first_and_shows_every_printed_fact()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        using var device = host.NewDevice();

        var answer = await device.GetAsync($"/c/{nummer}");

        answer.MustBe(HttpStatusCode.OK);
        var page = await Device.HtmlAsync(answer);
        Assert.Equal("Geldig", page.QuerySelector("main h1")!.TextContent);
        Assert.StartsWith("Geldig", page.Title, StringComparison.Ordinal);
        var facts = page.QuerySelectorAll("dl > div").Select(f => (f.QuerySelector("dt")!.TextContent, f.QuerySelector("dd")!.TextContent.Trim())).ToList();
        Assert.Equal(
            [
                ("Naam", "Mia Smit-Özgür"), ("Certificaat", "Opfriscursus werkplekbegeleiders"), ("Waarvoor", "heeft de opfriscursus voor werkplekbegeleiders gevolgd"),
                ("Dagen", "7 oktober 2026 en 14 oktober 2026"), ("Duur", "6 uur en 30 minuten"), ("Waar", "Basisschool De Linde, Ulft"), ("Inhoud", "Gesprekken voeren"),
                ("Studiejaar", "2026-2027"), ("Verstrekt op", "20 oktober 2026"), ("Geldigheid", "geldig tot en met 20 oktober 2027"), ("Verstrekt door", "Partnerschap ISOP"),
                ("Ondertekend door", "Onderwijsbureau ISOP, namens de opleidingen en de besturen"), ("Nummer", nummer.ToString()),
            ],
            facts);
        Assert.Contains("Gecontroleerd op maandag 23 november 2026.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("school.example", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_said_is_left_out_and_what_does_not_end_stays_valid()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync(c => c with { Minuten = null, Inhoud = "", GeldigTot = null, Dagen = [new(2026, 10, 7)] });
        using var device = host.NewDevice();

        var page = await Device.HtmlAsync(await device.GetAsync($"/c/{nummer}"));

        var names = page.QuerySelectorAll("dt").Select(t => t.TextContent).ToList();
        Assert.DoesNotContain("Duur", names);
        Assert.DoesNotContain("Inhoud", names);
        Assert.Contains("Dag", names);
        Assert.Contains("blijft geldig", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-23", "Geldig")]
    [InlineData("2026-11-22", "Verlopen op 22 november 2026")]
    public async Task It_holds_through_its_last_day(string last, string verdict)
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync(c => c with { GeldigTot = DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture) });

        await MustSayAsync(host, nummer, verdict);
    }

    [Fact]
    public async Task A_revoked_one_says_when_and_why_and_not_who_did_it()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync(c => c with { GeldigTot = new(2026, 10, 21) });
        await host.TrekInAsync(nummer);

        var page = await MustSayAsync(host, nummer, "Ingetrokken op 20 november 2026");

        Assert.Contains("Wegens: de evaluatie is nooit gedeeld", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("geldt niet meer", page.QuerySelector(".feiten")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Mia Smit-Özgür", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("bureau:geheim", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_superseded_one_leads_to_its_successor_once_that_was_issued()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        var opvolger = await host.VervangAsync(nummer);
        using var device = host.NewDevice();
        var first = await device.GetAsync($"/c/{nummer}");

        var page = await MustSayAsync(host, nummer, "Vervangen door een nieuwer certificaat op 21 november 2026");
        Assert.Contains("staat hier nog niet", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(opvolger.ToString(), page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("Mia Özgür", page.Body.TextContent, StringComparison.Ordinal);

        await host.GeefUitAsync(c => c with { Vervangt = nummer }, "Mia Özgür", opvolger);
        var then = await device.GetAsync($"/c/{nummer}");
        Assert.NotEqual(first.Headers.ETag, then.Headers.ETag);
        page = await Device.HtmlAsync(then);
        Assert.NotNull(page.QuerySelector($"[role=alert] a[href='/c/{opvolger}']"));
        await MustSayAsync(host, opvolger, "Geldig");
    }

    [Fact]
    public async Task Of_a_removed_name_the_rest_stays()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        using var device = host.NewDevice();
        var before = (await device.GetAsync($"/c/{nummer}")).Headers.ETag;
        await host.DoeAsync(nummer, new Certificaatopdracht.VerwijderNaam("bureau:geheim", new DateOnly(2026, 11, 22)));

        var page = await MustSayAsync(host, nummer, "Geldig");

        Assert.Equal("De naam is op verzoek verwijderd", page.QuerySelector("dd")!.TextContent.Trim());
        Assert.DoesNotContain("Mia", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains("Opfriscursus werkplekbegeleiders", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(before, (await device.GetAsync($"/c/{nummer}")).Headers.ETag);
    }

    [Fact]
    public async Task What_people_wrote_is_text_and_nothing_else()
    {
        const string nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202Egnp";
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync(
            c => c with { Titel = nasty, Omschrijving = nasty, Waar = nasty, Inhoud = nasty, Uitgever = nasty, Ondertekenaar = nasty, Functie = nasty }, nasty);
        await host.TrekInAsync(nummer, nasty);

        var page = await MustSayAsync(host, nummer, "Ingetrokken op 20 november 2026");

        Assert.Equal("/certificaat.js", new Uri("https://x" + Assert.Single(page.QuerySelectorAll("script")).GetAttribute("src")).AbsolutePath);
        Assert.Empty(page.QuerySelectorAll("img, [onerror]"));
        Assert.Equal(nasty, page.QuerySelector("dd bdi")!.TextContent);
    }

    [Fact]
    public async Task An_unknown_number_and_no_number_at_all_look_the_same()
    {
        await using var host = await ControleHost.StartAsync();
        await host.GeefUitAsync();
        using var device = host.NewDevice();
        var unknown = await device.GetAsync($"/c/{Certificaatnummer.Trek()}");
        unknown.MustBe(HttpStatusCode.NotFound);
        var body = await Device.TextAsync(unknown);

        foreach (var other in new[] { Zoekraak, "x", Zoekraak[..^1], $"{Zoekraak[..^1]}x", "..%2f..", "%3Cscript%3E", new string('A', 1000), "@" })
        {
            var answer = await device.GetAsync($"/c/{other}");
            answer.MustBe(HttpStatusCode.NotFound);
            Assert.Equal(body, await Device.TextAsync(answer));
            Assert.Equal(Named(unknown), Named(answer));
        }

        Assert.Contains("Dit nummer kennen we niet", body, StringComparison.Ordinal);
        Assert.Contains("mailto:isop@example.nl", body, StringComparison.Ordinal);
        using var posted = new HttpRequestMessage(HttpMethod.Post, $"/c/{Zoekraak}/bestand") { Content = new MultipartFormDataContent { { new ByteArrayContent([1]), "bestand", "x" } } };
        var post = await device.SendAsync(posted);
        post.MustBe(HttpStatusCode.NotFound);
        Assert.Equal(body, await Device.TextAsync(post));

        static string Named(HttpResponseMessage answer) => string.Join('\n', answer.Headers.Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}"));
    }

    [Fact]
    public async Task The_page_may_be_kept_for_a_minute_and_is_asked_for_again_by_its_mark()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        using var device = host.NewDevice();
        var first = await device.GetAsync($"/c/{nummer}");
        Assert.Equal("public, max-age=60", first.Headers.CacheControl!.ToString());
        Assert.NotNull(first.Headers.ETag);

        foreach (var known in new[] { first.Headers.ETag.ToString(), $"W/{first.Headers.ETag}", $"\"x\", {first.Headers.ETag}", "*" })
        {
            var again = await AskAsync(device, nummer, known);
            again.MustBe(HttpStatusCode.NotModified);
            Assert.Equal(first.Headers.ETag, again.Headers.ETag);
            Assert.Equal("public, max-age=60", again.Headers.CacheControl!.ToString());
            Assert.Empty(await Device.TextAsync(again));
        }

        (await AskAsync(device, nummer, "\"x\"")).MustBe(HttpStatusCode.OK);
        await host.TrekInAsync(nummer);
        var revoked = await AskAsync(device, nummer, first.Headers.ETag.ToString());
        revoked.MustBe(HttpStatusCode.OK);
        host.Web.Clock.Advance(TimeSpan.FromDays(1));
        (await AskAsync(device, nummer, revoked.Headers.ETag!.ToString())).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_is_known_on_the_page_and_nothing_comes_from_elsewhere()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        using var device = host.NewDevice();
        device.TakeCookie(SessionCookie.Name, "verzonnen");
        foreach (var path in new[] { $"/c/{nummer}", "/c", "/c?nummer=x", "/c/x" })
        {
            var answer = await device.GetAsync(path);

            Assert.Empty(Device.SetCookies(answer));
            Assert.Equal("noindex, nofollow", answer.Headers.GetValues("X-Robots-Tag").Single());
            Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.DoesNotContain("Cookie", answer.Headers.Vary);
            var page = await Device.HtmlAsync(answer);
            Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src]), input[type=hidden], iframe"));
            Assert.DoesNotContain(page.QuerySelectorAll("link, img, script"), e => (e.GetAttribute("href") ?? e.GetAttribute("src"))!.Contains("://", StringComparison.Ordinal));
            Assert.Equal("nl", page.DocumentElement.GetAttribute("lang"));
            Assert.Single(page.QuerySelectorAll("main h1"));
            if (path != $"/c/{nummer}")
            {
                Assert.True(answer.Headers.CacheControl!.NoStore);
            }
        }
    }

    [Fact]
    public async Task Head_answers_as_get_without_the_page()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        using var device = host.NewDevice();

        var head = await device.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/c/{nummer}"));

        head.MustBe(HttpStatusCode.OK);
        Assert.Equal((await device.GetAsync($"/c/{nummer}")).Headers.ETag, head.Headers.ETag);
        Assert.Empty(await Device.TextAsync(head));
        (await device.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/c/{Zoekraak}"))).MustBe(HttpStatusCode.NotFound);
        (await device.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/c"))).MustBe(HttpStatusCode.OK);
        (await device.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/c/{nummer}"))).MustBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Neither_number_nor_name_stands_in_a_log_line()
    {
        await using var host = await ControleHost.StartAsync(b => b.Configuration["Logging:LogLevel:Microsoft.AspNetCore.Routing.Matching"] = "Trace");
        var nummer = await host.GeefUitAsync();
        using var device = host.NewDevice();
        await device.GetAsync($"/c/{nummer}");
        await device.GetAsync($"/c?nummer={nummer}");
        await device.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/c/{nummer}/bestand") { Content = new StringContent("x") });
        await device.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/c/{nummer}"));

        var log = host.Web.Parts.Log.Text;
        Assert.Contains("GET /c/{nummer} answered 200", log, StringComparison.Ordinal);
        Assert.DoesNotContain(nummer.ToString(), log, StringComparison.Ordinal);
        Assert.DoesNotContain("Mia", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_leads_to_the_page_of_a_number_or_a_link()
    {
        await using var host = await ControleHost.StartAsync();
        var nummer = await host.GeefUitAsync();
        using var device = host.NewDevice();

        (await device.GetAsync($"/c?nummer={nummer}")).MustLeadTo($"/c/{nummer}");
        (await device.GetAsync($"/c?nummer={Uri.EscapeDataString($" https://isop.test/c/{nummer} ")}")).MustLeadTo($"/c/{nummer}");
        foreach (var (typed, says) in new[]
        {
            ("https://kwaad.example/c/" + nummer, "Dit adres is niet van ons (kwaad.example). Vraag na bij wie het certificaat uitgaf."),
            ("<b>hallo", "Hier zien we geen nummer"), ("", "Vul het nummer in"),
        })
        {
            var answer = await device.GetAsync($"/c?nummer={Uri.EscapeDataString(typed)}");
            answer.MustBe(HttpStatusCode.UnprocessableEntity);
            var page = await Device.HtmlAsync(answer);
            Assert.Contains(says, page.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(typed, page.QuerySelector("#nummer")!.GetAttribute("value") ?? "");
        }
    }

    [Fact]
    public async Task One_address_asks_so_often_and_another_is_not_in_its_way()
    {
        await using var host = await ControleHost.StartAsync(b => b.Services.AddStartupFilter(c => c.Connection.RemoteIpAddress = IPAddress.Parse(c.Request.Headers["X-Van"].ToString())));
        using var device = host.NewDevice();
        device.Headers["X-Van"] = "203.0.113.7";
        for (var time = 0; time < Isop.Bot.Web.RateLimits.CertificatenPerWindow; time++)
        {
            (await device.GetAsync("/c/x")).MustBe(HttpStatusCode.NotFound);
        }

        var refused = await device.GetAsync("/c/x");

        refused.MustBe(HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.True(refused.Headers.CacheControl!.NoStore);
        device.Headers["X-Van"] = "203.0.113.8";
        (await device.GetAsync("/c/x")).MustBe(HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> AskAsync(Device device, Certificaatnummer nummer, string known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/c/{nummer}");
        request.Headers.Add("If-None-Match", known);
        return device.SendAsync(request);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> MustSayAsync(ControleHost host, Certificaatnummer nummer, string verdict)
    {
        using var device = host.NewDevice();
        var answer = await device.GetAsync($"/c/{nummer}");
        answer.MustBe(HttpStatusCode.OK);
        var page = await Device.HtmlAsync(answer);
        Assert.Equal(verdict, page.QuerySelector("main h1")!.TextContent);
        return page;
    }
}
