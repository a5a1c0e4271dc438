using System.Globalization;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Bezorging;

/// <summary>What people and the bureau ask about, and do with, messages.</summary>
public sealed class Berichten(IDocumentStore store, BezorgStore bezorgStore, Agendas agendas, Outbox outbox, IKick kick)
{
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(30);

    /// <summary>The person's messages that were sent, are on their way or did not get through (the inbox shows those too), newest first.</summary>
    public async ValueTask<IReadOnlyList<Bericht>> OpenBerichtenAsync(PersonId person, CancellationToken cancellationToken)
    {
        var box = await bezorgStore.LoadAsync(person, cancellationToken);
        return [.. box.Berichten.Values.Select(b => b.Value).Where(b => b.State.IsVisible()).OrderByDescending(b => b.Id, StringComparer.Ordinal)];
    }

    /// <summary>Every delivery of a person with what became of it, oldest first.</summary>
    public async ValueTask<IReadOnlyList<Bezorging>> BezorgingenAsync(PersonId person, CancellationToken cancellationToken)
    {
        var box = await bezorgStore.LoadAsync(person, cancellationToken);
        return [.. box.Bezorgingen.Values.Select(b => b.Value).OrderBy(b => b.Wanted)];
    }

    public async ValueTask<Voorkeuren> VoorkeurenAsync(PersonId person, CancellationToken cancellationToken) =>
        (await store.ReadAsync(BezorgRows.PartitionOf(person), BezorgRows.Voorkeuren, CoreJson.Default.Voorkeuren, cancellationToken))?.Value
            ?? Voorkeuren.Standaard;

    /// <summary>Keeps the wishes and looks again at everything that waits, because its moment may have changed.</summary>
    public async ValueTask SaveVoorkeurenAsync(PersonId person, Voorkeuren voorkeuren, DateTimeOffset now, CancellationToken cancellationToken)
    {
        CommitResult result;
        do
        {
            var box = await bezorgStore.LoadOpenAsync(person, cancellationToken);
            var waiting = box.Bezorgingen.Values
                .Where(b => b.Value is { State: BezorgStaat.Planned, Urgency: not Urgency.Direct } && b.Value.Due > b.Value.Wanted && b.Value.Due > now)
                .Take(StorageLimits.WritesPerCommit - 1)
                .Select(b => (Was: b, Now: b.Value with { Due = b.Value.Wanted > now ? b.Value.Wanted : now })).ToList();
            var entries = waiting.Select(w => EntryOf(person, w.Now.Id, w.Now.Due)).ToList();
            result = await store.CommitAsync(
                BezorgRows.PartitionOf(person),
                [
                    Documents.Save(BezorgRows.Voorkeuren, voorkeuren, box.Voorkeuren, CoreJson.Default.Voorkeuren),
                    .. waiting.Select(w => BezorgRows.Save(w.Now, w.Was)),
                ],
                cancellationToken);
            if (result is CommitResult.Committed && entries.Count > 0)
            {
                await agendas.Teams.Normal.AddAsync(entries, now, cancellationToken);
            }
        }
        while (result is CommitResult.Conflict);
        kick.Ring();
    }

    /// <summary>
    /// "Straks": the same again on the person's next working day, at this hour but within the working day. Pressing twice on
    /// one day is once.
    /// </summary>
    /// <returns>The day on which it comes back.</returns>
    public async ValueTask<DateOnly> LaterAsync(
        PersonId person, string kind, string @case, string occasion, DaySuits suits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var intent = Later(person, kind, @case, occasion, suits, await VoorkeurenAsync(person, cancellationToken), now);
        await outbox.CommitAsync(BezorgRows.PartitionOf(person), [], [intent], cancellationToken);
        return AmsterdamTime.DateOf(intent.Due);
    }

    /// <summary>The intent of "Straks", for who commits it together with a decision of its own.</summary>
    public static BezorgIntent Later(
        PersonId person, string kind, string @case, string occasion, DaySuits suits, Voorkeuren voorkeuren, DateTimeOffset now)
    {
        var day = Verzenddagen.NextWorkingDay(suits, voorkeuren, AmsterdamTime.DateOf(now));
        var hour = TimeOnly.FromDateTime(AmsterdamTime.WallTimeOf(now));
        var (opens, closes) = (new TimeOnly(8, 30), new TimeOnly(17, 0));
        var root = occasion.Split("~straks-")[0];
        return new BezorgIntent
        {
            Person = person,
            Kind = kind,
            Case = @case,
            Occasion = string.Create(CultureInfo.InvariantCulture, $"{root}~straks-{day:yyyyMMdd}"),
            Asked = true,
            Due = AmsterdamTime.At(day, hour < opens ? opens : hour > closes ? closes : hour),
        };
    }

