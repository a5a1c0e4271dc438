using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Bezoeken.Proefbezoek;

namespace Isop.Tests.Bezoeken;

/// <summary>The rules of a year of visits without cards or storage: day sheets around their moment, and who hears of what changed.</summary>
public sealed class BezoekregelsTests
{
    private static readonly Halfdag Dinsdag = new(new DateOnly(2026, 9, 15), Dagdeel.Ochtend);
    private static readonly Halfdag Maandag = new(new DateOnly(2026, 9, 14), Dagdeel.Ochtend);

    [Fact]
    public void A_late_alarm_sends_no_second_sheet_for_what_was_agreed_after_the_sheets_went_out()
    {
        var jaar = new Spel().At(9, 7, 10).Kies(Ipek, Dinsdag).At(9, 14, 16, 30);
        var agreed = jaar.Do(new Bezoekopdracht.Aanvaard(Olga, Dinsdag));
        Assert.Equal([(Urgency.Direct, jaar.Now)], Sheets(agreed, Cas, Dinsdag).Select(i => (i.Urgency, i.Due)));
        Assert.All(agreed.Told(Ipek), i => Assert.Equal(Urgency.Direct, i.Urgency));

        Assert.Empty(jaar.At(9, 14, 16, 31).Wek().SelectMany(i => Sheets(i, Cas, Dinsdag)));
        Assert.Empty(jaar.At(9, 15, 8).Wek().SelectMany(i => Sheets(i, Cas, Dinsdag)));
        // The question afterwards comes all the same.
        Assert.Contains(jaar.At(9, 15, 16, 16).Wek(), i => i.Told(Cas).Any(t => t.Occasion == "achteraf"));
    }

    [Fact]
    public void A_late_alarm_still_sends_the_sheet_of_a_day_that_was_known_before()
    {
        var jaar = new Spel().At(9, 7, 10).Kies(Ipek, Dinsdag).Kies(Noor, new Halfdag(Dinsdag.Datum, Dagdeel.Middag));
        jaar.Do(new Bezoekopdracht.Aanvaard(Olga, Dinsdag));
        jaar.At(9, 14, 16, 5).Do(new Bezoekopdracht.Aanvaard(Olga, null));
        Assert.Equal(["vooraf"], jaar.At(9, 14, 16, 10).Wek().SelectMany(i => Sheets(i, Cas, Dinsdag)).Select(i => i.Occasion));
        Assert.Empty(jaar.At(9, 14, 16, 20).Wek().SelectMany(i => Sheets(i, Cas, Dinsdag)));
    }

    [Theory]
    [InlineData(11, 15, 59, false, true)]
    [InlineData(11, 16, 0, true, false)]
    [InlineData(12, 11, 0, true, false)]
    [InlineData(13, 20, 0, true, false)]
    public void What_is_agreed_for_Monday_after_Fridays_sheet_is_told_at_once_with_a_sheet_of_its_own(int day, int hour, int minute, bool atOnce, bool sheetLater)
    {
        var jaar = new Spel().At(9, 7, 10).Kies(Lot, Maandag).At(9, day, hour, minute);
        var agreed = jaar.Do(new Bezoekopdracht.Aanvaard(Bram, Maandag));
        Assert.Equal(atOnce, Sheets(agreed, Cas, Maandag).Any());
        Assert.All(agreed.Told(Lot), i => Assert.Equal(atOnce, i.Urgency == Urgency.Direct));
        Assert.Equal(sheetLater ? 1 : 0, jaar.At(9, 14, 8).Wek().SelectMany(i => Sheets(i, Cas, Maandag)).Count());
    }

    [Fact]
    public void A_day_that_changes_twice_gets_two_sheets()
    {
        var afternoon = new Halfdag(Dinsdag.Datum, Dagdeel.Middag);
        var jaar = new Spel().At(9, 7, 10).Kies(Ipek, Dinsdag).Kies(Noor, afternoon).At(9, 14, 17);
        var one = jaar.Do(new Bezoekopdracht.Aanvaard(Olga, Dinsdag));
        var two = jaar.At(9, 14, 18).Do(new Bezoekopdracht.Aanvaard(Olga, afternoon));
        // Both visits have the same number, and what has the name of something sent before is never sent.
        Assert.Equal(2, Sheets(one, Cas, Dinsdag).Concat(Sheets(two, Cas, Dinsdag)).Select(i => i.Id).Distinct().Count());
    }

    [Fact]
    public void A_visit_of_today_that_moves_to_a_day_the_opleider_is_there_is_told_at_once()
    {
        var jaar = new Spel().At(9, 7, 10).Kies(Ipek, Dinsdag);
        jaar.Do(new Bezoekopdracht.Aanvaard(Olga, Dinsdag));
        jaar.Said[Olga] = new Aanwezigheid { Ambulant = [new Weekdeel(DayOfWeek.Tuesday, Dagdeel.Middag)] };
        var moved = jaar.At(9, 15, 8).Do(new Bezoekopdracht.KiesMoment(Cas, jaar.Visit(Ipek).Id, new Halfdag(new DateOnly(2026, 9, 22), Dagdeel.Middag)));
        Assert.Equal(Bezoekstaat.Bevestigd, jaar.Visit(Ipek).Staat);
        Assert.All([Ipek, Fatima, Olga], who => Assert.Equal(Urgency.Direct, Assert.Single(moved.Told(who)).Urgency));
    }

