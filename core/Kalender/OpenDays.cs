using System.Collections;
using System.Collections.Frozen;
using Isop.Core.Register;

namespace Isop.Core.Kalender;

/// <summary>
/// The days on which each location is closed, worked out once: a bit per day. Locations that have no rows of their own share the
/// bits of their region, so a hundred thousand stages cost no more than the calendar itself.
/// </summary>
internal sealed class OpenDays
{
    private readonly FrozenDictionary<string, BitArray> _closed;
    private readonly BitArray _closedForAll;
    private readonly int _first;

    public OpenDays(IReadOnlyList<KalenderRegel> regels, IEnumerable<Organisatie> organisaties)
    {
        // A day off that names an opleiding is a day off of its students; the location is open that day.
        var closing = regels.Where(r => r is
            { Opleiding: null, Soort: KalenderSoort.VrijeDag or KalenderSoort.Studiedag or KalenderSoort.Vakantie }).ToList();
        _first = closing.Count == 0 ? 0 : closing.Min(r => r.Van).DayNumber;
        var length = closing.Count == 0 ? 0 : Math.Max(0, closing.Max(r => r.Tot).DayNumber - _first + 1);
        var shared = new Dictionary<(Vakantieregio, bool), BitArray>();
        var own = closing.Where(r => r.Organisatie is not null).ToLookup(r => r.Organisatie!);
        var everywhere = closing.Where(r => r.Organisatie is null).ToList();

        BitArray Mark(BitArray days, IEnumerable<KalenderRegel> rules, Vakantieregio? regio, bool sluit)
        {
            foreach (var r in rules.Where(r => (r.Regio is null || r.Regio == regio) && (r.Soort != KalenderSoort.Vakantie || sluit)))
            {
                for (var day = r.Van.DayNumber; day <= r.Tot.DayNumber; day++)
                {
                    days[day - _first] = true;
                }
            }

            return days;
        }

        BitArray For(Organisatie o)
        {
            var key = (o.Vakantieregio, o.SluitInVakantie);
            if (!shared.TryGetValue(key, out var days))
            {
                shared[key] = days = Mark(new BitArray(length), everywhere, o.Vakantieregio, o.SluitInVakantie);
            }

            return own.Contains(o.Code) ? Mark(new BitArray(days), own[o.Code], o.Vakantieregio, o.SluitInVakantie) : days;
        }

        _closed = organisaties.ToFrozenDictionary(o => o.Code, For);
        _closedForAll = Mark(new BitArray(length), everywhere.Where(r => r.Soort == KalenderSoort.VrijeDag), null, false);
    }

    public bool Knows(string organisatie) => _closed.ContainsKey(organisatie);

    public bool IsOpen(string organisatie, DateOnly date) => IsWeekday(date) && _closed.TryGetValue(organisatie, out var days) && !IsMarked(days, date);

    public bool IsOpenForAll(DateOnly date) => IsWeekday(date) && !IsMarked(_closedForAll, date);

    private bool IsMarked(BitArray days, DateOnly date)
    {
        var index = date.DayNumber - _first;
        return index >= 0 && index < days.Length && days[index];
    }

    private static bool IsWeekday(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
