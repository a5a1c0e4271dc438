using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Toegang;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Webhooks;

namespace Isop.Tests.Webhooks;

/// <summary>What is told of a change, worked out from before and after; and who may hear of it.</summary>
public sealed class GebeurtenissenTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Bezoeker = Id(21);

    [Fact]
    public void A_tussenevaluatie_tells_of_both_of_late_and_of_the_gesprek_and_never_that_one_filled_in()
    {
        var open = Zaak();
        var een = open with { Student = new Inzending(Webhookwereld.Student, Now, 1) };
        var beide = een with { Mentor = new Inzending(Webhookwereld.Mentor, Now, 1), Fase = Fase.Zichtbaar, ZichtbaarSinds = Now };
        var besproken = beide with { Fase = Fase.Besproken, Gesprek = new Gesprek { Verslag = new Verslag(new DateOnly(2026, 11, 23), "", Webhookwereld.Mentor, Now) } };

        Assert.Empty(Woorden(open, een));
        Assert.Equal([Gebeurteniswoorden.BeideIngevuld], Woorden(een, beide));
        Assert.Empty(Woorden(een, een with { Fase = Fase.Zichtbaar, Vrijgegeven = Zijde.Student, ZichtbaarSinds = Now }));
        Assert.Equal([Gebeurteniswoorden.Besproken], Woorden(beide, besproken));
        Assert.Empty(Woorden(besproken, besproken with { Fase = Fase.Afgesloten, Revisie = 9 }));
        Assert.Equal([Gebeurteniswoorden.TeLaat], Woorden(open, open with { Verloop = new Verloop { TeLaatGemeld = true } }));
        Assert.Equal([Gebeurteniswoorden.Besproken], Woorden(open, open with { Fase = Fase.Afgesloten, Gesprek = new Gesprek { ZonderFormulier = "ziek" } }));

        // Late again after more time is another event; the same one worked out twice is the same.
        var late = open with { Verloop = new Verloop { TeLaatGemeld = true } };
        Assert.Equal(Ids(open, late), Ids(open, late));
        Assert.NotEqual(Ids(open, late), Ids(open, late with { Deadline = open.Deadline.AddDays(7) }));
        Assert.Equal(Now, TussenevaluatieGebeurtenissen.Tussen(een, beide, Now.AddMinutes(5)).Single().Op);
    }

    [Theory]
    [InlineData(Bezoekstaat.Gevraagd, Bezoekstaat.Bevestigd, false, "bevestigd")]
    [InlineData(Bezoekstaat.Gevraagd, Bezoekstaat.Bevestigd, true, "verplaatst")]
    [InlineData(Bezoekstaat.Bevestigd, Bezoekstaat.Bevestigd, true, "verplaatst")]
    [InlineData(Bezoekstaat.Bevestigd, Bezoekstaat.Bevestigd, false, null)]
    [InlineData(Bezoekstaat.Bevestigd, Bezoekstaat.Ongepland, true, "afgezegd")]
    [InlineData(Bezoekstaat.Bevestigd, Bezoekstaat.Vervallen, false, "afgezegd")]
    [InlineData(Bezoekstaat.Bevestigd, Bezoekstaat.Gevraagd, true, null)]
    [InlineData(Bezoekstaat.Gevraagd, Bezoekstaat.Ongepland, true, "afgezegd")]
    [InlineData(Bezoekstaat.Gevraagd, Bezoekstaat.Ongepland, false, null)]
    [InlineData(Bezoekstaat.Bevestigd, Bezoekstaat.Geweest, false, "geweest")]
    [InlineData(Bezoekstaat.Ongepland, Bezoekstaat.Voorgesteld, false, null)]
    [InlineData(Bezoekstaat.Voorgesteld, Bezoekstaat.Gevraagd, false, null)]
    public void A_visit_tells_what_changes_for_who_counted_on_it(Bezoekstaat van, Bezoekstaat naar, bool ander, string? wat)
    {
        var (eerst, dan) = (new Halfdag(new DateOnly(2026, 12, 1), Dagdeel.Ochtend), new Halfdag(new DateOnly(2026, 12, 2), Dagdeel.Ochtend));
        var was = Bezoek() with { Staat = van, Moment = eerst, LaatsteMoment = ander && van == Bezoekstaat.Gevraagd ? dan : null };
        var wordt = was with { Staat = naar, Moment = naar == Bezoekstaat.Ongepland ? null : van == Bezoekstaat.Bevestigd && ander ? dan : eerst, Volgnummer = 1 };

        var found = Bezoekgebeurtenissen.Tussen(Jaar(was), Jaar(wordt), Now).ToList();

        Assert.Equal(wat is null ? [] : [wat], found.Select(g => g.Wat));
        Assert.All(found, g => Assert.Equal($"{Jaar(was).Id}~b1", g.Zaak));
    }

    [Theory]
    [InlineData(Bezoekstaat.Ongepland, "ongepland")]
    [InlineData(Bezoekstaat.Voorgesteld, "ongepland")]
    [InlineData(Bezoekstaat.Gevraagd, "gevraagd")]
    [InlineData(Bezoekstaat.Bevestigd, null)]
    [InlineData(Bezoekstaat.Geweest, null)]
    public void A_visit_that_is_not_agreed_in_the_third_week_is_missing_once(Bezoekstaat staat, string? verteld)
    {
        var bezoek = Bezoek() with { Staat = staat, Moment = new Halfdag(new DateOnly(2026, 12, 1), Dagdeel.Ochtend) };
        var alarm = Bezoekregels.Alarmmoment(bezoek);
        var (was, wordt) = (Jaar(bezoek) with { GewektTot = alarm.AddDays(-1) }, Jaar(bezoek) with { GewektTot = alarm });

        Assert.Equal(verteld is null ? [] : [(Gebeurteniswoorden.Ontbreekt, verteld)], Bezoekgebeurtenissen.Tussen(was, wordt, alarm).Select(g => (g.Wat, g.Staat!)));
        Assert.Empty(Bezoekgebeurtenissen.Tussen(wordt, wordt with { GewektTot = alarm.AddDays(1) }, alarm));
    }

    [Fact]
    public void A_wave_tells_that_it_is_closed_and_nothing_before_or_without_its_answers()
    {
        var golf = new Golf
        {
            Id = "2026-2027-1", Studiejaar = "2026-2027", Halfjaar = 1, Van = new(2026, 8, 31), Tot = new(2027, 1, 29), Opent = new(2027, 1, 29), Sluit = new(2027, 2, 19), Sleutel = [],
        };
        var states = Enum.GetValues<Golfstaat>();

        Assert.All(states.Zip(states.Skip(1)).Where(s => s.Second != Golfstaat.Gesloten), s =>
            Assert.Empty(Golfgebeurtenissen.Tussen(golf with { Staat = s.First }, golf with { Staat = s.Second, Ingevuld = 3 }, Now)));
        var told = Assert.Single(Golfgebeurtenissen.Tussen(golf with { Staat = Golfstaat.Geteld }, golf with { Staat = Golfstaat.Gesloten }, Now));
        Assert.Equal(("2026-2027-1", null, null, 0), (told.Zaak, told.Kring, told.Organisatie, told.Betrokken.Count));
        Assert.Empty(Golfgebeurtenissen.Tussen(golf with { Staat = Golfstaat.Sluit }, golf with { Staat = Golfstaat.Gesloten, Verloren = true }, Now));
    }

    [Fact]
    public async Task A_message_tells_once_that_it_did_not_arrive_and_not_by_the_number_of_a_certificate()
    {
        await using var w = new Webhookwereld();
        var abonnement = await w.AbonneerAsync(Webhookwereld.Stagebureau, soort: Gebeurtenissoort.Bericht);
        var problemen = new Probleemlijst(w.Store);
        var nummer = Certificaatnummer.Trek().ToString();
        var failed = new Core.Bezorging.Bezorging
        {
            Id = $"certificaat.verstrekt:{nummer}:x:1", Person = Webhookwereld.Student, Kind = "certificaat.verstrekt", Case = nummer, Occasion = "1", Wanted = w.Now, Due = w.Now,
            Since = w.Now, State = BezorgStaat.Failed, Reason = "Er is geen adres.",
        };
        await w.StartAsync();

        await problemen.NoteAsync(failed, Webhookwereld.Ct);
        await problemen.NoteAsync(failed, Webhookwereld.Ct);
        await w.TotAsync(async () => (await w.StandAsync(abonnement))?.Bezorgd == 1);
        await w.LaatAsync(TimeSpan.FromSeconds(1));

        var one = Assert.Single(w.Ontvanger.Alle);
        Assert.Contains($"\"persoon\":\"{Webhookwereld.Student}\"", one.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(nummer, one.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_is_for_the_bureau_and_for_whose_it_is()
    {
        var g = new Gebeurtenis { Soort = Gebeurtenissoort.Certificaat, Wat = Gebeurteniswoorden.Verstrekt, Zaak = "x", Keer = "", Op = Now, Betrokken = [Webhookwereld.Mentor] };

        Assert.Equal([Webhookwereld.Bureau, Webhookwereld.Mentor], Wie(g));
    }

    [Fact]
    public void That_a_visit_is_missing_is_not_for_student_and_werkplekbegeleider_and_what_was_agreed_is()
    {
        var g = Bezoekgebeurtenissen.Tussen(
            Jaar(Bezoek() with { Staat = Bezoekstaat.Gevraagd }), Jaar(Bezoek() with { Staat = Bezoekstaat.Bevestigd, Moment = new Halfdag(new DateOnly(2026, 12, 1), Dagdeel.Ochtend) }), Now).Single();

        Assert.Equal([Webhookwereld.Bureau, Webhookwereld.Student, Webhookwereld.Mentor, Webhookwereld.Coach], Wie(g));
        Assert.Equal([Webhookwereld.Bureau, Webhookwereld.Coach], Wie(g with { Wat = Gebeurteniswoorden.Ontbreekt }));
    }

    [Fact]
    public void Who_stands_round_a_case_is_asked_of_the_register_of_now()
    {
        var g = TussenevaluatieGebeurtenissen.Tussen(Zaak(), Zaak() with { ZichtbaarSinds = Now }, Now).Single();
        Assert.Equal([Webhookwereld.Bureau, Webhookwereld.Student, Webhookwereld.Mentor, Webhookwereld.Coach], Wie(g));

        var data = Webhookwereld.Data;
        var changed = Webhookwereld.RegisterVan(data with { Stages = [data.Stages[0] with { Werkplekbegeleiders = [Webhookwereld.Directeur] }] });
        Assert.Equal([Webhookwereld.Bureau, Webhookwereld.Student, Webhookwereld.Coach, Webhookwereld.Directeur], Wie(g, changed));
    }

    private static IEnumerable<PersonId> Wie(Gebeurtenis g, RegisterSnapshot? register = null)
    {
        var today = new DateOnly(2026, 11, 23);
        var current = register ?? Webhookwereld.RegisterVan(Webhookwereld.Data);
        return current.Data.Personen.Select(p => p.Id).Where(p => Webhookzicht.Ziet(g, current, Rechten.Van(current, p, today), today)).ToList();
    }

    private static IEnumerable<string> Woorden(Zaak was, Zaak wordt) => TussenevaluatieGebeurtenissen.Tussen(was, wordt, Now).Select(g => g.Wat);

    private static List<string> Ids(Zaak was, Zaak wordt) => [.. TussenevaluatieGebeurtenissen.Tussen(was, wordt, Now).Select(g => g.Id)];

    private static Zaak Zaak() => new()
    {
        Id = "z1", Studiejaar = "2026-2027", Periode = "Stageperiode 1", Opening = new(2026, 11, 16), Deadline = new(2026, 12, 4), Fase = Fase.Open,
        Deelnemers = new Deelnemers
        {
            Student = Webhookwereld.Student, Werkplekbegeleiders = [Webhookwereld.Mentor], Studiecoach = Webhookwereld.Coach, Stage = "s1", StageTot = new(2027, 1, 29),
            Organisatie = "O1", Opleiding = Opleiding.Parse("pabo-vt"), Leerjaar = 2,
        },
    };

    private static Bezoek Bezoek() => new()
    {
        Id = "b1", Student = Webhookwereld.Student, Stage = "s1", Organisatie = "O1", Periode = "Blok 2", Nummer = 1, Venster = new Dagen(new(2026, 11, 9), new(2026, 12, 18)),
        Gewijzigd = Now,
    };

    private static Bezoekjaar Jaar(Bezoek bezoek) => new()
    {
        Id = Bezoekjaar.IdOf(Bezoeker, "2026-2027"), Bezoeker = Bezoeker, Studiejaar = "2026-2027", Eindigt = Now.AddYears(1), GewektTot = Now.AddYears(-1), Bezoeken = [bezoek],
    };

    private static PersonId Id(byte number) => PersonId.From(new Guid(number, 0, 0, new byte[8]));
}
