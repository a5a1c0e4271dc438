using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.StageEvaluaties;

namespace Isop.Tests.StageEvaluaties;

/// <summary>The count of people is a lower bound, against a truth in which people come back and are at two eenheden.</summary>
public sealed class PersonentalProperties
{
    public static Arbitrary<int> Seeds() => Gen.Choose(1, 10_000_000).ToArbitrary();

    [Property(Arbitrary = [typeof(PersonentalProperties)], MaxTest = 150, Replay = "20261130,1")]
    public bool At_one_eenheid_there_are_never_fewer_people_than_counted(int seed)
    {
        var wereld = Proefwereld.Maak(seed, eenheden: 4);
        return wereld.Tellingen.Select(t => t.Eenheid).Distinct().All(eenheid => Windows(wereld).All(w =>
        {
            var cells = Cells(wereld, w, eenheid);
            return Personental.Ondergrens(cells, Proefwereld.Item, 2) <= wereld.Mensen(a => a.Eenheid == eenheid && Within(w, a))
                && Personental.Ondergrens(cells, 2) <= wereld.Antwoorden.Where(a => a.Eenheid == eenheid && Within(w, a)).Select(a => a.Student).Distinct().Count();
        }));
    }

    [Property(Arbitrary = [typeof(PersonentalProperties)], MaxTest = 150, Replay = "20261130,5")]
    public bool At_several_eenheden_nobody_counts_twice(int seed)
    {
        var wereld = Proefwereld.Maak(seed, eenheden: 6);
        var random = new Random(seed);
        return Windows(wereld).All(w =>
        {
            var some = wereld.Tellingen.Select(t => t.Eenheid).Distinct().Where(_ => random.Next(2) == 0).ToArray();
            return Personental.Ondergrens(Cells(wereld, w, some), Proefwereld.Item, 2) <= wereld.Mensen(a => some.Contains(a.Eenheid) && Within(w, a));
        });
    }

    [Property(Arbitrary = [typeof(PersonentalProperties)], MaxTest = 100, Replay = "20261130,3")]
    public bool Any_cells_at_all_never_give_more_people_than_there_are(int seed)
    {
        var wereld = Proefwereld.Maak(seed, eenheden: 5);
        var random = new Random(seed);
        var some = wereld.Tellingen.Where(_ => random.Next(3) > 0).ToList();
        var keys = some.Select(t => (t.Eenheid, t.Studiejaar, t.Halfjaar)).ToHashSet();
        return Personental.Ondergrens(some, Proefwereld.Item, 2) <= wereld.Mensen(a => keys.Contains((a.Eenheid, Proefwereld.Naam(a.Jaar), a.Halfjaar)));
    }

    /// <summary>What would go wrong: two small organisations, with the same five students a year apart and at both in one half-year.</summary>
    [Fact]
    public void Adding_up_what_each_eenheid_has_would_count_a_student_twice()
    {
        Celtelling[] both = [Cel("a", 5), Cel("b", 5)];
        Assert.Equal(5, Personental.Ondergrens(both, 2));
        Assert.Equal(10, both.Sum(t => Personental.Ondergrens([t], 2)));
        Assert.Equal(3, Personental.Ondergrens([Cel("a", 3), Cel("b", 3)], 2));
        Assert.Equal(6, Personental.Ondergrens([Cel("a", 3), Cel("b", 3)], 1));
    }

    [Fact]
    public void Students_who_came_back_count_once()
    {
        Celtelling[] years = [Cel("a", 4), Cel("a", 4, "2027-2028", [0, 3])];
        Assert.Equal(5, Personental.Ondergrens(years, 2));
    }

    [Fact]
    public void Years_over_which_nobody_counted_who_came_back_prove_no_more_than_the_largest_half_year()
    {
        Celtelling[] years = [Cel("a", 4), Cel("a", 3, "2027-2028", [0])];
        Assert.Equal(4, Personental.Ondergrens(years, 2));
    }

    private static IEnumerable<(int Van, int Tot)> Windows(Proefwereld wereld) =>
        from tot in Enumerable.Range(Proefwereld.Eerste, wereld.Laatste - Proefwereld.Eerste + 1)
        from van in Enumerable.Range(Proefwereld.Eerste, tot - Proefwereld.Eerste + 1)
        select (van, tot);

    private static bool Within((int Van, int Tot) window, Antwoord antwoord) => antwoord.Jaar >= window.Van && antwoord.Jaar <= window.Tot;

    private static List<Celtelling> Cells(Proefwereld wereld, (int Van, int Tot) window, params string[] eenheden) =>
        [.. wereld.Tellingen.Where(t => eenheden.Contains(t.Eenheid) && Proefwereld.Jaar(t.Studiejaar) >= window.Van && Proefwereld.Jaar(t.Studiejaar) <= window.Tot)];

    private static Celtelling Cel(string eenheid, int ingevuld, string jaar = "2026-2027", int[]? terugkeer = null) => new()
    {
        Golf = "g", Studiejaar = jaar, Halfjaar = 1, Eenheid = eenheid, Bestuur = "b", Uitgenodigd = 10, Ingevuld = ingevuld, Items = [], Terugkeer = terugkeer ?? [0],
    };
}
