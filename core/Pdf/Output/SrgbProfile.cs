using System.Buffers.Binary;
using System.Text;

namespace Isop.Core.Pdf.Output;

/// <summary>
/// What our numbers for colours mean: an ICC 4.2 display profile of sRGB (IEC 61966-2-1), made from its primaries and its curve. Parametric, so
/// it takes some hundred bytes and holds no table.
/// </summary>
internal static class SrgbProfile
{
    private static readonly double[] D65 = [0.3127 / 0.3290, 1, (1 - 0.3127 - 0.3290) / 0.3290];
    private static readonly double[] D50 = [0.9642, 1, 0.8249];
    private static readonly double[,] Bradford = { { 0.8951, 0.2664, -0.1614 }, { -0.7502, 1.7135, 0.0367 }, { 0.0389, -0.0685, 1.0296 } };
    private static readonly double[,] Primaries =
    {
        { 0.64 / 0.33, 0.30 / 0.60, 0.15 / 0.06 }, { 1, 1, 1 }, { 0.03 / 0.33, 0.10 / 0.60, 0.79 / 0.06 },
    };

    private static readonly Lazy<byte[]> Made = new(Build);

    public static ReadOnlySpan<byte> Bytes => Made.Value;

    private static byte[] Build()
    {
        var adaptation = Adaptation();
        var light = Multiply(Inverse(Primaries), D65);
        // Column i is primary i with so much light that the three together are white.
        var colorants = Multiply(adaptation, Scaled(Primaries, light));
        (string, byte[])[] tags =
        [
            ("desc", Text("sRGB IEC61966-2.1")), ("cprt", Text("No copyright; use freely.")), ("wtpt", Xyz(D50)),
            ("chad", Fixed("sf32", [.. adaptation.Cast<double>()])), ("rXYZ", Xyz(Column(colorants, 0))), ("gXYZ", Xyz(Column(colorants, 1))),
            ("bXYZ", Xyz(Column(colorants, 2))), ("rTRC", Curve()), ("gTRC", Curve()), ("bTRC", Curve()),
        ];
        var start = 128 + 4 + 12 * tags.Length;
        var file = new byte[start + tags.Sum(t => t.Item2.Length)];
        BinaryPrimitives.WriteInt32BigEndian(file, file.Length);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(8), 0x04200000);
        Encoding.ASCII.GetBytes("mntrRGB XYZ ", file.AsSpan(12));
        // The date of the standard: the profile must not differ from day to day.
        ReadOnlySpan<ushort> date = [1999, 10, 18, 0, 0, 0];
        for (var i = 0; i < date.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(24 + 2 * i), date[i]);
        }

        Encoding.ASCII.GetBytes("acsp", file.AsSpan(36));
        Xyz(D50)[8..].CopyTo(file, 68);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(128), tags.Length);
        for (var i = 0; i < tags.Length; i++)
        {
            var (name, data) = tags[i];
            Encoding.ASCII.GetBytes(name, file.AsSpan(132 + 12 * i));
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(136 + 12 * i), start);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(140 + 12 * i), data.Length);
            data.CopyTo(file, start);
            start += data.Length;
        }

        return file;
    }

    /// <summary>From the white of a screen to that of paper (Bradford).</summary>
    private static double[,] Adaptation()
    {
        var (from, to) = (Multiply(Bradford, D65), Multiply(Bradford, D50));
        return Multiply(Inverse(Bradford), Multiply(new[,] { { to[0] / from[0], 0, 0 }, { 0, to[1] / from[1], 0 }, { 0, 0, to[2] / from[2] } }, Bradford));
    }

    /// <summary>Parametric curve 3: a power above a threshold, a straight line below it.</summary>
    private static byte[] Curve()
    {
        var curve = Fixed("para", [0, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]);
        curve[9] = 3;
        return curve;
    }

    private static byte[] Xyz(double[] values) => Fixed("XYZ ", values);

    private static byte[] Fixed(string type, double[] values)
    {
        var data = new byte[8 + 4 * values.Length];
        Encoding.ASCII.GetBytes(type, data);
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8 + 4 * i), (int)Math.Round(values[i] * 65536));
        }

        return data;
    }

    private static byte[] Text(string text)
    {
        var data = new byte[(28 + 2 * text.Length + 3) & ~3];
        Encoding.ASCII.GetBytes("mluc", data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(12), 12);
        Encoding.ASCII.GetBytes("enUS", data.AsSpan(16));
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(20), 2 * text.Length);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(24), 28);
        Encoding.BigEndianUnicode.GetBytes(text, data.AsSpan(28));
        return data;
    }

    private static double[] Column(double[,] m, int column) => [m[0, column], m[1, column], m[2, column]];

    private static double[,] Scaled(double[,] m, double[] by) => Each((row, column) => m[row, column] * by[column]);

    private static double[,] Multiply(double[,] a, double[,] b) =>
        Each((row, column) => a[row, 0] * b[0, column] + a[row, 1] * b[1, column] + a[row, 2] * b[2, column]);

    private static double[] Multiply(double[,] a, double[] b) =>
        [.. Enumerable.Range(0, 3).Select(row => a[row, 0] * b[0] + a[row, 1] * b[1] + a[row, 2] * b[2])];

    private static double[,] Inverse(double[,] m)
    {
        double Minor(int row, int column) =>
            m[(row + 1) % 3, (column + 1) % 3] * m[(row + 2) % 3, (column + 2) % 3] - m[(row + 1) % 3, (column + 2) % 3] * m[(row + 2) % 3, (column + 1) % 3];
        var determinant = m[0, 0] * Minor(0, 0) + m[0, 1] * Minor(0, 1) + m[0, 2] * Minor(0, 2);
        return Each((row, column) => Minor(column, row) / determinant);
    }

    private static double[,] Each(Func<int, int, double> value)
    {
        var made = new double[3, 3];
        for (var i = 0; i < 9; i++)
        {
            made[i / 3, i % 3] = value(i / 3, i % 3);
        }

        return made;
    }
}
