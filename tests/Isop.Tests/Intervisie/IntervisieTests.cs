using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Tests.Cards;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Bezoeken.Proefbezoek;
using static Isop.Tests.Intervisie.Proefintervisie;
using Data = Isop.Core.Register.RegisterData;

namespace Isop.Tests.Intervisie;

/// <summary>The intervisie of a leerteam, through the cards as people use them.</summary>
public sealed class IntervisieTests
{
    private static readonly PersonId[] Leerteam = [Gijs, Ipek, Noor, Sam, Jop, Mees, Lot, Mia];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_series_is_planned_from_one_card_and_every_student_hears_of_it_once()
    {
        await using var w = await BeginAsync();
        var ask = await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, "start", ReeksId);
        Assert.Contains("Je begeleidt Leerteam De Linde: 8 studenten (4 pabo, 1 Ad, 2 mbo, 1 gast), De Linde, Ulft.", ask.Teksten);
        Assert.Equal("2", ask.Inputs["dag"]);
        var dates = await w.ShownAsync(ask, "Bekijk de data");
        Assert.Contains(dates.Teksten, t => t.StartsWith("di 1 sep · 7 van 8 studenten", StringComparison.Ordinal));
        Assert.Empty((await w.ReeksAsync()).Bijeenkomsten);

        var planned = (await w.DecideAsync(new Intervisieopdracht.Plan(Fatima))).Changed();
        foreach (var student in Leerteam)
        {
            Assert.Equal((Intervisiekaarten.Reeks, "uitnodiging-3"), Assert.Single(planned.Told(student).Select(i => (i.Kind, i.Occasion))));
            Assert.True(planned.Told(student)[0].Due < Wereld.At(9, 1, 14, 30));
        }

