using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Instrumenten;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Storage;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>A case follows the register on the day that something holds, not on the day it was written down.</summary>
public sealed class OverdrachtTests
{
    private const string Stage = "500001:O1:2026-08-31";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_mentor_from_a_later_day_takes_over_on_that_day()
    {
        await using var w = await Wereld.StartAsync();
        await w.PlanAsync(11, 16);
        await w.RegisterAsync(After(Change(new(2026, 11, 24)), new(2026, 11, 17)));

        Assert.Equal([Fatima], (await w.ZaakAsync()).Deelnemers.Werkplekbegeleiders);
        Assert.True((await w.OpenAsync(Fatima, Kaarten.Formulier)).Heeft("Beginnen"));
        await w.PlanAsync(11, 23, 18);
        Assert.Equal([Fatima], (await w.ZaakAsync()).Deelnemers.Werkplekbegeleiders);

        var planned = await w.PlanAsync(11, 24, 1);
        Assert.Equal([Noor], (await w.ZaakAsync()).Deelnemers.Werkplekbegeleiders);
        Assert.Equal(1, planned.Added[TussenevaluatiePlanning.Capability]);
        Assert.True((await w.OpenAsync(Noor, Kaarten.Formulier)).Heeft("Beginnen"));
        Assert.Contains("niet (meer) van jou", (await w.OpenAsync(Fatima, Kaarten.Formulier)).Tekst, StringComparison.Ordinal);
        Assert.Equal((Deadline, new DateOnly(2027, 1, 29)), ((await w.ZaakAsync()).Deadline, (await w.ZaakAsync()).Deelnemers.StageTot));
    }

    [Fact]
    public async Task Of_two_changes_at_once_the_newest_wins_whichever_run_ends_last()
    {
        await using var w = await Wereld.StartAsync();
        await w.PlanAsync(11, 16);
        await w.RegisterAsync(new Proefstage { Mentoren = [Noor] }.Register, follow: false);

        // The run for the older change is held up just before it writes; the newer change comes and goes.
        var held = new BetweenStore(w.Store);
        held.BeforeCommit = async () =>
        {
            await w.RegisterAsync(new Proefstage { Mentoren = [Vreemde] }.Register);
            Assert.Equal([Vreemde], (await w.ZaakAsync()).Deelnemers.Werkplekbegeleiders);
        };
        var outbox = new Outbox(held, w.Clock);
        var older = new TussenevaluatiePlanning(
            held, outbox, new TussenevaluatieStore(held, outbox, new Kaartmoment(new KaartmomentOptions())),
            new RegisterStore(held, outbox, w.Clock), new InstrumentStore(held));
        await older.WakeAsync([TussenevaluatiePlanning.RegisterWake], w.Now, Ct);

        Assert.Null(held.BeforeCommit);
        Assert.Equal([Vreemde], (await w.ZaakAsync()).Deelnemers.Werkplekbegeleiders);
    }

    [Theory]
    [InlineData("pabo-vt")]
    [InlineData("ad-pep")]
    public void A_mentor_who_changes_before_the_opening_does_not_move_it(string opleiding)
    {
        var stage = new Proefstage { Opleiding = opleiding };
        var split = stage with { Veranderd = r => After(Change(new(2026, 11, 2)), new(2026, 10, 20), r) };
        var before = stage.Verwachting;
        var after = Assert.Single(new Verwachtingen(split.Register, new DateOnly(2026, 10, 20)).All);
        Assert.Equal(before, after);
        Assert.Equal([Noor], Assert.Single(new Verwachtingen(split.Register, new DateOnly(2026, 11, 2)).All).Deelnemers.Werkplekbegeleiders);
        Assert.Equal(new DateOnly(2026, 11, 2), new Verwachtingen(split.Register, new DateOnly(2026, 10, 20)).NextTurn);
    }

