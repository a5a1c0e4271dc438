using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>A tussenevaluatie from first card to recorded gesprek, by two people without Teams, on the demo register.</summary>
public class BrowserLifeTests(Browser browser)
{
    [Fact]
    public async Task Student_and_mentor_fill_in_apart_and_then_talk()
    {
        await using var meetpunt = new Meetpunt();
        await using var bot = await Bot.StartAsync(meetpunt.In(new Dictionary<string, string>()));
        var student = await browser.VisitAsync(bot.Address, phone: true);
        await student.EnterAsync("Yara Haverkamp");
        await student.LookAsync("postvak-telefoon");
        await FillInAsync(student, "zichtbaar", "formulier-student-telefoon");
        await student.LookAsync("ingediend-telefoon");
        await Assertions.Expect(student.GetByText("We wachten op Ruben")).ToBeVisibleAsync();

        var mentor = await browser.VisitAsync(bot.Address);
        await mentor.EnterAsync("Ruben Hoitink");
        await mentor.LookAsync("postvak-bureau");
        Assert.DoesNotContain("Dit schreef de student", await mentor.ContentAsync(), StringComparison.Ordinal);
        await FillInAsync(mentor, "sterk", "formulier-mentor-bureau");
        await Assertions.Expect(mentor.GetByText("Beide ingevuld, nu zichtbaar", new() { Exact = true })).ToBeVisibleAsync();
        await mentor.LookAsync("vergelijking-bureau");

        await mentor.GetByRole(AriaRole.Button, new() { Name = "We hebben gesproken" }).ClickAsync();
        await mentor.GetByLabel("Onze afspraken").FillAsync("Yara begint elke week één kring.\nOver vier weken kijken we hoe het gaat.");
        await mentor.LookAsync("vastleggen-bureau");
        await mentor.GetByRole(AriaRole.Button, new() { Name = "Vastleggen" }).ClickAsync();
        await Assertions.Expect(mentor.GetByText("Nog niet akkoord door de ander.")).ToBeVisibleAsync();

        await MoveOnAsync(bot, 1);
        await student.EnterAsync("Yara Haverkamp");
        await Assertions.Expect(student.GetByText("Yara begint elke week één kring.")).ToBeVisibleAsync();
        await student.GetByRole(AriaRole.Button, new() { Name = "Akkoord" }).ClickAsync();
        await Assertions.Expect(student.GetByText("Yara is akkoord.")).ToBeVisibleAsync();
        await student.LookAsync("akkoord-telefoon");
        await KeepAsync(student);

        await bot.StopAsync();
        NothingPersonal.IsIn(bot.Printed, meetpunt.Lines, "isop.bezorging.deliveries", "isop.planning.run", "POST /postvak/actie");
    }

    [Fact]
    public async Task A_visitor_understands_the_start_page()
    {
        await using var bot = await Bot.StartAsync();
        foreach (var phone in new[] { false, true })
        {
            var page = await browser.VisitAsync(bot.Address, phone);
            await page.GotoAsync("/");
            await page.LookAsync(phone ? "start-telefoon" : "start-bureau");
            await page.GotoAsync("/dev/mail");
            await page.LookAsync(phone ? "mails-telefoon" : "mails-bureau");
            foreach (var name in (string[])["over", "aanmelden"])
            {
                await page.GotoAsync($"/{name}");
                await page.LookAsync(phone ? $"{name}-telefoon" : $"{name}-bureau");
            }

            // Looking itself finds what is wrong.
            await page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')");
            var found = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => page.LookAsync("zonder-label"));
            Assert.Contains("label (critical)", found.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The page with everything, and the same as a file for the portfolio.</summary>
    private static async Task KeepAsync(IPage student)
    {
        await student.Button("Alles lezen of printen").ClickAsync();
        await student.GetByRole(AriaRole.Link, new() { Name = "Open de pagina" }).ClickAsync();
        await student.SeeAsync("Dit schreef de mentor.");
        await student.LookAsync("zaakpagina-telefoon");
        var download = await student.RunAndWaitForDownloadAsync(() => student.GetByRole(AriaRole.Link, new() { Name = "Download als pdf" }).ClickAsync());
        Assert.EndsWith(".pdf", download.SuggestedFilename, StringComparison.Ordinal);
        await download.SaveAsAsync(Path.Combine(Repository.Artifacts, "portfolio.pdf"));
    }

    /// <summary>Page after page the same inschatting, a toelichting on the first, and hands in.</summary>
    private static async Task FillInAsync(IPage page, string stap, string picture)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Beginnen" }).ClickAsync();
        for (var number = 1; ; number++)
        {
            await page.GetByText(new Regex($"^Bladzijde {number} van")).WaitForAsync();
            if (await page.GetByRole(AriaRole.Button, new() { Name = "Indienen" }).IsVisibleAsync())
            {
                await page.LookAsync($"{picture}-overzicht");
                await page.GetByRole(AriaRole.Button, new() { Name = "Indienen" }).ClickAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Indienen" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
                return;
            }

            if (number == 1)
            {
                await page.LookAsync(picture);
                await page.GetByPlaceholder("Wat zag je?").First.FillAsync(stap == "sterk" ? "Dit schreef de mentor." : "Dit schreef de student.");
            }

            foreach (var choice in await page.GetByRole(AriaRole.Radio, new() { Name = stap, Exact = true }).AllAsync())
            {
                await choice.CheckAsync();
            }

            await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(Verder|Naar het overzicht)$") }).ClickAsync();
        }
    }

    private static async Task MoveOnAsync(Bot bot, int days)
    {
        var now = (await bot.Http.GetFromJsonAsync<JsonElement>("/dev/klok")).GetProperty("nu").GetDateTimeOffset();
        await bot.SetClockAsync(now.AddDays(days).ToString("O"));
        await bot.WorkAsync();
    }
}
