using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>
/// The visits of a studiecoach in the browser, without Teams: the year plan, an opleider who wants another moment, a student who cannot,
/// the morning on which the coach is ill, and the calendar that follows it all.
/// </summary>
public class BezoekenTests(Browser browser)
{
    [Fact]
    public async Task A_year_of_visits_from_plan_to_the_morning_the_coach_is_ill()
    {
        await using var bot = await Bot.StartAsync(new Dictionary<string, string> { ["Isop__Demo"] = "false" });
        await bot.SetClockAsync("2026-08-31T08:30:00+02:00");
        await bot.ImportAsync(Oefenregister.Zip());
        await bot.WorkAsync();
        var coach = await browser.VisitAsync(bot.Address, phone: true);
        var opleider = await browser.VisitAsync(bot.Address);
        var student = await browser.VisitAsync(bot.Address, phone: true);

        await PlanAsync(bot, coach);
        await AgreeAsync(bot, coach, opleider);
        var feed = await FollowVisitsAsync(student, bot);
        var first = await Agendaregel.ReadAsync(bot, feed, "Bezoek");
        Assert.Equal(4, first.Count);
        Assert.All(first, e => Assert.Equal(("CONFIRMED", "Europe/Amsterdam"), (e.Status, e.Zone)));

        await CannotAsync(bot, student, coach, opleider);
        var moved = await Agendaregel.ReadAsync(bot, feed, "Bezoek");
        Assert.Equal(first.Select(e => e.Uid).Order(StringComparer.Ordinal), moved.Select(e => e.Uid).Order(StringComparer.Ordinal));
        var change = Assert.Single(moved, e => e.Start != first.Single(f => f.Uid == e.Uid).Start);
        Assert.True(change.Sequence > first.Single(f => f.Uid == change.Uid).Sequence);

        await IllAsync(bot, coach, student, moved.MinBy(e => e.Start)!);
        var off = Assert.Single(await Agendaregel.ReadAsync(bot, feed, "Bezoek"), e => e.Status == "CANCELLED");
        Assert.Equal(moved.MinBy(e => e.Start)!.Uid, off.Uid);
    }

    private static async Task PlanAsync(Bot bot, IPage coach)
    {
        await coach.EnterAsync("Cas Prinsen");
        await coach.SayAsync("bezoeken");
        await coach.SeeAsync("Wanneer kun jij op bezoek?");
        await coach.LookAsync("bezoeken-dagdelen-telefoon");
        await coach.GetByLabel("Welke dagen ben je vrij?").Last.FillAsync("volgende week ergens");
        await coach.Button("Maak een voorstel").Last.ClickAsync();
        await coach.SeeAsync("De vrije dagen kan ik niet lezen");
        await coach.GetByLabel("Welke dagen ben je vrij?").Last.FillAsync("14-9 tot 18-9");
        await coach.Button("Maak een voorstel").Last.ClickAsync();
        await coach.SeeAsync("We maken je voorstel");
        await bot.WorkAsync();
        await coach.Button("Kijk of het klaar is").Last.ClickAsync();
        await coach.SeeAsync("Je voorstel voor het jaar");
        await coach.LookAsync("bezoeken-voorstel-telefoon");
        await coach.Button("Zo afspreken").Last.ClickAsync();
        await coach.SeeAsync("gevraagd");
    }

    private static async Task AgreeAsync(Bot bot, IPage coach, IPage opleider)
    {
        await bot.LiveAsync("2026-09-01", "2026-09-01", "16:55");
        await opleider.EnterAsync("Olga Bosman");
        // With another task in one message.
        await opleider.Button("Openen").First.ClickAsync();
        await opleider.SeeAsync("Cas Prinsen wil op bezoek komen");
        await opleider.LookAsync("bezoeken-aanvraag");
        await opleider.Button("Ander moment").First.ClickAsync();
        await opleider.SeeAsync("Welk moment past beter?");
        await opleider.LookAsync("bezoeken-ander-moment");
        await opleider.Button("Stel dit voor").ClickAsync();
        await opleider.SeeAsync("Jij stelde een ander moment voor");

        await coach.EnterAsync("Cas Prinsen");
        await coach.SayAsync("bezoeken");
        await coach.SeeAsync("Olga Bosman stelt een ander moment voor");
        await coach.LookAsync("bezoeken-tegenvoorstel-telefoon");
        await coach.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Akkoord:") }).Last.ClickAsync();
        await coach.SeeAsync("afgesproken");

        await opleider.EnterAsync("Olga Bosman");
        await opleider.SayAsync("bezoeken");
        await opleider.Button("Bekijk: Cas Prinsen").Last.ClickAsync();
        await opleider.Button("Alles past").Last.ClickAsync();
        await opleider.SeeAsync("Je hoeft nu niets te doen.");
    }

