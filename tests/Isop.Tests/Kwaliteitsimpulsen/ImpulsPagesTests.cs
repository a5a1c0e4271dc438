using System.Net;
using AngleSharp.Html.Dom;
using Isop.Bot.Bureau;
using Isop.Bot.Kwaliteitsimpulsen;
using Isop.Core.Bezorging;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;

namespace Isop.Tests.Kwaliteitsimpulsen;

/// <summary>The pages on a real server: who sees, makes and changes which, and that no form is believed.</summary>
public sealed class ImpulsPagesTests
{
    /// <summary>Role, sees and changes one of De Linde, sees and changes one of its board.</summary>
    private static readonly (string Rol, bool Ziet, bool Bewerkt, bool ZietBestuur, bool BewerktBestuur)[] Wie =
    [
        ("directeur", true, true, false, false), ("schoolopleider", true, true, false, false), ("coordinerend-schoolopleider", true, true, false, false),
        ("bestuurder", false, false, true, true), ("projectleider", true, false, true, true), ("kwaliteitszorg", true, false, true, false),
        (Impulshost.Elders, false, false, false, false), (Impulshost.BestuurElders, false, false, false, false),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_role_sees_makes_and_changes_what_is_its_own_and_of_the_rest_there_is_nothing()
    {
        await using var host = await Impulshost.StartAsync();
        (Kwaliteitsimpuls Impuls, string Plek)[] both = [(await host.MakeAsync(doel: "Doel van de school"), Impulshost.Linde), (await host.MakeAsync(Impulshost.Bestuur, doel: "Doel van het bestuur"), Impulshost.Bestuur)];
        var others = Bezetting.Rollen.Except(Wie.Select(w => w.Rol)).Select(r => (r, false, false, false, false));
        foreach (var (rol, ziet, bewerkt, zietBestuur, bewerktBestuur) in Wie.Concat(others))
        {
            using var device = await host.EnterAsync(rol);
            var token = (await device.OpenAsync("/postvak/apparaten")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            foreach (var (i, sees, changes) in new[] { (0, ziet, bewerkt), (1, zietBestuur, bewerktBestuur) })
            {
                var (impuls, plek) = both[i];
                var path = ImpulsEndpoints.Van(impuls);
                var said = $"{rol} at {plek}";
                var page = await device.GetAsync(path);
                Assert.True((sees ? HttpStatusCode.OK : HttpStatusCode.NotFound) == page.StatusCode, said);
                Assert.True(changes == (await Device.HtmlAsync(page)).QuerySelectorAll("main a[href*='doe=']").Length > 0, said);

                // What may not be changed is not there, however the form was made; what may asks for what is missing.
                foreach (var doe in (string[])["veranderen", "terugkijken", "intrekken"])
                {
                    Assert.True((changes ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.NotFound) == await PostAsync(device, $"{path}/{doe}", token, ("versie", "1")), $"{said}: {doe}");
                }

                Assert.True((changes ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.NotFound) == await PostAsync(device, ImpulsEndpoints.Nieuw, token, ("plek", plek)), said);
                Assert.True((changes ? HttpStatusCode.OK : HttpStatusCode.NotFound) == (await device.GetAsync($"{ImpulsEndpoints.Nieuw}?plek={plek}")).StatusCode, said);
            }

            var list = await device.GetAsync(ImpulsEndpoints.Path);
            var isThere = ziet || zietBestuur || rol.Contains('@', StringComparison.Ordinal);
            Assert.True((isThere ? HttpStatusCode.OK : HttpStatusCode.NotFound) == list.StatusCode, rol);
            var text = await Device.TextAsync(list);
            Assert.True((ziet, zietBestuur) == (text.Contains("Doel van de school", StringComparison.Ordinal), text.Contains("Doel van het bestuur", StringComparison.Ordinal)), rol);
        }

        Assert.Equal(2, (await host.AllAsync()).Count);
        Assert.All(await host.AllAsync(), i => Assert.Equal(1, i.Versie));
    }

    [Fact]
    public async Task From_the_point_of_the_year_to_one_that_runs_once_however_often_the_button_is_pressed()
    {
        await using var host = await Impulshost.StartAsync();
        using var device = await host.EnterAsync("directeur");
        var year = await device.OpenAsync("/mijn/jaar/2026-2027");
        var button = year.QuerySelector(".spreuk a.button")!;
        Assert.StartsWith("Maak kwaliteitsimpuls", button.TextContent, StringComparison.Ordinal);
        Assert.Contains("Er loopt nu geen kwaliteitsimpuls.", year.MainText(), StringComparison.Ordinal);

        var form = await device.OpenAsync(button.GetAttribute("href")!);
        Assert.Equal(year.QuerySelectorAll(".spreuk p")[1].TextContent, form.QuerySelector("blockquote")!.TextContent);
        var first = await device.PressAsync(form, ImpulsEndpoints.Nieuw, Impulshost.Plan);
        var made = Assert.Single(await host.AllAsync());
        first.MustLeadTo($"{ImpulsEndpoints.Van(made)}?gedaan={Gedaan.ImpulsGemaakt}");
        (await device.PressAsync(form, ImpulsEndpoints.Nieuw, Impulshost.Plan)).MustLeadTo($"{ImpulsEndpoints.Van(made)}?gedaan={Gedaan.ImpulsGemaakt}");

        Assert.Equal((made.Id, 1), (Assert.Single(await host.AllAsync()).Id, (await host.FindAsync(made)).Versie));
        Assert.Equal((Impulshost.Jaar, Impulshost.Rapport, form.QuerySelector("blockquote")!.TextContent), (made.Aanleiding!.Studiejaar, made.Aanleiding.Rapport, made.Aanleiding.Zin));
        Assert.Equal((await host.Host.PersonAsync(Impulshost.Address("directeur"))).Id, made.Maker);
        foreach (var (rol, page) in new[] { ("directeur", "/mijn"), ("directeur", "/mijn/jaar/2026-2027"), ("schoolopleider", "/mijn"), ("kwaliteitszorg", ImpulsEndpoints.Path) })
        {
            var seen = await host.OpenAsync(rol, page);
            Assert.Contains("Meer tijd voor gesprekken", seen.MainText(), StringComparison.Ordinal);
            Assert.NotNull(seen.QuerySelector($"main a[href='{ImpulsEndpoints.Van(made)}']"));
        }

        // It is the school's, not its board's.
        Assert.DoesNotContain("Meer tijd", (await host.OpenAsync("bestuurder", "/mijn")).MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_leads_there_at_its_points_for_who_makes_one_of_it()
    {
        await using var host = await Impulshost.StartAsync();
        foreach (var (rol, rapport, points) in new[]
        {
            ("directeur", Impulshost.Rapport, 2), ("schoolopleider", Impulshost.Rapport, 2), ("projectleider", Impulshost.Rapport, 0), ("kwaliteitszorg", Impulshost.Rapport, 0),
            ("werkplekbegeleider", Impulshost.Rapport, 0), ("bestuurder", Impulshost.Bestuursrapport, 1), ("projectleider", Impulshost.Bestuursrapport, 1),
        })
        {
            using var device = await host.EnterAsync(rol);
            var links = (await device.OpenAsync($"/rapporten/{Impulshost.Jaar}/{rapport}")).QuerySelectorAll(".rapport-opvallend li.aandacht a.button").Select(a => a.GetAttribute("href")!).ToList();

            Assert.True(points == links.Count, $"{rol}: {links.Count}");
            foreach (var link in links)
            {
                Assert.NotNull((await device.OpenAsync(link)).QuerySelector("blockquote"));
            }
        }
    }

    [Theory]
    [InlineData("directeur", Impulshost.Rapport, "bestaat-niet")]
    [InlineData("directeur", Impulshost.Rapport, "welkom")]
    [InlineData("directeur", "eenheid:O3", Impulshost.Punt)]
    [InlineData("directeur", "onzin", Impulshost.Punt)]
    [InlineData("bestuurder", Impulshost.Rapport, Impulshost.Punt)]
    [InlineData("projectleider", Impulshost.Rapport, Impulshost.Punt)]
    [InlineData("coordinerend-schoolopleider", Impulshost.Bestuursrapport, Impulshost.Punt)]
    public async Task An_origin_that_is_not_in_a_report_of_ones_own_is_not_there_and_a_form_that_names_one_keeps_its_words(string rol, string rapport, string punt)
    {
        await using var host = await Impulshost.StartAsync();
        using var device = await host.EnterAsync(rol);
        (await device.GetAsync(Impulshost.Uit(rapport, punt))).MustBe(HttpStatusCode.NotFound);

        var own = rol is "bestuurder" or "projectleider" ? Impulshost.Bestuur : Impulshost.Linde;
        var form = await device.OpenAsync($"{ImpulsEndpoints.Nieuw}?plek={own}");
        var uitvoerder = ("uitvoerder", "samen");
        var answer = await device.PressAsync(
            form, ImpulsEndpoints.Nieuw, [.. Impulshost.Plan, uitvoerder, ("jaar", Impulshost.Jaar), ("rapport", rapport), ("punt", punt), ("zin", "Verzonnen zin"), ("aanleiding", "Verzonnen zin")]);

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        var again = await Device.HtmlAsync(answer);
        Assert.Contains("niet in een rapport dat jij nu mag lezen", again.MainText(), StringComparison.Ordinal);
        Assert.Equal("Een vast uur per week", again.QuerySelector("#maatregel")!.TextContent);
        Assert.Empty(await host.AllAsync());
        (await device.PressAsync(again, ImpulsEndpoints.Nieuw, Impulshost.Plan)).MustBe(HttpStatusCode.SeeOther);
        Assert.Null(Assert.Single(await host.AllAsync()).Aanleiding);
    }

    [Fact]
    public async Task The_sentence_is_the_reports_whatever_a_form_says_and_the_place_is_the_one_it_is_about()
    {
        await using var host = await Impulshost.StartAsync();
        using var device = await host.EnterAsync("directeur");
        var form = await device.OpenAsync(Impulshost.Uit(Impulshost.Rapport, Impulshost.Punt));

        (await device.PressAsync(form, ImpulsEndpoints.Nieuw, [.. Impulshost.Plan, ("zin", "Verzonnen zin"), ("plek", "organisatie:O3")])).MustBe(HttpStatusCode.NotFound);
        (await device.PressAsync(form, ImpulsEndpoints.Nieuw, [.. Impulshost.Plan, ("plek", "")])).MustBe(HttpStatusCode.UnprocessableEntity);
        (await device.PressAsync(form, ImpulsEndpoints.Nieuw, [.. Impulshost.Plan, ("zin", "Verzonnen zin")])).MustBe(HttpStatusCode.SeeOther);

        Assert.Equal(form.QuerySelector("blockquote")!.TextContent, Assert.Single(await host.AllAsync()).Aanleiding!.Zin);
    }

    [Fact]
    public async Task A_point_about_the_opleider_is_read_by_who_reads_it_in_the_report()
    {
        await using var host = await Impulshost.StartAsync();
        using var device = await host.EnterAsync("directeur");
        (await device.PressAsync(await device.OpenAsync(Impulshost.Uit(Impulshost.Rapport, Impulshost.OverOpleider)), ImpulsEndpoints.Nieuw, Impulshost.Plan)).MustBe(HttpStatusCode.SeeOther);
        var made = Assert.Single(await host.AllAsync());
        foreach (var (rol, reads) in new[] { ("directeur", true), ("schoolopleider", true), ("projectleider", false), ("kwaliteitszorg", false) })
        {
            var page = (await host.OpenAsync(rol, ImpulsEndpoints.Van(made))).MainText();

            Assert.True(reads == page.Contains(made.Aanleiding!.Zin, StringComparison.Ordinal), rol);
            Assert.Contains(Impulshost.Jaar, page, StringComparison.Ordinal);
            Assert.Contains("Meer tijd voor gesprekken", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("doel", "", "Schrijf op wat jullie beter willen maken.")]
    [InlineData("maatregel", "  ", "Schrijf op wat jullie gaan doen.")]
    [InlineData("norm", "", "Schrijf op waaraan jullie zien dat het gelukt is.")]
    [InlineData("kijkdatum", "", "Vul één datum in")]
    [InlineData("kijkdatum", "2027-02-30", "Vul één datum in")]
    [InlineData("kijkdatum", "2026-11-23", "Kies een dag na vandaag.")]
    [InlineData("kijkdatum", "2028-11-24", "Kies een dag binnen 2 jaar.")]
    [InlineData("uitvoerder", "", "Kies wie het uitvoert")]
    [InlineData("uitvoerder", "bestuurder", "Kies wie het uitvoert")]
    public async Task What_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(string veld, string waarde, string zin)
    {
        await using var host = await Impulshost.StartAsync();
        using var device = await host.EnterAsync("directeur");
        var form = await device.OpenAsync(Impulshost.Uit(Impulshost.Rapport, Impulshost.Punt));

        var answer = await device.PressAsync(form, ImpulsEndpoints.Nieuw, [.. Impulshost.Plan, (veld, waarde)]);

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        var page = await Device.HtmlAsync(answer);
        Assert.Contains(zin, page.QuerySelector($"#{veld}-fout")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll(".field-error"));
        Assert.NotNull(page.QuerySelector("blockquote"));
        Assert.Equal(form.QuerySelector("[name=id]")!.GetAttribute("value")!, page.QuerySelector("[name=id]")!.GetAttribute("value")!);
        foreach (var (name, typed) in Impulshost.Plan.Where(p => p.Item1 != veld))
        {
            Assert.Equal(typed, page.QuerySelector($"#{name}") switch
            {
                IHtmlTextAreaElement area => area.Value, IHtmlInputElement input => input.Value, IHtmlSelectElement select => select.Value, _ => null,
            });
        }

        Assert.Empty(await host.AllAsync());
    }

    [Fact]
    public async Task Of_two_who_change_it_at_once_the_second_gets_the_words_back_with_what_is_there_now()
    {
        await using var host = await Impulshost.StartAsync();
        var made = await host.MakeAsync();
        var path = ImpulsEndpoints.Van(made);
        using var dirk = await host.EnterAsync("directeur");
        using var olga = await host.EnterAsync("schoolopleider");
        var (first, second) = (await dirk.OpenAsync($"{path}?doe=veranderen"), await olga.OpenAsync($"{path}?doe=veranderen"));

        (await dirk.PressAsync(first, $"{path}/veranderen", [.. Impulshost.Plan, ("doel", "Doel van Dirk")])).MustLeadTo($"{path}?gedaan={Gedaan.ImpulsBewaard}");
        (await dirk.PressAsync(first, $"{path}/veranderen", [.. Impulshost.Plan, ("doel", "Doel van Dirk")])).MustLeadTo($"{path}?gedaan={Gedaan.ImpulsStondEr}");
        var late = await olga.PressAsync(second, $"{path}/veranderen", [.. Impulshost.Plan, ("doel", "Doel van Olga")]);

        late.MustBe(HttpStatusCode.Conflict);
        var page = await Device.HtmlAsync(late);
        Assert.Contains("Iemand anders was je voor", page.MainText(), StringComparison.Ordinal);
        Assert.Contains("Doel van Dirk", page.QuerySelector(".afspraak")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Doel van Olga", page.QuerySelector("#doel")!.TextContent);
        Assert.Equal("Doel van Dirk", (await host.FindAsync(made)).Plan.Doel);

        (await olga.PressAsync(page, $"{path}/veranderen", [.. Impulshost.Plan, ("doel", "Doel van Olga")])).MustLeadTo($"{path}?gedaan={Gedaan.ImpulsBewaard}");
        var now = await host.FindAsync(made);
        Assert.Equal(("Doel van Olga", 3), (now.Plan.Doel, now.Versie));

        var rounded = await dirk.OpenAsync($"{path}?doe=terugkijken");
        (await olga.PressAsync(await olga.OpenAsync($"{path}?doe=intrekken"), $"{path}/intrekken", ("reden", "Geen tijd"))).MustBe(HttpStatusCode.SeeOther);
        var tooLate = await Device.HtmlAsync(await dirk.PressAsync(rounded, $"{path}/terugkijken", ("uitkomst", "gelukt"), ("terugblik", "Woorden van Dirk")));
        Assert.Equal("Woorden van Dirk", tooLate.QuerySelector("#terugblik")!.TextContent);
        Assert.Contains("ingetrokken", tooLate.QuerySelector(".chip")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_day_it_is_a_task_in_one_click_and_rounding_it_off_ends_that()
    {
        await using var host = await Impulshost.StartAsync();
        var made = await host.MakeAsync(uitvoerder: Uitvoerder.Directeur);
        Assert.DoesNotContain("Kijk terug", (await host.OpenAsync("directeur", "/mijn")).QuerySelector("#taken")!.TextContent, StringComparison.Ordinal);
        // The first planning of the day: the message waits for the afternoon, the task does not.
        host.Host.Web.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 28, 23, 5, 0, TimeSpan.Zero));
        await host.Host.Get<Planning>().RunAsync(host.Host.Now, Ct);

        using var device = await host.EnterAsync("directeur");
        var task = (await device.OpenAsync("/mijn")).QuerySelectorAll("#taken a.taak").Single(a => a.TextContent.Contains("Kijk terug op een kwaliteitsimpuls", StringComparison.Ordinal));
        Assert.Equal((ImpulsEndpoints.Van(made), "vandaag nog"), (task.GetAttribute("href"), task.QuerySelector(".chip")!.TextContent));
        Assert.DoesNotContain("Kijk terug", (await host.OpenAsync("schoolopleider", "/mijn")).QuerySelector("#taken")!.TextContent, StringComparison.Ordinal);

        var page = await device.OpenAsync(task.GetAttribute("href")!);
        var action = $"{ImpulsEndpoints.Van(made)}/terugkijken";
        var empty = await Device.HtmlAsync(await device.PressAsync(page, action));
        Assert.Equal(["uitkomst-fout", "terugblik-fout"], empty.QuerySelectorAll(".field-error").Select(e => e.Id));
        (await device.PressAsync(page, action, ("uitkomst", "loopt"), ("terugblik", "Het gaat goed, maar nog niet overal."), ("kijkdatum", "2027-06-01"))).MustBe(HttpStatusCode.SeeOther);
        Assert.DoesNotContain("Kijk terug", (await device.OpenAsync("/mijn")).QuerySelector("#taken")!.TextContent, StringComparison.Ordinal);

        host.Host.Web.Clock.SetUtcNow(new DateTimeOffset(2027, 6, 3, 8, 0, 0, TimeSpan.Zero));
        using var later = await host.EnterAsync("directeur");
        Assert.Contains("2 dagen te laat", (await later.OpenAsync("/mijn")).QuerySelector("#taken")!.TextContent, StringComparison.Ordinal);
        (await later.PressAsync(await later.OpenAsync(ImpulsEndpoints.Van(made)), action, ("uitkomst", "deels-gelukt"), ("terugblik", "Half."))).MustBe(HttpStatusCode.SeeOther);
        var closed = await later.OpenAsync(ImpulsEndpoints.Van(made));
        Assert.Contains("deels gelukt", closed.MainText(), StringComparison.Ordinal);
        Assert.Contains("Het gaat goed, maar nog niet overal.", closed.MainText(), StringComparison.Ordinal);

        var on = await later.OpenAsync($"{ImpulsEndpoints.Van(made)}?doe=terugkijken");
        (await later.PressAsync(on, action, ("terugblik", "Toch verder."), ("kijkdatum", "2027-12-01"))).MustBe(HttpStatusCode.SeeOther);
        Assert.Equal((Impulsstaat.Loopt, 3), ((await host.FindAsync(made)).Staat, (await host.FindAsync(made)).Terugblikken.Count));
    }

    [Fact]
    public async Task The_list_is_filtered_by_its_address_and_says_how_many_there_are_of_each()
    {
        await using var host = await Impulshost.StartAsync();
        await host.MakeAsync(doel: "Loopt nog");
        var gone = await host.MakeAsync(doel: "Doen we niet");
        await host.Store.DecideAsync(gone.Plek, gone.Id, new Impulsopdracht.TrekIn(1, "Geen tijd") { Door = gone.Maker }, host.Host.Now, Ct);
        await host.MakeAsync(Impulshost.Bestuur, doel: "Van het bestuur");
        using var device = await host.EnterAsync("kwaliteitszorg");

        Assert.Equal(["Loopt nog", "Van het bestuur"], Goals(await device.OpenAsync(ImpulsEndpoints.Path)).Order(StringComparer.Ordinal));
        Assert.Equal(["Doen we niet"], Goals(await device.OpenAsync($"{ImpulsEndpoints.Path}?toon=ingetrokken")));
        Assert.Empty(Goals(await device.OpenAsync($"{ImpulsEndpoints.Path}?toon=terugkijken")));
        Assert.Equal(3, Goals(await device.OpenAsync($"{ImpulsEndpoints.Path}?toon=alle&pagina=9")).Count);
        Assert.Equal(["Van het bestuur"], Goals(await device.OpenAsync($"{ImpulsEndpoints.Path}?toon=alle&zoek=STICHTING%20de%20linde")));
        Assert.Equal(2, Goals(await device.OpenAsync($"{ImpulsEndpoints.Path}?toon=onzin")).Count);
        var page = await device.OpenAsync($"{ImpulsEndpoints.Path}?toon=gelukt");
        Assert.Equal(["2", "0", "0", "0", "0", "1", "3"], page.QuerySelectorAll(".tabs strong").Select(s => s.TextContent));
        Assert.Contains("Geen kwaliteitsimpuls gevonden", page.MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_ended_opens_nothing_at_the_next_request_and_what_is_typed_is_text()
    {
        await using var host = await Impulshost.StartAsync();
        var made = await host.MakeAsync(doel: "<script>alert(1)</script>");
        var path = ImpulsEndpoints.Van(made);
        using var device = await host.EnterAsync("schoolopleider");
        var page = await device.OpenAsync($"{path}?doe=veranderen");
        Assert.Contains("<script>alert(1)</script>", page.MainText(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main script"));
        var address = Impulshost.Address("schoolopleider");

        await host.Host.ApplyAsync(Bezetting.Register().With("rollen", address, $"{address};schoolopleider;O1;B1;2026-08-01;2026-11-22")
            .Plus("personen", $"{Impulshost.Elders};Dora Elders;Dora;;bureau").Plus("personen", $"{Impulshost.BestuurElders};Bea Elders;Bea;;bureau"));

        (await device.GetAsync(path)).MustBe(HttpStatusCode.NotFound);
        (await device.PressAsync(page, $"{path}/veranderen", Impulshost.Plan)).MustBe(HttpStatusCode.NotFound);
        Assert.Equal(1, (await host.FindAsync(made)).Versie);
    }

    private static List<string> Goals(IHtmlDocument page) => [.. page.QuerySelectorAll("tbody td.lead").Select(c => c.TextContent)];

    private static async Task<HttpStatusCode> PostAsync(Device device, string path, string token, (string, string) field)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new(field.Item1, field.Item2)]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await device.SendAsync(request);
        return answer.StatusCode;
    }
}
