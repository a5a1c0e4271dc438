namespace Isop.Core.StageEvaluaties.Rapportage;

/// <summary>As what somebody reads a report (opleidingsplan, tabel 10). Who may open which report at all is decided before this.</summary>
public enum Lezer
{
    Opleider,
    Directeur,
    Werkplekbegeleider,
    Bestuurder,
    Projectleider,
    Kwaliteitszorg,
}

public static class Leesregels
{
    /// <summary>
    /// What is about the (school-)opleider goes to her and her directeur. In a total it is about three eenheden or more, so who may read
    /// totals sees it there; a werkplekbegeleider never does.
    /// </summary>
    public static bool Ziet(this Lezer lezer, Onderwerp over, Rapportonderwerp onderwerp) =>
        over is not Onderwerp.Opleider || lezer is Lezer.Opleider or Lezer.Directeur
        || (!onderwerp.IsEenheid && lezer is not Lezer.Werkplekbegeleider);
}
