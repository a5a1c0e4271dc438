using Isop.Core.StageEvaluaties;

namespace Isop.Tests.StageEvaluaties;

/// <summary>What is told per opleiding, what is not and why, for small partnerships of one wave and one item on a scale of three.</summary>
public sealed class OpleidingTests
{
    private static readonly Rapportitem[] Items = [new("sfeer", false)];
    private static readonly Rapportitem[] OverOpleider = [new("sfeer", true)];

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(6, 0, true)]
    [InlineData(5, 4, false)]
    [InlineData(9, 1, false)]
    public void An_eenheid_is_split_when_of_each_opleiding_five_people_answered_or_nobody(int pabo, int alo, bool kept)
    {
        var left = Opleidingsplit.Bewaar([Deel("a", "pabo", [pabo, 0, 0]), Deel("a", "alo", [0, alo, 0]), Deel("b", "alo", [1, 0, 0])], new Vrijgaveregels());
        Assert.Equal((kept ? pabo : null, kept), (left[0].Ingevuld, left[0].Items.Count == 1));
        Assert.Equal(kept && alo > 0 ? 1 : 0, left[1].Items.Count);
        // With one opleiding there is nothing to split.
        Assert.Equal((1, 1), (left[2].Ingevuld, left[2].Items.Count));
    }

    [Fact]
    public void What_may_be_kept_depends_on_the_item()
    {
        Itemtelling five = new("sfeer", [5, 0, 0], 0), four = new("werk", [4, 0, 0], 1);
        var left = Opleidingsplit.Bewaar(
            [Deel("a", "pabo", [5, 0, 0]) with { Items = [five, four] }, Deel("a", "alo", [5, 0, 0]) with { Items = [five, five with { Item = "werk" }] }], new Vrijgaveregels());
        Assert.All(left, t => Assert.Equal("sfeer", Assert.Single(t.Items).Item));
    }

    [Fact]
    public void Per_opleiding_it_is_the_sum_over_eenheden_that_can_be_split_and_it_says_which()
    {
        var jaar = Jaar([.. Heel("a"), .. Heel("b"), Deel("c", "pabo", [2, 2, 2]), .. Gemengd("d"), .. Gemengd("e")]);
        var pabo = Assert.IsType<Punt.Toon>(jaar.Opleidingen["pabo"].Punten[0]).Cijfer;
        Assert.Equal([6, 6, 6], pabo.Stappen);
        Assert.Equal(["a", "b", "c"], pabo.Delen.Select(d => d.Eenheid));
        Assert.Equal((9, 2, 50), (pabo.Personen, jaar.Opleidingen["pabo"].Zonder["sfeer"], jaar.Opleidingen["pabo"].Respons));
        Assert.Equal([2, 4, 6], Assert.IsType<Punt.Toon>(jaar.Opleidingen["alo"].Punten[0]).Cijfer.Stappen);
    }

    [Fact]
    public void An_opleiding_at_one_eenheid_is_not_told_and_the_eenheid_counts_nowhere()
    {
        var jaar = Jaar([.. Heel("a"), Deel("b", "pabo", [2, 2, 2]), Deel("c", "pabo", [3, 3, 3]), Deel("d", "pabo", [3, 3, 3]), Deel("d", "mbo", [1, 0, 0])]);
        Assert.Equal(new Verborgenreden.Aanvullend(), Assert.IsType<Punt.Verborgen>(jaar.Opleidingen["alo"].Punten[0]).Reden);
        Assert.Equal([5, 5, 5], Assert.IsType<Punt.Toon>(jaar.Opleidingen["pabo"].Punten[0]).Cijfer.Stappen);
    }

    [Fact]
    public void Columns_less_the_total_of_the_partnership_must_not_be_one_eenheid()
    {
        // In d an opleiding has too few people, so the total less both columns would be its figure.
        Opleidingtelling[] one = [.. Heel("a"), .. Heel("b"), .. Heel("c"), .. Gemengd("d")];
        Assert.All(Jaar(one).Opleidingen.Values, r => Assert.Equal(new Verborgenreden.Aanvullend(), Assert.IsType<Punt.Verborgen>(r.Punten[0]).Reden));
        Opleidingtelling[] two = [.. one, .. Gemengd("e")];
        Assert.All(Jaar(two).Opleidingen.Values, r => Assert.IsType<Punt.Toon>(r.Punten[0]));
        Assert.All(Jaar(two, OverOpleider).Opleidingen.Values, r => Assert.IsType<Punt.Verborgen>(r.Punten[0]));
    }

    [Fact]
    public void A_board_less_a_column_must_not_be_one_eenheid()
    {
        // Everybody of the pabo is at a and b; board x less that is c.
        Opleidingtelling[] cells = [Deel("a", "pabo", [2, 2, 2]), Deel("b", "pabo", [2, 3, 2]), Deel("c", "alo", [2, 2, 3]), Deel("d", "alo", [3, 2, 2]), Deel("e", "alo", [1, 2, 2])];
        Assert.All(Jaar(cells, bestuur: e => e is "a" or "b" or "c" ? "x" : "y").Opleidingen.Values, r => Assert.IsType<Punt.Verborgen>(r.Punten[0]));
        Assert.All(Jaar(cells, bestuur: e => e is "a" or "b" ? "x" : "y").Opleidingen.Values, r => Assert.IsType<Punt.Toon>(r.Punten[0]));
    }

    [Fact]
    public void Where_all_of_an_opleiding_answered_the_same_it_is_a_band_and_its_eenheden_are_in_no_other_column()
    {
        var jaar = Jaar([.. Heel("a"), .. Heel("b"), .. Enumerable.Range(0, 4).SelectMany(i => new[] { Deel($"m{i}", "mbo", [0, 0, 5]), Deel($"m{i}", "pabo", [2, 2, 2]) })]);
        var band = Assert.IsType<Punt.Band>(jaar.Opleidingen["mbo"].Punten[0]);
        Assert.Equal((Bandhoogte.Hoog, true, 4), (band.Hoogte, band.Iedereen, band.Delen.Count));
        Assert.Equal(["a", "b"], Assert.IsType<Punt.Toon>(jaar.Opleidingen["pabo"].Punten[0]).Cijfer.Delen.Select(d => d.Eenheid));
    }

    [Fact]
    public void Where_all_of_an_opleiding_answered_it_is_a_band()
    {
        var jaar = Jaar([.. Heel("a"), .. Heel("b"), .. Enumerable.Range(0, 2).SelectMany(i => new[] { Deel($"m{i}", "mbo", [0, 2, 4], uitgenodigd: 6), Deel($"m{i}", "pabo", [2, 2, 2]) })]);
        Assert.False(Assert.IsType<Punt.Band>(jaar.Opleidingen["mbo"].Punten[0]).Iedereen);
    }

    [Fact]
    public void A_year_with_too_few_people_in_the_report_of_an_eenheid_keeps_it_out()
    {
        // Together with the year before it has enough; by itself what is left of its report would be four people.
        var four = Cel("a", [Deel("a", "pabo", [2, 1, 1])]) with { Studiejaar = "2025-2026", Golf = "2025-1" };
        Opleidingtelling[] cells = [.. Heel("a"), .. Heel("b"), .. Heel("c")];
        var jaar = Jaar(cells, eerder: [four]);
        Assert.Equal("2025-2026", Assert.IsType<Punt.Toon>(jaar.Eenheden["a"].Punten[0]).Cijfer.Van);
        Assert.DoesNotContain("a", jaar.Grootboek.Uitgaven.Where(u => u.Opleidingen.Count > 0).Select(u => u.Delen[0].Eenheid));
    }

    [Fact]
    public void The_ledger_says_which_eenheden_were_in_and_a_round_done_again_tells_the_same()
    {
        Opleidingtelling[] cells = [.. Heel("a"), .. Heel("b"), .. Heel("c")];
        var first = Jaar(cells);
        Assert.All(first.Grootboek.Uitgaven.Where(u => u.Item == "sfeer"), u => Assert.Equal(["alo", "pabo"], u.Opleidingen));
        var again = Jaar(cells, ledger: first.Grootboek);
        Assert.Equal(first.Grootboek.Uitgaven.Count, again.Grootboek.Uitgaven.Count);
        Assert.Equal(JaarrondeTests.Numbers(first.Opleidingen), JaarrondeTests.Numbers(again.Opleidingen));
        // What was not told then is not told when it is done again, with counts that came later.
        var without = Jaar(cells, splits: []);
        Assert.All(Jaar(cells, ledger: without.Grootboek).Opleidingen.Values, r => Assert.IsType<Punt.Verborgen>(r.Punten[0]));
    }

    private static Opleidingtelling[] Heel(string eenheid) => [Deel(eenheid, "pabo", [2, 2, 2]), Deel(eenheid, "alo", [1, 2, 3])];

    /// <summary>One student of another opleiding keeps it from being split.</summary>
    private static Opleidingtelling[] Gemengd(string eenheid) => [Deel(eenheid, "pabo", [3, 3, 3]), Deel(eenheid, "alo", [0, 0, 1])];

    private static Opleidingtelling Deel(string eenheid, string opleiding, int[] stappen, int uitgenodigd = 0) => new()
    {
        Golf = "2026-1", Studiejaar = "2026-2027", Halfjaar = 1, Eenheid = eenheid, Opleiding = opleiding, Ingevuld = stappen.Sum(),
        Uitgenodigd = uitgenodigd > 0 ? uitgenodigd : stappen.Sum() * 2, Items = [new Itemtelling("sfeer", stappen, 0)],
    };

    private static Celtelling Cel(string eenheid, IReadOnlyList<Opleidingtelling> delen, string bestuur = "x") => new()
    {
        Golf = "2026-1", Studiejaar = "2026-2027", Halfjaar = 1, Eenheid = eenheid, Bestuur = bestuur, Uitgenodigd = delen.Sum(d => d.Uitgenodigd), Terugkeer = [0, 0, 0],
        Ingevuld = delen.Sum(d => d.Ingevuld!.Value), Items = [new Itemtelling("sfeer", [.. Enumerable.Range(0, 3).Select(s => delen.Sum(d => d.Items[0].Stappen[s]))], 0)],
    };

    /// <param name="delen">Whole, as they are in memory at closing.</param>
    private static Jaaruitgave Jaar(
        Opleidingtelling[] delen, Rapportitem[]? items = null, Grootboek? ledger = null, Func<string, string>? bestuur = null, Celtelling[]? eerder = null,
        Opleidingtelling[]? splits = null) => Jaarronde.Maak(
        "2026-2027", [.. eerder ?? [], .. delen.GroupBy(d => d.Eenheid).Select(g => Cel(g.Key, [.. g], bestuur?.Invoke(g.Key) ?? "x"))],
        splits ?? Opleidingsplit.Bewaar(delen, new Vrijgaveregels()), items ?? Items, ledger ?? Grootboek.Leeg, new Vrijgaveregels());
}