    [Fact]
    public void The_visitor_who_chooses_what_the_opleider_proposed_has_agreed_with_it()
    {
        var liever = new Halfdag(new DateOnly(2026, 9, 22), Dagdeel.Ochtend);
        var jaar = new Spel().At(9, 7, 10).Kies(Ipek, Dinsdag);
        jaar.Do(new Bezoekopdracht.StelAndersVoor(Olga, Dinsdag, liever));
        jaar.Kies(Ipek, liever);
        Assert.Equal((Bezoekstaat.Bevestigd, liever, null), (jaar.Visit(Ipek).Staat, jaar.Visit(Ipek).Moment, jaar.Visit(Ipek).Liever));
    }

    [Fact]
    public void A_counterproposal_comes_once_and_is_another_moment()
    {
        var liever = new Halfdag(new DateOnly(2026, 9, 22), Dagdeel.Ochtend);
        var jaar = new Spel().At(9, 7, 10).Kies(Ipek, Dinsdag);
        jaar.Do(new Bezoekopdracht.Aanvaard(Olga, Dinsdag));
        jaar.Kies(Noor, Dinsdag);
        Assert.Equal(Bezoekweigering.KaartIsOud, jaar.Refused(new Bezoekopdracht.StelAndersVoor(Olga, Dinsdag, Dinsdag)));
        jaar.Do(new Bezoekopdracht.StelAndersVoor(Olga, Dinsdag, liever));
        Assert.IsType<Bezoekbesluit.AlGedaan>(jaar.Answer(new Bezoekopdracht.StelAndersVoor(Olga, Dinsdag, liever)));
        Assert.Equal(Bezoekstaat.Bevestigd, jaar.Visit(Ipek).Staat);
    }

    [Fact]
    public void Who_was_away_before_saying_when_still_wakes_the_planner_by_saying_it()
    {
        var jaar = new Spel().At(9, 7, 10).Kies(Ipek, Dinsdag);
        jaar.Do(new Bezoekopdracht.MeldAfwezig(Cas, new Dagen(Dinsdag.Datum, Dinsdag.Datum)));
        var said = jaar.Do(new Bezoekopdracht.GeefBeschikbaarheid(Cas, new Beschikbaarheid { Werkt = Weekdeel.Werkweek }));
        Assert.Contains(said.Intents.OfType<WakeIntent>(), i => i.Due == jaar.Now);
    }

    [Fact]
    public void A_request_that_nobody_answered_is_not_agreed_afterwards_when_the_opleider_goes()
    {
        var jaar = new Spel().At(9, 7, 10).Kies(Ipek, Dinsdag).At(9, 16, 9);
        var gone = jaar.Follow(d => d with { Stages = [.. d.Stages.Select(s => s with { Opleider = null })] });
        Assert.Equal(Bezoekstaat.Gevraagd, jaar.Visit(Ipek).Staat);
        Assert.Empty(gone.Told(Ipek));
    }

    [Fact]
    public void The_visitor_hears_that_a_student_went_to_another_school_or_stopped_the_day_before()
    {
        var jaar = new Spel().At(9, 7, 10).Kies(Ipek, Dinsdag).Kies(Lot, Maandag);
        jaar.Do(new Bezoekopdracht.Aanvaard(Olga, null));
        jaar.Do(new Bezoekopdracht.Aanvaard(Bram, null));
        var moved = jaar.Follow(d => d with { Stages = [.. d.Stages.Select(s => s.Student == Ipek ? s with { Organisatie = "O2", Opleider = Bram } : s)] });
        Assert.Contains(moved.Told(Cas), i => i.Kind == Bezoekkaarten.Bezoek && i.Occasion.StartsWith("andere-school", StringComparison.Ordinal));
        var stopped = jaar.At(9, 13, 18).Follow(d => d with { Stages = [.. d.Stages.Select(s => s.Student == Lot ? s with { Beeindigd = new DateOnly(2026, 9, 13) } : s)] });
        Assert.Contains(stopped.Told(Cas), i => i.Occasion.StartsWith("vervallen", StringComparison.Ordinal) && i.Urgency == Urgency.Direct);
    }

