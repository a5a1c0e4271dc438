using System.Collections.Concurrent;

namespace Isop.Bot.Gezondheid;

/// <summary>What this process last heard from and sent to others, since its start.</summary>
public sealed class Levenstekens(TimeProvider clock)
{
    private readonly ConcurrentDictionary<Weg, Teken> _last = new();

    public void Note(Weg weg, Gezondheidsstand stand, string uitleg) => _last[weg] = new Teken(stand, uitleg, clock.GetUtcNow());

    public Teken? Last(Weg weg) => _last.GetValueOrDefault(weg);

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
