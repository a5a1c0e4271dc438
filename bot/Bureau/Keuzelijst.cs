namespace Isop.Bot.Bureau;

/// <summary>A list to choose from has a length that somebody can still look through, and that weighs little on the page.</summary>
internal static class Keuzelijst
{
    public const int Meeste = 250;

    /// <summary>All of them; of too many only what was chosen already: then something else narrows them down first.</summary>
    public static IReadOnlyList<(string Code, string Naam)> Van(IReadOnlyList<(string Code, string Naam)> all, string? gekozen = null) =>
        IsTeLang(all.Count) ? [.. all.Where(o => o.Code == gekozen)] : all;

    public static bool IsTeLang(int aantal) => aantal > Meeste;
}
