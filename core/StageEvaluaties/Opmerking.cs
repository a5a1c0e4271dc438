namespace Isop.Core.StageEvaluaties;

/// <summary>
/// What students wrote about one eenheid in one wave, each loose from everything else that she answered, in an order that follows from the
/// words and a key alone. Masked before it is stored, and stored sealed (<see cref="Telkluis"/>).
/// </summary>
public sealed record Opmerkingenblad
{
    public required string Golf { get; init; }

    /// <summary>"2026-2027".</summary>
    public required string Studiejaar { get; init; }
    public required string Eenheid { get; init; }
    public required IReadOnlyList<Opmerking> Opmerkingen { get; init; }
}

public sealed record Opmerking
{
    /// <summary>
    /// From the words, so that the same words are the same remark, under the key of the wave, so that nobody can try which words it came from.
    /// Neither who wrote it nor when can be in an order of ids.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The open question that it answers.</summary>
    public required string Vraag { get; init; }
    public required string Tekst { get; init; }
    public Opmerkingstaat Staat { get; init; }
}

public enum Opmerkingstaat
{
    /// <summary>Nobody has read it.</summary>
    Nieuw,

    /// <summary>Kwaliteitszorg read it, and it may be in the report.</summary>
    Vrijgegeven,
}
