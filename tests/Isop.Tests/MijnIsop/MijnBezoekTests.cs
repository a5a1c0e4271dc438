using Isop.Core;
using Isop.Core.Bezoeken;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using Bezetting = Isop.Tests.Toegang.Bezetting;

namespace Isop.Tests.MijnIsop;

/// <summary>The visits on the page of who gets them and of who is asked for them. It is Monday 23 November.</summary>
public sealed class MijnBezoekTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_student_sees_every_visit_of_the_year_with_its_day_and_its_state()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        await MaakAsync(host, Bezoekstaat.Geweest, Bezoekstaat.Bevestigd, Bezoekstaat.Gevraagd, Bezoekstaat.Ongepland);

        var page = await MijnHost.OpenAsync(host, Proefregister.Gijs);

        Assert.Equal(
            [
                ["Blok 1, bezoek 2", "di 1 dec, 9.00 uur", "afgesproken · van Persoon studiecoach"], ["Blok 1, bezoek 3", "di 8 dec, ochtend", "in overleg · van Persoon studiecoach"],
                ["Blok 1, bezoek 4", "ma 2 nov – vr 18 dec", "nog geen dag · van Persoon studiecoach"], ["Blok 1, bezoek 1", "di 24 nov, 9.00 uur", "geweest · van Persoon studiecoach"],
            ],
            page.QuerySelectorAll("#bezoek li").Select(l => l.Children.Select(c => c.TextContent).ToArray()));
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Proefregister.Gijs));
        var card = await device.OpenAsync(page.QuerySelector("#bezoek li a")!.GetAttribute("href")!);
        Assert.Contains("Persoon studiecoach", card.MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_that_nobody_was_asked_for_is_not_on_the_page_of_anybody_but_the_visitor()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        await MaakAsync(host, Bezoekstaat.Ongepland);
        string[] others = [Proefregister.Gijs, Bezetting.Address("schoolopleider")];
        var before = new List<string>();
        foreach (var address in others)
        {
            before.Add((await MijnHost.OpenAsync(host, address)).MainText());
        }

        await MaakAsync(host, Bezoekstaat.Voorgesteld);

        foreach (var (address, was) in others.Zip(before))
        {
            var text = (await MijnHost.OpenAsync(host, address)).MainText();
            Assert.Equal(was, text);
            Assert.Contains("nog geen dag", text, StringComparison.Ordinal);
            Assert.DoesNotContain("di 24 nov", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_opleider_sees_this_week_what_comes_in_the_blok_and_what_has_no_date_of_her_own_students()
    {
        await using var host = await MijnHost.StartAsync(Bezetting.Register());
        await MaakAsync(host, Bezoekstaat.Bevestigd, Bezoekstaat.Gevraagd, Bezoekstaat.Bevestigd, Bezoekstaat.Ongepland);

        var part = (await MijnHost.OpenAsync(host, Bezetting.Address("schoolopleider"))).QuerySelector("#bezoekers")!;

        Assert.Equal(
            [["di 24 nov, 9.00 uur afgesproken"], ["di 1 dec, ochtend in overleg", "di 8 dec, 9.00 uur afgesproken"], ["ma 2 nov – vr 18 dec nog geen dag"]],
            part.QuerySelectorAll(".naast > div").Select(d => d.QuerySelectorAll("li").Select(l => $"{l.Children[1].TextContent} {l.QuerySelector(".stand")!.TextContent}").ToArray()));
        Assert.All(part.QuerySelectorAll("li a"), a => Assert.Equal("Gijs de Vries", a.TextContent));
        Assert.Contains("Persoon studiecoach vraagt of het moment van één bezoek je uitkomt. Antwoord geven", Core.Time.Dutch.OneLine(part.TextContent), StringComparison.Ordinal);

        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(Bezetting.Address("schoolopleider")));
        Assert.Contains("Persoon studiecoach", (await device.OpenAsync(part.QuerySelector("p a")!.GetAttribute("href")!)).MainText(), StringComparison.Ordinal);
        // Who is opleider of others at the same school.
        Assert.Empty((await MijnHost.OpenAsync(host, Bezetting.Address("aspirant-opleider"))).QuerySelectorAll("#bezoekers li"));
    }

    /// <summary>Visits to Gijs by his studiecoach on Tuesday mornings from tomorrow on, one in each of these states.</summary>
    private static async Task MaakAsync(BureauHost host, params Bezoekstaat[] staten)
    {
        var store = host.Get<IDocumentStore>();
        var register = await host.Registers.CurrentAsync(Ct);
        var gijs = register.FindByEmail(Proefregister.Gijs)!.Id;
        var stage = register.StagesOf(gijs).Single();
        var coach = register.FindStudent(gijs)!.Studiecoach!.Value;
        var partition = BezoekStore.PartitionOf(Bezoekjaar.IdOf(coach, "2026-2027"));
        var was = await store.ReadAsync(partition, BezoekStore.JaarRow, CoreJson.Default.Bezoekjaar, Ct);
        var jaar = (was?.Value ?? new Bezoekjaar
        {
            Id = Bezoekjaar.IdOf(coach, "2026-2027"), Bezoeker = coach, Studiejaar = "2026-2027", Eindigt = host.Now.AddYears(1), GewektTot = host.Now,
        }) with
        {
            Bezoeken = [.. staten.Select((staat, i) => new Bezoek
            {
                Id = $"b{i}", Student = gijs, Stage = stage.Id, Organisatie = stage.Organisatie, Opleider = stage.Opleider, Periode = "Blok 1", Nummer = i + 1,
                Venster = new Dagen(new(2026, 11, 2), new(2026, 12, 18)), Gewijzigd = host.Now, Staat = staat,
                Moment = staat == Bezoekstaat.Ongepland ? null : new Halfdag(new DateOnly(2026, 11, 24).AddDays(7 * i), Dagdeel.Ochtend),
            })],
        };
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(partition, [Documents.Save(BezoekStore.JaarRow, jaar, was, CoreJson.Default.Bezoekjaar)], Ct));
    }
}
