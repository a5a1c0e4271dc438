using Isop.Core.Bezoeken;
using Isop.Core.Register;
using static Isop.Tests.Bezoeken.Proefbezoek;

namespace Isop.Tests.Bezoeken;

/// <summary>The planner against plans found by trying everything, and on registers of which the best is known.</summary>
public sealed class BezoekplannerTests
{
    private static readonly DateOnly Begin = new(2026, 8, 31);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void No_plan_costs_less_than_the_one_that_is_found(int seed)
    {
        var random = new Random(seed);
        var places = Enumerable.Range(0, 6).Select(i => new Planmodel.Plek(i < 3 ? i * 7 : 14 + (i * 3), i % 2, 1 + random.Next(3))).ToList();
        Planmodel.Groep Group(string location) => new(
            location, 1 + random.Next(2),
            Enumerable.Range(0, 3).Where(_ => random.Next(4) > 0).ToDictionary(p => p, _ => random.Next(5)),
            Enumerable.Range(3, 3).Where(_ => random.Next(4) > 0).ToDictionary(p => p, _ => random.Next(5)));
        var model = new Planmodel { Plekken = places, Groepen = [Group("A"), Group("A"), Group("B")], DagenTussen = 14 };

        var found = Bezoekplanner.Solve(model);

        Assert.True(found.Bewezen);
        Assert.Equal(Cheapest(model), found.Kosten);
        Assert.Equal(found.Kosten, CostOf(model, found));
        Assert.Equivalent(found.Paren, Bezoekplanner.Solve(model).Paren, strict: true);
    }

    [Fact]
    public void Students_of_one_location_come_together_and_the_plan_is_proved()
    {
        var plan = Plan(Data);
        Assert.Empty(plan.Ongepland);
        Assert.True(plan.Bewezen);
        // Tuesdays suit all three of De Linde, Mondays both of De Esdoorn: two trips for each visit, two visits, two bloks.
        Assert.Equal(8, plan.Bezoeken.Select(b => (b.Moment, b.Wens.Organisatie)).Distinct().Count());
        Assert.All(plan.Bezoeken.Where(b => b.Wens.Organisatie == "O1"), b => Assert.Equal(DayOfWeek.Tuesday, b.Moment.Datum.DayOfWeek));
    }

    [Fact]
    public void Without_the_native_library_the_first_plan_that_fits_is_given()
    {
        var register = new RegisterSnapshot("v1", Data);
        var plan = Jaarplan.Plan(register, Ask(register), _ => throw new DllNotFoundException(), Ct);
        Assert.False(plan.Bewezen);
        Assert.Equal(20, plan.Bezoeken.Count);
        Assert.Equal(Jaarplan.Voorbeeld(register, Ask(register)).Bezoeken, plan.Bezoeken);
    }

    [Fact]
    public void A_repair_moves_no_more_visits_than_it_must()
    {
        var register = new RegisterSnapshot("v1", Data);
        var plan = Plan(Data);
        var gone = plan.Bezoeken.First(b => b.Wens.Organisatie == "O1").Moment;
        var repaired = Jaarplan.Plan(register, Ask(register) with
        {
            Huidig = plan.Bezoeken.ToDictionary(b => b.Wens.Id, b => b.Moment),
            Beschikbaarheid = new Beschikbaarheid { Werkt = Weekdeel.Werkweek, Vrij = [new Dagen(gone.Datum, gone.Datum)] },
        }, Ct);
        Assert.Equal(plan.Bezoeken.Count(b => b.Moment.Datum == gone.Datum), repaired.Verplaatst);
        Assert.Empty(repaired.Ongepland);
        Assert.True(repaired.Bewezen);
    }

    [Fact]
    public void Around_what_is_agreed_there_is_still_one_location_in_a_half_day_and_three_weeks_between()
    {
        var register = new RegisterSnapshot("v1", Data);
        var wensen = Jaarwensen.Of(register, Cas, Jaar);
        var agreed = wensen.First(w => w.Student == Lot && w is { Periode: "Blok 1", Nummer: 1 });
        var fixedVisit = new GeplandBezoek(agreed, new Halfdag(new DateOnly(2026, 9, 28), Dagdeel.Ochtend), false);
        var plan = Jaarplan.Plan(register, Ask(register) with { Wensen = [.. wensen.Where(w => w.Id != agreed.Id)], Vast = [fixedVisit] }, Ct);
        Assert.DoesNotContain(plan.Bezoeken, b => b.Moment == fixedVisit.Moment && b.Wens.Organisatie != "O2");
        var second = plan.Bezoeken.Single(b => b.Wens.Student == Lot && b.Wens is { Periode: "Blok 1", Nummer: 2 });
        Assert.True(second.Moment.Datum >= new DateOnly(2026, 10, 19));
    }

