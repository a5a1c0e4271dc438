using System.Globalization;
using System.Text.Json.Serialization;
using Isop.Core.Bezorging;
using Isop.Core.Register;

namespace Isop.Core.Webhooks;

/// <summary>
/// An event on its way to one receiver. Planned or waiting for another attempt; whatever else becomes of it, the row goes and a count stays.
/// </summary>
public sealed record Aflevering
{
    public required Gebeurtenis Gebeurtenis { get; init; }

    /// <summary>Whose subscription, so that it goes with the person.</summary>
    public required PersonId Abonnee { get; init; }

    public BezorgStaat State { get; init; }

    /// <summary>When to try it (again).</summary>
    public required DateTimeOffset Due { get; init; }

    public required DateTimeOffset Gepland { get; init; }

    /// <summary>Calls that failed.</summary>
    public int Pogingen { get; init; }

    /// <summary>In the order in which things happened.</summary>
    [JsonIgnore]
    public string Row => string.Create(
        CultureInfo.InvariantCulture, $"{AbonnementStore.AfleveringPrefix}{Gebeurtenis.Op.UtcTicks:D19}:{Gebeurtenis.Volgnummer:D10}:{Gebeurtenis.Id}");

    public static Aflevering Van(Gebeurtenis gebeurtenis, Abonnement abonnement, DateTimeOffset now) => new()
    {
        Gebeurtenis = gebeurtenis, Abonnee = abonnement.Persoon, Due = now, Gepland = now,
    };
}
