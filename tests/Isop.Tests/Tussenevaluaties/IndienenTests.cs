using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

public class IndienenTests
{
    private readonly Proefstage _stage = new();

    [Fact]
    public void One_submission_stays_sealed_and_sends_the_other_nothing()
    {
        var change = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.DienIn(Gijs, false), _stage.Op(11, 18)).Changed();
        Assert.Equal(Fase.Open, change.Zaak.Fase);
        Assert.Null(change.Zaak.ZichtbaarSinds);
        Assert.Empty(change.Cards());
        Assert.DoesNotContain(change.Intents.OfType<RefreshIntent>(), r => r.Person == Fatima);
        Assert.Empty(change.Inzage);
    }

    [Fact]
    public void The_second_submission_makes_both_visible_once()
    {
        var student = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.DienIn(Gijs, false), _stage.Op(11, 18)).Changed().Zaak;
        var both = Tussenevaluatie.Decide(student, new Opdracht.DienIn(Fatima, false), _stage.Op(11, 19)).Changed();
        Assert.Equal(Fase.Zichtbaar, both.Zaak.Fase);
        Assert.Equal([(Gijs, Kaarten.Vergelijking)], both.Cards().Select(c => (c.Person, c.Kind)));
        Assert.Equal([InzageSoort.BeideZichtbaar], both.Inzage.Select(i => i.Soort));
        Assert.IsType<Besluit.AlGedaan>(Tussenevaluatie.Decide(both.Zaak, new Opdracht.DienIn(Fatima, false), _stage.Op(11, 19)));
    }

    [Fact]
    public void Of_a_duo_the_first_submission_counts_and_both_see_whose_it_is()
    {
        var duo = _stage with { Mentoren = [Fatima, Noor] };
        var first = Tussenevaluatie.Decide(duo.Geopend(), new Opdracht.DienIn(Noor, false), duo.Op(11, 18)).Changed();
        Assert.Equal(Noor, first.Zaak.Mentor!.Auteur);
        Assert.Contains(first.Intents.OfType<RefreshIntent>(), r => r.Person == Fatima);
        Assert.Equal(Weigering.AnderHeeftIngediend, Tussenevaluatie.Decide(first.Zaak, new Opdracht.DienIn(Fatima, false), duo.Op(11, 18)).Refused());
    }

    [Fact]
    public void Who_submits_in_the_browser_gets_a_receipt()
    {
        var change = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.DienIn(Gijs, true), _stage.Op(11, 18)).Changed();
        var receipt = Assert.Single(change.Cards());
        Assert.Equal((Gijs, Kaarten.Ontvangst, Urgency.Direct), (receipt.Person, receipt.Kind, receipt.Urgency));
    }

    [Fact]
    public void A_stranger_and_the_opleider_cannot_submit()
    {
        foreach (var person in new[] { Vreemde, Opleider, Coach, Bureau })
        {
            Assert.Equal(Weigering.NietVanJou, Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.DienIn(person, false), _stage.Op(11, 18)).Refused());
        }
    }

    [Fact]
    public void A_sealed_form_is_shown_by_its_author_after_the_deadline_only()
    {
        var mentor = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.DienIn(Fatima, false), _stage.Op(11, 18)).Changed().Zaak;
        Assert.Equal(Weigering.NogVoorDeDeadline, Tussenevaluatie.Decide(mentor, new Opdracht.GeefVrij(Fatima), _stage.Op(12, 4)).Refused());
        Assert.Equal(Weigering.NogNietIngediend, Tussenevaluatie.Decide(mentor, new Opdracht.GeefVrij(Gijs), _stage.Op(12, 5)).Refused());
        Assert.Equal(Weigering.NietVanJou, Tussenevaluatie.Decide(mentor, new Opdracht.GeefVrij(Opleider), _stage.Op(12, 5)).Refused());

        var shown = Tussenevaluatie.Decide(mentor, new Opdracht.GeefVrij(Fatima), _stage.Op(12, 5)).Changed();
        Assert.Equal((Fase.Zichtbaar, Zijde.Mentor), (shown.Zaak.Fase, shown.Zaak.Vrijgegeven));
        Assert.Equal(Weigering.NietMeerOpen, Tussenevaluatie.Decide(shown.Zaak, new Opdracht.DienIn(Gijs, false), _stage.Op(12, 5)).Refused());
    }

    [Fact]
    public void A_correction_is_a_new_version_and_only_after_both_are_visible()
    {
        Assert.Equal(Weigering.NogNietZichtbaar, Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.Corrigeer(Gijs), _stage.Op(11, 18)).Refused());
        var corrected = Tussenevaluatie.Decide(_stage.Zichtbaar(), new Opdracht.Corrigeer(Gijs), _stage.Op(11, 20)).Changed();
        Assert.Equal((2, 1), (corrected.Zaak.Student!.Versie, corrected.Zaak.Mentor!.Versie));
    }

    [Fact]
    public void Leervragen_are_fixed_at_the_opening()
    {
        var planned = Tussenevaluatie.Start(_stage.Verwachting, _stage.Op(11, 10))!.Zaak;
        var given = Tussenevaluatie.Decide(planned, new Opdracht.GeefLeervragen(Gijs, [" hoe begin ik de kring? ", ""]), _stage.Op(11, 10)).Changed().Zaak;
        Assert.Equal(["hoe begin ik de kring?"], given.Leervragen);
        Assert.Equal(Weigering.TeVeelLeervragen, Tussenevaluatie.Decide(planned, new Opdracht.GeefLeervragen(Gijs, ["a", "b", "c", "d"]), _stage.Op(11, 10)).Refused());
        Assert.Equal(Weigering.LeervragenStaanVast, Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.GeefLeervragen(Gijs, ["a"]), _stage.Op(11, 17)).Refused());
        Assert.Equal(Weigering.NietVanJou, Tussenevaluatie.Decide(planned, new Opdracht.GeefLeervragen(Fatima, ["a"]), _stage.Op(11, 10)).Refused());
    }

    /// <summary>Whatever anybody does in whatever order, sealed stays sealed and visible happens once.</summary>
    [Property(MaxTest = 300)]
    public Property Nothing_but_two_submissions_or_an_author_makes_a_form_visible() => Prop.ForAll(
        Gen.Elements<Func<Opdracht>>(
            () => new Opdracht.DienIn(Gijs, false), () => new Opdracht.DienIn(Fatima, true), () => new Opdracht.DienIn(Vreemde, false),
            () => new Opdracht.Wek(), () => new Opdracht.GeefVrij(Gijs), () => new Opdracht.GeefVrij(Fatima), () => new Opdracht.GeefVrij(Opleider),
            () => new Opdracht.Corrigeer(Gijs), () => new Opdracht.TrekInTwijfel(Fatima, "x"), () => new Opdracht.HefTwijfelOp(),
            () => new Opdracht.HerinnerNogEens(Opleider), () => new Opdracht.GeefUitstel(Opleider, new DateOnly(2027, 1, 8)),
            () => new Opdracht.GaAkkoord(Gijs), () => new Opdracht.LegGesprekVast(Gijs, new DateOnly(2026, 11, 20), "x")).ListOf().ToArbitrary(),
        commands =>
        {
            var (zaak, revealed, day) = (_stage.Geopend(), 0, 0);
            foreach (var command in commands)
            {
                var omgeving = _stage.Op(_stage.Op(11, 17).Now.AddDays(day++));
                if (Tussenevaluatie.Decide(zaak, command(), omgeving) is Besluit.Gewijzigd change)
                {
                    revealed += change.Inzage.Count(i => i.Soort is InzageSoort.BeideZichtbaar or InzageSoort.Vrijgegeven);
                    zaak = change.Zaak;
                }
            }

            var bothIn = zaak is { Student: not null, Mentor: not null };
            return revealed <= 1 && (zaak.ZichtbaarSinds is null || bothIn || zaak.Vrijgegeven is not null) && revealed == (zaak.ZichtbaarSinds is null ? 0 : 1);
        });
}
