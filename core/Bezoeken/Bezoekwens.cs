using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>A visit that the register calls for: the first or second of a blok (hbo), the begin or the end of a stageperiode (mbo).</summary>
public sealed record Bezoekwens
{
    /// <summary>
    /// The same for as long as the student, the period and the number are: "{student}-{studiejaar}-{period}-{number}" in letters,
    /// digits and "-", so that a move to another school or another visitor keeps it.
    /// </summary>
    public required string Id { get; init; }
    public required PersonId Student { get; init; }

    /// <summary>The stage that runs then.</summary>
    public required string Stage { get; init; }
    public required string Organisatie { get; init; }
    public PersonId? Opleider { get; init; }

    /// <summary>The name of the blok or stageperiode in the kalender.</summary>
    public required string Periode { get; init; }

    /// <summary>1 or 2 within the period.</summary>
    public required int Nummer { get; init; }

    /// <summary>Between which days it is planned.</summary>
    public required Dagen Venster { get; init; }
}

/// <summary>A visit with its moment.</summary>
public sealed record GeplandBezoek(Bezoekwens Wens, Halfdag Moment, bool MetOpleider);

/// <summary>A visit for which there is no moment, and why.</summary>
public sealed record OngeplandBezoek(Bezoekwens Wens, Ongepland Waarom);

/// <summary>Why a visit has no moment.</summary>
public enum Ongepland
{
    /// <summary>The student has no stagedag in the window.</summary>
    GeenStagedag,

    /// <summary>The visitor works on none of the student's stagedagen in the window.</summary>
    BezoekerNietVrij,

    /// <summary>The visitor works on such days, but her own calendar is busy on all of them.</summary>
    AgendaBezet,

    /// <summary>Days remain, but the opleider said that visits never suit on them.</summary>
    OpleiderNooit,

    /// <summary>The window lies in the past.</summary>
    TeLaat,

    /// <summary>There are moments, but others take them all, or it would be too near the other visit.</summary>
    Vol,
}

/// <summary>What is asked of the planner: a visitor's year, or what is left of it.</summary>
public sealed record Jaaropdracht
{
    public required IReadOnlyList<Bezoekwens> Wensen { get; init; }
    public required Beschikbaarheid Beschikbaarheid { get; init; }

    /// <summary>What each opleider said; who is not here did not answer.</summary>
    public IReadOnlyDictionary<PersonId, Aanwezigheid> Opleiders { get; init; } = new Dictionary<PersonId, Aanwezigheid>();

    /// <summary>Visits that are agreed or done: they stay where they are and take their half-day.</summary>
    public IReadOnlyList<GeplandBezoek> Vast { get; init; } = [];

    /// <summary>Where visits are proposed now: moving one costs, so that a repair moves as few as can be.</summary>
    public IReadOnlyDictionary<string, Halfdag> Huidig { get; init; } = new Dictionary<string, Halfdag>();

    /// <summary>Half-days that other things take, and moments that were refused for a visit (by its id).</summary>
    public IReadOnlyList<Halfdag> Bezet { get; init; } = [];
    public IReadOnlyDictionary<string, IReadOnlyList<Halfdag>> Afgewezen { get; init; } = new Dictionary<string, IReadOnlyList<Halfdag>>();

    /// <summary>Half-days on which another visitor already comes to an opleider: a little in favour.</summary>
    public IReadOnlyDictionary<PersonId, IReadOnlyList<Halfdag>> AndereBezoeken { get; init; } = new Dictionary<PersonId, IReadOnlyList<Halfdag>>();

    /// <summary>Nothing is planned before this day.</summary>
    public required DateOnly Vanaf { get; init; }
}

/// <summary>A plan; every wish that is not <see cref="Jaaropdracht.Vast"/> is in one of the two lists.</summary>
/// <param name="Bezoeken">By moment.</param>
/// <param name="Ongepland">What could not be planned.</param>
/// <param name="Bewezen">Every period is proved to be the best there is.</param>
/// <param name="Verplaatst">How many visits of <see cref="Jaaropdracht.Huidig"/> moved.</param>
public sealed record Jaarvoorstel(
    IReadOnlyList<GeplandBezoek> Bezoeken, IReadOnlyList<OngeplandBezoek> Ongepland, bool Bewezen, int Verplaatst);
