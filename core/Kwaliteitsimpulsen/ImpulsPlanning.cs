using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Kwaliteitsimpulsen;

/// <summary>
/// The planning job of this capability: woken on the day to look back, it tells who looks back then. Running twice, or two at once, gives the
/// result of one run.
/// </summary>
public sealed class ImpulsPlanning(ImpulsStore impulsen, Outbox outbox, RegisterStore registers)
{
    /// <summary>The card that asks to look back; the case is <see cref="Kwaliteitsimpuls.Zaak"/>.</summary>
    public const string Kaart = "kwaliteitsimpuls.terugkijken";

    /// <summary>It stays a task until it is done; a message about it is of no use after a month.</summary>
    private const int Geldig = 30;

    /// <summary>Answers how many deliveries were added.</summary>
    public async ValueTask<int> WakeAsync(IReadOnlyCollection<string> wakes, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wakes);
        var (register, today) = (await registers.CurrentAsync(ct), AmsterdamTime.DateOf(now));
        var added = 0;
        foreach (var zaak in wakes.Distinct())
        {
            if (await impulsen.FindAsync(zaak, ct) is { } impuls && impuls.IsTerugTeKijken(today)
                && Impulskring.Kijkers(register, impuls, today) is { Count: > 0 } people)
            {
                await outbox.CommitAsync(ImpulsStore.Alle, [], [.. people.Select(p => Bericht(impuls, p))], ct);
                added += people.Count;
            }
        }

        return added;
    }

    /// <summary>Wanted from the first hour of the day, so that it is a task by then; who sends waits for a moment that suits the person.</summary>
    private static BezorgIntent Bericht(Kwaliteitsimpuls impuls, PersonId person)
    {
        var due = AmsterdamTime.StartOf(impuls.Plan.Kijkdatum);
        return new BezorgIntent
        {
            Person = person, Kind = Kaart, Case = impuls.Zaak, Occasion = Datumtekst.Iso(impuls.Plan.Kijkdatum), Due = due, Expires = due.AddDays(Geldig),
        };
    }
}
