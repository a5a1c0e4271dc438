using Isop.Core.StageEvaluaties;

namespace Isop.Core.Toegang;

/// <summary>
/// Numbers of people for who may see counts and no names: the one rule for every page, with the threshold of the stage-evaluatie
/// (docs/anonimiteit.md). Nobody is told as nobody; one to four people are never told, nor left over when the rest is taken from the total.
/// </summary>
public static class Kleinaantal
{
    public const int Drempel = Vrijgaveregels.LaagsteDrempel;

    /// <summary>A number by itself; null for one to four.</summary>
    public static int? Tel(int aantal) => IsKlein(aantal) ? null : aantal;

    /// <summary>
    /// The parts of a total that the reader knows, in their order; null for a part that is not told. With a small part the smallest others
    /// go, until what is missing is two parts or more and five people or more; where that cannot be, nothing of it is told.
    /// </summary>
    public static IReadOnlyList<int?> Verdeel(IReadOnlyList<int> delen)
    {
        ArgumentNullException.ThrowIfNull(delen);
        var hidden = Enumerable.Range(0, delen.Count).Where(i => IsKlein(delen[i])).ToHashSet();
        if (hidden.Count == 0)
        {
            return [.. delen.Select(d => (int?)d)];
        }

        foreach (var next in Enumerable.Range(0, delen.Count).Where(i => delen[i] >= Drempel).OrderBy(i => delen[i]).ThenBy(i => i))
        {
            if (IsGenoeg())
            {
                break;
            }

            hidden.Add(next);
        }

        return IsGenoeg() ? [.. delen.Select((d, i) => hidden.Contains(i) ? (int?)null : d)] : [.. delen.Select(_ => (int?)null)];

        bool IsGenoeg() => hidden.Count > 1 && hidden.Sum(i => delen[i]) >= Drempel;
    }

    private static bool IsKlein(int aantal) => aantal is > 0 and < Drempel;
}
