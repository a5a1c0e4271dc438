using Google.OrTools.Sat;

namespace Isop.Core.Bezoeken;

/// <summary>
/// Finds the plan with the least costs, and proves it (CP-SAT; docs/bezoekplanner.md tells the model). Deterministic: one worker, a fixed
/// seed and a bound in deterministic time, so that every machine gives the same plan.
/// </summary>
internal static class Bezoekplanner
{
    /// <summary>Deterministic seconds for one period of one visitor; then the best plan so far is taken.</summary>
    public const double Geduld = 2;

    /// <exception cref="DllNotFoundException">The solver's native library is not on this machine.</exception>
    /// <remarks>
    /// The two visits of a period are asked for in weeks of their own, so that only the days between them hold them together. First each is
    /// solved without the other: when the two plans happen to keep the days between, together they are the best there is. Only else
    /// everything is solved at once.
    /// </remarks>
    public static Planuitkomst Solve(Planmodel m, double geduld = Geduld)
    {
        if (Halves(m) is not var (first, second))
        {
            return SolveAll(m, geduld);
        }

        var (early, late) = (SolveAll(first, geduld / 2), SolveAll(second, geduld / 2));
        var bound = early.Ondergrens + late.Ondergrens;
        return Together(m, early, late)
            ?? Reached(SolveAll(m, geduld, bound, early), bound)
            ?? SolveAll(m, geduld, bound);
    }

    /// <summary>A plan that costs what no plan can be below is the best, however it was found.</summary>
    private static Planuitkomst? Reached(Planuitkomst found, long bound) => found.Kosten == bound ? found with { Ondergrens = bound, Bewezen = true } : null;

    /// <summary>The first visits alone and the second alone; null when they share days.</summary>
    private static (Planmodel First, Planmodel Second)? Halves(Planmodel m)
    {
        var early = m.Groepen.SelectMany(g => g.Eerste?.Keys ?? []).Select(p => m.Plekken[p].Dag).ToHashSet();
        var late = m.Groepen.SelectMany(g => g.Tweede?.Keys ?? []).Select(p => m.Plekken[p].Dag).ToHashSet();
        return early.Overlaps(late) || m.Groepen.All(g => g.Eerste is null) || m.Groepen.All(g => g.Tweede is null) ? null
            : (m with { Groepen = [.. m.Groepen.Select(g => g with { Tweede = null })] }, m with { Groepen = [.. m.Groepen.Select(g => g with { Eerste = null })] });
    }

    private static Planuitkomst? Together(Planmodel m, Planuitkomst first, Planuitkomst second)
    {
        List<IReadOnlyList<(int?, int?)>> pairs = [];
        foreach (var (group, (a, b)) in m.Groepen.Zip(first.Paren.Zip(second.Paren)))
        {
            var paired = Pair(m, group, [.. a.Select(p => p.Eerste).OfType<int>()], [.. b.Select(p => p.Tweede).OfType<int>()]);
            if (paired.Exists(p => p is ({ } one, { } two) && m.Plekken[two].Dag - m.Plekken[one].Dag < m.DagenTussen))
            {
                return null;
            }

            pairs.Add(paired);
        }

        return new Planuitkomst(pairs, first.Kosten + second.Kosten, first.Ondergrens + second.Ondergrens, first.Bewezen && second.Bewezen);
    }

    /// <param name="m">The model.</param>
    /// <param name="geduld">Deterministic seconds.</param>
    /// <param name="atLeast">Costs that no plan can be below: who reaches them is done.</param>
    /// <param name="early">First visits that stay as they are.</param>
    private static Planuitkomst SolveAll(Planmodel m, double geduld, long atLeast = 0, Planuitkomst? early = null)
    {
        var model = new CpModel();
        var (trips, costs) = Trips(model, m);
        var first = m.Groepen.Select((g, i) => Counts(model, m, g, g.Eerste, trips, costs, $"a{i}")).ToList();
        var second = m.Groepen.Select((g, i) => Counts(model, m, g, g.Tweede, trips, costs, $"b{i}")).ToList();
        Keep(model, first, early);
        Room(model, m, first, second, trips);
        for (var i = 0; i < m.Groepen.Count; i++)
        {
            KeepApart(model, m, m.Groepen[i], first[i], second[i]);
        }

        EnoughTrips(model, m, first, trips);
        EnoughTrips(model, m, second, trips);
        MorningsFirst(model, m, trips);
        Roads(model, m, trips, costs);
        var all = LinearExpr.Sum(costs);
        model.Add(all >= atLeast);
        model.Minimize(all);
        var solver = new CpSolver
        {
            StringParameters = FormattableString.Invariant(
                $"num_workers:1,random_seed:1,max_deterministic_time:{geduld},linearization_level:2,symmetry_level:2,cp_model_probing_level:2"),
        };
        var status = solver.Solve(model);
        if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
        {
            throw new InvalidOperationException($"Leaving every visit out is a plan, and yet the solver says {status}.");
        }

        return new Planuitkomst(
            [.. m.Groepen.Select((g, i) => Pair(m, g, Taken(solver, first[i]), Taken(solver, second[i])))],
            (long)Math.Round(solver.ObjectiveValue), (long)Math.Ceiling(solver.BestObjectiveBound - 1e-6), status == CpSolverStatus.Optimal);
    }

