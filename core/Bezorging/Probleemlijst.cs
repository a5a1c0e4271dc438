using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>
/// The bureau's list of messages that did not arrive, with why. Written along just before a message changes; who reads it
/// believes the message, not the list.
/// </summary>
public sealed class Probleemlijst(IDocumentStore store)
{
    private const string QueuePrefix = "wachtrij|";

    /// <summary>As long as its text is kept on the poison queue.</summary>
    private static readonly TimeSpan QueueTroubleIsListed = TimeSpan.FromDays(30);

    private static readonly Partition List = new("bezorgproblemen", "alle");

    private readonly DueIndex _gebeurtenissen = new Agendas(store).Gebeurtenissen;

    public async IAsyncEnumerable<Probleem> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (row, listed) in store.ReadRangeAsync(List, RowRange.All, CoreJson.Default.Probleem, cancellationToken))
        {
            var problem = listed.Value;
            var state = await StateOfAsync(problem, cancellationToken);
            if (state == problem.State)
            {
                yield return problem;
            }
            else if (state is null or BezorgStaat.Delivered or BezorgStaat.Cancelled or BezorgStaat.Expired)
            {
                // In any other state the row may just have been written and the message be about to follow.
                await store.DeleteIfPresentAsync(List, [new Write.Delete(row, listed.Version)], cancellationToken);
            }
        }
    }

    internal async ValueTask NoteAsync(PersonId person, Bericht bericht, CancellationToken cancellationToken)
    {
        if (Verzwegen.Zonder(bericht) is not { } seen)
        {
            return;
        }

        if (bericht.State.IsProblem())
        {
            await PutAsync(
                new Probleem
                {
                    Person = person,
                    Bericht = bericht.Id,
                    Kinds = [.. seen.Regels.Select(r => r.Kind).Distinct()],
                    State = bericht.State,
                    Reason = bericht.Reason ?? "",
                    Since = bericht.Since,
                },
                cancellationToken);
        }
        else if (bericht.Listed)
        {
            await RemoveAsync(person, bericht.Id, cancellationToken);
        }
    }

    internal ValueTask NoteAsync(Bezorging failed, CancellationToken cancellationToken) => Verzwegen.Is(failed) ? ValueTask.CompletedTask : PutAsync(
        new Probleem
        {
            Person = failed.Person,
            Bezorging = failed.Id,
            Kinds = [failed.Kind],
            State = failed.State,
            Reason = failed.Reason ?? "",
            Since = failed.Since,
        },
        cancellationToken);

    /// <summary>An intent that cannot be moved: what should be sent is known to nobody else.</summary>
    internal ValueTask NoteAsync(Partition origin, string row, BezorgIntent? intent, DateTimeOffset now, CancellationToken cancellationToken) =>
        intent is not null && Verzwegen.Is(intent.Kind, intent.Occasion) ? ValueTask.CompletedTask : PutAsync(
        new Probleem
        {
            Person = intent?.Person ?? default,
            Intent = new IntentPlek(origin.Table, origin.Key, row),
            Kinds = intent is null ? [] : [intent.Kind],
            State = BezorgStaat.Failed,
            Reason = "Dit bericht kon niet worden klaargezet. Dit is een fout in ISOP. De beheerder moet dit nakijken.",
            Since = now,
        },
        cancellationToken);

    /// <summary>A message on a queue that is not ours, or newer than we are.</summary>
    public ValueTask NoteAsync(WachtrijPlek at, string reason, DateTimeOffset now, CancellationToken cancellationToken) => PutAsync(
        new Probleem { Wachtrij = at, Kinds = [], State = BezorgStaat.Failed, Reason = reason, Since = now }, cancellationToken);

    /// <summary>Forgets the messages of queues that were refused long ago; how many.</summary>
    public async ValueTask<int> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var old = new List<Write>();
        var range = RowRange.Prefix(QueuePrefix);
        await foreach (var (row, listed) in store.ReadRangeAsync(List, range, CoreJson.Default.Probleem, cancellationToken))
        {
            if (now - listed.Value.Since >= QueueTroubleIsListed)
            {
                old.Add(new Write.Delete(row, listed.Version));
            }
        }

        await store.DeleteIfPresentAsync(List, old, cancellationToken);
        return old.Count;
    }

    private async ValueTask<BezorgStaat?> StateOfAsync(Probleem problem, CancellationToken cancellationToken)
    {
        if (problem.Intent is { } at)
        {
            return await store.FindAsync(new Partition(at.Table, at.Key), at.Row, cancellationToken) is null ? null : problem.State;
        }

        if (problem.Wachtrij is not null)
        {
            return problem.State;
        }

        var partition = BezorgRows.PartitionOf(problem.Person);
        return problem.Bericht is { } id
            ? (await store.ReadAsync(partition, BezorgRows.BerichtPrefix + id, CoreJson.Default.Bericht, cancellationToken))?.Value.State
            : (await store.ReadAsync(partition, BezorgRows.BezorgingPrefix + problem.Bezorging, CoreJson.Default.Bezorging, cancellationToken))?.Value.State;
    }

    private async ValueTask PutAsync(Probleem problem, CancellationToken cancellationToken)
    {
        var row = problem.Intent is { } at ? RowOf(at)
            : problem.Wachtrij is { } queue ? RowOf(queue)
            : RowOf(problem.Person, problem.Bericht ?? problem.Bezorging ?? "");
        CommitResult result;
        do
        {
            var was = await store.ReadAsync(List, row, CoreJson.Default.Probleem, cancellationToken);
            if (was is { Value.Intent: not null } or { Value.Wachtrij: not null })
            {
                return;
            }

            if (Berichtgebeurtenissen.Tussen(was?.Value, problem) is { } told)
            {
                // Before the row: who is cut off in between comes here again, and an event is known by its id.
                await _gebeurtenissen.AddAsync([Relay.EntryOf(GebeurtenisIntent.Van(told))], problem.Since, cancellationToken);
            }

            result = await store.CommitAsync(List, [Documents.Save(row, problem, was, CoreJson.Default.Probleem)], cancellationToken);
        }
        while (result is CommitResult.Conflict);
    }

    private async ValueTask RemoveAsync(PersonId person, string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(List, RowOf(person, id), cancellationToken) is { } listed)
        {
            await store.DeleteIfPresentAsync(List, [new Write.Delete(listed.Row, listed.Version)], cancellationToken);
        }
    }

    /// <summary>A short name, because a row's key may be as long as a key can be.</summary>
    private static string RowOf(IntentPlek at) =>
        $"intent|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{at.Table}\n{at.Key}\n{at.Row}")))}";

    private static string RowOf(WachtrijPlek at) => $"{QueuePrefix}{at.Wachtrij}|{at.Id}";

    private static string RowOf(PersonId person, string id) => $"{person}|{id}";
}

/// <summary>A message, or a delivery that never became one, that did not reach its person.</summary>
public sealed record Probleem
{
    /// <summary>Unknown (default) for an intent that cannot be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PersonId Person { get; init; }
    public string? Bericht { get; init; }
    public string? Bezorging { get; init; }

    /// <summary>Where an intent waits that cannot be moved; then the person may be unknown and there is nothing to send again.</summary>
    public IntentPlek? Intent { get; init; }

    /// <summary>Which message of which queue was refused; then there is no person and nothing to send again.</summary>
    public WachtrijPlek? Wachtrij { get; init; }
    public required IReadOnlyList<string> Kinds { get; init; }
    public required BezorgStaat State { get; init; }

    /// <summary>Why, in plain Dutch.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether it is a message of a known person; an intent that cannot be read and a refused queue message are not.</summary>
    [JsonIgnore]
    public bool CanBeSentAgain => Intent is null && Wachtrij is null;
}

/// <summary>A message on a queue, by the id that the queue gave it.</summary>
public sealed record WachtrijPlek(string Wachtrij, string Id);

public sealed record IntentPlek(string Table, string Key, string Row);
