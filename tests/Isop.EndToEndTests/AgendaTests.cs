using System.Net;
using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>An opleider lets a calendar follow the agenda, with a phone and without Teams, on the demo register.</summary>
public class AgendaTests(Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_opleider_makes_an_agendalink_and_takes_it_back()
    {
        await using var bot = await Bot.StartAsync();
        var page = await browser.VisitAsync(bot.Address, phone: true);
        await page.GotoAsync("/dev/start");
        await page.GetByRole(AriaRole.Button, new() { Name = "Olga Bosman" }).ClickAsync();
        await page.WaitForURLAsync("**/postvak");

        await page.GetByLabel("Je bericht").FillAsync("agenda");
        await page.GetByRole(AriaRole.Button, new() { Name = "Versturen" }).ClickAsync();
        await page.LookAsync("agenda-kaart-telefoon");
        await page.GotoAsync("/postvak/agenda");
        await page.LookAsync("agenda-leeg-telefoon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak mijn agendalink" }).ClickAsync();
        var link = await page.GetByLabel("Je agendalink").InputValueAsync();
        await page.LookAsync("agenda-link-telefoon");

        var path = new Uri(link).AbsolutePath;
        var feed = await bot.Http.GetAsync(path, Ct);
        Assert.Equal("text/calendar", feed.Content.Headers.ContentType?.MediaType);
        Assert.Equal(2, (await feed.Content.ReadAsStringAsync(Ct)).Split("SUMMARY:Veldcontactdag").Length - 1);

        // As the browser would take it: with the session of the page.
        var href = await page.Locator("a[href^='/agenda/afspraak/']").First.GetAttributeAsync("href");
        var answer = await page.EvaluateAsync<string[]>(
            "async href => { const a = await fetch(href); return [String(a.status), a.headers.get('content-disposition'), await a.text()]; }", href);
        Assert.Equal(["200", "attachment; filename=afspraak.ics; filename*=UTF-8''afspraak.ics"], answer.Take(2));
        Assert.Contains("SUMMARY:Veldcontactdag", answer[2], StringComparison.Ordinal);

        await page.GotoAsync("/postvak/agenda");
        await page.LookAsync("agenda-telefoon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Trek mijn link in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Maak mijn agendalink" }).WaitForAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Http.GetAsync(path, Ct)).StatusCode);

        await bot.StopAsync();
        Assert.DoesNotContain(path["/agenda/".Length..^".ics".Length], string.Join('\n', bot.Printed), StringComparison.Ordinal);
    }
}