    /// <summary>The student makes an agendalink; answers its path.</summary>
    private static async Task<string> FollowVisitsAsync(IPage student, Bot bot)
    {
        await bot.LiveAsync("2026-09-02", "2026-09-02", "16:55");
        await student.EnterAsync("Gijs de Vries");
        // The card with the begeleidingsteam may come along with the visits, as the first.
        await student.Button("Openen").Last.ClickAsync();
        // Four visits in one line, and all of them on one card.
        await student.SeeAsync("Afgesproken");
        await student.Button("Eerstvolgende bezoek").Last.ClickAsync();
        await student.SeeAsync("Cas Prinsen komt bij je op bezoek");
        await student.LookAsync("bezoeken-bezoek-telefoon");
        return await student.FollowAsync();
    }

    private static async Task CannotAsync(Bot bot, IPage student, IPage coach, IPage opleider)
    {
        await student.EnterAsync("Gijs de Vries");
        await student.SayAsync("bezoeken");
        await student.LookAsync("bezoeken-lijst-telefoon");
        await student.Button("Eerstvolgende bezoek").Last.ClickAsync();
        await student.Button("Ik kan niet").Last.ClickAsync();
        await student.LookAsync("bezoeken-kan-niet-telefoon");
        await student.Button("Ik kan echt niet").Last.ClickAsync();
        await student.SeeAsync("Dit bezoek wordt verzet");

        await coach.EnterAsync("Cas Prinsen");
        await coach.SayAsync("bezoeken");
        await coach.SeeAsync("Gijs de Vries kon niet");
        await coach.Button("Kies een moment: Gijs").Last.ClickAsync();
        await coach.LookAsync("bezoeken-kies-telefoon");
        await coach.Button("Dit moment").Last.ClickAsync();
        await opleider.EnterAsync("Olga Bosman");
        await opleider.SayAsync("bezoeken");
        await opleider.Button("Bekijk: Cas Prinsen").Last.ClickAsync();
        await opleider.Button("Dit past").Last.ClickAsync();
        await opleider.SeeAsync("Je hoeft nu niets te doen.");
    }

    private static async Task IllAsync(Bot bot, IPage coach, IPage student, Agendaregel visit)
    {
        var day = DateTimeOffset.FromUnixTimeSeconds(visit.Start).ToOffset(TimeSpan.FromHours(2));
        await bot.LiveAsync($"{day.AddDays(-1):yyyy-MM-dd}", $"{day.AddDays(-1):yyyy-MM-dd}", "16:55");
        await coach.EnterAsync("Cas Prinsen");
        await coach.SayAsync($"dag {day:dd-MM-yyyy}");
        await coach.SeeAsync("Basisschool De Linde, 7071 AA Ulft");
        await coach.LookAsync("bezoeken-dag-telefoon");
        await bot.SetClockAsync($"{day:yyyy-MM-dd}T06:55:00+02:00");
        await coach.EnterAsync("Cas Prinsen");
        await coach.SayAsync("afwezig vandaag");
        await coach.SeeAsync("afgezegd; iedereen die erbij hoort krijgt nu bericht");
        await coach.LookAsync("bezoeken-ziek-telefoon");
        await bot.WorkAsync();
        await student.EnterAsync("Gijs de Vries");
        await student.SeeAsync("Cas Prinsen is dan afwezig");
        await student.LookAsync("bezoeken-afgezegd-telefoon");
    }
}
