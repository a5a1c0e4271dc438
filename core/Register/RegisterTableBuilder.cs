using System.Text;

namespace Isop.Core.Register;

/// <summary>Builds one sheet out of rows of raw text: the first row that holds anything on worksheet row 1 is the heading.</summary>
internal sealed class RegisterTableBuilder(RegisterSheet sheet)
{
    private readonly List<RegisterFault> _faults = [];
    private readonly List<RegisterRow> _rows = [];
    private int[]? _positions;
    private int _width;

    public IReadOnlyList<RegisterFault> Faults => _faults;

    /// <summary>True when there is no point in reading on.</summary>
    public bool Full { get; private set; }

    public void Refuse(string reason)
    {
        _faults.Add(RegisterFault.OfSheet(sheet.Name, reason));
        Full = true;
    }

    /// <summary>Takes the next worksheet row (counted from 1).</summary>
    public void Add(int worksheetRow, IReadOnlyList<string> cells)
    {
        if (_positions is null)
        {
            ReadHeading(cells);
        }
        else if (cells.Any(c => !string.IsNullOrWhiteSpace(c)))
        {
            ReadRow(worksheetRow - 1, cells, _positions);
        }
    }

    /// <summary>The sheet as read; null when it holds nothing at all.</summary>
    public RegisterTable? Build()
    {
        if (_positions is null)
        {
            if (!Full)
            {
                Refuse("Dit blad is leeg. Zet op de eerste rij de namen van de kolommen.");
            }

            return null;
        }

        return new RegisterTable(sheet, [.. sheet.Columns.Where((_, i) => _positions[i] < 0)], _rows);
    }

    private void ReadHeading(IReadOnlyList<string> cells)
    {
        var names = cells.Select(c => Tidy(c).ToLowerInvariant().Replace(' ', '_')).ToArray();
        if (names.All(n => n.Length == 0))
        {
            Refuse("De eerste rij is leeg. Zet op de eerste rij de namen van de kolommen.");
            return;
        }

        _width = names.Length;
        // Of a column that is there twice nobody knows which one counts: neither is read.
        _positions = [.. sheet.Columns.Select(c => names.Count(n => n == c) == 1 ? Array.IndexOf(names, c) : -1)];
        foreach (var column in sheet.Columns)
        {
            var count = names.Count(n => n == column);
            if (count != 1)
            {
                _faults.Add(RegisterFault.OfSheet(sheet.Name, count == 0
                    ? $"De kolom ontbreekt. Dit blad heeft de kolommen {string.Join(", ", sheet.Columns)}."
                    : "De kolom staat er meer dan een keer. Laat er een staan.", column));
            }
        }
    }

    private void ReadRow(int number, IReadOnlyList<string> cells, int[] positions)
    {
        if (_rows.Count == RegisterSheet.MaxRows)
        {
            Refuse($"Dit blad heeft te veel rijen. Het mogen er {RegisterSheet.MaxRows} zijn.");
            return;
        }

        // A separator inside a text that was not quoted moves every later cell one place: refuse it rather than read it wrong.
        if (cells.Count > _width && cells.Skip(_width).Any(c => !string.IsNullOrWhiteSpace(c)))
        {
            _faults.Add(new RegisterFault
            {
                Sheet = sheet.Name, Row = number, Column = "", Value = cells[_width],
                Reason = "Deze rij heeft meer cellen dan er kolommen zijn. Staat er ergens een scheidingsteken te veel?",
            });
        }

        _rows.Add(new RegisterRow(number, [.. positions.Select(p => p < 0 || p >= cells.Count ? "" : Tidy(cells[p]))]));
    }

    /// <summary>NFC, every run of white space or control characters one space, invisible marks gone, trimmed.</summary>
    internal static string Tidy(string text)
    {
        if (IsTidy(text))
        {
            return text;
        }

        var tidy = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (tidy.Length > 0 && tidy[^1] != ' ')
                {
                    tidy.Append(' ');
                }
            }
            else if (c is not ('\uFEFF' or '\u200B' or '\u00AD' or '\u2060'))
            {
                tidy.Append(c);
            }
        }

        return tidy.ToString().TrimEnd();
    }

    private static bool IsTidy(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < '!' or > '~' && !(text[i] == ' ' && i > 0 && i < text.Length - 1 && text[i - 1] != ' '))
            {
                return false;
            }
        }

        return true;
    }
}
