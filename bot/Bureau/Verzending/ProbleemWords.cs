using Isop.Core.Bezorging;

namespace Isop.Bot.Bureau.Verzending;

/// <summary>The three ways in which a message is not simply there.</summary>
internal static class ProbleemWords
{
    public const string NietAangekomen = "niet-aangekomen";
    public const string Onbereikbaar = "onbereikbaar";
    public const string Waarschijnlijk = "waarschijnlijk-aangekomen";

    public static IReadOnlyList<(string Code, string Word)> All { get; } =
        [(NietAangekomen, "niet aangekomen"), (Onbereikbaar, "onbereikbaar"), (Waarschijnlijk, "waarschijnlijk aangekomen")];

    public static string Code(BezorgStaat state) => state switch
    {
        BezorgStaat.WaitingForInstall => Onbereikbaar,
        BezorgStaat.Doubt => Waarschijnlijk,
        _ => NietAangekomen,
    };
}
