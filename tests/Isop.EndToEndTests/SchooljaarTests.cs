using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>
/// A stageperiode of a student (on a phone), a mentor and an opleider who have no Teams: from the student's own questions, over a
/// form that comes too late, to the look back four weeks after the gesprek.
/// </summary>
public class SchooljaarTests(Browser browser)
{
    private const string Maud = "maud.tenbrinke@student.iselinge.example";
    private const string Henk = "henk.wissink@hetkompas.example";
    private const string Chloe = "chloe.nijland@hetkompas.example";

    [Fact]
    public async Task A_period_without_Teams_from_questions_to_look_back()
    {
        await using var bot = await Bot.StartAsync(new Dictionary<string, string> { ["Isop__Demo"] = "false" });
        await bot.SetClockAsync("2026-11-06T08:00:00+01:00");
        await bot.ImportAsync(Oefenregister.Zip("900005"));
        var student = await browser.VisitAsync(bot.Address, phone: true);
        var mentor = await browser.VisitAsync(bot.Address);
        var opleider = await browser.VisitAsync(bot.Address);

        await bot.LiveAsync("2026-11-06", "2026-11-10");
        await AskForFeedbackAsync(bot, student);
        await bot.LiveAsync("2026-11-11", "2026-11-17");
        await BeginAsync(bot, student, mentor);
        await bot.LiveAsync("2026-11-18", "2026-12-08");
        await GiveMoreTimeAsync(bot, opleider);
        await bot.LiveAsync("2026-12-09", "2026-12-15");
        await HandInAsync(bot, student, mentor);
        await bot.LiveAsync("2026-12-16", "2026-12-16");
        await TalkAsync(bot, student, mentor);
        await bot.LiveAsync("2027-01-14", "2027-01-20");
        await LookBackAsync(bot, student, opleider);
    }

    private async Task AskForFeedbackAsync(Bot bot, IPage student)
    {
        var link = await bot.EnterAsync(student, Maud);
        await student.LookAsync("jaar-leervragen-telefoon");
        await student.GetByLabel("Leervraag 1").FillAsync("Hoe begin ik de kring?");
        await student.Button("Bewaren").ClickAsync();
        await student.SeeAsync("Je leervragen zijn bewaard");

        // The same link on another device: it was used, and a new one goes to the registered address only.
        var other = await browser.VisitAsync(bot.Address);
        await other.GotoAsync(link);
        await other.LookAsync("jaar-link-gebruikt");
        await other.Button("Stuur mij een nieuwe link").ClickAsync();
        await other.SeeAsync("Kijk in je mail");
        await other.GotoAsync(await bot.NewestLinkAsync(Maud));
        await other.Button("Open mijn postvak").ClickAsync();
        await other.SeeAsync("Dag Maud");
        await other.GotoAsync("/postvak/apparaten");
        await other.LookAsync("jaar-apparaten");
        await other.GotoAsync("/postvak/voorkeuren");
        await other.GetByRole(AriaRole.Radio, new() { Name = "Eén keer per dag, aan het eind van de middag" }).CheckAsync();
        await other.Button("Bewaar").ClickAsync();
        await other.SeeAsync("Bewaard.");
        await other.LookAsync("jaar-voorkeuren");
    }

    private static async Task BeginAsync(Bot bot, IPage student, IPage mentor)
    {
        await bot.EnterAsync(student, Maud);
        await student.BeginAsync();
        await student.AnswerAsync("zichtbaar", "Dit schreef de student.");
        await student.Button("Bewaar en straks verder").ClickAsync();
        await student.SeeAsync("Goed, straks");
        await student.LookAsync("jaar-straks-telefoon");

        await bot.EnterAsync(mentor, Henk);
        await mentor.GetByLabel("Je bericht").FillAsync("notitie Maud: mooie kring");
        await mentor.Button("Versturen").ClickAsync();
        await mentor.LookAsync("jaar-notitie");
    }

    private static async Task GiveMoreTimeAsync(Bot bot, IPage opleider)
    {
        await bot.EnterAsync(opleider, Chloe);
        await opleider.SeeAsync("Tussenevaluatie te laat");
        await opleider.LookAsync("jaar-te-laat");
        Assert.DoesNotContain("Dit schreef de student", await opleider.ContentAsync(), StringComparison.Ordinal);
        await opleider.Button("Uitstel tot …").First.ClickAsync();
        await opleider.LookAsync("jaar-uitstel");
        await opleider.Button("Uitstel geven").ClickAsync();
        await opleider.SeeAsync("Uitstel tot en met");
    }

