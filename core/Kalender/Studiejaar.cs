namespace Isop.Core.Kalender;

/// <summary>A study year: "2026-2027", with its first and last day.</summary>
public sealed record Studiejaar(string Naam, DateOnly Van, DateOnly Tot);
