using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Begeleidingsteam;

/// <summary>
/// The planning job of this capability: woken by a new register version and on the days that a next stage is about to begin, it looks at
/// what changed among the starts of these weeks. Running twice, or two at once, gives the result of one run.
/// </summary>
public sealed class BegeleidingsteamPlanning(IDocumentStore store, Outbox outbox, KennismakingStore kennismakingen, RegisterStore registers)
{
    public const string Capability = "begeleidingsteam";

    private const int AtOnce = 64;
    private static readonly Partition FollowedPartition = new(KennismakingStore.Table, "gevolgd");

    /// <summary>Answers how many deliveries were added. Whatever it is woken for, it looks at the register.</summary>
    public async ValueTask<int> WakeAsync(IReadOnlyCollection<string> wakes, DateTimeOffset now, CancellationToken ct)
    {
        var (added, overtaken) = (0, false);
        while (wakes.Count > 0)
        {
            var followed = await store.ReadAsync(FollowedPartition, "register", CoreJson.Default.GevolgdRegister, ct);
            var becomes = new Stagestarts(await registers.CurrentAsync(ct), AmsterdamTime.DateOf(now));
            var was = followed is null ? null : await BeforeAsync(followed.Value, becomes, ct);
            added += await BringInLineAsync(becomes.Changes(was, overtaken), becomes.Register, now, ct);

            // Who was overtaken may have brought some in line with an older version after the newer run did, and looks at all of them again.
            overtaken = !await KeepAsync(followed, becomes, ct);
            if (!overtaken && (await registers.CurrentAsync(ct)).Version == becomes.Register.Version)
            {
                break;
            }
        }

        return added;
    }

    private async ValueTask<Stagestarts?> BeforeAsync(GevolgdRegister followed, Stagestarts becomes, CancellationToken ct) =>
        await registers.LoadAsync(followed.Version, ct) is { } was ? new Stagestarts(was, followed.Dag ?? becomes.Day) : null;

    private async ValueTask<int> BringInLineAsync(IEnumerable<string> starts, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var added = 0;
        await Parallel.ForEachAsync(
            starts,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (id, token) =>
            {
                if (await kennismakingen.DecideAsync(id, new Kennismakingsopdracht.Volg(), register, now, token) is Kennismakingsbesluit.Gewijzigd change)
                {
                    Interlocked.Add(ref added, change.Intents.OfType<BezorgIntent>().Count());
                }
            });
        return added;
    }

    /// <summary>Keeps what was followed, and comes back on the next day that asks for it. False when another run was ahead.</summary>
    private async ValueTask<bool> KeepAsync(Stored<GevolgdRegister>? was, Stagestarts now, CancellationToken ct)
    {
        Intent[] wake = now.NextTurn is { } day
            ? [new WakeIntent { Capability = Capability, Case = TussenevaluatiePlanning.RegisterWake, Due = AmsterdamTime.StartOf(day) }]
            : [];
        var followed = Documents.Save("register", new GevolgdRegister(now.Register.Version, now.Day), was, CoreJson.Default.GevolgdRegister);
        return await outbox.CommitAsync(FollowedPartition, [followed], wake, ct) is CommitResult.Committed;
    }
}
