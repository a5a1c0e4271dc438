using System.Globalization;
using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>Reminds people of a training they miss, when the onderwijsbureau asks: once a month at most, along with another message.</summary>
public sealed class Trainingsherinnering(Outbox outbox, RegisterStore registers, Kaartmoment kaartmoment)
{
    public async ValueTask StuurAsync(IEnumerable<PersonId> people, DateTimeOffset now, CancellationToken ct)
    {
        var (register, today) = (await registers.CurrentAsync(ct), AmsterdamTime.DateOf(now));
        var jaar = register.Kalender.StudiejaarVan(today);
        var maand = today.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var commits = people.Where(p => register.Find(p) is { Beeindigd: null }).Select(person => new OutboxCommit(
            new Partition(TrainingStore.Table, $"nodig:{jaar.Naam}:{person}"),
            [Documents.Add(maand, new Trainingsregel("", person, AmsterdamTime.StartOf(jaar.Tot.AddDays(1))), CoreJson.Default.Trainingsregel)],
            [
                new BezorgIntent
                {
                    Person = person, Kind = Trainingskaarten.Nodig, Case = jaar.Naam, Occasion = maand, Urgency = Urgency.Calm, Due = kaartmoment.VoorInstituut(register, person, now),
                },
            ]));
        await outbox.CommitManyAsync(commits, ct);
    }
}
