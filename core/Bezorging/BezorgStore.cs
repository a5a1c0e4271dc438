using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Bezorging;

/// <summary>The deliveries of persons: reading them, and the few commits that change them.</summary>
public sealed class BezorgStore(IDocumentStore store, Agendas agendas, Probleemlijst problemen)
{
    /// <summary>Everything about a person, the past included: for who asks about it.</summary>
    public ValueTask<BezorgBox> LoadAsync(PersonId person, CancellationToken cancellationToken) =>
        LoadAsync(person, RowRange.All, cancellationToken);

    /// <summary>What may still change, and what was finished lately: for who decides what to do now.</summary>
    public ValueTask<BezorgBox> LoadOpenAsync(PersonId person, CancellationToken cancellationToken) =>
        LoadAsync(person, BezorgRows.Open, cancellationToken);

    private async ValueTask<BezorgBox> LoadAsync(PersonId person, RowRange range, CancellationToken cancellationToken)
    {
        var bezorgingen = new Dictionary<string, Stored<Bezorging>>();
        var berichten = new Dictionary<string, Stored<Bericht>>();
        var box = new BezorgBox { Person = person, Bezorgingen = bezorgingen, Berichten = berichten };
        await foreach (var document in store.QueryAsync(BezorgRows.PartitionOf(person), range, cancellationToken))
        {
            if (Is(document, BezorgRows.BezorgingPrefix) || Is(document, BezorgRows.ColdBezorgingPrefix))
            {
                var bezorging = Documents.Parse(document, CoreJson.Default.Bezorging);
                bezorgingen[bezorging.Value.Id] = bezorging;
            }
            else if (Is(document, BezorgRows.BerichtPrefix) || Is(document, BezorgRows.ColdBerichtPrefix))
            {
                var bericht = Documents.Parse(document, CoreJson.Default.Bericht);
                // What moves while we read is met twice, never missed: the past sorts behind the present.
                berichten[bericht.Value.Id] = bericht;
            }
            else if (document.Row == BezorgRows.Dag)
            {
                box = box with { Dag = Documents.Parse(document, CoreJson.Default.Meldingsdag) };
            }
            else if (document.Row == BezorgRows.Voorkeuren)
            {
                box = box with { Voorkeuren = Documents.Parse(document, CoreJson.Default.Voorkeuren) };
            }
        }

        return box;
    }

    /// <summary>
    /// Takes deliveries of a person away for good, with the messages that carried nothing else: where whether something was sent tells what
    /// nobody may know. Done again, it does the rest.
    /// </summary>
    public async ValueTask VergeetAsync(PersonId person, Func<BerichtRegel, bool> welke, CancellationToken cancellationToken)
    {
        while (await VergeetRondeAsync(person, welke, cancellationToken))
        {
            // Somebody was at work here: until nothing is left.
        }
    }

    /// <summary>Whether there was anything.</summary>
    private async ValueTask<bool> VergeetRondeAsync(PersonId person, Func<BerichtRegel, bool> welke, CancellationToken cancellationToken)
    {
        var partition = BezorgRows.PartitionOf(person);
        List<Write> gone = [];
        var stripped = false;
        await foreach (var document in store.QueryAsync(partition, RowRange.All, cancellationToken))
        {
            if (Is(document, BezorgRows.BezorgingPrefix) || Is(document, BezorgRows.ColdBezorgingPrefix))
            {
                var b = Documents.Parse(document, CoreJson.Default.Bezorging).Value;
                if (welke(new BerichtRegel(b.Id, b.Kind, b.Case, b.Occasion)))
                {
                    gone.Add(new Write.Delete(document.Row, document.Version));
                    if (await store.FindAsync(partition, BezorgRows.KnownPrefix + b.Id, cancellationToken) is { } known)
                    {
                        gone.Add(new Write.Delete(known.Row, known.Version));
                    }
                }
            }
            else if (Is(document, BezorgRows.BerichtPrefix) || Is(document, BezorgRows.ColdBerichtPrefix))
            {
                var bericht = Documents.Parse(document, CoreJson.Default.Bericht);
                if (bericht.Value.Regels.All(welke))
                {
                    gone.Add(new Write.Delete(document.Row, document.Version));
                }
                else if (bericht.Value.Regels.Any(welke))
                {
                    stripped = true;
                    await store.CommitAsync(
                        partition, [BezorgRows.Save(bericht.Value with { Regels = [.. bericht.Value.Regels.Where(r => !welke(r))] }, bericht)], cancellationToken);
                }
            }
        }

        await store.DeleteIfPresentAsync(partition, gone, cancellationToken);
        return stripped || gone.Count > 0;
    }

