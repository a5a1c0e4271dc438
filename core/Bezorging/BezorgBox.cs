using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>Everything about deliveries to one person, as read at one moment.</summary>
public sealed record BezorgBox
{
    public required PersonId Person { get; init; }
    public required IReadOnlyDictionary<string, Stored<Bezorging>> Bezorgingen { get; init; }
    public required IReadOnlyDictionary<string, Stored<Bericht>> Berichten { get; init; }
    public Stored<Voorkeuren>? Voorkeuren { get; init; }
    public Stored<Meldingsdag>? Dag { get; init; }

    public Voorkeuren Wensen => Voorkeuren?.Value ?? Core.Bezorging.Voorkeuren.Standaard;
}