    [Fact]
    public void What_is_impossible_is_said_with_its_reason()
    {
        var register = new RegisterSnapshot("v1", Data with
        {
            Kalender = [.. Data.Kalender, new KalenderRegel(KalenderSoort.VrijeDag, "Dicht", new(2026, 9, 1), new(2026, 10, 2), null, null, "O2")],
        });
        var plan = Jaarplan.Plan(register, Ask(register) with
        {
            Opleiders = new Dictionary<PersonId, Aanwezigheid> { [Olga] = new() { Nooit = [new Dagen(new(2026, 10, 5), new(2026, 10, 30))] } },
            Beschikbaarheid = new Beschikbaarheid { Werkt = [.. Weekdeel.Werkweek.Where(w => w.Dag is DayOfWeek.Monday or DayOfWeek.Tuesday)], Vrij = [new Dagen(new(2026, 11, 16), new(2026, 12, 11))] },
        }, Ct);
        Ongepland Why(PersonId who, string blok, int nummer) => plan.Ongepland.Single(o => o.Wens.Student == who && o.Wens.Periode == blok && o.Wens.Nummer == nummer).Waarom;
        Assert.Equal(Ongepland.GeenStagedag, Why(Lot, "Blok 1", 1));
        Assert.Equal(Ongepland.OpleiderNooit, Why(Gijs, "Blok 1", 2));
        Assert.Equal(Ongepland.BezoekerNietVrij, Why(Ipek, "Blok 2", 1));
        var late = Jaarplan.Plan(register, Ask(register) with { Vanaf = new DateOnly(2026, 10, 5) }, Ct);
        Assert.Equal(Ongepland.TeLaat, late.Ongepland.First(o => o.Wens is { Nummer: 1, Periode: "Blok 1" }).Waarom);
    }

    [Fact]
    public void A_koppel_nearby_shares_a_half_day_and_one_far_away_does_not()
    {
        RegisterData Koppel(string postcode) => Data with
        {
            Organisaties = [Organisatie("O1", "De Linde", "Ulft", "7071 AA") with { Koppel = "O2" }, Organisatie("O2", "De Esdoorn", "Varsseveld", postcode) with { Koppel = "O1" }],
            Stages = [Stage(Gijs, 1, "O1", Olga, DayOfWeek.Tuesday), Stage(Ipek, 2, "O2", Olga, DayOfWeek.Tuesday)],
            Studenten = [Student(Gijs, 1), Student(Ipek, 2)],
        };
        int HalfDays(RegisterData data) => Plan(data, new Beschikbaarheid { Werkt = [new Weekdeel(DayOfWeek.Tuesday, Dagdeel.Ochtend)] }).Bezoeken
            .GroupBy(b => b.Moment).Count(g => g.Select(b => b.Wens.Organisatie).Distinct().Count() > 1);
        Assert.Equal(0, HalfDays(Koppel("7101 AA")));
        Assert.True(Reistijd.Minuten("7071 AA", "7071 BB") <= Reistijd.SamenTeBezoeken);
        Assert.All(Plan(Koppel("7071 BB"), new Beschikbaarheid { Werkt = [new Weekdeel(DayOfWeek.Tuesday, Dagdeel.Ochtend)] }).Ongepland, o => Assert.Fail($"{o.Wens.Id} has no moment."));
    }

    [Fact]
    public void A_stageweek_and_the_change_of_the_clock_are_days_like_others()
    {
        var data = Data with
        {
            Kalender = [.. Data.Kalender.Where(k => k.Soort != KalenderSoort.Vakantie), new KalenderRegel(KalenderSoort.Stageweek, "Stageweek", new(2026, 10, 26), new(2026, 10, 30), null, null, null)],
        };
        var register = new RegisterSnapshot("v1", data);
        var plan = Jaarplan.Plan(register, Ask(register) with { Beschikbaarheid = new Beschikbaarheid { Werkt = [new Weekdeel(DayOfWeek.Friday, Dagdeel.Ochtend)] } }, Ct);
        // Nobody has a stage on Friday, but everybody in the stageweek after the clock went back.
        Assert.All(plan.Bezoeken, b => Assert.Equal(new DateOnly(2026, 10, 30), b.Moment.Datum));
        Assert.Equal(3, plan.Bezoeken.Count(b => b.Wens.Periode == "Blok 1"));
        Assert.Single(plan.Bezoeken.Select(b => b.Wens.Organisatie).Distinct());
    }

