using Isop.Core.Certificaten.Bevoegdheden;
using static Isop.Core.Certificaten.Bevoegdheden.Bevoegdheidssoort;
using static Isop.Tests.Certificaten.Bevoegdheden.Proefdossier;

namespace Isop.Tests.Certificaten.Bevoegdheden;

/// <summary>What may be recorded and withdrawn.</summary>
public sealed class BevoegdheidsregelsTests
{
    private static readonly Bevoegdheidsopdracht.LegVast Opdracht = new("00000000000000a1", Bke, new DateOnly(2026, 3, 12), null, "BKE-26-004", "bureau");
    private static readonly Bevoegdheidsdossier Leeg = Bevoegdheidsdossier.Leeg(Wie);

    [Fact]
    public void What_is_recorded_says_who_did_it_and_when()
    {
        var made = Changed(Leeg, Opdracht with { Toelichting = "  BKE-26-004 \n van  Olga " });

        Assert.Equal(
            new Bevoegdheidsregel { Id = Opdracht.Id, Soort = Bke, Datum = Opdracht.Datum, Toelichting = "BKE-26-004 van Olga", Door = "bureau", Op = Nu },
            Assert.Single(made.Regels));
        Assert.Equal(Nu, made.Gewijzigd);
    }

    [Fact]
    public void The_same_form_twice_records_one_thing_and_another_content_under_its_id_is_refused()
    {
        var made = Changed(Leeg, Opdracht);

        Assert.IsType<Bevoegdheidsbesluit.AlGedaan>(Bevoegdheidsregels.Decide(made, Opdracht, Nu.AddMinutes(1)));
        Assert.Equal(Bevoegdheidsweigering.AlAndersVastgelegd, Refused(made, Opdracht with { Datum = new DateOnly(2026, 3, 13) }));
    }

    [Fact]
    public void Two_who_record_the_same_make_one_record_and_after_a_withdrawal_it_can_be_recorded_again()
    {
        var made = Changed(Leeg, Opdracht);
        var again = Opdracht with { Id = "00000000000000a2", Toelichting = "bke-26-004" };
        Assert.IsType<Bevoegdheidsbesluit.AlGedaan>(Bevoegdheidsregels.Decide(made, again, Nu));

        var withdrawn = Changed(made, new Bevoegdheidsopdracht.TrekIn(Opdracht.Id, "verkeerde persoon", "bureau"));
        Assert.Equal(2, Changed(withdrawn, again).Regels.Count);
    }

    [Theory]
    [InlineData(Bke, "2026-11-23", null, null)]
    [InlineData(Bke, "2026-11-24", null, Bevoegdheidsweigering.DatumInDeToekomst)]
    [InlineData(Kalibreersessie, "2026-11-24", null, Bevoegdheidsweigering.DatumInDeToekomst)]
    [InlineData(OpleidingVoorOpleiders, "2026-11-24", null, Bevoegdheidsweigering.DatumInDeToekomst)]
    [InlineData(Aanstelling, "2027-11-23", null, null)]
    [InlineData(Aanstelling, "2027-11-24", null, Bevoegdheidsweigering.DatumInDeToekomst)]
    [InlineData(Aanstelling, "2026-09-01", "2026-09-01", null)]
    [InlineData(Aanstelling, "2026-09-01", "2026-08-31", Bevoegdheidsweigering.EindigtVoorBegin)]
    [InlineData(Bke, "2026-09-01", "2031-08-31", null)]
    [InlineData(Kalibreersessie, "2026-09-01", "2027-08-31", Bevoegdheidsweigering.HeeftGeenEinde)]
    [InlineData(OpleidingVoorOpleiders, "2026-09-01", "2027-08-31", Bevoegdheidsweigering.HeeftGeenEinde)]
    public void Dates_are_held_to_what_can_be(Bevoegdheidssoort soort, string datum, string? tot, Bevoegdheidsweigering? reden)
    {
        var opdracht = Opdracht with { Soort = soort, Datum = Dag(datum), Tot = tot is null ? null : Dag(tot) };

        Assert.Equal(reden, (Bevoegdheidsregels.Decide(Leeg, opdracht, Nu) as Bevoegdheidsbesluit.Geweigerd)?.Reden);
    }

    [Fact]
    public void A_toelichting_is_at_most_200_characters()
    {
        Changed(Leeg, Opdracht with { Toelichting = new string('a', 200) });
        Assert.Equal(Bevoegdheidsweigering.ToelichtingTeLang, Refused(Leeg, Opdracht with { Toelichting = new string('a', 201) }));
    }

    [Fact]
    public void What_is_withdrawn_stays_with_its_reason_and_a_second_time_changes_nothing()
    {
        var made = Changed(Leeg, Opdracht);
        var withdrawn = Changed(made, new Bevoegdheidsopdracht.TrekIn(Opdracht.Id, " verkeerde persoon ", "bureau"));

        var regel = Assert.Single(withdrawn.Regels);
        Assert.Equal(new Bevoegdheidsintrekking("verkeerde persoon", "bureau", Nu), regel.Ingetrokken);
        Assert.Equal(made.Regels[0], regel with { Ingetrokken = null });
        Assert.IsType<Bevoegdheidsbesluit.AlGedaan>(Bevoegdheidsregels.Decide(withdrawn, new Bevoegdheidsopdracht.TrekIn(Opdracht.Id, "", "bureau"), Nu));
    }

    [Theory]
    [InlineData("00000000000000a1", 0, Bevoegdheidsweigering.RedenOntbreekt)]
    [InlineData("00000000000000a1", 201, Bevoegdheidsweigering.RedenTeLang)]
    [InlineData("00000000000000ff", 5, Bevoegdheidsweigering.OnbekendeRegel)]
    [InlineData("", 5, Bevoegdheidsweigering.OnbekendeRegel)]
    public void A_withdrawal_needs_a_record_and_a_reason(string id, int length, Bevoegdheidsweigering reden) =>
        Assert.Equal(reden, Refused(Changed(Leeg, Opdracht), new Bevoegdheidsopdracht.TrekIn(id, new string('x', length), "bureau")));

    [Fact]
    public void A_dossier_holds_sixty_records()
    {
        var full = Leeg with { Regels = [.. Enumerable.Range(0, 60).Select(n => Regel(Kalibreersessie, "2020-01-01", toelichting: $"{n}"))] };

        Assert.Equal(Bevoegdheidsweigering.Vol, Refused(full, Opdracht));
        Changed(full with { Regels = [.. full.Regels.Skip(1)] }, Opdracht);
    }

    private static Bevoegdheidsdossier Changed(Bevoegdheidsdossier dossier, Bevoegdheidsopdracht opdracht) =>
        Assert.IsType<Bevoegdheidsbesluit.Gewijzigd>(Bevoegdheidsregels.Decide(dossier, opdracht, Nu)).Dossier;

    private static Bevoegdheidsweigering Refused(Bevoegdheidsdossier dossier, Bevoegdheidsopdracht opdracht) =>
        Assert.IsType<Bevoegdheidsbesluit.Geweigerd>(Bevoegdheidsregels.Decide(dossier, opdracht, Nu)).Reden;
}
