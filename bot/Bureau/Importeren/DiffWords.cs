using Isop.Core.Register;

namespace Isop.Bot.Bureau.Importeren;

/// <summary>New, changed and ended: the words for them, in addresses and on the page.</summary>
internal static class DiffWords
{
    public const string New = "nieuw";
    public const string Changed = "gewijzigd";
    public const string Ended = "beeindigd";

    public static IReadOnlyList<string> All { get; } = [New, Changed, Ended];

    /// <summary>The lines of a table of one kind; null when there is no such kind.</summary>
    public static IReadOnlyList<DiffLine>? Lines(TableDiff table, string soort) => soort switch
    {
        New => table.New,
        Changed => table.Changed,
        Ended => table.Ended,
        _ => null,
    };

    public static string Word(string soort) => soort == Ended ? "beëindigd" : soort;

    /// <summary>"Studenten", the sheet as a heading</summary>
    public static string Title(string sheet) => sheet.Length == 0 ? "" : char.ToUpperInvariant(sheet[0]) + sheet[1..];
}
