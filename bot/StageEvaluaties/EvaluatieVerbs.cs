namespace Isop.Bot.StageEvaluaties;

/// <summary>What the buttons of these cards send. None of them answers anything: an answer never goes through a card.</summary>
internal static class EvaluatieVerbs
{
    public const string NietMeer = "stageevaluatie.nietmeer";
    public const string HoudVast = "stageevaluatie.houdvast";
    public const string LaatLos = "stageevaluatie.laatlos";
    public const string Beheer = "stageevaluatie.beheer";
    public const string Rapport = "stageevaluatie.rapport";
}