    private static async Task HandInAsync(Bot bot, IPage student, IPage mentor)
    {
        await bot.EnterAsync(student, Maud);
        Assert.Equal(1, await student.BeginAsync());
        Assert.Equal("Dit schreef de student.", await student.GetByPlaceholder("Wat zag je?").First.InputValueAsync());
        await student.FillInAsync(1, "zichtbaar", "Ook dit schreef de student.");
        await student.HandInAsync();
        await student.SeeAsync("We wachten op Henk");

        await bot.EnterAsync(mentor, Henk);
        Assert.Equal(1, await mentor.BeginAsync());
        await mentor.SeeAsync("mooie kring");
        await mentor.LookAsync("jaar-formulier-met-notitie");
        await mentor.FillInAsync(1, "sterk", "Dit schreef de mentor.");
        Assert.DoesNotContain("schreef de student", await mentor.ContentAsync(), StringComparison.Ordinal);
        await mentor.HandInAsync();
        await mentor.SeeAsync("Beide ingevuld, nu zichtbaar");
        await mentor.SeeAsync("Hoe begin ik de kring?");
        await mentor.LookAsync("jaar-vergelijking");
    }

    private static async Task TalkAsync(Bot bot, IPage student, IPage mentor)
    {
        await bot.EnterAsync(student, Maud);
        await student.Button("Momenten voorstellen").First.ClickAsync();
        await student.GetByLabel("Eerste moment: dag").FillAsync("2026-12-17");
        await student.LookAsync("jaar-momenten-telefoon");
        await student.Button("Voorstellen").ClickAsync();
        await student.SeeAsync("Henk kiest een moment.");

        await bot.LiveAsync("2026-12-17", "2026-12-17", "08:30");
        await bot.EnterAsync(mentor, Henk);
        await mentor.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("17 december") }).First.ClickAsync();
        await mentor.SeeAsync("Jullie spreken elkaar op");
        await mentor.LookAsync("jaar-gesprek-afgesproken");

        await bot.LiveAsync("2026-12-17", "2026-12-17", "17:05");
        await bot.EnterAsync(mentor, Henk);
        await mentor.Button("We hebben gesproken").First.ClickAsync();
        await mentor.GetByPlaceholder("Waar werk je aan?").FillAsync("Maud begint elke week één kring.");
        await mentor.Button("Vastleggen").ClickAsync();
        await mentor.SeeAsync("Nog niet akkoord door de ander.");

        await bot.LiveAsync("2026-12-18", "2027-01-05");
        await bot.EnterAsync(student, Maud);
        await student.Button("Akkoord").First.ClickAsync();
        await student.SeeAsync("Maud is akkoord.");
        await student.LookAsync("jaar-akkoord-telefoon");
    }

    private static async Task LookBackAsync(Bot bot, IPage student, IPage opleider)
    {
        await bot.EnterAsync(student, Maud);
        await student.SeeAsync("Hoe staat het met jullie afspraak?");
        await student.GetByRole(AriaRole.Radio, new() { Name = "We zijn onderweg" }).CheckAsync();
        await student.LookAsync("jaar-terugblik-telefoon");
        await student.Button("Versturen").First.ClickAsync();
        await student.SeeAsync("we zijn onderweg");

        // Her leerteam asks for its intervisie; of the tussenevaluaties nothing is left to do.
        await opleider.EnterAsync("Chloë Nijland");
        await opleider.SeeAsync("Intervisie plannen");
        Assert.Equal(0, await opleider.GetByText("tussenevaluatie").CountAsync());
    }
}

internal static class Dagen
{
    /// <summary>Day after day, a few moments a day, planning and sending what is due.</summary>
    public static async Task LiveAsync(this Bot bot, string first, string last, params IReadOnlyList<string> times)
    {
        for (var day = DateOnly.Parse(first, CultureInfo.InvariantCulture); day <= DateOnly.Parse(last, CultureInfo.InvariantCulture); day = day.AddDays(1))
        {
            foreach (var time in times.Count > 0 ? times : ["08:30", "17:05"])
            {
                await bot.SetClockAsync($"{day:yyyy-MM-dd}T{time}:00+01:00");
                await bot.WorkAsync();
            }
        }
    }

    /// <summary>Follows a mailed link into the person's inbox; answers the link.</summary>
    public static async Task<string> EnterAsync(this Bot bot, IPage page, string email)
    {
        var postvak = await bot.PostvakAsync(email);
        Assert.True(postvak.GetArrayLength() > 0, $"{email} has nothing open.");
        var link = postvak[0].GetProperty("link").GetString()!;
        await page.GotoAsync(link);
        if (await page.Button("Open mijn postvak").IsVisibleAsync())
        {
            await page.Button("Open mijn postvak").ClickAsync();
        }

        await page.WaitForURLAsync("**/postvak");
        return link;
    }

    /// <summary>The link in the mail that somebody asked for; the mail is sent beside the answer, so it may take a moment.</summary>
    public static async Task<string> NewestLinkAsync(this Bot bot, string email)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var list = await bot.Http.GetStringAsync($"/dev/mail?aan={email}", patience.Token);
            if (Regex.Match(list, "/dev/mail/([^\"]+)\">Je link naar ISOP") is { Success: true } mail)
            {
                var html = await bot.Http.GetStringAsync($"/dev/mail/{mail.Groups[1].Value}/html", patience.Token);
                return Regex.Match(html, "href=\"([^\"]+/l/[^\"]+)\"").Groups[1].Value;
            }
        }
    }
}
