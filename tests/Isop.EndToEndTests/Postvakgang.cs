using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>What a person does in the inbox of the browser.</summary>
internal static class Postvakgang
{
    /// <summary>Chooses a person on the start page of Development, and stands in that person's inbox.</summary>
    public static async Task EnterAsync(this IPage page, string name)
    {
        await page.GotoAsync("/dev/start");
        await page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();
        await page.WaitForURLAsync("**/postvak", new() { WaitUntil = WaitUntilState.Commit });
        // Asked of the page, because the event can be missed on a busy machine.
        await page.WaitForFunctionAsync("() => document.readyState === 'complete'");
    }

    public static async Task SayAsync(this IPage page, string text)
    {
        await page.GetByLabel("Je bericht").FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Versturen" }).ClickAsync();
    }

    /// <summary>Makes an agendalink of one's own; answers its path.</summary>
    public static async Task<string> FollowAsync(this IPage page)
    {
        await page.GotoAsync("/postvak/agenda");
        await page.Button("Maak mijn agendalink").ClickAsync();
        return new Uri(await page.GetByLabel("Je agendalink").InputValueAsync()).AbsolutePath;
    }
}