    /// <summary>
    /// Sends a message again, now and whatever the day: the same message with the same key, so that pressing twice is once.
    /// </summary>
    public async ValueTask<ResendOutcome> ResendAsync(
        PersonId person, string bericht, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var box = await bezorgStore.LoadOpenAsync(person, cancellationToken);
            if (!box.Berichten.TryGetValue(bericht, out var was))
            {
                return await ResendBezorgingAsync(box, bericht, by, now, cancellationToken);
            }

            if (!was.Value.State.IsProblem())
            {
                return was.Value.State.IsOpen() ? new ResendOutcome.AlreadyUnderWay() : new ResendOutcome.NothingToResend();
            }

            if (await ReviveAsync(box, was, Urgency.Direct, by, now, cancellationToken))
            {
                return new ResendOutcome.Again();
            }
        }
    }

    /// <summary>The person can be reached (the app was installed, an address came): what waited for that goes now.</summary>
    public async ValueTask ReachableAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var box = await bezorgStore.LoadOpenAsync(person, cancellationToken);
        foreach (var id in box.Berichten.Values.Where(b => b.Value.State == BezorgStaat.WaitingForInstall).Select(b => b.Value.Id).ToList())
        {
            while (box.Berichten[id] is { Value.State: BezorgStaat.WaitingForInstall } was
                && !await ReviveAsync(box, was, was.Value.Urgency, null, now, cancellationToken))
            {
                box = await bezorgStore.LoadOpenAsync(person, cancellationToken);
            }

            box = await bezorgStore.LoadOpenAsync(person, cancellationToken);
        }
    }

    /// <summary>
    /// A message that is not where it was: with lines it comes anew, as a message like any other that answers what happened just
    /// now; without, it is only forgotten. Twice is once.
    /// </summary>
    public async ValueTask ReplaceAsync(
        BezorgBox box, Bericht gone, IReadOnlyList<BerichtRegel> regels, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<BerichtRegel> lines = [.. regels.Select(r => r with { Bezorging = $"{r.Bezorging}~{gone.ActivityId}" })];
        var anew = gone with
        {
            Id = Bericht.NewId(now, lines.Select(l => l.Bezorging)), Regels = lines, Urgency = Urgency.Direct, State = BezorgStaat.RetryAt,
            Day = AmsterdamTime.DateOf(now), Holder = null, Attempts = 0, Doubts = 0, Due = now, Since = now, Reason = null, Listed = false, Archived = false,
            SentAt = null, SeenAt = null, ActivityId = null, ConversationId = null, ServiceUrl = null,
        };
        List<Write> writes = [BezorgRows.Save(gone with { ActivityId = null }, box.Berichten[gone.Id])];
        if (lines.Count > 0)
        {
            await AnnounceAsync(box.Person, anew.Id, now, cancellationToken);
            writes.Add(BezorgRows.Save(anew, null));
            writes.AddRange(lines.Select(l => BezorgRows.Add(Carried(box.Person, l, anew, now))));
        }

        if (await store.CommitAsync(BezorgRows.PartitionOf(box.Person), writes, cancellationToken) is CommitResult.Committed && lines.Count > 0)
        {
            await agendas.Teams.Direct.AddAsync([EntryOf(box.Person, anew.Id, now)], now, cancellationToken);
            kick.Ring();
        }
    }

    private static Bezorging Carried(PersonId person, BerichtRegel regel, Bericht bericht, DateTimeOffset now) => new()
    {
        Id = regel.Bezorging, Person = person, Kind = regel.Kind, Case = regel.Case, Occasion = regel.Occasion, Urgency = bericht.Urgency,
        Wanted = now, Due = now, State = bericht.State, Bericht = bericht.Id, Since = now,
    };

    /// <summary>Teams says that the person has read up to here (an activity id is a moment in milliseconds).</summary>
    public async ValueTask SeenAsync(PersonId person, string lastReadMessageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!long.TryParse(lastReadMessageId, NumberStyles.None, CultureInfo.InvariantCulture, out var read))
        {
            return;
        }

        var box = await bezorgStore.LoadAsync(person, cancellationToken);
        foreach (var was in box.Berichten.Values.Where(b => b.Value.SeenAt is null && IsUpTo(b.Value.ActivityId, read)))
        {
            // A conflict means that somebody changed the message just now; "seen" is not worth a second try.
            await store.CommitAsync(
                BezorgRows.PartitionOf(person), [BezorgRows.Save(was.Value with { SeenAt = now }, was)], cancellationToken);
        }
    }

    private static bool IsUpTo(string? activityId, long read) =>
        long.TryParse(activityId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id <= read;

    private async ValueTask<ResendOutcome> ResendBezorgingAsync(
        BezorgBox box, string id, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!box.Bezorgingen.TryGetValue(id, out var was) || was.Value.State != BezorgStaat.Failed)
        {
            return was?.Value.State.IsOpen() == true ? new ResendOutcome.AlreadyUnderWay() : new ResendOutcome.NothingToResend();
        }

        var again = Revived(was.Value, now) with { State = BezorgStaat.Planned, Bericht = null, Urgency = Urgency.Direct };
        await AnnounceAsync(box.Person, id, now, cancellationToken);
        var result = await store.CommitAsync(BezorgRows.PartitionOf(box.Person), [BezorgRows.Save(again, was), Resent(box.Person, id, by, now)], cancellationToken);
        if (result is CommitResult.Conflict)
        {
            return new ResendOutcome.AlreadyUnderWay();
        }

        await agendas.Teams.Direct.AddAsync([EntryOf(box.Person, id, now)], now, cancellationToken);
        kick.Ring();
        return new ResendOutcome.Again();
    }

    private async ValueTask<bool> ReviveAsync(
        BezorgBox box, Stored<Bericht> was, Urgency urgency, string? by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var again = was.Value.Become(BezorgStaat.RetryAt, now) with
        {
            Due = now, Day = AmsterdamTime.DateOf(now), Urgency = urgency, Attempts = 0, Doubts = 0,
        };
        var carried = was.Value.Regels.Select(r => box.Bezorgingen.GetValueOrDefault(r.Bezorging)).OfType<Stored<Bezorging>>()
            .Where(b => b.Value.Bericht == was.Value.Id && b.Value.State != BezorgStaat.Cancelled);
        await AnnounceAsync(box.Person, again.Id, now, cancellationToken);
        var result = await store.CommitAsync(
            BezorgRows.PartitionOf(box.Person),
            [
                BezorgRows.Save(again, was),
                .. carried.Select(b => BezorgRows.Save(Revived(b.Value, now) with { Bericht = again.Id }, b)),
                .. by is null ? (Write[])[] : [Resent(box.Person, again.Id, by, now)],
            ],
            cancellationToken);
        if (result is CommitResult.Conflict)
        {
            return false;
        }

        await agendas.Teams.Direct.AddAsync([EntryOf(box.Person, again.Id, now)], now, cancellationToken);
        kick.Ring();
        return true;
    }

    /// <summary>
    /// An entry that outlives a process that dies right after the commit. A little later than now, so that no turn takes it away
    /// before the commit is there.
    /// </summary>
    private ValueTask AnnounceAsync(PersonId person, string tag, DateTimeOffset now, CancellationToken cancellationToken) =>
        agendas.Teams.Direct.AddAsync([EntryOf(person, tag, now + Afterwards)], now, cancellationToken);

    private static Write Resent(PersonId person, string bericht, string by, DateTimeOffset now) => InzageRijen.Row(new InzageRegel
    {
        At = now, By = by, Soort = InzageSoort.OpnieuwVerstuurd, About = person, Detail = bericht,
    });

    private static Bezorging Revived(Bezorging was, DateTimeOffset now) =>
        was.Become(BezorgStaat.RetryAt, now) with { Due = now, Expires = null, Rounds = 0 };

    private static DueEntry EntryOf(PersonId person, string tag, DateTimeOffset due) =>
        new() { Due = due, Target = person.ToString(), Tag = tag };
}

/// <summary>What "stuur opnieuw" did.</summary>
public abstract record ResendOutcome
{
    private ResendOutcome()
    {
    }

    public sealed record Again : ResendOutcome;

    public sealed record AlreadyUnderWay : ResendOutcome;

    /// <summary>It was delivered, or there is no such message.</summary>
    public sealed record NothingToResend : ResendOutcome;
}
