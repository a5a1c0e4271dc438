namespace Isop.Core.Pdf.Layout;

internal enum DrawKind
{
    Rectangle,
    Outline,
    Line,
    Polygon,
    Text,
}

/// <summary>One thing drawn. A line runs from (X, Y) to (A, B); for the others A and B are width and height.</summary>
internal readonly record struct DrawStep(DrawKind Kind, double X, double Y, double A, double B, PdfKleur Colour)
{
    public double Thickness { get; init; }
    public string? Text { get; init; }
    public PdfLetter? Letter { get; init; }

    /// <summary>The corners of a polygon.</summary>
    public IReadOnlyList<(double X, double Y)>? Corners { get; init; }
}
