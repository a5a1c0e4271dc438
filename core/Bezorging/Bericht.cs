using System.Globalization;

namespace Isop.Core.Bezorging;

public enum Kanaal
{
    Teams,
    Mail,
}

/// <summary>A deliverable case on a message: which card, about which case, on which occasion.</summary>
public sealed record BerichtRegel(string Bezorging, string Kind, string Case, string Occasion);

/// <summary>
/// One physical message to a person: a card in Teams or a mail. It exists from the moment before its first attempt, so that
/// a crash cannot hide that the attempt was made.
/// </summary>
public sealed record Bericht
{
    /// <summary>Attempts before we give up on one message: about three hours.</summary>
    public const int MaxAttempts = 16;

    /// <summary>Times that one message may be sent again while an earlier copy may have arrived.</summary>
    public const int MaxDoubts = 3;

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(30);

    /// <summary>Begins with the moment of its first claim, so that ids sort by time.</summary>
    public required string Id { get; init; }
    public required IReadOnlyList<BerichtRegel> Regels { get; init; }
    public Urgency Urgency { get; init; }
    public Kanaal Kanaal { get; init; }
    public BezorgStaat State { get; init; }

    /// <summary>Whether at least one of its cases asked something of the person when it was made.</summary>
    public bool IsTask { get; init; }

    /// <summary>The day (Amsterdam) it counts for as the person's notification.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Who is sending it: the lease of the worker that claimed it.</summary>
    public string? Holder { get; init; }

    public int Attempts { get; init; }
    public int Doubts { get; init; }

    /// <summary>The next attempt, in state <see cref="BezorgStaat.RetryAt"/>.</summary>
    public DateTimeOffset Due { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the other side accepted it, or may have.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? SeenAt { get; init; }
    public string? ActivityId { get; init; }
    public string? ConversationId { get; init; }
    public string? ServiceUrl { get; init; }
    public string? Reason { get; init; }

    /// <summary>Whether it is, or ever was, on the bureau's list of messages that did not arrive.</summary>
    public bool Listed { get; init; }

    /// <summary>Whether it stands among what was finished on an earlier day.</summary>
    public bool Archived { get; init; }

    public static string NewId(DateTimeOffset now, IEnumerable<string> bezorgingen) => string.Create(
        CultureInfo.InvariantCulture, $"{now.UtcTicks:D19}-{StableHash.Of(string.Join('|', bezorgingen)):x8}");

    /// <summary>A claim: from here until its outcome is stored the message may be with the other side.</summary>
    public Bericht Claim(Kanaal kanaal, string holder, DateTimeOffset now) => State is BezorgStaat.Planned or BezorgStaat.RetryAt
        ? this with { State = BezorgStaat.Sending, Kanaal = kanaal, Holder = holder, Attempts = Attempts + 1, Since = now, Reason = null }
        : throw new InvalidOperationException($"A message in state {State} cannot be claimed.");

    /// <summary>What an attempt's outcome makes of the message.</summary>
    public Bericht After(SendOutcome outcome, DateTimeOffset now)
    {
        if (State != BezorgStaat.Sending)
        {
            throw new InvalidOperationException($"A message in state {State} has no attempt under way.");
        }

        return outcome switch
        {
            SendOutcome.Delivered d => Become(BezorgStaat.Delivered, now) with
            {
                SentAt = now, ActivityId = d.ActivityId, ConversationId = d.ConversationId, ServiceUrl = d.ServiceUrl,
            },
            SendOutcome.NotReachable n => Become(BezorgStaat.WaitingForInstall, now, n.Reason),
            SendOutcome.Failed f => Become(BezorgStaat.Failed, now, f.Reason),
            SendOutcome.OtherChannel o => Become(BezorgStaat.RetryAt, now, o.Reason) with { Due = now, Attempts = 0 },
            SendOutcome.NotCounted p => Become(BezorgStaat.RetryAt, now, p.Reason) with { Due = now + p.After, Attempts = Attempts - 1 },
            SendOutcome.Retry when Attempts >= MaxAttempts =>
                Become(BezorgStaat.Failed, now, $"Na {Attempts} pogingen nog niet aangenomen."),
            SendOutcome.Retry r => Become(BezorgStaat.RetryAt, now, r.Reason) with { Due = now + Wait(r.After) },
            SendOutcome.Doubt d when !IsTask || Doubts >= MaxDoubts =>
                Become(BezorgStaat.Doubt, now, d.Reason) with { SentAt = SentAt ?? now, Doubts = Doubts + 1 },
            SendOutcome.Doubt d => Become(BezorgStaat.RetryAt, now, d.Reason) with
            {
                Due = now + Wait(null), SentAt = SentAt ?? now, Doubts = Doubts + 1,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
    }

    public Bericht Become(BezorgStaat state, DateTimeOffset now, string? reason = null) =>
        this with { State = state, Since = now, Reason = reason, Holder = null, Listed = Listed || state.IsProblem() };

    /// <summary>2, 4, 8 … seconds up to half an hour, and never all messages at once: the id spreads them.</summary>
    private TimeSpan Wait(TimeSpan? told)
    {
        var spread = 1 + (StableHash.Of(Id) % 256 / 1024.0);
        if (told is { } after)
        {
            return after + (TimeSpan.FromSeconds(1) * (spread - 1));
        }

        var seconds = Math.Min(Math.Pow(2, Math.Min(Attempts, 20)), LongestBackoff.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * spread);
    }
}

/// <summary>The outcome of one attempt to send a message, whatever the channel.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    public sealed record Delivered(string? ActivityId = null, string? ConversationId = null, string? ServiceUrl = null) : SendOutcome;

    /// <summary>No channel leads to this person now; a new installation or address does.</summary>
    public sealed record NotReachable(string Reason) : SendOutcome;

    /// <summary>This channel does not lead to the person any more, another does.</summary>
    public sealed record OtherChannel(string Reason) : SendOutcome;

    public sealed record Failed(string Reason) : SendOutcome;

    /// <summary>Surely not accepted; again later.</summary>
    public sealed record Retry(TimeSpan? After, string Reason) : SendOutcome;

    /// <summary>Surely not accepted and not this message's fault (the whole tenant waits): again later, the attempt does not count.</summary>
    public sealed record NotCounted(TimeSpan After, string Reason) : SendOutcome;

    /// <summary>Perhaps accepted.</summary>
    public sealed record Doubt(string Reason) : SendOutcome;
}
