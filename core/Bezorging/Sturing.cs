using Isop.Core.Inzage;
using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>
/// What every worker obeys: "stop alle verzending" and the pauses that Teams asks for, shared through the store.
/// Who cannot read it does not send.
/// </summary>
public sealed class Sturing(IDocumentStore store)
{
    private static readonly Partition Partition = new("sturing", "bezorging");
    private const string StopRow = "stop";
    private const string PausePrefix = "pauze:";
    private static readonly RowRange Standing = RowRange.Prefix(StopRow) with { From = PausePrefix };

    /// <summary>One short range: the history of stopping and resuming beside it is not read.</summary>
    public async ValueTask<SturingStand> ReadAsync(CancellationToken cancellationToken)
    {
        Verzendstop? stop = null;
        var pauses = new Dictionary<string, Pauze>();
        await foreach (var document in store.QueryAsync(Partition, Standing, cancellationToken))
        {
            if (document.Row == StopRow)
            {
                stop = Documents.Parse(document, CoreJson.Default.Verzendstop).Value;
            }
            else if (document.Row.StartsWith(PausePrefix, StringComparison.Ordinal))
            {
                pauses[document.Row[PausePrefix.Length..]] = Documents.Parse(document, CoreJson.Default.Pauze).Value;
            }
        }

        return new SturingStand(stop, pauses);
    }

    /// <summary>Nothing is sent any more until <see cref="ResumeAsync"/>; what is due stays due.</summary>
    public ValueTask StopAllAsync(string by, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        PutStopAsync(new Verzendstop(true, by, reason, now), cancellationToken);

    public ValueTask ResumeAsync(string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        PutStopAsync(new Verzendstop(false, by, "", now), cancellationToken);

    /// <summary>Who stopped and resumed the sending, and when, oldest first.</summary>
    public IAsyncEnumerable<InzageRegel> HistoryAsync(DateTimeOffset from, CancellationToken cancellationToken) =>
        InzageRijen.ReadAsync(store, Partition, from, cancellationToken);

    /// <summary>No calls to this tenant until the given moment; a shorter pause does not cut a longer one.</summary>
    public async ValueTask PauseAsync(string tenant, DateTimeOffset until, string reason, CancellationToken cancellationToken)
    {
        CommitResult result;
        do
        {
            var was = await store.ReadAsync(Partition, PausePrefix + tenant, CoreJson.Default.Pauze, cancellationToken);
            if (was?.Value.Until >= until)
            {
                return;
            }

            var write = Documents.Save(PausePrefix + tenant, new Pauze(until, reason), was, CoreJson.Default.Pauze);
            result = await store.CommitAsync(Partition, [write], cancellationToken);
        }
        while (result is CommitResult.Conflict);
    }

    private async ValueTask PutStopAsync(Verzendstop stop, CancellationToken cancellationToken)
    {
        CommitResult result;
        do
        {
            var was = await store.ReadAsync(Partition, StopRow, CoreJson.Default.Verzendstop, cancellationToken);
            if (was is null ? !stop.Stopped : was.Value.Stopped == stop.Stopped)
            {
                return;
            }

            var inzage = InzageRijen.Row(new InzageRegel
            {
                At = stop.At,
                By = stop.By,
                Soort = stop.Stopped ? InzageSoort.VerzendingGestopt : InzageSoort.VerzendingHervat,
                Detail = stop.Reason,
            });
            result = await store.CommitAsync(
                Partition, [Documents.Save(StopRow, stop, was, CoreJson.Default.Verzendstop), inzage], cancellationToken);
        }
        while (result is CommitResult.Conflict);
    }
}

/// <summary>Whether sending is stopped for everybody, by whom and why.</summary>
public sealed record Verzendstop(bool Stopped, string By, string Reason, DateTimeOffset At);

public sealed record Pauze(DateTimeOffset Until, string Reason);

public sealed record SturingStand(Verzendstop? Stop, IReadOnlyDictionary<string, Pauze> Pauzes)
{
    public bool IsStopped => Stop is { Stopped: true };

    /// <summary>The tenants, and the mailbox, that nothing is sent to at this moment.</summary>
    public IEnumerable<KeyValuePair<string, Pauze>> Paused(DateTimeOffset now) =>
        Pauzes.Where(p => p.Value.Until > now).OrderBy(p => p.Key, StringComparer.Ordinal);

    /// <summary>Until when this tenant is left alone; null when it may be called.</summary>
    public DateTimeOffset? PausedUntil(string tenant, DateTimeOffset now) =>
        Pauzes.TryGetValue(tenant, out var pause) && pause.Until > now ? pause.Until : null;
}
