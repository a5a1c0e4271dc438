using Isop.Core.Pdf.Fonts;

namespace Isop.Core.Pdf.Layout;

/// <summary>A table. Its rows stay whole where a page can hold them, and its header stands again on every page, the second time only to be seen.</summary>
internal sealed class TableBlock : Block
{
    private const double PadX = 7, PadY = 4.5;
    private readonly IReadOnlyList<PdfKolom> _columns;
    private readonly string[] _header;
    private readonly IReadOnlyList<string[]> _rows;
    private readonly Typeface _typeface;
    private readonly double[] _x;
    private readonly List<TextLine>[] _lines;

    public TableBlock(IReadOnlyList<PdfKolom> columns, string[] header, IReadOnlyList<string[]> rows, Typeface typeface)
    {
        (_columns, _header, _rows, _typeface) = (columns, header, rows, typeface);
        _x = new double[columns.Count + 1];
        _lines = [.. columns.Select(_ => new List<TextLine>())];
        var total = columns.Sum(c => c.Breedte);
        for (var i = 0; i < columns.Count; i++)
        {
            _x[i + 1] = _x[i] + Typesetter.Width * columns[i].Breedte / total;
        }
    }

    public override double Before => 12;

    /// <summary>The header and two rows: one row alone looks lost.</summary>
    public override double Least(Typesetter setter) =>
        Height(_header, header: true) + _rows.Take(2).Sum(row => Height(row, header: false));

    public override void Set(Typesetter setter)
    {
        setter.NeedRoom(Math.Min(Least(setter), Typesetter.Room));
        var table = setter.Root.Add("Table");
        Row(setter, table.Add("TR"), _header, header: true);
        foreach (var row in _rows)
        {
            Row(setter, table.Add("TR"), row, header: false);
        }

        setter.Y += 6;
    }

    private void Row(Typesetter setter, Tag row, string[] cells, bool header)
    {
        var height = Height(cells, header);
        var tags = new Tag[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            tags[i] = row.Add(header || _columns[i].Rijkop ? "TH" : "TD");
            tags[i].Attributes = header ? "<< /O /Table /Scope /Column >>" : _columns[i].Rijkop ? "<< /O /Table /Scope /Row >>" : null;
        }

        if (setter.Y + height > Typesetter.Bottom + 0.01 && !setter.AtTop)
        {
            NextPage(setter, cells, header);
        }

        var (line, count) = (Letter(0, header).Line, _lines.Max(l => l.Count));
        for (var from = 0; from < count;)
        {
            var fits = Math.Clamp((int)((Typesetter.Bottom + 0.01 - setter.Y - 2 * PadY) / line), 1, count - from);
            Piece(setter, tags, cells, from, fits, header);
            from += fits;
            if (from < count)
            {
                NextPage(setter, cells, header);
            }
        }
    }

    /// <summary>Breaking the header uses the lines that the row needs next, so those are broken anew.</summary>
    private void NextPage(Typesetter setter, string[] cells, bool header)
    {
        setter.NewPage();
        if (!header && Height(_header, header: true) is var height && height < Typesetter.Room / 3)
        {
            Piece(setter, null, _header, 0, _lines.Max(l => l.Count), header: true);
        }

        Height(cells, header);
    }

    /// <summary>Some lines of a row, side by side.</summary>
    /// <param name="tags">None for a header that is repeated.</param>
    private void Piece(Typesetter setter, Tag[]? tags, string[] cells, int from, int count, bool header)
    {
        var height = count * Letter(0, header).Line + 2 * PadY;
        setter.Content.BeginArtifact(pagination: tags is null);
        if (header)
        {
            setter.Content.Rectangle(Typesetter.Left, setter.Y, Typesetter.Width, height, PdfHuisstijl.Paneel);
        }

        var (end, under) = (setter.Y + height, header ? PdfHuisstijl.Accent : PdfHuisstijl.Lijn);
        setter.Content.Line(Typesetter.Left, end, Typesetter.Left + Typesetter.Width, end, under, header ? 1 : 0.6);
        if (tags is not null)
        {
            setter.Content.End();
        }

        for (var i = 0; i < cells.Length; i++)
        {
            Cell(setter, tags?[i], i, cells[i], from, count, header);
        }

        if (tags is null)
        {
            setter.Content.End();
        }

        setter.Y = end;
    }

    private void Cell(Typesetter setter, Tag? tag, int column, string text, int from, int count, bool header)
    {
        if (tag is not null)
        {
            setter.Begin(tag);
        }

        var letter = Letter(column, header);
        for (var i = from; i < Math.Min(from + count, _lines[column].Count); i++)
        {
            var line = _lines[column][i];
            var free = _x[column + 1] - _x[column] - 2 * PadX - line.Width;
            var shift = _columns[column].Uitlijning switch { PdfUitlijning.Rechts => free, PdfUitlijning.Midden => free / 2, _ => 0 };
            setter.Line(text, line, letter, Typesetter.Left + _x[column] + PadX + shift, setter.Y + PadY + (i - from) * letter.Line);
        }

        if (tag is not null)
        {
            setter.Content.End();
        }
    }

    private double Height(string[] cells, bool header)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var letter = Letter(i, header);
            var width = Math.Max(1, _x[i + 1] - _x[i] - 2 * PadX);
            TextLines.Break(cells[i], _typeface.Font(letter.Vet), letter.Grootte, width, _lines[i]);
        }

        return _lines.Max(l => l.Count) * Letter(0, header).Line + 2 * PadY;
    }

    private PdfLetter Letter(int column, bool header) =>
        header ? PdfHuisstijl.Kolomkop : _columns[column].Rijkop ? RowHeader : PdfHuisstijl.Cel;

    private static readonly PdfLetter RowHeader = PdfHuisstijl.Cel with { Vet = true };
}
