namespace Isop.Bot.StageEvaluaties.Rapporten;

/// <summary>The addresses of the same report as a file, for who may have it.</summary>
public sealed record Rapportdownloads(string Pdf, string Xlsx, string Csv);
