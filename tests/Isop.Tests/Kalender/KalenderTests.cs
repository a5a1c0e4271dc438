using Isop.Core.Kalender;
using Isop.Core.Register;
using Kalenderboek = Isop.Core.Kalender.Kalender;

namespace Isop.Tests.Kalender;

public sealed class KalenderTests
{
    private static readonly Opleiding Pabo = Opleiding.Parse("pabo-vt");
    private static readonly Opleiding Ad = Opleiding.Parse("ad-pep");
    private static readonly Dictionary<string, Organisatie> Organisaties = new[]
    {
        Een("school", Vakantieregio.Midden, true), Een("opvang", Vakantieregio.Midden, false), Een("zuid", Vakantieregio.Zuid, true),
    }.ToDictionary(o => o.Code);

    private static readonly Kalenderboek Boek = new(
    [
        new(KalenderSoort.Studiejaar, "2026-2027", new(2026, 8, 31), new(2027, 7, 16), null, null, null),
        new(KalenderSoort.Stageperiode, "Stageperiode 1", new(2026, 8, 31), new(2027, 1, 29), null, null, null),
        new(KalenderSoort.Stageperiode, "Stageperiode 2", new(2027, 2, 1), new(2027, 7, 2), null, null, null),
        new(KalenderSoort.Vakantie, "Herfst", new(2026, 10, 17), new(2026, 10, 25), Vakantieregio.Midden, null, null),
        new(KalenderSoort.Vakantie, "Kerst", new(2026, 12, 19), new(2027, 1, 3), null, null, null),
        new(KalenderSoort.Vakantie, "Voorjaar", new(2027, 2, 13), new(2027, 2, 21), Vakantieregio.Zuid, null, null),
        new(KalenderSoort.Vakantie, "Roostervrij", new(2026, 11, 2), new(2026, 11, 6), null, Ad, null),
        new(KalenderSoort.VrijeDag, "Koningsdag", new(2027, 4, 27), new(2027, 4, 27), null, null, null),
        new(KalenderSoort.VrijeDag, "Streekfeest", new(2027, 6, 1), new(2027, 6, 1), Vakantieregio.Zuid, null, null),
        new(KalenderSoort.Studiedag, "Studiedag", new(2026, 11, 18), new(2026, 11, 18), null, null, "school"),
        new(KalenderSoort.Stageweek, "Stageweek", new(2026, 10, 5), new(2026, 10, 9), null, Pabo, null),
        new(KalenderSoort.Tussenevaluatie, "Voor iedereen", new(2026, 11, 9), new(2026, 11, 27), null, null, null),
        new(KalenderSoort.Tussenevaluatie, "Voor de pabo", new(2026, 11, 16), new(2026, 12, 4), null, Pabo, null),
    ], Organisaties);

    [Theory]
    [InlineData("school", "2026-10-16", true)]
    [InlineData("school", "2026-10-19", false)] // vakantie, closes
    [InlineData("opvang", "2026-10-19", true)] // vakantie, stays open
    [InlineData("zuid", "2026-10-19", true)] // another region's vakantie
    [InlineData("zuid", "2027-02-15", false)]
    [InlineData("school", "2027-02-15", true)]
    [InlineData("school", "2026-10-17", false)] // Saturday
    [InlineData("opvang", "2026-12-24", true)]
    [InlineData("zuid", "2026-12-24", false)]
    [InlineData("opvang", "2027-04-27", false)] // vrije dag for everybody
    [InlineData("zuid", "2027-06-01", false)] // vrije dag of a region
    [InlineData("school", "2027-06-01", true)]
    [InlineData("school", "2026-11-18", false)] // its own studiedag
    [InlineData("opvang", "2026-11-18", true)]
    [InlineData("school", "2026-11-03", true)] // an opleiding's days off close no location
    [InlineData("school", "2031-05-06", true)] // beyond the calendar
    [InlineData("school", "1999-05-04", true)]
    [InlineData("nergens", "2026-10-16", false)]
    public void A_location_is_open_or_not(string organisatie, string date, bool open) =>
        Assert.Equal(open, Boek.IsOpen(organisatie, Day(date)));

    [Theory]
    [InlineData("2026-10-19", true)]
    [InlineData("2026-10-18", false)]
    [InlineData("2027-04-27", false)]
    [InlineData("2027-06-01", true)]
    [InlineData("2026-11-18", true)]
    public void A_workday_without_a_location_is_a_weekday_that_is_not_free_for_everybody(string date, bool works) =>
        Assert.Equal(works, Boek.IsWorkday(Day(date)));

    [Theory]
    [InlineData("2026-09-01", true)] // Tuesday
    [InlineData("2026-09-03", false)] // Thursday
    [InlineData("2026-10-08", true)] // Thursday in the stageweek
    [InlineData("2026-10-20", false)] // Tuesday in the vakantie
    [InlineData("2026-08-25", false)] // before the stage
    [InlineData("2027-02-02", false)] // after it
    public void A_stagedag_is_a_day_of_the_stage_or_in_its_stageweek_when_the_location_is_open(string date, bool counts) =>
        Assert.Equal(counts, Boek.IsStagedag(EenStage(), Pabo, Day(date)));

