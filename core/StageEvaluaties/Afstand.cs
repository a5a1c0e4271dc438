namespace Isop.Core.StageEvaluaties;

/// <summary>
/// How a figure stands to a norm line, to the partnership and to the report before. It takes points of reports and no counts, so nothing can
/// come into it that is not shown.
/// </summary>
/// <param name="TotNorm">Mean less the norm; null where there is no figure or no norm. So for the others.</param>
public sealed record Afstand(double? TotNorm, double? TotPartnerschap, double? TotVorige)
{
    public static Afstand Van(Punt eigen, Punt? partnerschap, Punt? vorige, double? norm)
    {
        var mean = Gemiddelde(eigen);
        return new Afstand(mean - norm, mean - Gemiddelde(partnerschap), mean - Gemiddelde(vorige));
    }

    /// <summary>Null when no exact figure is shown: a band has no mean.</summary>
    internal static double? Gemiddelde(Punt? punt) => punt switch
    {
        Punt.Toon toon => toon.Cijfer.Gemiddelde,
        Punt.Herhaald { Eerder: Punt.Toon toon } => toon.Cijfer.Gemiddelde,
        _ => null,
    };
}
