using Isop.Core.Register;

namespace Isop.Core.Inzage;

/// <summary>One line of the audit: who saw or changed what, and when. It never holds answers, and nothing changes it.</summary>
public sealed record InzageRegel
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: a <see cref="PersonId"/>, "bureau", "beheerder" (the command line) or "systeem".</summary>
    public required string By { get; init; }
    public required InzageSoort Soort { get; init; }

    /// <summary>The case it was about, where there was one.</summary>
    public string? Case { get; init; }

    /// <summary>The person it was about, where there was one.</summary>
    public PersonId? About { get; init; }

    /// <summary>Counts, ids, a reason; short, and no answers.</summary>
    public string? Detail { get; init; }
}

public enum InzageSoort
{
    AntwoordenGeopend,
    BeideZichtbaar,
    Vrijgegeven,
    AntwoordenGecorrigeerd,
    RegisterToegepast,
    RegisterTeruggezet,
    RegisterGewijzigd,
    KoppelingGelegd,
    KoppelingVerbroken,
    KoppelingAfgewezen,
    OpnieuwVerstuurd,
    VerzendingGestopt,
    VerzendingHervat,
    InstrumentVervangen,
    VragenlijstVervangen,
    PersoonGewist,

    /// <summary>Everything about a person was put into a file, for that person.</summary>
    PersoonGeexporteerd,

    /// <summary>A wave of the stage-evaluatie was held, opened, lengthened or closed by hand.</summary>
    StageEvaluatieGewijzigd,

    /// <summary>A remark was released or kept back.</summary>
    OpmerkingBeoordeeld,

    /// <summary>"Dit deden we met jullie antwoorden" was written.</summary>
    StageEvaluatieTeruggekoppeld,

    /// <summary>That somebody has a BKE, an aanstelling, a kalibreersessie or the opleiding voor opleiders was recorded.</summary>
    BevoegdheidVastgelegd,

    /// <summary>Such a record was wrong and was withdrawn.</summary>
    BevoegdheidIngetrokken,

    /// <summary>A certificate was revoked or replaced, or its name removed.</summary>
    CertificaatGewijzigd,

    /// <summary>The evaluations of a training were read.</summary>
    EvaluatiesGelezen,

    /// <summary>The bureau ended the subscription of a program.</summary>
    WebhookGestopt,

    /// <summary>A kwaliteitsimpuls was made, changed, looked back at or withdrawn.</summary>
    KwaliteitsimpulsGewijzigd,
}
