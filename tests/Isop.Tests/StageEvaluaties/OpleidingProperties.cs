using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.StageEvaluaties;
using Cel = (string Eenheid, int Jaar, int Halfjaar, string Opleiding);

namespace Isop.Tests.StageEvaluaties;

/// <summary>Figures per opleiding beside those per eenheid, in partnerships large enough to have them.</summary>
public sealed class OpleidingProperties
{
    public static Arbitrary<int> Seeds() => Gen.Choose(1, 10_000_000).ToArbitrary();

    /// <summary>
    /// Each figure has all of such a group or nothing, so whatever is calculated gives its people one and the same factor. No other check on
    /// people is needed: what is left, what is added and what is subtracted are always some of these groups.
    /// </summary>
    [Property(Arbitrary = [typeof(OpleidingProperties)], MaxTest = 300, Replay = "20261130,31")]
    public bool What_no_report_tells_apart_is_of_five_people_or_more(int seed)
    {
        var wereld = Groot(seed);
        return Tegenspeler.Leest(wereld, wereld.Uitgaven(new Vrijgaveregels())).Onscheidbaar().All(g => Genoeg(wereld, g));
    }

    [Property(Arbitrary = [typeof(OpleidingProperties)], MaxTest = 40, Replay = "20261130,33")]
    public bool No_opleiding_of_an_eenheid_with_one_to_four_people_is_in_the_span_of_all_reports_ever(int seed)
    {
        var wereld = Groot(seed);
        var canDerive = Tegenspeler.Leest(wereld, wereld.Uitgaven(new Vrijgaveregels())).Afleidbaar();
        var cells = wereld.Antwoorden.Where(a => a.Stap is not null).Select(a => a.Cel).Distinct().ToList();
        return cells.GroupBy(c => (c.Eenheid, c.Jaar, c.Opleiding)).Select(g => g.ToHashSet())
            .Concat(cells.GroupBy(c => (c.Eenheid, c.Jaar)).Select(g => g.ToHashSet()))
            .Concat(cells.GroupBy(c => (c.Eenheid, c.Opleiding)).Select(g => g.ToHashSet()))
            .Concat(cells.GroupBy(c => (c.Jaar, c.Opleiding)).Select(g => g.ToHashSet()))
            .Concat(cells.GroupBy(c => c.Jaar).Select(g => g.ToHashSet()))
            .All(g => Genoeg(wereld, g) || !canDerive(g));
    }

    [Property(Arbitrary = [typeof(OpleidingProperties)], MaxTest = 40, Replay = "20261130,35")]
    public bool An_answer_is_certain_only_where_five_people_less_the_known_two_all_said_the_same(int seed)
    {
        var wereld = Proefwereld.Maak(seed, eenheden: 4, jaren: 2, perJaar: 14, stappen: 2, halfjaren: 1, minste: 5, respons: 0.7);
        var reader = Tegenspeler.Leest(wereld, wereld.Uitgaven(new Vrijgaveregels()));
        var random = new Random(seed);
        var students = wereld.Antwoorden.Select(a => a.Student).Distinct().ToArray();
        HashSet<int> known = [random.GetItems(students, 1)[0], random.GetItems(students, 1)[0]];
        var others = wereld.Antwoorden.Where(a => a.Stap is not null && !known.Contains(a.Student)).ToLookup(a => a.Cel);
        return new Mogelijkheden(wereld, reader, others).Zeker().All(cell =>
        {
            var group = reader.Onscheidbaar().Single(k => k.Contains(cell));
            return group.SelectMany(c => others[c]).Select(a => a.Stap).Distinct().Count() == 1 && Genoeg(wereld, group);
        });
    }

    /// <summary>Nobody loses her own report, this year or a later one, by what the partnership sees per opleiding.</summary>
    [Property(Arbitrary = [typeof(OpleidingProperties)], MaxTest = 150, Replay = "20261130,37")]
    public bool Eenheden_and_totals_are_told_the_same_with_and_without_opleidingen(int seed)
    {
        var wereld = Groot(seed);
        return wereld.Uitgaven(new Vrijgaveregels()).Zip(wereld.Uitgaven(new Vrijgaveregels(), perOpleiding: false)).All(y =>
            JaarrondeTests.Numbers(y.First) == JaarrondeTests.Numbers(y.Second));
    }

    [Fact]
    public void In_most_of_these_partnerships_something_is_told_per_opleiding()
    {
        var told = Enumerable.Range(1, 100).Count(seed => Groot(seed).Uitgaven(new Vrijgaveregels()).Any(y => y.Opleidingen.Values.Any(r => r.Respons is not null)));
        Assert.InRange(told, 50, 100);
    }

    /// <summary>
    /// Why columns over everybody are not released. Twelve eenheden, of each four students of the pabo and one of the ALO: any sum in which two opleidingen
    /// differ is about twelve people or more. But nobody of the pabo chose the lowest step, so at the eenheid where somebody did it was the one student of the ALO.
    /// </summary>
    [Fact]
    public void A_calculation_about_many_people_can_still_be_certain_about_one()
    {
        var wereld = Proefwereld.Van(5, from e in Enumerable.Range(0, 12) from s in Enumerable.Range(0, 5)
            select new Antwoord((e * 5) + s, $"e{e:00}", Proefwereld.Eerste, 1, s < 4 ? "pabo" : "alo", e == 0 && s == 4 ? 0 : 1 + ((e + s) % 4)));
        var row = wereld.Antwoorden.Where(a => a.Eenheid == "e00").ToList();
        var column = wereld.Antwoorden.Where(a => a.Opleiding == "pabo").ToList();
        // Row less column: what is in both falls out.
        var (plus, minus) = (row.Except(column).ToList(), column.Except(row).ToList());
        Assert.Equal((1, 44), (plus.Count, minus.Count));
        Assert.Equal(1, row.Count(a => a.Stap == 0) - column.Count(a => a.Stap == 0));
        Assert.Equal(0, Assert.Single(plus).Stap);

        var jaar = Assert.Single(wereld.Uitgaven(new Vrijgaveregels()));
        Assert.IsType<Punt.Toon>(jaar.Eenheden["e00"].Punten[0]);
        Assert.All(jaar.Opleidingen.Values, r => Assert.Equal(new Verborgenreden.TeWeinigPersonen(null), Assert.IsType<Punt.Verborgen>(r.Punten[0]).Reden));
    }

    private static Proefwereld Groot(int seed) => Proefwereld.Maak(seed, eenheden: 10, jaren: 4, perJaar: 40, minste: 5, respons: 0.6);

    private static bool Genoeg(Proefwereld wereld, IEnumerable<Cel> cells)
    {
        var set = cells.ToHashSet();
        return wereld.Mensen(a => set.Contains(a.Cel)) is 0 or >= 5;
    }
}
