namespace Isop.Core.Bezorging;

/// <summary>
/// What a decision tells, in as many commits as it takes: a case that speaks to many people keeps the rest and sends it with its next commits.
/// </summary>
public static class Porties
{
    /// <summary>A commit takes a hundred writes; some are for the case itself.</summary>
    private const int PerCommit = 90;

    /// <summary>What goes now and what the case keeps; with a wake, so that the planning sends the rest should this process stop.</summary>
    /// <param name="intents">What waited already, then what is new.</param>
    /// <param name="wek">Wakes the case, should there be a rest.</param>
    public static (IReadOnlyList<Intent> Nu, IReadOnlyList<Intent> Later) Of(IReadOnlyList<Intent> intents, Func<WakeIntent> wek) =>
        intents.Count <= PerCommit ? (intents, []) : ([.. intents.Take(PerCommit), wek()], [.. intents.Skip(PerCommit)]);
}
