namespace Isop.Core.Certificaten;

/// <summary>What became of a certificate since it was issued.</summary>
public sealed record Certificaatstand
{
    public required Certificaatnummer Nummer { get; init; }

    /// <summary>SHA-256 of the file, in lower-case hex. Stays when the name goes.</summary>
    public required string Pdf { get; init; }

    public Intrekking? Ingetrokken { get; init; }

    public Vervanging? Vervangen { get; init; }

    /// <summary>The day the name was removed on request.</summary>
    public DateOnly? NaamVerwijderd { get; init; }

    /// <summary>Whether it holds on a day, as far as this goes: the end of its validity is a fact of the certificate itself.</summary>
    public bool Staat => Ingetrokken is null && Vervangen is null;
}

/// <param name="Op">The day.</param>
/// <param name="Reden">As anybody who checks may read it.</param>
/// <param name="Door">Who did it, as the audit writes it.</param>
public sealed record Intrekking(DateOnly Op, string Reden, string Door);

/// <param name="Op">The day.</param>
/// <param name="Opvolger">The certificate that took its place; drawn with the decision, so that there is one.</param>
/// <param name="Door">Who did it, as the audit writes it.</param>
/// <param name="Verstrekt">It is there.</param>
public sealed record Vervanging(DateOnly Op, Certificaatnummer Opvolger, string Door, bool Verstrekt = false);

/// <summary>Whether a certificate holds, as anybody is told.</summary>
public enum Geldigheid
{
    Geldig,
    Verlopen,
    Vervangen,
    Ingetrokken,
}

public static class Geldigheden
{
    /// <summary>The word for it, the same for people and programs.</summary>
    public static string Woord(this Geldigheid geldigheid) => geldigheid switch
    {
        Geldigheid.Geldig => "geldig",
        Geldigheid.Verlopen => "verlopen",
        Geldigheid.Vervangen => "vervangen",
        Geldigheid.Ingetrokken => "ingetrokken",
        _ => throw new ArgumentOutOfRangeException(nameof(geldigheid)),
    };
}

/// <summary>A certificate with what became of it.</summary>
/// <param name="Certificaat">As issued.</param>
/// <param name="Stand">Since then.</param>
/// <param name="Houder">Null when the name was removed.</param>
public sealed record Certificaatblad(Certificaat Certificaat, Certificaatstand Stand, Certificaathouder? Houder)
{
    public Geldigheid Op(DateOnly dag) => Stand switch
    {
        { Ingetrokken: not null } => Geldigheid.Ingetrokken,
        { Vervangen: not null } => Geldigheid.Vervangen,
        _ => Certificaat.GeldigTot < dag ? Geldigheid.Verlopen : Geldigheid.Geldig,
    };
}
