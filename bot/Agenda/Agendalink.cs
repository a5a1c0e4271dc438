using Isop.Core.Register;

namespace Isop.Bot.Agenda;

/// <summary>The feed that a person has: which link opens it, by its hash. The link itself is with the person alone.</summary>
public sealed record Agendalink
{
    public required string Hash { get; init; }
    public required DateTimeOffset Gemaakt { get; init; }
}

/// <summary>Whose a link is, found by its hash; it opens only when that person's own document names it too.</summary>
public sealed record Agendasleutel(PersonId Persoon);
