using Isop.Core.StageEvaluaties;

namespace Isop.Core.Bezorging;

/// <summary>
/// Messages of which only their own reader may know that they were sent: a reminder of an anonymous evaluation says that she had not answered.
/// They stand on no list of the bureau, also when they do not arrive; the invitation before them does.
/// </summary>
public static class Verzwegen
{
    public static bool Is(string kind, string occasion) =>
        kind == Evaluatiekaarten.Uitnodiging && occasion.StartsWith(Evaluatiekaarten.Herinnering, StringComparison.Ordinal);

    public static bool Is(BerichtRegel regel) => Is(regel.Kind, regel.Occasion);

    public static bool Is(Bezorging bezorging) => Is(bezorging.Kind, bezorging.Occasion);

    /// <summary>What others may see of a message; null when nothing.</summary>
    public static Bericht? Zonder(Bericht bericht)
    {
        var rest = bericht.Regels.Where(r => !Is(r)).ToList();
        return rest.Count == bericht.Regels.Count ? bericht : rest.Count == 0 ? null : bericht with { Regels = rest };
    }
}
