using Isop.Bot.Cards;
using Isop.Core.Register;

namespace Isop.Bot.Web.Inbox;

/// <summary>The person's open messages, what asks something first, each rendered from the present state.</summary>
public delegate ValueTask<IReadOnlyList<InboxItem>> ReadInbox(PersonId person, DateTimeOffset now, CancellationToken cancellationToken);

/// <summary>A message in the inbox; one message may carry several cases.</summary>
public sealed record InboxItem
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required IReadOnlyList<InboxCase> Cases { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required RenderedCard Card { get; init; }

    /// <summary>What is kept when the person reads it; see <see cref="ComposedCard.WhenRead"/>.</summary>
    public Func<CancellationToken, ValueTask>? WhenRead { get; init; }
}

/// <summary>What a message is about. <paramref name="About"/>: the student, where there is one.</summary>
public sealed record InboxCase(string Id, string Kind, PersonId? About);
