using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Time;

namespace Isop.Tests.Time;

public sealed class AmsterdamTimeTests
{
    public static Arbitrary<DateTime> Minutes() =>
        Gen.Choose(0, 20 * 366 * 24 * 60).Select(m => new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(m)).ToArbitrary();

    [Theory]
    [InlineData("2026-11-16T15:15", "2026-11-16T14:15Z")]
    [InlineData("2026-07-01T09:00", "2026-07-01T07:00Z")]
    [InlineData("2027-03-28T01:59", "2027-03-28T00:59Z")]
    [InlineData("2027-03-28T02:00", "2027-03-28T01:00Z")] // skipped: the first moment after the gap
    [InlineData("2027-03-28T02:59", "2027-03-28T01:00Z")]
    [InlineData("2027-03-28T03:00", "2027-03-28T01:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30Z")] // comes twice: the first
    [InlineData("2026-10-25T03:00", "2026-10-25T02:00Z")]
    public void A_wall_time_is_one_instant(string wall, string instant)
    {
        var time = DateTime.Parse(wall, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(
            DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture),
            AmsterdamTime.At(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time)));
    }

    [Property(Arbitrary = [typeof(AmsterdamTimeTests)], MaxTest = 2000)]
    public bool A_wall_time_comes_back_unless_the_spring_change_skips_it(DateTime wall)
    {
        var back = AmsterdamTime.WallTimeOf(AmsterdamTime.At(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall)));
        return back == wall || IsSkipped(wall) && back == wall.Date.AddHours(3);
    }

    [Property(Arbitrary = [typeof(AmsterdamTimeTests)], MaxTest = 2000)]
    public bool An_instant_lies_in_the_day_that_it_belongs_to(DateTime utc)
    {
        var instant = new DateTimeOffset(utc, TimeSpan.Zero);
        var day = AmsterdamTime.DateOf(instant);
        return AmsterdamTime.StartOf(day) <= instant && instant < AmsterdamTime.StartOf(day.AddDays(1));
    }

    [Property(Arbitrary = [typeof(AmsterdamTimeTests)], MaxTest = 2000)]
    public bool Later_on_the_clock_of_one_day_is_never_earlier(DateTime wall, DateTime other)
    {
        var day = DateOnly.FromDateTime(wall);
        var (early, late) = wall.TimeOfDay <= other.TimeOfDay ? (wall, other) : (other, wall);
        return AmsterdamTime.At(day, TimeOnly.FromDateTime(early)) <= AmsterdamTime.At(day, TimeOnly.FromDateTime(late));
    }

    [Fact]
    public void A_year_has_one_day_of_twenty_three_hours_and_one_of_twenty_five()
    {
        var lengths = Enumerable.Range(0, 365).Select(d => new DateOnly(2027, 1, 1).AddDays(d))
            .Select(d => (Day: d, Hours: (AmsterdamTime.StartOf(d.AddDays(1)) - AmsterdamTime.StartOf(d)).TotalHours)).Where(d => d.Hours != 24);

        Assert.Equal([(new DateOnly(2027, 3, 28), 23.0), (new DateOnly(2027, 10, 31), 25.0)], lengths);
    }

    /// <summary>02:00-03:00 on the last Sunday of March.</summary>
    private static bool IsSkipped(DateTime wall) =>
        wall is { Month: 3, Day: >= 25, DayOfWeek: DayOfWeek.Sunday, Hour: 2 };
}
