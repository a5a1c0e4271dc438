using Isop.Core.Bezorging;
using Isop.Core.Instrumenten;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Tussenevaluaties;

/// <summary>
/// The planning job of this capability. Woken for a case it lets the case take its next step; woken for "register" it brings
/// all cases in line with the register. Running twice, or two at once, gives the result of one run.
/// </summary>
public sealed class TussenevaluatiePlanning(
    IDocumentStore store, Outbox outbox, TussenevaluatieStore zaken, RegisterStore registers, InstrumentStore instrumenten)
{
    public const string Capability = "tussenevaluaties";

    /// <summary>The wake that follows a new register version.</summary>
    public const string RegisterWake = "register";

    private const int AtOnce = 64;

    private static readonly Partition FollowedPartition = new(Capability, "gevolgd");

    /// <summary>Answers how many deliveries were added.</summary>
    public async ValueTask<int> WakeAsync(IReadOnlyCollection<string> wakes, DateTimeOffset now, CancellationToken ct)
    {
        var followed = wakes.Contains(RegisterWake) ? await FollowRegisterAsync(now, ct) : 0;
        var grondslag = new Grondslag(await registers.CurrentAsync(ct), await instrumenten.CurrentAsync(ct));
        return followed + await zaken.WakeAsync([.. wakes.Where(w => w != RegisterWake)], grondslag, now, ct);
    }

    /// <summary>
    /// Goes on until the cases are in line with the register of now: a run that was overtaken may have brought cases in line with
    /// an older version after the newer run did, so it looks at all of them again.
    /// </summary>
    private async ValueTask<int> FollowRegisterAsync(DateTimeOffset now, CancellationToken ct)
    {
        var (added, overtaken) = (0, false);
        while (true)
        {
            var followed = await store.ReadAsync(FollowedPartition, "register", CoreJson.Default.GevolgdRegister, ct);
            var grondslag = new Grondslag(await registers.CurrentAsync(ct), await instrumenten.CurrentAsync(ct));
            var becomes = new Verwachtingen(grondslag.Register, AmsterdamTime.DateOf(now));
            var was = followed is null || overtaken ? null : await BeforeAsync(followed.Value, becomes, ct);
            added += await BringInLineAsync(Changes(was, becomes), becomes, grondslag, now, ct);
            overtaken = !await KeepAsync(followed, becomes, ct);
            if (!overtaken && (await registers.CurrentAsync(ct)).Version == becomes.Register.Version)
            {
                return added;
            }
        }
    }

    private async ValueTask<Verwachtingen?> BeforeAsync(GevolgdRegister followed, Verwachtingen becomes, CancellationToken ct) =>
        await registers.LoadAsync(followed.Version, ct) is { } was ? new Verwachtingen(was, followed.Dag ?? becomes.Day) : null;

    private async ValueTask<int> BringInLineAsync(
        IEnumerable<(string Zaak, Verwachting? Now)> changes, Verwachtingen all, Grondslag grondslag, DateTimeOffset now, CancellationToken ct)
    {
        var added = 0;
        await Parallel.ForEachAsync(
            changes,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (change, token) => Interlocked.Add(ref added, Deliveries(await FollowAsync(change.Zaak, change.Now, all, grondslag, now, token))));
        return added;
    }

    /// <summary>
    /// A case goes by its student and its stages: under whatever name the kalender knows the stageperiode now, it is the same case.
    /// </summary>
    private async ValueTask<Besluit?> FollowAsync(
        string id, Verwachting? verwachting, Verwachtingen all, Grondslag grondslag, DateTimeOffset now, CancellationToken ct)
    {
        if (verwachting is null)
        {
            return await zaken.FindAsync(id, ct) is { } left
                ? await zaken.DecideAsync(id, new Opdracht.Volg(all.FindByStage(left.Deelnemers.Stage)), grondslag, now, ct)
                : null;
        }

        var volg = new Opdracht.Volg(verwachting);
        return await zaken.DecideAsync(verwachting.Zaak, volg, grondslag, now, ct)
            ?? (await zaken.FindByStagesAsync(verwachting, all, ct) is { } other
                ? await zaken.DecideAsync(other.Id, volg, grondslag, now, ct)
                : await zaken.StartAsync(verwachting, grondslag, now, ct));
    }

    /// <summary>
    /// Keeps what the cases were brought in line with, and comes back on the day that somebody else takes over. False when another
    /// run was ahead.
    /// </summary>
    private async ValueTask<bool> KeepAsync(Stored<GevolgdRegister>? was, Verwachtingen now, CancellationToken ct)
    {
        Intent[] wake = now.NextTurn is { } day
            ? [new WakeIntent { Capability = Capability, Case = RegisterWake, Due = AmsterdamTime.StartOf(day) }]
            : [];
        var followed = Documents.Save("register", new GevolgdRegister(now.Register.Version, now.Day), was, CoreJson.Default.GevolgdRegister);
        return await outbox.CommitAsync(FollowedPartition, [followed], wake, ct) is CommitResult.Committed;
    }

    /// <summary>Where two versions or days differ about a case; everything when there is nothing to compare with.</summary>
    private static IEnumerable<(string Zaak, Verwachting? Now)> Changes(Verwachtingen? was, Verwachtingen becomes)
    {
        var changed = becomes.All.Where(v => was?.Find(v.Zaak) != v).Select(v => (v.Zaak, (Verwachting?)v));
        var gone = was?.All.Where(v => becomes.Find(v.Zaak) is null).Select(v => (v.Zaak, (Verwachting?)null)) ?? [];
        return changed.Concat(gone);
    }

    private static int Deliveries(Besluit? besluit) =>
        besluit is Besluit.Gewijzigd change ? change.Intents.OfType<BezorgIntent>().Count() : 0;
}

/// <summary>The register version that the cases were last brought in line with, and for which day.</summary>
public sealed record GevolgdRegister(string Version, DateOnly? Dag = null);
