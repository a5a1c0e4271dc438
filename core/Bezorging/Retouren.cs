using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>
/// Mails that the mail system took first and gave back later: what counted as arrived did not, and the bureau reads why. Telling it
/// twice is telling it once.
/// </summary>
public sealed class Retouren(IDocumentStore store, Probleemlijst problemen)
{
    /// <summary>
    /// How far the clock of the mail system may be behind ours: a report that is older than the sending by more than this is about an
    /// earlier sending of the same message.
    /// </summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <param name="received">When the mail system reported it.</param>
    /// <param name="reason">Why, as the bureau reads it (Dutch).</param>
    public async ValueTask<RetourOutcome> ReturnAsync(
        PersonId person, string bericht, string reason, DateTimeOffset received, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindAsync(person, bericht, cancellationToken) is not { } was)
            {
                return new RetourOutcome.NoSuchMessage();
            }

            if (was.Bericht.Value is not { Kanaal: Kanaal.Mail, State: BezorgStaat.Delivered or BezorgStaat.Doubt } sent || sent.SentAt > received + Skew)
            {
                return new RetourOutcome.NothingToChange();
            }

            var back = sent.Become(BezorgStaat.Failed, now, reason) with { Archived = false };
            await problemen.NoteAsync(person, back, cancellationToken);
            if (await SaveAsync(person, was, back, now, cancellationToken) is { } bezorgingen)
            {
                // Whoever read the list in between took the row away, because the message was not failed yet.
                await problemen.NoteAsync(person, back, cancellationToken);
                return new RetourOutcome.Returned(bezorgingen, received - (sent.SentAt ?? received));
            }
        }
    }

    /// <summary>
    /// The message and its deliveries in one commit: what moves back among what is open takes two writes, and a message carries at
    /// most <see cref="Bezorgplan.MaxRegels"/>. Null after a conflict.
    /// </summary>
    private async ValueTask<int?> SaveAsync(PersonId person, Gevonden was, Bericht back, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var carried = await CarriedAsync(person, back, cancellationToken);
        List<Write> writes =
        [
            .. was.IsCold
                ? [new Write.Delete(BezorgRows.ColdBerichtPrefix + back.Id, was.Bericht.Version), BezorgRows.Save(back, null)]
                : new[] { BezorgRows.Save(back, was.Bericht) },
            .. carried.SelectMany(b => Failed(b.Was, b.IsCold, back.Reason, now)),
        ];
        return await store.CommitAsync(BezorgRows.PartitionOf(person), writes, cancellationToken) is CommitResult.Committed ? carried.Count : null;
    }

    private static Write[] Failed(Stored<Bezorging> was, bool isCold, string? reason, DateTimeOffset now)
    {
        var failed = was.Value.Become(BezorgStaat.Failed, now, reason);
        return isCold
            ? [new Write.Delete(BezorgRows.ColdBezorgingPrefix + failed.Id, was.Version), BezorgRows.Add(failed)]
            : [BezorgRows.Save(failed, was)];
    }

    private async ValueTask<Gevonden?> FindAsync(PersonId person, string bericht, CancellationToken cancellationToken)
    {
        var partition = BezorgRows.PartitionOf(person);
        if (await store.ReadAsync(partition, BezorgRows.BerichtPrefix + bericht, CoreJson.Default.Bericht, cancellationToken) is { } open)
        {
            return new Gevonden(open, IsCold: false);
        }

        // What moves while we read moves this way, so it is met.
        return await store.ReadAsync(partition, BezorgRows.ColdBerichtPrefix + bericht, CoreJson.Default.Bericht, cancellationToken) is { } cold
            ? new Gevonden(cold, IsCold: true)
            : null;
    }

    private async ValueTask<List<(Stored<Bezorging> Was, bool IsCold)>> CarriedAsync(PersonId person, Bericht bericht, CancellationToken cancellationToken)
    {
        var partition = BezorgRows.PartitionOf(person);
        var carried = new List<(Stored<Bezorging>, bool)>();
        foreach (var id in bericht.Regels.Select(r => r.Bezorging))
        {
            var open = await store.ReadAsync(partition, BezorgRows.BezorgingPrefix + id, CoreJson.Default.Bezorging, cancellationToken);
            var found = open ?? await store.ReadAsync(partition, BezorgRows.ColdBezorgingPrefix + id, CoreJson.Default.Bezorging, cancellationToken);
            if (found?.Value is { State: BezorgStaat.Delivered or BezorgStaat.Doubt } bezorging && bezorging.Bericht == bericht.Id)
            {
                carried.Add((found, open is null));
            }
        }

        return carried;
    }

    /// <param name="IsCold">It stands among what was finished on an earlier day.</param>
    private sealed record Gevonden(Stored<Bericht> Bericht, bool IsCold);
}

/// <summary>What a report of a mail that came back did.</summary>
public abstract record RetourOutcome
{
    private RetourOutcome()
    {
    }

    /// <param name="Bezorgingen">How many deliveries it carried.</param>
    /// <param name="After">How long after the sending the report came.</param>
    public sealed record Returned(int Bezorgingen, TimeSpan After) : RetourOutcome;

    /// <summary>It was told before, the message goes again or went another way, or it is about an earlier sending.</summary>
    public sealed record NothingToChange : RetourOutcome;

    /// <summary>It was never sent, or it is so long ago that it is no longer kept.</summary>
    public sealed record NoSuchMessage : RetourOutcome;
}
