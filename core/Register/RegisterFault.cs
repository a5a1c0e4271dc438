namespace Isop.Core.Register;

/// <summary>
/// One thing that is wrong in a register that was handed in. <see cref="Row"/> counts the data rows from 1 (0 is the heading, or
/// the whole sheet); <see cref="WorksheetRow"/> is the number that a spreadsheet shows beside the row.
/// </summary>
public sealed record RegisterFault
{
    /// <summary>The sheet; empty when it is about the file as a whole.</summary>
    public required string Sheet { get; init; }
    public required int Row { get; init; }
    public int WorksheetRow => Row + 1;

    /// <summary>The column; empty when it is about the row or the sheet as a whole.</summary>
    public required string Column { get; init; }

    /// <summary>What the cell holds, as handed in.</summary>
    public string Value { get; init; } = "";

    /// <summary>What is wrong and what is allowed: a sentence for the onderwijsbureau (Dutch, B1).</summary>
    public required string Reason { get; init; }

    internal static RegisterFault OfFile(string reason) => new() { Sheet = "", Row = 0, Column = "", Reason = reason };

    internal static RegisterFault OfSheet(string sheet, string reason, string column = "") =>
        new() { Sheet = sheet, Row = 0, Column = column, Reason = reason };
}
