using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.StageEvaluaties;
using Cel = (string Eenheid, int Jaar, int Halfjaar, string Opleiding);

namespace Isop.Tests.StageEvaluaties;

/// <summary>Whoever keeps every report of every year cannot get at fewer than five people, whatever is added to or subtracted from what.</summary>
public sealed class TegenspelerProperties
{
    public static Arbitrary<int> Seeds() => Gen.Choose(1, 10_000_000).ToArbitrary();

    [Property(Arbitrary = [typeof(TegenspelerProperties)], MaxTest = 80, Replay = "20261130,11")]
    public bool No_calculation_with_all_reports_ever_comes_down_to_one_to_four_people(int seed)
    {
        var wereld = Proefwereld.Maak(seed);
        var reader = Tegenspeler.Leest(wereld, wereld.Uitgaven(new Vrijgaveregels()));
        return reader.Rekensommen(new Random(seed)).All(sum =>
        {
            var factors = Factors(sum);
            return Enough(wereld, factors.Where(f => f.Value > 0).Select(f => f.Key)) && Enough(wereld, factors.Where(f => f.Value < 0).Select(f => f.Key))
                && factors.GroupBy(f => f.Value).All(g => g.Key == 0 || Enough(wereld, g.Select(f => f.Key)));
        });
    }

    [Property(Arbitrary = [typeof(TegenspelerProperties)], MaxTest = 60, Replay = "20261130,21")]
    public bool No_small_group_is_in_the_span_of_all_reports_ever(int seed)
    {
        var wereld = Proefwereld.Maak(seed, eenheden: 6);
        var reader = Tegenspeler.Leest(wereld, wereld.Uitgaven(new Vrijgaveregels()));
        var canDerive = reader.Afleidbaar();
        var cells = wereld.Antwoorden.Where(a => a.Stap is not null).Select(a => a.Cel).Distinct().ToList();
        var small = cells.Select(c => new[] { c }).Concat(from a in cells from b in cells where a.CompareTo(b) < 0 select new[] { a, b })
            .Concat(from g in cells.GroupBy(c => c.Eenheid) from n in Enumerable.Range(1, g.Count()) from skip in Enumerable.Range(0, g.Count()) select g.Skip(skip).Take(n).ToArray());
        return reader.Onscheidbaar().All(k => Enough(wereld, k)) && small.All(s => Enough(wereld, s) || !canDerive(s.ToHashSet()));
    }

    [Property(Arbitrary = [typeof(TegenspelerProperties)], MaxTest = 60, Replay = "20261130,13")]
    public bool Whoever_knows_two_students_is_certain_of_nothing_about_fewer_than_three_others(int seed)
    {
        var wereld = Proefwereld.Maak(seed, eenheden: 6, jaren: 4);
        var reader = Tegenspeler.Leest(wereld, wereld.Uitgaven(new Vrijgaveregels()));
        var random = new Random(seed);
        var students = wereld.Antwoorden.Select(a => a.Student).Distinct().ToArray();
        HashSet<int> known = [random.GetItems(students, 1)[0], random.GetItems(students, 1)[0]];
        var others = wereld.Antwoorden.Where(a => a.Stap is not null && !known.Contains(a.Student)).ToLookup(a => a.Cel);
        return reader.Rekensommen(random).All(sum =>
        {
            var factors = Factors(sum);
            // The reader subtracts what she knows; of the rest she has the sum per step.
            var rest = Enumerable.Range(0, wereld.Stappen).Select(s => factors.Sum(f => f.Value * others[f.Key].Count(a => a.Stap == s))).ToArray();
            return new[] { 1, -1 }.All(sign =>
            {
                var side = factors.Where(f => f.Value * sign > 0).ToList();
                var certain = rest.Sum(r => Math.Max(0, r * sign)) == side.Sum(f => f.Value * sign * others[f.Key].Count());
                var people = side.SelectMany(f => others[f.Key]).Select(a => a.Student).Distinct().Count();
                return !certain || people is 0 or >= 3;
            });
        });
    }

