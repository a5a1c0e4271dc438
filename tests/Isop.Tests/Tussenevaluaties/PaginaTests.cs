using System.Net;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Core.Register;
using Isop.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>The pages to read and print, on a real server.</summary>
public sealed class PaginaTests
{
    private static readonly string Zaak = $"/tussenevaluatie/{Wereld.ZaakId}";

    [Fact]
    public async Task Both_read_everything_in_the_order_of_the_form_with_the_gesprek()
    {
        await using var host = await HostAsync();
        await using var w = await VisibleAsync(host);
        await w.SendAsync(Gijs, "tussenevaluatie.vastleggen.stuur", ("zaak", Wereld.ZaakId), ("datum", "2026-11-23"), ("tekst", "Elke week een les.\nIn januari kijken we terug."));
        await w.SendAsync(Fatima, "tussenevaluatie.akkoord", ("zaak", Wereld.ZaakId));

        foreach (var who in new[] { Gijs, Fatima, Opleider, Coach })
        {
            using var device = await host.SignedInDeviceOf(Person(who));
            var page = await Device.HtmlAsync(await device.GetAsync(Zaak));
            var text = page.Body!.TextContent;
            Assert.Contains("Tussenevaluatie van Gijs de Vries", text, StringComparison.Ordinal);
            Assert.Contains("Gijs de Vries · 2026-2027 Stageperiode 1 · De Linde", page.QuerySelector(".sheet > thead")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("van de mentor <b>", text, StringComparison.Ordinal);
            Assert.Contains("van de student", text, StringComparison.Ordinal);
            Assert.Contains("Elke week een les.\nIn januari kijken we terug.", text, StringComparison.Ordinal);
            Assert.Contains("Fatima is akkoord.", text, StringComparison.Ordinal);
            Assert.Equal(
                new ZaakView(await w.ZaakAsync(), await w.GrondslagAsync(), who, w.Now).Paginas.SelectMany(p => p.Vragen).Count(),
                page.QuerySelectorAll(".zaak-question").Length);
            Assert.Contains(page.QuerySelectorAll("link[rel=stylesheet]"), l => l.GetAttribute("href")!.StartsWith("/tussenevaluatie.css", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task For_everybody_else_the_page_does_not_exist()
    {
        await using var host = await HostAsync();
        await using var w = await VisibleAsync(host);
        foreach (var who in new[] { Opleider, Coach, Bureau, Vreemde })
        {
            using var device = await host.SignedInDeviceOf(Person(who));
            var nothing = await device.GetAsync("/tussenevaluatie/0123456789abcdef0123456789abcdef");
            foreach (var path in new[] { Zaak, $"{Zaak}/mijn" })
            {
                var answer = await device.GetAsync(path);
                answer.MustBe(HttpStatusCode.NotFound);
                Assert.Equal((await Device.HtmlAsync(nothing)).Body!.TextContent, (await Device.HtmlAsync(answer)).Body!.TextContent);
            }
        }

        using var outside = host.NewDevice();
        (await outside.GetAsync(Zaak)).MustBe(HttpStatusCode.Unauthorized);
        (await outside.GetAsync("/tussenevaluatie/0123456789abcdef0123456789abcdef")).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Before_both_are_in_only_ones_own_submitted_form_can_be_read_and_only_by_its_author()
    {
        await using var host = await HostAsync();
        await using var w = await Wereld.InAsync(host.Services, host.Clock);
        await w.FillInAsync(Fatima, _ => ("sterk", "van de mentor <b>"));
        using var fatima = await host.SignedInDeviceOf(Person(Fatima));
        using var gijs = await host.SignedInDeviceOf(Person(Gijs));
        (await fatima.GetAsync($"{Zaak}/mijn")).MustBe(HttpStatusCode.NotFound);
        await w.HandInAsync(Fatima, _ => ("sterk", "van de mentor <b>"));

        (await fatima.GetAsync(Zaak)).MustBe(HttpStatusCode.NotFound);
        (await gijs.GetAsync(Zaak)).MustBe(HttpStatusCode.NotFound);
        (await gijs.GetAsync($"{Zaak}/mijn")).MustBe(HttpStatusCode.NotFound);
        var own = (await Device.HtmlAsync(await fatima.GetAsync($"{Zaak}/mijn"))).Body!.TextContent;
        Assert.Contains("Ingediend door Fatima op 23 november 2026", own, StringComparison.Ordinal);
        Assert.Contains("van de mentor <b>", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mentor_who_took_over_does_not_read_what_the_other_handed_in()
    {
        await using var host = await HostAsync();
        await using var w = await Wereld.InAsync(host.Services, host.Clock);
        await w.HandInAsync(Fatima);
        await w.RegisterAsync(new Proefstage { Mentoren = [Noor] }.Register);
        using var noor = await host.SignedInDeviceOf(Person(Noor));
        (await noor.GetAsync($"{Zaak}/mijn")).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_correction_shows_what_stood_there_before_with_its_version()
    {
        await using var host = await HostAsync();
        await using var w = await VisibleAsync(host);
        var page = await w.ShownAsync(await w.OpenAsync(Fatima, Core.Tussenevaluaties.Kaarten.Vergelijking), "Mijn antwoorden aanpassen");
        await w.ShownAsync(page, "Bewaar als nieuwe versie", ($"s_{page.Vragen[0]}", "zichtbaar"), ($"t_{page.Vragen[0]}", "bij nader inzien"));
        using var gijs = await host.SignedInDeviceOf(Person(Gijs));
        var html = await Device.HtmlAsync(await gijs.GetAsync(Zaak));

        var first = html.QuerySelector(".zaak-question")!;
        Assert.Contains("bij nader inzien", first.TextContent, StringComparison.Ordinal);
        Assert.Equal("Eerder (versie 1, 23 november 2026): sterk. van de mentor <b>", Assert.Single(html.QuerySelectorAll(".zaak-earlier")).TextContent);
        Assert.Contains("Fatima heeft na het indienen iets aangepast", html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_Teams_the_page_is_reached_by_a_link_that_works_once_without_a_session()
    {
        await using var host = await HostAsync();
        await using var w = await VisibleAsync(host);
        var make = host.Services.GetRequiredService<PaginaLink>();
        var web = await make(Gijs, PaginaAdres.Vergelijking(Wereld.ZaakId), Bot.Cards.Door.Web, w.Now, TestContext.Current.CancellationToken);
        Assert.Equal($"https://isop.test{Zaak}", web.AbsoluteUri);

        var teams = await make(Gijs, PaginaAdres.Vergelijking(Wereld.ZaakId), Bot.Cards.Door.Teams, w.Now, TestContext.Current.CancellationToken);
        using var phone = host.NewDevice();
        (await phone.SubmitAsync(teams.AbsolutePath)).MustLeadTo(Zaak);
        (await phone.GetAsync(Zaak)).MustBe(HttpStatusCode.OK);
    }

    private static Persoon Person(PersonId id) => new Proefstage().Register.Find(id)!;

    private static Task<WebHost> HostAsync() =>
        WebHost.StartAsync(build: b => Wereld.AddTo(b.Services), map: app => app.MapTussenevaluatiePaginas());

    private static async Task<Wereld> VisibleAsync(WebHost host)
    {
        var w = await Wereld.InAsync(host.Services, host.Clock);
        await w.HandInAsync(Gijs, _ => ("zichtbaar", "van de student"));
        await w.HandInAsync(Fatima, _ => ("sterk", "van de mentor <b>"));
        return w;
    }
}
