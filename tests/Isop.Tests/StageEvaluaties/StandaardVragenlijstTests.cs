using System.Text.RegularExpressions;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;

namespace Isop.Tests.StageEvaluaties;

public sealed class StandaardVragenlijstTests
{
    private static readonly Regex Mentor = new("mentor|praktijkbegeleider|praktijkopleider");

    public static TheoryData<string> Ids => [.. VragenlijstCatalog.Defaults.Applied.Select(l => l.Id)];

    [Theory]
    [InlineData("pabo-vt", "mentor")]
    [InlineData("pabo-dt", "mentor")]
    [InlineData("zij-instroom", "mentor")]
    [InlineData("ad-pep", "praktijkbegeleider")]
    [InlineData("ad-dep", "praktijkbegeleider")]
    [InlineData("mbo3-pm", "praktijkopleider")]
    [InlineData("mbo4-gpm", "praktijkopleider")]
    [InlineData("mbo4-oa", "praktijkopleider")]
    public void An_opleiding_has_a_list_in_its_own_words(string opleiding, string word)
    {
        var texts = Texts(VragenlijstCatalog.Defaults.For(Opleiding.Parse(opleiding))!);

        Assert.Equal([word], texts.SelectMany(t => Mentor.Matches(t)).Select(m => m.Value).Distinct());
        Assert.DoesNotContain(texts, t => t.Contains("werkplekbegeleider", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_opleiding_that_the_register_knows_is_in_one_list_and_guests_are_in_none()
    {
        Assert.Equal(Opleiding.Codes.Order(), VragenlijstCatalog.Defaults.Applied.SelectMany(l => l.Opleidingen).Order());
        Assert.All(Opleiding.Codes, code => Assert.NotNull(VragenlijstCatalog.Defaults.For(Opleiding.Parse(code))));
        Assert.Null(VragenlijstCatalog.Defaults.For(Opleiding.Parse("gast: Sport en bewegen")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_default_keeps_the_rules_and_takes_two_minutes(string id)
    {
        var vragenlijst = Default(id);

        Assert.True(vragenlijst.Standaard);
        Assert.Empty(VragenlijstCheck.Check(vragenlijst));
        Assert.Equal(["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"], vragenlijst.Stappen);
        Assert.InRange(vragenlijst.Stellingen().Count(), 18, 20);
        Assert.Equal(2, vragenlijst.OpenVragen.Count);
        Assert.Equal(Enum.GetValues<Onderwerp>(), vragenlijst.Onderdelen.Select(o => o.Over).Distinct().Order());

        // Silent reading of Dutch is about 240 words a minute; the other minute is for choosing.
        Assert.InRange(Texts(vragenlijst).Sum(t => t.Split(' ').Length), 100, 240);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_default_asks_one_thing_at_a_time_in_short_sentences(string id)
    {
        Assert.All(Default(id).Stellingen(), s =>
        {
            Assert.InRange(s.Tekst.Split(' ').Length, 3, 11);
            Assert.EndsWith(".", s.Tekst, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\b(en|of|maar|niet|geen|nooit|hij|zij|haar|hem)\b|[,;'""]|  ", s.Tekst);
        });
        Assert.All(Default(id).OpenVragen, v =>
        {
            Assert.EndsWith("?", v.Tekst, StringComparison.Ordinal);
            Assert.Contains("te herkennen", v.Uitleg, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_lists_ask_the_same_under_the_same_name_with_the_same_norm_so_that_they_can_be_counted_together()
    {
        var all = VragenlijstCatalog.Defaults.Applied.Select(l =>
            l.Onderdelen.SelectMany(o => o.Stellingen, (o, s) => (Onderdeel: o.Id, o.Over, s.Id, s.Kort, s.Norm)).ToList()).ToList();

        Assert.Equal(3, all.Count);
        Assert.All(all, list => Assert.Equal(all[0], list));
        Assert.Equal(["geleerd", "tevreden"], all[0].Where(s => s.Norm == 3.5).Select(s => s.Id));
        Assert.DoesNotContain(all[0], s => Mentor.IsMatch(s.Kort));
    }

    private static Vragenlijst Default(string id) => VragenlijstCatalog.Defaults.Find(new VragenlijstRef(id, 1))!;

    /// <summary>Everything that a student reads of it.</summary>
    private static List<string> Texts(Vragenlijst vragenlijst) =>
    [
        .. vragenlijst.Onderdelen.SelectMany(o => o.Stellingen.Select(s => s.Tekst).Prepend(o.Uitleg ?? "").Prepend(o.Naam)),
        .. vragenlijst.OpenVragen.SelectMany(v => new[] { v.Tekst, v.Uitleg ?? "" }),
    ];
}
