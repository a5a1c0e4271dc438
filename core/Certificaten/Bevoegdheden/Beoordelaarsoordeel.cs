namespace Isop.Core.Certificaten.Bevoegdheden;

/// <summary>Whether somebody may assess on a day, and what that rests on.</summary>
public sealed record Beoordelaarsoordeel
{
    public required DateOnly Dag { get; init; }

    /// <summary>Why not, in the order in which it is mended; empty for who may.</summary>
    public required IReadOnlyList<Beoordelaarsreden> Redenen { get; init; }

    /// <summary>What should be done, but stops nobody.</summary>
    public required IReadOnlyList<Beoordelaarswaarschuwing> Waarschuwingen { get; init; }

    /// <summary>Every <see cref="Bevoegdheidssoort"/>, in its order.</summary>
    public required IReadOnlyList<Bevoegdheidsstand> Standen { get; init; }

    public bool MagBeoordelen => Redenen.Count == 0;

    public Bevoegdheidsstand Van(Bevoegdheidssoort soort) => Standen[(int)soort];
}

/// <summary>Why somebody may not assess on a day.</summary>
public enum Beoordelaarsreden
{
    BkeOntbreekt,
    BkeBegintLater,
    BkeVerlopen,
    AanstellingOntbreekt,
    AanstellingBegintLater,
    AanstellingVerlopen,
}

public enum Beoordelaarswaarschuwing
{
    /// <summary>Never joined one.</summary>
    KalibratieOntbreekt,

    /// <summary>The last one was before the previous study year.</summary>
    KalibratieTeLangGeleden,
}

/// <summary>How one thing stands on a day.</summary>
/// <param name="Soort">Which.</param>
/// <param name="Staat">How.</param>
/// <param name="Bewijs">What holds, else what held last, else what begins first; null when there is none.</param>
public sealed record Bevoegdheidsstand(Bevoegdheidssoort Soort, Bevoegdheidsstaat Staat, Bewijs? Bewijs);

public enum Bevoegdheidsstaat
{
    Geldt,
    BegintLater,
    Verlopen,
    Ontbreekt,
}

/// <param name="Datum">The first day.</param>
/// <param name="Tot">The last day; null when it stays.</param>
/// <param name="Toelichting">May be empty.</param>
/// <param name="Certificaat">The certificate of ISOP it comes from; null when somebody recorded it.</param>
public sealed record Bewijs(DateOnly Datum, DateOnly? Tot, string Toelichting, Certificaatnummer? Certificaat = null);
