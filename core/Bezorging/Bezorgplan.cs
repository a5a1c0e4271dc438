using Isop.Core.Time;

namespace Isop.Core.Bezorging;

/// <summary>
/// What a look at a person's deliveries at one moment leads to. Pure. First the <see cref="Changes"/> (expired, postponed,
/// doubtful, taken apart) are stored; when there are none, the <see cref="Pakketten"/> are what may be sent now.
/// </summary>
public sealed record Bezorgplan
{
    /// <summary>Cases on one message; keeps a claim within one commit and a card readable.</summary>
    public const int MaxRegels = 40;

    /// <summary>Days that a message is tried in vain before it fails.</summary>
    public const int MaxRounds = 3;

    public required IReadOnlyList<Bezorging> Changes { get; init; }
    public required IReadOnlyList<Bericht> ChangedBerichten { get; init; }
    public required IReadOnlyList<Pakket> Pakketten { get; init; }

    public bool HasChanges => Changes.Count + ChangedBerichten.Count > 0;

    public static Bezorgplan Look(BezorgBox box, Verzendmoment moment, DateTimeOffset now)
    {
        var open = box.Bezorgingen.Values.Select(b => b.Value).Where(b => b.State == BezorgStaat.Planned).ToList();
        var berichten = box.Berichten.Values.Select(b => b.Value).ToList();
        var due = open.Where(b => b.Due <= now && !(b.Expires <= now)).ToList();

        var changes = open.Where(b => b.Expires <= now)
            .Select(b => b.Become(BezorgStaat.Expired, now, "Niet meer op tijd.")).ToList();
        var changedBerichten = new List<Bericht>();
        foreach (var lost in berichten.Where(b => b.State == BezorgStaat.Sending))
        {
            changedBerichten.Add(lost.After(new SendOutcome.Doubt("Onderbroken tijdens het verzenden; waarschijnlijk aangekomen."), now));
        }

        var today = AmsterdamTime.DateOf(now);
        var pakketten = new List<Pakket>();
        foreach (var again in berichten.Where(b => b.State == BezorgStaat.RetryAt && b.Due <= now).OrderBy(b => b.Id, StringComparer.Ordinal))
        {
            LookAgain(box, again, moment, now, pakketten, changes, changedBerichten);
        }

        pakketten.AddRange(due.Where(b => b.Urgency == Urgency.Direct).OrderBy(b => b.Due).Select(b => new Pakket(null, [b])));
        var free = box.Dag?.Value.NotifiedOn != today;
        var normal = due.Where(b => b.Urgency == Urgency.Normal).ToList();
        var calm = due.Where(b => b.Urgency == Urgency.Calm).Select(b => b with { Due = moment.NextCalm(now, box.Dag?.Value.NotifiedOn, b.WaitsUntil, b.Expires) }).ToList();
        if (free && (normal.Any(b => moment.Next(now, b.Expires, b.Asked) <= now) || calm.Any(b => b.Due <= now)))
        {
            pakketten.Add(new Pakket(null, Bundle(open, now, today)));
        }
        else
        {
            changes.AddRange(normal.Select(b => b with { Due = free ? moment.Next(now, b.Expires, b.Asked) : moment.NextAfter(today, b.Expires, b.Asked) })
                .Concat(calm).Where(b => b.Due > now));
        }

        return new Bezorgplan { Changes = changes, ChangedBerichten = changedBerichten, Pakketten = pakketten };
    }

    /// <summary>
    /// Everything that is due today, so that what comes at four does not have to wait for tomorrow because of what came at three;
    /// and what could wait, because there is a message now.
    /// </summary>
    private static List<Bezorging> Bundle(List<Bezorging> open, DateTimeOffset now, DateOnly today) =>
        [.. open.Where(b => b.Urgency != Urgency.Direct && !(b.Expires <= now)
                && AmsterdamTime.DateOf(b.Urgency == Urgency.Calm ? b.Wanted : b.Due) <= today && (b.Due <= now || b.Rounds == 0))
            .OrderBy(b => b.Due).ThenBy(b => b.Id, StringComparer.Ordinal).Take(MaxRegels)];

    private static void LookAgain(
        BezorgBox box, Bericht again, Verzendmoment moment, DateTimeOffset now,
        List<Pakket> pakketten, List<Bezorging> changes, List<Bericht> changedBerichten)
    {
        var carried = again.Regels.Select(r => box.Bezorgingen.GetValueOrDefault(r.Bezorging)?.Value).OfType<Bezorging>()
            .Where(b => b.Bericht == again.Id && b.State.IsOpen()).ToList();
        var alive = carried.Where(b => !(b.Expires <= now)).ToList();
        changes.AddRange(carried.Where(b => b.Expires <= now).Select(b => b.Become(BezorgStaat.Expired, now, "Niet meer op tijd.")));
        if (alive.Count == 0)
        {
            changedBerichten.Add(again.Become(BezorgStaat.Expired, now, "Niet meer op tijd."));
        }
        else if (again.Urgency == Urgency.Direct)
        {
            pakketten.Add(new Pakket(again, alive));
        }
        else if (moment.Next(now, alive.Min(b => b.Expires), alive.Exists(b => b.Asked)) is var next && next > now)
        {
            changedBerichten.Add(again with { Due = next });
        }
        else if (again.Day == AmsterdamTime.DateOf(now))
        {
            pakketten.Add(new Pakket(again, alive));
        }
        else
        {
            TakeApart(again, alive, now, changes, changedBerichten);
        }
    }

    /// <summary>A message of an earlier day: its cases join what is due today, so that the person still gets one message.</summary>
    private static void TakeApart(
        Bericht again, List<Bezorging> alive, DateTimeOffset now, List<Bezorging> changes, List<Bericht> changedBerichten)
    {
        changedBerichten.Add(again.Become(BezorgStaat.Cancelled, now, "Samengevoegd met een later bericht."));
        changes.AddRange(alive.Select(b => b.Rounds + 1 < MaxRounds
            ? b.Become(BezorgStaat.Planned, now, again.Reason) with { Bericht = null, Due = now, Rounds = b.Rounds + 1 }
            : b.Become(BezorgStaat.Failed, now, $"Op {MaxRounds} dagen geprobeerd: {again.Reason}")));
    }
}

/// <summary>What goes out together: a new message, or an earlier one again.</summary>
public sealed record Pakket(Bericht? Again, IReadOnlyList<Bezorging> Bezorgingen)
{
    public Urgency Urgency => Bezorgingen[0].Urgency == Urgency.Direct ? Urgency.Direct : Urgency.Normal;
}
