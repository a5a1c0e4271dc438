using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Intervisie;

/// <summary>What can be asked of the intervisie of a leerteam.</summary>
public abstract record Intervisieopdracht
{
    private Intervisieopdracht()
    {
    }

    /// <summary>The leerteam as the register has it now; null when it is not there any more.</summary>
    public sealed record Volg(Leerteam? Leerteam) : Intervisieopdracht;

    /// <summary>The clock: what is due by now.</summary>
    public sealed record Wek : Intervisieopdracht;

    /// <summary>Works out dates for this rhythm, for the begeleider to look at.</summary>
    public sealed record StelVoor(PersonId Van, Intervisieritme Ritme, IReadOnlyList<string> Themas) : Intervisieopdracht;

    /// <summary>"Zo plannen": the dates of the proposal become the series and everybody hears of it.</summary>
    public sealed record Plan(PersonId Van) : Intervisieopdracht;

    /// <summary>"Laat het zoals het was": the proposal goes, what was planned stays.</summary>
    public sealed record LaatVallen(PersonId Van) : Intervisieopdracht;

    /// <summary>One more, besides the rhythm; on a day that is over it is one that was not planned.</summary>
    public sealed record VoegToe(PersonId Van, DateOnly Datum, TimeOnly Tijd) : Intervisieopdracht;

    /// <summary>Another day and time; <paramref name="Voortaan"/>: those after it move to that weekday and time too.</summary>
    public sealed record Verzet(PersonId Van, string Bijeenkomst, DateOnly Datum, TimeOnly Tijd, bool Voortaan) : Intervisieopdracht;

    public sealed record SlaOver(PersonId Van, string Bijeenkomst) : Intervisieopdracht;

    /// <summary>
    /// The begeleider changes what it is about, where, who leads and who comes along, of the series as it was at this revision; null leaves
    /// the leader as proposed.
    /// </summary>
    public sealed record PasAan(
        PersonId Van, string Bijeenkomst, int Revisie, string Thema, string Plaats, string? Locatie, PersonId? Leider, IReadOnlyList<PersonId> Gasten) : Intervisieopdracht;

    /// <summary>Who leads says what it is about.</summary>
    public sealed record KiesThema(PersonId Van, string Bijeenkomst, string Thema) : Intervisieopdracht;

    /// <summary>Who is to lead lets the next one do it.</summary>
    public sealed record GeefDoor(PersonId Van, string Bijeenkomst) : Intervisieopdracht;

    /// <summary>A student or guest cannot be there, or can after all.</summary>
    public sealed record MeldAf(PersonId Van, string Bijeenkomst, bool Afwezig) : Intervisieopdracht;

    /// <summary>Who was there and one line; said again it replaces what was said.</summary>
    public sealed record MeldGeweest(PersonId Van, string Bijeenkomst, IReadOnlyList<PersonId> Aanwezig, string Regel) : Intervisieopdracht;
}

/// <summary>What became of it.</summary>
public abstract record Intervisiebesluit
{
    private Intervisiebesluit()
    {
    }

    public sealed record Gewijzigd(Intervisiereeks Reeks, IReadOnlyList<Intent> Intents) : Intervisiebesluit;

    /// <summary>It was so already: a second click, or one that comes late.</summary>
    public sealed record AlGedaan(Intervisiereeks Reeks) : Intervisiebesluit;

    public sealed record Geweigerd(Intervisieweigering Reden) : Intervisiebesluit;
}

public enum Intervisieweigering
{
    /// <summary>Only the begeleider may.</summary>
    NietVanJou,
    NietUitgenodigd,
    NietGespreksleider,
    KaartIsOud,
    BestaatNiet,
    GeenDagen,
    GeenVoorstel,

    /// <summary>The kalender changed since the dates were shown.</summary>
    VoorstelVerouderd,
    DagGaatNiet,
    Voorbij,
    BuitenJaar,
    DubbeleDag,
    TijdGaatNiet,
    NietMeerGepland,
    NogNietGeweest,
    GeenLid,
    NiemandAnders,
    TeLang,
    TeVeelThemas,
    Vol,
}

/// <summary>What a decision may know besides the series.</summary>
public sealed record Intervisieomgeving
{
    public required RegisterSnapshot Register { get; init; }
    public required Kaartmoment Kaartmoment { get; init; }
    public required DateTimeOffset Now { get; init; }

    public DateOnly Vandaag => AmsterdamTime.DateOf(Now);
}

/// <summary>The names under which this capability's cards and wakes are known.</summary>
public static class Intervisiekaarten
{
    public const string Capability = "intervisie";

    /// <summary>The series of a leerteam.</summary>
    public const string Reeks = "intervisie.reeks";

    /// <summary>One bijeenkomst.</summary>
    public const string Bijeenkomst = "intervisie.bijeenkomst";

    /// <summary>A leerteam without intervisie, for its opleider.</summary>
    public const string Zonder = "intervisie.zonder";

    public static string ZaakVan(string reeks, string bijeenkomst) => $"{reeks}/{bijeenkomst}";

    /// <summary>The series and the bijeenkomst; a code of a leerteam may hold a "/" of its own.</summary>
    public static (string Reeks, string Bijeenkomst)? Split(string? zaak) =>
        zaak is { Length: < 200 } && zaak.LastIndexOf('/') is > 0 and var at ? (zaak[..at], zaak[(at + 1)..]) : null;
}
