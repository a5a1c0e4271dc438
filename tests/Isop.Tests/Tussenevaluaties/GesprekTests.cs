using Isop.Core.Bezorging;
using Isop.Core.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

public class GesprekTests
{
    private static readonly DateTime Dinsdag = new(2026, 11, 24, 15, 30, 0);
    private static readonly DateTime Woensdag = new(2026, 11, 25, 15, 30, 0);

    private readonly Proefstage _stage = new();

    [Fact]
    public void The_student_proposes_and_the_mentor_chooses()
    {
        var proposed = Tussenevaluatie.Decide(_stage.Zichtbaar(), new Opdracht.StelMomentenVoor(Gijs, [Woensdag, Dinsdag]), _stage.Op(11, 20)).Changed();
        Assert.Equal([Dinsdag, Woensdag], proposed.Zaak.Gesprek.Voorstellen);
        Assert.Equal([Fatima], proposed.Cards().Select(c => c.Person));

        var chosen = Tussenevaluatie.Decide(proposed.Zaak, new Opdracht.KiesMoment(Fatima, Dinsdag), _stage.Op(11, 20)).Changed();
        Assert.Equal(Dinsdag, chosen.Zaak.Gesprek.Afgesproken);
        Assert.Equal([Gijs], chosen.Cards().Select(c => c.Person));
        Assert.IsType<Besluit.AlGedaan>(Tussenevaluatie.Decide(chosen.Zaak, new Opdracht.KiesMoment(Fatima, Dinsdag), _stage.Op(11, 20)));
    }

    [Fact]
    public void A_moment_that_was_not_proposed_cannot_be_chosen()
    {
        var proposed = Tussenevaluatie.Decide(_stage.Zichtbaar(), new Opdracht.StelMomentenVoor(Gijs, [Dinsdag]), _stage.Op(11, 20)).Changed().Zaak;
        Assert.Equal(Weigering.MomentBestaatNiet, Tussenevaluatie.Decide(proposed, new Opdracht.KiesMoment(Fatima, Woensdag), _stage.Op(11, 20)).Refused());
        Assert.Equal(Weigering.NietVanJou, Tussenevaluatie.Decide(proposed, new Opdracht.KiesMoment(Gijs, Dinsdag), _stage.Op(11, 20)).Refused());
    }

    [Theory]
    [InlineData(2026, 11, 19, Weigering.DatumInVerleden)]
    [InlineData(2027, 6, 1, Weigering.DatumTeVer)]
    public void A_moment_lies_in_the_next_two_months(int year, int month, int day, Weigering reden) => Assert.Equal(
        reden,
        Tussenevaluatie.Decide(_stage.Zichtbaar(), new Opdracht.StelMomentenVoor(Gijs, [new DateTime(year, month, day, 15, 0, 0)]), _stage.Op(11, 20)).Refused());

    [Fact]
    public void When_the_mentor_cannot_the_student_proposes_again()
    {
        var proposed = Tussenevaluatie.Decide(_stage.Zichtbaar(), new Opdracht.StelMomentenVoor(Gijs, [Dinsdag]), _stage.Op(11, 20)).Changed().Zaak;
        var cannot = Tussenevaluatie.Decide(proposed, new Opdracht.KanOpGeenMoment(Fatima, "Liever donderdag"), _stage.Op(11, 20)).Changed();
        Assert.Equal([Gijs], cannot.Cards().Select(c => c.Person));
        var again = Tussenevaluatie.Decide(cannot.Zaak, new Opdracht.StelMomentenVoor(Gijs, [Dinsdag]), _stage.Op(11, 20)).Changed();
        Assert.Null(again.Zaak.Gesprek.KanNiet);
    }

    [Fact]
    public void Either_records_and_the_other_agrees()
    {
        var recorded = Record(Fatima);
        Assert.Equal(Fase.Besproken, recorded.Zaak.Fase);
        Assert.Equal([Gijs], recorded.Cards().Select(c => c.Person));
        Assert.Equal(Weigering.EigenVerslag, Tussenevaluatie.Decide(recorded.Zaak, new Opdracht.GaAkkoord(Fatima), _stage.Op(11, 25)).Refused());
        Assert.Equal(Weigering.AnderHeeftIngediend, Tussenevaluatie.Decide(
            recorded.Zaak, new Opdracht.LegGesprekVast(Gijs, new DateOnly(2026, 11, 24), "Iets anders"), _stage.Op(11, 25)).Refused());

        Assert.Equal(Weigering.VerslagIsVeranderd, Tussenevaluatie.Decide(
            recorded.Zaak, new Opdracht.GaAkkoord(Gijs, _stage.Op(11, 24).Now), _stage.Op(11, 25)).Refused());
        var agreed = Tussenevaluatie.Decide(recorded.Zaak, new Opdracht.GaAkkoord(Gijs, recorded.Zaak.Gesprek.Verslag!.Op), _stage.Op(11, 25)).Changed();
        Assert.Equal((Fase.Afgesloten, (object)Gijs), (agreed.Zaak.Fase, agreed.Zaak.Gesprek.Akkoord!.Value));
        Assert.IsType<Besluit.AlGedaan>(Tussenevaluatie.Decide(agreed.Zaak, new Opdracht.GaAkkoord(Gijs), _stage.Op(11, 25)));
    }

