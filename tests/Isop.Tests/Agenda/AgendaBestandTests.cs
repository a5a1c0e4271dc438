using System.Globalization;
using System.Text;
using Isop.Core.Agenda;

namespace Isop.Tests.Agenda;

public sealed class AgendaBestandTests
{
    private static readonly DateTimeOffset Gewijzigd = new(2026, 9, 1, 10, 11, 12, 345, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 9, 2, 6, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-28", "08:00", "13:45", "04:30")]
    [InlineData("2026-03-29", "07:00", "12:45", "03:30")]
    [InlineData("2026-03-30", "07:00", "12:45", "03:30")]
    [InlineData("2026-10-24", "07:00", "12:45", "03:30")]
    [InlineData("2026-10-25", "08:00", "13:45", "04:30")]
    [InlineData("2026-10-26", "08:00", "13:45", "04:30")]
    [InlineData("2027-03-27", "08:00", "13:45", "04:30")]
    [InlineData("2027-03-28", "07:00", "12:45", "03:30")]
    [InlineData("2027-03-29", "07:00", "12:45", "03:30")]
    [InlineData("2027-10-30", "07:00", "12:45", "03:30")]
    [InlineData("2027-10-31", "08:00", "13:45", "04:30")]
    [InlineData("2027-11-01", "08:00", "13:45", "04:30")]
    public async Task Nine_o_clock_is_the_right_moment_for_everybody_around_both_changes_of_the_clock(
        string day, string utc, string kathmandu, string newfoundland)
    {
        var read = await ReadAsync(AgendaBestand.Publiceer([Bezoek() with { Datum = Date(day), Tijd = new(new(9, 0), new(10, 30)) }]));
        var start = DateTimeOffset.FromUnixTimeSeconds(Assert.Single(read.Events).Start!.Value);

        Assert.Equal($"{day} {utc}", Show(start));
        Assert.Equal($"{day} {kathmandu}", Show(start.ToOffset(new TimeSpan(5, 45, 0))));
        Assert.Equal($"{day} {newfoundland}", Show(start.ToOffset(new TimeSpan(-3, -30, 0))));
        Assert.Equal(TimeSpan.FromMinutes(90), DateTimeOffset.FromUnixTimeSeconds(read.Events[0].End!.Value) - start);
        Assert.Equal("Europe/Amsterdam", read.Events[0].Zone);
        Assert.Equal(["Europe/Amsterdam"], read.Zones);
    }

    [Fact]
    public async Task In_the_night_of_the_change_it_lasts_as_long_as_the_clock_says()
    {
        var spring = Bezoek() with { Datum = new(2026, 3, 29), Tijd = new(new(1, 30), new(3, 30)) };
        var autumn = Bezoek() with { Datum = new(2027, 10, 31), Tijd = new(new(1, 30), new(3, 30)) };
        var read = await ReadAsync(AgendaBestand.Publiceer([spring, autumn]));

        Assert.Equal([3600, 3 * 3600], read.Events.Select(e => e.End!.Value - e.Start!.Value));
    }

    [Fact]
    public async Task A_late_appointment_falls_on_the_next_day_east_of_here_and_a_whole_day_stays_that_day()
    {
        var late = Bezoek() with { Datum = new(2026, 10, 25), Tijd = new(new(20, 0), new(21, 0)) };
        var read = await ReadAsync(AgendaBestand.Publiceer([late, Bezoek() with { Datum = new(2026, 10, 25), Tijd = null }]));

        Assert.Equal("2026-10-26 00:45", Show(DateTimeOffset.FromUnixTimeSeconds(read.Events[0].Start!.Value).ToOffset(new TimeSpan(5, 45, 0))));
        Assert.Equal(("2026-10-25", "2026-10-26", null), (read.Events[1].Day, read.Events[1].NextDay, read.Events[1].Start));
    }

    [Fact]
    public async Task A_whole_day_needs_no_time_zone() =>
        Assert.Empty((await ReadAsync(AgendaBestand.Publiceer([Bezoek() with { Tijd = null }]))).Zones);

    [Theory]
    [InlineData("Bezoek bij De Linde, groep 5; met Gijs")]
    [InlineData("Eerst \\n dan \"zo\", en: dan; dit\\, dat")]
    [InlineData("Regel een\nRegel twee\n\nRegel vier")]
    [InlineData("🎒👩‍🏫 kring met de kleuters 🧑🏽‍🤝‍🧑🏻 en héél véél éééééééééééééééééé🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒")]
    [InlineData("Een titel die veel langer is dan vijfenzeventig tekens, omdat de school en de opleiding allebei een lange naam hebben; en dan nog wat")]
    [InlineData(" begint en eindigt met een spatie ")]
    public async Task Any_text_comes_back_as_it_was(string text)
    {
        var file = AgendaBestand.Publiceer([Bezoek() with { Titel = text, Omschrijving = text, Plaats = text }], "Agenda van ISOP");
        GelezenAgenda.MustBeWellFolded(file);
        var read = await ReadAsync(file);

        Assert.Equal((text, text, text), (read.Events[0].Title, read.Events[0].Description, read.Events[0].Place));
        Assert.Equal("Agenda van ISOP", read.Name);
    }

    [Fact]
    public async Task What_is_published_names_nobody()
    {
        var file = AgendaBestand.Publiceer([Bezoek() with { Organisator = Coach, Deelnemers = [Opleider, Student] }], "ISOP");
        var read = await ReadAsync(file);

        Assert.Equal(("PUBLISH", "2.0", "-//Partnerschap ISOP//Agenda//NL"), (read.Method, read.Version, read.Product));
        Assert.DoesNotContain("@school", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.DoesNotContain("Peeters", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.Equal(Gewijzigd.ToUnixTimeSeconds(), read.Events[0].Stamp);
    }

    [Fact]
    public async Task An_invitation_names_who_is_concerned_and_a_cancellation_takes_the_same_appointment_away()
    {
        var bezoek = Bezoek() with { Organisator = Coach, Deelnemers = [Opleider, Student], Volgnummer = 3 };
        var invited = await ReadAsync(AgendaBestand.NodigUit(bezoek, Now));
        var cancelled = await ReadAsync(AgendaBestand.ZegAf(bezoek with { Volgnummer = 4 }, Now));

        Assert.Equal(("REQUEST", "CONFIRMED", 3), (invited.Method, invited.Events[0].Status, invited.Events[0].Sequence));
        Assert.Equal("mailto:coach@hbo.example", invited.Events[0].Organizer);
        Assert.Equal(["Anna Peeters <mailto:anna@school.example>", "Gijs, de Vries <mailto:gijs@student.example>"], invited.Events[0].Attendees);
        Assert.Equal(Now.ToUnixTimeSeconds(), invited.Events[0].Stamp);
        Assert.Equal(("CANCEL", "CANCELLED", 4), (cancelled.Method, cancelled.Events[0].Status, cancelled.Events[0].Sequence));
        Assert.Equal(invited.Events[0].Uid, cancelled.Events[0].Uid);
    }

    [Fact]
    public async Task What_was_called_off_stays_in_a_feed_as_cancelled()
    {
        var read = await ReadAsync(AgendaBestand.Publiceer([Bezoek() with { Vervallen = true, Volgnummer = 2 }], "ISOP"));
        Assert.Equal(("CANCELLED", 2), (read.Events[0].Status, read.Events[0].Sequence));
    }

    [Fact]
    public void The_same_appointments_are_the_same_bytes() =>
        Assert.Equal(AgendaBestand.Publiceer([Bezoek()], "ISOP"), AgendaBestand.Publiceer([Bezoek()], "ISOP"));

    [Fact]
    public async Task An_empty_calendar_is_one_too() => Assert.Empty((await ReadAsync(AgendaBestand.Publiceer([], "ISOP"))).Events);

    [Fact]
    public void It_cannot_end_before_it_begins() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tijdvak(new(10, 0), new(9, 0)));

    private static readonly Adres Coach = new("Cor Coach", "coach@hbo.example");
    private static readonly Adres Opleider = new("Anna Peeters", "anna@school.example");
    private static readonly Adres Student = new("Gijs, de \"Vries\"", "gijs@student.example");

    private static Afspraak Bezoek() => new()
    {
        Uid = "bezoek-1@isop", Titel = "Bezoek", Datum = new(2026, 11, 25), Tijd = new(new(9, 0), new(10, 0)), Gewijzigd = Gewijzigd,
    };

    private static Task<GelezenAgenda> ReadAsync(byte[] file) => GelezenAgenda.ReadAsync(file);

    private static DateOnly Date(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Show(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
