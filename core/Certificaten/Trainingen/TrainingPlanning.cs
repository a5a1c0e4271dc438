using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>
/// The planning job of trainings: woken for one it lets the clock do its work; woken for "register" in July it thanks whoever guided students
/// in the study year. Running twice, or two at once, gives the result of one run.
/// </summary>
public sealed class TrainingPlanning(IDocumentStore store, Outbox outbox, TrainingStore trainingen, RegisterStore registers, Kaartmoment kaartmoment)
{
    private const int July = 7;
    private const string Row = "bedankt";

    /// <summary>Answers how many deliveries were added.</summary>
    public async ValueTask<int> WakeAsync(IReadOnlyCollection<string> wakes, DateTimeOffset now, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        var added = wakes.Contains(TussenevaluatiePlanning.RegisterWake) ? await FollowAsync(now, ct) : 0;
        foreach (var id in wakes.Where(w => w != TussenevaluatiePlanning.RegisterWake).Distinct())
        {
            await trainingen.TellAsync(id, now, ct);
            added += await trainingen.DecideAsync(id, new Trainingsopdracht.Wek(), register, now, ct) is Trainingsbesluit.Gewijzigd change ? change.Intents.OfType<BezorgIntent>().Count() : 0;
        }

        return added;
    }

    private ValueTask<int> FollowAsync(DateTimeOffset now, CancellationToken ct) => registers.FollowAsync(
        store, outbox, Trainingskaarten.Capability, (register, _) => BringInLineAsync(register, now, ct),
        _ => [Next(AmsterdamTime.DateOf(now))], now, ct);

    /// <summary>Whoever organised something and left is followed by who may organise it now.</summary>
    private async ValueTask<int> BringInLineAsync(RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var year = register.Kalender.StudiejaarVan(AmsterdamTime.DateOf(now));
        string[] years = [year.Naam, register.Kalender.Studiejaar(year.Van.AddDays(-60))];
        foreach (var left in years.Distinct())
        {
            foreach (var training in (await trainingen.VanJaarAsync(left, ct)).Where(t => register.Find(t.Organisator) is not { Beeindigd: null }))
            {
                await trainingen.DecideAsync(training.Id, new Trainingsopdracht.Volg(), register, now, ct);
            }
        }

        return await ThankAsync(register, now, ct);
    }

    /// <summary>Once a study year, in July; whoever comes to be known of later in the month too.</summary>
    private async ValueTask<int> ThankAsync(RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(now);
        if (today.Month != July)
        {
            return 0;
        }

        // In July a study year may be over by the kalender: the one of June is meant.
        var jaar = register.Kalender.StudiejaarVan(new DateOnly(today.Year, July - 1, 1));
        var eindigt = AmsterdamTime.StartOf(jaar.Tot.AddDays(1));
        var commits = Begeleiders(register, jaar).Select(person => new OutboxCommit(
            new Partition(TrainingStore.Table, $"bedankt:{jaar.Naam}:{person}"),
            [Documents.Add(Row, new Trainingsregel("", person, eindigt), CoreJson.Default.Trainingsregel)],
            [
                new BezorgIntent
                {
                    Person = person, Kind = Trainingskaarten.Bedankt, Case = jaar.Naam, Occasion = Row, Urgency = Urgency.Calm, Due = kaartmoment.VoorInstituut(register, person, now),
                },
            ]));
        return (await outbox.CommitManyAsync(commits, ct)).Count(r => r is CommitResult.Committed);
    }

    /// <summary>Who guided a student in a study year, each once.</summary>
    private static IEnumerable<PersonId> Begeleiders(RegisterSnapshot register, Studiejaar jaar) => register.Data.Stages
        .Where(s => s.Van <= jaar.Tot && jaar.Van <= s.Tot && (s.Beeindigd is not { } end || jaar.Van < end)).SelectMany(s => s.Werkplekbegeleiders).Distinct()
        .Where(p => register.Find(p) is { Beeindigd: null });

    private static DateOnly Next(DateOnly today) => new(today.Month < July ? today.Year : today.Year + 1, July, 1);
}