    [Fact]
    public void Without_stageperiodes_in_the_kalender_a_split_stage_is_still_one_case()
    {
        var register = After(Change(new(2026, 11, 24)), new(2026, 11, 17));
        var bare = new RegisterSnapshot("v2", register.Data with { Kalender = [.. register.Data.Kalender.Where(k => k.Soort != KalenderSoort.Stageperiode)] });
        var one = Assert.Single(new Verwachtingen(bare, new DateOnly(2026, 11, 24)).All);
        Assert.Equal("2026-08-31-2027-01-29", one.Periode);
    }

    [Fact]
    public void A_school_that_changes_later_guides_from_that_day_and_the_case_does_not_stop()
    {
        var change = new RegisterChange.AndereOrganisatie(Stage, "O2", "groep 7", [Noor], null, new DateOnly(2026, 11, 24), [DayOfWeek.Monday]);
        var register = After(change, new(2026, 11, 17), TwoSchools());
        var before = Assert.Single(new Verwachtingen(register, new DateOnly(2026, 11, 23)).All);
        var after = Assert.Single(new Verwachtingen(register, new DateOnly(2026, 11, 24)).All);
        Assert.Equal(("O1", null, new DateOnly(2027, 1, 29)), (before.Deelnemers.Organisatie, before.Gestopt, before.Deelnemers.StageTot));
        Assert.Equal(("O2", null, new DateOnly(2027, 1, 29)), (after.Deelnemers.Organisatie, after.Gestopt, after.Deelnemers.StageTot));
        Assert.Equal(before.Zaak, after.Zaak);
    }

    [Fact]
    public async Task A_kalender_without_this_year_leaves_an_open_case_what_it_is_and_begins_no_other()
    {
        await using var w = await Wereld.StartAsync();
        await w.PlanAsync(11, 16);
        var was = await w.ZaakAsync();
        var data = new Proefstage { Mentoren = [Noor] }.Register.Data;
        var next = new KalenderRegel(KalenderSoort.Studiejaar, "2027-2028", new(2027, 8, 30), new(2028, 7, 14), null, null, null);
        await w.RegisterAsync(new RegisterSnapshot("v2", data with { Kalender = [next] }));

        var now = await w.ZaakAsync();
        Assert.Equal((Fase.Open, was.Opening, was.Deadline, was.Studiejaar, was.Periode), (now.Fase, now.Opening, now.Deadline, now.Studiejaar, now.Periode));
        Assert.Equal([Noor], now.Deelnemers.Werkplekbegeleiders);
        Assert.Equal([now.Id], await w.Zaken.ZakenOfStudentAsync(Gijs, Ct).ToListAsync(Ct));
        Assert.Equal([new OpenTask(Kaarten.Formulier, now.Id)], await w.Catalog.Tasks[0](Noor, w.Now, Ct).ToListAsync(Ct));

        await w.PlanAsync(1, 30, year: 2027);
        Assert.Equal(Fase.Vervallen, (await w.ZaakAsync()).Fase);
        await w.RegisterAsync(new Proefstage().Register);
        Assert.Equal([now.Id], await w.Zaken.ZakenOfStudentAsync(Gijs, Ct).ToListAsync(Ct));
    }

    private static RegisterChange.AndereWerkplekbegeleiders Change(DateOnly vanaf) => new(Stage, [Noor], vanaf);

    private static RegisterSnapshot TwoSchools()
    {
        var data = new Proefstage().Register.Data;
        return new RegisterSnapshot("v1", data with { Organisaties = [.. data.Organisaties, data.Organisaties[0] with { Code = "O2", Naam = "De Els" }] });
    }

    private static RegisterSnapshot After(RegisterChange change, DateOnly today, RegisterSnapshot? register = null) => new(
        "v2",
        Assert.IsType<ChangeDecision.Change>(RegisterChanges.Decide(register ?? new Proefstage().Register, change, () => Vreemde, today)).Data);
}
