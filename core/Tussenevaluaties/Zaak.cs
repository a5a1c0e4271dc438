using System.Security.Cryptography;
using System.Text;
using Isop.Core.Instrumenten;
using Isop.Core.Register;

namespace Isop.Core.Tussenevaluaties;

/// <summary>
/// One tussenevaluatie: one student in one stageperiode (opleidingsplan §2.2.4). Holds who takes part and how far it is,
/// never an answer: the two forms are documents of their own, so that nothing that reads a case can show one side the other's.
/// </summary>
public sealed record Zaak
{
    public required string Id { get; init; }
    public required Deelnemers Deelnemers { get; init; }

    /// <summary>The study year's name in the kalender, e.g. "2026-2027".</summary>
    public required string Studiejaar { get; init; }

    /// <summary>The stageperiode's name in the kalender, e.g. "Stageperiode 1".</summary>
    public required string Periode { get; init; }
    public required DateOnly Opening { get; init; }

    /// <summary>The last day on which both are expected to have submitted.</summary>
    public required DateOnly Deadline { get; init; }

    public Fase Fase { get; init; } = Fase.Gepland;

    /// <summary>The day it really opened: later than <see cref="Opening"/> when the register came late.</summary>
    public DateOnly? GeopendOp { get; init; }

    /// <summary>Pinned at the opening; a new version of the instrument is for the next cases.</summary>
    public InstrumentRef? Instrument { get; init; }

    /// <summary>What the student wants feedback on, in own words (0-3); fixed at the opening.</summary>
    public IReadOnlyList<string> Leervragen { get; init; } = [];

    /// <summary>Whether the student answered the question for leervragen, also with "geen".</summary>
    public bool LeervragenGegeven { get; init; }

    public Inzending? Student { get; init; }
    public Inzending? Mentor { get; init; }

    /// <summary>When both became visible to each other: set once, in the commit of the second submission.</summary>
    public DateTimeOffset? ZichtbaarSinds { get; init; }

    /// <summary>A side whose author showed the form though the other never came (after the deadline).</summary>
    public Zijde? Vrijgegeven { get; init; }

    public Gesprek Gesprek { get; init; } = new();

    public Verloop Verloop { get; init; } = new();

    /// <summary>While set, reminders stop: somebody said that this case is not right, and the bureau looks at it.</summary>
    public Twijfel? Twijfel { get; init; }

    /// <summary>Who keeps notes of their own beside this case: nobody's notes are looked for in vain.</summary>
    public IReadOnlyList<PersonId> Notitiemakers { get; init; } = [];

    /// <summary>Rises with every change; cards carry it.</summary>
    public int Revisie { get; init; }

    public bool Loopt => Fase is not (Fase.Afgesloten or Fase.Vervallen);

    public Inzending? InzendingVan(Zijde zijde) => zijde == Zijde.Student ? Student : Mentor;

    /// <summary>The part this person has in the case; null for everybody else.</summary>
    public Zijde? ZijdeVan(PersonId person) =>
        person == Deelnemers.Student ? Zijde.Student
        : Deelnemers.Werkplekbegeleiders.Contains(person) ? Zijde.Mentor
        : null;

    /// <summary>Whose the report is; a mentor who was replaced since still wrote it for the mentor's side.</summary>
    public Zijde ZijdeVan(Verslag verslag) => verslag.Door == Deelnemers.Student ? Zijde.Student : Zijde.Mentor;

    public IEnumerable<PersonId> Personen(Zijde zijde) =>
        zijde == Zijde.Student ? [Deelnemers.Student] : Deelnemers.Werkplekbegeleiders;

    /// <summary>The stageperiode where the study year is known: "Stageperiode 1" of "2026-2027 Stageperiode 1".</summary>
    public string PeriodeInJaar() => Periode.StartsWith($"{Studiejaar} ", StringComparison.Ordinal) ? Periode[(Studiejaar.Length + 1)..] : Periode;

    /// <summary>Not guessable (the person's id is random) and the same whoever works it out: one case per student per stageperiode.</summary>
    public static string IdOf(PersonId student, string studiejaar, string periode) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"tussenevaluatie|{student}|{studiejaar}|{periode}")).AsSpan(0, 16));
}

