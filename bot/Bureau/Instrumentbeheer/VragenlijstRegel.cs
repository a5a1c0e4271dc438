using Isop.Core.StageEvaluaties;

namespace Isop.Bot.Bureau.Instrumentbeheer;

/// <summary>A version and the opleidingen whose students get it next.</summary>
public sealed record VragenlijstRegel(Vragenlijst Vragenlijst, IReadOnlyList<string> Gebruik)
{
    public string Href => $"{VragenlijstEndpoints.Path}/{Vragenlijst.Id}/{Vragenlijst.Versie}";
}
