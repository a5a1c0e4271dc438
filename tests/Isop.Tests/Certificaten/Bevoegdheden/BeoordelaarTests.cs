using Isop.Core.Certificaten.Bevoegdheden;
using static Isop.Core.Certificaten.Bevoegdheden.Bevoegdheidssoort;
using static Isop.Tests.Certificaten.Bevoegdheden.Proefdossier;

namespace Isop.Tests.Certificaten.Bevoegdheden;

/// <summary>Who may assess on a day: every rule at its edges.</summary>
public sealed class BeoordelaarTests
{
    [Fact]
    public void Who_has_all_of_it_may_and_is_warned_of_nothing()
    {
        var oordeel = Beoordelaar.Op(Dossier(Compleet()), Vandaag, Studiejaren);

        Assert.True(oordeel.MagBeoordelen);
        Assert.Empty(oordeel.Waarschuwingen);
        Assert.Equal(Enum.GetValues<Bevoegdheidssoort>(), oordeel.Standen.Select(s => s.Soort));
        Assert.All(oordeel.Standen, s => Assert.Equal(Bevoegdheidsstaat.Geldt, s.Staat));
    }

    [Fact]
    public void Of_whom_nothing_is_known_both_reasons_are_told_in_order()
    {
        var oordeel = Beoordelaar.Op(Beoordelaarsdossier.Leeg, Vandaag, Studiejaren);

        Assert.Equal([Beoordelaarsreden.BkeOntbreekt, Beoordelaarsreden.AanstellingOntbreekt], oordeel.Redenen);
        Assert.Equal([Beoordelaarswaarschuwing.KalibratieOntbreekt], oordeel.Waarschuwingen);
        Assert.Equal(Bevoegdheidsstaat.Ontbreekt, oordeel.Van(OpleidingVoorOpleiders).Staat);
    }

    [Theory]
    [InlineData(Bke, "2026-11-23", null, null)]
    [InlineData(Bke, "2026-11-24", null, Beoordelaarsreden.BkeBegintLater)]
    [InlineData(Bke, "2020-01-01", "2026-11-23", null)]
    [InlineData(Bke, "2020-01-01", "2026-11-22", Beoordelaarsreden.BkeVerlopen)]
    [InlineData(Aanstelling, "2026-11-23", null, null)]
    [InlineData(Aanstelling, "2026-11-24", null, Beoordelaarsreden.AanstellingBegintLater)]
    [InlineData(Aanstelling, "2020-01-01", "2026-11-23", null)]
    [InlineData(Aanstelling, "2020-01-01", "2026-11-22", Beoordelaarsreden.AanstellingVerlopen)]
    public void A_bke_and_an_aanstelling_count_from_their_first_to_their_last_day(Bevoegdheidssoort soort, string datum, string? tot, Beoordelaarsreden? reden)
    {
        var others = Compleet().Where(r => r.Soort != soort);

        var oordeel = Beoordelaar.Op(Dossier([.. others, Regel(soort, datum, tot)]), Vandaag, Studiejaren);

        Assert.Equal(reden is { } why ? [why] : [], oordeel.Redenen);
    }

    [Theory]
    [InlineData(Bke, Beoordelaarsreden.BkeOntbreekt)]
    [InlineData(Aanstelling, Beoordelaarsreden.AanstellingOntbreekt)]
    public void What_was_withdrawn_counts_no_more_than_what_was_never_there(Bevoegdheidssoort soort, Beoordelaarsreden reden)
    {
        var others = Compleet().Where(r => r.Soort != soort);

        Assert.Equal([reden], Beoordelaar.Op(Dossier([.. others, Regel(soort, "2020-01-01", ingetrokken: true)]), Vandaag, Studiejaren).Redenen);
    }

    [Fact]
    public void A_second_aanstelling_takes_over_from_one_that_ended_and_the_longest_is_told()
    {
        var regels = Compleet().Where(r => r.Soort != Aanstelling).Append(Regel(Aanstelling, "2020-01-01", "2024-07-31"))
            .Append(Regel(Aanstelling, "2024-09-01", "2028-07-31")).Append(Regel(Aanstelling, "2023-09-01", "2027-07-31"));

        var stand = Beoordelaar.Op(Dossier([.. regels]), Vandaag, Studiejaren).Van(Aanstelling);

        Assert.Equal((Bevoegdheidsstaat.Geldt, new DateOnly(2028, 7, 31)), (stand.Staat, stand.Bewijs!.Tot));
    }