    [Fact]
    public void A_mbo_student_is_visited_by_the_mwb_er_at_the_begin_and_the_end_of_the_stageperiode()
    {
        var data = Data with
        {
            Studenten = [Student(Gijs, 1) with { Opleiding = Opleiding.Parse("mbo4-oa"), Mwb = Dina }],
            Kalender = [.. Data.Kalender, new KalenderRegel(KalenderSoort.Stageperiode, "Stageperiode 1", Begin, new(2027, 1, 29), null, null, null)],
        };
        var register = new RegisterSnapshot("v1", data);
        Assert.Empty(Jaarwensen.Of(register, Cas, Jaar));
        var wensen = Jaarwensen.Of(register, Dina, Jaar);
        Assert.Equal([(1, new Dagen(new(2026, 9, 7), new(2026, 9, 25))), (2, new Dagen(new(2027, 1, 2), new(2027, 1, 22)))], wensen.Select(w => (w.Nummer, w.Venster)));
    }

    [Fact]
    public void The_bezoekvensters_of_the_kalender_go_before_the_usual_weeks_and_end_with_the_stage()
    {
        var data = Data with
        {
            Stages = [.. Data.Stages.Select(s => s with { Tot = new DateOnly(2026, 10, 23) })],
            Kalender =
            [
                .. Data.Kalender, new KalenderRegel(KalenderSoort.Bezoekvenster, "Eerste", new(2026, 9, 14), new(2026, 9, 25), null, null, null),
                new KalenderRegel(KalenderSoort.Bezoekvenster, "Tweede", new(2026, 10, 12), new(2026, 11, 6), null, null, null),
            ],
        };
        var wensen = Jaarwensen.Of(new RegisterSnapshot("v1", data), Cas, Jaar).Where(w => w.Student == Gijs).Select(w => w.Venster);
        Assert.Equal([new Dagen(new(2026, 9, 14), new(2026, 9, 25)), new Dagen(new(2026, 10, 12), new(2026, 10, 23))], wensen);
    }

    private static Jaarvoorstel Plan(RegisterData data, Beschikbaarheid? said = null)
    {
        var register = new RegisterSnapshot("v1", data);
        return Jaarplan.Plan(register, said is null ? Ask(register) : Ask(register) with { Beschikbaarheid = said }, Ct);
    }

    private static Jaaropdracht Ask(RegisterSnapshot register) =>
        new() { Wensen = Jaarwensen.Of(register, Cas, Jaar), Beschikbaarheid = new Beschikbaarheid { Werkt = Weekdeel.Werkweek }, Vanaf = Begin };

    /// <summary>Every way to give every student a place or none.</summary>
    private static long Cheapest(Planmodel m)
    {
        var visits = m.Groepen.Index().SelectMany(g => Enumerable.Range(0, g.Item.Aantal).SelectMany(i => new[] { (Groep: g.Index, Wie: i, Eerste: true), (Groep: g.Index, Wie: i, Eerste: false) })).ToList();
        var chosen = new int?[visits.Count];
        var best = long.MaxValue;
        void Try(int at)
        {
            if (at == visits.Count)
            {
                best = Math.Min(best, CostOf(m, [.. visits.Zip(chosen).Select(v => (v.First.Groep, v.First.Wie, v.First.Eerste, v.Second))]) ?? long.MaxValue);
                return;
            }

            var (group, _, first) = visits[at];
            var allowed = (first ? m.Groepen[group].Eerste : m.Groepen[group].Tweede)!.Keys.Select(k => (int?)k).Append(null);
            foreach (var place in allowed)
            {
                chosen[at] = place;
                Try(at + 1);
            }
        }

        Try(0);
        return best;
    }

    private static long? CostOf(Planmodel m, Planuitkomst found) => CostOf(m,
        [.. found.Paren.Index().SelectMany(g => g.Item.Index().SelectMany(p => new[] { (g.Index, p.Index, true, p.Item.Eerste), (g.Index, p.Index, false, p.Item.Tweede) }))]);

    /// <summary>What a plan costs; null when it is none.</summary>
    private static long? CostOf(Planmodel m, List<(int Groep, int Wie, bool Eerste, int? Plek)> visits)
    {
        var there = visits.Where(v => v.Plek is not null).GroupBy(v => v.Plek!.Value).ToList();
        if (there.Any(g => g.Count() > m.Plekken[g.Key].Ruimte || g.Select(v => m.Groepen[v.Groep].Locatie).Distinct().Count() > 1))
        {
            return null;
        }

        foreach (var student in visits.GroupBy(v => (v.Groep, v.Wie)))
        {
            if (student.Single(v => v.Eerste).Plek is { } a && student.Single(v => !v.Eerste).Plek is { } b && m.Plekken[b].Dag - m.Plekken[a].Dag < m.DagenTussen)
            {
                return null;
            }
        }

        return visits.Sum(v => v.Plek is not { } p ? 1000L : (v.Eerste ? m.Groepen[v.Groep].Eerste : m.Groepen[v.Groep].Tweede)![p]) + (20L * there.Count);
    }
}
