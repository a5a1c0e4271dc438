using System.Collections.Concurrent;
using Isop.Bot.Bezorging;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Teams;

/// <summary>
/// Counts every call to the connector, per tenant: deliveries at an even pace, and answers to what a person just did, who do not
/// wait for that pace and find room above it.
/// </summary>
public sealed class ConnectorPace(IOptions<BezorgOptions> options, TimeProvider clock)
{
    /// <summary>Calls per second above the pace, to make up for a stall.</summary>
    private const int Faster = 3;

    /// <summary>Calls per second above what deliveries can take, for answers; with them it stays under the published 50.</summary>
    private const int Answers = 2;

    private readonly ConcurrentDictionary<string, (Pacer Pacer, Ceiling Ceiling)> _paces = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a turn of the deliveries.</summary>
    public ValueTask TurnAsync(string tenant, CancellationToken cancellationToken) => Of(tenant).Pacer.WaitAsync(cancellationToken);

    /// <summary>Counts the call of a delivery, right before it.</summary>
    public ValueTask CallAsync(string tenant, CancellationToken cancellationToken) => Of(tenant).Ceiling.WaitAsync(cancellationToken);

    /// <summary>Counts a call that answers a person, right before it.</summary>
    public ValueTask AnswerAsync(string? tenant, CancellationToken cancellationToken) =>
        Of(tenant ?? "").Ceiling.WaitAsync(cancellationToken, Answers);

    private (Pacer Pacer, Ceiling Ceiling) Of(string tenant) => _paces.GetOrAdd(tenant, _ =>
    {
        var pace = options.Value.CallsPerSecond;
        return (new Pacer(pace, pace + Faster, 15 * pace, clock), new Ceiling(pace + Faster, clock));
    });
}
