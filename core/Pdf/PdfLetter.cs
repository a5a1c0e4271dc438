namespace Isop.Core.Pdf;

/// <summary>How text looks.</summary>
/// <param name="Grootte">In points.</param>
public sealed record PdfLetter(double Grootte)
{
    public bool Vet { get; init; }

    public PdfKleur Kleur { get; init; } = PdfHuisstijl.Tekst;

    /// <summary>From line to line, as a multiple of the size.</summary>
    public double Regelhoogte { get; init; } = 1.45;

    internal double Line => Grootte * Regelhoogte;
}

public enum PdfUitlijning
{
    Links,
    Midden,
    Rechts,
}

/// <summary>Where text stands in a box that is higher than it.</summary>
public enum PdfStand
{
    Boven,
    Midden,
    Onder,
}

/// <summary>A rectangle on a page, in points, measured from the upper left corner.</summary>
public readonly record struct PdfVak(double X, double Y, double Breedte, double Hoogte);

/// <summary>The size of a page, in points (1/72 inch).</summary>
public readonly record struct PdfFormaat(double Breedte, double Hoogte)
{
    public static PdfFormaat A4 { get; } = new(595.28, 841.89);
    public static PdfFormaat A4Liggend { get; } = new(841.89, 595.28);
}

/// <summary>A column of a table.</summary>
public sealed record PdfKolom(string Kop)
{
    /// <summary>The share of the width, against the other columns.</summary>
    public double Breedte { get; init; } = 1;

    public PdfUitlijning Uitlijning { get; init; }

    /// <summary>Its cells name their row, which a screen reader then says with the other cells.</summary>
    public bool Rijkop { get; init; }
}