    [Theory]
    // The study year of the day and the one before it; a summer belongs to one of the two beside it.
    [InlineData("2026-11-23", "2026-11-23", null)]
    [InlineData("2026-11-23", "2026-08-31", null)]
    [InlineData("2026-11-23", "2026-08-15", null)]
    [InlineData("2026-11-23", "2026-07-10", null)]
    [InlineData("2026-11-23", "2025-09-01", null)]
    [InlineData("2026-11-23", "2025-08-01", null)]
    [InlineData("2026-11-23", "2025-07-31", Beoordelaarswaarschuwing.KalibratieTeLangGeleden)]
    [InlineData("2026-11-23", "2026-11-24", Beoordelaarswaarschuwing.KalibratieOntbreekt)]
    [InlineData("2026-08-30", "2025-09-01", null)]
    [InlineData("2026-08-31", "2025-09-01", null)]
    [InlineData("2027-07-16", "2025-09-01", null)]
    [InlineData("2027-07-31", "2025-09-01", null)]
    [InlineData("2027-08-01", "2025-09-01", Beoordelaarswaarschuwing.KalibratieTeLangGeleden)]
    [InlineData("2027-08-01", "2026-08-31", null)]
    public void A_kalibreersessie_counts_in_its_study_year_and_the_next_and_stops_nobody(string dag, string sessie, Beoordelaarswaarschuwing? waarschuwing)
    {
        var others = Compleet().Where(r => r.Soort != Kalibreersessie);

        var oordeel = Beoordelaar.Op(Dossier([.. others, Regel(Kalibreersessie, sessie)]), Dag(dag), Studiejaren);

        Assert.Equal(waarschuwing is { } w ? [w] : [], oordeel.Waarschuwingen);
        Assert.True(oordeel.MagBeoordelen);
    }

    [Theory]
    [InlineData("2026-11-23", null, Beoordelaar.Opleiding, false, Bevoegdheidsstaat.Geldt)]
    [InlineData("2026-11-24", null, Beoordelaar.Opleiding, false, Bevoegdheidsstaat.BegintLater)]
    [InlineData("2020-01-01", "2026-11-22", Beoordelaar.Opleiding, false, Bevoegdheidsstaat.Verlopen)]
    [InlineData("2020-01-01", null, Beoordelaar.Opleiding, true, Bevoegdheidsstaat.Ontbreekt)]
    [InlineData("2020-01-01", null, "opfriscursus", false, Bevoegdheidsstaat.Ontbreekt)]
    public void A_valid_certificate_of_the_opleiding_voor_opleiders_counts_without_typing_it(
        string verstrekt, string? tot, string soort, bool ingetrokken, Bevoegdheidsstaat staat)
    {
        var certificaat = Certificaat(verstrekt, tot, soort, ingetrokken);

        var stand = Beoordelaar.Op(new Beoordelaarsdossier([], [certificaat]), Vandaag, Studiejaren).Van(OpleidingVoorOpleiders);

        Assert.Equal(staat, stand.Staat);
        Assert.Equal(staat == Bevoegdheidsstaat.Ontbreekt ? null : certificaat.Certificaat.Nummer, stand.Bewijs?.Certificaat);
    }

    [Fact]
    public void The_code_of_the_training_is_one_that_there_is() =>
        Assert.NotNull(Core.Certificaten.Trainingen.Trainingssoort.Find(Beoordelaar.Opleiding));

    [Fact]
    public void Without_the_opleiding_voor_opleiders_somebody_may_all_the_same()
    {
        var oordeel = Beoordelaar.Op(Dossier([.. Compleet().Where(r => r.Soort != OpleidingVoorOpleiders)]), Vandaag, Studiejaren);

        Assert.True(oordeel.MagBeoordelen);
        Assert.Empty(oordeel.Waarschuwingen);
    }
}
