using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace Isop.Tests.StageEvaluaties;

/// <summary>The life of a wave: when it opens, who is invited and reminded, what nobody can turn back.</summary>
public sealed class GolfTests
{
    private const string Eerste = "2026-2027-1";
    private const string Tweede = "2026-2027-2";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wave_is_there_for_each_half_year_of_the_kalender_and_opens_by_itself()
    {
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, VierStudenten());

        Assert.Equal([Eerste, Tweede], (await w.Golven.AlleAsync(Ct)).Select(g => g.Id));
        await w.GaNaarAsync(2027, 1, 29);
        Assert.Empty(await UitnodigingenAsync(w));
        await w.GaNaarAsync(2027, 2, 1);

        var golf = await w.GolfAsync(Eerste);
        Assert.Equal((Golfstaat.Open, new DateOnly(2027, 2, 16)), (golf.Staat, golf.Sluit));
        Assert.Equal(4, (await UitnodigingenAsync(w)).Count);
        Assert.Equal(Golfstaat.Klaar, (await w.GolfAsync(Tweede)).Staat);
    }

    [Fact]
    public async Task Over_the_summer_it_stays_open_until_the_end_of_august()
    {
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, VierStudenten());

        await w.GaNaarAsync(2027, 7, 5);

        Assert.Equal(new DateOnly(2027, 8, 31), (await w.GolfAsync(Tweede)).Sluit);
        await w.GaNaarAsync(2027, 8, 31);
        Assert.Equal(Golfstaat.Open, (await w.GolfAsync(Tweede)).Staat);
        await w.GaNaarAsync(2027, 9, 1);
        Assert.Equal(Golfstaat.Gesloten, (await w.GolfAsync(Tweede)).Staat);
    }

    [Fact]
    public async Task Whoever_stops_early_is_asked_after_her_own_last_day_and_nobody_before()
    {
        var register = VierStudenten().Student(9).Stage(9, "A", 2026, 1, tot: new DateOnly(2027, 1, 8));
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, register);

        await w.GaNaarAsync(2027, 1, 8);
        Assert.Empty(await UitnodigingenAsync(w));
        await w.GaNaarAsync(2027, 1, 11);

        Assert.Equal([Evaluatieregister.Id(9)], (await UitnodigingenAsync(w)).Select(b => b.Person));
    }

    [Fact]
    public async Task Reminders_go_on_day_5_and_12_to_who_has_not_answered_and_once()
    {
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, VierStudenten());
        await w.GaNaarAsync(2027, 2, 1);
        await w.AntwoordAsync(Eerste, Evaluatieregister.Id(1), "A", Evaluatiewereld.Alles(4));
        Assert.True(await w.Rooster.NietMeerAsync(Eerste, Evaluatieregister.Id(2), "A", Ct));

        for (var day = 2; day <= 16; day++)
        {
            await w.GaNaarAsync(2027, 2, day);
            await w.PlanAsync();
        }

        var reminders = (await UitnodigingenAsync(w)).Where(b => b.Occasion.StartsWith("herinnering", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [(3, "herinnering-1"), (3, "herinnering-2"), (4, "herinnering-1"), (4, "herinnering-2")],
            reminders.Select(b => (Number(b.Person), b.Occasion)).Order());
        // Day 5 is a Saturday, so the workday after; day 12 as well.
        Assert.Equal([new DateOnly(2027, 2, 8), new DateOnly(2027, 2, 15)], reminders.Select(b => AmsterdamTime.DateOf(b.Wanted)).Distinct().Order());
    }

    [Fact]
    public async Task After_days_without_a_round_there_is_one_reminder_and_not_two()
    {
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, VierStudenten());
        await w.GaNaarAsync(2027, 2, 1);

        await w.GaNaarAsync(2027, 2, 15);

        Assert.Equal(["herinnering-1", "uitnodiging"], (await UitnodigingenAsync(w)).Where(b => Number(b.Person) == 1).Select(b => b.Occasion).Order());
    }

    [Fact]
    public async Task Kwaliteitszorg_hears_a_week_before_and_can_hold_it_and_open_it_by_hand()
    {
        var register = VierStudenten().Persoon(50, "Kim Zorg", RolSoort.Kwaliteitszorg);
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, register);
        await w.GaNaarAsync(2026, 12, 21);
        Assert.Equal([Evaluatiekaarten.Golf], (await BezorgingenAsync(w, 50)).Select(b => b.Kind));

        Assert.IsType<Golfbesluit.Gewijzigd>(await w.Golven.DecideAsync(Eerste, new Golfopdracht.HoudVast(), "kim", w.Now, Ct));
        Assert.IsType<Golfbesluit.AlGedaan>(await w.Golven.DecideAsync(Eerste, new Golfopdracht.HoudVast(), "kim", w.Now, Ct));
        await w.GaNaarAsync(2027, 2, 10);
        Assert.Equal(Golfstaat.Klaar, (await w.GolfAsync(Eerste)).Staat);

        Assert.IsType<Golfbesluit.Gewijzigd>(await w.Golven.DecideAsync(Eerste, new Golfopdracht.OpenNu(), "kim", w.Now, Ct));
        await w.PlanAsync();

        var golf = await w.GolfAsync(Eerste);
        Assert.Equal((Golfstaat.Open, new DateOnly(2027, 2, 27)), (golf.Staat, golf.Sluit));
        Assert.Equal(4, (await UitnodigingenAsync(w)).Count);
    }

    [Theory]
    [InlineData(Golfstaat.Klaar, typeof(Golfopdracht.SluitNu), Golfweigering.NogNietOpen)]
    [InlineData(Golfstaat.Open, typeof(Golfopdracht.HoudVast), Golfweigering.AlGeopend)]
    [InlineData(Golfstaat.Sluit, typeof(Golfopdracht.OpenNu), Golfweigering.AlGesloten)]
    [InlineData(Golfstaat.Geteld, typeof(Golfopdracht.OpenNu), Golfweigering.AlGesloten)]
    [InlineData(Golfstaat.Gesloten, typeof(Golfopdracht.OpenNu), Golfweigering.AlGesloten)]
    [InlineData(Golfstaat.Gesloten, typeof(Golfopdracht.LaatLos), Golfweigering.AlGeopend)]
    public void What_cannot_be_is_refused_with_a_reason(Golfstaat staat, Type opdracht, Golfweigering reden)
    {
        var besluit = Golfregels.Decide(Golf(staat), (Golfopdracht)Activator.CreateInstance(opdracht)!, Lijsten, new DateOnly(2027, 2, 3));

        Assert.Equal(new Golfbesluit.Geweigerd(reden), besluit);
    }

    [Theory]
    [InlineData("2027-02-10", Golfweigering.VerkeerdeDag)]
    [InlineData("2027-09-10", Golfweigering.VerkeerdeDag)]
    [InlineData("2027-03-10", null)]
    public void The_last_day_can_only_be_later_and_within_bounds(string tot, Golfweigering? reden)
    {
        var besluit = Golfregels.Decide(Golf(Golfstaat.Open), new Golfopdracht.Verleng(DateOnly.Parse(tot, System.Globalization.CultureInfo.InvariantCulture)), Lijsten, new DateOnly(2027, 2, 3));

        Assert.Equal(reden, (besluit as Golfbesluit.Geweigerd)?.Reden);
    }

    [Fact]
    public void A_wave_is_not_closed_by_hand_while_students_are_at_their_stage()
    {
        Assert.Equal(new Golfbesluit.Geweigerd(Golfweigering.StageLoopt), Golfregels.Decide(Golf(Golfstaat.Open), new Golfopdracht.SluitNu(), Lijsten, new DateOnly(2027, 1, 29)));
        Assert.IsType<Golfbesluit.Gewijzigd>(Golfregels.Decide(Golf(Golfstaat.Open), new Golfopdracht.SluitNu(), Lijsten, new DateOnly(2027, 1, 30)));
    }

    [Fact]
    public void A_wave_cannot_be_opened_before_its_period_or_long_after_it()
    {
        Assert.Equal(new Golfbesluit.Geweigerd(Golfweigering.TeVroeg), Golfregels.Decide(Golf(Golfstaat.Klaar), new Golfopdracht.OpenNu(), Lijsten, new DateOnly(2026, 12, 25)));
        Assert.Equal(new Golfbesluit.Geweigerd(Golfweigering.TeLaat), Golfregels.Decide(Golf(Golfstaat.Klaar), new Golfopdracht.OpenNu(), Lijsten, new DateOnly(2027, 6, 1)));
    }

    [Fact]
    public async Task While_a_wave_is_open_no_vragenlijst_is_taken_into_use_and_the_wave_keeps_its_own()
    {
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, VierStudenten());
        await w.GaNaarAsync(2027, 2, 1);
        var lists = w.Get<VragenlijstStore>();
        var next = VragenlijstFile.NextVersion(await lists.CurrentAsync(Ct), VragenlijstCatalog.Defaults.For(Opleiding.Parse("pabo-vt"))!);
        using var file = new MemoryStream(next);
        var preview = Assert.IsType<VragenlijstPreview.Ready>(await lists.PreviewAsync(file, Ct));

        Assert.Equal(VragenlijstStore.Loopt, Assert.IsType<VragenlijstApplied.Refused>(await lists.ApplyAsync(preview.Kenmerk, "kim", w.Now, Ct)).Reden);
        await w.GaNaarAsync(2027, 2, 17);
        Assert.IsType<VragenlijstApplied.Done>(await lists.ApplyAsync(preview.Kenmerk, "kim", w.Now, Ct));

        Assert.Equal(1, (await w.GolfAsync(Eerste)).Vragenlijsten["pabo-vt"].Versie);
        Assert.StartsWith("standaard-", (await w.GolfAsync(Eerste)).Vragenlijsten["pabo-vt"].Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_koppel_students_of_both_locations_are_asked_about_one_eenheid()
    {
        var register = new Evaluatieregister().Jaar(2026).Organisatie("A", "B1", koppel: "B").Organisatie("B", "B1", koppel: "A")
            .Student(1).Stage(1, "A", 2026, 1).Student(2).Stage(2, "B", 2026, 1);
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, register);

        await w.GaNaarAsync(2027, 2, 1);

        Assert.Equal(["A+B", "A+B"], (await w.Rooster.AlleAsync(Eerste, Ct)).Select(g => g.Value.Eenheid));
    }

    [Fact]
    public async Task A_student_is_asked_about_two_eenheden_at_most_whatever_the_register_becomes()
    {
        var register = VierStudenten().Organisatie("C", "B1").Organisatie("D", "B2")
            .Stage(1, "C", 2026, 1, van: new DateOnly(2026, 10, 1), tot: new DateOnly(2026, 12, 1));
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, register);
        await w.GaNaarAsync(2027, 2, 1);

        await w.RegisterAsync(register.Stage(1, "D", 2026, 1, van: new DateOnly(2026, 9, 1), tot: new DateOnly(2027, 1, 20)).Snapshot);

        Assert.Equal(["A", "C"], (await w.Rooster.VanAsync(Eerste, Evaluatieregister.Id(1), Ct)).Select(g => g.Eenheid));
    }

    [Fact]
    public async Task Who_gets_into_the_register_while_it_is_open_is_invited_too_and_nobody_twice()
    {
        var register = VierStudenten();
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, register);
        await w.GaNaarAsync(2027, 2, 1);

        await w.RegisterAsync(register.Student(9).Stage(9, "A", 2026, 1).Snapshot);
        await w.RegisterAsync(register.Snapshot);

        Assert.Equal(5, (await w.Rooster.AlleAsync(Eerste, Ct)).Count);
        Assert.Equal(5, (await UitnodigingenAsync(w)).Count);
        Assert.Equal(1, (await w.GolfAsync(Eerste)).Scherven);
    }

    [Fact]
    public async Task Guests_and_who_was_there_only_a_few_days_are_not_asked()
    {
        var register = VierStudenten().Student(8, "gast: sport").Stage(8, "A", 2026, 1)
            .Student(9).Stage(9, "A", 2026, 1, tot: new DateOnly(2026, 9, 8));
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, register);

        await w.GaNaarAsync(2027, 2, 1);

        Assert.Equal([1, 2, 3, 4], (await w.Rooster.AlleAsync(Eerste, Ct)).Select(g => Number(g.Value.Student)).Order());
    }

    [Fact]
    public async Task Two_planners_with_different_registers_give_nobody_more_than_two_places_or_one_eenheid_twice()
    {
        var register = VierStudenten().Organisatie("C", "B1").Organisatie("D", "B2").Stage(1, "C", 2026, 1, van: new DateOnly(2026, 10, 1), tot: new DateOnly(2026, 12, 1));
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, register);
        await w.GaNaarAsync(2027, 2, 1);
        var golf = await w.GolfAsync(Eerste);

        Uitnodiging Of(string eenheid) => new(Evaluatieregister.Id(1), eenheid, "pabo-vt", new DateOnly(2027, 2, 1));
        await w.Rooster.NodigAsync(golf, [new Zitplaats(Of("D"), 1, 1), new Zitplaats(Of("A"), 2, 1)], Ct);
        await w.Rooster.NodigAsync(golf, [new Zitplaats(Of("D"), 2, 1)], Ct);

        var places = await w.Rooster.VanAsync(Eerste, Evaluatieregister.Id(1), Ct);
        Assert.Equal(["A", "C"], places.Select(p => p.Eenheid));
    }

    [Fact]
    public async Task Two_rounds_at_once_invite_everybody_once()
    {
        await using var store = TestStores.Memory();
        await using var w = await BeginAsync(store, VierStudenten());
        w.Clock.SetUtcNow(AmsterdamTime.At(new DateOnly(2027, 2, 1), new TimeOnly(9, 0)));
        var planning = w.Get<StageEvaluatiePlanning>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await planning.WakeAsync([Eerste], w.Now, Ct), Ct)));

        Assert.Equal(4, (await w.Rooster.AlleAsync(Eerste, Ct)).Count);
        Assert.Equal(4, (await UitnodigingenAsync(w)).Count);
    }

    internal static Evaluatieregister VierStudenten()
    {
        var register = new Evaluatieregister().Jaar(2026).Organisatie("A", "B1");
        for (var i = 1; i <= 4; i++)
        {
            register.Student(i).Stage(i, "A", 2026, 1).Stage(i, "A", 2026, 2);
        }

        return register;
    }

    internal static async Task<Evaluatiewereld> BeginAsync(IDocumentStore store, Evaluatieregister register, int year = 2026, ILoggerProvider? logger = null)
    {
        var world = new Evaluatiewereld(store, AmsterdamTime.At(new DateOnly(year, 11, 2), new TimeOnly(9, 0)), logger: logger);
        await world.RegisterAsync(register.Snapshot);
        return world;
    }

    internal static int Number(PersonId person) => Convert.ToInt32(person.ToString()[^4..], 16);

    private static readonly Dictionary<string, VragenlijstRef> Lijsten = [];

    private static Golf Golf(Golfstaat staat) => new()
    {
        Id = Eerste, Studiejaar = "2026-2027", Halfjaar = 1, Van = new DateOnly(2026, 8, 31), Tot = new DateOnly(2027, 1, 29),
        Opent = new DateOnly(2026, 12, 28), Sluit = new DateOnly(2027, 2, 16), Sleutel = [], Staat = staat,
    };

    private static async Task<IReadOnlyList<Core.Bezorging.Bezorging>> UitnodigingenAsync(Evaluatiewereld w)
    {
        List<Core.Bezorging.Bezorging> all = [];
        foreach (var person in (await w.RegisterAsync()).Data.Personen)
        {
            all.AddRange((await w.Get<BezorgStore>().LoadAsync(person.Id, Ct)).Bezorgingen.Values.Select(b => b.Value).Where(b => b.Kind == Evaluatiekaarten.Uitnodiging));
        }

        return all;
    }

    private static async Task<IReadOnlyList<Core.Bezorging.Bezorging>> BezorgingenAsync(Evaluatiewereld w, int person) =>
        [.. (await w.Get<BezorgStore>().LoadAsync(Evaluatieregister.Id(person), Ct)).Bezorgingen.Values.Select(b => b.Value)];
}