        Assert.All(new[] { Una, Ada, Olga, Fatima }, p => Assert.Empty(planned.Told(p)));
        Assert.IsType<Intervisiebesluit.AlGedaan>(await w.DecideAsync(new Intervisieopdracht.Plan(Fatima)));
        Assert.Contains("Eerstvolgende intervisie: di 1 sep", (await w.AskAsync(Mia, "intervisie")).Teksten);
    }

    [Fact]
    public async Task The_dates_go_round_holidays_studiedagen_and_the_veldcontactdag()
    {
        await using var w = await BeginAsync();
        (await w.DecideAsync(new Intervisieopdracht.StelVoor(Fatima, Ritme(), []))).Changed();
        var days = (await w.ReeksAsync()).Voorstel!.Dagen;
        // 22 September is a studiedag, so the second is a week later; two weeks of Christmas do not count.
        Assert.Equal(
            [new(2026, 9, 1), new(2026, 9, 29), new(2026, 10, 27), new(2026, 11, 17), new(2026, 12, 15), new(2027, 1, 19), new(2027, 2, 9)], days.Take(7));
        Assert.All(days, d => Assert.True(d.DayOfWeek == DayOfWeek.Tuesday && d <= new DateOnly(2027, 7, 16)));
    }

    [Theory]
    [InlineData(Hoevaak.TweePerBlok, 4)]
    [InlineData(Hoevaak.DriePerBlok, 6)]
    public async Task So_many_times_a_blok_are_spread_over_each_blok(Hoevaak hoevaak, int times)
    {
        await using var w = await BeginAsync();
        (await w.DecideAsync(new Intervisieopdracht.StelVoor(Fatima, Ritme(hoevaak: hoevaak), []))).Changed();
        var days = (await w.ReeksAsync()).Voorstel!.Dagen;
        Assert.Equal((times, times / 2), (days.Count, days.Count(d => d <= new DateOnly(2026, 11, 6))));
        Assert.All(days.Zip(days.Skip(1)), pair => Assert.True(pair.Second.DayNumber - pair.First.DayNumber >= 14));
    }

    [Fact]
    public async Task Everybody_leads_before_somebody_leads_again_and_neighbours_are_of_different_opleidingen()
    {
        await using var w = await PlannedAsync();
        var reeks = await w.ReeksAsync();
        var leaders = reeks.Bijeenkomsten.Where(b => b.Datum <= new DateOnly(2027, 1, 29)).Select(b => b.Leider!.Value).ToList();
        Assert.Equal(leaders.Count, leaders.Distinct().Count());
        // Sam has no stagedag on Tuesday and is not asked to come for it.
        Assert.DoesNotContain(Sam, leaders);
        var register = await w.Registers.CurrentAsync(Ct);
        Assert.All(leaders.Zip(leaders.Skip(1)), p => Assert.NotEqual(Richting(register, p.First), Richting(register, p.Second)));
    }

    [Fact]
    public async Task People_are_reminded_a_week_and_a_day_ahead_and_once_however_often_the_planning_runs()
    {
        await using var w = await PlannedAsync();
        var second = await w.KeerAsync(1);
        Assert.Equal(new DateOnly(2026, 9, 29), second.Datum);
        w.Clock.SetUtcNow(Wereld.At(9, 22, 9));
        var week = (await w.DecideAsync(new Intervisieopdracht.Wek())).Changed();
        // 22 September is a studiedag: Gijs comes on Wednesday, Ipek only on Tuesdays and hears of it on a workday.
        Assert.Equal(Wereld.At(9, 23, 9).Date, Assert.Single(week.Told(Gijs)).Due.Date);
        Assert.True(Assert.Single(week.Told(Ipek)).Due < Wereld.At(9, 28, 12));
        Assert.Single(week.Told(Fatima), i => i.Occasion == "week-2026-09-29");
        Assert.IsType<Intervisiebesluit.AlGedaan>(await w.DecideAsync(new Intervisieopdracht.Wek()));
        var card = await w.OpenAsync(second.Leider!.Value, Intervisiekaarten.Bijeenkomst, "week-2026-09-29", second.Zaak());
        Assert.Contains("Jij bent deze keer gespreksleider. Kies zelf het thema, of vraag het aan je leerteam.", card.Teksten);
        Assert.Contains("Zo leid je een intervisie", card.Teksten);

        w.Clock.SetUtcNow(Wereld.At(9, 28, 12));
        var day = (await w.DecideAsync(new Intervisieopdracht.Wek())).Changed();
        Assert.All(Leerteam.Append(Fatima), p => Assert.Equal((Wereld.At(9, 28, 12).Date, Wereld.At(9, 29, 14, 30)), Assert.Single(day.Told(p).Select(i => (i.Due.Date, i.Expires!.Value)))));
        Assert.Contains("Morgen intervisie", (await w.OpenAsync(Gijs, Intervisiekaarten.Bijeenkomst, "dag-2026-09-29", second.Zaak())).Teksten);
    }

    [Fact]
    public async Task Two_planning_runs_at_once_remind_once()
    {
        await using var w = await PlannedAsync();
        w.Clock.SetUtcNow(Wereld.At(9, 22, 9));
        await Task.WhenAll(w.PlanAsync(9, 22), w.PlanAsync(9, 22), w.PlanAsync(9, 22));
        var reeks = await w.ReeksAsync();
        await w.PlanAsync(9, 22, 10);
        Assert.Equal(reeks.Revisie, (await w.ReeksAsync()).Revisie);
    }

    [Fact]
    public async Task A_reminder_for_a_day_that_it_is_not_any_more_is_not_sent()
    {
        await using var w = await PlannedAsync();
        var second = await w.KeerAsync(1);
        (await w.DecideAsync(new Intervisieopdracht.Verzet(Fatima, second.Id, new DateOnly(2026, 10, 6), second.Tijd, false))).Changed();
        Assert.Null(await w.ComposeAsync(Gijs, Intervisiekaarten.Bijeenkomst, "week-2026-09-29", second.Zaak()));
        Assert.NotNull(await w.ComposeAsync(Gijs, Intervisiekaarten.Bijeenkomst, "week-2026-10-06", second.Zaak()));
    }

    [Fact]
    public async Task Skipping_one_lets_the_turns_and_themes_move_on()
    {
        await using var w = await PlannedAsync();
        var was = (await w.ReeksAsync()).Bijeenkomsten;
        var sure = await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Bijeenkomst, @case: was[1].Zaak()), "Overslaan");
        Assert.Contains(sure.Teksten, t => t.StartsWith("Thema en gespreksleider schuiven door naar dinsdag 27 oktober", StringComparison.Ordinal));
        var off = await w.ShownAsync(sure, "Sla over");
        Assert.Contains("Intervisie van dinsdag 29 september gaat niet door", off.Teksten);

        var now = (await w.ReeksAsync()).Bijeenkomsten;
        Assert.Equal((Bijeenkomststaat.Overgeslagen, Overslaanreden.Begeleider), (now[1].Staat, now[1].Reden!.Value));
        Assert.Equal(was.Skip(1).Take(3).Select(b => (b.Thema, b.Leider)), now.Skip(2).Take(3).Select(b => (b.Thema, b.Leider)));
        Assert.Equal("Samenwerken met ouders", now[2].Thema);
        // Once more: it was so already, and nobody moves again.
        Assert.IsType<Intervisiebesluit.AlGedaan>(await w.DecideAsync(new Intervisieopdracht.SlaOver(Fatima, was[1].Id)));
    }

    [Fact]
    public async Task A_skipped_one_can_still_be_held_on_another_day()
    {
        await using var w = await PlannedAsync();
        var second = await w.KeerAsync(1);
        (await w.DecideAsync(new Intervisieopdracht.SlaOver(Fatima, second.Id))).Changed();
        var move = await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Bijeenkomst, @case: second.Zaak()), "Toch op een andere dag");
        await w.PressAsync(move, "Verzet", ("datum", "2026-10-01"));
        var back = (await w.ReeksAsync()).Find(second.Id)!;
        Assert.Equal((Bijeenkomststaat.Gepland, new DateOnly(2026, 10, 1)), (back.Staat, back.Datum));
        Assert.NotNull(back.Leider);
    }

    [Fact]
    public async Task One_or_all_that_follow_can_move_to_another_weekday()
    {
        await using var w = await PlannedAsync();
        var was = (await w.ReeksAsync()).Bijeenkomsten;
        var form = await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Bijeenkomst, @case: was[1].Zaak()), "Verzetten");
        await w.PressAsync(form, "Verzet", ("datum", "2026-09-30"), ("tijd", "15:30"));
        var one = (await w.ReeksAsync()).Bijeenkomsten;
        Assert.Equal(was.Skip(2).Select(b => b.Datum), one.Skip(2).Select(b => b.Datum));
        Assert.Equal((new DateOnly(2026, 9, 30), new TimeOnly(15, 30)), (one[1].Datum, one[1].Tijd));

        var all = (await w.DecideAsync(new Intervisieopdracht.Verzet(Fatima, was[2].Id, new DateOnly(2026, 10, 29), new TimeOnly(9, 0), true))).Changed();
        Assert.All(all.Reeks.Open.Where(b => b.Datum > new DateOnly(2026, 10, 1)), b => Assert.Equal((DayOfWeek.Thursday, new TimeOnly(9, 0)), (b.Datum.DayOfWeek, b.Tijd)));
        Assert.Equal(was.Skip(2).Select(b => Isop.Core.Kalender.Kalender.Maandag(b.Datum)), all.Reeks.Bijeenkomsten.Skip(2).Select(b => Isop.Core.Kalender.Kalender.Maandag(b.Datum)));
        // One message, not one per date; and a second click is none.
        Assert.Single(all.Told(Gijs));
        Assert.IsType<Intervisiebesluit.AlGedaan>(await w.DecideAsync(new Intervisieopdracht.Verzet(Fatima, was[2].Id, new DateOnly(2026, 10, 29), new TimeOnly(9, 0), true)));
    }

    [Fact]
    public async Task Dates_that_were_looked_at_yesterday_can_be_planned_today_and_what_was_can_stay()
    {
        await using var w = await BeginAsync();
        var dates = await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId), "Bekijk de data", ("themas", "Eerste\nTweede"));
        w.Clock.SetUtcNow(Wereld.At(9, 2, 9));
        await w.PressAsync(dates, "Zo plannen");
        var reeks = await w.ReeksAsync();
        Assert.Equal((new DateOnly(2026, 9, 29), "Tweede"), (reeks.Open.First().Datum, reeks.Open.First().Thema));

        var again = await w.ShownAsync(await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId), "Opnieuw plannen"), "Bekijk de data", ("dag", "3"));
        await w.PressAsync(again, "Laat het zoals het was");
        Assert.Equal(reeks.Bijeenkomsten.Select(b => b.Datum), (await w.ReeksAsync()).Bijeenkomsten.Select(b => b.Datum));
        Assert.Null((await w.ReeksAsync()).Voorstel);
    }

    [Theory]
    [InlineData(8, 31, 13)]
    [InlineData(8, 31, 18)]
    public async Task Of_a_first_time_tomorrow_everybody_hears_before_it_begins(int month, int day, int hour)
    {
        await using var w = await BeginAsync();
        w.Clock.SetUtcNow(Wereld.At(month, day, hour));
        (await w.DecideAsync(new Intervisieopdracht.StelVoor(Fatima, Ritme(), []))).Changed();
        var planned = (await w.DecideAsync(new Intervisieopdracht.Plan(Fatima))).Changed();
        Assert.All(Leerteam, p => Assert.True(Assert.Single(planned.Told(p)).Due < Wereld.At(9, 1, 14, 30)));
    }

    [Fact]
    public async Task Of_what_moves_away_from_tomorrow_people_hear_before_tomorrow()
    {
        await using var w = await PlannedAsync();
        w.Clock.SetUtcNow(Wereld.At(9, 28, 17, 30));
        await w.DecideAsync(new Intervisieopdracht.Wek());
        var second = (await w.ReeksAsync()).Bijeenkomsten.Single(b => b.Datum == new DateOnly(2026, 9, 29));
        var moved = (await w.DecideAsync(new Intervisieopdracht.Verzet(Fatima, second.Id, new DateOnly(2026, 10, 1), second.Tijd, false))).Changed();
        Assert.All(Leerteam, p => Assert.True(Assert.Single(moved.Told(p)).Due < Wereld.At(9, 29, 14, 30)));
    }

    [Fact]
    public async Task After_a_holiday_nobody_misses_the_reminders()
    {
        await using var w = await BeginAsync();
        var monday = Ritme(DayOfWeek.Monday, Hoevaak.ElkeTweeWeken);
        (await w.DecideAsync(new Intervisieopdracht.StelVoor(Fatima, monday, []))).Changed();
        (await w.DecideAsync(new Intervisieopdracht.Plan(Fatima))).Changed();
        // The Monday after the herfstvakantie.
        var after = (await w.ReeksAsync()).Bijeenkomsten.FirstOrDefault(b => b.Datum == new DateOnly(2026, 10, 26))
            ?? (await w.DecideAsync(new Intervisieopdracht.VoegToe(Fatima, new DateOnly(2026, 10, 26), new TimeOnly(14, 30)))).Changed().Reeks.Bijeenkomsten.Single(b => b.Datum == new DateOnly(2026, 10, 26));
        List<BezorgIntent> told = [];
        for (var now = Wereld.At(10, 9, 6); now < Wereld.At(10, 27, 6); now = now.AddMinutes(30))
        {
            w.Clock.SetUtcNow(now);
            told.AddRange((await w.DecideAsync(new Intervisieopdracht.Wek())) is Intervisiebesluit.Gewijzigd c ? c.Intents.OfType<BezorgIntent>().Where(i => i.Case == after.Zaak() && !i.Occasion.StartsWith("achteraf", StringComparison.Ordinal)) : []);
        }

        foreach (var person in Leerteam.Append(Fatima))
        {
            var own = told.Where(i => i.Person == person).ToList();
            Assert.Contains(own, i => i.Occasion == "dag-2026-10-26");
            Assert.All(own, i => Assert.True(i.Due < i.Expires && i.Expires <= Wereld.At(10, 26, 14, 30)));
        }
    }

    [Fact]
    public async Task The_begeleider_is_asked_when_there_are_students_and_not_before()
    {
        var later = new DateOnly(2026, 9, 28);
        await using var w = await BeginAsync(Proefintervisie.Data with
        {
            Stages = [.. Proefintervisie.Data.Stages.Select(s => s.Van < later ? s with { Van = later } : s)],
        });
        Assert.False((await w.ReeksAsync()).Gevraagd);
        w.Clock.SetUtcNow(Wereld.At(9, 14, 8));
        var asked = (await w.DecideAsync(new Intervisieopdracht.Wek())).Changed();
        var start = Assert.Single(asked.Told(Fatima));
        Assert.NotNull(await w.ComposeAsync(Fatima, start.Kind, start.Occasion, start.Case));
    }

    [Fact]
    public async Task What_did_not_go_through_is_said_afterwards_without_alarm_and_moves_no_turn_that_was_told()
    {
        await using var w = await BeginAsync();
        (await w.DecideAsync(new Intervisieopdracht.StelVoor(Fatima, Ritme(hoevaak: Hoevaak.ElkeTweeWeken), ["Een", "Twee", "Drie"]))).Changed();
        (await w.DecideAsync(new Intervisieopdracht.Plan(Fatima))).Changed();
        var was = (await w.ReeksAsync()).Bijeenkomsten;
        w.Clock.SetUtcNow(AsOf(was[1].Datum.AddDays(-6), 20));
        await w.DecideAsync(new Intervisieopdracht.Wek());
        var off = (await w.DecideAsync(new Intervisieopdracht.SlaOver(Fatima, was[0].Id))).Changed();
        Assert.Empty(off.Intents.OfType<BezorgIntent>());
        Assert.Equal((was[1].Leider, "Twee"), (off.Reeks.Find(was[1].Id)!.Leider, off.Reeks.Find(was[1].Id)!.Thema));
        Assert.Equal((was[0].Leider, "Een"), (off.Reeks.Find(was[2].Id)!.Leider, off.Reeks.Find(was[2].Id)!.Thema));
    }

    [Fact]
    public async Task At_a_koppel_a_student_of_both_locations_is_there_on_the_days_of_both_and_both_opleiders_are_known()
    {
        var data = Proefintervisie.Data;
        await using var w = await BeginAsync(data with
        {
            Leerteams = [new Leerteam(Code, "Leerteam Linde en Esdoorn", ["O1", "O2"], Fatima)],
            Stages = [.. data.Stages, Stage(Sam, 44, "O2", Bram, DayOfWeek.Tuesday)],
        });
        var register = await w.Registers.CurrentAsync(Ct);
        var day = new DateOnly(2026, 9, 1);
        var sam = Leerteamleden.Op(register, ["O1", "O2"], day).Single(l => l.Persoon == Sam);
        Assert.True(Leerteamleden.IsStagedag(register, sam, day));
        Assert.Equal(new[] { Olga, Bram }.ToHashSet(), Leerteamleden.Opleiders(register, ["O1", "O2"], day).ToHashSet());
        var ask = await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId);
        var dates = await w.ShownAsync(ask, "Bekijk de data", ("locatie", "O2"));
        Assert.Contains("Waar: De Esdoorn, Varsseveld.", dates.Teksten);
    }

    private static DateTimeOffset AsOf(DateOnly day, int hour) => Isop.Core.Time.AmsterdamTime.At(day, new TimeOnly(hour, 0));

    [Theory]
    [InlineData("2026-12-08", Intervisieweigering.DagGaatNiet)]
    [InlineData("2026-10-20", Intervisieweigering.DagGaatNiet)]
    [InlineData("2026-09-05", Intervisieweigering.DagGaatNiet)]
    [InlineData("2026-10-27", Intervisieweigering.DubbeleDag)]
    [InlineData("2026-08-31", Intervisieweigering.Voorbij)]
    [InlineData("2027-08-31", Intervisieweigering.BuitenJaar)]
    public async Task A_day_that_does_not_suit_is_refused_with_the_reason(string day, Intervisieweigering reason)
    {
        await using var w = await PlannedAsync();
        var second = await w.KeerAsync(1);
        var time = reason == Intervisieweigering.Voorbij ? new TimeOnly(8, 30) : new TimeOnly(14, 30);
        Assert.Equal(reason, (await w.DecideAsync(new Intervisieopdracht.Verzet(Fatima, second.Id, DateOnly.Parse(day, null), time, false))).Refused());
        Assert.Equal(second, await w.KeerAsync(1));
    }

    [Fact]
    public async Task Planning_anew_keeps_the_appointments_and_calls_off_what_is_left_over()
    {
        await using var w = await PlannedAsync();
        var was = (await w.ReeksAsync()).Bijeenkomsten;
        var form = await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId), "Opnieuw plannen");
        var again = await w.ShownAsync(form, "Bekijk de data", ("ritme", nameof(Hoevaak.TweePerBlok)), ("tijd", "09:00"));
        await w.PressAsync(again, "Zo plannen");
        var now = await w.ReeksAsync();
        Assert.Equal(4, now.Open.Count());
        Assert.Subset(was.Select(b => b.Id).ToHashSet(), now.Open.Select(b => b.Id).ToHashSet());
        Assert.All(now.Open, b => Assert.Equal((DayOfWeek.Tuesday, new TimeOnly(9, 0), 1), (b.Datum.DayOfWeek, b.Tijd, b.Volgnummer)));
        Assert.Equal(4, now.Open.Select(b => b.Leider).Distinct().Count());
        Assert.All(now.Bijeenkomsten.Where(b => b.Staat == Bijeenkomststaat.Overgeslagen), b => Assert.Equal(Overslaanreden.Herplanning, b.Reden));
        Assert.Equal("Omgaan met druk gedrag", now.Open.First().Thema);
    }

    [Fact]
    public async Task Dates_that_the_kalender_overtook_are_shown_again_before_they_are_planned()
    {
        await using var w = await BeginAsync();
        var dates = await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId), "Bekijk de data");
        await w.RegisterAsync(new RegisterSnapshot("v2", Closed(new DateOnly(2026, 9, 1))), follow: false);
        var shown = await w.ShownAsync(dates, "Zo plannen");
        Assert.Contains("De kalender is ondertussen veranderd. Kijk of de data zo nog kloppen.", shown.Teksten);
        await w.RegisterAsync(new RegisterSnapshot("v3", Closed(new DateOnly(2026, 9, 1))));
        await w.PressAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId), "Zo plannen");
        Assert.Equal(new DateOnly(2026, 9, 8), (await w.KeerAsync(0)).Datum);
    }

    [Fact]
    public async Task Afterwards_the_begeleider_says_who_was_there_in_one_go()
    {
        await using var w = await PlannedAsync();
        var first = await w.KeerAsync(0);
        Assert.Equal(Intervisieweigering.NogNietGeweest, (await w.DecideAsync(new Intervisieopdracht.MeldGeweest(Fatima, first.Id, [Gijs], ""))).Refused());
        w.Clock.SetUtcNow(Wereld.At(9, 1, 16));
        var asked = (await w.DecideAsync(new Intervisieopdracht.Wek())).Changed();
        Assert.Single(asked.Told(Fatima), i => i.Occasion == "achteraf-2026-09-01");
        var form = await w.OpenAsync(Fatima, Intervisiekaarten.Bijeenkomst, "achteraf-2026-09-01", first.Zaak());
        // Who has a stagedag is filled in; Sam has not.
        Assert.Equal(new[] { Gijs, Ipek, Noor, Jop, Mees, Lot, Mia }.Select(p => p.ToString()).Order(), form.Inputs["aanwezig"].Split(',').Order());
        var tooLong = await w.ShownAsync(form, "Bewaar", ("regel", new string('x', 201)));
        Assert.Contains(tooLong.Teksten, t => t.StartsWith("Deze tekst is te lang", StringComparison.Ordinal));
        var done = await w.ShownAsync(form, "Bewaar", ("aanwezig", $"{Gijs},{Sam},{Ada}"), ("regel", "Oefenen met open vragen"));
        Assert.Contains("Gijs de Vries en Sam Vos", done.Teksten);

        var student = await w.OpenAsync(Gijs, Intervisiekaarten.Bijeenkomst, @case: first.Zaak());
        Assert.Contains("Oefenen met open vragen", student.Teksten);
        Assert.DoesNotContain("Sam Vos", student.Tekst, StringComparison.Ordinal);
        Assert.Contains("Gijs de Vries en Sam Vos", (await w.OpenAsync(Olga, Intervisiekaarten.Bijeenkomst, @case: first.Zaak())).Teksten);
        // The reminder of five working days later has nothing left to ask.
        Assert.Null(await w.ComposeAsync(Fatima, Intervisiekaarten.Bijeenkomst, "achteraf-herinnering-2026-09-01", first.Zaak()));
        Assert.IsType<Intervisiebesluit.AlGedaan>(await w.DecideAsync(new Intervisieopdracht.MeldGeweest(Fatima, first.Id, [Gijs, Sam], "Oefenen met open vragen")));
    }

    [Fact]
    public async Task The_opleider_hears_of_six_school_weeks_without_intervisie_and_not_of_the_holidays_between()
    {
        await using var w = await BeginAsync();
        // Weeks of 31 August to 5 October: six. The week of 12 October is the seventh.
        await w.PlanAsync(10, 11, 12);
        Assert.Null((await w.ReeksAsync()).Gemeld);
        w.Clock.SetUtcNow(Wereld.At(10, 12, 9));
        var told = (await w.DecideAsync(new Intervisieopdracht.Wek())).Changed();
        Assert.Equal(Intervisiekaarten.Zonder, Assert.Single(told.Told(Olga)).Kind);
        var card = await w.OpenAsync(Olga, Intervisiekaarten.Zonder, "zonder-2026-10-12", ReeksId);
        Assert.Contains("Er is in 6 schoolweken nog geen intervisie ingevuld.", card.Teksten);
        // The next time after six more, and the week of herfstvakantie is none.
        w.Clock.SetUtcNow(Wereld.At(11, 23, 9));
        Assert.DoesNotContain((await w.DecideAsync(new Intervisieopdracht.Wek())) is Intervisiebesluit.Gewijzigd c ? c.Told(Olga) : [], i => i.Kind == Intervisiekaarten.Zonder);
        w.Clock.SetUtcNow(Wereld.At(11, 30, 9));
        Assert.Single((await w.DecideAsync(new Intervisieopdracht.Wek())).Changed().Told(Olga), i => i.Kind == Intervisiekaarten.Zonder);
    }

    [Fact]
    public async Task What_was_held_without_being_planned_counts_and_silences_the_alarm()
    {
        await using var w = await BeginAsync();
        w.Clock.SetUtcNow(Wereld.At(10, 12, 8));
        var extra = await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId), "Bekijk de data");
        await w.PressAsync(extra, "Zo plannen");
        var overview = await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId);
        var form = await w.ShownAsync(overview, "Extra keer");
        Assert.Contains("Schrijf één dag, bijvoorbeeld zo: 12-10.", (await w.ShownAsync(form, "Voeg toe", ("datum", "laatst"))).Teksten);
        var report = await w.ShownAsync(form, "Voeg toe", ("datum", "6 oktober"));
        Assert.Contains("Wie was er op dinsdag 6 oktober?", report.Teksten);
        await w.PressAsync(report, "Bewaar");
        await w.PlanAsync(10, 12, 12);
        Assert.Null(await w.ComposeAsync(Olga, Intervisiekaarten.Zonder, "zonder-2026-10-12", ReeksId));
        Assert.Null((await w.ReeksAsync()).Gemeld);
    }

    [Fact]
    public async Task Who_is_to_lead_can_pass_it_on_and_does_not_lose_a_turn()
    {
        await using var w = await PlannedAsync();
        var second = await w.KeerAsync(1);
        var leader = second.Leider!.Value;
        w.Clock.SetUtcNow(Wereld.At(9, 23, 9));
        var card = await w.OpenAsync(leader, Intervisiekaarten.Bijeenkomst, @case: second.Zaak());
        await w.PressAsync(card, "Laat iemand anders leiden");
        var now = await w.KeerAsync(1);
        Assert.NotEqual(leader, now.Leider);
        Assert.Contains((await w.ReeksAsync()).Open, b => b.Datum > now.Datum && b.Leider == leader);
        // Pressed once more on the old card: nobody else loses the turn.
        await w.SendAsync(leader, "intervisie.geefdoor", ("reeks", ReeksId), ("keer", second.Id));
        Assert.Equal(now.Leider, (await w.KeerAsync(1)).Leider);
        Assert.Equal(Intervisieweigering.NietGespreksleider, (await w.DecideAsync(new Intervisieopdracht.GeefDoor(Ada, second.Id))).Refused());
    }

    [Fact]
    public async Task A_leader_who_cannot_come_makes_room_for_the_next()
    {
        await using var w = await PlannedAsync();
        var first = await w.KeerAsync(0);
        var card = await w.OpenAsync(first.Leider!.Value, Intervisiekaarten.Bijeenkomst, @case: first.Zaak());
        var after = await w.ShownAsync(card, "Ik kan niet");
        Assert.Contains("Je hebt je afgemeld. Fatima Yildiz ziet dat.", after.Teksten);
        var now = await w.KeerAsync(0);
        Assert.NotEqual(first.Leider, now.Leider);
        Assert.Contains("Afgemeld", (await w.OpenAsync(Fatima, Intervisiekaarten.Bijeenkomst, @case: first.Zaak())).Json, StringComparison.Ordinal);
        await w.PressAsync(after, "Ik kan toch wel");
        Assert.Empty((await w.KeerAsync(0)).Afgemeld);
    }

    [Fact]
    public async Task A_guest_comes_along_once_and_sees_only_that_one()
    {
        await using var w = await PlannedAsync();
        var second = await w.KeerAsync(1);
        var form = await w.ShownAsync(await w.OpenAsync(Fatima, Intervisiekaarten.Bijeenkomst, @case: second.Zaak()), "Aanpassen");
        await w.PressAsync(form, "Bewaar", ("gasten", $"{Cas}"), ("thema", "Feedback geven"), ("plaats", "leerplein"));
        var now = await w.KeerAsync(1);
        Assert.Equal(("Feedback geven", "leerplein", Cas), (now.Thema, now.Plaats, Assert.Single(now.Gasten)));
        Assert.Contains("di 29 sep, 14.30", (await w.AskAsync(Cas, "intervisie")).Tekst, StringComparison.Ordinal);
        Assert.DoesNotContain("27 okt", (await w.AskAsync(Cas, "intervisie")).Tekst, StringComparison.Ordinal);
        Assert.Null(await w.ComposeAsync(Cas, Intervisiekaarten.Bijeenkomst, @case: (await w.KeerAsync(2)).Zaak()));
        var revisie = (await w.ReeksAsync()).Revisie;
        Assert.Equal(Intervisieweigering.GeenLid, (await w.DecideAsync(new Intervisieopdracht.PasAan(Fatima, second.Id, revisie, "", "", null, Ada, []))).Refused());
        Assert.Equal(Intervisieweigering.GeenLid, (await w.DecideAsync(new Intervisieopdracht.PasAan(Fatima, second.Id, revisie, "", "", null, null, [Dina]))).Refused());
        // A form of before somebody else changed something.
        Assert.Equal(Intervisieweigering.KaartIsOud, (await w.DecideAsync(new Intervisieopdracht.PasAan(Fatima, second.Id, revisie - 1, "Anders", "", null, null, [Cas]))).Refused());

        // Planned anew the guest hears where it went, and taken off again that it is not needed any more.
        (await w.DecideAsync(new Intervisieopdracht.StelVoor(Fatima, Ritme(DayOfWeek.Wednesday), []))).Changed();
        Assert.Single((await w.DecideAsync(new Intervisieopdracht.Plan(Fatima))).Changed().Told(Cas));
        var off = (await w.DecideAsync(new Intervisieopdracht.PasAan(Fatima, second.Id, (await w.ReeksAsync()).Revisie, "", "", null, null, []))).Changed();
        Assert.Single(off.Told(Cas));
        Assert.Contains("Je hoeft hier niet meer bij te zijn.", (await w.OpenAsync(Cas, Intervisiekaarten.Bijeenkomst, @case: second.Zaak())).Teksten);
    }

    [Fact]
    public async Task Who_comes_to_the_leerteam_is_invited_before_the_stage_begins_and_who_leaves_gives_the_turn_back()
    {
        await using var w = await PlannedAsync();
        Assert.DoesNotContain(Una, (await w.ReeksAsync()).Leden);
        Assert.Null(await w.ComposeAsync(Una, Intervisiekaarten.Reeks, @case: ReeksId));
        w.Clock.SetUtcNow(Wereld.At(1, 18, 9, year: 2027));
        var before = Wereld.At(2, 1, year: 2027);
        var joined = (await w.DecideAsync(new Intervisieopdracht.Wek())).Changed();
        Assert.Equal("nieuw-2027-02-01", Assert.Single(joined.Told(Una), i => i.Kind == Intervisiekaarten.Reeks).Occasion);
        Assert.NotNull(await w.ComposeAsync(Una, Intervisiekaarten.Reeks, "nieuw-2027-02-01", ReeksId));
        Assert.True(joined.Told(Una)[0].Due < before);

        w.Clock.SetUtcNow(Wereld.At(2, 1, 9, year: 2027));
        var left = (await w.DecideAsync(new Intervisieopdracht.Wek())).Changed();
        Assert.Equal([Una], left.Reeks.Leden);
        Assert.All(left.Reeks.Open.Where(b => b.Datum > new DateOnly(2027, 2, 1)), b => Assert.Equal(Una, b.Leider));
    }

    [Fact]
    public async Task Another_begeleider_takes_over_the_series_as_it_stands()
    {
        await using var w = await PlannedAsync();
        var was = await w.ReeksAsync();
        await w.RegisterAsync(new RegisterSnapshot("v2", Proefintervisie.Data with { Leerteams = [.. Proefintervisie.Data.Leerteams.Select(l => l.Code == Code ? l with { Begeleider = Olga } : l)] }));
        Assert.Equal(Intervisieweigering.NietVanJou, (await w.DecideAsync(new Intervisieopdracht.SlaOver(Fatima, was.Bijeenkomsten[1].Id))).Refused());
        var now = await w.ReeksAsync();
        Assert.Equal(Olga, now.Begeleider);
        Assert.Equal(was.Bijeenkomsten.Select(b => (b.Id, b.Datum, b.Thema, b.Leider)), now.Bijeenkomsten.Select(b => (b.Id, b.Datum, b.Thema, b.Leider)));
        Assert.True((await w.OpenAsync(Olga, Intervisiekaarten.Reeks, $"overgenomen-{now.Revisie}", ReeksId)).Heeft("Opnieuw plannen"));
        Assert.All(now.Open, b => Assert.Equal(1, b.Volgnummer));
        Assert.Null(await w.ComposeAsync(Fatima, Intervisiekaarten.Reeks, @case: ReeksId));
    }

    [Fact]
    public async Task A_day_that_the_kalender_closes_is_called_off_and_the_begeleider_is_asked_for_another()
    {
        await using var w = await PlannedAsync();
        var second = await w.KeerAsync(1);
        await w.RegisterAsync(new RegisterSnapshot("v2", Closed(second.Datum)));
        var off = (await w.ReeksAsync()).Find(second.Id)!;
        Assert.Equal((Bijeenkomststaat.Overgeslagen, Overslaanreden.DagDicht), (off.Staat, off.Reden!.Value));
        var card = await w.OpenAsync(Fatima, Intervisiekaarten.Bijeenkomst, "dicht-2026-09-29-4", second.Zaak());
        Assert.Contains("De reden: de locatie is dan dicht.", card.Teksten);
        Assert.True(card.Heeft("Toch op een andere dag"));
        Assert.Contains(card.Teksten, t => t.StartsWith("De volgende keer is dinsdag 27 oktober", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_leerteam_that_stops_takes_its_appointments_along()
    {
        await using var w = await PlannedAsync();
        await w.RegisterAsync(new RegisterSnapshot("v2", Proefintervisie.Data with { Leerteams = [.. Proefintervisie.Data.Leerteams.Where(l => l.Code != Code)] }));
        var reeks = await w.ReeksAsync();
        Assert.True(reeks.Gestopt);
        Assert.All(reeks.Bijeenkomsten, b => Assert.Equal(Bijeenkomststaat.Overgeslagen, b.Staat));
        // On calendars they are called off, not gone without a word.
        var bron = new Intervisieagenda(w.Intervisie, w.Registers.CurrentAsync);
        w.Clock.SetUtcNow(Wereld.At(10, 12, 9));
        Assert.Empty((await w.DecideAsync(new Intervisieopdracht.Wek())) is Intervisiebesluit.Gewijzigd c ? c.Told(Olga) : []);
        Assert.Equal(Intervisieweigering.BestaatNiet, (await w.DecideAsync(new Intervisieopdracht.VoegToe(Fatima, new DateOnly(2026, 10, 6), new TimeOnly(9, 0)))).Refused());
        // It comes back: its appointments show as called off, and the begeleider is asked to plan anew.
        await w.RegisterAsync(new RegisterSnapshot("v3", Proefintervisie.Data));
        Assert.Equal((false, false, true), (await w.ReeksAsync()) is var back ? (back.Gestopt, back.IsGepland, back.Gevraagd) : default);
        Assert.All(await bron.AfsprakenVan(Gijs, new(2026, 8, 1), new(2027, 7, 31), Ct), a => Assert.True(a.Vervallen));
        Assert.NotNull(await w.ComposeAsync(Fatima, Intervisiekaarten.Reeks, "start-9", ReeksId));
    }

    [Fact]
    public async Task Importing_the_same_register_again_tells_nobody_anything()
    {
        await using var w = await PlannedAsync();
        var was = await w.ReeksAsync();
        await w.RegisterAsync(new RegisterSnapshot("v2", Proefintervisie.Data));
        Assert.Equal(was.Revisie, (await w.ReeksAsync()).Revisie);
    }

    [Fact]
    public async Task Nobody_sees_or_changes_the_intervisie_of_another_leerteam()
    {
        await using var w = await PlannedAsync();
        var first = await w.KeerAsync(0);
        foreach (var who in new[] { Ada, Bram, Cas, Dina, Una })
        {
            Assert.Null(await w.ComposeAsync(who, Intervisiekaarten.Reeks, @case: ReeksId));
            Assert.Null(await w.ComposeAsync(who, Intervisiekaarten.Bijeenkomst, @case: first.Zaak()));
            foreach (var verb in w.Catalog.Verbs.Keys.Where(v => v.StartsWith("intervisie.", StringComparison.Ordinal)))
            {
                Assert.IsType<CardAnswer.Say>(await w.SendAsync(
                    who, verb, ("reeks", ReeksId), ("keer", first.Id), ("dag", "2"), ("tijd", "14:30"), ("duur", "60"), ("ritme", "ElkeTweeWeken"), ("datum", "6-10"), ("aanwezig", $"{Gijs}")));
            }
        }

        foreach (var who in new[] { Gijs, Olga })
        {
            foreach (var opdracht in new Intervisieopdracht[]
            {
                new Intervisieopdracht.StelVoor(who, Ritme(), []), new Intervisieopdracht.Plan(who), new Intervisieopdracht.SlaOver(who, first.Id),
                new Intervisieopdracht.Verzet(who, first.Id, new DateOnly(2026, 9, 2), first.Tijd, false), new Intervisieopdracht.MeldGeweest(who, first.Id, [Gijs], ""),
                new Intervisieopdracht.PasAan(who, first.Id, 3, "x", "", null, null, []), new Intervisieopdracht.VoegToe(who, new DateOnly(2026, 9, 2), first.Tijd),
            })
            {
                Assert.Equal(Intervisieweigering.NietVanJou, (await w.DecideAsync(opdracht)).Refused());
            }
        }

        Assert.Equal(first, await w.KeerAsync(0));
    }

    [Fact]
    public async Task On_calendars_it_keeps_its_name_and_its_number_grows()
    {
        await using var w = await PlannedAsync();
        var bron = new Intervisieagenda(w.Intervisie, w.Registers.CurrentAsync);
        var second = await w.KeerAsync(1);
        var was = await OnCalendarAsync(bron, Gijs, second);
        Assert.Equal(("Intervisie Leerteam De Linde", new DateOnly(2026, 9, 29), 0, false), (was.Titel, was.Datum, was.Volgnummer, was.Vervallen));
        Assert.Equal(8, was.Deelnemers.Count);
        (await w.DecideAsync(new Intervisieopdracht.Verzet(Fatima, second.Id, new DateOnly(2026, 10, 1), second.Tijd, false))).Changed();
        var moved = await OnCalendarAsync(bron, Gijs, second);
        Assert.Equal((was.Uid, new DateOnly(2026, 10, 1), 1), (moved.Uid, moved.Datum, moved.Volgnummer));
        (await w.DecideAsync(new Intervisieopdracht.SlaOver(Fatima, second.Id))).Changed();
        Assert.Equal((true, 2), (await OnCalendarAsync(bron, Gijs, second)) is var off ? (off.Vervallen, off.Volgnummer) : default);
        Assert.Empty(await bron.AfsprakenVan(Ada, new(2026, 8, 1), new(2027, 7, 31), Ct));
    }

    [Fact]
    public async Task A_leerteam_of_many_students_is_told_in_as_many_commits_as_it_takes()
    {
        var crowd = Enumerable.Range(0, 150).Select(i => Id(2000 + i)).ToList();
        var data = Proefintervisie.Data;
        await using var w = await PlannedAsync(data with
        {
            Personen = [.. data.Personen, .. crowd.Select((p, i) => Persoon(p, $"Student {i}"))],
            Studenten = [.. data.Studenten, .. crowd.Select((p, i) => Student(p, 100 + i))],
            Stages = [.. data.Stages, .. crowd.Select((p, i) => Stage(p, 100 + i, "O1", Olga, DayOfWeek.Tuesday))],
        });
        Assert.Empty((await w.ReeksAsync()).TeVertellen);
        var intents = await w.Store.QueryAsync(IntervisieStore.PartitionOf(ReeksId), Isop.Core.Storage.RowRange.Prefix("uit:"), Ct).CountAsync(Ct);
        Assert.Equal(0, intents);
        await w.PlanAsync(9, 1, 8);
        Assert.Equal(158, (await w.ReeksAsync()).Leden.Count);
    }

    [Fact]
    public async Task Two_changes_at_once_are_both_kept()
    {
        await using var w = await PlannedAsync();
        var (second, third) = (await w.KeerAsync(1), await w.KeerAsync(2));
        await Task.WhenAll(
            w.DecideAsync(new Intervisieopdracht.SlaOver(Fatima, second.Id)), w.DecideAsync(new Intervisieopdracht.MeldAf(Gijs, third.Id, true)),
            w.DecideAsync(new Intervisieopdracht.MeldAf(Ipek, third.Id, true)), w.DecideAsync(new Intervisieopdracht.SlaOver(Fatima, second.Id)));
        var reeks = await w.ReeksAsync();
        Assert.Equal(Bijeenkomststaat.Overgeslagen, reeks.Find(second.Id)!.Staat);
        Assert.Equal(new[] { Gijs, Ipek }.ToHashSet(), reeks.Find(third.Id)!.Afgemeld.ToHashSet());
    }

    [Fact]
    public async Task Every_card_looks_as_it_was_approved() => ApprovedCards.Check("Intervisie", await ExamplesAsync());

    [Fact]
    public async Task Every_card_keeps_the_rules_of_cards()
    {
        await using var w = await BeginAsync();
        Assert.Empty((await ExamplesAsync()).SelectMany(c => KaartTests.Faults(w, c.Key, c.Value)));
    }

    private static async Task<Dictionary<string, RenderedCard>> ExamplesAsync()
    {
        Dictionary<string, RenderedCard> cards = [];
        await using var w = await BeginAsync();
        var ask = await w.OpenAsync(Fatima, Intervisiekaarten.Reeks, "start", ReeksId);
        cards["vragen"] = ask.Card;
        cards["lijst-leeg"] = (await w.AskAsync(Dina, "intervisie")).Card;
        await using var still = await BeginAsync();
        still.Clock.SetUtcNow(Wereld.At(10, 12, 9));
        cards["zonder"] = (await still.OpenAsync(Olga, Intervisiekaarten.Zonder, @case: ReeksId)).Card;
        var dates = await w.ShownAsync(ask, "Bekijk de data", ("plaats", "leerplein"), ("themas", "Omgaan met druk gedrag\nSamenwerken met ouders"));
        cards["data"] = dates.Card;
        var planned = await w.ShownAsync(dates, "Zo plannen");
        cards["reeks-begeleider"] = planned.Card;
        cards["reeks-student"] = (await w.AskAsync(Mia, "intervisie")).Card;
        cards["extra"] = (await w.ShownAsync(planned, "Extra keer")).Card;
        var second = await w.KeerAsync(1);
        var own = await w.OpenAsync(Fatima, Intervisiekaarten.Bijeenkomst, @case: second.Zaak());
        cards["keer-begeleider"] = own.Card;
        cards["aanpassen"] = (await w.ShownAsync(own, "Aanpassen")).Card;
        cards["verzetten"] = (await w.ShownAsync(own, "Verzetten")).Card;
        cards["overslaan"] = (await w.ShownAsync(own, "Overslaan")).Card;
        cards["keer-leider"] = (await w.OpenAsync(second.Leider!.Value, Intervisiekaarten.Bijeenkomst, "week-2026-09-29", second.Zaak())).Card;
        cards["keer-geen-stagedag"] = (await w.OpenAsync(Sam, Intervisiekaarten.Bijeenkomst, "dag-2026-09-29", second.Zaak())).Card;
        w.Clock.SetUtcNow(Wereld.At(9, 1, 17));
        var first = await w.KeerAsync(0);
        var report = await w.OpenAsync(Fatima, Intervisiekaarten.Bijeenkomst, "achteraf-2026-09-01", first.Zaak());
        cards["wie-was-er"] = report.Card;
        cards["geweest-begeleider"] = (await w.ShownAsync(report, "Bewaar", ("regel", "Oefenen met open vragen"))).Card;
        cards["geweest-student"] = (await w.OpenAsync(Gijs, Intervisiekaarten.Bijeenkomst, @case: first.Zaak())).Card;
        (await w.DecideAsync(new Intervisieopdracht.SlaOver(Fatima, second.Id))).Changed();
        cards["vervalt-student"] = (await w.OpenAsync(Gijs, Intervisiekaarten.Bijeenkomst, @case: second.Zaak())).Card;
        cards["reeks-opleider"] = (await w.OpenAsync(Olga, Intervisiekaarten.Reeks, @case: ReeksId)).Card;
        return cards;
    }

    private static Data Closed(DateOnly day) => Proefintervisie.Data with
    {
        Kalender = [.. Proefintervisie.Data.Kalender, new KalenderRegel(KalenderSoort.VrijeDag, "Dicht", day, day, null, null, "O1")],
    };

    private static string Richting(RegisterSnapshot register, PersonId person) => register.FindStudent(person)!.Opleiding switch
    {
        { IsPabo: true } => "pabo",
        { IsMbo: true } => "mbo",
        var other => other.Code,
    };

    private static async Task<Isop.Core.Agenda.Afspraak> OnCalendarAsync(Intervisieagenda bron, PersonId who, Bijeenkomst b) =>
        (await bron.AfsprakenVan(who, new(2026, 8, 1), new(2027, 7, 31), Ct)).Single(a => a.Uid.EndsWith($"-{b.Id}@isop", StringComparison.Ordinal));
}
