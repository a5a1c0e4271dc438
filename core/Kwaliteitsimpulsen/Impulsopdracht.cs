using Isop.Core.Register;

namespace Isop.Core.Kwaliteitsimpulsen;

/// <summary>What is asked of a kwaliteitsimpuls.</summary>
public abstract record Impulsopdracht
{
    private Impulsopdracht()
    {
    }

    public required PersonId Door { get; init; }

    /// <param name="Plek">Whose it becomes.</param>
    /// <param name="Id">Drawn with the form (<see cref="Storage.FormId"/>).</param>
    /// <param name="Aanleiding">As read from the report, never as a form says it.</param>
    /// <param name="Plan">As it was filled in.</param>
    public sealed record Maak(Impulsplek Plek, string Id, Aanleiding? Aanleiding, Impulsvoorstel Plan) : Impulsopdracht;

    /// <param name="Versie">What the form was made with.</param>
    /// <param name="Plan">As it was filled in.</param>
    public sealed record Verander(int Versie, Impulsvoorstel Plan) : Impulsopdracht;

    /// <param name="Versie">What the form was made with.</param>
    /// <param name="Uitkomst"><see cref="Impulsstaat.Loopt"/>: it goes on. Null when nothing was chosen.</param>
    /// <param name="Tekst">How it went.</param>
    /// <param name="Kijkdatum">When it goes on: the next day to look back.</param>
    public sealed record KijkTerug(int Versie, Impulsstaat? Uitkomst, string Tekst, DateOnly? Kijkdatum) : Impulsopdracht;

    /// <param name="Versie">What the form was made with.</param>
    /// <param name="Reden">Why it is not done.</param>
    public sealed record TrekIn(int Versie, string Reden) : Impulsopdracht;
}

/// <summary>A plan as somebody filled it in; null for what was not chosen or cannot be read.</summary>
public sealed record Impulsvoorstel(string Doel, string Maatregel, string Norm, DateOnly? Kijkdatum, Uitvoerder? Uitvoerder);

public abstract record Impulsbesluit
{
    private Impulsbesluit()
    {
    }

    public sealed record Gewijzigd(Kwaliteitsimpuls Impuls) : Impulsbesluit;

    /// <summary>It was so already: the same form twice.</summary>
    public sealed record AlGedaan(Kwaliteitsimpuls Impuls) : Impulsbesluit;

    /// <summary>Somebody else changed it since the form was made.</summary>
    /// <param name="Impuls">As it is now.</param>
    public sealed record Verouderd(Kwaliteitsimpuls Impuls) : Impulsbesluit;

    /// <summary>Everything that is wrong, not the first of it.</summary>
    public sealed record Geweigerd(IReadOnlyList<Impulsweigering> Redenen) : Impulsbesluit;
}

public enum Impulsweigering
{
    DoelOntbreekt,
    DoelTeLang,
    MaatregelOntbreekt,
    MaatregelTeLang,
    NormOntbreekt,
    NormTeLang,
    KijkdatumOntbreekt,
    KijkdatumNietLater,
    KijkdatumTeVer,

    /// <summary>Nothing was chosen, or a role that is not of this level.</summary>
    UitvoerderOntbreekt,
    UitkomstOntbreekt,
    TerugblikOntbreekt,
    TerugblikTeLang,
    RedenOntbreekt,
    RedenTeLang,

    /// <summary>It is rounded off: its plan is what was agreed.</summary>
    LooptNietMeer,

    /// <summary>It went on so often that another one says more.</summary>
    TeVaakVerder,

    /// <summary>The form was sent before, with something else in it.</summary>
    AlAndersGemaakt,
}
