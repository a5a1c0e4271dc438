using Isop.Core.Register;

namespace Isop.Core.Webhooks;

/// <summary>How it goes with a subscription: counts, the last failure, and until when its receiver is left alone.</summary>
public sealed record Abonnementstand
{
    public required PersonId Persoon { get; init; }

    public long Bezorgd { get; init; }

    /// <summary>Given up: refused for good, or too old.</summary>
    public long Mislukt { get; init; }

    public DateTimeOffset? LaatstBezorgd { get; init; }
    public Aflevermislukking? LaatsteFout { get; init; }

    /// <summary>Failed calls since the last that was accepted.</summary>
    public int OpRij { get; init; }

    public DateTimeOffset? PauzeTot { get; init; }

    /// <summary>As in <see cref="Abonnement.Gestopt"/>, for its retention.</summary>
    public DateTimeOffset? Gestopt { get; init; }
}

/// <param name="Op">When.</param>
/// <param name="Reden">Why, in plain Dutch.</param>
public sealed record Aflevermislukking(DateTimeOffset Op, string Reden);
