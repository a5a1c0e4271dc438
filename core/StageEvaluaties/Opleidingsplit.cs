namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Which counts per opleiding a closing may keep. An item of an eenheid is split only when of every opleiding enough people answered it, or
/// nobody did; with one opleiding there is nothing to split. So no part is told, or is what another part leaves, of one to four people.
/// </summary>
public static class Opleidingsplit
{
    /// <param name="tellingen">
    /// Of one wave, of every eenheid with every opleiding that was invited there, also when nobody answered. As long as they are whole they are
    /// in memory only.
    /// </param>
    /// <returns>The same, in the same order, without the counts that may not be kept.</returns>
    public static IReadOnlyList<Opleidingtelling> Bewaar(IReadOnlyList<Opleidingtelling> tellingen, Vrijgaveregels regels)
    {
        Dictionary<string, List<Opleidingtelling>> byEenheid = new(StringComparer.Ordinal);
        foreach (var telling in tellingen)
        {
            (byEenheid.TryGetValue(telling.Eenheid, out var list) ? list : byEenheid[telling.Eenheid] = []).Add(telling);
        }

        return [.. tellingen.Select(t => Kies(t, byEenheid[t.Eenheid], regels.Drempel))];
    }

    private static Opleidingtelling Kies(Opleidingtelling telling, List<Opleidingtelling> daar, int drempel)
    {
        var items = telling.Items.Where(i => i.Stappen.Sum() > 0 && (daar.Count == 1 || daar.TrueForAll(t => IsVeilig(t, i.Item, drempel)))).ToArray();
        return telling with { Items = items, Ingevuld = items.Length > 0 ? telling.Ingevuld : null };
    }

    /// <summary>In one wave a student answers once at an eenheid, so here as many people as answers.</summary>
    private static bool IsVeilig(Opleidingtelling telling, string item, int drempel)
    {
        foreach (var counted in telling.Items)
        {
            if (counted.Item == item)
            {
                return counted.Stappen.Sum() is var n && (n == 0 || n >= drempel);
            }
        }

        return true;
    }
}
