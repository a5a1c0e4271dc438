namespace Isop.Core.StageEvaluaties;

/// <summary>Whether students can answer now, or have been invited to: as long as that is so, no vragenlijst is taken into use.</summary>
public delegate ValueTask<bool> GolfIsOpen(CancellationToken cancellationToken);
