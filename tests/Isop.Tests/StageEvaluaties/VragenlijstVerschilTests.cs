using Isop.Core.StageEvaluaties;
using static Isop.Tests.StageEvaluaties.Vragenlijsten;

namespace Isop.Tests.StageEvaluaties;

public sealed class VragenlijstVerschilTests
{
    private static readonly VragenlijstCatalog Catalog = VragenlijstCatalog.Defaults.With([Klein()]);

    [Fact]
    public void The_same_content_under_a_higher_version_differs_in_nothing()
    {
        var same = VragenlijstVerschil.Make(Catalog, Klein() with { Versie = 2 });

        Assert.Equal(new VragenlijstRef("proef", 1), same.TenOpzichteVan);
        Assert.Equal([new VragenlijstIngebruikname("pabo-vt", new("proef", 1))], same.Ingebruiknames);
        Assert.Empty(same.Toegevoegd);
        Assert.Empty(same.Vervallen);
        Assert.Empty(same.Gewijzigd);
        Assert.Empty(same.Overig);
    }

    [Fact]
    public void Stellingen_that_come_go_move_and_change_in_words_or_norm_are_told_apart()
    {
        var verschil = VragenlijstVerschil.Make(Catalog, Klein() with
        {
            Versie = 2,
            Onderdelen =
            [
                Onderdeel("plek", Onderwerp.Organisatie, Stelling("sfeer") with { Tekst = "De sfeer was goed." }, Stelling("nieuw")),
                Onderdeel("coach", Onderwerp.Opleider, Stelling("gehoord") with { Norm = 4 }),
                Onderdeel("extra", Onderwerp.Opleider, Stelling("gezien")),
            ],
        });

        Assert.Equal(["nieuw"], verschil.Toegevoegd.Select(s => s.Id));
        Assert.Equal(["rust"], verschil.Vervallen.Select(s => s.Id));
        Assert.Equal(
            [("sfeer", "plek", "plek", null, null), ("gehoord", "coach", "coach", 3.5, 4), ("gezien", "coach", "extra", null, null)],
            verschil.Gewijzigd.Select(w => (w.Wordt.Id, w.WasOnderdeel, w.WordtOnderdeel, w.Was.Norm, w.Wordt.Norm)));
    }

    [Fact]
    public void Other_words_around_the_stellingen_are_named()
    {
        var next = Klein();
        var verschil = VragenlijstVerschil.Make(Catalog, next with
        {
            Versie = 2,
            Naam = "Nieuw",
            Stappen = ["1", "2", "3", "4", "5"],
            Onderdelen = [next.Onderdelen[1], next.Onderdelen[0] with { Naam = "De plek" }],
            OpenVragen = [next.OpenVragen[1]],
        });

        Assert.Equal(
            [
                "De naam wordt ‘Nieuw’.", "De stappen worden: 1, 2, 3, 4, 5.", "De namen of uitleg van onderdelen zijn anders.",
                "De volgorde van de stellingen is anders.", "De open vragen worden: Wat kan beter?",
            ],
            verschil.Overig);
    }

    [Fact]
    public void An_opleiding_that_is_left_out_keeps_the_version_it_had()
    {
        var both = VragenlijstCatalog.Defaults.With([Klein() with { Opleidingen = ["pabo-vt", "pabo-dt"] }]);

        Assert.Equal(["Voor pabo-dt blijft versie 1 gelden."], VragenlijstVerschil.Make(both, Klein() with { Versie = 2 }).Overig);
    }

    [Fact]
    public void Another_norm_than_the_other_lists_have_for_the_same_is_told()
    {
        var pabo = VragenlijstCatalog.Defaults.Latest("standaard-stage-pabo")!;
        var last = pabo.Onderdelen[^1];
        var verschil = VragenlijstVerschil.Make(VragenlijstCatalog.Defaults, pabo with
        {
            Id = "pabo", Standaard = false,
            Onderdelen = [.. pabo.Onderdelen.SkipLast(1), last with { Stellingen = [last.Stellingen[0] with { Norm = 4 }, last.Stellingen[1]] }],
        });

        Assert.Equal(
            [
                "‘Stage-evaluatie Ad’ heeft voor ‘Geleerd tijdens de stage’ een andere norm: 3,5. Geef beide lijsten dezelfde norm.",
                "‘Stage-evaluatie mbo’ heeft voor ‘Geleerd tijdens de stage’ een andere norm: 3,5. Geef beide lijsten dezelfde norm.",
            ],
            verschil.Overig);
    }
}
