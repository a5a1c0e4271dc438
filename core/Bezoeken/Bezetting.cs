using System.Text.Json.Serialization;
using Isop.Core.Agenda;
using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>
/// In which half-days a visitor's own calendar leaves no room for visits, as it was last read. That and no more: neither the times nor what
/// they are for is kept.
/// </summary>
public sealed record Bezetting
{
    /// <summary>How long it counts after it was read; then what the visitor entered is all there is.</summary>
    public static readonly TimeSpan Houdbaar = TimeSpan.FromDays(3);

    public required PersonId Bezoeker { get; init; }

    // Days and not half-days, because a document of half-days is six times as long.
    public IReadOnlyList<DateOnly> Ochtenden { get; init; } = [];
    public IReadOnlyList<DateOnly> Middagen { get; init; } = [];
    public required DateTimeOffset Gelezen { get; init; }

    /// <summary>The last day that was read.</summary>
    public required DateOnly Tot { get; init; }

    [JsonIgnore]
    public IEnumerable<Halfdag> Dagdelen =>
        Ochtenden.Select(d => new Halfdag(d, Dagdeel.Ochtend)).Concat(Middagen.Select(d => new Halfdag(d, Dagdeel.Middag)));

    public bool Telt(DateTimeOffset now) => now - Gelezen <= Houdbaar;

    public bool Heeft(Halfdag halfdag) => (halfdag.Deel == Dagdeel.Ochtend ? Ochtenden : Middagen).Contains(halfdag.Datum);

    /// <summary>A half-day is taken when something overlaps any of its visit times. Weekends are not looked at.</summary>
    /// <param name="bezoeker">Whose calendar it is.</param>
    /// <param name="gelezen">Which days were read.</param>
    /// <param name="tijden">When the calendar is taken.</param>
    /// <param name="eigen">The visitor's own agreed visits, which stand in the same calendar: what is exactly one of them takes nothing.</param>
    /// <param name="now">When it was read.</param>
    public static Bezetting Van(PersonId bezoeker, Dagen gelezen, IEnumerable<Bezet> tijden, IEnumerable<Bezet> eigen, DateTimeOffset now)
    {
        var own = eigen.ToHashSet();
        var taken = tijden.Where(t => !own.Contains(t)).SelectMany(t => Geraakt(t, gelezen)).Distinct().Order().ToList();
        return new Bezetting
        {
            Bezoeker = bezoeker, Gelezen = now, Tot = gelezen.Tot,
            Ochtenden = [.. taken.Where(h => h.Deel == Dagdeel.Ochtend).Select(h => h.Datum)],
            Middagen = [.. taken.Where(h => h.Deel == Dagdeel.Middag).Select(h => h.Datum)],
        };
    }

    private static IEnumerable<Halfdag> Geraakt(Bezet tijd, Dagen gelezen)
    {
        var (first, last) = (DateOnly.FromDateTime(tijd.Van), DateOnly.FromDateTime(tijd.Tot));
        for (var day = first > gelezen.Van ? first : gelezen.Van; day <= last && day <= gelezen.Tot; day = day.AddDays(1))
        {
            foreach (var weekdeel in Weekdeel.Werkweek.Where(w => w.Dag == day.DayOfWeek))
            {
                var halfdag = new Halfdag(day, weekdeel.Deel);
                if (Enumerable.Range(0, Bezoektijd.Plekken(halfdag.Deel)).Select(p => Bezoektijd.Op(halfdag, p)).Any(b => b.Van < tijd.Tot && tijd.Van < b.Tot))
                {
                    yield return halfdag;
                }
            }
        }
    }
}
