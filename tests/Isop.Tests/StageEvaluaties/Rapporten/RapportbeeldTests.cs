using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;
using static Isop.Tests.StageEvaluaties.Rapporten.Proefrapport;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>What each kind of point becomes, for whom.</summary>
public sealed class RapportbeeldTests
{
    private static readonly Verborgenreden Verschil = new Verborgenreden.Verschil();

    [Fact]
    public void A_figure_has_its_mean_counts_and_people()
    {
        var c = Assert.IsType<Itembeeld.Cijfers>(Beeld(Bron(Toon("a", 1, 0, 2, 3, 2))));
        Assert.Equal((3.6m, 8, 2, 5, "2026-2027 tot en met 2028-2029"), (c.Gemiddelde, c.Aantal, c.GeenMening, c.Personen, c.Periode));
        Assert.Equal([1, 0, 2, 3, 2], c.Stappen.Select(s => s.Aantal));
        Assert.Equal(["8 antwoorden van ten minste 5 mensen", "2 hadden geen mening"], Rapportwoorden.Onderbouwing(c, c.Periode));
        Assert.Equal("over 2026-2027 tot en met 2028-2029", Rapportwoorden.Onderbouwing(c, "2028-2029").Last());
        Assert.StartsWith("Over a. Verdeling van 8 antwoorden: 1, helemaal mee oneens: 1; 2, mee oneens: 0;", Rapportwoorden.Beschrijving(c), StringComparison.Ordinal);
        Assert.EndsWith("gemiddeld 3,6, norm 3,5.", Rapportwoorden.Beschrijving(c), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Bandhoogte.Laag, true, "laag", "koos hetzelfde")]
    [InlineData(Bandhoogte.Midden, false, "midden", "Iedereen die was uitgenodigd, antwoordde")]
    [InlineData(Bandhoogte.Hoog, true, "hoog", "koos hetzelfde")]
    public void A_band_is_a_word_with_the_reason(Bandhoogte hoogte, bool iedereen, string woord, string zin)
    {
        var b = Assert.IsType<Itembeeld.Band>(Beeld(Bron(Band("a", hoogte, iedereen))));
        Assert.Equal(woord, b.Hoogte.Woord());
        Assert.Contains(zin, b.Zin, StringComparison.Ordinal);
    }

    public static TheoryData<Verborgenreden, string> Redenen => new()
    {
        { new Verborgenreden.TeWeinigPersonen("2029-2030"), "te weinig verschillende mensen. We verwachten het in het rapport van 2029-2030." },
        { new Verborgenreden.TeWeinigPersonen(null), "te weinig verschillende mensen. Wanneer het er wel is, is nog niet te zeggen." },
        { new Verborgenreden.Aanvullend(), "Uit dit totaal zou af te leiden zijn wat ergens anders verborgen blijft." },
        { new Verborgenreden.Verschil(), "zouden deze cijfers iets zeggen over maar een paar mensen" },
    };

    [Theory]
    [MemberData(nameof(Redenen))]
    public void What_is_hidden_says_why_and_from_when(Verborgenreden reden, string zin) =>
        Assert.Contains(zin, Assert.IsType<Itembeeld.Verborgen>(Beeld(Bron(Verborgen("a", reden)))).Zin, StringComparison.Ordinal);

    public static TheoryData<Verborgenreden, string> Herhaalredenen => new()
    {
        { new Verborgenreden.TeWeinigPersonen("2029-2030"), "We verwachten het in het rapport van 2029-2030." },
        { new Verborgenreden.TeWeinigPersonen(null), "Nu zijn er te weinig mensen voor een nieuw cijfer." },
        { new Verborgenreden.Aanvullend(), "ergens anders verborgen" },
        { new Verborgenreden.Verschil(), "iets zeggen over maar een paar mensen" },
    };

