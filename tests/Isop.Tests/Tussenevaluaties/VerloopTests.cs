using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

public class VerloopTests
{
    private readonly Proefstage _stage = new();

    [Fact]
    public void The_student_is_asked_for_leervragen_a_week_before_the_opening()
    {
        var planned = Tussenevaluatie.Start(_stage.Verwachting, _stage.Op(11, 1))!;
        Assert.Equal(Fase.Gepland, planned.Zaak.Fase);
        Assert.Empty(planned.Cards());
        Assert.Equal(new DateOnly(2026, 11, 9), AmsterdamTime.DateOf(planned.Wake().Due));

        var asked = Tussenevaluatie.Decide(planned.Zaak, new Opdracht.Wek(), _stage.Op(11, 9)).Changed();

        var card = Assert.Single(asked.Cards());
        Assert.Equal((Gijs, Kaarten.Leervragen), (card.Person, card.Kind));
        Assert.Equal(new DateOnly(2026, 11, 10), AmsterdamTime.DateOf(card.Due));
        Assert.Equal(Opening, AmsterdamTime.DateOf(asked.Wake().Due));
    }

    [Fact]
    public void The_opening_sends_the_student_a_card_on_a_stagedag_and_the_mentor_one_after_school()
    {
        var opened = Tussenevaluatie.Start(_stage.Verwachting, _stage.Op(11, 16))!;

        Assert.Equal(Fase.Open, opened.Zaak.Fase);
        Assert.NotNull(opened.Zaak.Instrument);
        Assert.Equal([Gijs, Fatima], opened.Cards().Select(c => c.Person));
        var student = AmsterdamTime.WallTimeOf(opened.Cards()[0].Due);
        var mentor = AmsterdamTime.WallTimeOf(opened.Cards()[1].Due);
        Assert.Equal(new DateTime(2026, 11, 17), student.Date);
        Assert.Equal(new DateTime(2026, 11, 16), mentor.Date);
        Assert.InRange(TimeOnly.FromDateTime(mentor), new TimeOnly(15, 15), new TimeOnly(17, 0));
    }

    [Fact]
    public void A_mentor_gets_no_card_on_a_day_the_school_is_closed()
    {
        var stage = _stage with { ExtraKalender = [new KalenderRegel(KalenderSoort.Studiedag, "Studiedag", Opening, Opening, null, null, "O1")] };
        var opened = Tussenevaluatie.Start(stage.Verwachting, stage.Op(11, 16))!;
        Assert.Equal(new DateOnly(2026, 11, 17), AmsterdamTime.DateOf(opened.Cards().Single(c => c.Person == Fatima).Due));
    }

    [Theory]
    [InlineData("mbo4-gpm")]
    [InlineData("gast: Sport en bewegen")]
    public void An_opleiding_without_tussenevaluatie_gets_no_case(string opleiding) =>
        Assert.Empty(new Verwachtingen((_stage with { Opleiding = opleiding }).Register, Opening).All);

    [Fact]
    public void Without_a_row_in_the_kalender_it_opens_halfway_the_stage()
    {
        var verwachting = (_stage with { Opleiding = "ad-pep" }).Verwachting;
        Assert.InRange(verwachting.Opening, new DateOnly(2026, 11, 13), new DateOnly(2026, 11, 17));
        Assert.True(verwachting.Deadline > verwachting.Opening.AddDays(18));
    }

    [Fact]
    public void Reminders_go_after_five_and_ten_working_days_to_who_has_not_submitted()
    {
        var submitted = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.DienIn(Gijs, false), _stage.Op(11, 18)).Changed().Zaak;

        var first = Tussenevaluatie.Decide(submitted, new Opdracht.Wek(), _stage.Op(11, 23)).Changed();
        Assert.Equal([(Fatima, Kaarten.Formulier)], first.Cards().Select(c => (c.Person, c.Kind)));

