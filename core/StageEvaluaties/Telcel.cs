using System.Globalization;

namespace Isop.Core.StageEvaluaties;

/// <summary>A cell while a year is being released: compared by itself, because a hundred thousand of them are looked up often.</summary>
internal sealed class Telcel(int nummer, Celtelling telling)
{
    public int Nummer { get; } = nummer;

    public Celtelling Telling { get; } = telling;

    /// <summary>2026 for "2026-2027".</summary>
    public int Jaar { get; } = JaarVan(telling.Studiejaar);

    public static int JaarVan(string studiejaar) => int.Parse(studiejaar.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);

    public static string Studiejaar(int jaar) => string.Create(CultureInfo.InvariantCulture, $"{jaar}-{jaar + 1}");
}

/// <summary>How many answered in a cell: an item, or at all.</summary>
internal readonly record struct Telaantal(Telcel Cel, int Aantal);
