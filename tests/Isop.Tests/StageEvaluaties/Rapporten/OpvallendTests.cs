using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;
using static Isop.Tests.StageEvaluaties.Rapporten.Proefrapport;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>Which three things a report begins with.</summary>
public sealed class OpvallendTests
{
    /// <summary>An item with this mean (of ten answers), one of the partnership and one of before.</summary>
    private sealed record Stand(string Item, string Onderdeel, double Eigen, double? Partnerschap = null, double? Vorige = null, double? Norm = null);

    [Fact]
    public void Under_the_norm_comes_before_any_difference()
    {
        var found = Kies(new Stand("ver", "a", 4.0, Partnerschap: 3.0), new Stand("onder", "b", 3.4, Norm: 3.5));
        Assert.Equal(["onder", "ver"], found.Select(p => p.Item));
        Assert.Equal("Over onder: gemiddeld 3,4. Dat is 0,1 onder de norm van 3,5.", found[0].Zin);
        Assert.Equal("Over ver: gemiddeld 4,0. Dat is 1,0 hoger dan in het hele partnerschap (3,0).", found[1].Zin);
        Assert.Equal([false, true], found.Select(p => p.Goed));
    }

    [Fact]
    public void The_larger_of_two_differences_is_told() => Assert.Equal(
        "Over x: gemiddeld 3,8. Dat is 0,9 lager dan in het vorige rapport (4,7).",
        Assert.Single(Kies(new Stand("x", "a", 3.8, Partnerschap: 4.2, Vorige: 4.7))).Zin);

    [Theory]
    [InlineData(4.0, 3.8, 0)]
    [InlineData(4.1, 3.8, 1)]
    [InlineData(3.8, 4.1, 1)]
    public void A_difference_is_told_from_three_tenths(double eigen, double partnerschap, int count) =>
        Assert.Equal(count, Kies(new Stand("x", "a", eigen, Partnerschap: partnerschap)).Count);

    [Fact]
    public void Three_of_three_onderdelen_with_the_good_among_the_bad()
    {
        var found = Kies(
            new Stand("b1", "a", 2.0, Norm: 3.5), new Stand("b2", "a", 2.1, Norm: 3.5), new Stand("b3", "b", 2.2, Norm: 3.5), new Stand("b4", "c", 2.3, Norm: 3.5),
            new Stand("g1", "a", 4.9, Partnerschap: 3.0), new Stand("g2", "d", 4.0, Partnerschap: 3.6));
        Assert.Equal(["b1", "b3", "g2"], found.Select(p => p.Item));
    }

    [Fact]
    public void One_onderdeel_may_come_twice_when_there_is_no_other()
    {
        var found = Kies(new Stand("b1", "a", 2.0, Norm: 3.5), new Stand("b2", "a", 2.1, Norm: 3.5), new Stand("b3", "a", 2.2, Norm: 3.5), new Stand("g1", "a", 4.0, Partnerschap: 3.6));
        Assert.Equal(["b1", "b2", "g1"], found.Select(p => p.Item));
    }

    [Fact]
    public void The_good_is_told_also_when_its_onderdeel_is_taken()
    {
        var found = Kies(new Stand("b1", "a", 2.0, Norm: 3.5), new Stand("b2", "b", 2.1, Norm: 3.5), new Stand("b3", "c", 2.2, Norm: 3.5), new Stand("g1", "a", 4.0, Partnerschap: 3.6));
        Assert.Equal(["b1", "b2", "g1"], found.Select(p => p.Item));
    }

    [Fact]
    public void A_band_counts_by_its_word_only()
    {
        var beeld = Rapportbeeld.Maak(Bron(Band("a", Bandhoogte.Laag), Band("b", Bandhoogte.Hoog), Band("c", Bandhoogte.Midden), Band("d", Bandhoogte.Hoog, iedereen: false)));
        Assert.Equal(["Over a: laag, volgens iedereen die antwoordde.", "Over b: hoog, volgens iedereen die antwoordde."], beeld.Opvallend.Select(o => o.Zin));
    }

    [Fact]
    public void What_is_hidden_is_not_told_about_and_nothing_to_tell_is_said()
    {
        var hidden = Rapportbeeld.Maak(Bron(Verborgen("a", new Verborgenreden.Verschil())) with { Partnerschap = Van(Toon("a", 0, 0, 0, 0, 9)) });
        Assert.Empty(hidden.Opvallend);
        Assert.Equal($"{Rapportwoorden.NietsTeZien} {Rapportwoorden.Zelfevaluatie}", hidden.OpvallendUitleg);
        var calm = Rapportbeeld.Maak(Bron(Toon("a", 0, 0, 0, 5, 5)));
        Assert.Equal(Rapportwoorden.NietsValtOp, calm.OpvallendUitleg);
    }

    [Fact]
    public void What_is_repeated_says_from_when()
    {
        var beeld = Rapportbeeld.Maak(Bron(Herhaald(Toon("a", 5, 5, 0, 0, 0), new Verborgenreden.Verschil())));
        Assert.Equal("Over a: gemiddeld 1,5 (uit het rapport van 2027-2028). Dat is 2,0 onder de norm van 3,5.", Assert.Single(beeld.Opvallend).Zin);
    }

    [Fact]
    public void All_reports_of_a_partnership_have_at_most_three_and_always_the_same()
    {
        foreach (var code in Voorbeeldpartnerschap.Uitgave.Eenheden.Keys)
        {
            var bron = Voorbeeldpartnerschap.Bron(code, Lezer.Opleider, code);
            var beeld = Rapportbeeld.Maak(bron);
            Assert.InRange(beeld.Opvallend.Count, 0, 3);
            Assert.Equal(beeld.Opvallend, Rapportbeeld.Maak(bron).Opvallend);
            var shown = beeld.Onderdelen.SelectMany(o => o.Getoond).Select(i => i.Item).ToHashSet();
            Assert.All(beeld.Opvallend, o => Assert.Contains(o.Item, shown));
        }
    }

    private static IReadOnlyList<Opvallendheid> Kies(params Stand[] standen)
    {
        Rapport Van(Func<Stand, double?> mean) => Proefrapport.Van([.. standen.Where(s => mean(s) is not null).Select(s => Toon(s.Item, Tien(mean(s)!.Value)))]);
        var lijst = Voorbeeldlijst.Van(Onderwerp.Organisatie) with
        {
            Onderdelen = [.. standen.GroupBy(s => s.Onderdeel).Select(g => new Onderdeel
            {
                Id = g.Key, Naam = g.Key, Over = Onderwerp.Organisatie, Stellingen = [.. g.Select(s => Voorbeeldlijst.Stel(s.Item, $"Over {s.Item}", s.Norm))],
            })],
        };
        return Rapportbeeld.Maak(Bron() with { Eigen = Van(s => s.Eigen), Partnerschap = Van(s => s.Partnerschap), Vorige = Van(s => s.Vorige), Lijsten = [lijst] }).Opvallend;
    }

    /// <summary>Ten answers on two neighbouring steps.</summary>
    private static int[] Tien(double mean)
    {
        var steps = new int[5];
        var tenths = (int)Math.Round(mean * 10);
        steps[Math.Min(tenths / 10, 5) - 1] = 10 - (tenths % 10);
        if (tenths % 10 > 0)
        {
            steps[tenths / 10] = tenths % 10;
        }

        return steps;
    }
}
