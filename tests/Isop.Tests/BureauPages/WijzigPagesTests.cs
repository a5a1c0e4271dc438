using System.Net;
using Isop.Bot.Bureau;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Web;

namespace Isop.Tests.BureauPages;

public sealed class WijzigPagesTests(LeesHost shared) : IClassFixture<LeesHost>
{
    private const string Page = "/bureau/register/wijzig";
    private const string StageOfGijs = "500001:O1:2026-08-31";

    [Theory]
    [InlineData("ipek", "İpek Müller")]
    [InlineData("MULLER", "İpek Müller")]
    [InlineData("500001", "Gijs de Vries")]
    [InlineData("fatima@", "Fatima Yıldız")]
    [InlineData("linde.example", "Bram de Boer,Fatima Yıldız,Olga Bos")]
    [InlineData("g", "")]
    public async Task Somebody_is_found_by_name_address_or_student_number(string text, string names)
    {
        var host = shared.Host;
        using var device = host.NewDevice();

        var page = await device.OpenAsync($"{Page}?naam={Uri.EscapeDataString(text)}");

        Assert.Equal(names, string.Join(',', page.QuerySelectorAll(".result-list strong").Select(s => s.TextContent)));
    }

    [Fact]
    public async Task Another_werkplekbegeleider_gets_the_open_case_at_once()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var student = await host.PersonAsync(Proefregister.Gijs);
        var person = await device.OpenAsync($"{Page}/persoon/{student.Id}");
        var form = await device.OpenAsync(person.QuerySelector("a[href*='/begeleiders?']")!.GetAttribute("href")!);
        Assert.Contains(Proefregister.Bram, form.QuerySelectorAll("#begeleiders option").Select(o => o.GetAttribute("value")));

        var answer = await device.PressAsync(form, Page + "/begeleiders", ("begeleider1", Proefregister.Bram), ("begeleider2", ""), ("vanaf", "2026-11-23"));

        answer.MustLeadTo($"{Page}/persoon/{student.Id}?gedaan={Gedaan.Gewijzigd}");
        Assert.Equal([(await host.PersonAsync(Proefregister.Bram)).Id], (await host.CaseOfAsync(Proefregister.Gijs)).Deelnemers.Werkplekbegeleiders);
        Assert.Contains("Bram de Boer", (await device.OpenAsync(answer.LeadsTo())).MainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_colleague_may_be_named_by_the_whole_name_and_the_same_again_changes_nothing()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var student = await host.PersonAsync(Proefregister.Gijs);
        var form = await device.OpenAsync($"{Page}/begeleiders?stage={StageOfGijs}");

        var first = await device.PressAsync(form, Page + "/begeleiders", ("begeleider1", "bram de boer"), ("begeleider2", Proefregister.Fatima), ("vanaf", "23-11-2026"));
        first.MustLeadTo($"{Page}/persoon/{student.Id}?gedaan={Gedaan.Gewijzigd}");
        var second = await device.PressAsync(form, Page + "/begeleiders", ("begeleider1", "bram de boer"), ("begeleider2", Proefregister.Fatima), ("vanaf", "23-11-2026"));
        second.MustLeadTo($"{Page}/persoon/{student.Id}?gedaan={Gedaan.WasAlZo}");
    }

    [Theory]
    [InlineData("begeleider1", "niemand@linde.example", "We vinden niemand")]
    [InlineData("begeleider1", "", "Vul het e-mailadres in.")]
    [InlineData("vanaf", "morgen", "Vul een datum in")]
    [InlineData("begeleider2", Proefregister.Bram, "twee verschillende werkplekbegeleiders")]
    [InlineData("begeleider1", Proefregister.Noor, "Deze werkplekbegeleider staat niet in het register.")]
    public async Task What_cannot_be_is_refused_in_words_and_what_was_typed_stays(string field, string value, string sentence)
    {
        var host = shared.Host;
        using var device = host.NewDevice();
        var form = await device.OpenAsync($"{Page}/begeleiders?stage={StageOfGijs}");
        var fields = new Dictionary<string, string> { ["begeleider1"] = Proefregister.Bram, ["begeleider2"] = "", ["vanaf"] = "2026-11-24", [field] = value };

        var answer = await device.PressAsync(form, Page + "/begeleiders", [.. fields.Select(f => (f.Key, f.Value))]);

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        var page = await Device.HtmlAsync(answer);
        Assert.Contains(sentence, page.MainText(), StringComparison.Ordinal);
        Assert.All(fields, f => Assert.Equal(f.Value, page.QuerySelector($"#{f.Key}")!.GetAttribute("value")));
        Assert.Equal([(await host.PersonAsync(Proefregister.Fatima)).Id], (await host.CaseOfAsync(Proefregister.Gijs)).Deelnemers.Werkplekbegeleiders);
    }

