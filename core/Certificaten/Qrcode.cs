using QRCoder;

namespace Isop.Core.Certificaten;

/// <summary>The modules of a QR code (ISO/IEC 18004); true is dark.</summary>
public static class Qrcode
{
    /// <summary>Light modules around the code, which a reader needs to find it; they are part of what <see cref="Modules"/> gives.</summary>
    public const int Rand = 4;

    /// <summary>Readable with 15 in 100 of it gone (level M). The same text gives the same modules.</summary>
    public static bool[,] Modules(string tekst)
    {
        ArgumentException.ThrowIfNullOrEmpty(tekst);
        using var code = QRCodeGenerator.GenerateQrCode(tekst, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var modules = new bool[rows.Count, rows.Count];
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                modules[y, x] = rows[y][x];
            }
        }

        return modules;
    }
}
