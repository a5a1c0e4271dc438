using Isop.Bot.Cards;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Tests.Cards;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Bezoeken.Proefbezoek;

namespace Isop.Tests.Bezoeken;

/// <summary>How a year of visits is agreed, through the cards as people use them.</summary>
public sealed class BezoekenTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_year_is_planned_agreed_and_told_to_everybody_once()
    {
        await using var w = await StartAsync();
        var ask = await w.OpenAsync(Cas, Bezoekkaarten.Jaar, "start", JaarId);
        Assert.Contains("Je bezoekt dit studiejaar 5 studenten bij 2 organisaties: 20 bezoeken.", ask.Teksten);
        await w.PressAsync(ask, "Maak een voorstel");
        await w.PlanAsync(8, 31, 10);
        var plan = await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId);
        Assert.Contains("20 bezoeken: 20 in je voorstel.", plan.Teksten);
        await w.PressAsync(plan, "Zo afspreken");
        var request = await w.OpenAsync(Olga, Bezoekkaarten.Aanvraag, "vraag", JaarId);
        var accepted = (await w.DecideAsync(new Bezoekopdracht.Aanvaard(Olga, null))).Changed();

        Assert.Contains("Cas Prins wil op bezoek komen", request.Teksten);
        Assert.Equal(4, accepted.Told(Gijs).Count);
        Assert.Equal(12, accepted.Told(Fatima).Count);
        Assert.Empty(accepted.Told(Olga));
        Assert.IsType<Bezoekbesluit.AlGedaan>(await w.DecideAsync(new Bezoekopdracht.Aanvaard(Olga, null)));
        Assert.Empty(Plancontrole.Faults(await w.JaarAsync(), Data));
    }

    [Fact]
    public async Task Students_of_one_organisation_are_seen_in_one_trip()
    {
        await using var w = await ProposedAsync();
        var trips = (await w.JaarAsync()).Bezoeken.Where(b => b.Moment is not null).GroupBy(b => (b.Moment, b.Organisatie)).ToList();
        Assert.Equal(8, trips.Count);
    }

    [Fact]
    public async Task Planning_twice_or_two_at_once_gives_one_plan()
    {
        await using var w = await ProposedAsync();
        var once = await w.JaarAsync();
        await w.RegisterAsync(new RegisterSnapshot("v1", Data));
        await Task.WhenAll(w.PlanAsync(8, 31, 11), w.PlanAsync(8, 31, 11));
        Assert.Equal(once.Bezoeken.Select(b => (b.Id, b.Moment, b.Plek, b.Staat)), (await w.JaarAsync()).Bezoeken.Select(b => (b.Id, b.Moment, b.Plek, b.Staat)));
    }

    [Fact]
    public async Task An_opleider_proposes_another_moment_and_the_coach_agrees()
    {
        await using var w = await ProposedAsync();
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Zo afspreken");
        var was = (await w.VisitAsync(Gijs)).Moment!.Value;
        var other = await w.ShownAsync(await w.OpenAsync(Olga, Bezoekkaarten.Aanvraag, @case: JaarId), "Ander moment", ("moment", Key(was)));
        var liever = other.Inputs["liever"];
        var after = await w.ShownAsync(other, "Stel dit voor");
        Assert.Contains("Jij stelde een ander moment voor", after.Teksten);
        Assert.Equal(Bezoekstaat.Tegenvoorstel, (await w.VisitAsync(Gijs)).Staat);

        var year = await w.OpenAsync(Cas, Bezoekkaarten.Jaar, "tegenvoorstel", JaarId);
        Assert.Contains("Olga Bos stelt een ander moment voor", year.Teksten);
        var button = year.Knoppen.Single(k => k.Titel.StartsWith("Akkoord", StringComparison.Ordinal)).Titel;
        await w.PressAsync(year, button);
        var visit = await w.VisitAsync(Gijs);
        Assert.Equal((Bezoekstaat.Bevestigd, liever), (visit.Staat, Key(visit.Moment!.Value)));

        // Once more on the old card: it is not asked any more, and nothing moves.
        Assert.Contains("wordt niet meer gevraagd", (await w.PressAsync(year, button)).Card(Cas).Tekst, StringComparison.Ordinal);
        Assert.Equal(visit, await w.VisitAsync(Gijs) with { Afgewezen = visit.Afgewezen });
        Assert.Empty(Plancontrole.Faults(await w.JaarAsync(), Data));
    }

    [Fact]
    public async Task After_two_rounds_people_call_each_other()
    {
        await using var w = await ProposedAsync();
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Zo afspreken");
        var first = (await FreeAsync(w, Lot, Jop))[0];
        (await w.DecideAsync(new Bezoekopdracht.StelAndersVoor(Bram, (await w.VisitAsync(Lot)).Moment!.Value, first))).Changed();
        var second = (await FreeAsync(w, Lot, Jop)).First(h => h != first);
        foreach (var student in new[] { Lot, Jop })
        {
            (await w.DecideAsync(new Bezoekopdracht.KiesMoment(Cas, (await w.VisitAsync(student)).Id, second))).Changed();
        }

        var visit = await w.VisitAsync(Lot);
        Assert.Equal((Bezoekstaat.Gevraagd, Bezoekregels.MeesteRondes), (visit.Staat, visit.Ronde));
        var card = (await w.SendAsync(Bram, "bezoeken.anders.stuur", ("jaar", JaarId), ("van", Key(second)), ("liever", Key(first)))).Card(Bram);
        Assert.Contains("Bel elkaar even: Cas Prins (06 12345678)", card.Tekst, StringComparison.Ordinal);
        Assert.Equal(visit, await w.VisitAsync(Lot) with { Afgewezen = visit.Afgewezen });
        Assert.True(card.Heeft("Alles past"));
    }

    [Fact]
    public async Task Of_two_hundred_claims_on_one_half_day_one_wins()
    {
        const int Claims = 200;
        var data = Data with
        {
            Organisaties = [.. Enumerable.Range(0, Claims).Select(i => Organisatie($"S{i}", $"School {i}", "Ulft", "7071 AA"))],
            Personen = [Persoon(Cas, "Cas Prins"), .. Enumerable.Range(0, Claims).Select(i => Persoon(Id(1000 + i), $"Student {i}"))],
            Studenten = [.. Enumerable.Range(0, Claims).Select(i => Student(Id(1000 + i), i))],
            Stages = [.. Enumerable.Range(0, Claims).Select(i => Stage(Id(1000 + i), i, $"S{i}", Olga, DayOfWeek.Tuesday))],
            Kalender = [.. Data.Kalender.Where(k => k.Naam != "Blok 2")],
        };
        await using var w = await StartAsync(data);
        (await w.DecideAsync(new Bezoekopdracht.GeefBeschikbaarheid(Cas, new Beschikbaarheid { Werkt = Weekdeel.Werkweek }))).Changed();
        var half = new Halfdag(new DateOnly(2026, 9, 15), Dagdeel.Ochtend);
        var visits = (await w.JaarAsync()).Bezoeken.Where(b => b.Nummer == 1).ToList();

        var answers = await Task.WhenAll(visits.Select(b => Task.Run(() => w.SendAsync(Cas, "bezoeken.kies.stuur", ("jaar", JaarId), ("bezoek", b.Id), ("moment", Key(half))))));

        Assert.Equal(Claims, visits.Count);
        Assert.Single((await w.JaarAsync()).Bezoeken, b => b.Moment == half);
        Assert.Equal(Claims - 1, answers.Count(a => a.Card(Cas).Tekst.Contains("Net bezet", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_student_can_say_no_until_three_working_days_before_and_the_coach_finds_another_moment()
    {
        await using var w = await AgreedAsync();
        var visit = await w.VisitAsync(Gijs);
        var day = visit.Moment!.Value.Datum;
        w.Clock.SetUtcNow(Wereld.At(day.AddDays(-5).Month, day.AddDays(-5).Day));
        var sure = await w.ShownAsync(await w.OpenAsync(Gijs, Bezoekkaarten.Bezoek, @case: visit.ZaakVan()), "Ik kan niet");
        var gone = await w.ShownAsync(sure, "Ik kan echt niet");
        Assert.Contains("Dit bezoek wordt verzet", gone.Teksten);
        // A double click comes to the same.
        Assert.Contains("Dit bezoek wordt verzet", (await w.ShownAsync(sure, "Ik kan echt niet")).Teksten);

        var year = await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId);
        Assert.Contains(year.Teksten, t => t.Contains("Gijs de Vries kon niet", StringComparison.Ordinal));
        var choose = await w.ShownAsync(year, "Kies een moment: Gijs");
        await w.PressAsync(choose, "Dit moment");
        var asked = await w.VisitAsync(Gijs);
        Assert.Equal(Bezoekstaat.Gevraagd, asked.Staat);
        Assert.NotEqual(visit.Moment, asked.Moment);
        await w.PressAsync(await w.OpenAsync(Olga, Bezoekkaarten.Aanvraag, @case: JaarId), "Dit past");
        Assert.Equal(Bezoekstaat.Bevestigd, (await w.VisitAsync(Gijs)).Staat);

        var late = await w.VisitAsync(Ipek);
        w.Clock.SetUtcNow(Wereld.At(day.AddDays(-1).Month, day.AddDays(-1).Day));
        Assert.False((await w.OpenAsync(Ipek, Bezoekkaarten.Bezoek, @case: late.ZaakVan())).Heeft("Ik kan niet"));
        var refused = (await w.SendAsync(Ipek, "bezoeken.kanniet.stuur", ("jaar", JaarId), ("bezoek", late.Id))).Card(Ipek);
        Assert.Contains("Bel nu Cas Prins (06 12345678)", refused.Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ill_on_the_day_itself_calls_off_at_once_and_later_visits_wait_for_a_waarnemer()
    {
        await using var w = await AgreedAsync();
        var day = (await w.VisitAsync(Gijs)).Moment!.Value.Datum;
        w.Clock.SetUtcNow(Wereld.At(day.Month, day.Day, 7));
        var told = (await w.DecideAsync(new Bezoekopdracht.MeldAfwezig(Cas, new Dagen(day, day.AddDays(60))))).Changed();
        Assert.All(told.Told(Gijs), i => Assert.Equal((Urgency.Direct, w.Now), (i.Urgency, i.Due)));
        Assert.Contains(told.Told(Rita), i => i.Kind == Bezoekkaarten.Waarneming);
        var gone = await w.VisitAsync(Gijs);
        Assert.Equal((Bezoekstaat.Ongepland, Terugreden.BezoekerAfwezig), (gone.Staat, gone.Terug));
        var waits = (await w.JaarAsync()).Bezoeken.Where(b => b.Wacht).ToList();
        Assert.NotEmpty(waits);

        var card = await w.OpenAsync(Rita, Bezoekkaarten.Waarneming, @case: JaarId);
        var done = await w.ShownAsync(card, "Laat waarnemen", ("waarnemer", Dina.ToString()));
        Assert.Contains($"Dina Dekker neemt {waits.Count} bezoeken waar.", done.Teksten);
        var first = await w.VisitAsync(waits[0].Student, waits[0].Periode, waits[0].Nummer);
        Assert.Equal((Bezoekstaat.Bevestigd, Dina, false), (first.Staat, first.Waarnemer, first.Wacht));
        Assert.Contains("Dina Dekker", (await w.OpenAsync(first.Student, Bezoekkaarten.Bezoek, @case: first.ZaakVan())).Tekst, StringComparison.Ordinal);
        Assert.Contains("bezoek", (await w.AskAsync(Dina, $"dag {first.Moment!.Value.Datum:yyyy-MM-dd}")).Tekst, StringComparison.Ordinal);
        Assert.Equal("Dit hoort niet bij jou", await w.SendAsync(Cas, "bezoeken.waarnemen", ("jaar", JaarId), ("waarnemer", Dina.ToString())) is CardAnswer.Say ? "Dit hoort niet bij jou" : "");
    }

    [Fact]
    public async Task Without_a_waarnemer_a_visit_is_called_off_at_noon_of_the_workday_before()
    {
        await using var w = await AgreedAsync();
        var visit = await w.VisitAsync(Gijs);
        var day = visit.Moment!.Value.Datum;
        w.Clock.SetUtcNow(Wereld.At(day.AddDays(-4).Month, day.AddDays(-4).Day));
        (await w.DecideAsync(new Bezoekopdracht.MeldAfwezig(Cas, new Dagen(day, day)))).Changed();
        var before = day.AddDays(day.DayOfWeek == DayOfWeek.Monday ? -3 : -1);
        await w.PlanAsync(before.Month, before.Day, 11);
        Assert.True((await w.VisitAsync(Gijs)).Wacht);
        await w.PlanAsync(before.Month, before.Day, 13);
        Assert.Equal(Terugreden.BezoekerAfwezig, (await w.VisitAsync(Gijs)).Terug);
    }

    [Fact]
    public async Task What_is_agreed_as_extra_guidance_is_read_by_the_student_first()
    {
        await using var w = await AgreedAsync();
        var visit = await w.VisitAsync(Gijs);
        var day = visit.Moment!.Value.Datum;
        await w.PlanAsync(day.Month, day.Day, 17);
        var sheet = await w.OpenAsync(Cas, Bezoekkaarten.Dag, "achteraf", Bezoekkaarten.ZaakVan(JaarId, Datumtekst.Iso(day)));
        var form = await w.ShownAsync(sheet, "Geweest: Gijs");
        var again = await w.ShownAsync(form, "Geweest", ("hoe", ""), ("afspraken", "Elke dinsdag de kring"));
        Assert.Equal("Elke dinsdag de kring", again.Inputs["afspraken"]);
        await w.PressAsync(again, "Geweest", ("hoe", "Het gaat goed"), ("extra", "Samen de lessen voorbereiden"), ("driehoek", "ja"));

        Assert.Contains("Samen de lessen voorbereiden", (await w.OpenAsync(Cas, Bezoekkaarten.Bezoek, @case: visit.ZaakVan())).Tekst, StringComparison.Ordinal);
        Assert.DoesNotContain("Samen de lessen", (await w.OpenAsync(Fatima, Bezoekkaarten.Bezoek, @case: visit.ZaakVan())).Tekst, StringComparison.Ordinal);
        var own = await w.OpenAsync(Gijs, Bezoekkaarten.Bezoek, "extra", visit.ZaakVan());
        await w.PressAsync(own, "Ik heb het gelezen");
        Assert.Contains("Samen de lessen", (await w.OpenAsync(Fatima, Bezoekkaarten.Bezoek, @case: visit.ZaakVan())).Tekst, StringComparison.Ordinal);
        Assert.Contains("driehoeksgesprek", (await w.OpenAsync(Olga, Bezoekkaarten.Bezoek, @case: visit.ZaakVan())).Tekst, StringComparison.Ordinal);
        Assert.Null(await w.ComposeAsync(Bram, Bezoekkaarten.Bezoek, @case: visit.ZaakVan()));
        Assert.Equal(Bezoekweigering.NietVanJou, (await w.DecideAsync(new Bezoekopdracht.MeldGeweest(Fatima, visit.Id, "x", "", null, false))).Refused());
    }

    [Fact]
    public async Task Another_coach_takes_over_what_is_still_to_come_and_what_was_made_stays()
    {
        await using var w = await AgreedAsync();
        var visit = await w.VisitAsync(Gijs);
        var day = visit.Moment!.Value.Datum;
        await w.PlanAsync(day.Month, day.Day, 17);
        (await w.DecideAsync(new Bezoekopdracht.MeldGeweest(Cas, visit.Id, "Goed", "", null, false))).Changed();
        var moved = Data with { Studenten = [.. Data.Studenten.Select(s => s.Persoon == Gijs ? s with { Studiecoach = Dina } : s)] };
        await w.RegisterAsync(new RegisterSnapshot("v2", moved));

        Assert.Equal(Bezoekstaat.Geweest, (await w.VisitAsync(Gijs)).Staat);
        Assert.All((await w.JaarAsync()).Bezoeken.Where(b => b.Student == Gijs && b.Id != visit.Id), b => Assert.Equal(Bezoekstaat.Vervallen, b.Staat));
        var dina = await w.JaarAsync(Dina);
        Assert.Equal(3, dina.Bezoeken.Count(b => b.Open));
        Assert.DoesNotContain(dina.Bezoeken, b => b.Id == visit.Id);
        // The student still reads what the former coach wrote.
        Assert.Contains("Goed", (await w.OpenAsync(Gijs, Bezoekkaarten.Bezoek, @case: visit.ZaakVan())).Tekst, StringComparison.Ordinal);
        Assert.Contains("Geweest", (await w.AskAsync(Gijs, "bezoeken")).Teksten);
        // And once more in line with the same register: nothing is asked again.
        await w.RegisterAsync(new RegisterSnapshot("v3", moved));
        Assert.DoesNotContain((await w.JaarAsync(Dina)).Bezoeken, b => b.Id == visit.Id);
    }

    [Fact]
    public async Task A_new_day_off_takes_the_moment_of_a_visit_and_everybody_hears_it()
    {
        await using var w = await AgreedAsync();
        var visit = await w.VisitAsync(Lot);
        var day = visit.Moment!.Value.Datum;
        var closed = Data with { Kalender = [.. Data.Kalender, new KalenderRegel(KalenderSoort.Studiedag, "Studiedag", day, day, null, null, "O2")] };
        await w.RegisterAsync(new RegisterSnapshot("v2", closed));

        var gone = await w.VisitAsync(Lot);
        Assert.Equal((Bezoekstaat.Ongepland, Terugreden.DagGaatNiet), (gone.Staat, gone.Terug));
        Assert.Contains("De kalender of de stagedagen zijn veranderd.", (await w.OpenAsync(Lot, Bezoekkaarten.Bezoek, @case: gone.ZaakVan())).Tekst, StringComparison.Ordinal);
        Assert.True((await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Heeft("Kies een moment: Lot"));
    }

    [Fact]
    public async Task A_new_opleider_is_asked_what_the_former_one_did_not_answer()
    {
        await using var w = await ProposedAsync();
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Zo afspreken");
        var old = await w.OpenAsync(Olga, Bezoekkaarten.Aanvraag, @case: JaarId);
        await w.RegisterAsync(new RegisterSnapshot("v2", Data with { Stages = [.. Data.Stages.Select(s => s.Opleider == Olga ? s with { Opleider = Bram } : s)] }));

        Assert.Contains("hoort niet (meer) bij jou", Assert.IsType<CardAnswer.Say>(await w.PressAsync(old, "Alles past")).Text, StringComparison.Ordinal);
        await w.PressAsync(await w.OpenAsync(Bram, Bezoekkaarten.Aanvraag, "vraag", JaarId), "Alles past");
        Assert.All((await w.JaarAsync()).Bezoeken, b => Assert.Equal(Bezoekstaat.Bevestigd, b.Staat));
    }

    [Fact]
    public async Task A_student_who_stops_frees_the_half_day_and_the_others_stay()
    {
        await using var w = await AgreedAsync();
        var gijs = await w.VisitAsync(Gijs);
        var ipek = await w.VisitAsync(Ipek);
        var stopped = Data with { Stages = [.. Data.Stages.Select(s => s.Student == Gijs ? s with { Beeindigd = new DateOnly(2026, 9, 2) } : s)] };
        await w.RegisterAsync(new RegisterSnapshot("v2", stopped));
        Assert.Equal(Bezoekstaat.Vervallen, (await w.VisitAsync(Gijs)).Staat);
        Assert.Equal(ipek.Moment, (await w.VisitAsync(Ipek)).Moment);
        Assert.Contains("Dit bezoek gaat niet door", (await w.OpenAsync(Gijs, Bezoekkaarten.Bezoek, @case: gijs.ZaakVan())).Teksten);
    }

    [Fact]
    public async Task The_day_sheet_comes_the_workday_before_and_the_question_after_the_visits()
    {
        await using var w = await AgreedAsync();
        var monday = (await w.JaarAsync()).Bezoeken.First(b => b.Moment!.Value.Datum.DayOfWeek == DayOfWeek.Monday).Moment!.Value.Datum;
        w.Clock.SetUtcNow(Wereld.At(monday.AddDays(-3).Month, monday.AddDays(-3).Day, 16, 1));
        var friday = (await w.DecideAsync(new Bezoekopdracht.Wek())).Changed();
        Assert.Contains(friday.Told(Cas), i => i.Kind == Bezoekkaarten.Dag && i.Case.EndsWith(Datumtekst.Iso(monday), StringComparison.Ordinal));
        Assert.IsType<Bezoekbesluit.AlGedaan>(await w.DecideAsync(new Bezoekopdracht.Wek()));
        w.Clock.SetUtcNow(Wereld.At(monday.Month, monday.Day, 16, 20));
        Assert.Contains((await w.DecideAsync(new Bezoekopdracht.Wek())).Changed().Told(Cas), i => i.Occasion == "achteraf");
    }

    [Fact]
    public async Task In_weeks_four_and_eight_the_coach_hears_which_visits_are_missing()
    {
        await using var w = await ProposedAsync();
        w.Clock.SetUtcNow(Wereld.At(9, 21, 8, 31));
        Assert.Contains((await w.DecideAsync(new Bezoekopdracht.Wek())).Changed().Told(Cas), i => i.Occasion.StartsWith("alarm-2026-09-21", StringComparison.Ordinal));
        w.Clock.SetUtcNow(Wereld.At(10, 19, 8, 31));
        Assert.Contains((await w.DecideAsync(new Bezoekopdracht.Wek())).Changed().Told(Cas), i => i.Occasion.StartsWith("alarm-2026-10-19", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_visit_keeps_its_name_on_calendars_and_its_number_grows_until_it_is_called_off()
    {
        await using var w = await AgreedAsync();
        var bron = new Bezoekagenda(w.Bezoeken, ct => w.Registers.CurrentAsync(ct));
        var visit = await w.VisitAsync(Gijs);
        var first = await OnCalendarAsync(bron, visit);
        var next = (await FreeAsync(w, Gijs))[3];
        (await w.DecideAsync(new Bezoekopdracht.KiesMoment(Cas, visit.Id, next))).Changed();
        var asked = await OnCalendarAsync(bron, visit);
        (await w.DecideAsync(new Bezoekopdracht.Aanvaard(Olga, next))).Changed();
        var moved = await OnCalendarAsync(bron, visit);

        Assert.False(first.Vervallen);
        Assert.Equal((true, first.Datum), (asked.Vervallen, asked.Datum));
        Assert.Equal((false, next.Datum, first.Uid), (moved.Vervallen, moved.Datum, moved.Uid));
        Assert.True(first.Volgnummer < asked.Volgnummer && asked.Volgnummer < moved.Volgnummer);
        Assert.Equal(["Gijs de Vries", "Fatima Yildiz", "Olga Bos"], moved.Deelnemers.Select(d => d.Naam));
        Assert.Equal("Cas Prins", moved.Organisator!.Naam);
    }

    [Fact]
    public async Task Agreed_visits_stand_on_the_planning_with_their_time_once_and_what_was_called_off_does_not()
    {
        var day = new DateOnly(2026, 9, 24);
        await using var w = await AgreedAsync(Data with
        {
            Kalender = [.. Data.Kalender, new KalenderRegel(KalenderSoort.Veldcontactdag, "Veldcontactdag 1", day, day, null, null, null)],
        });
        var (gijs, lot) = (await w.VisitAsync(Gijs), await w.VisitAsync(Lot));
        foreach (var who in new[] { Cas, Gijs, Fatima, Olga })
        {
            Assert.Equal(2, (await w.AskAsync(who, "planning")).Tekst.Split(Line(gijs, who)).Length);
        }

        var planning = await w.AskAsync(Cas, "planning");
        Assert.Single(planning.Teksten, t => t == "Veldcontactdag 1");
        var ahead = (await w.JaarAsync()).Bezoeken.Where(b => b.Moment!.Value.Datum <= new DateOnly(2026, 10, 26)).OrderBy(b => b.Moment).ThenBy(b => b.Plek);
        Assert.Equal(ahead.Select(b => Title(b, Cas)), planning.Teksten.Where(IsVisit));
        Assert.DoesNotContain(Line(gijs, Jop), (await w.AskAsync(Jop, "planning")).Tekst, StringComparison.Ordinal);

        (await w.DecideAsync(new Bezoekopdracht.KanNiet(Gijs, gijs.Id))).Changed();
        Assert.DoesNotContain(Line(gijs, Cas), (await w.AskAsync(Cas, "planning")).Tekst, StringComparison.Ordinal);
        // From one coach to another: called off in one year, open in the other, until it is agreed there.
        await w.RegisterAsync(new RegisterSnapshot("v2", Data with { Studenten = [.. Data.Studenten.Select(s => s.Persoon == Lot ? s with { Studiecoach = Dina } : s)] }));
        Assert.DoesNotContain((await w.AskAsync(Lot, "planning")).Teksten, IsVisit);
        (await w.DecideAsync(new Bezoekopdracht.KiesMoment(Dina, lot.Id, lot.Moment!.Value), Dina)).Changed();
        (await w.DecideAsync(new Bezoekopdracht.Aanvaard(Bram, null), Dina)).Changed();
        Assert.Single((await w.AskAsync(Lot, "planning")).Teksten, IsVisit);

        static bool IsVisit(string text) => text.StartsWith("Bezoek ", StringComparison.Ordinal);

        static string Line(Bezoek b, PersonId reader) => $"{Isop.Core.Time.Dutch.Day(b.Moment!.Value.Datum)}\n{Title(b, reader)}";

        static string Title(Bezoek b, PersonId reader)
        {
            var begin = (b.Moment!.Value.Deel == Dagdeel.Ochtend ? new TimeOnly(9, 0) : new TimeOnly(13, 0)).AddMinutes(45 * b.Plek);
            var end = begin.AddMinutes(45);
            var what = reader == b.Student ? "Bezoek van Cas Prins" : $"Bezoek aan {Data.Personen.Single(p => p.Id == b.Student).Naam}, {Data.Stages.Single(s => s.Student == b.Student).Groep}";
            return $"{what}, {begin.Hour}.{begin.Minute:00} tot {end.Hour}.{end.Minute:00} uur";
        }
    }

    [Fact]
    public async Task Who_said_when_she_is_there_gets_the_visits_then()
    {
        await using var w = await StartAsync();
        await w.Bezoeken.ZetAanwezigheidAsync(
            Olga, Jaar, new Aanwezigheid { Ambulant = [new Weekdeel(DayOfWeek.Tuesday, Dagdeel.Middag)], Nooit = [new Dagen(new(2026, 9, 7), new(2026, 9, 11))] }, w.Now, Ct);
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Maak een voorstel");
        await w.PlanAsync(8, 31, 10);
        var there = (await w.JaarAsync()).Bezoeken.Where(b => b.Organisatie == "O1").Select(b => b.Moment!.Value).ToList();
        Assert.All(there, m => Assert.Equal(new Weekdeel(DayOfWeek.Tuesday, Dagdeel.Middag), m.Weekdeel));
        Assert.DoesNotContain(there, m => m.Datum < new DateOnly(2026, 9, 12));
    }

    [Fact]
    public async Task An_opleider_who_does_not_answer_is_reminded_and_what_nobody_agreed_goes_back_to_the_coach_in_time()
    {
        await using var w = await ProposedAsync();
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Zo afspreken");
        w.Clock.SetUtcNow(Wereld.At(9, 7, 9));
        var reminded = (await w.DecideAsync(new Bezoekopdracht.Wek())).Changed();
        Assert.Equal("herinnering-2026-09-07", Assert.Single(reminded.Told(Olga), i => i.Kind == Bezoekkaarten.Aanvraag).Occasion);
        var visit = (await w.JaarAsync()).Bezoeken.Where(b => b.Opleider == Olga).MinBy(b => b.Moment)!;
        var day = visit.Moment!.Value.Datum;
        var before = day.AddDays(day.DayOfWeek == DayOfWeek.Monday ? -3 : -1);
        w.Clock.SetUtcNow(Wereld.At(before.Month, before.Day, 12));
        var back = (await w.DecideAsync(new Bezoekopdracht.Wek())).Changed();
        Assert.Contains(back.Told(Cas), i => i.Occasion == $"geen-antwoord-{Datumtekst.Iso(day)}");
        var now = (await w.JaarAsync()).Find(visit.Id)!;
        Assert.Equal((Bezoekstaat.Ongepland, Terugreden.GeenAntwoord), (now.Staat, now.Terug));
        Assert.Contains("Er was op tijd geen afspraak.", (await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Tekst, StringComparison.Ordinal);
        Assert.Equal(Bezoekweigering.NietMeerGevraagd, (await w.DecideAsync(new Bezoekopdracht.Aanvaard(Olga, visit.Moment))).Refused());
    }

    [Fact]
    public async Task The_alarm_of_week_four_says_who_is_missing_and_when_it_could_be()
    {
        await using var w = await ProposedAsync();
        (await w.DecideAsync(new Bezoekopdracht.SpreekAf(Cas))).Changed();
        w.Clock.SetUtcNow(Wereld.At(9, 22, 9));
        var alarm = Assert.Single((await w.DecideAsync(new Bezoekopdracht.Wek())).Changed().Told(Cas), i => i.Occasion.StartsWith("alarm", StringComparison.Ordinal));
        var composed = await w.ComposeAsync(Cas, alarm.Kind, alarm.Occasion, alarm.Case);
        Assert.Equal("Bezoeken die nog niet zijn afgesproken", composed!.Title);
        var text = new Kaart(composed.Card, Cas).Tekst;
        Assert.Contains("Nog niet afgesproken: ", text, StringComparison.Ordinal);
        Assert.Contains("Er is geen vrij moment meer; overleg met de opleider.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_alarm_of_week_eight_offers_three_free_moments()
    {
        await using var w = await AgreedAsync();
        var last = await w.VisitAsync(Gijs, "Blok 2", 2);
        (await w.DecideAsync(new Bezoekopdracht.KanNiet(Gijs, last.Id))).Changed();
        var alarm = Bezoekregels.Alarmdag(last);
        w.Clock.SetUtcNow(Wereld.At(alarm.Month, alarm.Day, year: alarm.Year));
        var told = Assert.Single((await w.DecideAsync(new Bezoekopdracht.Wek())).Changed().Told(Cas), i => i.Occasion.StartsWith("alarm", StringComparison.Ordinal));
        var text = new Kaart((await w.ComposeAsync(Cas, told.Kind, told.Occasion, told.Case))!.Card, Cas).Tekst;
        var free = text.Split('\n').Single(l => l.StartsWith("Nog niet afgesproken", StringComparison.Ordinal));
        Assert.Equal(3, free[free.IndexOf("Vrij voor Gijs", StringComparison.Ordinal)..].Split("jan, ").Length - 1);
    }

    [Fact]
    public async Task Of_many_visits_at_once_a_person_gets_one_line_and_finds_them_on_one_card()
    {
        await using var w = await AgreedAsync();
        List<Isop.Bot.Bezorging.Taak> taken = [];
        foreach (var b in (await w.JaarAsync()).Bezoeken.Where(b => b.Student == Gijs || b.Student == Ipek))
        {
            taken.Add(new(Bezoekkaarten.Bezoek, b.ZaakVan(), (await w.ComposeAsync(Fatima, Bezoekkaarten.Bezoek, "bevestigd", b.ZaakVan()))!));
        }

        var regel = Assert.Single(Isop.Bot.Bezorging.Takenlijst.Regels(taken));
        Assert.Equal(("Je bezoeken: nieuwe afspraken", $"{taken.Count} keer"), (regel.Titel, regel.Detail));
        var list = await w.OpenAsync(Fatima, regel.Kind, @case: regel.Case);
        Assert.Contains("Gijs de Vries", list.Tekst, StringComparison.Ordinal);
        Assert.Equal(2, Isop.Bot.Bezorging.Takenlijst.Regels([.. taken.Take(2)]).Count);
        var mail = Isop.Bot.Bezorging.MailComposer.Compose(Persoon(Fatima, "Fatima Yildiz"), "m", taken, new Uri("https://isop.test/l/x"));
        Assert.Equal("Je bezoeken: nieuwe afspraken", mail.Subject);
    }

    [Fact]
    public async Task The_visitor_reads_on_the_day_sheet_where_to_come_in()
    {
        await using var w = await AgreedAsync();
        var form = await w.ShownAsync(await w.OpenAsync(Olga, Bezoekkaarten.Aanvraag, @case: JaarId), "Wanneer ik er ben");
        await w.PressAsync(form, "Bewaren", ("ingang", "achterom, meld je bij Jet"));
        var day = (await w.VisitAsync(Gijs)).Moment!.Value.Datum;
        Assert.Contains("Ingang: achterom, meld je bij Jet", (await w.AskAsync(Cas, $"dag {Datumtekst.Iso(day)}")).Teksten);
        var tooLong = await w.ShownAsync(form, "Bewaren", ("ingang", new string('x', 121)), ("nooit", "30-11"));
        Assert.Equal("30-11", tooLong.Inputs["nooit"]);
    }

    [Fact]
    public async Task What_was_chosen_stays_chosen_when_something_else_was_wrong()
    {
        await using var w = await StartAsync();
        var ask = await w.OpenAsync(Cas, Bezoekkaarten.Jaar, "start", JaarId);
        var again = await w.ShownAsync(ask, "Maak een voorstel", ("dagdelen", "2o"), ("meeste", "3"), ("vrij", "ergens in mei"));
        Assert.Equal(("2o", "3", "ergens in mei"), (again.Inputs["dagdelen"], again.Inputs["meeste"], again.Inputs["vrij"]));
    }

    [Theory]
    [InlineData("", "Schrijf het zo")]
    [InlineData("van 12-10", "Schrijf het zo")]
    [InlineData("van 12-10 tot 1-10-2026", "Deze dagen kan ik niet gebruiken")]
    [InlineData("volgende keer", "Schrijf het zo")]
    [InlineData("vandaag", "Je bent afwezig op maandag 31 augustus")]
    [InlineData("van 14-9 tot 18-9", "Je bent afwezig van maandag 14 september tot en met vrijdag 18 september")]
    public async Task Afwezig_understands_days_and_says_so_when_it_does_not(string days, string said)
    {
        await using var w = await AgreedAsync();
        var answer = await w.SayAsync(Cas, $"afwezig {days}");
        var text = answer is CardAnswer.Say say ? say.Text : answer.Card(Cas).Tekst;
        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sees_or_changes_visits_that_are_not_theirs()
    {
        await using var w = await AgreedAsync();
        var visit = await w.VisitAsync(Gijs);
        foreach (var who in new[] { Bram, Lot, Dina, Rita })
        {
            Assert.Null(await w.ComposeAsync(who, Bezoekkaarten.Bezoek, @case: visit.ZaakVan()));
            Assert.IsType<CardAnswer.Say>(await w.SendAsync(who, "bezoeken.kanniet.stuur", ("jaar", JaarId), ("bezoek", visit.Id)));
            Assert.IsType<CardAnswer.Say>(await w.SendAsync(who, "bezoeken.agenda", ("jaar", JaarId), ("bezoek", visit.Id)));
            Assert.Null(await w.ComposeAsync(who, Bezoekkaarten.Jaar, @case: JaarId));
        }

        foreach (var who in new[] { Gijs, Fatima, Dina })
        {
            Assert.Null(await w.ComposeAsync(who, Bezoekkaarten.Aanvraag, @case: JaarId));
            Assert.IsType<CardAnswer.Say>(await w.SendAsync(who, "bezoeken.jaar.toon", ("jaar", JaarId)));
        }

        Assert.Equal(visit, await w.VisitAsync(Gijs) with { Afgewezen = visit.Afgewezen });
    }

    [Fact]
    public async Task The_visits_of_a_student_who_is_erased_go_with_their_reports_and_those_of_others_stay()
    {
        await using var w = await AgreedAsync();
        var visit = await w.VisitAsync(Gijs);
        var day = visit.Moment!.Value.Datum;
        w.Clock.SetUtcNow(Wereld.At(day.Month, day.Day, 17));
        (await w.DecideAsync(new Bezoekopdracht.MeldGeweest(Cas, visit.Id, "Gijs groeit in de kring", "", null, false))).Changed();
        var document = await w.Store.FindAsync(BezoekStore.PartitionOf(JaarId), BezoekStore.JaarRow, Ct);

        var left = Assert.IsType<Spoor.Genoemd>(new Herkenning(new Identiteit { Id = Gijs }).Of(BezoekStore.PartitionOf(JaarId), document!));

        var jaar = System.Text.Json.JsonSerializer.Deserialize(left.Body, Isop.Core.CoreJson.Default.Bezoekjaar)!;
        Assert.Equal((await w.JaarAsync()).Bezoeken.Where(b => b.Student != Gijs).Select(b => b.Id), jaar.Bezoeken.Select(b => b.Id));
        Assert.DoesNotContain(Gijs.ToString(), System.Text.Encoding.UTF8.GetString(left.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("groeit in de kring", System.Text.Encoding.UTF8.GetString(left.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_card_looks_as_it_was_approved() => ApprovedCards.Check("Bezoeken", await ExamplesAsync());

    [Fact]
    public async Task Every_card_keeps_the_rules_of_cards()
    {
        await using var w = await StartAsync();
        Assert.Empty((await ExamplesAsync()).SelectMany(c => KaartTests.Faults(w, c.Key, c.Value)));
    }

    private static async Task<Dictionary<string, RenderedCard>> ExamplesAsync()
    {
        Dictionary<string, RenderedCard> cards = [];
        await using var w = await StartAsync();
        cards["dagdelen"] = (await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Card;
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Maak een voorstel", ("vrij", "7-9 tot 11-9"));
        cards["rekent"] = (await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Card;
        await w.PlanAsync(8, 31, 10);
        cards["voorstel"] = (await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Card;
        var busy = new Bezetting { Bezoeker = Cas, Ochtenden = [.. Enumerable.Range(0, 35).Select(new DateOnly(2026, 8, 31).AddDays)], Gelezen = w.Now, Tot = new DateOnly(2027, 7, 16) };
        await w.Bezoeken.ZetBezettingAsync(JaarId, busy with { Middagen = busy.Ochtenden }, await w.Registers.CurrentAsync(Ct), w.Now, Ct);
        await w.PlanAsync(8, 31, 11);
        cards["voorstel-agenda"] = (await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Card;
        await w.Bezoeken.ZetBezettingAsync(JaarId, null, await w.Registers.CurrentAsync(Ct), w.Now, Ct);
        await w.PlanAsync(8, 31, 12);
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Zo afspreken");
        var request = await w.OpenAsync(Olga, Bezoekkaarten.Aanvraag, @case: JaarId);
        cards["aanvraag"] = request.Card;
        cards["ambulant"] = (await w.ShownAsync(request, "Wanneer ik er ben")).Card;
        var other = await w.ShownAsync(request, "Ander moment");
        cards["anders"] = other.Card;
        await w.PressAsync(other, "Stel dit voor");
        cards["tegenvoorstel"] = (await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Card;
        await w.PressAsync(await w.OpenAsync(Olga, Bezoekkaarten.Aanvraag, @case: JaarId), "Alles past");
        await w.PressAsync(await w.OpenAsync(Bram, Bezoekkaarten.Aanvraag, @case: JaarId), "Alles past");
        cards["planning-studiecoach"] = (await w.AskAsync(Cas, "planning")).Card;
        cards["planning-student"] = (await w.AskAsync(Gijs, "planning")).Card;
        var visit = await w.VisitAsync(Gijs, "Blok 2");
        var own = await w.OpenAsync(Gijs, Bezoekkaarten.Bezoek, @case: visit.ZaakVan());
        cards["bezoek-student"] = own.Card;
        cards["kan-niet"] = (await w.ShownAsync(own, "Ik kan niet")).Card;
        cards["bezoek-begeleider"] = (await w.OpenAsync(Fatima, Bezoekkaarten.Bezoek, @case: visit.ZaakVan())).Card;
        cards["lijst-student"] = (await w.AskAsync(Gijs, "bezoeken")).Card;
        cards["kies"] = (await w.ShownAsync(await w.OpenAsync(Cas, Bezoekkaarten.Bezoek, @case: visit.ZaakVan()), "Ander moment")).Card;
        var day = visit.Moment!.Value.Datum;
        w.Clock.SetUtcNow(Wereld.At(day.Month, day.Day, 17, year: day.Year));
        var sheet = await w.OpenAsync(Cas, Bezoekkaarten.Dag, @case: Bezoekkaarten.ZaakVan(JaarId, Datumtekst.Iso(day)));
        cards["dag"] = sheet.Card;
        var form = await w.ShownAsync(sheet, "Geweest: Gijs");
        cards["verslag"] = form.Card;
        await w.PressAsync(form, "Geweest", ("hoe", "De kring loopt goed."), ("afspraken", "Gijs bereidt elke maandag voor met Fatima."), ("extra", "Vier weken samen de lessen voorbereiden."), ("driehoek", "ja"));
        cards["extra-lezen"] = (await w.OpenAsync(Gijs, Bezoekkaarten.Bezoek, @case: visit.ZaakVan())).Card;
        (await w.DecideAsync(new Bezoekopdracht.MeldAfwezig(Cas, new Dagen(day.AddDays(7), day.AddDays(60))))).Changed();
        cards["waarneming"] = (await w.OpenAsync(Rita, Bezoekkaarten.Waarneming, @case: JaarId)).Card;
        return cards;
    }

    private static string Key(Halfdag h) => $"{h.Datum:yyyy-MM-dd}-{(h.Deel == Dagdeel.Ochtend ? 'o' : 'm')}";

    /// <summary>Half-days that suit these students together, worked out without the rules: Mondays or Tuesdays in the window on which nothing else is.</summary>
    private static async Task<List<Halfdag>> FreeAsync(Wereld w, params PersonId[] students)
    {
        var jaar = await w.JaarAsync();
        var visits = jaar.Bezoeken.Where(b => students.Contains(b.Student) && b is { Periode: "Blok 1", Nummer: 1 }).ToList();
        var dagen = Data.Stages.Where(s => students.Contains(s.Student)).Select(s => s.Dagen).Aggregate((a, b) => [.. a.Intersect(b)]);
        var from = visits.Max(b => b.Venster.Van);
        var second = jaar.Bezoeken.Where(b => students.Contains(b.Student) && b is { Periode: "Blok 1", Nummer: 2 }).Min(b => b.Moment!.Value.Datum);
        return
        [
            .. Enumerable.Range(0, 30).Select(i => from.AddDays(i)).Where(d => dagen.Contains(d.DayOfWeek) && d <= second.AddDays(-21))
                .SelectMany(d => new[] { new Halfdag(d, Dagdeel.Ochtend), new Halfdag(d, Dagdeel.Middag) })
                .Where(h => !jaar.Bezoeken.Any(b => b.Moment == h)),
        ];
    }

    private static async Task<Isop.Core.Agenda.Afspraak> OnCalendarAsync(Bezoekagenda bron, Bezoek visit) =>
        (await bron.AfsprakenVan(Cas, new(2026, 8, 1), new(2027, 7, 31), Ct)).Single(a => a.Uid == Bezoekagenda.UidOf(visit.Id));
}
