namespace Isop.Core.Kalender;

/// <summary>The window of a tussenevaluatie: the first day and the last day for filling in.</summary>
/// <param name="Naam">The row of the kalender; null when the window was worked out from the stage itself.</param>
public sealed record TussenevaluatieVenster(DateOnly Opening, DateOnly Deadline, string? Naam);
