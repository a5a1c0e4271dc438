using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Intervisie;

/// <summary>
/// The planning job of this capability. Woken for a series it lets the clock do its work; woken for "register" it brings all series in line
/// with the leerteams of now. Running twice, or two at once, gives the result of one run.
/// </summary>
public sealed class IntervisiePlanning(IDocumentStore store, Outbox outbox, IntervisieStore intervisie, RegisterStore registers)
{
    private const int AtOnce = 16;
    private static readonly Partition FollowedPartition = new(IntervisieStore.Table, "gevolgd");

    /// <summary>Answers how many deliveries were added.</summary>
    public async ValueTask<int> WakeAsync(IReadOnlyCollection<string> wakes, DateTimeOffset now, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        var added = wakes.Contains(TussenevaluatiePlanning.RegisterWake) ? await FollowAsync(now, ct) : 0;
        foreach (var id in wakes.Where(w => w != TussenevaluatiePlanning.RegisterWake).Distinct())
        {
            await intervisie.TellAsync(id, now, ct);
            added += Deliveries(await intervisie.DecideAsync(id, new Intervisieopdracht.Wek(), register, now, ct));
        }

        return added;
    }

    private async ValueTask<int> FollowAsync(DateTimeOffset now, CancellationToken ct)
    {
        var added = 0;
        while (true)
        {
            var followed = await store.ReadAsync(FollowedPartition, "register", CoreJson.Default.GevolgdRegister, ct);
            var register = await registers.CurrentAsync(ct);
            added += await BringInLineAsync(register, now, ct);
            if (await KeepAsync(followed, register, now, ct) && (await registers.CurrentAsync(ct)).Version == register.Version)
            {
                return added;
            }
        }
    }

    private async ValueTask<int> BringInLineAsync(RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var studiejaar = register.Kalender.StudiejaarVan(AmsterdamTime.DateOf(now));
        var leerteams = register.Data.Leerteams.ToDictionary(l => l.Code);
        var begun = await intervisie.BegonnenAsync(studiejaar.Naam, ct);
        var added = 0;
        await Parallel.ForEachAsync(
            leerteams.Keys.Union(begun),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (code, token) =>
            {
                var leerteam = leerteams.GetValueOrDefault(code);
                var known = await intervisie.DecideAsync(Intervisiereeks.IdOf(code, studiejaar.Naam), new Intervisieopdracht.Volg(leerteam), register, now, token);
                if (known is null && leerteam is not null)
                {
                    await intervisie.NoteAsync(studiejaar.Naam, code, AmsterdamTime.StartOf(studiejaar.Tot.AddDays(1)), token);
                    known = await intervisie.StartAsync(leerteam, studiejaar.Naam, studiejaar.Van, studiejaar.Tot, register, now, token);
                }

                Interlocked.Add(ref added, Deliveries(known));
            });
        return added;
    }

    private async ValueTask<bool> KeepAsync(Stored<GevolgdRegister>? was, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(now);
        // A leerteam may get its first students, and a study year begins, without a new register.
        var next = register.Kalender.Rows(KalenderSoort.Studiejaar).Select(r => r.Van).Concat(register.Kalender.Rows(KalenderSoort.Stageperiode).Select(r => r.Van))
            .Where(d => d > today).Select(d => (DateOnly?)d).Min();
        Intent[] wake = next is { } day
            ? [new WakeIntent { Capability = Intervisiekaarten.Capability, Case = TussenevaluatiePlanning.RegisterWake, Due = AmsterdamTime.StartOf(day) }]
            : [];
        var row = Documents.Save("register", new GevolgdRegister(register.Version, today), was, CoreJson.Default.GevolgdRegister);
        return await outbox.CommitAsync(FollowedPartition, [row], wake, ct) is CommitResult.Committed;
    }

    private static int Deliveries(Intervisiebesluit? besluit) =>
        besluit is Intervisiebesluit.Gewijzigd change ? change.Intents.OfType<BezorgIntent>().Count() : 0;
}
