namespace Isop.Core.StageEvaluaties;

/// <summary>A version as it is stored, with the mark of its content.</summary>
public sealed record StoredVragenlijst(string Kenmerk, Vragenlijst Vragenlijst);

/// <summary>The versions that were applied, in that order: of two that cover the same opleiding the later one counts.</summary>
public sealed record VragenlijstLijst(IReadOnlyList<ToegepasteVragenlijst> Versies);

public sealed record ToegepasteVragenlijst(VragenlijstRef Versie, string Kenmerk);
