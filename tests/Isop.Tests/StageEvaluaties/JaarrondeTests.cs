using Isop.Core.StageEvaluaties;

namespace Isop.Tests.StageEvaluaties;

/// <summary>What is shown, what is not and why, for small partnerships of one item on a scale of five.</summary>
public sealed class JaarrondeTests
{
    private static readonly Rapportitem[] Items = [new("sfeer", false)];
    private static readonly Rapportitem[] OverOpleider = [new("sfeer", true)];

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public void A_threshold_below_five_cannot_be_made(int drempel)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vrijgaveregels { Drempel = drempel });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vrijgaveregels { DrempelOpmerkingen = drempel + 5 });
    }

    [Fact]
    public void Five_people_are_shown_with_counts_and_mean()
    {
        var rapport = Jaar(2026, [Cel("a", "x", 2026, 1, [0, 0, 1, 2, 2])]).Eenheden["a"];
        var cijfer = Assert.IsType<Punt.Toon>(rapport.Punten[0]).Cijfer;
        Assert.Equal([0, 0, 1, 2, 2], cijfer.Stappen);
        Assert.Equal((4.2, 5, "2026-2027"), (cijfer.Gemiddelde, cijfer.Personen, cijfer.Van));
        Assert.Equal((50, false, null), (rapport.Respons, rapport.LageRespons, rapport.Opmerkingen));
    }

    [Fact]
    public void Five_answers_of_four_people_are_not_shown_and_the_report_says_from_when_it_is_expected()
    {
        var rapport = Jaar(2026, [Cel("a", "x", 2026, 1, [0, 0, 1, 2, 1]), Cel("a", "x", 2026, 2, [0, 0, 0, 1, 0])]).Eenheden["a"];
        var hidden = Assert.IsType<Punt.Verborgen>(rapport.Punten[0]);
        Assert.Equal(new Verborgenreden.TeWeinigPersonen("2027-2028"), hidden.Reden);
        Assert.Null(rapport.Respons);
    }

    [Fact]
    public void When_a_report_is_expected_depends_on_the_invited_and_not_on_who_answered_here()
    {
        Celtelling big = Cel("z", "y", 2026, 1, [10, 10, 10, 10, 10], uitgenodigd: 100);
        var none = Jaar(2026, [big, Cel("a", "x", 2026, 1, [0, 0, 0, 0, 0], uitgenodigd: 5)]).Eenheden["a"].Punten[0];
        var four = Jaar(2026, [big, Cel("a", "x", 2026, 1, [1, 1, 0, 0, 0], uitgenodigd: 5)]).Eenheden["a"].Punten[0];
        Assert.Equal(none, four);
    }

    [Theory]
    [InlineData(new[] { 0, 0, 0, 0, 6 }, Bandhoogte.Hoog)]
    [InlineData(new[] { 0, 0, 6, 0, 0 }, Bandhoogte.Midden)]
    [InlineData(new[] { 0, 6, 0, 0, 0 }, Bandhoogte.Laag)]
    public void When_all_answered_the_same_only_a_band_is_shown(int[] stappen, Bandhoogte hoogte)
    {
        var band = Assert.IsType<Punt.Band>(Jaar(2026, [Cel("a", "x", 2026, 1, stappen)]).Eenheden["a"].Punten[0]);
        Assert.Equal((hoogte, true), (band.Hoogte, band.Iedereen));
    }

    [Fact]
    public void When_everybody_answered_only_a_band_is_shown()
    {
        var band = Assert.IsType<Punt.Band>(Jaar(2026, [Cel("a", "x", 2026, 1, [0, 0, 0, 3, 3], uitgenodigd: 6)]).Eenheden["a"].Punten[0]);
        Assert.Equal((Bandhoogte.Hoog, false), (band.Hoogte, band.Iedereen));
    }

    [Fact]
    public void Counts_behind_a_band_are_not_in_a_total_where_subtracting_would_give_them()
    {
        var jaar = Jaar(2026, [Een("a", "x"), Een("b", "x"), Cel("c", "x", 2026, 1, [0, 0, 0, 0, 6])]);
        Assert.Equal(10, Assert.IsType<Punt.Toon>(jaar.Besturen["x"].Punten[0]).Cijfer.Aantal);
        Assert.Equal(1, jaar.Besturen["x"].Zonder["sfeer"]);
        Assert.Equal(10, Assert.IsType<Punt.Toon>(jaar.Partnerschap.Punten[0]).Cijfer.Aantal);
    }

    [Fact]
    public void Fewer_than_one_in_five_is_marked()
    {
        Assert.True(Jaar(2026, [Cel("a", "x", 2026, 1, [1, 1, 1, 1, 1], uitgenodigd: 26)]).Eenheden["a"].LageRespons);
        Assert.False(Jaar(2026, [Cel("a", "x", 2026, 1, [1, 1, 1, 1, 1], uitgenodigd: 25)]).Eenheden["a"].LageRespons);
    }

    [Fact]
    public void A_small_eenheid_is_left_out_of_the_total_of_its_board_and_of_the_partnership()
    {
        var jaar = Jaar(2026, [Een("a", "x"), Een("b", "x"), Cel("c", "x", 2026, 1, [1, 1, 0, 0, 0])]);
        Assert.Equal((10, 1), (Assert.IsType<Punt.Toon>(jaar.Besturen["x"].Punten[0]).Cijfer.Aantal, jaar.Besturen["x"].Zonder["sfeer"]));
        Assert.Equal(10, Assert.IsType<Punt.Toon>(jaar.Partnerschap.Punten[0]).Cijfer.Aantal);
    }

    [Fact]
    public void A_board_of_which_one_eenheid_is_shown_has_no_total_as_that_would_be_the_eenheid()
    {
        var jaar = Jaar(2026, [Een("a", "x"), Cel("b", "x", 2026, 1, [1, 1, 0, 0, 0]), Een("c", "y"), Een("d", "y")]);
        Assert.Equal(new Verborgenreden.Aanvullend(), Assert.IsType<Punt.Verborgen>(jaar.Besturen["x"].Punten[0]).Reden);
        // Partnership less board y would be eenheid a.
        Assert.Equal(10, Assert.IsType<Punt.Toon>(jaar.Partnerschap.Punten[0]).Cijfer.Aantal);
    }

    [Fact]
    public void Boards_with_one_eenheid_are_one_group()
    {
        var jaar = Jaar(2026, [Een("a", "x"), Een("b", "y"), Een("c", "z")]);
        Assert.Empty(jaar.Besturen);
        Assert.Equal(15, Assert.IsType<Punt.Toon>(jaar.Eenpitters!.Punten[0]).Cijfer.Aantal);
    }

    [Fact]
    public void What_is_about_opleiders_a_board_sees_over_three_eenheden_or_more()
    {
        Celtelling[] two = [Een("a", "x"), Een("b", "x"), Een("c", "y"), Een("d", "y"), Een("e", "y")];
        var jaar = Jaar(2026, two, OverOpleider);
        Assert.IsType<Punt.Verborgen>(jaar.Besturen["x"].Punten[0]);
        Assert.IsType<Punt.Toon>(jaar.Besturen["y"].Punten[0]);
        // Nor can it be had from the partnership, less board y.
        Assert.Equal(15, Assert.IsType<Punt.Toon>(jaar.Partnerschap.Punten[0]).Cijfer.Aantal);
    }

    [Fact]
    public void Eenheden_that_will_never_have_a_report_count_together_once_there_are_enough_people()
    {
        Celtelling[] small = [.. Enumerable.Range(0, 9).Select(i => Cel($"s{i}", "x", 2026, 1, i % 2 == 0 ? [1, 0, 0, 0, 0] : [0, 0, 1, 0, 0], uitgenodigd: 3))];
        var jaar = Jaar(2026, [Cel("a", "x", 2026, 1, [2, 2, 2, 2, 2], uitgenodigd: 30), .. small]);
        Assert.Equal(19, Assert.IsType<Punt.Toon>(jaar.Besturen["x"].Punten[0]).Cijfer.Aantal);
        Assert.All(small, s => Assert.IsType<Punt.Verborgen>(jaar.Eenheden[s.Eenheid].Punten[0]));
        // Eight answers of one half-year can be of four students who were at two of them.
        jaar = Jaar(2026, [Cel("a", "x", 2026, 1, [2, 2, 2, 2, 2], uitgenodigd: 30), .. small[1..]]);
        Assert.IsType<Punt.Verborgen>(jaar.Besturen["x"].Punten[0]);
    }

    /// <summary>
    /// The symmetric difference of the two windows is eight people, which the rule of domain B3.2 lets pass. Yet new less old is
    /// (+4 high, −4 low), so whoever knows how many answered knows all eight.
    /// </summary>
    [Fact]
    public void Four_people_who_leave_and_four_who_come_are_not_safe_because_together_they_are_eight()
    {
        Celtelling[] first = [Cel("a", "x", 2026, 1, [4, 0, 0, 0, 0]), Cel("a", "x", 2027, 1, [1, 1, 1, 1, 1]), Cel("a", "x", 2028, 1, [0, 1, 2, 1, 1])];
        Celtelling[] second = [.. first, Cel("a", "x", 2029, 1, [0, 0, 0, 0, 4])];
        var before = Jaar(2028, first);
        var repeated = Assert.IsType<Punt.Herhaald>(Jaar(2029, second, ledger: before.Grootboek).Eenheden["a"].Punten[0]);
        Assert.Equal(("2028-2029", new Verborgenreden.Verschil()), (repeated.Sinds, repeated.Reden));
        Assert.Equal([5, 2, 3, 2, 2], Assert.IsType<Punt.Toon>(repeated.Eerder).Cijfer.Stappen);
    }

    [Fact]
    public void After_years_too_few_to_tell_the_years_since_are_told_together()
    {
        Celtelling[] cells =
        [
            .. Enumerable.Range(2026, 3).Select(j => Cel("a", "x", j, 1, [0, 1, 1, 0, 1])), Cel("a", "x", 2029, 1, [1, 0, 1, 0, 1]),
            Cel("a", "x", 2030, 1, [0, 0, 1, 1, 1]),
        ];
        var ledger = Grootboek.Leeg;
        List<Punt> punten = [];
        for (var jaar = 2028; jaar <= 2030; jaar++)
        {
            var uitgave = Jaar(jaar, [.. cells.Where(c => Proefwereld.Jaar(c.Studiejaar) <= jaar)], ledger: ledger);
            ledger = uitgave.Grootboek;
            punten.Add(uitgave.Eenheden["a"].Punten[0]);
        }

        Assert.Equal(9, Assert.IsType<Punt.Toon>(punten[0]).Cijfer.Aantal);
        Assert.IsType<Punt.Herhaald>(punten[1]);
        Assert.Equal(("2029-2030", 6), Assert.IsType<Punt.Toon>(punten[2]) is var toon ? (toon.Cijfer.Van, toon.Cijfer.Aantal) : default);
    }

    [Fact]
    public void An_eenheid_that_moved_counts_with_its_board_of_now()
    {
        var jaar = Jaar(2027, [Een("a", "x"), Een("b", "x"), Een("c", "y"), Een("d", "y"), Cel("b", "y", 2027, 1, [1, 1, 1, 1, 1])]);
        Assert.Equal(20, Assert.IsType<Punt.Toon>(jaar.Besturen["y"].Punten[0]).Cijfer.Aantal);
        Assert.Equal(["y"], jaar.Besturen.Keys);
    }

    [Fact]
    public void A_round_that_is_done_again_publishes_the_same_and_nothing_more()
    {
        for (var seed = 1; seed < 40; seed++)
        {
            var wereld = Proefwereld.Maak(seed);
            var last = wereld.Uitgaven(new Vrijgaveregels()).Last();
            var again = Jaarronde.Maak(last.Studiejaar, wereld.Tellingen, wereld.Opleidingen, [new Rapportitem(Proefwereld.Item, seed % 3 == 0)], last.Grootboek, new Vrijgaveregels());
            Assert.Equal(last.Grootboek.Uitgaven.Count, again.Grootboek.Uitgaven.Count);
            Assert.Equal(Numbers(last), Numbers(again));
            Assert.Equal(Numbers(last.Opleidingen), Numbers(again.Opleidingen));
        }
    }

    [Fact]
    public void Norm_and_comparison_come_from_shown_figures_only()
    {
        var jaar = Jaar(2026, [Een("a", "x"), Cel("b", "x", 2026, 1, [0, 0, 0, 0, 6]), Cel("c", "x", 2026, 1, [0, 0, 0, 3, 3])]);
        var afstand = Afstand.Van(jaar.Eenheden["c"].Punten[0], jaar.Partnerschap.Punten[0], jaar.Eenheden["b"].Punten[0], 3.5);
        Assert.Equal(new Afstand(1.0, 4.5 - (42.0 / 11), null), afstand);
        Assert.Equal(new Afstand(null, null, null), Afstand.Van(jaar.Eenheden["b"].Punten[0], jaar.Partnerschap.Punten[0], null, 3.5));
    }

    [Fact]
    public void Comments_are_of_ten_people_and_what_is_new_in_them_a_year_later_as_well()
    {
        var first = Cel("a", "x", 2026, 1, [2, 2, 2, 2, 2], uitgenodigd: 20);
        var before = Jaar(2026, [first]);
        Assert.Equal(new Deel("a", "2026-2027", "2026-2027"), before.Eenheden["a"].Opmerkingen);
        Assert.Null(Jaar(2026, [Een("a", "x")]).Eenheden["a"].Opmerkingen);
        // Nine new people: in a report of both years, the comments that were not there before would be theirs.
        var nine = Jaar(2027, [first, Cel("a", "x", 2027, 1, [2, 2, 2, 2, 1], uitgenodigd: 20)], ledger: before.Grootboek);
        Assert.Equal(new Deel("a", "2026-2027", "2026-2027"), nine.Eenheden["a"].Opmerkingen);
        var ten = Jaar(2027, [first, Cel("a", "x", 2027, 1, [2, 2, 2, 2, 2], uitgenodigd: 20)], ledger: before.Grootboek);
        Assert.Equal(new Deel("a", "2026-2027", "2027-2028"), ten.Eenheden["a"].Opmerkingen);
    }

    [Fact]
    public void A_wave_that_closes_after_its_year_was_released_stops_the_next_release()
    {
        var before = Jaar(2026, [Een("a", "x")]);
        Assert.Throws<InvalidOperationException>(() => Jaar(2027, [Een("a", "x"), Cel("a", "x", 2026, 2, [1, 0, 0, 0, 0])], ledger: before.Grootboek));
    }

    internal static string Numbers(Jaaruitgave jaar) => Numbers(jaar.Eenheden.Concat(jaar.Besturen).Append(new("", jaar.Partnerschap)));

    internal static string Numbers(IEnumerable<KeyValuePair<string, Rapport>> rapporten) => string.Join('|', rapporten.Select(r => $"{r.Key} {r.Value.Punten[0] switch
        {
            Punt.Toon t => string.Join(',', t.Cijfer.Stappen),
            var other => other.GetType().Name,
        }}"));

    private static Jaaruitgave Jaar(int jaar, Celtelling[] cells, Rapportitem[]? items = null, Grootboek? ledger = null) =>
        Jaarronde.Maak(Proefwereld.Naam(jaar), cells, [], items ?? Items, ledger ?? Grootboek.Leeg, new Vrijgaveregels());

    private static Celtelling Een(string eenheid, string bestuur) => Cel(eenheid, bestuur, 2026, 1, [1, 1, 1, 1, 1]);

    private static Celtelling Cel(string eenheid, string bestuur, int jaar, int halfjaar, int[] stappen, int uitgenodigd = 10) => new()
    {
        Golf = $"{jaar}-{halfjaar}", Studiejaar = Proefwereld.Naam(jaar), Halfjaar = halfjaar, Eenheid = eenheid, Bestuur = bestuur, Uitgenodigd = uitgenodigd,
        Ingevuld = stappen.Sum(), Items = [new Itemtelling("sfeer", stappen, 0)], Terugkeer = [0, 0, 0, 0],
    };
}
