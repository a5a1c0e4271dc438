using Isop.Core.Bezoeken;
using Isop.Core.Register;
using static Isop.Tests.Bezoeken.Proefbezoek;

using Gezet = (Isop.Core.Bezoeken.Bezoekwens Wens, Isop.Core.Bezoeken.Halfdag? Moment);

namespace Isop.Tests.Bezoeken;

/// <summary>
/// The planner on instances of our own: no plan breaks a rule (<see cref="Plancontrole"/>), none costs less than what every visit costs at
/// least, and none more than choosing the cheapest place visit by visit.
/// </summary>
public sealed class BezoekplanInstantiesTests
{
    private static readonly DateOnly Begin = new(2026, 8, 31);
    private static readonly DayOfWeek[] DiWo = [DayOfWeek.Tuesday, DayOfWeek.Wednesday];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Instances => [.. All.Keys];

    private static Dictionary<string, Func<Instantie>> All { get; } = new()
    {
        ["three places far apart"] = () => Of(Town(DiWo, "O1", "O1", "O1", "O1", "O1", "O2", "O2", "O4", "O4", "O5"), DayOfWeek.Tuesday, DayOfWeek.Wednesday),
        ["a koppel that shares half-days"] = () => Of(Koppel(Town([DayOfWeek.Tuesday], "O1", "O1", "O2", "O2", "O4"), "O1", "O2"), DayOfWeek.Tuesday),
        ["a koppel too far apart"] = () => Of(Koppel(Town([DayOfWeek.Tuesday], "O1", "O1", "O2", "O4", "O4"), "O1", "O4"), DayOfWeek.Tuesday),
        ["a stageweek in each half of the blok"] = () => Of(
            Rows(Town([DayOfWeek.Monday], "O1", "O1", "O2", "O2", "O4"), Week("Stageweek 1", new(2026, 9, 14)), Week("Stageweek 2", new(2026, 10, 12))),
            DayOfWeek.Wednesday, DayOfWeek.Thursday),
        ["an opleider with weeks that never suit"] = () => Of(Town(DiWo, "O1", "O1", "O1", "O2", "O2"), DayOfWeek.Tuesday, DayOfWeek.Wednesday) is var i
            ? i with
            {
                Ask = i.Ask with
                {
                    Opleiders = new Dictionary<PersonId, Aanwezigheid>
                    {
                        [Olga] = new() { Ambulant = [new Weekdeel(DayOfWeek.Wednesday, Dagdeel.Middag)], Nooit = [new Dagen(new(2026, 9, 14), new(2026, 9, 25)), new Dagen(new(2026, 10, 26), new(2026, 10, 30))] },
                    },
                },
            }
            : i,
        ["a holiday for each region"] = () => Of(
            Rows(Town(DiWo, "O1", "O1", "O2", "O5", "O5"), new KalenderRegel(KalenderSoort.Vakantie, "Zuid", new(2026, 10, 12), new(2026, 10, 16), Vakantieregio.Zuid, null, null)),
            DayOfWeek.Tuesday, DayOfWeek.Wednesday),
        ["around the change of the clock"] = () => Of(
            Town([DayOfWeek.Monday, DayOfWeek.Friday], "O1", "O1", "O2") is var d ? d with
            {
                Kalender = [d.Kalender[0], new KalenderRegel(KalenderSoort.Blok, "Herfst", new(2026, 9, 21), new(2026, 11, 27), null, null, null), new KalenderRegel(KalenderSoort.Blok, "Lente", new(2027, 2, 22), new(2027, 4, 30), null, null, null)],
                Stages = [.. d.Stages.Select(s => s with { Tot = new DateOnly(2027, 7, 2) })],
            } : d,
            DayOfWeek.Monday, DayOfWeek.Friday),
        ["half-days that are full"] = () => Of(Town([DayOfWeek.Tuesday], "O1", "O1", "O1", "O1", "O1", "O1", "O2", "O2", "O4", "O5"), DayOfWeek.Tuesday) is var i
            ? i with { Ask = i.Ask with { Beschikbaarheid = i.Ask.Beschikbaarheid with { MeestePerDag = 3, Vrij = [new Dagen(new(2026, 9, 21), new(2026, 10, 9))] } } }
            : i,
    };

