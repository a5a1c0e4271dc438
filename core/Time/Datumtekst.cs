using System.Globalization;
using System.Text.RegularExpressions;

namespace Isop.Core.Time;

/// <summary>Reads dates as people type them: "12-10-2026", "12-10", "12 oktober", "2026-10-12", "vandaag", "morgen".</summary>
public static partial class Datumtekst
{
    private static readonly string[] Months = ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

    /// <summary>"2026-10-12", as ids and choices of cards carry a day.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Undoes <see cref="Iso"/>; null when it is something else.</summary>
    public static DateOnly? LeesIso(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Every date in a text, in order; one without a year is the first from half a year before today. A day that does not exist is left out.</summary>
    public static IReadOnlyList<DateOnly> Alle(string text, DateOnly today) =>
        [.. Pattern().Matches(text.ToLowerInvariant()).Select(m => Read(m, today)).OfType<DateOnly>()];

    /// <summary>
    /// Periods apart by ";", "," or a new line: "12-10 tot 16-10; 4 mei". Null when a part holds no date, or one that is no period.
    /// </summary>
    public static IReadOnlyList<(DateOnly Van, DateOnly Tot)>? Periodes(string text, DateOnly today)
    {
        List<(DateOnly, DateOnly)> periods = [];
        foreach (var part in text.Split([';', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            switch (Alle(part, today))
            {
                case [var day]:
                    periods.Add((day, day));
                    break;
                case [var from, var to]:
                    // "20-12 tot 3-1" goes over the new year.
                    to = to < from && !part.Contains(to.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) ? to.AddYears(1) : to;
                    if (to < from)
                    {
                        return null;
                    }

                    periods.Add((from, to));
                    break;
                default:
                    return null;
            }
        }

        return periods;
    }

    private static DateOnly? Read(Match match, DateOnly today)
    {
        if (match.Groups["woord"].Success)
        {
            return match.Groups["woord"].Value switch { "vandaag" => today, "morgen" => today.AddDays(1), _ => today.AddDays(2) };
        }

        var day = Number(match, "dag");
        var month = match.Groups["naam"].Success
            ? Array.FindIndex(Months, m => match.Groups["naam"].Value.Replace("mrt", "maa", StringComparison.Ordinal).StartsWith(m, StringComparison.Ordinal)) + 1
            : Number(match, "maand");
        if (Number(match, "jaar") is { } year and > 0)
        {
            return Of(year < 100 ? year + 2000 : year, month ?? 0, day ?? 0);
        }

        return new[] { today.Year - 1, today.Year, today.Year + 1 }
            .Select(y => Of(y, month ?? 0, day ?? 0)).FirstOrDefault(d => d >= today.AddDays(-182));
    }

    private static int? Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : null;

    private static DateOnly? Of(int year, int month, int day) =>
        year is > 1999 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    [GeneratedRegex(
        @"(?<woord>\bvandaag\b|\bmorgen\b|\bovermorgen\b)|\b(?<jaar>\d{4})-(?<maand>\d{1,2})-(?<dag>\d{1,2})\b|\b(?<dag>\d{1,2})[-/.](?<maand>\d{1,2})(?:[-/.](?<jaar>\d{4}|\d{2}))?\b"
        + @"|\b(?<dag>\d{1,2})\s+(?<naam>jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*(?:\s+(?<jaar>\d{4}))?\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
