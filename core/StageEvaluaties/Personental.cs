namespace Isop.Core.StageEvaluaties;

/// <summary>
/// How many different people stand behind anonymous answers, at least (domain B2). It is never above the true number, as long as a student
/// answers at most once per half-year at an eenheid, and at no more than the given number of eenheden in one half-year.
/// </summary>
public static class Personental
{
    /// <summary>Of the whole of these cells, whatever item was skipped.</summary>
    public static int Ondergrens(IEnumerable<Celtelling> cellen, int meesteEenheden) =>
        Tel([.. cellen.Select((c, i) => new Telaantal(new Telcel(i, c), c.Ingevuld))], meesteEenheden);

    /// <summary>Of those who answered one item: who had no opinion does not count.</summary>
    public static int Ondergrens(IEnumerable<Celtelling> cellen, string item, int meesteEenheden) =>
        Tel([.. cellen.Select((c, i) => new Telaantal(new Telcel(i, c), c.Items.FirstOrDefault(t => t.Item == item)?.Stappen.Sum() ?? 0))], meesteEenheden);

    /// <summary>
    /// One eenheid: Σ over years of the larger half-year, less who came back. Several: whoever is at two eenheden must not count twice, and
    /// nothing tells who is. So it is the best of two things that hold anyway: the people of the largest eenheid alone, and the answers of
    /// the fullest half-year, divided by how many of them one student can have given.
    /// </summary>
    internal static int Tel(IReadOnlyList<Telaantal> cellen, int meesteEenheden)
    {
        if (cellen.Count == 0 || IsEenEenheid(cellen))
        {
            return VanEenheid(cellen);
        }

        var alone = cellen.GroupBy(c => c.Cel.Telling.Eenheid, StringComparer.Ordinal).Max(g => VanEenheid([.. g]));
        var together = cellen.GroupBy(c => (c.Cel.Jaar, c.Cel.Telling.Halfjaar)).Max(g => g.Sum(c => c.Aantal));
        return Math.Max(alone, (together + meesteEenheden - 1) / meesteEenheden);
    }

    private static bool IsEenEenheid(IReadOnlyList<Telaantal> cellen)
    {
        for (var i = 1; i < cellen.Count; i++)
        {
            if (cellen[i].Cel.Telling.Eenheid != cellen[0].Cel.Telling.Eenheid)
            {
                return false;
            }
        }

        return true;
    }

    private static int VanEenheid(IReadOnlyList<Telaantal> cellen)
    {
        var (first, last, sum, largest) = (int.MaxValue, int.MinValue, 0, 0);
        for (var i = 0; i < cellen.Count; i++)
        {
            if (cellen[i].Aantal == 0)
            {
                continue;
            }

            first = Math.Min(first, cellen[i].Cel.Jaar);
            last = Math.Max(last, cellen[i].Cel.Jaar);
            largest = Math.Max(largest, cellen[i].Aantal);
            sum += IsLargestOfYear(cellen, i) ? cellen[i].Aantal : 0;
        }

        // Who came back is counted over the years from the first to the last: with a year left out that is too many, which is safe.
        return last <= first ? largest : Terugkeer(cellen, last, last - first) is { } back ? Math.Max(largest, sum - back) : largest;
    }

    /// <summary>The first of the largest, so that of two equal half-years one counts.</summary>
    private static bool IsLargestOfYear(IReadOnlyList<Telaantal> cellen, int at)
    {
        for (var i = 0; i < cellen.Count; i++)
        {
            if (i != at && cellen[i].Cel.Jaar == cellen[at].Cel.Jaar
                && (cellen[i].Aantal > cellen[at].Aantal || (cellen[i].Aantal == cellen[at].Aantal && i < at)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null when it was not counted over so many years: then nothing is known of who came back.</summary>
    private static int? Terugkeer(IReadOnlyList<Telaantal> cellen, int jaar, int index)
    {
        int? most = null;
        for (var i = 0; i < cellen.Count; i++)
        {
            var counted = cellen[i].Cel.Telling.Terugkeer;
            if (cellen[i].Cel.Jaar == jaar && cellen[i].Aantal > 0)
            {
                if (counted.Count <= index)
                {
                    return null;
                }

                most = Math.Max(most ?? 0, counted[index]);
            }
        }

        return most;
    }
}
