using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Bot.Agenda;

/// <summary>What is in whose Outlook: table "outlook", a partition per person, row the appointment's UID.</summary>
public sealed class OutlookStore(IDocumentStore store, Outbox outbox)
{
    private const string Table = "outlook";

    public ValueTask<Stored<OutlookStand>?> FindAsync(PersonId person, string uid, CancellationToken cancellationToken) =>
        store.ReadAsync(PartitionOf(person), uid, BotJson.Default.OutlookStand, cancellationToken);

    public async ValueTask<IReadOnlyDictionary<string, OutlookStand>> AllOfAsync(PersonId person, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, OutlookStand>();
        await foreach (var (row, stand) in store.ReadRangeAsync(PartitionOf(person), RowRange.All, BotJson.Default.OutlookStand, cancellationToken))
        {
            // Beside them lies what the relay still has to move.
            if (!row.StartsWith("uit:", StringComparison.Ordinal))
            {
                all[row] = stand.Value;
            }
        }

        return all;
    }

    /// <summary>As stored; null when somebody else changed it meanwhile.</summary>
    public async ValueTask<Stored<OutlookStand>?> SaveAsync(
        PersonId person, OutlookStand stand, Stored<OutlookStand>? was, CancellationToken cancellationToken) =>
        await store.CommitAsync(PartitionOf(person), [Documents.Save(stand.Uid, stand, was, BotJson.Default.OutlookStand)], cancellationToken)
            is CommitResult.Committed done ? new Stored<OutlookStand>(stand, done.Versions[0]) : null;

    /// <summary>The person wants back what the person took out; false when it was not taken out (any more).</summary>
    public async ValueTask<bool> ZetTerugAsync(PersonId person, string uid, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindAsync(person, uid, cancellationToken) is not { Value.Staat: Outlookstaat.Verdwenen } was)
        {
            return false;
        }

        var again = was.Value with { Staat = Outlookstaat.Onderweg, EventId = null, Volgnummer = null, Tekst = null, Ronde = was.Value.Ronde + 1, Sinds = now };
        var intent = new AgendaIntent { Due = now, Person = person, Uid = uid, Occasion = $"terug-{again.Ronde}" };
        return await outbox.CommitAsync(
            PartitionOf(person), [Documents.Save(uid, again, was, BotJson.Default.OutlookStand)], [intent], cancellationToken) is CommitResult.Committed;
    }

    private static Partition PartitionOf(PersonId person) => new(Table, person.ToString());
}
