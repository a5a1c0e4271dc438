using System.Globalization;
using Isop.Core.Pdf.Fonts;

namespace Isop.Core.Pdf.Layout;

internal sealed class HeadingBlock(int level, string text, Typeface typeface) : Block
{
    private readonly PdfLetter _letter = PdfHuisstijl.Kop(level);

    public override double Before => level switch { 1 => 30, 2 => 22, _ => 14 };

    public override bool StaysWithNext => true;

    public override double Least(Typesetter setter)
    {
        TextLines.Break(text, typeface.Bold, _letter.Grootte, Typesetter.Width, setter.Lines);
        return setter.Lines.Count * _letter.Line + After;
    }

    private double After => level == 1 ? 8 : 3;

    public override void Set(Typesetter setter)
    {
        TextLines.Break(text, typeface.Bold, _letter.Grootte, Typesetter.Width, setter.Lines);
        setter.Text(setter.Root.Add($"H{level}"), text, setter.Lines, _letter, Typesetter.Left);
        if (level == 1)
        {
            setter.Content.BeginArtifact();
            setter.Content.Rectangle(Typesetter.Left, setter.Y + 4, 44, 2.5, PdfHuisstijl.Accent);
            setter.Content.End();
        }

        setter.Y += After;
    }
}

internal sealed class ParagraphBlock(string text, PdfLetter letter, Typeface typeface, bool withNext) : Block
{
    public override double Before => 8;

    public override bool StaysWithNext => withNext;

    public override double Least(Typesetter setter) => 2 * letter.Line;

    public override void Set(Typesetter setter)
    {
        TextLines.Break(text, typeface.Font(letter.Vet), letter.Grootte, Typesetter.Width, setter.Lines);
        setter.Text(setter.Root.Add("P"), text, setter.Lines, letter, Typesetter.Left);
    }
}

internal sealed class ListBlock(IReadOnlyList<string> items, bool numbered, Typeface typeface) : Block
{
    private const double Indent = 18;
    private static readonly PdfLetter Letter = PdfHuisstijl.Lopend;

    public override double Before => 7;

    public override double Least(Typesetter setter) => 2 * Letter.Line;

    public override void Set(Typesetter setter)
    {
        var list = setter.Root.Add("L");
        list.Attributes = numbered ? "<< /O /List /ListNumbering /Decimal >>" : "<< /O /List /ListNumbering /Disc >>";
        var widest = numbered ? Math.Max(Indent, TextLines.Measure(Label(items.Count), typeface.Regular, Letter.Grootte) + 6) : Indent;
        for (var i = 0; i < items.Count; i++)
        {
            TextLines.Break(items[i], typeface.Regular, Letter.Grootte, Typesetter.Width - widest, setter.Lines);
            setter.NeedRoom(Letter.Line * Math.Min(2, setter.Lines.Count));
            var item = list.Add("LI");
            setter.Begin(item.Add("Lbl"));
            setter.Content.Text(Typesetter.Left + 3, Typesetter.Baseline(Letter, setter.Y), Label(i + 1), '\0', Letter with { Kleur = PdfHuisstijl.Accent });
            setter.Content.End();
            setter.Text(item.Add("LBody"), items[i], setter.Lines, Letter, Typesetter.Left + widest);
            setter.Y += 2.5;
        }
    }

    private string Label(int number) => numbered ? number.ToString(CultureInfo.InvariantCulture) + "." : "•";
}