    [Theory]
    [InlineData("", 24, Weigering.TekstOntbreekt)]
    [InlineData("Afspraak", 26, Weigering.DatumVoorDeOpening)]
    [InlineData("Afspraak", 15, Weigering.DatumVoorDeOpening)]
    public void A_report_needs_a_text_and_a_day_in_the_period(string tekst, int day, Weigering reden) => Assert.Equal(
        reden,
        Tussenevaluatie.Decide(_stage.Zichtbaar(), new Opdracht.LegGesprekVast(Gijs, new DateOnly(2026, 11, day), tekst), _stage.Op(11, 25)).Refused());

    [Fact]
    public void Before_both_are_visible_there_is_no_gesprek_to_plan()
    {
        Assert.Equal(Weigering.NogNietZichtbaar, Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.StelMomentenVoor(Gijs, [Dinsdag]), _stage.Op(11, 20)).Refused());
        Assert.Equal(Weigering.NogNietZichtbaar, Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.LegGesprekVast(Gijs, Opening, "x"), _stage.Op(11, 20)).Refused());
    }

    [Fact]
    public void Opleider_and_coach_read_along_only_once_the_gesprek_is_recorded()
    {
        var options = new LeesrechtOptions();
        var visible = _stage.Zichtbaar();
        var recorded = Record(Gijs).Zaak;
        foreach (var person in new[] { Opleider, Coach })
        {
            Assert.Equal(Leesrecht.Niets, Leesrechten.Of(visible, person, options));
            Assert.Equal(Leesrecht.Inhoud, Leesrechten.Of(recorded, person, options));
            Assert.Equal(Leesrecht.Afspraken, Leesrechten.Of(recorded, person, new LeesrechtOptions { Standaard = Meelezen.AlleenAfspraken }));
            Assert.Equal(Leesrecht.Inhoud, Leesrechten.Of(visible, person, new LeesrechtOptions { PerOpleiding = { ["pabo-vt"] = Meelezen.Direct } }));
        }

        foreach (var person in new[] { Bureau, Coordinator, Vreemde })
        {
            Assert.Equal(Leesrecht.Niets, Leesrechten.Of(recorded, person, new LeesrechtOptions { Standaard = Meelezen.Direct }));
        }
    }

    [Fact]
    public void Nobody_reads_anything_before_both_are_visible()
    {
        var one = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.DienIn(Fatima, false), _stage.Op(11, 18)).Changed().Zaak;
        Assert.All(
            new[] { Gijs, Fatima, Opleider, Coach, Bureau, Coordinator, Vreemde },
            p => Assert.Equal(Leesrecht.Niets, Leesrechten.Of(one, p, new LeesrechtOptions { Standaard = Meelezen.Direct })));
    }

    [Fact]
    public void The_opleider_reminds_once_a_day_extends_and_closes()
    {
        Assert.Equal(Weigering.NogVoorDeDeadline, Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.HerinnerNogEens(Opleider), _stage.Op(11, 18)).Refused());
        var zaak = _stage.Geopend();
        zaak = zaak with { Verloop = zaak.Verloop with { TeLaatGemeld = true, Herinneringen = 2 } };
        var reminded = Tussenevaluatie.Decide(zaak, new Opdracht.HerinnerNogEens(Opleider), _stage.Op(12, 7)).Changed();
        Assert.Equal([Gijs, Fatima], reminded.Cards().Select(c => c.Person));
        Assert.IsType<Besluit.AlGedaan>(Tussenevaluatie.Decide(reminded.Zaak, new Opdracht.HerinnerNogEens(Opleider), _stage.Op(12, 7, 12)));
        Assert.Equal(Weigering.NietVanJou, Tussenevaluatie.Decide(zaak, new Opdracht.HerinnerNogEens(Coordinator), _stage.Op(12, 7)).Refused());

        var extended = Tussenevaluatie.Decide(zaak, new Opdracht.GeefUitstel(Opleider, new DateOnly(2026, 12, 11)), _stage.Op(12, 7)).Changed();
        Assert.Equal(new DateOnly(2026, 12, 11), extended.Zaak.Deadline);
        var lastDay = Tussenevaluatie.Decide(extended.Zaak, new Opdracht.Wek(), _stage.Op(12, 11)).Changed();
        Assert.All(lastDay.Cards(), c => Assert.Equal(Kaarten.Formulier, c.Kind));
        var late = Tussenevaluatie.Decide(lastDay.Zaak, new Opdracht.Wek(), _stage.Op(12, 12)).Changed();
        Assert.Contains(late.Cards(), c => c.Kind == Kaarten.TeLaat);

        Assert.Equal(Weigering.RedenOntbreekt, Tussenevaluatie.Decide(zaak, new Opdracht.MeldBesprokenZonderFormulier(Opleider, " "), _stage.Op(12, 7)).Refused());
        var closed = Tussenevaluatie.Decide(zaak, new Opdracht.MeldBesprokenZonderFormulier(Opleider, "Mentor is ziek"), _stage.Op(12, 7)).Changed();
        Assert.Equal(Fase.Afgesloten, closed.Zaak.Fase);
        Assert.Contains(closed.Intents.OfType<RefreshIntent>(), r => r.Person == Fatima);
    }

    private Besluit.Gewijzigd Record(Core.Register.PersonId door) =>
        Tussenevaluatie.Decide(_stage.Zichtbaar(), new Opdracht.LegGesprekVast(door, new DateOnly(2026, 11, 24), "Ik oefen de kring."), _stage.Op(11, 25)).Changed();
}