    /// <summary>A literal for each trip that may be made; half-days on which the visitor is at that location anyway need none.</summary>
    private static (Dictionary<(string, int), BoolVar> Trips, List<LinearExpr> Costs) Trips(CpModel model, Planmodel m)
    {
        var trips = new Dictionary<(string, int), BoolVar>();
        List<LinearExpr> costs = [];
        foreach (var group in m.Groepen)
        {
            foreach (var place in Places(group).Where(p => m.Plekken[p].Vast?.Contains(group.Locatie) != true && !trips.ContainsKey((group.Locatie, p))).ToList())
            {
                var trip = model.NewBoolVar($"y{group.Locatie}.{place}");
                trips.Add((group.Locatie, place), trip);
                costs.Add(trip * (Planmodel.KostenRit + group.Rit(place)));
            }
        }

        // One location for each half-day; two that are near enough count as one.
        foreach (var at in trips.GroupBy(t => t.Key.Item2))
        {
            var fixedAt = m.Plekken[at.Key].Vast;
            var sites = at.GroupBy(t => m.Samen.TryGetValue(t.Key.Item1, out var together) ? $"#{together}" : t.Key.Item1).ToList();
            List<ILiteral> there = [];
            foreach (var site in sites)
            {
                var may = fixedAt is null || (m.Samen.TryGetValue(fixedAt[0], out var f) && site.Key == $"#{f}");
                if (!may)
                {
                    foreach (var trip in site)
                    {
                        model.Add(trip.Value == 0);
                    }
                }
                else if (site.Count() == 1)
                {
                    there.Add(site.Single().Value);
                }
                else
                {
                    var any = model.NewBoolVar($"s{site.Key}.{at.Key}");
                    foreach (var trip in site)
                    {
                        model.AddImplication(trip.Value, any);
                    }

                    there.Add(any);
                }
            }

            if (there.Count > 1)
            {
                model.AddAtMostOne(there);
            }
        }

        return (trips, costs);
    }

    private static IEnumerable<int> Places(Planmodel.Groep group) => (group.Eerste?.Keys ?? []).Concat(group.Tweede?.Keys ?? []).Distinct().Order();

    /// <summary>How many of a group are visited at each place, and how many not at all.</summary>
    private static Telling? Counts(
        CpModel model, Planmodel m, Planmodel.Groep group, IReadOnlyDictionary<int, int>? allowed, Dictionary<(string, int), BoolVar> trips,
        List<LinearExpr> costs, string name)
    {
        if (allowed is null)
        {
            return null;
        }

        var at = new SortedDictionary<int, IntVar>();
        foreach (var (place, cost) in allowed.OrderBy(a => a.Key))
        {
            var most = Math.Min(group.Aantal, m.Plekken[place].Ruimte);
            if (most <= 0)
            {
                continue;
            }

            var count = model.NewIntVar(0, most, $"{name}.{place}");
            at.Add(place, count);
            if (trips.TryGetValue((group.Locatie, place), out var trip))
            {
                model.Add(count <= most * trip);
            }

            if (cost != 0)
            {
                costs.Add(count * cost);
            }
        }

        var none = model.NewIntVar(0, group.Aantal, $"{name}.geen");
        model.Add(LinearExpr.Sum(at.Values.Append(none)) == group.Aantal);
        costs.Add(none * Planmodel.KostenOngepland);
        return new Telling(at, none);
    }

