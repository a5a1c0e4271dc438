using System.Text.Json.Serialization;
using Isop.Core.Register;
using Isop.Core.Webhooks;

namespace Isop.Core.Bezorging;

/// <summary>
/// Something a decision wants to happen at a moment. It is written in the case's own partition in the same commit as the
/// decision and relayed from there; its id is deterministic, so relaying twice is relaying once.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "soort")]
[JsonDerivedType(typeof(BezorgIntent), "bezorging")]
[JsonDerivedType(typeof(RefreshIntent), "verversing")]
[JsonDerivedType(typeof(WakeIntent), "wekker")]
[JsonDerivedType(typeof(AgendaIntent), "agenda")]
[JsonDerivedType(typeof(BezetIntent), "bezet")]
[JsonDerivedType(typeof(GebeurtenisIntent), "gebeurtenis")]
public abstract record Intent
{
    /// <summary>When it is due (UTC).</summary>
    public required DateTimeOffset Due { get; init; }

    [JsonIgnore]
    public abstract string Id { get; }
}

/// <summary>A message to a person. What the card says is worked out from the state at the moment of sending.</summary>
public sealed record BezorgIntent : Intent
{
    public required PersonId Person { get; init; }

    /// <summary>Which card: capability and name, e.g. "tussenevaluatie.formulier".</summary>
    public required string Kind { get; init; }

    /// <summary>The case it is about.</summary>
    public required string Case { get; init; }

    /// <summary>Which occasion of this kind for this case and person, e.g. "opening", "herinnering-1".</summary>
    public required string Occasion { get; init; }

    public Urgency Urgency { get; init; }

    /// <summary>What is <see cref="Urgency.Calm"/> waits for another message no longer than until here.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>The person chose this moment ("Straks"): the wish for a daily or weekly message does not move it.</summary>
    public bool Asked { get; init; }

    /// <summary>After this moment it is no longer worth sending: it expires (a reminder for yesterday must not arrive).</summary>
    public DateTimeOffset? Expires { get; init; }

    public override string Id => $"{Kind}:{Case}:{Person}:{Occasion}";
}

public enum Urgency
{
    /// <summary>Waits for a suitable moment, counts for "one notification per person per day", may be bundled.</summary>
    Normal,

    /// <summary>An answer to what the person just did, or a change for today: sent at once, does not count.</summary>
    Direct,

    /// <summary>
    /// Nobody waits for it today: it goes along with the next message of the person, else late in a week in which the person got
    /// no other.
    /// </summary>
    Calm,
}

/// <summary>Wakes a case: the planning job loads it and lets it decide what the moment brings.</summary>
public sealed record WakeIntent : Intent
{
    /// <summary>Which capability, e.g. "tussenevaluaties".</summary>
    public required string Capability { get; init; }

    public required string Case { get; init; }

    public override string Id => $"wek:{Capability}:{Case}:{Due.UtcTicks:D19}";
}

/// <summary>
/// Something about a case changed for a person: every message that person has about it shows the present state (Teams: a
/// PUT on the activity, a new card when that answers 404; the web inbox renders live and needs nothing).
/// </summary>
public sealed record RefreshIntent : Intent
{
    public required PersonId Person { get; init; }

    public required string Case { get; init; }

    /// <summary>What changed, so that two changes are two refreshes: usually the case's version.</summary>
    public required string Occasion { get; init; }

    public override string Id => $"ververs:{Case}:{Person}:{Occasion}";
}

/// <summary>
/// An appointment was made, moved or called off: the calendar of who organises it shows it as it is at the moment of looking. Where
/// no calendars are kept it comes to nothing.
/// </summary>
public sealed record AgendaIntent : Intent
{
    /// <summary>Whose calendar: the organisator of the appointment.</summary>
    public required PersonId Person { get; init; }

    /// <summary>The appointment's <see cref="Agenda.Afspraak.Uid"/>.</summary>
    public required string Uid { get; init; }

    /// <summary>What changed, so that two changes are two looks: usually the appointment's Volgnummer.</summary>
    public required string Occasion { get; init; }

    public override string Id => $"agenda:{Uid}:{Person}:{Occasion}";
}

/// <summary>
/// A plan is about to be made for a person: read when that person's own calendar is busy. Where no calendars are read it comes to nothing.
/// </summary>
public sealed record BezetIntent : Intent
{
    public required PersonId Person { get; init; }

    /// <summary>The plan it is for.</summary>
    public required string Case { get; init; }

    /// <summary>Which plan of the case: usually its version.</summary>
    public required string Occasion { get; init; }

    public override string Id => $"bezet:{Case}:{Occasion}";
}

/// <summary>Something happened that a program may want to hear of. Where nobody asked for it, it comes to nothing.</summary>
public sealed record GebeurtenisIntent : Intent
{
    public required Gebeurtenis Gebeurtenis { get; init; }

    public override string Id => $"gebeurtenis:{Gebeurtenis.Id}";

    public static GebeurtenisIntent Van(Gebeurtenis gebeurtenis) => new() { Due = gebeurtenis.Op, Gebeurtenis = gebeurtenis };
}
