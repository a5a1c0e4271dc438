using Isop.Core.Register;

namespace Isop.Core.Bezorging;

/// <summary>
/// Something that has to reach a person, once: its id is the intent's. What became of it can always be told. One physical
/// message (<see cref="Bericht"/>) may carry several.
/// </summary>
public sealed record Bezorging
{
    public required string Id { get; init; }
    public required PersonId Person { get; init; }
    public required string Kind { get; init; }
    public required string Case { get; init; }
    public required string Occasion { get; init; }
    public Urgency Urgency { get; init; }

    /// <summary>How long it may wait for another message to go along with.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>The moment the case asked for; wishes and quiet hours may move <see cref="Due"/>, not this.</summary>
    public required DateTimeOffset Wanted { get; init; }

    /// <summary>The person chose that moment.</summary>
    public bool Asked { get; init; }

    /// <summary>When to look at it (again).</summary>
    public required DateTimeOffset Due { get; init; }
    public DateTimeOffset? Expires { get; init; }
    public BezorgStaat State { get; init; }

    /// <summary>The message that carries it, once there is one.</summary>
    public string? Bericht { get; init; }

    /// <summary>Since when it is in this state.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why, as a Dutch sentence for the bureau.</summary>
    public string? Reason { get; init; }

    /// <summary>How many days it was tried in vain, or how often its card could not be made.</summary>
    public int Rounds { get; init; }

    public static Bezorging From(BezorgIntent intent, DateTimeOffset now) => new()
    {
        Id = intent.Id,
        Person = intent.Person,
        Kind = intent.Kind,
        Case = intent.Case,
        Occasion = intent.Occasion,
        Urgency = intent.Urgency,
        WaitsUntil = intent.WaitsUntil,
        Wanted = intent.Due,
        Asked = intent.Asked,
        Due = intent.Due,
        Expires = intent.Expires,
        Since = now,
    };

    public Bezorging Become(BezorgStaat state, DateTimeOffset now, string? reason = null) =>
        this with { State = state, Since = now, Reason = reason };
}

/// <summary>planned → sending → delivered | waiting-for-install | retry-at | doubt | failed | cancelled | expired.</summary>
public enum BezorgStaat
{
    /// <summary>Waits for its moment.</summary>
    Planned,

    /// <summary>A call that may have reached the other side is under way. Found without its sender it is a doubt.</summary>
    Sending,

    /// <summary>The other side accepted it.</summary>
    Delivered,

    /// <summary>Nobody can reach this person until the app is installed or there is an address.</summary>
    WaitingForInstall,

    /// <summary>Surely not delivered; another attempt at its due moment.</summary>
    RetryAt,

    /// <summary>Perhaps delivered, and not worth a double: "waarschijnlijk aangekomen".</summary>
    Doubt,

    /// <summary>Will not be delivered; the reason says why and the bureau can send it again.</summary>
    Failed,

    /// <summary>There is nothing left to say: the case is done or the person has gone.</summary>
    Cancelled,

    /// <summary>It came too late to be worth sending.</summary>
    Expired,
}

public static class BezorgStaten
{
    /// <summary>Whether something may still happen by itself.</summary>
    public static bool IsOpen(this BezorgStaat state) =>
        state is BezorgStaat.Planned or BezorgStaat.Sending or BezorgStaat.RetryAt or BezorgStaat.WaitingForInstall;

    /// <summary>Whether nothing happens to it any more, by itself or by hand.</summary>
    public static bool IsFinished(this BezorgStaat state) =>
        state is BezorgStaat.Delivered or BezorgStaat.Cancelled or BezorgStaat.Expired;

    /// <summary>Whether the bureau should know.</summary>
    public static bool IsProblem(this BezorgStaat state) =>
        state is BezorgStaat.WaitingForInstall or BezorgStaat.Doubt or BezorgStaat.Failed;

    /// <summary>Whether the person has, or can find, this message.</summary>
    public static bool IsVisible(this BezorgStaat state) => state is not (BezorgStaat.Cancelled or BezorgStaat.Expired);
}
