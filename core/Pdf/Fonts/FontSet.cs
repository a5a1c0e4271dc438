using Isop.Core.Pdf.Layout;
using Isop.Core.Pdf.Output;

namespace Isop.Core.Pdf.Fonts;

/// <summary>The two weights in one document. A weight that no text uses is not embedded.</summary>
internal sealed class FontSet(TextIntake intake)
{
    private readonly FontSubset?[] _used = new FontSubset?[2];

    public FontSubset Use(bool bold) => _used[bold ? 1 : 0] ??= intake.Subset(bold);

    /// <summary>Writes what pages name as their resources, and the fonts.</summary>
    public void Write(PdfObjects objects, int number)
    {
        var numbers = _used.Select(used => used is null ? 0 : objects.Reserve()).ToArray();
        objects.Begin(number);
        objects.Out.Add("<< /Font <<"u8);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] > 0)
            {
                objects.Out.Add(i == 0 ? " /R "u8 : " /B "u8);
                objects.Out.Reference(numbers[i]);
            }
        }

        objects.Out.Add(" >> >>"u8);
        objects.End();
        for (var i = 0; i < numbers.Length; i++)
        {
            _used[i]?.Write(objects, numbers[i]);
        }
    }
}