    [Theory]
    [MemberData(nameof(Instances))]
    public void A_plan_breaks_no_rule_and_costs_between_what_it_must_and_what_choosing_one_by_one_costs(string name)
    {
        var (data, ask) = All[name]();
        var plan = Jaarplan.Plan(new RegisterSnapshot("v1", data), ask, Ct);

        Assert.Empty(Plancontrole.Faults(plan, ask, data));
        var cost = CostOf(plan, ask, data);
        Assert.InRange(cost, AtLeast(ask, data), OneByOne(ask, data));
        Assert.True(plan.Bewezen);
        Assert.Equal(plan.Bezoeken, Jaarplan.Plan(new RegisterSnapshot("v2", data), ask, Ct).Bezoeken);
    }

    [Fact]
    public void The_first_plan_that_fits_breaks_no_rule_either()
    {
        foreach (var (_, make) in All)
        {
            var (data, ask) = make();
            Assert.Empty(Plancontrole.Faults(Jaarplan.Voorbeeld(new RegisterSnapshot("v1", data), ask), ask, data));
        }
    }

    [Fact]
    public void A_koppel_shares_half_days_and_saves_visits_that_would_not_fit()
    {
        // One Tuesday morning in each window: with the other half of the koppel in the same half-day everybody is seen.
        var (data, ask) = Of(Koppel(Town([DayOfWeek.Tuesday], "O1", "O1", "O2"), "O1", "O2"), DayOfWeek.Tuesday);
        ask = ask with { Beschikbaarheid = new Beschikbaarheid { Werkt = [new Weekdeel(DayOfWeek.Tuesday, Dagdeel.Ochtend)], Vrij = [new Dagen(new(2026, 9, 14), new(2026, 10, 9)), new Dagen(new(2026, 10, 20), new(2026, 12, 1))] } };
        var plan = Jaarplan.Plan(new RegisterSnapshot("v1", data), ask, Ct);
        Assert.Empty(plan.Ongepland);
        Assert.Equal(2, plan.Bezoeken.Select(b => b.Moment).Distinct().Count());
        Assert.Empty(Plancontrole.Faults(plan, ask, data));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Around_what_is_agreed_no_way_to_put_the_others_costs_less(int seed)
    {
        var random = new Random(seed);
        var places = new[] { "O1", "O1", "O1", "O2", "O2", "O4" };
        var (data, ask) = Of(Koppel(Town([DayOfWeek.Tuesday], places), "O1", "O2"), DayOfWeek.Tuesday);
        var firsts = ask.Wensen.Where(w => w.Nummer == 1).ToList();
        var days = new[] { new DateOnly(2026, 9, 15), new DateOnly(2026, 9, 22) };
        // A koppel in one morning, and elsewhere on the other day: both leave something to choose.
        List<GeplandBezoek> agreed =
        [
            new(firsts.First(w => w.Organisatie == (seed % 2 == 0 ? "O1" : "O2")), new Halfdag(days[0], Dagdeel.Ochtend), false),
            new(firsts.First(w => w.Organisatie == (seed % 2 == 0 ? "O2" : "O1")), new Halfdag(days[0], Dagdeel.Ochtend), false),
            new(firsts.First(w => w.Organisatie == "O4"), new Halfdag(days[1], (Dagdeel)random.Next(2)), false),
        ];
        ask = ask with
        {
            Wensen = [.. firsts.Where(w => agreed.All(a => a.Wens.Id != w.Id))],
            Vast = agreed,
            Beschikbaarheid = new Beschikbaarheid
            {
                Werkt = [new Weekdeel(DayOfWeek.Tuesday, Dagdeel.Ochtend), new Weekdeel(DayOfWeek.Tuesday, Dagdeel.Middag)],
                Vrij = [new Dagen(new(2026, 9, 29), new(2026, 10, 2)), .. random.Next(2) == 0 ? [new Dagen(new(2026, 9, 8), new(2026, 9, 8))] : Array.Empty<Dagen>()],
                MeestePerDag = 3 + random.Next(4),
            },
            Bezet = random.Next(2) == 0 ? [new Halfdag(days[0], Dagdeel.Middag)] : [],
        };

        var plan = Jaarplan.Plan(new RegisterSnapshot("v1", data), ask, Ct);

        Assert.Empty(Plancontrole.Faults(plan, ask, data));
        Assert.Equal(Cheapest(ask, data), CostOf(plan, ask, data));
        Assert.True(plan.Bewezen);
    }

    [Fact]
    public void Ten_times_the_coaches_is_ten_times_the_work_and_nobodys_plan_depends_on_the_others()
    {
        var alone = Town(DiWo, "O1", "O1", "O1", "O2", "O2", "O4");
        var all = Clones(alone, 10);
        var plan = Plan(alone, Cas);
        var (one, ten) = (Work(alone, 1), Work(all, 10));

        Assert.Equal((one.Models * 10, one.Options * 10), ten);
        for (var coach = 0; coach < 10; coach++)
        {
            var same = Plan(all, coach == 0 ? Cas : Id(9000 + coach));
            Assert.Equal(plan.Bezoeken.Select(b => (b.Moment, b.Wens.Organisatie, b.Wens.Nummer)), same.Bezoeken.Select(b => (b.Moment, b.Wens.Organisatie[..2], b.Wens.Nummer)));
        }

        Jaarvoorstel Plan(RegisterData data, PersonId coach) => Jaarplan.Plan(new RegisterSnapshot("v", data), AskOf(data, coach, DiWo), Ct);

        // What the planner is given to work on: models, and places to choose from in them.
        (int Models, int Options) Work(RegisterData data, int coaches)
        {
            var (models, options) = (0, 0);
            for (var coach = 0; coach < coaches; coach++)
            {
                Jaarplan.Plan(new RegisterSnapshot("v", data), AskOf(data, coach == 0 ? Cas : Id(9000 + coach), DiWo), m =>
                {
                    models++;
                    options += m.Groepen.Sum(g => (g.Eerste?.Count ?? 0) + (g.Tweede?.Count ?? 0));
                    return new Planuitkomst([.. m.Groepen.Select(g => (IReadOnlyList<(int?, int?)>)[.. Enumerable.Repeat(((int?)null, (int?)null), g.Aantal)])], 0, 0, false);
                }, Ct);
            }

            return (models, options);
        }
    }

    [Fact]
    public void The_minutes_worked_out_by_hand_are_those_of_the_map() =>
        Assert.All(Plancontrole.Minuten, m => Assert.Equal(m.Value, Reistijd.Minuten($"{m.Key.Item1} AA", $"{m.Key.Item2} BB")));

    private static int CostOf(Jaarvoorstel plan, Jaaropdracht ask, RegisterData data) => Plancontrole.Kosten(
        [.. plan.Bezoeken.Select(b => new Gezet(b.Wens, b.Moment)), .. plan.Ongepland.Select(o => new Gezet(o.Wens, null))], ask, data)!.Value;

    /// <summary>Each visit at its cheapest or not at all, and for each window the trips that the visits of a location need at least.</summary>
    private static int AtLeast(Jaaropdracht ask, RegisterData data)
    {
        var options = ask.Wensen.ToDictionary(w => w.Id, w => Plancontrole.Mogelijk(w, ask, data));
        var visits = ask.Wensen.Sum(w => options[w.Id].Select(h => Plancontrole.Kosten(w, h, ask)).DefaultIfEmpty(1000).Min());
        // A location needs a trip for every four of its visits; leaving a visit out instead costs more than a trip does.
        var trips = ask.Wensen.Where(w => options[w.Id].Count > 0).GroupBy(w => (w.Periode, w.Nummer, w.Organisatie)).Sum(g => 20 * ((g.Count() + 3) / 4));
        return visits + trips;
    }

    /// <summary>Visit by visit where it adds least.</summary>
    private static int OneByOne(Jaaropdracht ask, RegisterData data)
    {
        List<Gezet> put = [];
        foreach (var w in ask.Wensen)
        {
            var best = Plancontrole.Mogelijk(w, ask, data).Select(h => (Halfdag?)h).Append(null)
                .MinBy(h => Plancontrole.Kosten([.. put, new Gezet(w, h)], ask, data) ?? int.MaxValue);
            put.Add(new Gezet(w, best));
        }

        return Plancontrole.Kosten(put, ask, data)!.Value;
    }

    /// <summary>Every way to put the visits.</summary>
    private static int Cheapest(Jaaropdracht ask, RegisterData data)
    {
        IEnumerable<IReadOnlyList<Gezet>> ways = [[]];
        foreach (var w in ask.Wensen)
        {
            var options = Plancontrole.Mogelijk(w, ask, data).Select(h => (Halfdag?)h).Append(null).ToList();
            ways = ways.SelectMany(put => options.Select(h => (IReadOnlyList<Gezet>)[.. put, new Gezet(w, h)])).ToList();
        }

        return ways.Min(put => Plancontrole.Kosten(put, ask, data) ?? int.MaxValue);
    }

    private static Instantie Of(RegisterData data, params IReadOnlyList<DayOfWeek> works) => new(data, AskOf(data, Cas, works));

    private static Jaaropdracht AskOf(RegisterData data, PersonId coach, IReadOnlyList<DayOfWeek> works) => new()
    {
        Wensen = Jaarwensen.Of(new RegisterSnapshot("v1", data), coach, Jaar),
        Beschikbaarheid = new Beschikbaarheid { Werkt = [.. Weekdeel.Werkweek.Where(w => works.Contains(w.Dag))] },
        Vanaf = Begin,
    };

    /// <summary>A student for each place named, in Blok 1: Ulft (O1), Varsseveld (O2), Winterswijk (O4) and Duiven (O5, region Zuid).</summary>
    private static RegisterData Town(IReadOnlyList<DayOfWeek> days, params IReadOnlyList<string> places) => Data with
    {
        Organisaties =
        [
            Organisatie("O1", "De Linde", "Ulft", "7071 AA"), Organisatie("O2", "De Esdoorn", "Varsseveld", "7051 AA"), Organisatie("O4", "De Beuk", "Winterswijk", "7101 AA"),
            Organisatie("O5", "De Berk", "Duiven", "6921 AA") with { Vakantieregio = Vakantieregio.Zuid },
        ],
        Personen = [.. Data.Personen, .. places.Select((_, i) => Persoon(Id(200 + i), $"Student {i}"))],
        Studenten = [.. places.Select((_, i) => Student(Id(200 + i), i))],
        Stages = [.. places.Select((p, i) => Stage(Id(200 + i), i, p, p is "O1" or "O4" ? Olga : Bram, days))],
        Kalender = [.. Data.Kalender.Where(k => k.Naam != "Blok 2")],
    };

    private static RegisterData Koppel(RegisterData data, string one, string other) => data with
    {
        Organisaties = [.. data.Organisaties.Select(o => o.Code == one ? o with { Koppel = other } : o.Code == other ? o with { Koppel = one } : o)],
    };

    private static RegisterData Rows(RegisterData data, params IReadOnlyList<KalenderRegel> rows) => data with { Kalender = [.. data.Kalender, .. rows] };

    private static KalenderRegel Week(string name, DateOnly monday) => new(KalenderSoort.Stageweek, name, monday, monday.AddDays(4), null, null, null);

    /// <summary>The same coach with the same students so many times, each at places of their own.</summary>
    private static RegisterData Clones(RegisterData data, int count)
    {
        PersonId Of(PersonId id, int n) => n == 0 ? id : Id(20_000 + (n * 100) + data.Studenten.Select(s => s.Persoon).ToList().IndexOf(id));
        string At(string code, int n) => n == 0 ? code : $"{code}-{n}";
        var copies = Enumerable.Range(0, count).ToList();
        return data with
        {
            Organisaties = [.. copies.SelectMany(n => data.Organisaties.Select(o => o with { Code = At(o.Code, n) }))],
            Personen = [.. data.Personen, .. copies.Skip(1).SelectMany(n => data.Studenten.Select(s => Persoon(Of(s.Persoon, n), $"Kloon {n} {s.Studentnummer}")))],
            Studenten = [.. copies.SelectMany(n => data.Studenten.Select(s => s with { Persoon = Of(s.Persoon, n), Studentnummer = $"{s.Studentnummer}{n:D3}", Studiecoach = n == 0 ? Cas : Id(9000 + n) }))],
            Stages = [.. copies.SelectMany(n => data.Stages.Select(s => s with { Id = $"{s.Id}.{n}", Student = Of(s.Student, n), Organisatie = At(s.Organisatie, n) }))],
        };
    }

    private sealed record Instantie(RegisterData Data, Jaaropdracht Ask);
}
