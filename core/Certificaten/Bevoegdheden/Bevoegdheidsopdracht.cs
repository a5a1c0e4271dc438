namespace Isop.Core.Certificaten.Bevoegdheden;

/// <summary>What is asked of a dossier.</summary>
public abstract record Bevoegdheidsopdracht
{
    private Bevoegdheidsopdracht()
    {
    }

    /// <param name="Id">Drawn with the form (<see cref="Storage.FormId"/>).</param>
    /// <param name="Soort">What.</param>
    /// <param name="Datum">The first day it holds.</param>
    /// <param name="Tot">The last day; null when it stays.</param>
    /// <param name="Toelichting">May be empty.</param>
    /// <param name="Door">Who, as the audit writes it.</param>
    public sealed record LegVast(string Id, Bevoegdheidssoort Soort, DateOnly Datum, DateOnly? Tot, string Toelichting, string Door) : Bevoegdheidsopdracht;

    /// <param name="Id">Which.</param>
    /// <param name="Reden">Why it was wrong.</param>
    /// <param name="Door">Who, as the audit writes it.</param>
    public sealed record TrekIn(string Id, string Reden, string Door) : Bevoegdheidsopdracht;
}

public abstract record Bevoegdheidsbesluit
{
    private Bevoegdheidsbesluit()
    {
    }

    /// <param name="Dossier">As it is now.</param>
    /// <param name="Regel">What was recorded or withdrawn.</param>
    public sealed record Gewijzigd(Bevoegdheidsdossier Dossier, Bevoegdheidsregel Regel) : Bevoegdheidsbesluit;

    public sealed record AlGedaan(Bevoegdheidsdossier Dossier) : Bevoegdheidsbesluit;

    public sealed record Geweigerd(Bevoegdheidsweigering Reden) : Bevoegdheidsbesluit;
}

public enum Bevoegdheidsweigering
{
    /// <summary>It cannot have been yet; only an aanstelling may begin later, within a year.</summary>
    DatumInDeToekomst,

    /// <summary>Only a BKE and an aanstelling end.</summary>
    HeeftGeenEinde,
    EindigtVoorBegin,
    ToelichtingTeLang,
    RedenOntbreekt,
    RedenTeLang,

    /// <summary>The form was sent before, with something else in it.</summary>
    AlAndersVastgelegd,
    OnbekendeRegel,

    /// <summary>There are as many as a dossier holds.</summary>
    Vol,
}
