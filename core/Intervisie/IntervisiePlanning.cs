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

    /// <summary>A leerteam may get its first students, and a study year begins, without a new register.</summary>
    private ValueTask<int> FollowAsync(DateTimeOffset now, CancellationToken ct) => registers.FollowAsync(
        store, outbox, Intervisiekaarten.Capability, (register, _) => BringInLineAsync(register, now, ct),
        kalender => kalender.Rows(KalenderSoort.Studiejaar).Concat(kalender.Rows(KalenderSoort.Stageperiode)).Select(r => r.Van), now, ct);

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

    private static int Deliveries(Intervisiebesluit? besluit) =>
        besluit is Intervisiebesluit.Gewijzigd change ? change.Intents.OfType<BezorgIntent>().Count() : 0;
}
