using Isop.Core.Instrumenten;
using static Isop.Tests.Instrumenten.Instruments;

namespace Isop.Tests.Instrumenten;

public sealed class InstrumentVerschilTests
{
    private static readonly InstrumentCatalog Catalog = InstrumentCatalog.Defaults.With([Klein()]);

    [Fact]
    public void The_same_content_under_a_higher_version_differs_in_nothing()
    {
        var same = InstrumentVerschil.Make(Catalog, Klein() with { Versie = 2 });

        Assert.Equal(new InstrumentRef("proef", 1), same.TenOpzichteVan);
        Assert.Empty(same.Toegevoegd);
        Assert.Empty(same.Vervallen);
        Assert.Empty(same.Gewijzigd);
        Assert.Empty(same.Overig);
    }

    [Fact]
    public void Criteria_that_come_go_change_and_move_are_told_apart()
    {
        var changed = Criterium("sfeer") with { TekstIk = "Ik zorg voor een fijne sfeer." };
        var voorbereiden = Groep("voorbereiden", "leerstof", "contact");
        var kinderen = Groep("kinderen", "nieuw") with { Criteria = [changed, Criterium("nieuw")] };

        var verschil = InstrumentVerschil.Make(Catalog, Next(voorbereiden, kinderen));

        Assert.Equal(["nieuw"], verschil.Toegevoegd.Select(c => c.Id));
        Assert.Equal(["doel"], verschil.Vervallen.Select(c => c.Id));
        Assert.Equal(
            [("contact", "kinderen", "voorbereiden"), ("sfeer", "kinderen", "kinderen")],
            verschil.Gewijzigd.Select(w => (w.Wordt.Id, w.WasGroep, w.WordtGroep)));
        Assert.Equal("Ik doe sfeer.", verschil.Gewijzigd[1].Was.TekstIk);
    }

    [Fact]
    public void Another_order_another_scale_and_other_words_are_named()
    {
        var next = Next(Groep("voorbereiden", "leerstof", "doel"), Groep("kinderen", "contact", "sfeer") with { Naam = "Omgaan met kinderen" });
        var verschil = InstrumentVerschil.Make(Catalog, next with { Naam = "Nieuw", Schaal = [.. next.Schaal.Take(4)], Openingsvragen = ["A?", "B?", "C?"] });

        Assert.Equal(
            [
                "De naam wordt ‘Nieuw’.", "De schaal wordt: nog niet zichtbaar, in ontwikkeling, zichtbaar, sterk.",
                "De namen of uitleg van modellen en groepen zijn anders.", "De volgorde van de criteria is anders.",
                "De openingsvragen voor het gesprek zijn anders.",
            ],
            verschil.Overig);
    }

    [Fact]
    public void The_first_instrument_for_an_opleiding_adds_everything()
    {
        var verschil = InstrumentVerschil.Make(Catalog, Klein() with { Id = "mbo", Opleidingen = ["mbo4-oa"] });

        Assert.Null(verschil.TenOpzichteVan);
        Assert.Equal(Klein().Criteria(), verschil.Toegevoegd);
        Assert.Equal([new Ingebruikname("mbo4-oa", 1, null)], verschil.Ingebruiknames);
    }

    private static Instrument Next(params Groep[] een) => Klein() with { Versie = 2, Modellen = [Model(1, een), Klein().Modellen[1]] };
}
