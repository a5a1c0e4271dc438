using Isop.Bot.Bezorging;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Tests.Bezorging;

public sealed class VerzendenTests
{
    [Fact]
    public async Task A_card_is_sent_once_in_Teams_and_its_activity_is_remembered()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma", conversation: false);
        await world.PlanAsync(fatma, "z1");

        var first = await world.DrainAsync();
        var second = await world.DrainAsync();

        Assert.Equal((1, 1), (first[BezorgStaat.Delivered], first.Berichten));
        Assert.Equal(0, second.PerState.Values.Sum());
        Assert.Equal(["create", "send"], world.Connector.Calls.Select(c => c.Kind));
        var bericht = Assert.Single(await world.Berichten.OpenBerichtenAsync(fatma, BezorgWereld.Token));
        Assert.Equal((BezorgStaat.Delivered, Kanaal.Teams, "1001", $"a:{fatma}"), (bericht.State, bericht.Kanaal, bericht.ActivityId, bericht.ConversationId));
    }

    [Fact]
    public async Task Who_has_no_Teams_gets_one_mail_with_a_line_per_task_and_one_link()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        await world.PlanAsync(jan, "z1");
        await world.PlanAsync(jan, "z2");

        var result = await world.DrainAsync();

        var mail = Assert.Single(world.Omgeving.Mailer.Sent);
        Assert.Equal(("jan@school.nl", "2 taken voor jou in ISOP"), (mail.To, mail.Subject));
        Assert.Equal(1, mail.Text.Split("https://").Length - 1);
        Assert.Contains("- Tussenevaluatie invullen: z1\n- Tussenevaluatie invullen: z2\n", mail.Text, StringComparison.Ordinal);
        Assert.Equal((2, 1), (result[BezorgStaat.Delivered], result.Berichten));
        Assert.Empty(world.Connector.Calls);
    }

    [Fact]
    public async Task Who_has_neither_is_shown_to_the_bureau_as_unreachable_and_gets_it_when_an_address_comes()
    {
        await using var world = BezorgWereld.New();
        var jan = world.Omgeving.Person("jan", email: "");
        await world.PlanAsync(jan, "z1");

        await world.DrainAsync();
        var problem = Assert.Single(await ProblemsAsync(world));
        Assert.Equal((jan, BezorgStaat.WaitingForInstall), (problem.Person, problem.State));
        Assert.Contains("Onbereikbaar", problem.Reason, StringComparison.Ordinal);

        world.Omgeving.Change(jan, p => p with { Email = "jan@school.nl" });
        await world.Berichten.ReachableAsync(jan, world.Now, BezorgWereld.Token);
        await world.DrainAsync();

        Assert.Single(world.Omgeving.Mailer.Sent);
        Assert.Empty(await ProblemsAsync(world));
    }

    [Fact]
    public async Task All_tasks_of_a_day_come_as_one_message_with_a_line_per_case()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        await world.PlanAsync(fatma, "z2");
        await world.PlanAsync(fatma, "z2", occasion: "herinnering-1");
        await world.PlanAsync(fatma, "z3", world.Now.AddHours(5));

        var result = await world.DrainAsync();

        var call = Assert.Single(world.Connector.Sends);
        Assert.Equal("3 taken voor jou: Tussenevaluatie invullen (3)", call.Summary);
        Assert.Equal(4, result[BezorgStaat.Delivered]);
    }

    [Fact]
    public async Task There_is_one_notification_a_day_and_what_comes_later_waits_for_the_next_day()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1");
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.PlanAsync(fatma, "z2");
        await world.PlanAsync(fatma, "z3", urgency: Urgency.Direct);

        await world.DrainAsync();
        Assert.Equal(["z1", "z3"], world.Connector.Arrived.Select(a => a.Summary));
        await ToAsync(world, new DateTimeOffset(2026, 11, 17, 15, 14, 59, TimeSpan.FromHours(1)));
        Assert.Equal(2, world.Connector.Arrived.Count);
        await ToAsync(world, new DateTimeOffset(2026, 11, 17, 15, 15, 0, TimeSpan.FromHours(1)));

        Assert.Equal(["z1", "z3", "z2"], world.Connector.Arrived.Select(a => a.Summary));
    }

    [Fact]
    public async Task What_nobody_waits_for_goes_along_with_the_next_message()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        await world.PlanAsync(jan, "z1", urgency: Urgency.Calm);
        Assert.Equal(0, (await world.DrainAsync()).Berichten);

        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.PlanAsync(jan, "z2");
        Assert.Equal(1, (await world.DrainAsync()).Berichten);
        Assert.Equal((BezorgStaat.Delivered, BezorgStaat.Delivered), (await world.StateAsync(jan, "z1"), await world.StateAsync(jan, "z2")));
    }

    [Fact]
    public async Task What_nobody_waits_for_comes_alone_late_in_a_week_without_another_message()
    {
        await using var world = BezorgWereld.New();
        var (jan, piet) = (world.MailPerson("jan"), world.MailPerson("piet"));
        await world.PlanAsync(piet, "z0");
        Assert.Equal(1, (await world.DrainAsync()).Berichten);
        await world.PlanAsync(jan, "z1", urgency: Urgency.Calm);
        await world.PlanAsync(piet, "z2", urgency: Urgency.Calm);
        world.Clock.Advance(TimeSpan.FromHours(7));

        Assert.Equal([], await SentAsync(2));
        Assert.Equal(["jan@school.nl"], await SentAsync(1));
        Assert.Equal([], await SentAsync(6));
        Assert.Equal(["piet@school.nl"], await SentAsync(1));

        async Task<IReadOnlyList<string>> SentAsync(int days)
        {
            var before = world.Omgeving.Mailer.Sent.Count;
            for (var day = 0; day < days; day++)
            {
                await ToAsync(world, world.Now.Date.AddDays(1).AddHours(17));
            }

            return [.. world.Omgeving.Mailer.Sent.Skip(before).Select(m => m.To)];
        }
    }

    [Fact]
    public async Task What_may_wait_a_few_days_only_comes_within_them()
    {
        await using var world = BezorgWereld.New();
        var (jan, piet) = (world.MailPerson("jan"), world.MailPerson("piet"));
        await world.PlanAsync(jan, "z1", urgency: Urgency.Calm, waitsUntil: world.Now.AddDays(2));
        await world.PlanAsync(piet, "z2", urgency: Urgency.Calm, waitsUntil: world.Now.AddDays(6));
        await world.DrainAsync();
        Assert.Equal((BezorgStaat.Delivered, BezorgStaat.Planned), (await world.StateAsync(jan, "z1"), await world.StateAsync(piet, "z2")));
    }

    [Fact]
    public async Task What_would_be_too_late_does_not_wait_for_a_calm_day()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        await world.PlanAsync(jan, "z1", urgency: Urgency.Calm, expires: world.Now.AddDays(2));
        Assert.Equal(1, (await world.DrainAsync()).Berichten);
    }

    [Theory]
    [InlineData("2026-11-20T19:00:00+01:00", "2026-11-23T15:15:00+01:00")] // Friday evening → Monday
    [InlineData("2026-11-20T18:59:59+01:00", "2026-11-20T18:59:59+01:00")]
    [InlineData("2026-11-21T12:00:00+01:00", "2026-11-23T15:15:00+01:00")] // Saturday → Monday
    [InlineData("2026-10-23T23:00:00+02:00", "2026-10-26T15:15:00+01:00")] // over the night that the clock goes back
    [InlineData("2027-03-26T20:00:00+01:00", "2027-03-30T15:15:00+02:00")] // … forward; Easter Monday is a vrije dag below
    public async Task Quiet_hours_weekends_and_free_days_are_respected(string due, string sent)
    {
        var (planned, expected) = (DateTimeOffset.Parse(due, null), DateTimeOffset.Parse(sent, null));
        await using var world = BezorgWereld.New(planned.AddDays(-1));
        world.Omgeving.Kalender.Add(new KalenderRegel(
            KalenderSoort.VrijeDag, "Tweede Paasdag", new DateOnly(2027, 3, 29), new DateOnly(2027, 3, 29), null, null, null));
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1", planned);

        await ToAsync(world, planned);
        if (expected > planned)
        {
            Assert.Empty(world.Connector.Arrived);
            await ToAsync(world, expected.AddTicks(-1));
            Assert.Empty(world.Connector.Arrived);
            await ToAsync(world, expected);
        }

        Assert.Single(world.Connector.Arrived);
    }

    [Fact]
    public async Task A_card_of_a_paused_student_comes_in_the_window_of_the_next_stagedag_and_a_mentors_on_the_next_workday()
    {
        await using var world = BezorgWereld.New();
        var (gijs, mia) = (await world.TeamsPersonAsync("gijs"), await world.TeamsPersonAsync("mia"));
        world.Omgeving.AddStage(gijs, mia, DayOfWeek.Thursday);
        foreach (var person in (PersonId[])[gijs, mia])
        {
            await world.Berichten.SaveVoorkeurenAsync(
                person, new Voorkeuren { PauzeTot = new DateOnly(2026, 11, 17) }, world.Now, BezorgWereld.Token);
            await world.PlanAsync(person, $"van-{(person == gijs ? "student" : "mentor")}");
        }

        await world.DrainAsync();
        await ToAsync(world, new DateTimeOffset(2026, 11, 17, 15, 14, 0, TimeSpan.FromHours(1)));
        Assert.Empty(world.Connector.Arrived);
        await ToAsync(world, new DateTimeOffset(2026, 11, 17, 17, 0, 0, TimeSpan.FromHours(1)));
        Assert.Equal("van-mentor", Assert.Single(world.Connector.Arrived).Summary);
        await ToAsync(world, new DateTimeOffset(2026, 11, 19, 15, 14, 0, TimeSpan.FromHours(1)));
        Assert.Single(world.Connector.Arrived);
        await ToAsync(world, new DateTimeOffset(2026, 11, 19, 17, 0, 0, TimeSpan.FromHours(1)));

        Assert.Equal(["van-mentor", "van-student"], world.Connector.Arrived.Select(a => a.Summary));
    }

    [Fact]
    public async Task What_would_expire_before_the_persons_window_goes_out_sooner()
    {
        await using var world = BezorgWereld.New(new DateTimeOffset(2026, 11, 16, 18, 30, 0, TimeSpan.Zero));
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "z1", expires: new DateTimeOffset(2026, 11, 17, 9, 0, 0, TimeSpan.FromHours(1)));
        await world.DrainAsync();

        await ToAsync(world, new DateTimeOffset(2026, 11, 17, 7, 30, 0, TimeSpan.FromHours(1)));

        Assert.Single(world.Connector.Arrived);
    }

    [Fact]
    public async Task What_is_done_meanwhile_is_cancelled_and_what_is_too_late_expires()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.PlanAsync(fatma, "klaar");
        await world.PlanAsync(fatma, "laat", world.Now, expires: world.Now.AddMinutes(30));
        world.Omgeving.Done["klaar"] = true;
        world.Clock.Advance(TimeSpan.FromHours(1));

        var result = await world.DrainAsync();

        Assert.Equal((1, 1, 0), (result[BezorgStaat.Cancelled], result[BezorgStaat.Expired], world.Connector.Calls.Count));
        await world.PlanAsync(fatma, "z1");
        await world.DrainAsync();
        Assert.Single(world.Connector.Arrived);
    }

    [Fact]
    public async Task Somebody_who_left_the_register_gets_nothing()
    {
        await using var world = BezorgWereld.New();
        var jan = world.MailPerson("jan");
        await world.PlanAsync(jan, "z1");
        world.Omgeving.Change(jan, p => p with { Beeindigd = new DateOnly(2026, 11, 1) });

        await world.DrainAsync();

        Assert.Equal(BezorgStaat.Cancelled, await world.StateAsync(jan, "z1"));
        Assert.Empty(world.Omgeving.Mailer.Sent);
    }

    [Fact]
    public async Task A_card_that_cannot_be_made_does_not_hold_up_the_others_and_fails_in_the_end()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        world.Omgeving.Broken["stuk"] = true;
        await world.PlanAsync(fatma, "stuk");
        await world.PlanAsync(fatma, "z1");

        await world.DrainAsync();
        Assert.Equal("z1", Assert.Single(world.Connector.Arrived).Summary);
        for (var look = 0; look < 48; look++)
        {
            await ToAsync(world, world.Now.AddHours(3));
        }

        Assert.Equal(BezorgStaat.Failed, await world.StateAsync(fatma, "stuk"));
        var problem = Assert.Single(await ProblemsAsync(world));
        world.Omgeving.Broken.Clear();
        var again = await world.Berichten.ResendAsync(fatma, problem.Bezorging!, "bureau", world.Now, BezorgWereld.Token);
        Assert.IsType<ResendOutcome.Again>(again);
        await world.DrainAsync();
        Assert.Equal(BezorgStaat.Delivered, await world.StateAsync(fatma, "stuk"));
        Assert.Empty(await ProblemsAsync(world));
    }

    [Fact]
    public async Task Nothing_leaves_while_all_sending_is_stopped_and_everything_after()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        var jan = world.MailPerson("jan");
        await world.PlanAsync(fatma, "z1");
        await world.PlanAsync(jan, "z2", urgency: Urgency.Direct);
        var sturing = world.Get<Sturing>();

        await sturing.StopAllAsync("bureau", "proef", world.Now, BezorgWereld.Token);
        await world.DrainAsync();
        Assert.Empty(world.Connector.Calls);
        Assert.Empty(world.Omgeving.Mailer.Sent);

        await sturing.ResumeAsync("bureau", world.Now, BezorgWereld.Token);
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await world.DrainAsync();
        Assert.Single(world.Connector.Arrived);
        Assert.Single(world.Omgeving.Mailer.Sent);
    }

    [Fact]
    public async Task A_pause_and_a_weekly_rhythm_are_honoured_and_a_change_of_mind_works_at_once()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.Berichten.SaveVoorkeurenAsync(
            fatma, new Voorkeuren { PauzeTot = new DateOnly(2026, 12, 1) }, world.Now, BezorgWereld.Token);
        await world.PlanAsync(fatma, "z1");
        await world.DrainAsync();
        await ToAsync(world, world.Now.AddDays(3));
        Assert.Empty(world.Connector.Arrived);

        await world.Berichten.SaveVoorkeurenAsync(
            fatma, new Voorkeuren { Ritme = Ritme.PerWeek, Weekdag = DayOfWeek.Friday }, world.Now, BezorgWereld.Token);
        await world.DrainAsync();
        Assert.Empty(world.Connector.Arrived);
        await ToAsync(world, new DateTimeOffset(2026, 11, 20, 15, 30, 0, TimeSpan.FromHours(1)));
        Assert.Single(world.Connector.Arrived);

        await world.PlanAsync(fatma, "z2");
        await ToAsync(world, new DateTimeOffset(2026, 11, 26, 15, 30, 0, TimeSpan.FromHours(1)));
        Assert.Single(world.Connector.Arrived);
        await world.Berichten.SaveVoorkeurenAsync(fatma, Voorkeuren.Standaard, world.Now, BezorgWereld.Token);
        await world.DrainAsync();
        Assert.Equal(2, world.Connector.Arrived.Count);
    }

    [Theory]
    [InlineData(Ritme.PerDag)]
    [InlineData(Ritme.PerWeek)]
    public async Task What_would_be_too_late_on_the_wished_moment_goes_out_before_it(Ritme ritme)
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.Berichten.SaveVoorkeurenAsync(
            fatma, new Voorkeuren { Ritme = ritme, Weekdag = DayOfWeek.Friday }, world.Now, BezorgWereld.Token);
        await world.PlanAsync(fatma, "z1", expires: world.Now.AddHours(2));

        var result = await world.DrainAsync();

        Assert.Equal(1, result[BezorgStaat.Delivered]);
        Assert.Equal("z1", Assert.Single(world.Connector.Arrived).Summary);
    }

    [Fact]
    public async Task What_no_moment_is_left_for_expires_and_does_not_stay_planned()
    {
        await using var world = BezorgWereld.New();
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.Berichten.SaveVoorkeurenAsync(
            fatma, new Voorkeuren { Ritme = Ritme.PerWeek, Weekdag = DayOfWeek.Friday, PauzeTot = new DateOnly(2026, 11, 18) },
            world.Now, BezorgWereld.Token);
        await world.PlanAsync(fatma, "z1", expires: world.Now.AddHours(2));
        await world.DrainAsync();
        Assert.Equal(BezorgStaat.Planned, await world.StateAsync(fatma, "z1"));

        await ToAsync(world, new DateTimeOffset(2026, 11, 18, 7, 30, 0, TimeSpan.FromHours(1)));

        Assert.Empty(world.Connector.Arrived);
        Assert.Equal(BezorgStaat.Expired, await world.StateAsync(fatma, "z1"));
    }

    [Fact]
    public async Task Straks_brings_the_card_back_on_the_next_working_day_and_pressing_twice_is_once()
    {
        await using var world = BezorgWereld.New(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        var fatma = await world.TeamsPersonAsync("fatma");
        var suits = Verzenddagen.For(world.Omgeving.Register, fatma);

        var day = await world.Berichten.LaterAsync(fatma, "taak", "z1", "opening", suits, world.Now, BezorgWereld.Token);
        await world.Berichten.LaterAsync(fatma, "taak", "z1", "opening", suits, world.Now.AddMinutes(1), BezorgWereld.Token);

        Assert.Equal(new DateOnly(2026, 11, 23), day);
        await ToAsync(world, new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(1)));
        Assert.Single(world.Connector.Arrived);
        await ToAsync(world, world.Now.AddDays(3));
        Assert.Single(world.Connector.Arrived);
    }

    [Theory]
    [InlineData(Ritme.PerDag)]
    [InlineData(Ritme.PerWeek)]
    public async Task Straks_is_kept_whatever_rhythm_the_person_chose(Ritme ritme)
    {
        await using var world = BezorgWereld.New(new DateTimeOffset(2026, 11, 17, 9, 0, 0, TimeSpan.Zero));
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.Berichten.SaveVoorkeurenAsync(
            fatma, new Voorkeuren { Ritme = ritme, Weekdag = DayOfWeek.Tuesday }, world.Now, BezorgWereld.Token);
        var suits = Verzenddagen.For(world.Omgeving.Register, fatma);

        var day = await world.Berichten.LaterAsync(fatma, "taak", "z1", "opening", suits, world.Now, BezorgWereld.Token);

        Assert.Equal(new DateOnly(2026, 11, 18), day);
        await ToAsync(world, new DateTimeOffset(2026, 11, 18, 10, 0, 0, TimeSpan.FromHours(1)));
        Assert.Single(world.Connector.Arrived);
    }

    [Fact]
    public async Task Straks_in_a_pause_is_the_first_working_day_after_it()
    {
        await using var world = BezorgWereld.New(new DateTimeOffset(2026, 11, 17, 9, 0, 0, TimeSpan.Zero));
        var fatma = await world.TeamsPersonAsync("fatma");
        await world.Berichten.SaveVoorkeurenAsync(fatma, new Voorkeuren { PauzeTot = new DateOnly(2026, 11, 28) }, world.Now, BezorgWereld.Token);

        var day = await world.Berichten.LaterAsync(
            fatma, "taak", "z1", "opening", Verzenddagen.For(world.Omgeving.Register, fatma), world.Now, BezorgWereld.Token);

        Assert.Equal(new DateOnly(2026, 11, 30), day);
    }

    private static async Task ToAsync(BezorgWereld world, DateTimeOffset moment)
    {
        world.Clock.SetUtcNow(moment);
        await world.DrainAsync();
    }

    private static async Task<List<Probleem>> ProblemsAsync(BezorgWereld world)
    {
        var problems = new List<Probleem>();
        await foreach (var problem in world.Get<Probleemlijst>().ReadAsync(BezorgWereld.Token))
        {
            problems.Add(problem);
        }

        return problems;
    }
}
