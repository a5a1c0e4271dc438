using System.Globalization;
using Isop.Core.Time;

namespace Isop.Bot.Web;

/// <summary>Dates as people here write them.</summary>
internal static class Dutch
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("nl-NL");

    /// <summary>"maandag 23 november 2026", in Amsterdam.</summary>
    public static string Day(DateTimeOffset instant) => AmsterdamTime.DateOf(instant).ToString("dddd d MMMM yyyy", Culture);

    /// <summary>"23 november, 15:30", in Amsterdam.</summary>
    public static string Moment(DateTimeOffset instant) => AmsterdamTime.WallTimeOf(instant).ToString("d MMMM, HH:mm", Culture);
}
