namespace Isop.Core.Register;

/// <summary>
/// What was handed in, as text per cell, before any meaning is given to it. Faults found while reading (no such sheet, a column
/// missing) travel along, so that they are reported together with the faults in the cells.
/// </summary>
public sealed record RegisterTables(IReadOnlyList<RegisterTable> Tables, IReadOnlyList<RegisterFault> Faults)
{
    /// <summary>False when the file as a whole could not be read; then <see cref="Faults"/> says why.</summary>
    public bool Readable { get; init; } = true;

    public RegisterTable? Find(string sheet) => Tables.FirstOrDefault(t => t.Sheet.Name == sheet);

    internal static RegisterTables Unreadable(string reason) => new([], [RegisterFault.OfFile(reason)]) { Readable = false };
}

/// <summary>A sheet of the register with its known columns. Empty rows are left out; the others keep their number.</summary>
public sealed record RegisterTable(RegisterSheet Sheet, IReadOnlyList<string> MissingColumns, IReadOnlyList<RegisterRow> Rows)
{
    public bool Has(string column) => !MissingColumns.Contains(column);
}

/// <summary>A data row (counted from 1) with one text per column of the sheet, in the sheet's order.</summary>
public sealed record RegisterRow(int Number, IReadOnlyList<string> Cells);

/// <summary>The sheets of a register and their columns, in the order in which the bureau keeps them.</summary>
public sealed record RegisterSheet(string Name, IReadOnlyList<string> Columns)
{
    public const int MaxRows = 250_000;

    public static RegisterSheet Besturen { get; } = new("besturen", ["code", "naam"]);

    public static RegisterSheet Organisaties { get; } = new("organisaties",
        ["code", "naam", "bestuur", "soort", "plaats", "postcode", "vakantieregio", "sluit_in_vakantie", "koppel", "interprofessioneel", "opleidingsorganisatie"]);

    public static RegisterSheet Personen { get; } = new("personen", ["email", "naam", "roepnaam", "telefoon", "bron"]);

    public static RegisterSheet Rollen { get; } = new("rollen", ["email", "rol", "organisatie", "bestuur", "van", "tot"]);

    public static RegisterSheet Studenten { get; } = new("studenten",
        ["studentnummer", "email", "naam", "roepnaam", "telefoon", "opleiding", "leerjaar", "studiecoach", "mwb", "bron"]);

    public static RegisterSheet Stages { get; } = new("stages",
        ["studentnummer", "organisatie", "groep", "werkplekbegeleiders", "schoolopleider", "van", "tot", "dagen"]);

    public static RegisterSheet Leerteams { get; } = new("leerteams", ["code", "naam", "organisaties", "begeleider"]);

    public static RegisterSheet Kalender { get; } = new("kalender", ["soort", "naam", "van", "tot", "regio", "opleiding", "organisatie"]);

    public static IReadOnlyList<RegisterSheet> All { get; } = [Besturen, Organisaties, Personen, Rollen, Studenten, Stages, Leerteams, Kalender];

    public static RegisterSheet? Find(string name) =>
        All.FirstOrDefault(s => string.Equals(s.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    internal int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
            {
                return i;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column of this sheet.");
    }
}
