using System.Net;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Core;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Pdf;
using Isop.Tests.Web;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>The tussenevaluatie as a file for the portfolio: what it holds, read back with other people's readers, and who gets it.</summary>
public sealed class PortfolioTests
{
    private static readonly string Zaak = $"/tussenevaluatie/{Wereld.ZaakId}";
    private static readonly string Pdf = $"{Zaak}/tussenevaluatie.pdf";
    private static readonly string MijnPdf = $"{Zaak}/mijn/tussenevaluatie.pdf";
    private static readonly string[] Stappen = ["nog-niet-zichtbaar", "zichtbaar", "sterk"];

    [Fact]
    public async Task Everything_of_the_page_is_in_the_file_in_its_order()
    {
        await using var w = await AgreedAsync();
        foreach (var lezer in new[] { Gijs, Fatima, Coach })
        {
            var pagina = await PaginaAsync(w, lezer);
            var bestand = Portfoliopdf.Maak(pagina);
            Assert.Empty(bestand.Vervangen);
            var text = Text(bestand.Bytes);
            var at = 0;
            foreach (var part in Parts(pagina))
            {
                var found = text.IndexOf(Flat(part), at, StringComparison.Ordinal);
                Assert.True(found >= 0, $"'{part}' is not in the file after what precedes it on the page.");
                at = found;
            }

            Assert.Contains(Flat("Fatima is akkoord."), text, StringComparison.Ordinal);
            Assert.Contains(Flat("Hoe begin ik de kring?"), text, StringComparison.Ordinal);
            Assert.Contains(Flat("van de student bij leervraag-1"), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_screen_reader_gets_every_criterium_with_both_answers()
    {
        await using var w = await AgreedAsync();
        var pagina = await PaginaAsync(w, Gijs);
        var document = await PdfjsDocument.ReadAsync(Portfoliopdf.Maak(pagina).Bytes);

        Assert.Equal(("nl-NL", true, "Tussenevaluatie van Gijs de Vries · 2026-2027 Stageperiode 1"), (document.Language, document.Marked, document.Title));
        Assert.Equal(["Tussenevaluatie van Gijs de Vries"], document.All("H1").Select(h => h.Said()));
        Assert.Equal([.. pagina.Modellen.Select(m => m.Naam), "Het gesprek"], document.All("H2").Select(h => h.Said()));
        Assert.Equal([.. pagina.Modellen.SelectMany(m => m.Groepen).Select(g => g.Titel), "Onze afspraken"], document.All("H3").Select(h => h.Said()));
        var rows = document.All("TR").Where(r => r.Children is { Length: 3 }).ToList();
        Assert.All(rows, r => Assert.Equal("TH", r.Children![0].Role));
        var questions = rows.Where(r => r.Children![1].Role == "TD").Select(r => string.Join('|', r.Children!.Select(c => c.Said())));
        Assert.Equal(
            pagina.Modellen.SelectMany(m => m.Groepen).SelectMany(g => g.Vragen).Select(v => $"{v.Tekst}|{v.Antwoorden[0].Stap}|{v.Antwoorden[1].Stap}"), questions);
        Assert.Equal(
            ["Criterium|Gijs (student)|Fatima (mentor)", "Leervraag|Gijs (student)|Fatima (mentor)"],
            rows.Where(r => r.Children![1].Role == "TH").Select(r => string.Join('|', r.Children!.Select(c => c.Said()))).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_page_gives_the_same_bytes_on_another_day_and_they_pass_the_list()
    {
        await using var w = await AgreedAsync();
        var first = Portfoliopdf.Maak(await PaginaAsync(w, Gijs)).Bytes;
        w.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(first, Portfoliopdf.Maak(await PaginaAsync(w, Gijs)).Bytes);
        PdfControle.Check(first);
    }

    [Fact]
    public async Task An_ad_student_has_a_praktijkbegeleider()
    {
        await using var w = await AgreedAsync();
        var zaak = await w.ZaakAsync();
        var pagina = await PaginaAsync(w, Gijs, zaak with { Deelnemers = zaak.Deelnemers with { Opleiding = Opleiding.Parse("ad-pep") } });
        Assert.Contains(Flat("Fatima (praktijkbegeleider)"), Text(Portfoliopdf.Maak(pagina).Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Emoji_become_a_box_that_is_told_and_long_texts_are_whole()
    {
        // 1,000 characters each, every word of which is to be found again.
        static string Long(string who) => string.Concat(Enumerable.Range(0, 100).Select(i => $"{who}{i:D3}{(i % 10 == 9 ? "\n\n" : " 🌞")}x "))[..1000];
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Gijs, _ => ("sterk", Long("gijs")));
        await w.HandInAsync(Fatima, _ => ("sterk", Long("fati")));
        await w.SendAsync(Gijs, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-16"), ("tekst", Long("afsp")));
        var pagina = await PaginaAsync(w, Gijs);
        var bestand = Portfoliopdf.Maak(pagina);

        PdfControle.Check(bestand.Bytes);
        Assert.Equal(["🌞"], bestand.Vervangen);
        var text = Text(bestand.Bytes);
        Assert.Contains(Flat("Een emoji past niet in dit bestand."), text, StringComparison.Ordinal);
        var times = pagina.Modellen.SelectMany(m => m.Groepen).SelectMany(g => g.Vragen).Count();
        foreach (var word in Enumerable.Range(0, 80).Select(i => $"{i:D3}"))
        {
            Assert.Equal((times, times, 1), (Times(text, $"gijs{word}"), Times(text, $"fati{word}"), Times(text, $"afsp{word}")));
        }
    }

    [Fact]
    public async Task What_a_correction_replaced_stands_under_it()
    {
        await using var w = await AgreedAsync(akkoord: false);
        var page = await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Vergelijking), "Mijn antwoorden aanpassen");
        await w.ShownAsync(page, "Bewaar als nieuwe versie", ($"s_{page.Vragen[0]}", "zichtbaar"), ($"t_{page.Vragen[0]}", "bij nader inzien"));
        var text = Text(Portfoliopdf.Maak(await PaginaAsync(w, Gijs)).Bytes);
        Assert.Contains(Flat("Fatima: bij nader inzien"), text, StringComparison.Ordinal);
        Assert.Contains(Flat("Fatima, eerder (versie 1, 17 november 2026): "), text, StringComparison.Ordinal);
        Assert.Contains(Flat($"van de mentor bij {page.Vragen[0]}"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paper_asks_nobody_to_do_something()
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 17);
        await w.HandInAsync(Gijs);
        await w.HandInAsync(Fatima);
        var pagina = await PaginaAsync(w, Gijs);
        Assert.Contains("Stel momenten voor", pagina.Gesprek!.Regels[0], StringComparison.Ordinal);
        var text = Text(Portfoliopdf.Maak(pagina).Bytes);
        Assert.DoesNotContain(Flat("Stel momenten voor"), text, StringComparison.Ordinal);
        Assert.Contains(Flat("Er is nog geen gesprek vastgelegd."), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_both_are_in_there_is_only_a_file_of_ones_own_form()
    {
        await using var host = await HostAsync();
        await using var w = await Wereld.InAsync(host.Services, host.Clock);
        await w.HandInAsync(Fatima, _ => ("sterk", "van de mentor"));
        foreach (var who in new[] { Gijs, Fatima, Opleider, Coach, Coordinator, Bureau, Vreemde })
        {
            using var device = await host.SignedInDeviceOf(Person(who));
            (await device.GetAsync(Pdf)).MustBe(HttpStatusCode.NotFound);
            (await device.GetAsync(MijnPdf)).MustBe(who == Fatima ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        }

        using var fatima = await host.SignedInDeviceOf(Person(Fatima));
        Assert.Equal(MijnPdf, (await Device.HtmlAsync(await fatima.GetAsync($"{Zaak}/mijn"))).QuerySelector(".page-head a[href$='.pdf']")!.GetAttribute("href"));
        var bytes = await BytesAsync(await fatima.GetAsync(MijnPdf));
        PdfControle.Check(bytes);
        var text = Text(bytes);
        Assert.Contains(Flat("Tussenevaluatie van Gijs de Vries, ingevuld door Fatima"), text, StringComparison.Ordinal);
        Assert.Contains(Flat("Ingediend door Fatima op 23 november 2026."), text, StringComparison.Ordinal);
        Assert.Contains(Flat("Fatima: van de mentor"), text, StringComparison.Ordinal);
        Assert.Empty(await OpenedAsync(w));
    }

    [Fact]
    public async Task Who_opens_the_page_gets_the_file_and_nobody_else_also_not_once_both_are_in()
    {
        await using var host = await HostAsync();
        await using var w = await VisibleAsync(host);
        await SameAsPageAsync(host, [Gijs, Fatima]);
        await w.SendAsync(Gijs, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-23"), ("tekst", "Elke week een les."));
        await SameAsPageAsync(host, [Gijs, Fatima, Opleider, Coach]);

        using var outside = host.NewDevice();
        (await outside.GetAsync(Pdf)).MustBe(HttpStatusCode.Unauthorized);
        (await outside.GetAsync(MijnPdf)).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_download_is_kept_in_the_audit_as_opening_the_page_is()
    {
        await using var host = await HostAsync();
        await using var w = await VisibleAsync(host);
        var before = await OpenedAsync(w);
        Assert.DoesNotContain(Gijs, before);

        using var gijs = await host.SignedInDeviceOf(Person(Gijs));
        (await gijs.GetAsync(Pdf)).MustBe(HttpStatusCode.OK);
        Assert.Equal([.. before, Gijs], await OpenedAsync(w));
        (await gijs.GetAsync(Pdf)).MustBe(HttpStatusCode.OK);
        (await gijs.GetAsync(Zaak)).MustBe(HttpStatusCode.OK);
        Assert.Equal([.. before, Gijs], await OpenedAsync(w));

        using var coach = await host.SignedInDeviceOf(Person(Coach));
        (await coach.GetAsync(Pdf)).MustBe(HttpStatusCode.NotFound);
        Assert.Equal([.. before, Gijs], await OpenedAsync(w));
    }

    private static async Task SameAsPageAsync(WebHost host, PersonId[] readers)
    {
        foreach (var who in new[] { Gijs, Fatima, Opleider, Coach, Coordinator, Bureau, Vreemde })
        {
            using var device = await host.SignedInDeviceOf(Person(who));
            var (page, file) = (await device.GetAsync(Zaak), await device.GetAsync(Pdf));
            var expected = readers.Contains(who) ? HttpStatusCode.OK : HttpStatusCode.NotFound;
            Assert.Equal((expected, expected), (page.StatusCode, file.StatusCode));
            if (expected == HttpStatusCode.OK)
            {
                Assert.Equal(Pdf, (await Device.HtmlAsync(page)).QuerySelector(".page-head a[href$='.pdf']")!.GetAttribute("href"));
                Assert.Equal(("application/pdf", true), (file.Content.Headers.ContentType!.MediaType, file.Headers.CacheControl!.NoStore));
                Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
                Assert.Contains("Tussenevaluatie van Gijs de Vries 2026-2027 Stageperiode 1.pdf", file.Content.Headers.ContentDisposition.FileName, StringComparison.Ordinal);
                Assert.Contains(Flat("van de mentor"), Text(await BytesAsync(file)), StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal((await Device.HtmlAsync(page)).Body!.TextContent, (await Device.HtmlAsync(file)).Body!.TextContent);
            }
        }
    }

    /// <summary>What the page shows, in the order of the file: of a group the answers, then the words.</summary>
    private static IEnumerable<string> Parts(ZaakPagina pagina) =>
    [
        pagina.TitelOpPapier,
        .. pagina.Gegevens.SelectMany(g => new[] { g.Naam, g.Waarde }),
        .. pagina.Opmerkingen,
        .. pagina.Modellen.SelectMany(m => m.Groepen.SelectMany(g => g.Vragen
            .Select(v => v.Tekst)
            .Concat(g.Vragen.SelectMany(v => v.Antwoorden.Where(a => a.Toelichting is not null).Select(a => $"{a.Naam}: {a.Toelichting}").Prepend(v.Tekst)))
            .Prepend(g.Titel)).Prepend(m.Naam)),
        "Het gesprek",
        .. pagina.Gesprek!.OpPapier,
        "Onze afspraken",
        pagina.Gesprek.Afspraken!,
    ];

    /// <summary>With leervragen, every answer of both with words of its own, and a gesprek that both agree on; on 17 November.</summary>
    private static async Task<Wereld> AgreedAsync(bool akkoord = true)
    {
        var w = await Wereld.StartAsync();
        await w.SendAsync(Gijs, "tussenevaluatie.leervragen", ("zaak", Wereld.ZaakId), ("v1", "Hoe begin ik de kring?"), ("v2", "Hoe geef ik <b>instructie</b> & feedback?"), ("v3", ""));
        await w.GoToAsync(11, 17);
        var n = 0;
        await w.HandInAsync(Gijs, v => (Stappen[n++ % 3], $"Dit is geschreven van de student bij {v}, één zin."));
        await w.HandInAsync(Fatima, v => (Stappen[n++ / 2 % 3], $"Dit is geschreven van de mentor bij {v}, één zin."));
        await w.SendAsync(Gijs, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-17"), ("tekst", "Elke week een les.\nIn januari kijken we terug."));
        if (akkoord)
        {
            await w.SendAsync(Fatima, "tussenevaluatie.akkoord", ("zaak", Wereld.ZaakId));
        }

        return w;
    }

    private static async Task<ZaakPagina> PaginaAsync(Wereld w, PersonId lezer, Zaak? zaak = null)
    {
        var (ct, options) = (TestContext.Current.CancellationToken, new LeesrechtOptions());
        var z = new ZaakView(zaak ?? await w.ZaakAsync(), await w.GrondslagAsync(), lezer, w.Now);
        return ZaakPaginas.Vergelijking(
            z,
            (await w.Zaken.ReadVergelijkingAsync(z.Zaak, lezer, options, ct))!,
            await w.Zaken.ReadVersiesAsync(z.Zaak, Zijde.Student, lezer, options, ct),
            await w.Zaken.ReadVersiesAsync(z.Zaak, Zijde.Mentor, lezer, options, ct));
    }

    private static async Task<IReadOnlyList<PersonId>> OpenedAsync(Wereld w)
    {
        List<PersonId> who = [];
        await foreach (var (_, opened) in w.Store.ReadRangeAsync(
            TussenevaluatieStore.PartitionOf(Wereld.ZaakId), RowRange.Prefix("inzage:geopend:"), CoreJson.Default.InzageRegel, TestContext.Current.CancellationToken))
        {
            who.Add(PersonId.Parse(opened.Value.By));
        }

        return [.. who.OrderBy(p => p == Gijs)];
    }

    private static async Task<byte[]> BytesAsync(HttpResponseMessage answer)
    {
        answer.MustBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Without white: where a line breaks is no matter, and what runs on to a next page is joined around its footer.</summary>
    private static string Text(byte[] file) => Flat(string.Concat(PdfTools.Pages(file).Select(WithoutFooter)));

    private static string WithoutFooter(string page) => page.LastIndexOf("Tussenevaluatie van Gijs de Vries", StringComparison.Ordinal) is var at and > 100 ? page[..at] : page;

    private static string Flat(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '•'));

    private static int Times(string text, string word) => (text.Length - text.Replace(word, "", StringComparison.Ordinal).Length) / word.Length;

    private static Persoon Person(PersonId id) => new Proefstage().Register.Find(id)!;

    private static Task<WebHost> HostAsync() =>
        WebHost.StartAsync(build: b => Wereld.AddTo(b.Services), map: app => app.MapTussenevaluatiePaginas());

    private static async Task<Wereld> VisibleAsync(WebHost host)
    {
        var w = await Wereld.InAsync(host.Services, host.Clock);
        await w.HandInAsync(Gijs, _ => ("zichtbaar", "van de student"));
        await w.HandInAsync(Fatima, _ => ("sterk", "van de mentor"));
        return w;
    }
}
