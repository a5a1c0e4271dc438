using System.Globalization;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Begeleidingsteam.Proefbegin;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Begeleidingsteam;

/// <summary>Which stages begin, who is told when, and what becomes of the three lines; no host.</summary>
public sealed class KennismakenTests
{
    [Theory]
    [InlineData(8, 20, 9, "2026-08-25", "2026-08-31")]
    [InlineData(8, 25, 9, "2026-08-25", "2026-08-31")]
    [InlineData(8, 29, 9, "2026-08-31", "2026-08-31")]
    [InlineData(8, 31, 20, "2026-09-01", "2026-09-01")]
    [InlineData(9, 1, 9, "2026-09-01", "2026-09-01")]
    [InlineData(9, 3, 9, "2026-09-08", "2026-09-03")]
    [InlineData(9, 21, 9, "2026-09-22", "2026-09-21")]
    public void The_student_hears_a_week_before_and_the_werkplekbegeleider_on_the_last_open_day(int month, int day, int hour, string student, string mentor)
    {
        var cards = Told(Basis, month, day, hour);

        Assert.Equal([Gijs, Fatima], cards.Select(c => c.Person));
        Assert.Equal([Day(student), Day(mentor)], cards.Select(c => c.Day()));
        Assert.All(cards, c => Assert.InRange(AmsterdamTime.WallTimeOf(c.Due).TimeOfDay, new TimeSpan(15, 15, 0), new TimeSpan(17, 0, 0)));
        Assert.All(cards, c => Assert.True(c.Expires > c.Due));
    }

    [Fact]
    public void After_three_weeks_nobody_is_told() =>
        Assert.Empty(Kennismaken.Decide(Begin(Basis, 9, 22), new Kennismakingsopdracht.Volg(), Op(Basis, 9, 22)).Changed().Intents);

    [Theory]
    [InlineData(8, 31, "2026-09-01")]
    [InlineData(8, 30, "2026-08-31")]
    public void A_location_that_is_closed_until_the_first_day_tells_its_people_on_that_day(int month, int day, string mentor)
    {
        var summer = new KalenderRegel(KalenderSoort.Vakantie, "Zomervakantie", new DateOnly(2026, 7, 18), new DateOnly(2026, month, day), Vakantieregio.Midden, null, null);
        var cards = Told(new Proefstage { ExtraKalender = [summer] }.Register, 8, 21);

        Assert.Equal([new DateOnly(2026, 8, 25), Day(mentor)], cards.Select(c => c.Day()));
    }

    [Theory]
    [InlineData(8, 20, false)]
    [InlineData(8, 21, true)]
    [InlineData(9, 21, true)]
    [InlineData(9, 22, false)]
    [InlineData(11, 9, false)]
    public void Only_stages_of_these_weeks_ask_attention(int month, int day, bool asks)
    {
        var starts = new Stagestarts(Basis, new DateOnly(2026, month, day));
        Assert.Equal(asks, starts.Find(Id) is not null);
        Assert.Empty(starts.Gestopt);
        Assert.Equal(day == 20 ? new DateOnly(2026, 8, 21) : null, starts.NextTurn);
    }

    [Fact]
    public void A_first_day_behind_a_long_holiday_still_counts()
    {
        var summer = new KalenderRegel(KalenderSoort.Vakantie, "Vakantie", new DateOnly(2026, 8, 31), new DateOnly(2026, 10, 4), Vakantieregio.Midden, null, null);
        var register = new Proefstage { ExtraKalender = [summer] }.Register;
        Assert.Equal(new DateOnly(2026, 10, 6), new Stagestarts(register, new DateOnly(2026, 10, 1)).Find(Id)!.EersteDag);
    }

    [Theory]
    [InlineData("the same people", true)]
    [InlineData("another werkplekbegeleider", false)]
    [InlineData("another opleider", false)]
    [InlineData("another place", false)]
    [InlineData("after a summer", false)]
    [InlineData("taken over by hand", true)]
    [InlineData("another place by hand", false)]
    public void What_goes_on_is_no_new_start(string what, bool goesOn)
    {
        var same = Eerste with { Id = "500001:volgende", Van = new DateOnly(2027, 2, 1), Tot = new DateOnly(2027, 7, 9) };
        var next = what switch
        {
            "another werkplekbegeleider" => same with { Werkplekbegeleiders = [Noor] },
            "another opleider" => same with { Opleider = null },
            "another place" => same with { Organisatie = "O2" },
            "after a summer" => same with { Van = new DateOnly(2027, 2, 27) },
            "taken over by hand" => same with { Werkplekbegeleiders = [Noor], VervolgVan = Eerste.Id },
            "another place by hand" => same with { Organisatie = "O2", VervolgVan = Eerste.Id },
            _ => same,
        };
        Assert.Equal(goesOn, Stagestart.IdVan(With(Eerste, next), next) == Id);
    }

    [Fact]
    public void The_same_register_twice_is_done_already()
    {
        var told = Kennismaken.Decide(Begin(Basis, 8, 25), new Kennismakingsopdracht.Volg(), Op(Basis, 8, 25)).Changed().Kennismaking;
        Assert.IsType<Kennismakingsbesluit.AlGedaan>(Kennismaken.Decide(told, new Kennismakingsopdracht.Volg(), Op(Basis, 9, 10)));
    }

