using Isop.Core.Register;

namespace Isop.Core.Tussenevaluaties;

/// <summary>What somebody, the register or the clock asks of a case.</summary>
public abstract record Opdracht
{
    private Opdracht()
    {
    }

    /// <summary>The register calls for the case like this; null when it no longer calls for it.</summary>
    public sealed record Volg(Verwachting? Verwachting) : Opdracht;

    /// <summary>The clock reached a step of the case.</summary>
    public sealed record Wek : Opdracht;

    public sealed record GeefLeervragen(PersonId Door, IReadOnlyList<string> Vragen) : Opdracht;

    /// <summary>
    /// The form of this person's side is complete, as it was in revision <paramref name="Gezien"/> (null: as it stands);
    /// <paramref name="ViaBrowser"/>: a receipt goes out.
    /// </summary>
    public sealed record DienIn(PersonId Door, bool ViaBrowser, int? Gezien = null) : Opdracht;

    /// <summary>A new version of what was submitted, after both became visible.</summary>
    public sealed record Corrigeer(PersonId Door) : Opdracht;

    /// <summary>Show my form although the other did not fill in.</summary>
    public sealed record GeefVrij(PersonId Door) : Opdracht;

    /// <summary>Moments in wall time (Amsterdam), 1-3.</summary>
    public sealed record StelMomentenVoor(PersonId Door, IReadOnlyList<DateTime> Momenten) : Opdracht;

    public sealed record KiesMoment(PersonId Door, DateTime Moment) : Opdracht;

    public sealed record KanOpGeenMoment(PersonId Door, string Toelichting) : Opdracht;

    public sealed record LegGesprekVast(PersonId Door, DateOnly Datum, string Afspraken) : Opdracht;

    /// <summary>The other agrees with the gesprek as recorded at <paramref name="Gezien"/>.</summary>
    public sealed record GaAkkoord(PersonId Door, DateTimeOffset? Gezien = null) : Opdracht;

    public sealed record BlikTerug(PersonId Door, string Keuze, string? Tekst) : Opdracht;

    public sealed record TrekInTwijfel(PersonId Door, string Reden) : Opdracht;

    public sealed record HefTwijfelOp : Opdracht;

    public sealed record HerinnerNogEens(PersonId Door) : Opdracht;

    public sealed record GeefUitstel(PersonId Door, DateOnly Tot) : Opdracht;

    public sealed record MeldBesprokenZonderFormulier(PersonId Door, string Reden) : Opdracht;
}
