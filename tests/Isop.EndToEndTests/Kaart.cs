using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>What people do with cards, in Teams as in the browser.</summary>
internal static class Kaart
{
    private static readonly Regex Onward = new("^(Verder|Naar het overzicht)$");
    private static readonly Regex Begin = new("^(Beginnen|Verder op bladzijde .*)$");

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static Task SeeAsync(this IPage page, string text) => Assertions.Expect(page.GetByText(text, new() { Exact = false }).First).ToBeVisibleAsync();

    /// <summary>Opens the form where it stands; answers the number of its page.</summary>
    public static async Task<int> BeginAsync(this IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Begin }).ClickAsync();
        return await PageAsync(page, null);
    }

    /// <summary>The same inschatting for every question of the page in view, and a toelichting with the first.</summary>
    public static async Task AnswerAsync(this IPage page, string stap, string? toelichting = null)
    {
        foreach (var choice in await page.GetByRole(AriaRole.Radio, new() { Name = stap, Exact = true }).AllAsync())
        {
            await choice.CheckAsync();
        }

        if (toelichting is not null)
        {
            await page.GetByPlaceholder("Wat zag je?").First.FillAsync(toelichting);
        }
    }

    /// <summary>Page after page from the one in view to the overview.</summary>
    public static async Task FillInAsync(this IPage page, int from, string stap, string toelichting)
    {
        for (var number = from; !await page.Button("Indienen").IsVisibleAsync(); number++)
        {
            await page.AnswerAsync(stap, number == from ? toelichting : null);
            await page.GetByRole(AriaRole.Button, new() { NameRegex = Onward }).ClickAsync();
            await PageAsync(page, number + 1);
        }
    }

    public static async Task HandInAsync(this IPage page)
    {
        await page.Button("Indienen").ClickAsync();
        await page.Button("Indienen").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static async Task<int> PageAsync(IPage page, int? expected)
    {
        var number = page.GetByText(new Regex(string.Create(CultureInfo.InvariantCulture, $"^Bladzijde {(object?)expected ?? "[0-9]+"} van")));
        await number.WaitForAsync();
        return int.Parse(Regex.Match(await number.InnerTextAsync(), "[0-9]+").Value, CultureInfo.InvariantCulture);
    }
}