    private static void Keep(CpModel model, List<Telling?> counts, Planuitkomst? found)
    {
        foreach (var (telling, pairs) in counts.Zip(found?.Paren ?? []))
        {
            foreach (var (place, count) in telling?.Op ?? [])
            {
                model.Add(count == pairs.Count(p => p.Eerste == place));
            }
        }
    }

    /// <summary>A half-day holds so many visits, a trip brings at least one, and a day has its bound.</summary>
    private static void Room(CpModel model, Planmodel m, List<Telling?> first, List<Telling?> second, Dictionary<(string, int), BoolVar> trips)
    {
        var all = m.Groepen.SelectMany((g, i) => new[] { first[i], second[i] }.OfType<Telling>().SelectMany(t => t.Op.Select(c => (g.Locatie, Plek: c.Key, Telling: c.Value)))).ToList();
        foreach (var at in all.GroupBy(c => (c.Locatie, c.Plek)))
        {
            if (trips.TryGetValue(at.Key, out var trip))
            {
                var visits = LinearExpr.Sum(at.Select(c => c.Telling));
                model.Add(visits <= m.Plekken[at.Key.Plek].Ruimte * trip);
                model.Add(visits >= trip);
            }
        }

        foreach (var at in all.GroupBy(c => c.Plek))
        {
            model.Add(LinearExpr.Sum(at.Select(c => c.Telling)) <= m.Plekken[at.Key].Ruimte);
        }

        foreach (var day in all.GroupBy(c => m.Plekken[c.Plek].Dag))
        {
            if (m.MeestOpDag.TryGetValue(day.Key, out var most))
            {
                model.Add(LinearExpr.Sum(day.Select(c => c.Telling)) <= most);
            }
        }
    }

    /// <summary>
    /// Students of a group can be paired with the days between when, at each day, no more second visits were made than there were first
    /// ones long enough before, counting those who have no first visit (Hall's theorem on nested sets).
    /// </summary>
    private static void KeepApart(CpModel model, Planmodel m, Planmodel.Groep group, Telling? first, Telling? second)
    {
        if (first is null || second is null)
        {
            return;
        }

        foreach (var day in second.Op.Keys.Select(p => m.Plekken[p].Dag).Distinct().Order())
        {
            var early = first.Op.Where(c => m.Plekken[c.Key].Dag <= day - m.DagenTussen).Select(c => c.Value).ToList();
            if (early.Count == first.Op.Count)
            {
                break;
            }

            model.Add(LinearExpr.Sum(second.Op.Where(c => m.Plekken[c.Key].Dag <= day).Select(c => c.Value)) <= LinearExpr.Sum(early.Append(first.Geen)));
        }
    }

    /// <summary>
    /// Five students are two trips, not five quarters: for each few groups of a location the trips they need, rounded up. Says nothing new
    /// about plans, but a solver that may think in parts of trips finds the proof much later without it.
    /// </summary>
    private static void EnoughTrips(CpModel model, Planmodel m, List<Telling?> counts, Dictionary<(string, int), BoolVar> trips)
    {
        foreach (var location in m.Groepen.Index().Where(g => counts[g.Index] is not null).GroupBy(g => g.Item.Locatie))
        {
            var groups = location.ToList();
            foreach (var some in Subsets(groups.Count))
            {
                var members = groups.Where((_, i) => some.Contains(i)).ToList();
                var places = members.SelectMany(g => counts[g.Index]!.Op.Keys).Distinct().ToList();
                var most = places.Select(p => m.Plekken[p].Ruimte).DefaultIfEmpty(0).Max();
                var made = places.Where(p => trips.ContainsKey((location.Key, p))).Select(p => (LinearExpr)trips[(location.Key, p)]).ToList();
                // Whoever is not visited, or on a trip that is made anyway, needs none.
                var without = members.Select(g => (LinearExpr)counts[g.Index]!.Geen)
                    .Concat(members.SelectMany(g => counts[g.Index]!.Op.Where(c => !trips.ContainsKey((location.Key, c.Key))).Select(c => (LinearExpr)c.Value)));
                if (most > 0)
                {
                    var students = members.Sum(g => g.Item.Aantal);
                    model.Add(LinearExpr.Sum(made.Concat(without)) >= (students + most - 1) / most);
                }
            }
        }
    }

