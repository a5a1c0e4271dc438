using FsCheck;
using FsCheck.Xunit;
using Isop.Bot.Bezoeken;
using Isop.Core.Agenda;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Upkeep;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Bezoeken.Proefbezoek;

namespace Isop.Tests.Bezoeken;

/// <summary>What the visitor's own calendar does to half-days, plans and cards.</summary>
public sealed class BezettingTests
{
    private static readonly DateOnly Dinsdag = new(2026, 9, 15);
    private static readonly Dagen Week = new(new(2026, 9, 14), new(2026, 9, 20));
    private static readonly string[] Verraad = ["agenda is", "Outlook", "bezet"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("00:00", "09:00", "")]
    [InlineData("08:30", "09:01", "o")]
    [InlineData("09:45", "10:30", "o")]
    [InlineData("11:59", "12:30", "o")]
    [InlineData("12:00", "13:00", "")]
    [InlineData("11:00", "13:01", "om")]
    [InlineData("13:00", "13:15", "m")]
    [InlineData("15:14", "17:00", "m")]
    [InlineData("15:15", "23:59", "")]
    [InlineData("00:00", "23:59", "om")]
    public void A_half_day_is_busy_when_something_overlaps_a_visit_time_in_it(string van, string tot, string busy)
    {
        var read = Read([new(Dinsdag.ToDateTime(TimeOnly.Parse(van, null)), Dinsdag.ToDateTime(TimeOnly.Parse(tot, null)))]);
        Assert.Equal(busy, Parts(read, Dinsdag));
        Assert.Equal(busy.Length, read.Dagdelen.Count());
    }

