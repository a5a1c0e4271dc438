namespace Isop.Core.StageEvaluaties;

/// <summary>Low, middle or high: what is left of counts that may not be told.</summary>
internal static class Banden
{
    public static Punt.Band Van(string item, Cijfer cijfer, Bandreden reden) => new()
    {
        Item = item, Hoogte = Hoogte(cijfer), Iedereen = reden is Bandreden.AllemaalGelijk, Delen = cijfer.Delen,
    };

    /// <summary>Against the middle of the scale; of a mean that is not everybody's, what is within half a step is middle.</summary>
    private static Bandhoogte Hoogte(Cijfer cijfer)
    {
        var off = cijfer.Gemiddelde - ((cijfer.Stappen.Count + 1) / 2.0);
        var middle = cijfer.Stappen.Count(n => n > 0) == 1 ? 0 : 0.5;
        return off > middle ? Bandhoogte.Hoog : off < -middle ? Bandhoogte.Laag : Bandhoogte.Midden;
    }
}
