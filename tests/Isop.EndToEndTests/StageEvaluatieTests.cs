using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Isop.EndToEndTests.Evaluatieregister;

namespace Isop.EndToEndTests;

/// <summary>
/// The stage-evaluatie of a study year, without Teams: from the invitation, over a form that the browser sends without knowing who sends it, to
/// reports that protect who answered, and to what is left of the answers afterwards.
/// </summary>
public class StageEvaluatieTests(Browser browser)
{
    /// <summary>Words that may be read afterwards, words that are masked, and words that kwaliteitszorg keeps back.</summary>
    private const string Vrij = "De kring met open vragen moet blijven.";
    private const string Gemaskeerd = "wiebelsnor@voorbeeld.example";
    private const string GemaskeerdNummer = "06-87654321";
    private const string Achter = "flabbergast";

    private static readonly Regex Formulier = new("/evaluatie/[A-Za-z0-9_-]{22}$");

    [Fact]
    public async Task A_year_of_evaluations_from_the_invitation_to_what_is_left()
    {
        await using var meetpunt = new Meetpunt();
        await using var bot = await Bot.StartAsync(meetpunt.In(new Dictionary<string, string> { ["Isop__Demo"] = "false" }));
        await bot.SetClockAsync("2026-12-18T08:30:00+01:00");
        await bot.ImportAsync(Zip());
        await bot.LiveAsync("2026-12-21", "2026-12-21");
        await bot.LiveAsync("2026-12-28", "2026-12-28");
        await bot.LiveAsync("2027-02-01", "2027-02-01");

        List<string> links = [.. await ByKeyboardAsync(bot), .. await ByClickingAsync(bot), .. await FirstHalfAsync(bot)];
        var kept = await RemindAndCloseAsync(bot, links);
        MustBeGone(bot, kept);
        links.AddRange(await SecondHalfAsync(bot));
        kept = Kept(bot, "2026-2027-2");
        await bot.LiveAsync("2027-09-01", "2027-09-01");
        MustBeGone(bot, kept);

        await ReadReportAsync(bot);
        await ReadRemarksAsync(bot);
        await TellBackAsync(bot);
        await ReadSmallReportAsync(bot);

        var stored = bot.Stored();
        Assert.Contains(Vrij, stored, StringComparison.Ordinal);
        Assert.All([Gemaskeerd, GemaskeerdNummer, Achter], word => Assert.DoesNotContain(word, stored, StringComparison.Ordinal));
        await bot.StopAsync();

        // Not even that somebody came to these pages: beside other lines the moment would say who.
        IReadOnlyList<string> secrets = [.. Namen, .. links, Vrij, Gemaskeerd, GemaskeerdNummer, Achter, "s-welkom", "/evaluatie/"];
        NothingPersonal.IsIn(bot.Printed, meetpunt.Lines, secrets, ["isop.planning.run", "GET /rapporten/"]);
    }

    /// <summary>Only with keys, on a phone with a session: the answers leave without any cookie.</summary>
    private async Task<IReadOnlyList<string>> ByKeyboardAsync(Bot bot)
    {
        var page = await browser.VisitAsync(bot.Address, phone: true);
        List<IRequest> requests = [];
        page.Context.Request += (_, request) => requests.Add(request);
        await bot.EnterAsync(page, Gijs);
        await page.SeeAsync("Hoe was je stage bij Basisschool De Linde?");
        await page.LookAsync("evaluatie-uitnodiging-telefoon");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open de evaluatie" }).ClickAsync();
        await page.WaitForURLAsync("**/evaluatie/begin/*");
        var begin = new Uri(page.Url);
        await page.SeeAsync("Wat je mag weten");
        await page.LookBothAsync("evaluatie-begin-telefoon");
        var signedIn = requests.Last(r => r.IsNavigationRequest && r.Url.EndsWith("/postvak", StringComparison.Ordinal));
        Assert.Contains("cookie", (await signedIn.AllHeadersAsync()).Keys);

        requests.Clear();
        await page.Button("Begin").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(Formulier);
        var form = page.Url;
        await LookClosedAsync(bot, page, "evaluatie-formulier", dark: true);
        await TypeAnswersAsync(page);
        await page.Keyboard.PressAsync("Enter");
        await page.SeeAsync("Dank je wel!");
        await LookClosedAsync(bot, page, "evaluatie-dank");

        var sent = Assert.Single(requests, r => r.Method == "POST" && r.Url == form);
        var headers = await sent.AllHeadersAsync();
        Assert.DoesNotContain("cookie", headers.Keys);
        Assert.Equal(("null", "cross-site"), (headers["origin"], headers["sec-fetch-site"]));
        Assert.DoesNotContain("referer", headers.Keys);
        Assert.NotEmpty(await page.Context.CookiesAsync());
        Assert.All(requests, r => Assert.StartsWith(bot.Address.ToString(), r.Url, StringComparison.Ordinal));
        Assert.All(requests, r => Assert.Contains(r.ResourceType, (string[])["document", "stylesheet", "image", "other"]));

        foreach (var again in (string[])[form, begin.ToString()])
        {
            await page.GotoAsync(again);
            await page.SeeAsync("Je hebt al geantwoord");
        }

        await LookClosedAsync(bot, page, "evaluatie-al-geantwoord");
        return [begin.Segments[^1], new Uri(form).Segments[^1]];
    }