    /// <summary>Every few of a handful; of more than five only each one and all.</summary>
    private static IEnumerable<HashSet<int>> Subsets(int count) => count <= 5
        ? Enumerable.Range(1, (1 << count) - 1).Select(bits => Enumerable.Range(0, count).Where(i => (bits & (1 << i)) != 0).ToHashSet())
        : Enumerable.Range(0, count).Select(i => new HashSet<int> { i }).Append([.. Enumerable.Range(0, count)]);

    /// <summary>
    /// An afternoon is used only when the morning of that day is, for whom the morning is no worse: a trip moved from the afternoon to an
    /// empty morning costs no more, so nothing is lost and half of the equal plans are never looked at.
    /// </summary>
    private static void MorningsFirst(CpModel model, Planmodel m, Dictionary<(string, int), BoolVar> trips)
    {
        var places = m.Plekken.Index().ToDictionary(p => (p.Item.Dag, p.Item.Deel), p => p.Index);
        var groups = m.Groepen.ToLookup(g => g.Locatie);
        foreach (var ((location, place), afternoon) in trips.Where(t => m.Plekken[t.Key.Item2] is { Deel: 1, Vast: null }))
        {
            if (places.TryGetValue((m.Plekken[place].Dag, 0), out var morning) && m.Plekken[morning] is { Vast: null } early && early.Ruimte >= m.Plekken[place].Ruimte
                && groups[location].All(g => NoWorse(g.Eerste, place, morning) && NoWorse(g.Tweede, place, morning) && g.Rit(morning) <= g.Rit(place)))
            {
                model.AddBoolOr([afternoon.Not(), .. trips.Where(t => t.Key.Item2 == morning).Select(t => t.Value)]);
            }
        }
    }

    private static bool NoWorse(IReadOnlyDictionary<int, int>? costs, int place, int instead) =>
        costs is null || !costs.TryGetValue(place, out var here) || (costs.TryGetValue(instead, out var there) && there <= here);

    private static void Roads(CpModel model, Planmodel m, Dictionary<(string, int), BoolVar> trips, List<LinearExpr> costs)
    {
        if (m.Reis is not { } reis)
        {
            return;
        }

        var agreed = m.VasteRitten.ToLookup(r => (r.Dag, r.Deel));
        foreach (var ((location, place), trip) in trips)
        {
            var cost = agreed[(m.Plekken[place].Dag, 1 - m.Plekken[place].Deel)].Where(r => r.Locatie != location).Sum(r => reis(location, r.Locatie));
            if (cost > 0)
            {
                costs.Add(trip * cost);
            }
        }

        foreach (var day in trips.GroupBy(t => m.Plekken[t.Key.Item2].Dag))
        {
            var mornings = day.Where(t => m.Plekken[t.Key.Item2].Deel == 0).ToList();
            foreach (var morning in mornings)
            {
                foreach (var afternoon in day.Where(t => m.Plekken[t.Key.Item2].Deel == 1 && t.Key.Item1 != morning.Key.Item1))
                {
                    if (reis(morning.Key.Item1, afternoon.Key.Item1) is > 0 and var cost)
                    {
                        var both = model.NewBoolVar($"r{morning.Key}.{afternoon.Key}");
                        model.AddBoolOr([morning.Value.Not(), afternoon.Value.Not(), both]);
                        costs.Add(both * cost);
                    }
                }
            }
        }
    }

    private static List<int> Taken(CpSolver solver, Telling? telling) =>
        telling is null ? [] : [.. telling.Op.SelectMany(c => Enumerable.Repeat(c.Key, (int)solver.Value(c.Value)))];

    /// <summary>The earliest second visits go to who has no first one, the others in order: that keeps the days between wherever they can be kept.</summary>
    private static List<(int?, int?)> Pair(Planmodel m, Planmodel.Groep group, List<int> first, List<int> second)
    {
        var (a, b) = (first.OrderBy(p => m.Plekken[p].Dag).ThenBy(p => p).ToList(), second.OrderBy(p => m.Plekken[p].Dag).ThenBy(p => p).ToList());
        var without = group.Eerste is null ? 0 : group.Aantal - a.Count;
        List<(int?, int?)> pairs = [];
        for (var i = 0; i < group.Aantal; i++)
        {
            int? one = i < without || i - without >= a.Count ? null : a[i - without];
            pairs.Add((one, i < b.Count ? b[i] : null));
        }

        return pairs;
    }

    private sealed record Telling(SortedDictionary<int, IntVar> Op, IntVar Geen);
}
