using Isop.Core.Register;

namespace Isop.Core.StageEvaluaties;

/// <summary>Klaar → Open → Sluit → Geteld → Gesloten; never back. A wave without an answer sheet that could be read by a person does not exist.</summary>
public enum Golfstaat
{
    /// <summary>Planned; it opens by itself on its day unless it is held.</summary>
    Klaar,

    /// <summary>Students are invited and answer.</summary>
    Open,

    /// <summary>Nobody can send any more; the answers are being counted.</summary>
    Sluit,

    /// <summary>The counts are stored; answers, links and the key are being destroyed.</summary>
    Geteld,

    /// <summary>Nothing but counts is left.</summary>
    Gesloten,
}

/// <summary>
/// The stage-evaluatie of one half-year (opleidingsplan §2.4.1): who is invited when, and how far it is. It holds no person and no answer.
/// </summary>
public sealed record Golf
{
    /// <summary>"2026-2027-1".</summary>
    public required string Id { get; init; }

    /// <summary>"2026-2027".</summary>
    public required string Studiejaar { get; init; }

    /// <summary>1 or 2.</summary>
    public required int Halfjaar { get; init; }

    /// <summary>The first day of the stageperiode.</summary>
    public required DateOnly Van { get; init; }

    /// <summary>The last day of the stageperiode.</summary>
    public required DateOnly Tot { get; init; }

    /// <summary>From this day on students whose stage is over are invited.</summary>
    public required DateOnly Opent { get; init; }

    /// <summary>The last day on which somebody can answer.</summary>
    public required DateOnly Sluit { get; init; }

    public Golfstaat Staat { get; init; }

    /// <summary>Kwaliteitszorg wants to open it by hand.</summary>
    public bool Vastgehouden { get; init; }

    /// <summary>Who answers for it was told that it opens soon.</summary>
    public bool Aangekondigd { get; init; }

    /// <summary>The public half of the wave's own key: an elliptic-curve point. With it answers are closed, and with nothing here can they be opened. Empty once it is closed.</summary>
    public required byte[] Sleutel { get; init; }

    /// <summary>The vragenlijst of each opleiding (by code), pinned when it opened; empty before.</summary>
    public IReadOnlyDictionary<string, VragenlijstRef> Vragenlijsten { get; init; } = new Dictionary<string, VragenlijstRef>();

    /// <summary>How many shards there are; numbered from 1.</summary>
    public int Scherven { get; init; }

    /// <summary>How often it began anew because a restore had lost its answers.</summary>
    public int Opnieuw { get; init; }

    /// <summary>A restore took its answers after its last day: there is nothing to count, and its study year gets no figures any more.</summary>
    public bool Verloren { get; init; }

    /// <summary>Once counted: how many were invited and answered, in the whole partnership.</summary>
    public int Uitgenodigd { get; init; }

    public int Ingevuld { get; init; }

    /// <summary>The moment it is woken next; null when nothing happens to it any more.</summary>
    public DateTimeOffset? Wekker { get; init; }

    /// <summary>Whether somebody can answer on this day.</summary>
    public bool NeemtAan(DateOnly today) => Staat == Golfstaat.Open && today <= Sluit;

    public static string IdOf(string studiejaar, int halfjaar) => $"{studiejaar}-{halfjaar}";
}

/// <summary>A student who is asked about one eenheid, from a day on.</summary>
/// <param name="Opleiding">Its code.</param>
public sealed record Uitnodiging(PersonId Student, string Eenheid, string Opleiding, DateOnly Vanaf);

/// <summary>
/// An invitation as it is stored while the wave is open: that somebody was asked, and where her place is. Whether she answered stands in
/// the place; it is read to remind her, and to tell herself.
/// </summary>
public sealed record Genodigde
{
    public required PersonId Student { get; init; }
    public required string Eenheid { get; init; }
    public required string Opleiding { get; init; }

    /// <summary>The first day on which she is told.</summary>
    public required DateOnly Vanaf { get; init; }
    /// <summary>Which of her places it is, from 1: so nobody has more than there are numbers.</summary>
    public required int Zetel { get; init; }
    public required int Scherf { get; init; }
    public required string Plek { get; init; }

    /// <summary>How far the invitation and its two reminders have come, for everybody alike: who had answered was not sent one.</summary>
    public int Beurten { get; init; }

    /// <summary>"Niet meer herinneren".</summary>
    public bool NietMeer { get; init; }

    /// <summary>How many links to the form were drawn.</summary>
    public int Links { get; init; }

    public string Row => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Student}:{Zetel}");
}

/// <summary>One place for one answer, without a name: what is asked follows from the cell, and it is spent by sending.</summary>
public sealed record Plek
{
    public required string Eenheid { get; init; }
    public required string Opleiding { get; init; }
    public bool Gebruikt { get; init; }
}

/// <summary>
/// The answers of a shard, each closed to the wave's key and all of the same length, in an order that chance made. One document, so that it
/// shows nothing of the moment of any of them but the last.
/// </summary>
public sealed record Antwoordbuffer
{
    public IReadOnlyList<byte[]> Antwoorden { get; init; } = [];

    /// <summary>The wave closes: nothing is added any more.</summary>
    public bool Dicht { get; init; }
}

/// <summary>Which place a link to the form leads to. Stored under the hash of the link.</summary>
public sealed record Antwoordlink(string Golf, int Scherf, string Plek);
