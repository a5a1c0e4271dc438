using System.Globalization;

namespace Isop.Core.Pdf;

/// <summary>A colour in sRGB, a byte per channel.</summary>
public readonly record struct PdfKleur(byte Rood, byte Groen, byte Blauw)
{
    /// <summary>Reads <c>#0b5a6b</c>, the way a stylesheet writes it.</summary>
    /// <exception cref="FormatException">It is no <c>#rrggbb</c>.</exception>
    public static PdfKleur Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        return hex.Length == 7 && hex[0] == '#' && int.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new((byte)(value >> 16), (byte)(value >> 8), (byte)value)
            : throw new FormatException($"'{hex}' is no colour of the form #rrggbb.");
    }
}
