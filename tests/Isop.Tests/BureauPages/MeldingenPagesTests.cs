using System.Net;
using Isop.Bot.Bureau;
using Isop.Core.Bezorging;
using Isop.Core.Meldingen;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Web;

namespace Isop.Tests.BureauPages;

public sealed class MeldingenPagesTests
{
    private const string Page = "/bureau/meldingen";

    [Fact]
    public async Task An_answer_goes_to_the_person_and_is_given_once()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var fatima = await host.PersonAsync(Proefregister.Fatima);
        var melding = await host.Get<MeldingStore>().AddAsync(fatima.Id, null, "Wanneer is de veldcontactdag?", host.Now, TestContext.Current.CancellationToken);

        var list = await device.OpenAsync(Page);
        Assert.Contains("Wanneer is de veldcontactdag?", list.MainText(), StringComparison.Ordinal);
        var page = await device.OpenAsync(list.QuerySelector(".result-list a")!.GetAttribute("href")!);
        (await device.PressAsync(page, Page + "/antwoord", ("tekst", "Op 3 december."))).MustLeadTo($"{Page}?gedaan={Gedaan.Beantwoord}");
        (await device.PressAsync(page, Page + "/antwoord", ("tekst", "Op 4 december."))).MustLeadTo($"{Page}/{melding.Id}?gedaan={Gedaan.AlBeantwoord}");

        var box = await host.Get<BezorgStore>().LoadAsync(fatima.Id, TestContext.Current.CancellationToken);
        Assert.Single(box.Bezorgingen.Values, b => b.Value.Kind == MeldingStore.AnswerKind);
        Assert.Empty((await device.OpenAsync(Page)).QuerySelectorAll(".result-list a"));
        Assert.Contains("Op 3 december.", (await device.OpenAsync($"{Page}/{melding.Id}")).MainText(), StringComparison.Ordinal);
        Assert.Single((await device.OpenAsync(Page + "?klaar=ja")).QuerySelectorAll(".result-list a"));
    }

    [Theory]
    [InlineData("   ", "Schrijf een antwoord")]
    [InlineData(null, "Maak je antwoord korter")]
    public async Task An_answer_that_cannot_be_sent_stays_in_the_form(string? text, string sentence)
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var melding = await host.Get<MeldingStore>().AddAsync(
            (await host.PersonAsync(Proefregister.Fatima)).Id, null, "Vraag", host.Now, TestContext.Current.CancellationToken);
        text ??= new string('x', MeldingStore.LongestText + 1);

        var answer = await device.PressAsync(await device.OpenAsync($"{Page}/{melding.Id}"), Page + "/antwoord", ("tekst", text));

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        var page = await Device.HtmlAsync(answer);
        Assert.Contains(sentence, page.MainText(), StringComparison.Ordinal);
        Assert.Equal(text.Trim(), page.QuerySelector("#tekst")!.TextContent);
    }

    [Fact]
    public async Task What_is_not_right_shows_the_facts_and_solving_it_lets_the_case_go_on()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var (zaak, melding) = await DoubtAsync(host);

        var page = await device.OpenAsync($"{Page}/{melding.Id}");
        Assert.Contains("De Linde", page.MainText(), StringComparison.Ordinal);
        Assert.Contains("klopt niet", page.MainText(), StringComparison.Ordinal);
        await device.PressAsync(page, Page + "/antwoord", ("tekst", "Aangepast."), ("verder", "ja"));

        Assert.Null((await host.FindCaseAsync(zaak.Id)).Twijfel);
    }

    [Fact]
    public async Task Answering_alone_keeps_the_case_still_until_the_bureau_says_so()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var (zaak, melding) = await DoubtAsync(host);
        await device.PressAsync(await device.OpenAsync($"{Page}/{melding.Id}"), Page + "/antwoord", ("tekst", "We zoeken het uit."));
        Assert.NotNull((await host.FindCaseAsync(zaak.Id)).Twijfel);

        var page = await device.OpenAsync($"/bureau/voortgang/{zaak.Id}");
        (await device.PressAsync(page, Page + "/gaat-verder")).MustLeadTo($"/bureau/voortgang/{zaak.Id}?gedaan={Gedaan.GaatVerder}");
        (await device.PressAsync(page, Page + "/gaat-verder")).MustLeadTo($"/bureau/voortgang/{zaak.Id}?gedaan={Gedaan.GaatVerder}");

        Assert.Null((await host.FindCaseAsync(zaak.Id)).Twijfel);
    }

    [Fact]
    public async Task A_melding_is_shown_as_text_whatever_somebody_typed()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var melding = await host.Get<MeldingStore>().AddAsync(
            (await host.PersonAsync(Proefregister.Fatima)).Id, null, "<script>alert(1)</script><img src=x>", host.Now, TestContext.Current.CancellationToken);

        foreach (var path in new[] { Page, $"{Page}/{melding.Id}" })
        {
            var page = await device.OpenAsync(path);
            Assert.Contains("<script>alert(1)</script>", page.MainText(), StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("main script, main img"));
        }
    }

    private static async Task<(Zaak Zaak, Melding Melding)> DoubtAsync(BureauHost host)
    {
        var zaak = await host.CaseOfAsync(Proefregister.Gijs);
        await host.DecideAsync(zaak, new Opdracht.TrekInTwijfel(zaak.Deelnemers.Student, "Ik heb een andere begeleider"));
        var melding = await host.Get<MeldingStore>().AddAsync(
            zaak.Deelnemers.Student, zaak.Id, "Ik heb een andere begeleider", host.Now, TestContext.Current.CancellationToken);
        return (zaak, melding);
    }
}