    private static bool Is(Document document, string prefix) => document.Row.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>
    /// Moves what was finished on an earlier day out of the range that turns read, in one commit and not more than fits: the next
    /// turn takes the rest. A conflict means that somebody is at work here, and leaves it for the next turn too.
    /// </summary>
    public async ValueTask ArchiveAsync(BezorgBox box, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = AmsterdamTime.StartOf(AmsterdamTime.DateOf(now));
        List<Write> moves =
        [
            .. box.Berichten.Values.Where(b => b.Value.State.IsFinished() && b.Value.Since < today).SelectMany(BezorgRows.Archive)
                .Concat(box.Bezorgingen.Values.Where(b => b.Value.State.IsFinished() && b.Value.Since < today).SelectMany(BezorgRows.Archive))
                .Take(StorageLimits.WritesPerCommit),
        ];
        if (moves.Count > 0)
        {
            await store.CommitAsync(BezorgRows.PartitionOf(box.Person), moves, cancellationToken);
        }
    }

    /// <summary>Stores what a look changed; false when the box was not as we knew it.</summary>
    public async ValueTask<bool> ChangeAsync(
        BezorgBox box, IReadOnlyList<Bezorging> bezorgingen, IReadOnlyList<Bericht> berichten, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await IndexAsync(box.Person, bezorgingen, berichten, now, cancellationToken);
        foreach (var bericht in berichten)
        {
            await problemen.NoteAsync(box.Person, bericht, cancellationToken);
        }

        foreach (var failed in bezorgingen.Where(b => b.State == BezorgStaat.Failed))
        {
            await problemen.NoteAsync(failed, cancellationToken);
        }

        foreach (var commit in Pack(box, bezorgingen, berichten, now))
        {
            if (await store.CommitAsync(BezorgRows.PartitionOf(box.Person), commit, cancellationToken) is CommitResult.Conflict)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As few commits as fit, a message always together with the deliveries it carries.</summary>
    private static IEnumerable<List<Write>> Pack(
        BezorgBox box, IReadOnlyList<Bezorging> bezorgingen, IReadOnlyList<Bericht> berichten, DateTimeOffset now)
    {
        var named = bezorgingen.ToDictionary(b => b.Id);
        var written = new HashSet<string>();
        var commit = new List<Write>();
        var groups = berichten
            .Select(b => (Bericht: (Bericht?)b, Bezorgingen: Carried(box, b, now).Select(c => named.GetValueOrDefault(c.Id, c))))
            .Concat(bezorgingen.Select(b => (Bericht: (Bericht?)null, Bezorgingen: Enumerable.Repeat(b, 1))));
        foreach (var group in groups)
        {
            var writes = group.Bezorgingen.Where(b => written.Add(b.Id)).Select(b => BezorgRows.Save(b, box.Bezorgingen[b.Id])).ToList();
            if (group.Bericht is { } bericht)
            {
                writes.Add(BezorgRows.Save(bericht, box.Berichten.GetValueOrDefault(bericht.Id)));
            }

            if (commit.Count + writes.Count > StorageLimits.WritesPerCommit)
            {
                yield return commit;
                commit = [];
            }

            commit.AddRange(writes);
        }

        if (commit.Count > 0)
        {
            yield return commit;
        }
    }

    /// <summary>
    /// Claims a message before its attempt, in one commit: the message, the deliveries it carries, those that turned out to
    /// need no message any more, and the day for which it counts. Null when the box was not as we knew it.
    /// </summary>
    public async ValueTask<BezorgBox?> ClaimAsync(
        BezorgBox box, Bericht sending, IReadOnlyList<Bezorging> cancelled, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = Carried(box, sending, now).Concat(cancelled).ToList();
        if (await store.CommitAsync(BezorgRows.PartitionOf(box.Person), Writes(box, sending, changed), cancellationToken)
            is not CommitResult.Committed done)
        {
            return null;
        }

        var bezorgingen = new Dictionary<string, Stored<Bezorging>>(box.Bezorgingen);
        foreach (var (bezorging, version) in changed.Zip(done.Versions.Skip(1)))
        {
            bezorgingen[bezorging.Id] = new Stored<Bezorging>(bezorging, version);
        }

        var berichten = new Dictionary<string, Stored<Bericht>>(box.Berichten) { [sending.Id] = new(sending, done.Versions[0]) };
        return box with { Bezorgingen = bezorgingen, Berichten = berichten };
    }

    /// <summary>
    /// Stores a message whose fate was known before anything was sent, in one commit without a claim: a process that dies here
    /// leaves nothing that looks as if it were under way. False when the box was not as we knew it.
    /// </summary>
    public async ValueTask<bool> RecordAsync(
        BezorgBox box, Bericht known, IReadOnlyList<Bezorging> cancelled, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await IndexAsync(box.Person, [], [known], now, cancellationToken);
        await problemen.NoteAsync(box.Person, known, cancellationToken);
        var changed = Carried(box, known, now).Concat(cancelled).ToList();
        return await store.CommitAsync(BezorgRows.PartitionOf(box.Person), Writes(box, known, changed), cancellationToken)
            is CommitResult.Committed;
    }

    /// <summary>A message first, the deliveries after it, and the day for which it counts.</summary>
    private static List<Write> Writes(BezorgBox box, Bericht bericht, IReadOnlyList<Bezorging> changed)
    {
        List<Write> writes =
        [
            BezorgRows.Save(bericht, box.Berichten.GetValueOrDefault(bericht.Id)),
            .. changed.Select(b => BezorgRows.Save(b, box.Bezorgingen[b.Id])),
        ];
        if (bericht.Urgency != Urgency.Direct)
        {
            writes.Add(Documents.Save(BezorgRows.Dag, new Meldingsdag(bericht.Day), box.Dag, CoreJson.Default.Meldingsdag));
        }

        return writes;
    }

    /// <summary>Entries for what will be due later. They come before the commit: an entry too many is harmless, one too few is a loss.</summary>
    private async ValueTask IndexAsync(
        PersonId person, IEnumerable<Bezorging> bezorgingen, IEnumerable<Bericht> berichten, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var later = bezorgingen.Where(b => b.State == BezorgStaat.Planned).Select(b => (b.Urgency, b.Due, Tag: b.Id))
            .Concat(berichten.Where(b => b.State == BezorgStaat.RetryAt).Select(b => (b.Urgency, b.Due, Tag: b.Id)));
        foreach (var lane in later.ToLookup(l => l.Urgency, l => new DueEntry { Due = l.Due, Target = person.ToString(), Tag = l.Tag }))
        {
            var index = lane.Key == Urgency.Direct ? agendas.Teams.Direct : agendas.Teams.Normal;
            await index.AddAsync([.. lane], now, cancellationToken);
        }
    }

    /// <summary>The deliveries a message carries, in the state of the message.</summary>
    private static IEnumerable<Bezorging> Carried(BezorgBox box, Bericht bericht, DateTimeOffset now) =>
        bericht.Regels.Select(r => box.Bezorgingen.GetValueOrDefault(r.Bezorging)?.Value).OfType<Bezorging>()
            .Where(b => b.State.IsOpen() && (b.Bericht == bericht.Id || b.Bericht is null))
            .Select(b => b.Become(bericht.State, now, bericht.Reason) with { Bericht = bericht.Id, Due = bericht.State == BezorgStaat.RetryAt ? bericht.Due : b.Due });
}
