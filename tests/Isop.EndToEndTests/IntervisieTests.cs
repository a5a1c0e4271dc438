using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>
/// The intervisie of a leerteam in the browser, on phones: the series from one card, one that moves, one that falls out, who was there, and
/// the calendar that follows it all.
/// </summary>
public class IntervisieTests(Browser browser)
{
    [Fact]
    public async Task A_series_of_intervisie_from_its_planning_to_who_was_there()
    {
        await using var bot = await Bot.StartAsync(new Dictionary<string, string> { ["Isop__Demo"] = "false" });
        await bot.SetClockAsync("2026-08-31T08:30:00+02:00");
        await bot.ImportAsync(Oefenregister.Zip());
        await bot.WorkAsync();
        var begeleider = await browser.VisitAsync(bot.Address, phone: true);
        var student = await browser.VisitAsync(bot.Address, phone: true);

        await PlanAsync(begeleider);
        var feed = await InviteAsync(bot, student);
        var planned = await Agendaregel.ReadAsync(bot, feed, "Intervisie");
        Assert.Equal(8, planned.Count);
        Assert.All(planned, e => Assert.Equal(("CONFIRMED", "Europe/Amsterdam"), (e.Status, e.Zone)));

        await ReportAsync(begeleider, student);
        await MoveAsync(begeleider);
        await SkipAsync(begeleider);
        await RemindAsync(bot, student);
        var now = await Agendaregel.ReadAsync(bot, feed, "Intervisie");
        Assert.Equal(planned.Select(e => e.Uid).Order(StringComparer.Ordinal), now.Select(e => e.Uid).Order(StringComparer.Ordinal));
        Assert.Single(now, e => e.Status == "CANCELLED");
        var moved = Assert.Single(now, e => e.Status == "CONFIRMED" && e.Start != planned.Single(p => p.Uid == e.Uid).Start);
        Assert.True(moved.Sequence > planned.Single(p => p.Uid == moved.Uid).Sequence);
    }

    private static async Task PlanAsync(IPage begeleider)
    {
        await begeleider.EnterAsync("Olga Bosman");
        await begeleider.SayAsync("intervisie");
        await begeleider.SeeAsync("Je begeleidt Leerteam De Linde: 3 studenten");
        await begeleider.LookAsync("intervisie-plannen-telefoon");
        await begeleider.GetByLabel("Thema's, één per regel (mag leeg)").Last.FillAsync("Omgaan met druk gedrag\nSamenwerken met ouders");
        await begeleider.Button("Bekijk de data").Last.ClickAsync();
        await begeleider.SeeAsync("8 keer intervisie");
        await begeleider.LookAsync("intervisie-data-telefoon");
        await begeleider.Button("Zo plannen").Last.ClickAsync();
        await begeleider.SeeAsync("Eerstvolgende intervisie: di 1 sep");
        await begeleider.LookAsync("intervisie-reeks-telefoon");
    }

    /// <summary>The student finds the message on the first stagedag and follows it with a calendar; answers the feed's path.</summary>
    private static async Task<string> InviteAsync(Bot bot, IPage student)
    {
        await bot.LiveAsync("2026-09-01", "2026-09-01", "16:55");
        await student.EnterAsync("Gijs de Vries");
        await student.SeeAsync("Intervisie");
        await student.SayAsync("intervisie");
        await student.SeeAsync("jij bent gespreksleider");
        await student.LookAsync("intervisie-student-telefoon");
        return await student.FollowAsync();
    }

    private static async Task ReportAsync(IPage begeleider, IPage student)
    {
        await begeleider.EnterAsync("Olga Bosman");
        await begeleider.SayAsync("intervisie");
        await begeleider.Button("Wie was er op di 1 sep?").Last.ClickAsync();
        await begeleider.SeeAsync("schrijf niet op wat iemand vertelde");
        await begeleider.LookAsync("intervisie-wie-was-er-telefoon");
        await begeleider.GetByLabel("In één regel: waar ging het over? (mag leeg)").Last.FillAsync("Oefenen met open vragen");
        await begeleider.Button("Bewaar").Last.ClickAsync();
        await begeleider.SeeAsync("Gijs de Vries, Ibrahim El Amrani en Sanne Wolters");
        await student.EnterAsync("Gijs de Vries");
        await student.SayAsync("intervisie");
        await student.SeeAsync("Oefenen met open vragen");
    }

    private static async Task MoveAsync(IPage begeleider)
    {
        await begeleider.EnterAsync("Olga Bosman");
        await begeleider.SayAsync("intervisie");
        await begeleider.Button("Bekijk deze keer").Last.ClickAsync();
        await begeleider.SeeAsync("Intervisie op dinsdag 22 september");
        await begeleider.LookAsync("intervisie-keer-telefoon");
        await begeleider.Button("Verzetten").Last.ClickAsync();
        await begeleider.LookAsync("intervisie-verzetten-telefoon");
        await begeleider.GetByLabel("Naar welke dag?").Last.SelectOptionAsync(new SelectOptionValue { Value = "2026-09-29" });
        await begeleider.Button("Verzet").Last.ClickAsync();
        await begeleider.SeeAsync("Intervisie op dinsdag 29 september");
    }

    private static async Task SkipAsync(IPage begeleider)
    {
        await begeleider.EnterAsync("Olga Bosman");
        await begeleider.SayAsync("intervisie");
        await begeleider.GetByLabel("Welke keer wil je bekijken of aanpassen?").Last.SelectOptionAsync(new SelectOptionValue { Label = "di 13 okt, 14.30" });
        await begeleider.Button("Bekijk deze keer").Last.ClickAsync();
        await begeleider.Button("Overslaan").Last.ClickAsync();
        await begeleider.SeeAsync("schuiven door naar");
        await begeleider.LookAsync("intervisie-overslaan-telefoon");
        await begeleider.Button("Sla over").Last.ClickAsync();
        await begeleider.SeeAsync("gaat niet door");
    }

    /// <summary>A week and a day ahead, on what the student has open.</summary>
    private static async Task RemindAsync(Bot bot, IPage student)
    {
        await bot.LiveAsync("2026-09-22", "2026-09-28", "12:05", "16:55");
        await student.EnterAsync("Gijs de Vries");
        await student.SeeAsync("Morgen intervisie");
        await student.LookAsync("intervisie-herinnering-telefoon");
        var messages = await bot.PostvakAsync("gijs.devries@student.iselinge.example");
        Assert.Contains("intervisie.bijeenkomst", messages.ToString(), StringComparison.Ordinal);
    }
}
