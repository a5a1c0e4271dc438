using System.Globalization;

namespace Isop.Core.Pdf.Layout;

internal sealed class FigureBlock(PdfTekening drawing, string alt, bool withNext) : Block
{
    private const double After = 4;

    public override double Before => 12;

    public override double Least(Typesetter setter) => drawing.Hoogte + (withNext ? After : 0);

    public override bool StaysWithNext => withNext;

    public override void Set(Typesetter setter)
    {
        setter.NeedRoom(drawing.Hoogte);
        Set(setter, drawing, alt, new(Typesetter.Left, setter.Y, drawing.Breedte, drawing.Hoogte));
        setter.Y += drawing.Hoogte + After;
    }

    public static void Set(Typesetter setter, PdfTekening drawing, string alt, PdfVak box)
    {
        var height = setter.Content.Height;
        var figure = setter.Root.Add(new Tag("Figure") { Alt = alt });
        figure.Attributes = string.Create(CultureInfo.InvariantCulture,
            $"<< /O /Layout /Placement /Block /BBox [{box.X:0.##} {height - box.Y - box.Hoogte:0.##} {box.X + box.Breedte:0.##} {height - box.Y:0.##}] >>");
        setter.Begin(figure);
        setter.Content.Draw(drawing.Steps, box.X, box.Y);
        setter.Content.End();
    }
}
