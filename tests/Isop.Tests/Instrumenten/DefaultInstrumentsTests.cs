using Isop.Core.Instrumenten;
using Isop.Core.Register;

namespace Isop.Tests.Instrumenten;

public sealed class DefaultInstrumentsTests
{
    private static readonly string[] Pabo = ["pabo-vt", "pabo-dt", "zij-instroom"];
    private static readonly string[] Ad = ["ad-pep", "ad-dep"];

    public static TheoryData<string> Ids => [.. InstrumentCatalog.Defaults.Applied.Select(i => i.Id)];

    [Fact]
    public void Every_hbo_opleiding_has_an_instrument_in_every_leerjaar_and_the_mbo_has_none()
    {
        foreach (var leerjaar in Enumerable.Range(1, 4))
        {
            Assert.All(Pabo, code => Assert.Equal($"standaard-pabo-{leerjaar}", For(code, leerjaar)?.Id));
            Assert.All(Ad, code => Assert.Equal($"standaard-ad-{Math.Min(leerjaar, 2)}", For(code, leerjaar)?.Id));
            Assert.Null(For("mbo4-oa", leerjaar));
            Assert.Null(For("gast: Sport en bewegen", leerjaar));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_default_takes_about_fifteen_minutes(string id)
    {
        var instrument = Default(id);
        var (een, twee) = (instrument.Modellen[0], instrument.Modellen[1]);

        Assert.True(instrument.Standaard);
        Assert.InRange(instrument.Criteria().Count(), 20, 26);
        Assert.InRange(een.Groepen.Count, 5, 7);
        Assert.Equal(2, twee.Groepen.Count);
        Assert.InRange(twee.Groepen.Sum(g => g.Criteria.Count), 6, 8);
        Assert.All(instrument.Modellen.SelectMany(m => m.Groepen), g => Assert.InRange(g.Criteria.Count, 2, 4));
        Assert.Contains(een.Groepen, g => g.Id == "samenwerken" && g.Criteria.Any(c => c.Id == "leerteam"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_default_speaks_to_mentor_and_student_in_short_sentences(string id) => Assert.All(Default(id).Criteria(), c =>
    {
        Assert.StartsWith("De student ", c.Tekst, StringComparison.Ordinal);
        Assert.StartsWith("Ik ", c.TekstIk, StringComparison.Ordinal);
        Assert.StartsWith("Bijvoorbeeld: ", c.Kijkwijzer, StringComparison.Ordinal);
        Assert.All([c.Tekst, c.TekstIk, c.Kijkwijzer!], text =>
        {
            Assert.Matches("[.?]’?$", text);
            Assert.InRange(text.Split(' ').Length, 4, 24);
            Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\'', text);
        });

        // Neither text gives the student a gender, and the student does not read about "de student".
        Assert.DoesNotContain(Words(c.Tekst), w => w is "hij" or "haar" or "hem" or "leerlingen");
        Assert.DoesNotContain("de student", c.TekstIk, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("eigen kracht", c.TekstIk, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("standaard-pabo-1", "standaard-pabo-2")]
    [InlineData("standaard-pabo-2", "standaard-pabo-3")]
    [InlineData("standaard-pabo-3", "standaard-pabo-4")]
    [InlineData("standaard-ad-1", "standaard-ad-2")]
    public void Themes_stay_over_the_years_while_what_is_asked_grows(string year, string next)
    {
        var later = Default(next).Criteria().ToDictionary(c => c.Id);

        Assert.All(Default(year).Criteria(), c =>
        {
            var grown = Assert.Contains(c.Id, (IReadOnlyDictionary<string, Criterium>)later);
            Assert.NotEqual(c.Tekst, grown.Tekst);
            Assert.NotEqual(c.TekstIk, grown.TekstIk);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_default_has_the_five_steps_in_words(string id)
    {
        var schaal = Default(id).Schaal;

        Assert.Equal(["nog niet zichtbaar", "in ontwikkeling", "zichtbaar", "sterk", "niet gezien"], schaal.Select(s => s.Tekst));
        Assert.Equal([1, 2, 3, 4, null], schaal.Select(s => s.Waarde));
        Assert.Equal([true, false, false, false, false], schaal.Select(s => s.ToelichtingNodig));
    }

    private static Instrument? For(string code, int leerjaar) => InstrumentCatalog.Defaults.For(Opleiding.Parse(code), leerjaar);

    private static Instrument Default(string id) => InstrumentCatalog.Defaults.Find(new InstrumentRef(id, 1))!;

    private static string[] Words(string text) => text.Split(' ', ',', '.', ':');
}
