using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Register;

/// <summary>Brings a capability in line with the register of now, and wakes it again on the next day on which that could differ.</summary>
internal static class Registervolger
{
    private const string Row = "register";

    /// <summary>Again when the register, or another process that follows it, was ahead; answers how many deliveries were added.</summary>
    /// <param name="registers">The register.</param>
    /// <param name="store">Where is kept what was followed, in "gevolgd" of the capability's table.</param>
    /// <param name="outbox">Carries the wake.</param>
    /// <param name="capability">Whose name is also that of its table.</param>
    /// <param name="bring">Brings the cases in line; told whether this is the first register it follows.</param>
    /// <param name="days">Days of the kalender on which cases may begin without a new register.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    public static async ValueTask<int> FollowAsync(
        this RegisterStore registers, IDocumentStore store, Outbox outbox, string capability, Func<RegisterSnapshot, bool, ValueTask<int>> bring,
        Func<Kalender.Kalender, IEnumerable<DateOnly>> days, DateTimeOffset now, CancellationToken ct)
    {
        var (partition, today, added) = (new Partition(capability, "gevolgd"), AmsterdamTime.DateOf(now), 0);
        while (true)
        {
            var followed = await store.ReadAsync(partition, Row, CoreJson.Default.GevolgdRegister, ct);
            var register = await registers.CurrentAsync(ct);
            added += await bring(register, followed is null);
            var next = days(register.Kalender).Where(d => d > today).Select(d => (DateOnly?)d).Min();
            Intent[] wake = next is { } day
                ? [new WakeIntent { Capability = capability, Case = TussenevaluatiePlanning.RegisterWake, Due = AmsterdamTime.StartOf(day) }]
                : [];
            var row = Documents.Save(Row, new GevolgdRegister(register.Version, today), followed, CoreJson.Default.GevolgdRegister);
            if (await outbox.CommitAsync(partition, [row], wake, ct) is CommitResult.Committed && (await registers.CurrentAsync(ct)).Version == register.Version)
            {
                return added;
            }
        }
    }
}
