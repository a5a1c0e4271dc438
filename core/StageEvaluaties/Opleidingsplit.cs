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
        var safe = tellingen.GroupBy(t => t.Eenheid, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Veilig([.. g], regels), StringComparer.Ordinal);
        return [.. tellingen.Select(t => Kies(t, safe[t.Eenheid]))];
    }

    private static Opleidingtelling Kies(Opleidingtelling telling, HashSet<string> veilig)
    {
        var items = telling.Items.Where(i => veilig.Contains(i.Item) && i.Stappen.Sum() > 0).ToList();
        return telling with { Items = items, Ingevuld = items.Count > 0 ? telling.Ingevuld : null };
    }

    /// <summary>In one wave a student answers once at an eenheid, so here as many people as answers.</summary>
    private static HashSet<string> Veilig(List<Opleidingtelling> eenheid, Vrijgaveregels regels) =>
        [.. eenheid.SelectMany(t => t.Items).GroupBy(i => i.Item, StringComparer.Ordinal)
            .Where(g => eenheid.Count == 1 || g.All(i => i.Stappen.Sum() is var n && (n == 0 || n >= regels.Drempel))).Select(g => g.Key)];
}
