using Isop.Core.StageEvaluaties;

namespace Isop.Core.Toegang;

/// <summary>
/// Numbers of people for who may see counts and no names: the one rule for every page, with the threshold of the stage-evaluatie
/// (docs/anonimiteit.md). Nobody is told as nobody; one to four people are never told, nor what would let them be worked out.
/// </summary>
public static class Kleinaantal
{
    public const int Drempel = Vrijgaveregels.LaagsteDrempel;

    /// <summary>A small part can then be any number from one to four.</summary>
    private const int Speling = Drempel - 2;

    /// <summary>A number by itself; null for one to four.</summary>
    public static int? Tel(int aantal) => IsKlein(aantal) ? null : aantal;

    /// <summary>
    /// The parts of a total that the reader knows, in their order; null for a part that is not told. With a small part others go, the last first
    /// whatever their size: had the smallest to go, those that stay would tell that it was smaller. They go until the reader, who knows this
    /// rule, the total and what is told, is left with several numbers for each; where that cannot be, nothing is told.
    /// </summary>
    public static IReadOnlyList<int?> Verdeel(IReadOnlyList<int> delen)
    {
        ArgumentNullException.ThrowIfNull(delen);
        var hidden = Enumerable.Range(0, delen.Count).Where(i => IsKlein(delen[i])).ToHashSet();
        if (hidden.Count == 0)
        {
            return [.. delen.Select(d => (int?)d)];
        }

        for (var i = delen.Count - 1; i >= 0 && !IsGenoeg(hidden, delen); i--)
        {
            if (delen[i] >= Drempel)
            {
                hidden.Add(i);
            }
        }

        var enough = IsGenoeg(hidden, delen);
        return [.. delen.Select((d, i) => enough && !hidden.Contains(i) ? (int?)d : null)];
    }

    private static bool IsGenoeg(HashSet<int> hidden, IReadOnlyList<int> delen)
    {
        var (total, small) = (hidden.Sum(i => delen[i]), hidden.Count(i => IsKlein(delen[i])));
        var large = hidden.Count - small;
        return large == 0
            ? small > 1 && total >= Drempel && total < small * (Drempel - 1)
            : total - (large * Drempel) - small >= Speling;
    }

    private static bool IsKlein(int aantal) => aantal is > 0 and < Drempel;
}