    [Theory]
    [MemberData(nameof(Herhaalredenen))]
    public void What_is_repeated_has_its_year_and_the_reason(Verborgenreden reden, string zin)
    {
        foreach (Punt eerder in (Punt[])[Toon("a", 1, 1, 1, 1, 1), Band("a", Bandhoogte.Hoog)])
        {
            var item = Beeld(Bron(Herhaald(eerder, reden)));
            Assert.IsNotType<Itembeeld.Verborgen>(item);
            Assert.Equal("2027-2028", item.Herhaling!.Sinds);
            Assert.Contains("Dit komt uit het rapport van 2027-2028.", item.Herhaling.Zin, StringComparison.Ordinal);
            Assert.Contains(zin, item.Herhaling.Zin, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Differences_are_of_the_figures_as_shown_and_the_norm_is_exact()
    {
        var bron = Bron(Toon("a", 0, 0, 11, 9, 0)) with { Partnerschap = Van(Toon("a", 5, 5, 5, 5, 5)), Vorige = Van(Toon("a", 0, 0, 5, 15, 0)) };
        var c = (Itembeeld.Cijfers)Beeld(bron);
        Assert.Equal((3.5m, 3.5m, 0m, true), (c.Gemiddelde, c.Norm!.Waarde, c.Norm.Verschil, c.OnderNorm));
        Assert.Equal(("partnerschap 3,0 (+0,5)", "vorig rapport 3,8 (−0,3)"), (Rapportwoorden.Merktekst(Rapportwoorden.Merken(c).ElementAt(2)), Rapportwoorden.Merktekst(Rapportwoorden.Merken(c).ElementAt(3))));
    }

    [Fact]
    public void Few_answers_tell_no_trend()
    {
        var bron = Bron(Toon("a", 1, 1, 1, 1, 1)) with { Vorige = Van(Toon("a", 0, 0, 0, 2, 4)) };
        Assert.NotNull(((Itembeeld.Cijfers)Beeld(bron)).Vorige);
        Assert.Null(((Itembeeld.Cijfers)Beeld(bron with { Eigen = bron.Eigen with { LageRespons = true } })).Vorige);
        Assert.Null(((Itembeeld.Cijfers)Beeld(bron with { Vorige = bron.Vorige! with { LageRespons = true } })).Vorige);
        Assert.Null(((Itembeeld.Cijfers)Beeld(Bron(Herhaald(Toon("a", 1, 1, 1, 1, 1), Verschil)) with { Vorige = bron.Vorige })).Vorige);
    }

    [Fact]
    public void What_is_hidden_elsewhere_is_not_compared_with()
    {
        var c = (Itembeeld.Cijfers)Beeld(Bron(Toon("a", 1, 1, 1, 1, 1)) with { Partnerschap = Van(Verborgen("a", Verschil)), Vorige = Van(Band("a", Bandhoogte.Hoog)) });
        Assert.Equal((null, null), (c.Partnerschap, c.Vorige));
    }

    [Theory]
    [InlineData(Rapportsoort.Organisatie, Lezer.Opleider, true)]
    [InlineData(Rapportsoort.Organisatie, Lezer.Directeur, true)]
    [InlineData(Rapportsoort.Koppel, Lezer.Directeur, true)]
    [InlineData(Rapportsoort.Organisatie, Lezer.Werkplekbegeleider, false)]
    [InlineData(Rapportsoort.Organisatie, Lezer.Bestuurder, false)]
    [InlineData(Rapportsoort.Organisatie, Lezer.Kwaliteitszorg, false)]
    [InlineData(Rapportsoort.Koppel, Lezer.Projectleider, false)]
    [InlineData(Rapportsoort.Bestuur, Lezer.Bestuurder, true)]
    [InlineData(Rapportsoort.Eenpitters, Lezer.Bestuurder, true)]
    [InlineData(Rapportsoort.Partnerschap, Lezer.Projectleider, true)]
    [InlineData(Rapportsoort.Partnerschap, Lezer.Kwaliteitszorg, true)]
    [InlineData(Rapportsoort.Partnerschap, Lezer.Werkplekbegeleider, false)]
    public void What_is_about_the_opleider_is_for_her_and_her_directeur_and_for_totals(Rapportsoort soort, Lezer lezer, bool ziet)
    {
        var punten = new Punt[] { Toon("opleider", 5, 1, 0, 0, 0), Toon("sfeer", 0, 1, 2, 3, 4) };
        var bron = Bron(punten) with
        {
            Onderwerp = new("X", soort), Lezer = lezer,
            // A second list has the question elsewhere: that does not open it.
            Lijsten = [Voorbeeldlijst.Van(Onderwerp.Organisatie, ("sfeer", 3.5), ("opleider", 3.5)), Voorbeeldlijst.Van(Onderwerp.Opleider, ("opleider", 3.5))],
        };
        var beeld = Rapportbeeld.Maak(bron);
        Assert.Equal(ziet, beeld.Onderdelen.SelectMany(o => o.Items).Any(i => i.Item == "opleider"));
        Assert.Equal(ziet, beeld.Opvallend.Any(o => o.Item == "opleider"));
        Assert.Equal(ziet, Rapporttabel.Van(beeld).Rijen.Any(r => r[1].Tekst == "Over opleider"));
        Assert.Contains(beeld.Onderdelen.SelectMany(o => o.Items), i => i.Item == "sfeer");
    }

    [Fact]
    public void When_all_that_is_shown_is_not_for_this_reader_the_response_is_not_either()
    {
        var bron = Bron(Toon("opleider", 1, 1, 1, 1, 1)) with { Lezer = Lezer.Werkplekbegeleider, Lijsten = [Voorbeeldlijst.Van(Onderwerp.Opleider, ("opleider", 3.5))] };
        var beeld = Rapportbeeld.Maak(bron);
        Assert.Equal((null, false, null), (beeld.Respons, beeld.IetsTeZien, beeld.Periode));
    }

    [Fact]
    public void A_question_that_is_no_longer_asked_keeps_its_last_name_and_an_unknown_one_is_left_out()
    {
        var nu = Voorbeeldlijst.Van(Onderwerp.Organisatie, ("a", 3.5));
        var toen = nu with { Versie = 0, Onderdelen = [nu.Onderdelen[0] with { Naam = "Vroeger", Stellingen = [Voorbeeldlijst.Stel("a", "Oude naam", 2), Voorbeeldlijst.Stel("b", "Weg", null)] }] };
        var beeld = Rapportbeeld.Maak(Bron(Toon("a", 1, 1, 1, 1, 1), Toon("b", 1, 1, 1, 1, 1), Toon("c", 1, 1, 1, 1, 1)) with { Lijsten = [nu, toen] });
        Assert.Equal(["Over a", "Weg"], Assert.Single(beeld.Onderdelen).Items.Select(i => i.Naam));
    }

    [Fact]
    public void Comments_are_shown_only_where_the_report_allows_them()
    {
        var bron = Bron(Toon("a", 1, 1, 1, 1, 1)) with { Opmerkingen = new Dictionary<string, IReadOnlyList<string>> { ["goed"] = ["Fijn team."] } };
        var allowed = bron with { Eigen = bron.Eigen with { Opmerkingen = new Deel("a", "2026-2027", Jaar) } };
        Assert.Equal(["Fijn team."], Assert.Single(Rapportbeeld.Maak(allowed).Opmerkingen).Teksten);
        var few = Assert.Single(Rapportbeeld.Maak(bron).Opmerkingen);
        Assert.Equal((0, true), (few.Teksten.Count, few.Uitleg!.Contains("te weinig mensen", StringComparison.Ordinal)));
        var none = Assert.Single(Rapportbeeld.Maak(allowed with { Opmerkingen = new Dictionary<string, IReadOnlyList<string>>() }).Opmerkingen);
        Assert.Equal("Bij deze vraag is niets vrijgegeven.", none.Uitleg);
        var total = Assert.Single(Rapportbeeld.Maak(allowed with { Onderwerp = new("Noord", Rapportsoort.Bestuur) }).Opmerkingen);
        Assert.Equal((0, true), (total.Teksten.Count, total.Uitleg!.Contains("eigen organisatie", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(1, 1, "1 organisatie telt niet mee in deze totalen.")]
    [InlineData(3, 3, "3 organisaties tellen niet mee in deze totalen.")]
    [InlineData(2, 9, "Per vraag tellen 2 tot 9 organisaties niet mee.")]
    public void A_total_says_how_many_are_not_in_it(int a, int b, string? zin)
    {
        var bron = Bron(Toon("a", 1, 1, 1, 1, 1), Toon("b", 1, 1, 1, 1, 1));
        var beeld = Rapportbeeld.Maak(bron with { Onderwerp = new("Noord", Rapportsoort.Bestuur), Eigen = bron.Eigen with { Zonder = new Dictionary<string, int> { ["a"] = a, ["b"] = b } } });
        Assert.True(zin is null ? beeld.Zonder is null : beeld.Zonder!.StartsWith(zin, StringComparison.Ordinal), beeld.Zonder);
    }

    [Theory]
    [InlineData(4, "4,0")]
    [InlineData(3.85, "3,9")]
    [InlineData(3.849, "3,8")]
    [InlineData(1, "1,0")]
    public void Means_are_written_as_the_Dutch_do_on_every_machine(double mean, string text)
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["nl-NL", "en-US", "ar-SA"])
            {
                Thread.CurrentThread.CurrentCulture = new(culture);
                Assert.Equal(text, Rapportwoorden.Getal(Rapportwoorden.Rond(mean)));
            }
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