public enum Fase
{
    /// <summary>Known from the register; nothing was sent.</summary>
    Gepland,

    /// <summary>The student was asked for leervragen.</summary>
    Leervragen,

    /// <summary>Both may fill in; sealed until both are in.</summary>
    Open,

    /// <summary>Both submitted and see each other's answers.</summary>
    Zichtbaar,

    /// <summary>One of them recorded the gesprek.</summary>
    Besproken,

    /// <summary>The other agreed, or it was discussed without the form.</summary>
    Afgesloten,

    /// <summary>The stage stopped before both were in.</summary>
    Vervallen,
}

public enum Zijde
{
    Student,
    Mentor,
}

/// <summary>Who takes part, from the register; moves when the register changes.</summary>
public sealed record Deelnemers
{
    public required PersonId Student { get; init; }
    public required IReadOnlyList<PersonId> Werkplekbegeleiders { get; init; }
    public PersonId? Opleider { get; init; }
    public PersonId? Studiecoach { get; init; }
    public required string Stage { get; init; }

    /// <summary>The stage's last day.</summary>
    public required DateOnly StageTot { get; init; }
    public required string Organisatie { get; init; }
    public required Opleiding Opleiding { get; init; }
    public required int Leerjaar { get; init; }

    public bool Equals(Deelnemers? other) =>
        other is not null && Student == other.Student && Opleider == other.Opleider && Studiecoach == other.Studiecoach
        && Stage == other.Stage && StageTot == other.StageTot && Organisatie == other.Organisatie && Opleiding == other.Opleiding && Leerjaar == other.Leerjaar
        && Werkplekbegeleiders.SequenceEqual(other.Werkplekbegeleiders);

    public override int GetHashCode() => HashCode.Combine(Student, Stage, Werkplekbegeleiders.Count);
}

/// <summary>A submitted form: by whom, when, and which version counts (1, or more after a correction).</summary>
public sealed record Inzending(PersonId Auteur, DateTimeOffset Op, int Versie);

/// <summary>"Klopt dit niet?": who said what is wrong; null is the system itself.</summary>
public sealed record Twijfel(PersonId? Door, string Reden, DateTimeOffset Op);

/// <summary>Which steps the clock has already taken in this case.</summary>
public sealed record Verloop
{
    /// <summary>Reminders sent: 0, 1 (after 5 working days) or 2 (after 10).</summary>
    public int Herinneringen { get; init; }
    public bool TeLaatGemeld { get; init; }
    public bool GesprekHerinnerd { get; init; }
    public bool TerugblikGevraagd { get; init; }

    /// <summary>The opleider gave more time; one reminder goes out on the day before the new deadline.</summary>
    public bool Uitgesteld { get; init; }

    /// <summary>The day the opleider last asked for one more reminder: once a day.</summary>
    public DateOnly? LaatstHerinnerd { get; init; }

    /// <summary>The moment the case last asked to be woken, so that the same wake is not asked twice.</summary>
    public DateTimeOffset? Wek { get; init; }
}

/// <summary>The gesprek about the two forms: moments proposed by the student, confirmed by the mentor, recorded by either.</summary>
public sealed record Gesprek
{
    /// <summary>Wall time in Amsterdam.</summary>
    public IReadOnlyList<DateTime> Voorstellen { get; init; } = [];
    public DateTime? Afgesproken { get; init; }

    /// <summary>The mentor cannot at any of the proposed moments; what the mentor says about it.</summary>
    public string? KanNiet { get; init; }
    public Verslag? Verslag { get; init; }
    public PersonId? Akkoord { get; init; }

    /// <summary>What each said four weeks later.</summary>
    public IReadOnlyList<Terugblik> Terugblikken { get; init; } = [];

    /// <summary>The opleider's reason for "besproken zonder formulier".</summary>
    public string? ZonderFormulier { get; init; }
}

public sealed record Verslag(DateOnly Datum, string Afspraken, PersonId Door, DateTimeOffset Op);

/// <summary>An answer to "hoe staat het met jullie afspraak?".</summary>
public sealed record Terugblik(PersonId Van, string Keuze, string? Tekst);