    [Fact]
    public async Task A_stage_that_stops_lets_its_case_lapse()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var form = await device.OpenAsync($"{Page}/stopt?stage={StageOfGijs}");

        await device.PressAsync(form, Page + "/stopt", ("per", "2026-11-23"));

        Assert.Equal(Fase.Vervallen, (await host.CaseOfAsync(Proefregister.Gijs)).Fase);
    }

    [Fact]
    public async Task A_student_moves_to_another_organisation_and_the_case_moves_along()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var form = await device.OpenAsync($"{Page}/organisatie?stage={StageOfGijs}");
        Assert.Equal(["di", "wo"], form.QuerySelectorAll("input[name=dagen][checked]").Select(i => i.GetAttribute("value")));

        var answer = await device.PressAsync(
            form, Page + "/organisatie", ("organisatie", "O2"), ("groep", "groep 8"), ("begeleider1", Proefregister.Bram), ("begeleider2", ""),
            ("opleider", ""), ("vanaf", "2026-11-23"), ("dagen", "do"));

        Assert.EndsWith($"gedaan={Gedaan.Gewijzigd}", answer.LeadsTo(), StringComparison.Ordinal);
        var moved = await host.CaseOfAsync(Proefregister.Gijs);
        Assert.Equal("O2", moved.Deelnemers.Organisatie);
        Assert.Null(moved.Deelnemers.Opleider);
    }

    [Fact]
    public async Task The_opleider_may_be_taken_away()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();

        await device.PressAsync(await device.OpenAsync($"{Page}/opleider?stage={StageOfGijs}"), Page + "/opleider", ("opleider", ""));

        Assert.Null((await host.CaseOfAsync(Proefregister.Gijs)).Deelnemers.Opleider);
    }

    [Fact]
    public async Task An_address_changes_and_one_of_somebody_else_is_refused()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        var fatima = await host.PersonAsync(Proefregister.Fatima);
        var form = await device.OpenAsync($"{Page}/adres?persoon={fatima.Id}");

        var refused = await device.PressAsync(form, Page + "/adres", ("email", Proefregister.Bram));
        refused.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("al van iemand anders", await Device.TextAsync(refused), StringComparison.Ordinal);

        (await device.PressAsync(form, Page + "/adres", ("email", "f.yildiz@linde.example"))).MustLeadTo($"{Page}/persoon/{fatima.Id}?gedaan={Gedaan.Gewijzigd}");
        Assert.Equal(fatima.Id, (await host.PersonAsync("f.yildiz@linde.example")).Id);
    }

    [Fact]
    public async Task Who_guides_alone_cannot_leave_before_somebody_takes_over()
    {
        var host = shared.Host;
        using var device = host.NewDevice();
        var fatima = await host.PersonAsync(Proefregister.Fatima);

        var answer = await device.PressAsync(await device.OpenAsync($"{Page}/vertrekt?persoon={fatima.Id}"), Page + "/vertrekt");

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("enige werkplekbegeleider van 1 stage", await Device.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_new_can_be_added_and_is_shown()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();

        var answer = await device.PressAsync(
            await device.OpenAsync(Page + "/nieuw"), Page + "/nieuw", ("organisatie", "O2"), ("naam", "Sanne Kok"), ("roepnaam", "Sanne"), ("telefoon", ""),
            ("email", "sanne@esdoorn.example"));

        var sanne = await host.PersonAsync("sanne@esdoorn.example");
        answer.MustLeadTo($"{Page}/persoon/{sanne.Id}?gedaan={Gedaan.Gewijzigd}");
        Assert.Contains("werkplekbegeleider bij De Esdoorn", (await device.OpenAsync(answer.LeadsTo())).MainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/begeleiders?stage=bestaatniet")]
    [InlineData("/begeleiders")]
    [InlineData("/adres?persoon=onzin")]
    [InlineData("/onzin")]
    [InlineData("/persoon/00000009000000000000000000000000")]
    public async Task What_the_register_does_not_have_is_a_friendly_404(string path)
    {
        var host = shared.Host;
        using var device = host.NewDevice();

        (await device.GetAsync(Page + path)).MustBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_change_by_hand_stands_in_the_logboek()
    {
        await using var host = await BureauHost.WithRegisterAsync();
        using var device = host.NewDevice();
        host.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        await device.PressAsync(await device.OpenAsync($"{Page}/opleider?stage={StageOfGijs}"), Page + "/opleider", ("opleider", ""));

        var newest = (await device.OpenAsync("/bureau/inzage?soort=register")).QuerySelector("tbody tr")!.TextContent;

        Assert.Contains("Met de hand gewijzigd voor Gijs de Vries", newest, StringComparison.Ordinal);
        Assert.Contains("het onderwijsbureau", newest, StringComparison.Ordinal);
    }
}
