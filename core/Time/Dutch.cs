using System.Globalization;

namespace Isop.Core.Time;

/// <summary>Dates, times and lists as Dutch people write them. Not from the machine's culture data, so that cards are the same everywhere.</summary>
public static class Dutch
{
    private static readonly string[] Days = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"];

    private static readonly string[] Months =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

    /// <summary>"vr 4 dec"</summary>
    public static string ShortDay(DateOnly date) => $"{Days[(int)date.DayOfWeek][..2]} {date.Day} {(date.Month == 3 ? "mrt" : Months[date.Month - 1][..3])}";

    /// <summary>"vrijdag 4 december"</summary>
    public static string Day(DateOnly date) => $"{Days[(int)date.DayOfWeek]} {date.Day} {Months[date.Month - 1]}";

    /// <summary>"vrijdag 4 december", the day in Amsterdam at this instant</summary>
    public static string Day(DateTimeOffset instant) => Day(AmsterdamTime.DateOf(instant));

    /// <summary>"4 december 2026"</summary>
    public static string Date(DateOnly date) => $"{date.Day} {Months[date.Month - 1]} {date.Year}";

    /// <summary>"15.30 uur"</summary>
    public static string Time(TimeOnly time) => $"{Hour(time)} uur";

    /// <summary>"15.30"</summary>
    public static string Hour(TimeOnly time) => string.Create(CultureInfo.InvariantCulture, $"{time.Hour}.{time.Minute:00}");

    /// <summary>"vrijdag 4 december om 15.30 uur", from wall time</summary>
    public static string Moment(DateTime wallTime) =>
        $"{Day(DateOnly.FromDateTime(wallTime))} om {Time(TimeOnly.FromDateTime(wallTime))}";

    /// <summary>"vrijdag 4 december om 15.30 uur", in Amsterdam</summary>
    public static string Moment(DateTimeOffset instant) => Moment(AmsterdamTime.WallTimeOf(instant));

    /// <summary>"maandag", the weekday alone</summary>
    public static string Weekday(DayOfWeek day) => Days[(int)day];

    /// <summary>"Gijs", "Gijs en Fatima", "Gijs, Fatima en Noor"</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} en {items[^1]}",
    };

    /// <summary>"1 student", "3 studenten"</summary>
    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>What somebody typed, on one line with single spaces between the words.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
