using System.Net;
using Isop.Bot.Bureau;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Web;

namespace Isop.Tests.BureauPages;

public sealed class BerichtenPagesTests
{
    private const string Page = "/bureau/berichten";

    [Fact]
    public async Task A_message_that_did_not_arrive_is_listed_with_its_reason_and_can_be_sent_again_twice()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var fatima = await host.PersonAsync(Proefregister.Fatima);
        await FailAsync(host, fatima.Id, BezorgStaat.Failed, "Het account in Teams is geblokkeerd.");

        var page = await device.OpenAsync(Page);
        var row = Assert.Single(page.QuerySelectorAll("tbody tr")).TextContent;
        Assert.Contains("Fatima Yıldız", row, StringComparison.Ordinal);
        Assert.Contains("Het account in Teams is geblokkeerd.", row, StringComparison.Ordinal);
        Assert.Contains("tussenevaluatie invullen", row, StringComparison.Ordinal);

        (await device.PressAsync(page, Page + "/opnieuw")).MustLeadTo($"{Page}?gedaan={Gedaan.Opnieuw}");
        (await device.PressAsync(page, Page + "/opnieuw")).MustLeadTo($"{Page}?gedaan={Gedaan.AlOnderweg}");
        var box = await host.Get<BezorgStore>().LoadAsync(fatima.Id, TestContext.Current.CancellationToken);
        Assert.Equal(BezorgStaat.RetryAt, Assert.Single(box.Berichten).Value.Value.State);
        Assert.Contains("Alles is aangekomen", (await device.OpenAsync(Page)).MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_can_be_narrowed_to_one_kind_of_trouble()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        await FailAsync(host, (await host.PersonAsync(Proefregister.Fatima)).Id, BezorgStaat.Failed, "Mislukt.");
        await FailAsync(host, (await host.PersonAsync(Proefregister.Bram)).Id, BezorgStaat.Doubt, "Geen antwoord.");

        var page = await device.OpenAsync(Page + "?soort=waarschijnlijk-aangekomen");

        Assert.Contains("Bram de Boer", Assert.Single(page.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elders.example/")]
    [InlineData("//elders.example")]
    [InlineData("/bureau/..//elders.example")]
    [InlineData("/uitloggen")]
    public async Task Sending_again_never_leads_off_the_bureaus_pages(string terug)
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        await FailAsync(host, (await host.PersonAsync(Proefregister.Fatima)).Id, BezorgStaat.Failed, "Mislukt.");
        var page = await device.OpenAsync(Page);

        (await device.PressAsync(page, Page + "/opnieuw", ("terug", terug))).MustLeadTo($"{Page}?gedaan={Gedaan.Opnieuw}");
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("geen-id", "x")]
    [InlineData("00000001000000000000000000000000", "bestaatniet")]
    public async Task A_message_that_does_not_exist_is_no_error(string persoon, string bericht)
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        await FailAsync(host, (await host.PersonAsync(Proefregister.Fatima)).Id, BezorgStaat.Failed, "Mislukt.");
        var page = await device.OpenAsync(Page);

        var answer = await device.PressAsync(page, Page + "/opnieuw", ("persoon", persoon), ("bericht", bericht));

        answer.MustLeadTo($"{Page}?gedaan={Gedaan.NietsTeSturen}");
    }

    [Fact]
    public async Task Stopping_needs_a_reason_and_shows_it_on_every_page_until_it_goes_on()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();

        var refused = await device.PressAsync(await device.OpenAsync(Page), Page + "/stop", ("reden", "  "));
        refused.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.False((await host.Get<Sturing>().ReadAsync(TestContext.Current.CancellationToken)).IsStopped);

        var stopped = await device.PressAsync(await device.OpenAsync(Page), Page + "/stop", ("reden", "Verkeerd bestand ingelezen"));
        stopped.MustLeadTo($"{Page}?gedaan={Gedaan.Gestopt}");
        foreach (var path in new[] { "/bureau", "/bureau/register", "/bureau/voortgang", Page })
        {
            var banner = (await device.OpenAsync(path)).QuerySelector(".stop-banner");
            Assert.Contains("Verkeerd bestand ingelezen", banner!.TextContent, StringComparison.Ordinal);
        }

        (await device.PressAsync(await device.OpenAsync(Page), Page + "/hervat")).MustLeadTo($"{Page}?gedaan={Gedaan.Hervat}");
        Assert.Null((await device.OpenAsync("/bureau")).QuerySelector(".stop-banner"));
    }

    [Fact]
    public async Task A_reason_that_is_too_long_is_kept_in_the_form()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var reason = new string('x', 301);

        var answer = await device.PressAsync(await device.OpenAsync(Page), Page + "/stop", ("reden", reason));

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(reason, (await Device.HtmlAsync(answer)).QuerySelector("#reden")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_persons_page_tells_how_to_reach_the_person_and_what_was_sent()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var fatima = await host.PersonAsync(Proefregister.Fatima);
        await FailAsync(host, fatima.Id, BezorgStaat.WaitingForInstall, "ISOP is niet geïnstalleerd en er is geen adres.");

        var page = await device.OpenAsync($"{Page}/persoon/{fatima.Id}");

        Assert.Contains(Proefregister.Fatima, page.MainText(), StringComparison.Ordinal);
        Assert.Contains("niet gekoppeld", page.MainText(), StringComparison.Ordinal);
        Assert.Contains("ISOP is niet geïnstalleerd", page.MainText(), StringComparison.Ordinal);
        var answer = await device.PressAsync(page, Page + "/opnieuw");
        answer.MustLeadTo($"{Page}/persoon/{fatima.Id}?gedaan={Gedaan.Opnieuw}");
    }

    /// <summary>Brings the person's first delivery to a message that ended like this.</summary>
    internal static async Task FailAsync(BureauHost host, PersonId person, BezorgStaat state, string reason)
    {
        var ct = TestContext.Current.CancellationToken;
        var store = host.Get<BezorgStore>();
        var box = await store.LoadAsync(person, ct);
        var bezorging = box.Bezorgingen.Values.First(b => b.Value.Kind == Kaarten.Formulier).Value;
        var sending = new Bericht
        {
            Id = Bericht.NewId(host.Now, [bezorging.Id]),
            Regels = [new BerichtRegel(bezorging.Id, bezorging.Kind, bezorging.Case, bezorging.Occasion)],
            Day = Core.Time.AmsterdamTime.DateOf(host.Now),
            Since = host.Now,
        }.Claim(Kanaal.Teams, "test", host.Now);
        box = await store.ClaimAsync(box, sending, [], host.Now, ct) ?? throw new InvalidOperationException("Not claimed.");
        Assert.True(await store.ChangeAsync(box, [], [sending.Become(state, host.Now, reason)], host.Now, ct));
    }
}