    [Property(MaxTest = 300)]
    public bool Minute_by_minute_it_comes_to_the_same(PositiveInt start, PositiveInt length)
    {
        var van = Week.Van.ToDateTime(TimeOnly.MinValue).AddMinutes(start.Get * 37 % (8 * 1440) - 1440);
        var tot = van.AddMinutes(1 + (length.Get * 53 % 4000));
        var read = Read([new(van, tot)]);
        var minutes = Enumerable.Range(0, (int)(tot - van).TotalMinutes).Select(m => van.AddMinutes(m)).ToList();
        return Enumerable.Range(0, 7).Select(Week.Van.AddDays).All(day =>
            read.Heeft(new(day, Dagdeel.Ochtend)) == minutes.Any(m => Weekday(day) && DateOnly.FromDateTime(m) == day && m.Hour is >= 9 and < 12)
            && read.Heeft(new(day, Dagdeel.Middag)) == minutes.Any(m =>
                Weekday(day) && DateOnly.FromDateTime(m) == day && (m.Hour is 13 or 14 || (m.Hour == 15 && m.Minute < 15))));

        static bool Weekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    [Fact]
    public void Own_visits_take_no_half_day_unless_something_else_is_there_too()
    {
        var morning = new Halfdag(Dinsdag, Dagdeel.Ochtend);
        var visit = Bezoektijd.Op(morning, 1);
        Assert.Empty(Read([visit, visit], visit).Dagdelen);
        Assert.Equal([morning], Read([visit with { Tot = visit.Tot.AddMinutes(1) }], visit).Dagdelen);
        Assert.Equal([morning], Read([visit, Bezoektijd.Op(morning, 2)], visit).Dagdelen);
    }

    [Theory]
    [InlineData(2026, 10, 23, 26)]
    [InlineData(2027, 3, 26, 29)]
    public void Around_a_change_of_the_clock_wall_time_counts(int year, int month, int friday, int monday)
    {
        var (from, to) = (new DateOnly(year, month, friday), new DateOnly(year, month, monday));
        Bezet[] times = [new(from.ToDateTime(new(15, 15)), to.ToDateTime(new(9, 0))), new(to.ToDateTime(new(13, 0)), to.ToDateTime(new(13, 30)))];
        var read = Bezetting.Van(Cas, new(from, to), times, [], Wereld.At(8, 31));
        Assert.Equal([new Halfdag(to, Dagdeel.Middag)], read.Dagdelen);
    }

    [Fact]
    public async Task A_busy_half_day_is_not_proposed_and_the_plan_says_once_that_the_calendar_was_read()
    {
        await using var w = await StartAsync();
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Maak een voorstel");
        var busy = Halves(new(2026, 9, 1), new(2026, 9, 24));
        await BusyAsync(w, busy);
        await w.PlanAsync(8, 31, 10);

        var jaar = await w.JaarAsync();
        Assert.DoesNotContain(jaar.Bezoeken, b => b.Moment is { } m && busy.Contains(m));
        Assert.Empty(Plancontrole.Faults(jaar, Data));
        var card = await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId);
        Assert.Single(card.Teksten, t => t.Contains("We hebben rekening gehouden met je Outlook-agenda (gelezen op maandag 31 augustus).", StringComparison.Ordinal));
        await w.PressAsync(card, "Zo afspreken");
        Assert.DoesNotContain("Outlook", (await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_calendar_the_plan_is_what_it_was_and_says_nothing_of_it()
    {
        await using var w = await ProposedAsync();
        Assert.DoesNotContain("Outlook", (await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Tekst, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_that_is_always_busy_is_another_reason_than_not_working()
    {
        await using var w = await StartAsync();
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Maak een voorstel");
        await BusyAsync(w, Halves(new(2026, 8, 31), new(2026, 10, 4)));
        await w.PlanAsync(8, 31, 10);

        var visit = await w.VisitAsync(Ipek);
        Assert.Equal((Bezoekstaat.Ongepland, Ongepland.AgendaBezet), (visit.Staat, visit.Waarom));
        Assert.Contains("Je agenda is dan bezet", (await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId)).Tekst, StringComparison.Ordinal);
        Assert.Equal(Bezoekstaat.Voorgesteld, (await w.VisitAsync(Ipek, nummer: 2)).Staat);

        // Free again, or not to be read any more: it is planned after all.
        await BusyAsync(w, Halves(new(2026, 8, 31), new(2026, 9, 18)));
        Assert.True((await w.JaarAsync()).Rekent);
        await w.PlanAsync(8, 31, 11);
        Assert.Equal(Bezoekstaat.Voorgesteld, (await w.VisitAsync(Ipek)).Staat);
    }

    [Fact]
    public async Task A_busy_half_day_is_not_offered_and_an_old_card_is_refused_in_words_that_tell_others_nothing()
    {
        await using var w = await ProposedAsync();
        await w.PressAsync(await w.OpenAsync(Cas, Bezoekkaarten.Jaar, @case: JaarId), "Zo afspreken");
        var visit = await w.VisitAsync(Gijs);
        var other = await w.ShownAsync(await w.OpenAsync(Olga, Bezoekkaarten.Aanvraag, @case: JaarId), "Ander moment", ("moment", Bezoekzicht.Sleutel(visit.Moment!.Value)));
        var offered = Bezoekzicht.Lees(other.Inputs["liever"])!.Value;
        await BusyAsync(w, [offered]);

        var (z, olga) = (await SeenAsync(w, Cas), await SeenAsync(w, Olga));
        Assert.DoesNotContain(offered, Bezoekdagen.Vrij(z.Jaar, visit, z.Om));
        var refused = (await w.SendAsync(Cas, "bezoeken.kies.stuur", ("jaar", JaarId), ("bezoek", visit.Id), ("moment", Bezoekzicht.Sleutel(offered)))).Card(Cas);
        Assert.Contains("Je agenda is dan bezet. Kies een ander moment", refused.Tekst, StringComparison.Ordinal);
        var told = await w.ShownAsync(other, "Stel dit voor");
        Assert.Contains("Cas Prins kan dan niet. Kies een ander moment.", told.Tekst, StringComparison.Ordinal);
        Assert.All(Verraad, word => Assert.DoesNotContain(word, told.Tekst, StringComparison.Ordinal));
        Assert.Equal(Bezoekweigeringen.Zin(Bezoekweigering.BezoekerNietVrij, olga), Bezoekweigeringen.Zin(Bezoekweigering.AgendaBezet, olga));
        Assert.NotEqual(Bezoekweigeringen.Zin(Bezoekweigering.BezoekerNietVrij, z), Bezoekweigeringen.Zin(Bezoekweigering.AgendaBezet, z));
        var (busy, off) = (visit with { Waarom = Ongepland.AgendaBezet }, visit with { Waarom = Ongepland.BezoekerNietVrij });
        Assert.Equal(JaarCards.Reden(olga, off), JaarCards.Reden(olga, busy));
        Assert.NotEqual(JaarCards.Reden(z, off), JaarCards.Reden(z, busy));
        Assert.Equal(visit.Moment, (await w.VisitAsync(Gijs)).Moment);
    }

    [Fact]
    public async Task What_was_asked_or_agreed_stays_where_it_is_however_busy_the_calendar_becomes()
    {
        await using var w = await AgreedAsync();
        var before = (await w.JaarAsync()).Bezoeken;
        await BusyAsync(w, [.. before.Select(b => b.Moment!.Value)]);
        await w.RegisterAsync(new RegisterSnapshot("v2", Data));
        await w.PlanAsync(9, 1, 10);
        Assert.Equal(before.Select(b => (b.Id, b.Moment, b.Plek, b.Staat)), (await w.JaarAsync()).Bezoeken.Select(b => (b.Id, b.Moment, b.Plek, b.Staat)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task What_was_read_counts_for_three_days(int seconds, bool counts)
    {
        await using var w = await ProposedAsync();
        var half = new Halfdag(Dinsdag, Dagdeel.Middag);
        await BusyAsync(w, [half]);
        w.Clock.Advance(TimeSpan.FromDays(3) + TimeSpan.FromSeconds(seconds));
        var z = await SeenAsync(w, Cas);
        Assert.Equal(counts, z.Om.IsBezet(half));
        Assert.Equal(counts ? Bezoekweigering.AgendaBezet : null, Bezoekdagen.Hinder(z.Jaar, await w.VisitAsync(Gijs), half, z.Om));
        Assert.Equal(counts ? [half] : [], BezoekPlanning.OpdrachtVan(z.Jaar, z.Om).Bezet);
    }

    [Fact]
    public async Task A_proposal_on_what_turns_out_busy_in_the_night_is_planned_anew_and_told_by_day()
    {
        await using var w = await ProposedAsync();
        var was = (await w.VisitAsync(Gijs)).Moment!.Value;
        w.Clock.SetUtcNow(Wereld.At(9, 1, 2));
        var besluit = Assert.IsType<Bezoekbesluit.Gewijzigd>(await BusyAsync(w, [was]));
        Assert.True(besluit.Jaar is { Rekent: true, Ongevraagd: true });
        Assert.DoesNotContain(besluit.Intents, i => i is BezetIntent or BezorgIntent);
        Assert.IsType<Bezoekbesluit.AlGedaan>(await BusyAsync(w, [was]));

        var z = await SeenAsync(w, Cas);
        var plan = Jaarplan.Plan(z.Om.Register, BezoekPlanning.OpdrachtVan(z.Jaar, z.Om), Ct);
        var told = Assert.Single((await w.DecideAsync(new Bezoekopdracht.NeemVoorstel(plan, z.Jaar.Revisie))).Changed().Told(Cas));
        Assert.Equal(Urgency.Normal, told.Urgency);
        Assert.InRange(told.Due, Wereld.At(9, 1, 7), Wereld.At(9, 2, 18));
        Assert.NotEqual(was, (await w.VisitAsync(Gijs)).Moment);
        Assert.IsType<Bezoekbesluit.AlGedaan>(await BusyAsync(w, [was]));
        Assert.False((await w.JaarAsync()).Ongevraagd);
    }

    [Fact]
    public async Task A_plan_that_was_made_before_the_calendar_was_read_is_made_again()
    {
        await using var w = await StartAsync();
        var asked = (await w.DecideAsync(new Bezoekopdracht.GeefBeschikbaarheid(Cas, new Beschikbaarheid { Werkt = Weekdeel.Werkweek }))).Changed();
        Assert.Equal((Cas, JaarId), Assert.Single(asked.Intents.OfType<BezetIntent>().Select(i => (i.Person, i.Case))));
        var z = await SeenAsync(w, Cas);
        var plan = Jaarplan.Plan(z.Om.Register, BezoekPlanning.OpdrachtVan(z.Jaar, z.Om), Ct);
        await BusyAsync(w, [plan.Bezoeken[0].Moment]);
        Assert.Equal(Bezoekweigering.KaartIsOud, (await w.DecideAsync(new Bezoekopdracht.NeemVoorstel(plan, z.Jaar.Revisie))).Refused());
        await w.PlanAsync(8, 31, 10);
        Assert.DoesNotContain((await w.JaarAsync()).Bezoeken, b => b.Moment == plan.Bezoeken[0].Moment);
        Assert.All((await w.JaarAsync()).Bezoeken, b => Assert.Equal(Bezoekstaat.Voorgesteld, b.Staat));
    }

    [Fact]
    public async Task It_is_in_the_export_of_the_visitor_alone_and_goes_when_she_is_erased()
    {
        await using var w = await AgreedAsync();
        await BusyAsync(w, [new(Dinsdag, Dagdeel.Middag)]);
        var export = new Persoonsexport(w.Between.Inner, w.Registers, w.Zaken);
        var cas = (await export.ReadAsync("Cas.Prins@linde.example", new LeesrechtOptions(), Ct))!.Bestanden["bezoeken"].ToJsonString();
        var olga = (await export.ReadAsync("Olga.Bos@linde.example", new LeesrechtOptions(), Ct))!.Bestanden["bezoeken"].ToJsonString();
        Assert.Contains("\"middagen\":[\"2026-09-15\"]", cas, StringComparison.Ordinal);
        Assert.DoesNotContain("middagen", olga, StringComparison.Ordinal);

        var document = await w.Store.FindAsync(BezoekStore.PartitionOf(JaarId), "bezet", Ct);
        Assert.IsType<Spoor.Eigen>(new Herkenning(new Identiteit { Id = Cas }).Of(BezoekStore.PartitionOf(JaarId), document!));
        Assert.IsType<Spoor.Geen>(new Herkenning(new Identiteit { Id = Olga }).Of(BezoekStore.PartitionOf(JaarId), document!));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public async Task It_is_kept_for_a_week(int days, bool stays)
    {
        await using var w = await ProposedAsync();
        await BusyAsync(w, [new(Dinsdag, Dagdeel.Middag)]);
        await new Opruiming(w.Between.Inner).RunAsync(w.Now.AddDays(days), Ct);
        Assert.Equal(stays, await w.Bezoeken.BezettingAsync(JaarId, Ct) is not null);
        Assert.NotNull(await w.JaarAsync());
    }

    private static Bezetting Read(IReadOnlyList<Bezet> times, params IReadOnlyList<Bezet> own) => Bezetting.Van(Cas, Week, times, own, Wereld.At(8, 31));

    private static string Parts(Bezetting read, DateOnly day) =>
        (read.Heeft(new(day, Dagdeel.Ochtend)) ? "o" : "") + (read.Heeft(new(day, Dagdeel.Middag)) ? "m" : "");

    private static List<Halfdag> Halves(DateOnly from, DateOnly to) =>
        [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).SelectMany(i => new[] { new Halfdag(from.AddDays(i), Dagdeel.Ochtend), new Halfdag(from.AddDays(i), Dagdeel.Middag) })];

    private static async Task<Bezoekbesluit?> BusyAsync(Wereld w, IReadOnlyList<Halfdag> halves) => await w.Bezoeken.ZetBezettingAsync(
        JaarId,
        new Bezetting
        {
            Bezoeker = Cas, Gelezen = w.Now, Tot = new(2027, 7, 16),
            Ochtenden = [.. halves.Where(h => h.Deel == Dagdeel.Ochtend).Select(h => h.Datum)], Middagen = [.. halves.Where(h => h.Deel == Dagdeel.Middag).Select(h => h.Datum)],
        },
        await w.Registers.CurrentAsync(Ct), w.Now, Ct);

    private static async Task<Bezoekzicht> SeenAsync(Wereld w, PersonId who)
    {
        var jaar = await w.JaarAsync();
        return new Bezoekzicht(jaar, await w.Bezoeken.OmgevingVanAsync(jaar, await w.Registers.CurrentAsync(Ct), w.Now, Ct), who);
    }
}
