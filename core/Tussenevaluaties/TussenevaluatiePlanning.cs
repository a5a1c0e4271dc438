using Isop.Core.Bezorging;
using Isop.Core.Instrumenten;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Tussenevaluaties;

/// <summary>
/// The planning job of this capability. Woken for a case it lets the case take its next step; woken for "register" it brings
/// all cases in line with the register. Running twice, or two at once, gives the result of one run.
/// </summary>
public sealed class TussenevaluatiePlanning(
    IDocumentStore store, TussenevaluatieStore zaken, RegisterStore registers, InstrumentStore instrumenten)
{
    public const string Capability = "tussenevaluaties";

    /// <summary>The wake that follows a new register version.</summary>
    public const string RegisterWake = "register";

    private const int AtOnce = 64;

    private static readonly Partition FollowedPartition = new(Capability, "gevolgd");

    /// <summary>Answers how many deliveries were added.</summary>
    public async ValueTask<int> WakeAsync(string zaak, DateTimeOffset now, CancellationToken ct)
    {
        if (zaak == RegisterWake)
        {
            return await FollowRegisterAsync(now, ct);
        }

        var grondslag = new Grondslag(await registers.CurrentAsync(ct), await instrumenten.CurrentAsync(ct));
        return Deliveries(await zaken.DecideAsync(zaak, new Opdracht.Wek(), grondslag, now, ct));
    }

    private async ValueTask<int> FollowRegisterAsync(DateTimeOffset now, CancellationToken ct)
    {
        var followed = await store.ReadAsync(FollowedPartition, "register", CoreJson.Default.GevolgdRegister, ct);
        var register = await registers.CurrentAsync(ct);
        var grondslag = new Grondslag(register, await instrumenten.CurrentAsync(ct));
        var was = followed is null ? null : await registers.LoadAsync(followed.Value.Version, ct);
        var added = 0;
        await Parallel.ForEachAsync(
            Changes(was is null ? null : new Verwachtingen(was), new Verwachtingen(register), followed is null || was is null),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (change, token) =>
            {
                var besluit = await zaken.DecideAsync(change.Zaak, new Opdracht.Volg(change.Now), grondslag, now, token)
                    ?? (change.Now is null ? null : await zaken.StartAsync(change.Now, grondslag, now, token));
                Interlocked.Add(ref added, Deliveries(besluit));
            });

        // A stale version here only means that another run follows the same change; both come to the same cases.
        await store.CommitAsync(
            FollowedPartition,
            [Documents.Save("register", new GevolgdRegister(register.Version), followed, CoreJson.Default.GevolgdRegister)],
            ct);
        return added;
    }

    /// <summary>Where two versions differ about a case; everything when there is no earlier version to compare with.</summary>
    private static IEnumerable<(string Zaak, Verwachting? Now)> Changes(Verwachtingen? was, Verwachtingen becomes, bool all)
    {
        var changed = becomes.All.Where(v => all || was?.Find(v.Zaak) != v).Select(v => (v.Zaak, (Verwachting?)v));
        var gone = was?.All.Where(v => becomes.Find(v.Zaak) is null).Select(v => (v.Zaak, (Verwachting?)null)) ?? [];
        return changed.Concat(gone);
    }

    private static int Deliveries(Besluit? besluit) =>
        besluit is Besluit.Gewijzigd change ? change.Intents.OfType<BezorgIntent>().Count() : 0;
}

/// <summary>The register version that the cases were last brought in line with.</summary>
public sealed record GevolgdRegister(string Version);
