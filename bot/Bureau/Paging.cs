using System.Globalization;

namespace Isop.Bot.Bureau;

/// <summary>One page of a long list.</summary>
/// <param name="Number">1 and up, within the list.</param>
/// <param name="Of">How many pages there are, at least 1.</param>
public sealed record Paging<T>(IReadOnlyList<T> Items, int Number, int Of, int Total);

internal static class Paging
{
    /// <summary>The page that was asked for, or the nearest there is.</summary>
    public static Paging<T> Take<T>(IReadOnlyList<T> all, int asked, int size) => Take(all, all.Count, asked, size);

    /// <summary>The same of what was counted already, and so need not be put in a list first.</summary>
    public static Paging<T> Take<T>(IEnumerable<T> all, int total, int asked, int size)
    {
        var pages = Math.Max(1, (total + size - 1) / size);
        var number = Math.Clamp(asked, 1, pages);
        return new Paging<T>([.. all.Skip((number - 1) * size).Take(size)], number, pages, total);
    }

    /// <summary>The page number in an address; 1 when there is none that can be read.</summary>
    public static int Asked(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;
}
