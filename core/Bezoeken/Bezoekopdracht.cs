using Isop.Core.Register;

namespace Isop.Core.Bezoeken;

/// <summary>What can be asked of a visitor's year.</summary>
public abstract record Bezoekopdracht
{
    private Bezoekopdracht()
    {
    }

    /// <summary>The register calls for these visits; of some another visitor already made them.</summary>
    public sealed record Volg(IReadOnlyList<Bezoekwens> Wensen, IReadOnlyCollection<string> Elders) : Bezoekopdracht;

    /// <summary>The clock: what is due by now.</summary>
    public sealed record Wek : Bezoekopdracht;

    public sealed record GeefBeschikbaarheid(PersonId Van, Beschikbaarheid Beschikbaarheid) : Bezoekopdracht;

    /// <summary>What the planner made of the year as it was at this revision.</summary>
    public sealed record NeemVoorstel(Jaarvoorstel Voorstel, int Revisie) : Bezoekopdracht;

    /// <summary>The visitor's own calendar was read, or may not be read any more: the plan is looked at again.</summary>
    public sealed record Herzie : Bezoekopdracht;

    /// <summary>"Zo afspreken": the opleiders are asked.</summary>
    public sealed record SpreekAf(PersonId Van) : Bezoekopdracht;

    /// <summary>The opleider agrees with the visits asked for on this half-day; with all of them when it is null.</summary>
    public sealed record Aanvaard(PersonId Van, Halfdag? Moment) : Bezoekopdracht;

    /// <summary>The opleider proposes another half-day for the visits at her location on this one.</summary>
    public sealed record StelAndersVoor(PersonId Van, Halfdag Moment, Halfdag Liever) : Bezoekopdracht;

    /// <summary>The visitor agrees with what the opleider proposed instead of this half-day.</summary>
    public sealed record NeemTegenvoorstel(PersonId Van, PersonId Opleider, Halfdag Moment) : Bezoekopdracht;

    /// <summary>The visitor gives a visit a moment, for the first time or another one.</summary>
    public sealed record KiesMoment(PersonId Van, string Bezoek, Halfdag Moment) : Bezoekopdracht;

    /// <summary>The student, a werkplekbegeleider or the opleider cannot be there.</summary>
    public sealed record KanNiet(PersonId Van, string Bezoek) : Bezoekopdracht;

    public sealed record MeldAfwezig(PersonId Van, Dagen Dagen) : Bezoekopdracht;

    /// <summary>The regisseur-studiecoaching names who takes over the visits that wait; <paramref name="Bezet"/> is when that person has visits.</summary>
    public sealed record LaatWaarnemen(PersonId Van, PersonId Waarnemer, IReadOnlyCollection<Halfdag> Bezet) : Bezoekopdracht;

    public sealed record MeldGeweest(PersonId Van, string Bezoek, string HoeGaatHet, string Afspraken, string? Extra, bool Driehoeksgesprek) : Bezoekopdracht;

    /// <summary>The student has read what was agreed as extra guidance.</summary>
    public sealed record LeesExtra(PersonId Van, string Bezoek) : Bezoekopdracht;
}

/// <summary>What became of it.</summary>
public abstract record Bezoekbesluit
{
    private Bezoekbesluit()
    {
    }

    public sealed record Gewijzigd(Bezoekjaar Jaar, IReadOnlyList<Bezorging.Intent> Intents) : Bezoekbesluit;

    /// <summary>It was so already: a second click, or one that comes late.</summary>
    public sealed record AlGedaan(Bezoekjaar Jaar) : Bezoekbesluit;

    public sealed record Geweigerd(Bezoekweigering Reden, PersonId? Wie = null) : Bezoekbesluit;
}

public enum Bezoekweigering
{
    NietVanJou,
    BestaatNiet,
    GeenDagdelen,

    /// <summary>It is not asked any more: withdrawn, moved or agreed otherwise.</summary>
    NietMeerGevraagd,
    Vol,
    AndereOrganisatie,
    TeDichtbij,
    GeenStagedag,
    BezoekerNietVrij,

    /// <summary>The visitor's own calendar is busy then. Nobody but the visitor is told so.</summary>
    AgendaBezet,
    OpleiderNooit,
    BuitenVenster,
    Voorbij,
    BelElkaar,
    TeLaatVoorKanNiet,
    NogNietGeweest,
    TekstOntbreekt,
    TeLang,
    OngeldigeDagen,
    NietsTeWaarnemen,
    WaarnemerBezet,
    RekentNog,
    NietsVoorgesteld,
    KaartIsOud,
}

/// <summary>What a decision may know besides the year.</summary>
public sealed record Bezoekomgeving
{
    public required RegisterSnapshot Register { get; init; }
    public required Kalender.Kaartmoment Kaartmoment { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>What the opleiders said; who is not here did not answer.</summary>
    public IReadOnlyDictionary<PersonId, Aanwezigheid> Opleiders { get; init; } = new Dictionary<PersonId, Aanwezigheid>();

    /// <summary>When the visitor's own calendar is busy; null when that is not known, or was read too long ago.</summary>
    public Bezetting? Agenda { get; init; }

    public bool IsBezet(Halfdag halfdag) => Agenda?.Heeft(halfdag) == true;

    public DateOnly Vandaag => Time.AmsterdamTime.DateOf(Now);
}
