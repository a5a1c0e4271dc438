namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>What a report is about.</summary>
/// <param name="Naam">As people know it: "De Lorkeboom", "De Els en De Iep", "Stichting Noord", "de éénpitters".</param>
public sealed record Rapportonderwerp(string Naam, Rapportsoort Soort)
{
    /// <summary>It is one eenheid, and not the sum of several.</summary>
    public bool IsEenheid => Soort is Rapportsoort.Organisatie or Rapportsoort.Koppel;
}

public enum Rapportsoort
{
    Organisatie,

    /// <summary>Two locations that count as one.</summary>
    Koppel,
    Bestuur,

    /// <summary>The eenheden of boards with one eenheid, together.</summary>
    Eenpitters,
    Partnerschap,
    Opleiding,
}
