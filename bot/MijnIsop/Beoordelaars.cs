using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.MijnIsop;

/// <summary>Who may assess, in counts with the way to the names: for the examencommissie, which sees everybody by name.</summary>
public sealed record BeoordelaarsView(int Mag, int MagNiet, int KalibratieMist);

/// <summary>Of everybody in a role that assesses or will: who may today, how many may not, and of how many the kalibreersessie is missing.</summary>
internal sealed record Bevoegdheidstand(IReadOnlySet<PersonId> Mag, int MagNiet, int KalibratieMist);

/// <summary>
/// Counted from what was recorded alone: what a certificate tells (the opleiding voor opleiders) is shown on the list and stops nobody, so
/// no certificate is read. Remembered when that takes long.
/// </summary>
internal sealed class Bevoegdheidstelling(BevoegdheidStore store, RegisterStore registers, TimeProvider clock, ILogger<Bewaard<string, Bevoegdheidstand>> logger)
{
    private readonly Bewaard<string, Bevoegdheidstand> _kept = new((_, now, ct) => TelAsync(store, registers, AmsterdamTime.DateOf(now), ct), clock, logger);

    public async ValueTask<Bevoegdheidstand> ReadAsync(DateTimeOffset now, CancellationToken ct) => (await _kept.ReadAsync("", now, ct)).Waarde;

    private static async Task<Bevoegdheidstand> TelAsync(BevoegdheidStore store, RegisterStore registers, DateOnly today, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        var recorded = await store.VastgelegdAsync(ct);
        var all = Beoordelaarskring.Op(register, today)
            .Select(p => (Persoon: p, Oordeel: Beoordelaar.Op(new Beoordelaarsdossier(recorded.GetValueOrDefault(p) ?? [], []), today, register.Kalender))).ToList();
        return new Bevoegdheidstand(
            all.Where(b => b.Oordeel.MagBeoordelen).Select(b => b.Persoon).ToHashSet(), all.Count(b => !b.Oordeel.MagBeoordelen), all.Count(b => b.Oordeel.Waarschuwingen.Count > 0));
    }
}

internal sealed class BeoordelaarsLader(Bevoegdheidstelling telling)
{
    public async ValueTask<BeoordelaarsView> LaadAsync(Kijker k, CancellationToken ct)
    {
        var stand = await telling.ReadAsync(k.Now, ct);
        return new BeoordelaarsView(stand.Mag.Count, stand.MagNiet, stand.KalibratieMist);
    }
}