    [Fact]
    public void Another_werkplekbegeleider_gets_the_card_and_the_cards_of_the_others_are_brought_up_to_date()
    {
        var told = Kennismaken.Decide(Begin(Basis, 8, 25), new Kennismakingsopdracht.Volg(), Op(Basis, 8, 25)).Changed().Kennismaking;
        var change = Kennismaken.Decide(told, new Kennismakingsopdracht.Volg(), Op(With(Eerste with { Werkplekbegeleiders = [Noor] }), 8, 27)).Changed();

        Assert.Equal([Noor], change.Cards().Select(c => c.Person));
        Assert.Equal([Gijs, Fatima], change.Refreshed());
    }

    [Fact]
    public void Another_coach_or_a_new_number_brings_cards_up_to_date_and_tells_nobody_again()
    {
        var told = Kennismaken.Decide(Begin(Basis, 8, 25), new Kennismakingsopdracht.Volg(), Op(Basis, 8, 25)).Changed().Kennismaking;
        foreach (var data in new[]
        {
            Basis.Data with { Studenten = [Basis.Data.Studenten[0] with { Studiecoach = Vreemde }] },
            Basis.Data with { Personen = [.. Basis.Data.Personen.Select(p => p.Id == Opleider ? p with { Telefoon = "06 1" } : p)] },
            Basis.Data with { Stages = [Eerste with { Groep = "groep 6" }] },
        })
        {
            var change = Kennismaken.Decide(told, new Kennismakingsopdracht.Volg(), Op(new RegisterSnapshot("v2", data), 8, 27)).Changed();
            Assert.Empty(change.Cards());
            Assert.Equal([Gijs, Fatima], change.Refreshed());
        }
    }

    [Fact]
    public void A_stage_that_is_called_off_and_comes_back_is_told_of_anew()
    {
        var told = Kennismaken.Decide(Begin(Basis, 8, 25), new Kennismakingsopdracht.Volg(), Op(Basis, 8, 25)).Changed().Kennismaking;
        var off = With(Eerste with { Beeindigd = new DateOnly(2026, 8, 27) });
        var gone = Kennismaken.Decide(told, new Kennismakingsopdracht.Volg(), Op(off, 8, 27)).Changed();
        Assert.Equal((true, 0), (gone.Kennismaking.Vervallen, gone.Cards().Count));
        Assert.Equal([Gijs, Fatima], gone.Refreshed());
        Assert.IsType<Kennismakingsbesluit.AlGedaan>(Kennismaken.Decide(gone.Kennismaking, new Kennismakingsopdracht.Volg(), Op(off, 8, 28)));

        var back = Kennismaken.Decide(gone.Kennismaking, new Kennismakingsopdracht.Volg(), Op(Basis, 8, 28)).Changed();
        Assert.Equal([(Gijs, "begin-1"), (Fatima, "begin-1")], back.Cards().Select(c => (c.Person, c.Occasion)));
    }

    [Theory]
    [InlineData(140, null)]
    [InlineData(141, Kennismakingsweigering.TeLang)]
    public void A_line_has_at_most_140_characters(int length, Kennismakingsweigering? refused)
    {
        var regels = Regels with { Helpt = $"  {new string('x', length)} \n" };
        var besluit = Kennismaken.Decide(Begin(Basis, 8, 25), new Kennismakingsopdracht.Schrijf(Gijs, regels), Op(Basis, 8, 25));
        Assert.Equal(refused, (besluit as Kennismakingsbesluit.Geweigerd)?.Reden);
        int? kept = refused is null ? length : null;
        Assert.Equal(kept, (besluit as Kennismakingsbesluit.Gewijzigd)?.Kennismaking.Regels.Helpt.Length);
    }

    [Fact]
    public void Only_the_student_writes_until_the_stage_ends_and_twice_is_once()
    {
        var told = Kennismaken.Decide(Begin(Basis, 8, 25), new Kennismakingsopdracht.Volg(), Op(Basis, 8, 25)).Changed().Kennismaking;
        var write = new Kennismakingsopdracht.Schrijf(Gijs, Regels);
        var written = Kennismaken.Decide(told, write, Op(Basis, 1, 29, year: 2027)).Changed();

        Assert.Empty(written.Cards());
        Assert.Equal([Gijs, Fatima], written.Refreshed());
        Assert.IsType<Kennismakingsbesluit.AlGedaan>(Kennismaken.Decide(written.Kennismaking, write, Op(Basis, 1, 29, year: 2027)));
        Assert.Equal(DrieRegels.Leeg, Kennismaken.Decide(written.Kennismaking, write with { Regels = DrieRegels.Leeg }, Op(Basis, 9, 2)).Changed().Kennismaking.Regels);
        Assert.Equal(new Kennismakingsbesluit.Geweigerd(Kennismakingsweigering.StageVoorbij), Kennismaken.Decide(told, write, Op(Basis, 1, 30, year: 2027)));
        Assert.Equal(new Kennismakingsbesluit.Geweigerd(Kennismakingsweigering.NietVanJou), Kennismaken.Decide(told, write with { Van = Fatima }, Op(Basis, 9, 2)));
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Kennismaking Begin(RegisterSnapshot register, int month, int day) => Kennismaken.Begin(register, Id, new DateOnly(2026, month, day))!;

    private static IReadOnlyList<Core.Bezorging.BezorgIntent> Told(RegisterSnapshot register, int month, int day, int hour = 9) =>
        Kennismaken.Decide(Begin(register, month, day), new Kennismakingsopdracht.Volg(), Op(register, month, day, hour)).Changed().Cards();
}
