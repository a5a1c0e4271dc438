using System.Collections.Concurrent;

namespace Isop.Bot.Gezondheid;

/// <summary>What this process last heard from and sent to others, since its start.</summary>
public sealed class Levenstekens(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(Weg, string), Teken> _last = new();

    /// <param name="weg">Where to.</param>
    /// <param name="stand">How it went.</param>
    /// <param name="uitleg">In words (Dutch).</param>
    /// <param name="waar">The tenant, where it may go well in one and not in another.</param>
    public void Note(Weg weg, Gezondheidsstand stand, string uitleg, string waar = "") => _last[(weg, waar)] = new Teken(stand, uitleg, clock.GetUtcNow());

    /// <summary>The last sign; of several tenants the worst.</summary>
    public Teken? Last(Weg weg) => _last.Where(t => t.Key.Item1 == weg).Select(t => t.Value).MaxBy(t => (t.Stand, t.At));

    public enum Weg
    {
        VanTeams,
        NaarTeams,
        Mail,
        GraphInstalleren,
        GraphOpzoeken,
        GraphMail,
    }

    public sealed record Teken(Gezondheidsstand Stand, string Uitleg, DateTimeOffset At);
}
