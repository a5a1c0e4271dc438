namespace Isop.Core.StageEvaluaties;

/// <summary>The cards of this capability, by name, and the cases that they are about.</summary>
public static class Evaluatiekaarten
{
    /// <summary>The invitation of a student and its reminders; the case is a wave and an eenheid.</summary>
    public const string Uitnodiging = "stageevaluatie.uitnodiging";

    /// <summary>That a wave opens soon, for kwaliteitszorg and the projectleider; the case is the wave.</summary>
    public const string Golf = "stageevaluatie.golf";

    /// <summary>That a report is there; the case is a study year and a subject.</summary>
    public const string Rapport = "stageevaluatie.rapport";

    /// <summary>"Dit deden we met jullie antwoorden"; the case is the study year.</summary>
    public const string Terugkoppeling = "stageevaluatie.terugkoppeling";

    /// <summary>How the occasions of a reminder begin.</summary>
    public const string Herinnering = "herinnering";

    private const char Scheiding = '/';

    /// <summary>"2026-2027-1/O0001".</summary>
    public static string ZaakVan(string golf, string eenheid) => $"{golf}{Scheiding}{eenheid}";

    /// <summary>Undoes <see cref="ZaakVan"/>; null when it is something else.</summary>
    public static (string Golf, string Eenheid)? Lees(string zaak) => zaak.Split(Scheiding) is [{ Length: > 0 } golf, { Length: > 0 } eenheid] ? (golf, eenheid) : null;

    internal static bool IsVan(string zaak, string golf) => zaak.StartsWith($"{golf}{Scheiding}", StringComparison.Ordinal);
}
