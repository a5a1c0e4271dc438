using System.Net;
using Isop.Bot;
using Isop.Bot.Bureau;
using Isop.Bot.Teams;
using Isop.Core.Storage;
using Isop.Tests.Web;

namespace Isop.Tests.BureauPages;

public sealed class KoppelingenPagesTests
{
    private const string Page = "/bureau/koppelingen";
    private const string Tenant = "11111111-1111-1111-1111-111111111111";

    private static readonly TeamsAccount Account = TeamsAccount.Of(Tenant, "22222222-2222-2222-2222-222222222222");

    [Fact]
    public async Task An_account_is_linked_to_the_person_the_bureau_names_and_can_be_taken_away_again()
    {
        await using var host = await WithAccountAsync();
        using var device = host.NewDevice();
        var fatima = await host.PersonAsync(Proefregister.Fatima);
        var page = await device.OpenAsync(Page);
        Assert.Contains("Dit e-mailadres staat niet in het register.", page.MainText(), StringComparison.Ordinal);

        (await device.PressAsync(page, Page + "/goedkeuren", ("persoon", Proefregister.Fatima))).MustLeadTo($"{Page}?gedaan={Gedaan.Gekoppeld}");
        Assert.Equal(Account, (await host.Get<PersonLinks>().FindAsync(fatima.Id, TestContext.Current.CancellationToken))?.Account);
        Assert.Contains("Niets te controleren", (await device.OpenAsync(Page)).MainText(), StringComparison.Ordinal);

        var found = await device.OpenAsync(Page + "?naam=yildiz");
        (await device.PressAsync(found, Page + "/losmaken")).MustLeadTo($"{Page}?gedaan={Gedaan.Losgemaakt}");
        Assert.Null(await host.Get<PersonLinks>().FindAsync(fatima.Id, TestContext.Current.CancellationToken));

        var log = (await device.OpenAsync("/bureau/inzage?soort=koppelingen")).MainText();
        Assert.Contains("Account van Teams gekoppeld voor Fatima Yıldız", log, StringComparison.Ordinal);
        Assert.Contains("Koppeling met Teams verbroken voor Fatima Yıldız", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_not_in_the_register_is_refused_and_stays_typed()
    {
        await using var host = await WithAccountAsync();
        using var device = host.NewDevice();

        var answer = await device.PressAsync(await device.OpenAsync(Page), Page + "/goedkeuren", ("persoon", "fatma@linde.example"));

        answer.MustBe(HttpStatusCode.UnprocessableEntity);
        var page = await Device.HtmlAsync(answer);
        Assert.Contains("Dit adres staat niet in het register", page.MainText(), StringComparison.Ordinal);
        Assert.Equal("fatma@linde.example", page.QuerySelector("input[name=persoon]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_refused_account_is_put_aside_and_can_still_be_linked()
    {
        await using var host = await WithAccountAsync();
        using var device = host.NewDevice();
        var page = await device.OpenAsync(Page);

        (await device.PressAsync(page, Page + "/afwijzen")).MustLeadTo($"{Page}?gedaan={Gedaan.Afgewezen}");
        (await device.PressAsync(page, Page + "/afwijzen")).MustLeadTo($"{Page}?gedaan={Gedaan.Afgewezen}");

        var after = await device.OpenAsync(Page);
        Assert.Contains("Niets te controleren", after.MainText(), StringComparison.Ordinal);
        Assert.Contains("Eerder afgewezen of verbroken (1)", after.MainText(), StringComparison.Ordinal);
        (await device.PressAsync(after, Page + "/goedkeuren", ("persoon", Proefregister.Fatima))).MustLeadTo($"{Page}?gedaan={Gedaan.Gekoppeld}");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(Tenant, "33333333-3333-3333-3333-333333333333")]
    [InlineData("é\nx", "%00")]
    public async Task An_account_that_is_not_there_is_no_error(string tenant, string account)
    {
        await using var host = await WithAccountAsync();
        using var device = host.NewDevice();
        var page = await device.OpenAsync(Page);

        foreach (var step in new[] { "/goedkeuren", "/afwijzen" })
        {
            var answer = await device.PressAsync(page, Page + step, ("tenant", tenant), ("account", account), ("persoon", Proefregister.Fatima));
            answer.MustLeadTo($"{Page}?gedaan={Gedaan.NietMeerDaar}");
        }
    }

    private static async Task<BureauHost> WithAccountAsync()
    {
        var host = await BureauHost.WithRegisterAsync();
        var row = new LinkToCheck { Account = Account, Problem = LinkProblem.NotInRegister, Email = "f.yildiz@linde.example", Since = host.Now };
        await host.Web.Store.CommitAsync(
            new Partition("koppelingen", "koppelingen"),
            [Documents.Add($"controle:{Account.Row}", row, BotJson.Default.LinkToCheck)],
            TestContext.Current.CancellationToken);
        return host;
    }
}