        var second = Tussenevaluatie.Decide(first.Zaak, new Opdracht.Wek(), _stage.Op(11, 30)).Changed();
        Assert.Equal([Fatima], second.Cards().Select(c => c.Person));
        Assert.NotEqual(first.Cards()[0].Id, second.Cards()[0].Id);
    }

    [Fact]
    public void Reminder_is_sent_once_when_the_job_runs_twice()
    {
        var reminded = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.Wek(), _stage.Op(11, 23)).Changed().Zaak;
        Assert.IsType<Besluit.AlGedaan>(Tussenevaluatie.Decide(reminded, new Opdracht.Wek(), _stage.Op(11, 23, 10)));
    }

    [Fact]
    public void After_fifteen_working_days_the_opleider_hears_of_it_once()
    {
        var late = Late(_stage);
        var card = Assert.Single(late.Cards(), c => c.Kind == Kaarten.TeLaat);
        Assert.Equal(Opleider, card.Person);
        Assert.True(late.Zaak.Verloop.TeLaatGemeld);
    }

    [Fact]
    public void A_long_silence_brings_one_card_per_person_and_not_every_missed_reminder()
    {
        var woken = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.Wek(), _stage.Op(12, 8)).Changed();
        Assert.Equal(woken.Cards().Select(c => (c.Person, c.Kind)).Distinct().Count(), woken.Cards().Count);
        Assert.Single(woken.Cards(), c => c.Person == Gijs);
    }

    [Fact]
    public void Without_opleider_the_coordinator_handles_it_and_without_coordinator_the_bureau()
    {
        var on = Opening;
        var none = _stage with { HeeftOpleider = null };
        Assert.Equal([Coordinator], Tussenevaluatie.Behandelaars(none.Geopend(), none.Register, on));
        var nobody = none with { HeeftCoordinator = false };
        Assert.Equal([Bureau], Tussenevaluatie.Behandelaars(nobody.Geopend(), nobody.Register, on));
    }

    [Fact]
    public void A_mentor_who_is_also_the_opleider_is_handled_by_the_coordinator()
    {
        var both = _stage with { Mentoren = [Opleider] };
        Assert.Equal([Coordinator], Tussenevaluatie.Behandelaars(both.Geopend(), both.Register, Opening));
    }

    [Fact]
    public void A_new_mentor_gets_the_open_case_and_the_old_one_a_card_that_says_so()
    {
        var moved = _stage with { Mentoren = [Noor] };
        var change = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.Volg(moved.Verwachting), moved.Op(11, 20)).Changed();
        Assert.Equal([(Noor, Kaarten.Formulier)], change.Cards().Select(c => (c.Person, c.Kind)));
        Assert.Contains(change.Intents.OfType<RefreshIntent>(), r => r.Person == Fatima);
        Assert.Null(change.Zaak.ZijdeVan(Fatima));
    }

    [Fact]
    public void A_stage_that_stops_ends_an_open_case_and_leaves_a_visible_one()
    {
        var stopped = _stage with { Gestopt = new DateOnly(2026, 11, 20) };
        var open = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.Volg(stopped.Verwachting), stopped.Op(11, 20)).Changed();
        Assert.Equal(Fase.Vervallen, open.Zaak.Fase);
        Assert.IsType<Besluit.AlGedaan>(Tussenevaluatie.Decide(_stage.Zichtbaar(), new Opdracht.Volg(stopped.Verwachting), stopped.Op(11, 20)));
    }

    [Fact]
    public void The_same_register_again_changes_nothing() =>
        Assert.IsType<Besluit.AlGedaan>(Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.Volg(_stage.Verwachting), _stage.Op(11, 20)));

    [Fact]
    public void A_stage_that_is_over_gets_no_case_any_more() =>
        Assert.Null(Tussenevaluatie.Start(_stage.Verwachting, _stage.Op(2, 10, year: 2027)));

    [Fact]
    public void A_register_that_comes_after_the_deadline_gives_fifteen_working_days()
    {
        var late = Tussenevaluatie.Start(_stage.Verwachting, _stage.Op(12, 9))!.Zaak;
        Assert.Equal(Fase.Open, late.Fase);
        Assert.True(late.Deadline > new DateOnly(2026, 12, 24));
    }

    [Fact]
    public void While_somebody_says_it_is_not_right_the_clock_stands_still()
    {
        var doubted = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.TrekInTwijfel(Fatima, "Dit is niet mijn student"), _stage.Op(11, 17)).Changed().Zaak;
        Assert.IsType<Besluit.AlGedaan>(Tussenevaluatie.Decide(doubted, new Opdracht.Wek(), _stage.Op(11, 30)));

        var resolved = Tussenevaluatie.Decide(doubted, new Opdracht.HefTwijfelOp(), _stage.Op(12, 1)).Changed();
        Assert.True(AmsterdamTime.DateOf(resolved.Wake().Due) > new DateOnly(2026, 12, 1));
    }

    [Fact]
    public void Four_weeks_after_the_gesprek_both_are_asked_how_it_goes()
    {
        var recorded = Tussenevaluatie.Decide(
            _stage.Zichtbaar(), new Opdracht.LegGesprekVast(Gijs, new DateOnly(2026, 11, 24), "Ik oefen de kring."), _stage.Op(11, 25)).Changed();
        Assert.Equal(new DateOnly(2026, 12, 22), AmsterdamTime.DateOf(recorded.Wake().Due));
        var asked = Tussenevaluatie.Decide(recorded.Zaak, new Opdracht.Wek(), _stage.Op(12, 22)).Changed();
        Assert.Equal([(Gijs, Kaarten.Terugblik), (Fatima, Kaarten.Terugblik)], asked.Cards().Select(c => (c.Person, c.Kind)));
    }

    [Fact]
    public void A_stage_that_comes_back_revives_the_case_with_what_was_filled_in()
    {
        var stopped = _stage with { Gestopt = new DateOnly(2026, 11, 20) };
        var dead = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.Volg(stopped.Verwachting), stopped.Op(11, 20)).Changed().Zaak;
        var alive = Tussenevaluatie.Decide(dead, new Opdracht.Volg(_stage.Verwachting), _stage.Op(11, 20, 12)).Changed();
        Assert.Equal(Fase.Open, alive.Zaak.Fase);
        Assert.Equal([(Gijs, Kaarten.Formulier), (Fatima, Kaarten.Formulier)], alive.Cards().Select(c => (c.Person, c.Kind)));
        Assert.Equal(new DateOnly(2026, 11, 23), AmsterdamTime.DateOf(alive.Wake().Due));
    }

    [Fact]
    public void A_studiedag_that_is_added_later_does_not_put_the_case_to_sleep()
    {
        var later = _stage with { ExtraKalender = [new KalenderRegel(KalenderSoort.Studiedag, "Studiedag", new(2026, 11, 20), new(2026, 11, 20), null, null, "O1")] };
        var woken = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.Wek(), later.Op(11, 23)).Changed();
        Assert.Empty(woken.Cards());
        Assert.Equal(new DateOnly(2026, 11, 24), AmsterdamTime.DateOf(woken.Wake().Due));
    }

    [Fact]
    public void Nobody_is_reminded_after_the_day_the_stage_was_announced_to_stop()
    {
        var stopping = _stage with { Gestopt = new DateOnly(2026, 11, 27) };
        var told = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.Volg(stopping.Verwachting), stopping.Op(11, 20)).Changed().Zaak;
        var first = Tussenevaluatie.Decide(told, new Opdracht.Wek(), stopping.Op(11, 23)).Changed();
        Assert.Equal(new DateOnly(2026, 11, 27), AmsterdamTime.DateOf(first.Wake().Due));
        var ended = Tussenevaluatie.Decide(first.Zaak, new Opdracht.Wek(), stopping.Op(11, 27)).Changed();
        Assert.Equal(Fase.Vervallen, ended.Zaak.Fase);
        Assert.Empty(ended.Cards());
    }

    [Fact]
    public void After_a_doubt_who_has_to_fill_in_gets_the_card_again_and_time_for_it()
    {
        var doubted = Tussenevaluatie.Decide(_stage.Geopend(), new Opdracht.TrekInTwijfel(Fatima, "Dit is niet mijn student"), _stage.Op(11, 17)).Changed().Zaak;
        var clear = Tussenevaluatie.Decide(doubted, new Opdracht.HefTwijfelOp(), _stage.Op(12, 8)).Changed();
        Assert.Equal([(Gijs, Kaarten.Formulier), (Fatima, Kaarten.Formulier)], clear.Cards().Select(c => (c.Person, c.Kind)));
        Assert.Equal(new DateOnly(2026, 12, 15), clear.Zaak.Deadline);
        Assert.IsType<Besluit.AlGedaan>(Tussenevaluatie.Decide(clear.Zaak, new Opdracht.Wek(), _stage.Op(12, 8)));
    }

    [Fact]
    public void A_late_case_moves_to_the_new_opleider()
    {
        var late = Late(_stage).Zaak;
        var moved = _stage with { HeeftOpleider = Coach };
        var change = Tussenevaluatie.Decide(late, new Opdracht.Volg(moved.Verwachting), moved.Op(12, 8)).Changed();
        Assert.Equal([(Coach, Kaarten.TeLaat)], change.Cards().Select(c => (c.Person, c.Kind)));
        Assert.Contains(change.Intents.OfType<RefreshIntent>(), r => r.Person == Opleider);
    }

    [Fact]
    public void Who_submits_after_the_opleider_was_told_is_asked_to_show_the_form()
    {
        var submitted = Tussenevaluatie.Decide(Late(_stage).Zaak, new Opdracht.DienIn(Gijs, false), _stage.Op(12, 9)).Changed();
        Assert.Contains(submitted.Cards(), c => c.Kind == Kaarten.Vrijgave && c.Person == Gijs);
    }

    private static Besluit.Gewijzigd Late(Proefstage stage)
    {
        var zaak = stage.Geopend();
        zaak = Tussenevaluatie.Decide(zaak, new Opdracht.Wek(), stage.Op(11, 23)).Changed().Zaak;
        zaak = Tussenevaluatie.Decide(zaak, new Opdracht.Wek(), stage.Op(11, 30)).Changed().Zaak;
        return Tussenevaluatie.Decide(zaak, new Opdracht.Wek(), stage.Op(12, 7)).Changed();
    }
}
