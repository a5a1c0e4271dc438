using Isop.Bot.Cards;
using Isop.Core.Register;

namespace Isop.Bot.Web.Inbox;

/// <summary>The person's open messages, most urgent first, each rendered from the present state.</summary>
public delegate ValueTask<IReadOnlyList<InboxItem>> ReadInbox(PersonId person, DateTimeOffset now, CancellationToken cancellationToken);

/// <summary>A message in the inbox; one message may carry several cases.</summary>
public sealed record InboxItem
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required IReadOnlyList<InboxCase> Cases { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required RenderedCard Card { get; init; }
}

/// <summary>What a message is about. <paramref name="About"/>: the student, where there is one.</summary>
public sealed record InboxCase(string Id, string Kind, PersonId? About);

/// <summary>An inbox without deliveries: the tasks that wait for the person, each as its own card.</summary>
public sealed class TaskInbox(CardCatalog catalog)
{
    public async ValueTask<IReadOnlyList<InboxItem>> ReadAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = new List<InboxItem>();
        foreach (var find in catalog.Tasks)
        {
            await foreach (var task in find(person, now, cancellationToken))
            {
                if (await ComposeAsync(person, task, now, cancellationToken) is { } item)
                {
                    items.Add(item);
                }
            }
        }

        return items;
    }

    /// <summary>One case's card for this person now; null when there is nothing for this person there.</summary>
    public async ValueTask<InboxItem?> ComposeAsync(PersonId person, OpenTask task, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var request = new CardRequest { Person = person, Kind = task.Kind, Case = task.Case, Now = now };
        return catalog.Kinds.TryGetValue(task.Kind, out var compose) && await compose(request, cancellationToken) is { } composed
            ? new InboxItem
            {
                Id = $"{task.Kind}:{task.Case}",
                Kind = task.Kind,
                Cases = [new InboxCase(task.Case, task.Kind, composed.About)],
                SentAt = now,
                Card = composed.Card,
            }
            : null;
    }
}
