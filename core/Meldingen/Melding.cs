using Isop.Core.Register;

namespace Isop.Core.Meldingen;

/// <summary>What somebody asks of, or tells, the onderwijsbureau; answered from its page.</summary>
public sealed record Melding
{
    public required string Id { get; init; }
    public required PersonId Van { get; init; }

    /// <summary>The case it is about, when it came from a card ("Klopt dit niet?").</summary>
    public string? Case { get; init; }
    public required string Tekst { get; init; }
    public required DateTimeOffset Op { get; init; }
    public BureauAntwoord? Antwoord { get; init; }
}

/// <summary>The bureau's answer.</summary>
public sealed record BureauAntwoord(string Tekst, string Door, DateTimeOffset Op);