    /// <summary>Every way in which the unknown answers can be, in worlds small enough: certain is what is the same in all of them.</summary>
    [Property(Arbitrary = [typeof(TegenspelerProperties)], MaxTest = 80, Replay = "20261130,23")]
    public bool An_answer_is_certain_only_where_five_people_less_the_known_two_all_said_the_same(int seed)
    {
        var wereld = Proefwereld.Maak(seed, eenheden: 4, jaren: 3, perJaar: 7, stappen: 2, halfjaren: 1);
        var reader = Tegenspeler.Leest(wereld, wereld.Uitgaven(new Vrijgaveregels()));
        var random = new Random(seed);
        var students = wereld.Antwoorden.Select(a => a.Student).Distinct().ToArray();
        HashSet<int> known = [random.GetItems(students, 1)[0], random.GetItems(students, 1)[0]];
        var answers = wereld.Antwoorden.Where(a => a.Stap is not null).ToList();
        var others = answers.Where(a => !known.Contains(a.Student)).ToLookup(a => a.Cel);
        return new Mogelijkheden(wereld, reader, others).Zeker().All(cell =>
        {
            var group = reader.Onscheidbaar().Single(k => k.Contains(cell));
            return group.SelectMany(c => others[c]).Select(a => a.Stap).Distinct().Count() == 1 && Enough(wereld, group);
        });
    }

    /// <summary>Proof that this reader is not blind: she is given what a report with a threshold of five answers, and no more rules, would tell.</summary>
    [Fact]
    public void The_same_reader_finds_small_groups_in_reports_that_only_count_answers()
    {
        var found = Enumerable.Range(1, 60).Select(seed => Proefwereld.Maak(seed)).Count(wereld =>
        {
            var reader = new Tegenspeler();
            var all = wereld.Antwoorden.Where(a => a.Stap is not null).ToList();
            for (var jaar = Proefwereld.Eerste; jaar <= wereld.Laatste; jaar++)
            {
                var window = all.Where(a => a.Jaar > jaar - 3 && a.Jaar <= jaar).ToList();
                foreach (var group in window.GroupBy(a => a.Eenheid).Select(g => g.ToList()).Append(window).Where(g => g.Count >= 5))
                {
                    reader.Cijfers.Add(new Gelezen("", [.. group.Select(a => a.Cel)], []));
                }
            }

            return reader.Rekensommen(new Random(1)).Any(s => !Enough(wereld, Factors(s).Where(f => f.Value > 0).Select(f => f.Key)));
        });
        Assert.InRange(found, 20, 60);
    }

    /// <summary>Proof that the rules are not safe by being silent: with nothing published before, whoever has five people is shown.</summary>
    [Fact]
    public void In_a_first_year_nothing_is_hidden_of_an_eenheid_that_has_enough_people()
    {
        for (var seed = 1; seed < 80; seed++)
        {
            var wereld = Proefwereld.Maak(seed, jaren: 1);
            var jaar = wereld.Uitgaven(new Vrijgaveregels()).Single();
            Assert.All(jaar.Eenheden, e => Assert.Equal(
                Personental.Ondergrens(wereld.Tellingen.Where(t => t.Eenheid == e.Key), Proefwereld.Item, 2) >= 5, e.Value.Punten[0] is not Punt.Verborgen));
        }
    }

    private static bool Enough(Proefwereld wereld, IEnumerable<Cel> cells)
    {
        var set = cells.ToHashSet();
        return wereld.Mensen(a => set.Contains(a.Cel)) is 0 or >= 5;
    }

    private static Dictionary<Cel, int> Factors(Dictionary<Gelezen, int> sum)
    {
        Dictionary<Cel, int> factors = [];
        foreach (var (figure, factor) in sum)
        {
            foreach (var cell in figure.Cellen)
            {
                factors[cell] = factors.GetValueOrDefault(cell) + factor;
            }
        }

        return factors;
    }
}
