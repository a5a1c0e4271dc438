using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>What a training is registered with.</summary>
public sealed record Trainingsaanmelding
{
    /// <summary>Drawn when the form was shown, so that sending it twice registers once.</summary>
    public required string Id { get; init; }
    public required PersonId Van { get; init; }
    public required string Soort { get; init; }
    public required IReadOnlyList<string> Organisaties { get; init; }
    public string? Bestuur { get; init; }
    public string Plaats { get; init; } = "";

    /// <summary>At least one; the parts that follow may get their day later.</summary>
    public required IReadOnlyList<DateOnly> Datums { get; init; }
    public required TimeOnly Begin { get; init; }
    public required TimeOnly Einde { get; init; }
    public bool MetScan { get; init; }
}

/// <summary>What can be asked of a training.</summary>
public abstract record Trainingsopdracht
{
    private Trainingsopdracht()
    {
    }

    /// <summary>The clock: what is due by now.</summary>
    public sealed record Wek : Trainingsopdracht;

    /// <summary>Another day, time or place for a part (0 and up).</summary>
    public sealed record Verzet(PersonId Van, int Deel, DateOnly Datum, TimeOnly Begin, TimeOnly Einde, string Plaats) : Trainingsopdracht;

    /// <summary>
    /// Of the people that were shown, these are expected; guests stay. Who was not shown is left alone, so that a long list can be worked through in pieces.
    /// </summary>
    public sealed record ZetDeelnemers(PersonId Van, IReadOnlyList<PersonId> Getoond, IReadOnlyList<PersonId> Gekozen) : Trainingsopdracht;

    public sealed record VoegGastToe(PersonId Van, string Naam, string Email) : Trainingsopdracht;

    public sealed record HaalGastWeg(PersonId Van, string Deelnemer) : Trainingsopdracht;

    public sealed record ZetInhoud(PersonId Van, string Tekst) : Trainingsopdracht;

    /// <summary>Of the deelnemers that were shown, these were there; of the others it stays as it was.</summary>
    public sealed record MeldAanwezig(PersonId Van, int Deel, IReadOnlyList<string> Getoond, IReadOnlyList<string> Aanwezig) : Trainingsopdracht;

    /// <summary>A deelnemer answered; the answers themselves are written along.</summary>
    public sealed record Antwoord(PersonId Van) : Trainingsopdracht;

    /// <summary>Passes the evaluations on to the onderwijsbureau; null when the bureau fetches them itself.</summary>
    public sealed record GeefDoor(PersonId? Van, string Door) : Trainingsopdracht;

    /// <summary>The onderwijsbureau issues.</summary>
    public sealed record Verstrek(string Door) : Trainingsopdracht;

    /// <summary>So many certificates of the decision are there.</summary>
    public sealed record MeldVerstrekt(int Aantal) : Trainingsopdracht;

    /// <summary>The register as it is now: somebody else takes over from an organisator who left.</summary>
    public sealed record Volg : Trainingsopdracht;

    /// <summary>The name of a guest is removed on request.</summary>
    public sealed record VergeetGast(string Deelnemer) : Trainingsopdracht;

    public sealed record ZegAf(PersonId Van, string Reden) : Trainingsopdracht;
}

public abstract record Trainingsbesluit
{
    private Trainingsbesluit()
    {
    }

    public sealed record Gewijzigd(Training Training, IReadOnlyList<Intent> Intents) : Trainingsbesluit;

    /// <summary>It was so already: a second click, or one that comes late.</summary>
    public sealed record AlGedaan(Training Training) : Trainingsbesluit;

    public sealed record Geweigerd(Trainingsweigering Reden) : Trainingsbesluit;
}

public enum Trainingsweigering
{
    /// <summary>Only who organises it may.</summary>
    NietVanJou,
    OnbekendeSoort,
    GeenOrganisatie,
    GeenDatum,
    TeVeelDatums,
    DatumsDoorElkaar,

    /// <summary>Longer ago than the study year before this one, or further ahead than the next.</summary>
    DatumTeVer,
    TijdGaatNiet,
    TeLang,
    OnbekendDeel,

    /// <summary>Who was there was said already.</summary>
    AlGemeld,
    NogNietGeweest,
    OnbekendePersoon,
    NaamOntbreekt,
    EmailKlopNiet,

    /// <summary>Who organises it is no deelnemer.</summary>
    Organiseert,

    /// <summary>Somebody of this name is on the list.</summary>
    StaatErAl,

    /// <summary>Was there, so cannot be taken off the list.</summary>
    WasErbij,
    Vol,
    TekstOntbreekt,
    NietErbij,
    RondeNogNietOpen,
    RondeGesloten,
    RondeNogOpen,
    NietCompleet,

    AlVerstrekt,
    Afgezegd,
    RedenOntbreekt,
}

/// <summary>What a decision may know besides the training.</summary>
public sealed record Trainingsomgeving
{
    public required RegisterSnapshot Register { get; init; }
    public required Kaartmoment Kaartmoment { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>The setting: only who was there gets a certificate.</summary>
    public bool AanwezigheidVereist { get; init; } = true;

    public DateOnly Vandaag => AmsterdamTime.DateOf(Now);
}

/// <summary>The names under which the cards of trainings and certificates are known.</summary>
public static class Trainingskaarten
{
    public const string Capability = "trainingen";

    /// <summary>The training, for who organises it.</summary>
    public const string Beheer = "training.beheer";

    /// <summary>The training, for who is expected: days, place, mentorscan.</summary>
    public const string Uitnodiging = "training.uitnodiging";

    /// <summary>The evaluation afterwards.</summary>
    public const string Evaluatie = "training.evaluatie";

    /// <summary>Why somebody does not get a certificate.</summary>
    public const string Zonder = "training.zonder";

    /// <summary>That somebody has no opfriscursus yet this study year; the case is the study year.</summary>
    public const string Nodig = "training.nodig";

    /// <summary>A certificate; the case is its number.</summary>
    public const string Certificaat = "certificaat.verstrekt";

    /// <summary>What somebody did in a study year; the case is the study year.</summary>
    public const string Bedankt = "certificaat.bedankt";

    /// <summary>Opens the certificates of the person who asks; the case is the person.</summary>
    public const string Mijn = "certificaat.mijn";
}