    /// <summary>From the top of the form to its button: a choice at every stelling, the first remark, and the focus on the button.</summary>
    private static async Task TypeAnswersAsync(IPage page)
    {
        var count = await page.Locator("fieldset").CountAsync();
        await page.Keyboard.PressAsync("Tab");
        for (var i = 0; i < count; i++)
        {
            // The first choice of the next group; from there on the arrows.
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Space");
            for (var step = 0; step < i % 5; step++)
            {
                await page.Keyboard.PressAsync("ArrowRight");
            }
        }

        for (var i = 0; i < count; i++)
        {
            await Assertions.Expect(page.Locator("fieldset").Nth(i).Locator("input:checked")).ToHaveValueAsync($"{1 + (i % 5)}");
        }

        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, "evaluatie-toetsenbord-telefoon.png") });
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync($"{Vrij} Mail {Gemaskeerd}.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync($"Bel {GemaskeerdNummer}.");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Button("Verstuur anoniem")).ToBeFocusedAsync();
    }

    /// <summary>With a thumb, and once with a value that the form does not have: nothing is sent, and nothing is lost.</summary>
    private async Task<IReadOnlyList<string>> ByClickingAsync(Bot bot)
    {
        var page = await browser.VisitAsync(bot.Address, phone: true);
        var begin = await bot.BeginlinkAsync(Sanne);
        await page.GotoAsync(begin.ToString());
        await page.Button("Begin").ClickAsync();
        await page.WaitForURLAsync(Formulier);
        foreach (var choice in await page.GetByRole(AriaRole.Radio, new() { Name = "eens", Exact = true }).AllAsync())
        {
            await choice.ClickAsync();
        }

        await page.GetByLabel("Wat kan op je stageplek beter?").FillAsync($"Iets met een {Achter} <b>erin</b>.");
        await page.Locator("input[name=s-ruimte]:checked").EvaluateAsync("input => input.value = '9'");
        await page.Button("Verstuur anoniem").ClickAsync();
        await page.SeeAsync("Er is nog niets verstuurd");
        await LookClosedAsync(bot, page, "evaluatie-fout");
        await Assertions.Expect(page.Locator("input:checked")).ToHaveCountAsync(await page.Locator("fieldset").CountAsync() - 1);
        await Assertions.Expect(page.GetByLabel("Wat kan op je stageplek beter?")).ToHaveValueAsync($"Iets met een {Achter} <b>erin</b>.");

        await page.Locator("#s-ruimte").GetByRole(AriaRole.Radio, new() { Name = "eens", Exact = true }).ClickAsync();
        await page.Button("Verstuur anoniem").ClickAsync();
        await page.SeeAsync("Dank je wel!");
        return [begin.Segments[^1], new Uri(page.Url).Segments[^1]];
    }

    /// <summary>One asks for no reminders; the others answer, but for four.</summary>
    private async Task<IReadOnlyList<string>> FirstHalfAsync(Bot bot)
    {
        var page = await browser.VisitAsync(bot.Address, phone: true);
        await bot.EnterAsync(page, Ibrahim);
        await page.Button("Niet meer herinneren").ClickAsync();
        await page.SeeAsync("Je krijgt hierover geen herinnering meer.");

        var zorg = await browser.VisitAsync(bot.Address, phone: true);
        await bot.EnterAsync(zorg, Kwaliteitszorg);
        await zorg.KeepAsync("evaluatie-golfkaart-telefoon");
        await zorg.GotoAsync("/bureau/stage-evaluaties");
        await zorg.LookAsync("evaluatie-beheer-open-telefoon");
        Assert.DoesNotContain("De Linde (", await zorg.ContentAsync(), StringComparison.Ordinal);
        return await AnswerAsync(bot, [.. BijDeLinde.SkipLast(2), .. BijDeEsdoorn.SkipLast(1), Maud, Joost]);
    }

    private static async Task<IReadOnlyList<string>> AnswerAsync(Bot bot, IReadOnlyList<string> students)
    {
        List<string> links = [];
        foreach (var (i, student) in students.Index())
        {
            var form = await bot.AntwoordAsync(
                student, (name, at) => name == "s-wpb-tijd" ? i < 10 ? 1 + (i % 3) : 4 + (i % 2) : 3 + ((i + at) % 3), $"Opmerking {i}: er is rust in de groep.");
            links.Add(form.Segments[^1]);
        }

        return links;
    }

    /// <summary>Days 5 and 12 fall in a weekend: the Monday after. Answers the pieces of what was closed to the wave's key.</summary>
    private static async Task<IReadOnlyList<string>> RemindAndCloseAsync(Bot bot, List<string> links)
    {
        string[] silent = [BijDeLinde[^2], BijDeLinde[^1], BijDeEsdoorn[^1], Tim, Yara];
        await bot.LiveAsync("2027-02-08", "2027-02-08");
        Assert.Equal(silent.Order(StringComparer.Ordinal), await ToldOnAsync(bot, "2027-02-08"));
        links.AddRange(await AnswerAsync(bot, [BijDeLinde[^2]]));
        await bot.LiveAsync("2027-02-15", "2027-02-15");
        Assert.Equal(silent.Skip(1).Order(StringComparer.Ordinal), await ToldOnAsync(bot, "2027-02-15"));

        await bot.SetClockAsync("2027-02-16T23:30:00+01:00");
        var late = await bot.BeginAsync(await bot.BeginlinkAsync(Yara));
        var kept = Kept(bot, "2026-2027-1");
        await bot.LiveAsync("2027-02-17", "2027-02-17");
        Assert.Equal(HttpStatusCode.Gone, (await bot.StuurAsync(late, ("s-welkom", "5"))).StatusCode);
        Assert.Empty(await ToldOnAsync(bot, "2027"));
        return kept;
    }

    /// <summary>The summer: a reminder of day 12 waits until the holidays are over, and the wave until they are.</summary>
    private static async Task<IReadOnlyList<string>> SecondHalfAsync(Bot bot)
    {
        await bot.LiveAsync("2027-07-05", "2027-07-05");
        var links = await AnswerAsync(bot, [Gijs, Sanne, .. BijDeLinde.SkipLast(1), .. BijDeEsdoorn.SkipLast(1), Maud, Joost]);
        string[] silent = [Ibrahim, BijDeLinde[^1], BijDeEsdoorn[^1], Tim, Yara];
        await bot.LiveAsync("2027-07-12", "2027-07-12");
        Assert.Equal(silent.Order(StringComparer.Ordinal), await ToldOnAsync(bot, "2027-07-12"));
        await bot.LiveAsync("2027-08-30", "2027-08-30");
        Assert.Equal(silent.Order(StringComparer.Ordinal), await ToldOnAsync(bot, "2027-08-30"));
        return links;
    }

    /// <summary>Who can open the evaluation from a message of this day, in order.</summary>
    private static async Task<IReadOnlyList<string>> ToldOnAsync(Bot bot, string day)
    {
        List<string> all = [];
        foreach (var student in (string[])[Gijs, Sanne, Ibrahim, Maud, Joost, Tim, Yara, .. BijDeLinde, .. BijDeEsdoorn])
        {
            var messages = (await bot.PostvakAsync(student)).EnumerateArray();
            if (messages.Any(m => m.GetProperty("sentAt").GetString()!.StartsWith(day, StringComparison.Ordinal) && m.GetRawText().Contains("/evaluatie/begin/", StringComparison.Ordinal)))
            {
                all.Add(student);
            }
        }

        return [.. all.Order(StringComparer.Ordinal)];
    }

    /// <summary>Pieces of the closed answers and of the wave's secret key as they lie on the disk, each long enough to be there once.</summary>
    private static IReadOnlyList<string> Kept(Bot bot, string golf)
    {
        var stored = bot.Stored();
        var answers = Regex.Matches(stored, "\"antwoorden\":\\[\"([A-Za-z0-9+/]{200,})").SelectMany(m => m.Groups[1].Value.Chunk(48).Take(4)).Select(c => new string(c)).Distinct().ToList();
        // PKCS#8 begins the same for every key of a curve.
        var keys = Regex.Matches(stored, $"golfsleutels.{{0,8}}{golf}.{{0,200}}\"geheim\":\"([A-Za-z0-9+/]{{100,}})", RegexOptions.Singleline).Select(m => m.Groups[1].Value[52..92]);
        Assert.True(answers.Count > 0 && keys.Any(), "The answers and the key of an open wave lie on the disk.");
        return [.. answers, .. keys];
    }

    private static void MustBeGone(Bot bot, IReadOnlyList<string> kept)
    {
        var stored = bot.Stored();
        Assert.Contains("stageevaluaties", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(kept, piece => stored.Contains(piece, StringComparison.Ordinal));
        Assert.All([Gemaskeerd, GemaskeerdNummer], word => Assert.DoesNotContain(word, stored, StringComparison.Ordinal));
    }

    private async Task ReadReportAsync(Bot bot)
    {
        var page = await browser.VisitAsync(bot.Address, phone: true);
        await bot.EnterAsync(page, Directeur);
        await page.SeeAsync("Aandacht");
        await page.LookAsync("evaluatie-rapportkaart-telefoon");
        await page.Button("Bekijk het rapport").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Bekijk het rapport" }).ClickAsync();
        await page.WaitForURLAsync("**/rapporten/2026-2027/**");
        await page.SeeAsync("Over dit rapport");
        await page.LookBothAsync("evaluatie-rapport-telefoon");
        await page.SetViewportSizeAsync(1100, 900);
        await page.KeepAsync("evaluatie-rapport-1100");

        foreach (var (name, file) in new[] { ("Pdf", "pdf"), ("Excel", "xlsx"), ("Csv", "csv") })
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = $"{name} van dit rapport" }).ClickAsync());
            Assert.EndsWith($"Basisschool De Linde.{file}", download.SuggestedFilename, StringComparison.Ordinal);
            await download.SaveAsAsync(Path.Combine(Repository.Artifacts, $"evaluatie-rapport.{file}"));
        }

        Assert.Contains("Welkom op de stageplek", await File.ReadAllTextAsync(Path.Combine(Repository.Artifacts, "evaluatie-rapport.csv")), StringComparison.Ordinal);
        var picture = Path.Combine(Repository.Artifacts, "evaluatie-rapport-pdf");
        using var pages = Process.Start("pdftoppm", ["-r", "70", "-png", Path.Combine(Repository.Artifacts, "evaluatie-rapport.pdf"), picture]);
        await pages.WaitForExitAsync();
        Assert.Equal(0, pages.ExitCode);
    }

    private async Task ReadRemarksAsync(Bot bot)
    {
        var page = await browser.VisitAsync(bot.Address, phone: true);
        await bot.EnterAsync(page, Kwaliteitszorg);
        await page.GotoAsync("/bureau/stage-evaluaties");
        await page.LookBothAsync("evaluatie-beheer-telefoon");
        await page.GetByRole(AriaRole.Link, new() { Name = "Opmerkingen lezen en vrijgeven" }).ClickAsync();
        await page.SeeAsync("Mail [e-mailadres]");
        Assert.DoesNotContain("Het Kompas", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.LookBothAsync("evaluatie-opmerkingen-telefoon");
        await Remark(page, Vrij).GetByRole(AriaRole.Button, new() { Name = "Vrijgeven" }).ClickAsync();
        await Assertions.Expect(Remark(page, Vrij)).ToHaveCountAsync(0);
        await Remark(page, Achter).GetByRole(AriaRole.Button, new() { Name = "Achterhouden en wissen" }).ClickAsync();
        await Assertions.Expect(Remark(page, Achter)).ToHaveCountAsync(0);
        await page.KeepAsync("evaluatie-opmerking-beoordeeld-telefoon");

        static ILocator Remark(IPage page, string words) => page.Locator(".panel-foot").Filter(new() { HasText = words });
    }

    private async Task TellBackAsync(Bot bot)
    {
        var page = await browser.VisitAsync(bot.Address);
        await bot.EnterAsync(page, Kwaliteitszorg);
        await page.GotoAsync("/bureau/stage-evaluaties");
        await page.GetByLabel("Dit deden we met jullie antwoorden").FillAsync("Elke stagedag eindigt met tien minuten nabespreken.\nDe opleider komt in elke groep kijken.");
        await page.Button("Versturen").ClickAsync();
        await page.KeepAsync("evaluatie-teruggekoppeld-bureau");
        await bot.LiveAsync("2027-09-02", "2027-09-02");
        await bot.LiveAsync("2027-09-09", "2027-09-10");

        var student = await browser.VisitAsync(bot.Address, phone: true);
        await bot.EnterAsync(student, Gijs);
        await student.SeeAsync("Elke stagedag eindigt met tien minuten nabespreken.");
        await student.LookAsync("evaluatie-terugkoppeling-telefoon");

        var directeur = await browser.VisitAsync(bot.Address);
        await bot.EnterAsync(directeur, Directeur);
        await directeur.GotoAsync("/rapporten/2026-2027/eenheid:D1");
        await directeur.SeeAsync("Wat deden we met jullie antwoorden");
        await directeur.SeeAsync(Vrij);
        Assert.DoesNotContain(Achter, await directeur.ContentAsync(), StringComparison.Ordinal);
        await directeur.KeepAsync("evaluatie-rapport-met-opmerking");
    }

    /// <summary>Of three students nothing can be shown: why, until when, and what to do instead.</summary>
    private async Task ReadSmallReportAsync(Bot bot)
    {
        var page = await browser.VisitAsync(bot.Address, phone: true);
        await bot.EnterAsync(page, KleineDirecteur);
        await page.SeeAsync("IKC Het Kompas");
        await page.LookAsync("evaluatie-rapportkaart-klein-telefoon");
        await page.Button("Bekijk het rapport").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Bekijk het rapport" }).ClickAsync();
        await page.SeeAsync("Waarom je nog niets ziet");
        await page.SeeAsync("zelfevaluatiegesprek");
        Assert.Equal(0, await page.Locator(".grafiek").CountAsync());
        await page.LookAsync("evaluatie-rapport-klein-telefoon");
    }

    /// <summary>
    /// In a page in a sandbox axe cannot run, as no script can: axe looks at a copy of its document and its stylesheets, without the sandbox.
    /// </summary>
    private async Task LookClosedAsync(Bot bot, IPage page, string name, bool dark = false)
    {
        await page.KeepAsync($"{name}-telefoon");
        var html = await page.ContentAsync();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        var copy = await browser.VisitAsync(bot.Address, phone: true);
        await copy.RouteAsync("**/kopie", route => route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = html }));
        await copy.GotoAsync("/kopie");
        await (dark ? copy.LookBothAsync($"{name}-kopie-telefoon") : copy.LookAsync($"{name}-kopie-telefoon"));
        await copy.Context.CloseAsync();
    }
}

internal static class LichtEnDonker
{
    /// <summary>A picture only: axe has seen the same page.</summary>
    public static Task KeepAsync(this IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, $"{name}.png"), FullPage = true });

    public static async Task LookBothAsync(this IPage page, string name)
    {
        await page.LookAsync(name);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.LookAsync($"{name}-donker");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
