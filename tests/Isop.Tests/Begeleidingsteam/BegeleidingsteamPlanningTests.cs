using Isop.Core.Begeleidingsteam;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Begeleidingsteam.Proefbegin;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Begeleidingsteam;

/// <summary>Who gets a card as the register and the days go by, on a real store.</summary>
public sealed class BegeleidingsteamPlanningTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_days_before_a_stage_the_clock_wakes_the_planning_and_everybody_gets_one_card()
    {
        await using var w = await OpAsync(8, 3);
        Assert.Empty(await w.BezorgingenAsync(Gijs));
        Assert.Null(await w.BeginAsync());

        Assert.Equal(2, (await w.PlanAsync(8, 21)).Added[BegeleidingsteamPlanning.Capability]);
        Assert.Equal(0, (await w.PlanAsync(8, 21, 10)).Added[BegeleidingsteamPlanning.Capability]);
        Assert.Single(await w.BezorgingenAsync(Gijs));
        Assert.Single(await w.BezorgingenAsync(Fatima));
        foreach (var other in new[] { Opleider, Coach, Noor })
        {
            Assert.Empty(await w.BezorgingenAsync(other));
        }
    }

    [Fact]
    public async Task Two_planners_at_once_and_the_same_register_again_add_nothing()
    {
        await using var w = await OpAsync(8, 25, new Proefstage { Veranderd = r => new RegisterSnapshot("v0", r.Data with { Stages = [] }) });
        await w.RegisterAsync(Basis, follow: false);

        await Task.WhenAll(WakeAsync(w), WakeAsync(w), WakeAsync(w));
        await w.RegisterAsync(Basis);
        Assert.Equal(0, await WakeAsync(w));

        Assert.Single(await w.BezorgingenAsync(Gijs));
        Assert.Single(await w.BezorgingenAsync(Fatima));
        Assert.Equal(1, (await w.BeginAsync())!.Revisie);
    }

    [Fact]
    public async Task A_register_that_comes_in_the_middle_of_the_year_floods_nobody()
    {
        await using var w = await OpAsync(11, 9);
        Assert.Empty(await w.BezorgingenAsync(Gijs));
        Assert.Empty(await w.BezorgingenAsync(Fatima));
        Assert.Null(await w.BeginAsync());
    }

    [Theory]
    [InlineData("mbo4-oa")]
    [InlineData("gast: Sport")]
    [InlineData("ad-pep")]
    public async Task Every_opleiding_gets_to_know_each_other(string opleiding)
    {
        await using var w = await OpAsync(8, 25, new Proefstage { Opleiding = opleiding });
        Assert.Single(await w.BezorgingenAsync(Gijs));
        Assert.Single(await w.BezorgingenAsync(Fatima));
    }

    [Fact]
    public async Task Two_students_who_begin_at_one_werkplekbegeleider_come_on_the_same_day_so_that_they_share_a_message()
    {
        var other = Eerste with { Id = "500002:O1:2026-08-31", Student = Noor, Groep = "groep 6" };
        var data = Basis.Data with { Stages = [Eerste, other], Studenten = [.. Basis.Data.Studenten, Basis.Data.Studenten[0] with { Persoon = Noor, Studentnummer = "500002" }] };
        await using var w = await OpAsync(8, 25, new Proefstage { Veranderd = _ => new RegisterSnapshot("v1", data) });

        Assert.Equal([new DateOnly(2026, 8, 31), new DateOnly(2026, 8, 31)], (await w.BezorgingenAsync(Fatima)).Select(b => AmsterdamTime.DateOf(b.Due)));
    }

    [Fact]
    public async Task Another_werkplekbegeleider_before_the_start_gets_the_card_and_the_former_one_reads_that_it_changed()
    {
        await using var w = await OpAsync(8, 25);
        await w.RegisterAsync(With(Eerste with { Werkplekbegeleiders = [Noor] }));
        await w.RegisterAsync(With(Eerste with { Werkplekbegeleiders = [Noor] }));

        Assert.Single(await w.BezorgingenAsync(Noor));
        Assert.Single(await w.BezorgingenAsync(Gijs));
        Assert.Null(await w.ComposeAsync(Fatima, Kennismaken.Kaart, "begin", Id));
        Assert.Contains("Iemand anders begeleidt deze student", (await w.OpenAsync(Fatima, Kennismaken.Kaart, @case: Id)).Teksten);
        Assert.Contains("Noor Smit, mentor", (await w.OpenAsync(Gijs, Kennismaken.Kaart, "begin", Id)).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_takes_over_in_the_first_weeks_gets_the_card_before_her_own_first_day_and_on_that_day_the_others_see_it()
    {
        await using var w = await OpAsync(8, 25);
        var from = new DateOnly(2026, 9, 7);
        var next = Eerste with { Id = "500001:O1:2026-09-07", Van = from, Werkplekbegeleiders = [Noor], VervolgVan = Eerste.Id };
        await w.RegisterAsync(With(Eerste with { Tot = from.AddDays(-1) }, next));

        Assert.Equal(from, AmsterdamTime.DateOf(Assert.Single(await w.BezorgingenAsync(Noor)).Due));
        Assert.Single(await w.BezorgingenAsync(Gijs));
        Assert.Equal(Eerste.Id, (await w.BeginAsync())!.Stage);
        Assert.Contains("dinsdag 8 september", (await w.OpenAsync(Noor, Kennismaken.Kaart, "begin", Id)).Json, StringComparison.Ordinal);
        Assert.Contains("Fatima Yildiz, mentor", (await w.OpenAsync(Gijs, Kennismaken.Kaart, @case: Id)).Tekst, StringComparison.Ordinal);

        Assert.Equal(0, (await w.PlanAsync(9, 7)).Added[BegeleidingsteamPlanning.Capability]);
        Assert.Equal(next.Id, (await w.BeginAsync())!.Stage);
        Assert.Contains("Noor Smit, mentor", (await w.OpenAsync(Gijs, Kennismaken.Kaart, @case: Id)).Tekst, StringComparison.Ordinal);
        Assert.Null(await w.ComposeAsync(Fatima, Kennismaken.Kaart, "begin", Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stage_that_is_called_off_is_not_sent_any_more_and_a_card_that_was_sent_says_so(bool undone)
    {
        await using var w = await OpAsync(8, 25);
        await w.RegisterAsync(undone ? With() : With(Eerste with { Beeindigd = new DateOnly(2026, 8, 25) }));

        Assert.True((await w.BeginAsync())!.Vervallen);
        Assert.Null(await w.ComposeAsync(Gijs, Kennismaken.Kaart, "begin", Id));
        Assert.Null(await w.ComposeAsync(Fatima, Kennismaken.Kaart, "begin", Id));
        Assert.Contains("Deze stage gaat zo niet door", (await w.OpenAsync(Fatima, Kennismaken.Kaart, @case: Id)).Teksten);
        Assert.Null(await w.ComposeAsync(Vreemde, Kennismaken.Kaart, @case: Id));
    }

    [Fact]
    public async Task A_first_day_that_moves_keeps_what_the_student_told()
    {
        await using var w = await OpAsync(8, 25);
        (await w.SchrijfAsync(Regels)).Changed();
        var moved = Eerste with { Id = "500001:O1:2026-09-03", Van = new DateOnly(2026, 9, 3) };
        await w.RegisterAsync(With(Eerste with { Beeindigd = new DateOnly(2026, 8, 25) }, moved));

        var begin = await w.BeginAsync(Kennismaking.IdOf(Gijs, "O1", moved.Van));
        Assert.Equal((Regels, new DateOnly(2026, 9, 8)), (begin!.Regels, begin.EersteDag));
        Assert.Equal(2, (await w.BezorgingenAsync(Fatima)).Count);
    }

    [Fact]
    public async Task Another_school_is_a_new_start_with_a_card_of_its_own_and_without_what_was_told_there()
    {
        await using var w = await OpAsync(9, 28);
        (await w.SchrijfAsync(Regels)).Changed();
        var from = new DateOnly(2026, 10, 5);
        var next = Eerste with { Id = "500001:O2:2026-10-05", Organisatie = "O2", Van = from, Werkplekbegeleiders = [Noor], VervolgVan = Eerste.Id };
        var data = With(Eerste with { Beeindigd = from }, next).Data;
        await w.RegisterAsync(new RegisterSnapshot("v2", data with { Organisaties = [data.Organisaties[0], data.Organisaties[0] with { Code = "O2", Naam = "De Esdoorn" }] }));

        var begin = await w.BeginAsync(Kennismaking.IdOf(Gijs, "O2", from));
        Assert.Equal([Gijs, Noor], begin!.Verteld);
        Assert.Equal(DrieRegels.Leeg, begin.Regels);
        // While the other stage runs, a stagedag of it suits.
        Assert.Equal(new DateOnly(2026, 9, 29), AmsterdamTime.DateOf(Assert.Single(await w.BezorgingenAsync(Gijs)).Due));
        Assert.Empty(await w.BezorgingenAsync(Fatima));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_next_stageperiode_is_told_of_when_people_changed(bool changed, int cards)
    {
        await using var w = await OpAsync(8, 25);
        (await w.SchrijfAsync(Regels)).Changed();
        var next = Eerste with { Id = "500001:O1:2027-02-01", Van = new DateOnly(2027, 2, 1), Tot = new DateOnly(2027, 7, 9), Werkplekbegeleiders = changed ? [Noor] : [Fatima] };
        await w.RegisterAsync(With(Eerste, next));
        var first = (await w.BezorgingenAsync(Gijs)).Count;
        await w.PlanAsync(1, 22, year: 2027);

        Assert.Equal(first + cards, (await w.BezorgingenAsync(Gijs)).Count);
        Assert.Equal(cards, (await w.BezorgingenAsync(Noor)).Count);
        Assert.Single(await w.BezorgingenAsync(Fatima));
        // Without a new start the lines of the first one go on, also in the second period.
        await w.PlanAsync(3, 1, year: 2027);
        Assert.Contains(Regels.Wie, (await w.AskAsync(changed ? Noor : Fatima, "begeleidingsteam")).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_student_writes_before_anybody_was_told_is_on_the_card_when_it_comes()
    {
        await using var w = await OpAsync(8, 10);
        (await w.SchrijfAsync(Regels)).Changed();
        Assert.Empty(await w.BezorgingenAsync(Fatima));

        Assert.Equal(2, (await w.PlanAsync(8, 21)).Added[BegeleidingsteamPlanning.Capability]);
        Assert.Contains(Regels.Wie, (await w.OpenAsync(Fatima, Kennismaken.Kaart, "begin", Id)).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_that_need_nothing_are_not_read()
    {
        const int Students = 40;
        await using var w = await OpAsync(8, 25, new Proefstage { Veranderd = _ => Met(Students) });
        var one = Met(Students).Data.Stages[7];
        await w.RegisterAsync(new RegisterSnapshot("v2", Met(Students).Data with { Stages = [.. Met(Students).Data.Stages.Select(s => s.Id == one.Id ? s with { Groep = "groep 8" } : s)] }), follow: false);
        var reads = 0;
        w.Between.AfterFind = Count;
        await WakeAsync(w);
        w.Between.AfterFind = null;

        // The register, what was followed, and the one that changed.
        Assert.InRange(reads, 1, Students / 2);
        Assert.Equal(2, (await w.BeginAsync(Stagestart.IdVan(Met(Students), one)))!.Revisie);
        Assert.Equal(Students, (await w.BezorgingenAsync(Fatima)).Count);

        Task Count()
        {
            reads++;
            w.Between.AfterFind = Count;
            return Task.CompletedTask;
        }
    }

    private static async Task<int> WakeAsync(Wereld w) => await w.Begeleidingsteam.WakeAsync([TussenevaluatiePlanning.RegisterWake], w.Now, Ct);
}