    [Fact]
    public async Task A_waarnemer_reads_on_the_sheet_of_the_day_that_a_visit_is_off()
    {
        await using var w = await AgreedAsync();
        var visit = await w.VisitAsync(Gijs);
        var day = visit.Moment!.Value.Datum;
        w.Clock.SetUtcNow(Wereld.At(9, 1));
        (await w.DecideAsync(new Bezoekopdracht.MeldAfwezig(Cas, new Dagen(day, day)))).Changed();
        (await w.DecideAsync(new Bezoekopdracht.LaatWaarnemen(Rita, Dina, []))).Changed();
        foreach (var bezoek in (await w.JaarAsync()).Bezoeken.Where(b => b.Waarnemer == Dina).ToList())
        {
            var told = (await w.DecideAsync(new Bezoekopdracht.KanNiet(bezoek.Student, bezoek.Id))).Changed();
            Assert.Contains(told.Told(Dina), i => i.Kind == Bezoekkaarten.Dag && i.Occasion.StartsWith(Bezoekkaarten.Afgezegd, StringComparison.Ordinal));
        }

        var sheet = await w.OpenAsync(Dina, Bezoekkaarten.Dag, $"{Bezoekkaarten.Afgezegd}-9", Bezoekkaarten.ZaakVan(JaarId, Datumtekst.Iso(day)));
        Assert.Contains("gaat die dag niet door", sheet.Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visit_that_was_made_is_told_of_after_the_student_went_to_another_coach_and_not_made_twice()
    {
        await using var w = await AgreedAsync();
        var visit = await w.VisitAsync(Gijs, "Blok 2", 2);
        var day = visit.Moment!.Value.Datum.AddDays(1);
        w.Clock.SetUtcNow(Wereld.At(day.Month, day.Day, year: day.Year));
        // In the last week of the blok nothing else of this year is left that would lead to it.
        await w.RegisterAsync(new RegisterSnapshot("v2", Data with { Studenten = [.. Data.Studenten.Select(s => s.Persoon == Gijs ? s with { Studiecoach = Dina } : s)] }));

        // All four are made: nothing is left for which Dina's year would begin.
        Assert.Null(await w.JaarAsync(Dina));
        (await w.DecideAsync(new Bezoekopdracht.MeldGeweest(Cas, visit.Id, "Goed", "", null, false))).Changed();
        Assert.Contains("Goed", (await w.OpenAsync(Gijs, Bezoekkaarten.Bezoek, @case: visit.ZaakVan())).Tekst, StringComparison.Ordinal);
        Assert.Contains("Geweest", (await w.AskAsync(Gijs, "bezoeken")).Teksten);
    }

    private static IEnumerable<BezorgIntent> Sheets(Bezoekbesluit.Gewijzigd besluit, PersonId who, Halfdag at) =>
        besluit.Told(who).Where(i => i.Kind == Bezoekkaarten.Dag && i.Case.EndsWith(Datumtekst.Iso(at.Datum), StringComparison.Ordinal) && i.Occasion != "achteraf");

    /// <summary>Cas's year on the register of <see cref="Proefbezoek"/>, at a moment that each test sets.</summary>
    private sealed class Spel
    {
        private RegisterData _data = Data;
        private Bezoekjaar _jaar;

        public Spel()
        {
            Now = Wereld.At(8, 31);
            _jaar = Bezoekregels.Start(Cas, Jaar, new Dagen(new(2026, 8, 31), new(2027, 7, 16)), Volg(), Om())!.Jaar;
        }

        public DateTimeOffset Now { get; private set; }

        public Dictionary<PersonId, Aanwezigheid> Said { get; } = [];

        public Spel At(int month, int day, int hour, int minute = 0)
        {
            Now = AmsterdamTime.At(new DateOnly(2026, month, day), new TimeOnly(hour, minute));
            return this;
        }

        /// <summary>The visitor gives the first visit of a student this moment.</summary>
        public Spel Kies(PersonId student, Halfdag at)
        {
            Do(new Bezoekopdracht.KiesMoment(Cas, Visit(student).Id, at));
            return this;
        }

        public Bezoek Visit(PersonId student) => _jaar.Bezoeken.Single(b => b.Student == student && b is { Periode: "Blok 1", Nummer: 1 });

        public Bezoekbesluit Answer(Bezoekopdracht opdracht) => Bezoekregels.Decide(_jaar, opdracht, Om());

        public Bezoekweigering Refused(Bezoekopdracht opdracht) => Answer(opdracht).Refused();

        public Bezoekbesluit.Gewijzigd Do(Bezoekopdracht opdracht)
        {
            var changed = Answer(opdracht).Changed();
            _jaar = changed.Jaar;
            return changed;
        }

        /// <summary>What the clock brings; nothing when it was all done.</summary>
        public IReadOnlyList<Bezoekbesluit.Gewijzigd> Wek()
        {
            if (Answer(new Bezoekopdracht.Wek()) is not Bezoekbesluit.Gewijzigd changed)
            {
                return [];
            }

            _jaar = changed.Jaar;
            return [changed];
        }

        public Bezoekbesluit.Gewijzigd Follow(Func<RegisterData, RegisterData> change)
        {
            _data = change(_data);
            return Do(Volg());
        }

        private Bezoekopdracht.Volg Volg() => new(Jaarwensen.Of(new RegisterSnapshot("v", _data), Cas, Jaar), []);

        private Bezoekomgeving Om() => new()
        {
            Register = new RegisterSnapshot("v", _data), Kaartmoment = new Kaartmoment(new KaartmomentOptions()), Now = Now, Opleiders = Said,
        };
    }
}
