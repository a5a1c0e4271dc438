using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>
/// A tussenevaluatie between two people in Teams (each in an Agents Playground of their own) and a colleague of the mentor who
/// has no Teams and uses the mailed link.
/// </summary>
public class PlaygroundTests(Browser browser)
{
    private static readonly Account Joost = new("Joost Berendsen", "joost.berendsen@student.iselinge.example") { Number = 1 };
    private static readonly Account Henk = new("Henk Wissink", "henk.wissink@hetkompas.example") { Number = 2 };

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Isop__Demo"] = "false",
        [$"Isop__Tenants__{Account.Tenant}__0"] = "student.iselinge.example",
        [$"Isop__Tenants__{Account.Tenant}__1"] = "hetkompas.example",
    };

    [Fact]
    public async Task Cards_come_to_Teams_are_filled_in_there_and_lead_to_a_gesprek()
    {
        await using var meetpunt = new Meetpunt();
        await using var bot = await Bot.StartAsync(meetpunt.In(Settings));
        await bot.SetClockAsync("2026-11-12T08:00:00+01:00");
        await bot.ImportAsync(Oefenregister.Zip("900004"));

        await using var clientOfJoost = await Playground.StartAsync(bot, Joost);
        await using var clientOfHenk = await Playground.StartAsync(bot, Henk);
        var joost = await InstallAsync(clientOfJoost);
        var henk = await InstallAsync(clientOfHenk);

        await bot.LiveAsync("2026-11-12", "2026-11-17");
        await joost.SeeAsync("Vul de tussenevaluatie in");
        await henk.SeeAsync("Vul de tussenevaluatie in");
        await PictureAsync(joost, "teams-student-kaart");
        await PictureAsync(henk, "teams-mentor-kaart");

        await FillInFirstPageInTheBrowserAsync(bot);

        await joost.FillInAsync(await joost.BeginAsync(), "zichtbaar", "Dit schreef de student.");
        await PictureAsync(joost, "teams-student-overzicht");
        await joost.HandInAsync();
        await joost.SeeAsync("We wachten op");

        // The colleague answered the first page: they share one form.
        await henk.Button("Beginnen").ClickAsync();
        await henk.GetByText("Bladzijde 1 van").WaitForAsync();
        Assert.Equal("Dit zag Anne-Sophie.", await henk.GetByPlaceholder("Wat zag je?").First.InputValueAsync());
        await henk.FillInAsync(1, "sterk", "Dit zagen wij.");
        Assert.DoesNotContain("Dit schreef de student", await henk.ContentAsync(), StringComparison.Ordinal);
        await henk.HandInAsync();
        await henk.SeeAsync("Beide ingevuld, nu zichtbaar");
        await PictureAsync(henk, "teams-vergelijking");

        await bot.LiveAsync("2026-11-18", "2026-11-18");
        await joost.SeeAsync("Beide ingevuld, nu zichtbaar");
        await PictureAsync(joost, "teams-vergelijking-student");

        await henk.Button("We hebben gesproken").First.ClickAsync();
        await henk.GetByPlaceholder("Waar werk je aan?").FillAsync("Joost begint elke week één kring.");
        await PictureAsync(henk, "teams-vastleggen");
        await henk.Button("Vastleggen").ClickAsync();
        await henk.SeeAsync("Nog niet akkoord door de ander.");

        await bot.LiveAsync("2026-11-19", "2026-11-20");
        await joost.Button("Akkoord").First.ClickAsync();
        await joost.SeeAsync("Joost is akkoord.");
        await PictureAsync(joost, "teams-akkoord");

        await bot.StopAsync();
        NothingPersonal.IsIn(bot.Printed, meetpunt.Lines, "isop.turns", "isop.bezorging.send", "POST /api/messages");
    }

    /// <summary>Opening the client installs the bot there; the account is known once the bot has asked the roster.</summary>
    private async Task<IPage> InstallAsync(Playground playground)
    {
        var page = await browser.VisitAsync(playground.Address);
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.GetByText("getConversationMember").First.WaitForAsync();
        return page;
    }

    private async Task FillInFirstPageInTheBrowserAsync(Bot bot)
    {
        var page = await browser.VisitAsync(bot.Address, phone: true);
        var postvak = await bot.PostvakAsync("anne-sophie.derksen@hetkompas.example");
        await page.GotoAsync(postvak[0].GetProperty("link").GetString()!);
        await page.Button("Open mijn postvak").ClickAsync();
        Assert.Equal(1, await page.BeginAsync());
        await page.AnswerAsync("sterk", "Dit zag Anne-Sophie.");
        await page.LookAsync("duo-zonder-teams-telefoon");
        await page.Button("Bewaar en straks verder").ClickAsync();
        await page.SeeAsync("Goed, straks");
    }

    /// <summary>A picture only: the client is not ours to hold against axe.</summary>
    private static async Task PictureAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Artifacts, $"{name}.png") });
}
