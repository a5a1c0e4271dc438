using Isop.Core.Register;

namespace Isop.Core.Intervisie;

/// <summary>
/// Who leads which bijeenkomst: by turns, so that nobody leads again before everybody did, and neighbours of different opleidingen where
/// that can be ("gespreksleider bij intervisie", opleidingsplan Tabel 4). Pure.
/// </summary>
public static class Gespreksleiders
{
    /// <summary>Who is next.</summary>
    /// <param name="leden">Who can lead.</param>
    /// <param name="eerder">Who led or is to lead before, oldest first.</param>
    /// <param name="aanwezig">Who has a stagedag then: they go before those who would come for it.</param>
    /// <returns>Null when nobody can.</returns>
    public static PersonId? Volgende(IReadOnlyList<Lid> leden, IReadOnlyList<PersonId> eerder, Func<Lid, bool> aanwezig)
    {
        var there = leden.Where(aanwezig).ToList();
        var candidates = there.Count > 0 ? there : leden;
        if (candidates.Count == 0)
        {
            return null;
        }

        // Longest ago first; who never did goes before who did.
        var longest = candidates.GroupBy(l => LastTurn(eerder, l.Persoon)).MinBy(g => g.Key)!.ToList();
        var previous = eerder.Count > 0 ? leden.FirstOrDefault(l => l.Persoon == eerder[^1]) : null;
        return longest
            .OrderBy(l => previous is not null && Richting(l) == Richting(previous) ? 1 : 0)
            // From the opleiding with most people left, or they would be left over next to each other.
            .ThenByDescending(l => longest.Count(o => Richting(o) == Richting(l)))
            .ThenBy(l => l.Persoon.ToString(), StringComparer.Ordinal)
            .First().Persoon;
    }

    /// <summary>Pabo, Ad, mbo or of elsewhere: what has to be mixed.</summary>
    private static string Richting(Lid lid) => lid.Opleiding switch
    {
        { IsPabo: true } => "pabo",
        { IsAd: true } => "ad",
        { IsMbo: true } => "mbo",
        var guest => guest.Code,
    };

    private static int LastTurn(IReadOnlyList<PersonId> eerder, PersonId person)
    {
        for (var i = eerder.Count - 1; i >= 0; i--)
        {
            if (eerder[i] == person)
            {
                return i;
            }
        }

        return -1;
    }
}
