using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Instrumenten;
using Isop.Core.Kalender;
using Isop.Core.Register;

namespace Isop.Core.Tussenevaluaties;

/// <summary>What came of a command.</summary>
public abstract record Besluit
{
    private Besluit()
    {
    }

    /// <summary>The case as it becomes, what must be sent or woken, and what the audit keeps.</summary>
    public sealed record Gewijzigd(Zaak Zaak, IReadOnlyList<Intent> Intents, IReadOnlyList<InzageRegel> Inzage) : Besluit;

    /// <summary>The command was carried out before (a double click, a second device, a repeated job): nothing changes.</summary>
    public sealed record AlGedaan(Zaak Zaak) : Besluit;

    public sealed record Geweigerd(Weigering Reden) : Besluit;
}

/// <summary>Why a command is refused; each has one Dutch sentence.</summary>
public enum Weigering
{
    /// <summary>Not a person of this case, or not with this part in it.</summary>
    NietVanJou,
    NogNietOpen,
    NietMeerOpen,

    /// <summary>Only before the opening: the questions stand in both forms.</summary>
    LeervragenStaanVast,
    TeVeelLeervragen,
    TeLang,
    NogNietIngediend,
    NogNietZichtbaar,
    NogVoorDeDeadline,
    AnderHeeftIngediend,

    /// <summary>Somebody saved in the form since it was shown: it is looked at again before it counts.</summary>
    FormulierIsVeranderd,
    DatumInVerleden,
    DatumTeVer,

    /// <summary>The day of a gesprek: not in the future and not before the opening.</summary>
    DatumVoorDeOpening,
    VerslagIsVeranderd,
    GeenMomenten,
    MomentBestaatNiet,
    RedenOntbreekt,
    TekstOntbreekt,
    NogGeenVerslag,

    /// <summary>The case changed since the card was made: the person has to see it first.</summary>
    KaartIsOud,
    EigenVerslag,
}

/// <summary>What a decision may look at besides the case: the register of this moment, the settings and the clock's reading.</summary>
public sealed record Omgeving
{
    public required RegisterSnapshot Register { get; init; }
    public required Kaartmoment Kaartmoment { get; init; }

    public required InstrumentCatalog Instrumenten { get; init; }
    public required DateTimeOffset Now { get; init; }

    public DateOnly Vandaag => Time.AmsterdamTime.DateOf(Now);
}