    [Fact]
    public void The_stageweek_and_the_days_off_of_another_opleiding_do_not_count()
    {
        Assert.False(Boek.IsStagedag(EenStage(), Ad, Day("2026-10-08")));
        Assert.False(Boek.IsStagedag(EenStage(), Ad, Day("2026-11-03")));
        Assert.True(Boek.IsStagedag(EenStage(), Pabo, Day("2026-11-03")));
    }

    [Fact]
    public void A_stage_that_was_ended_has_no_stagedag_any_more()
    {
        var stage = EenStage() with { Beeindigd = Day("2026-11-04") };

        Assert.Equal(Day("2026-11-03"), Boek.NextStagedag(stage, Pabo, Day("2026-10-29")));
        Assert.Null(Boek.NextStagedag(stage, Pabo, Day("2026-11-04")));
    }

    [Theory]
    [InlineData("2026-08-01", "2026-09-01")]
    [InlineData("2026-09-01", "2026-09-01")]
    [InlineData("2026-09-03", "2026-09-08")]
    [InlineData("2026-10-17", "2026-10-27")]
    [InlineData("2026-11-17", "2026-11-17")]
    [InlineData("2026-11-18", "2026-11-24")] // studiedag
    [InlineData("2027-01-28", null)]
    public void The_next_stagedag_is_on_or_after_the_day(string from, string? next) =>
        Assert.Equal(next is null ? null : Day(next), Boek.NextStagedag(EenStage(), Pabo, Day(from)));

    [Theory]
    [InlineData("school", "2026-10-16", 0, "2026-10-16")]
    [InlineData("school", "2026-10-16", 1, "2026-10-26")]
    [InlineData("opvang", "2026-10-16", 1, "2026-10-19")]
    [InlineData("school", "2026-11-16", 15, "2026-12-08")]
    [InlineData("nergens", "2027-04-26", 1, "2027-04-28")]
    [InlineData(null, "2027-04-23", 2, "2027-04-28")]
    public void Working_days_are_the_open_days_of_the_location(string? organisatie, string from, int days, string expected) =>
        Assert.Equal(Day(expected), Boek.AddWorkingDays(organisatie, Day(from), days));

    [Fact]
    public void The_row_of_the_opleiding_goes_before_the_row_for_everybody()
    {
        Assert.Equal(new TussenevaluatieVenster(Day("2026-11-16"), Day("2026-12-04"), "Voor de pabo"), Boek.Tussenevaluatie(Pabo, EenStage()));
        Assert.Equal(new TussenevaluatieVenster(Day("2026-11-09"), Day("2026-11-27"), "Voor iedereen"), Boek.Tussenevaluatie(Ad, EenStage()));
    }

    [Fact]
    public void Without_a_row_it_opens_in_the_middle_of_the_stage_and_closes_fifteen_working_days_later()
    {
        // 1 February to 2 July: the middle is Saturday 17 April.
        var stage = EenStage() with { Van = Day("2027-02-01"), Tot = Day("2027-07-02") };

        Assert.Equal(new TussenevaluatieVenster(Day("2027-04-19"), Day("2027-05-11"), null), Boek.Tussenevaluatie(Pabo, stage));
    }

    [Fact]
    public void A_stage_without_an_open_day_from_its_middle_has_no_tussenevaluatie() =>
        Assert.Null(Boek.Tussenevaluatie(Pabo, EenStage() with { Van = Day("2026-12-19"), Tot = Day("2027-01-03") }));

    [Theory]
    [InlineData("2026-08-31", "2027-01-29", "2026-2027 Stageperiode 1")]
    [InlineData("2026-12-01", "2027-07-02", "2026-2027 Stageperiode 2")]
    [InlineData("2026-11-01", "2027-02-12", "2026-2027 Stageperiode 1")]
    [InlineData("2027-08-30", "2028-01-28", "2027-08-30-2028-01-28")]
    public void A_stage_belongs_to_the_stageperiode_that_holds_most_of_it(string van, string tot, string naam) =>
        Assert.Equal(naam, Boek.Stageperiode(EenStage() with { Van = Day(van), Tot = Day(tot) }, Pabo));

    [Theory]
    [InlineData("2026-08-31", "2026-2027")]
    [InlineData("2027-07-16", "2026-2027")]
    [InlineData("2027-07-31", "2026-2027")]
    [InlineData("2027-08-01", "2027-2028")]
    public void A_day_has_a_study_year_also_between_two(string date, string studiejaar) => Assert.Equal(studiejaar, Boek.Studiejaar(Day(date)));

    internal static Organisatie Een(string code, Vakantieregio regio, bool sluit) => new()
    {
        Code = code, Naam = code, Bestuur = "B1", Soort = SoortOrganisatie.School, Plaats = "Aalten", Postcode = "7121 AA",
        Vakantieregio = regio, SluitInVakantie = sluit, Interprofessioneel = false, Opleidingsorganisatie = true,
    };

    private static Stage EenStage() => new()
    {
        Id = "101:school:2026-08-31", Student = PersonId.From(new Guid(1, 0, 0, new byte[8])), Organisatie = "school", Groep = "4",
        Werkplekbegeleiders = [], Van = Day("2026-08-31"), Tot = Day("2027-01-29"), Dagen = [DayOfWeek.Tuesday],
    };

    private static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
