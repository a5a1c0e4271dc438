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
    /// <summary>Calls per second above the pace, to make up for a stall and for the time that answers take.</summary>
    private const int Faster = 5;

    /// <summary>Calls per second above what deliveries can take, for answers; with them it is the published 50.</summary>
    private const int Answers = 2;

    private readonly ConcurrentDictionary<string, (Pacer Pacer, Ceiling Ceiling)> _paces = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a turn of the deliveries.</summary>
    public ValueTask TurnAsync(string tenant, CancellationToken cancellationToken) => Of(tenant).Pacer.WaitAsync(cancellationToken);

    /// <summary>Counts the call of a delivery, from right before it until what is returned is disposed.</summary>
    public ValueTask<IDisposable> CallAsync(string tenant, CancellationToken cancellationToken) => Of(tenant).Ceiling.EnterAsync(cancellationToken);

    /// <summary>Counts a call that answers a person, likewise.</summary>
    public ValueTask<IDisposable> AnswerAsync(string? tenant, CancellationToken cancellationToken) =>
        Of(tenant ?? "").Ceiling.EnterAsync(cancellationToken, Answers);

    private (Pacer Pacer, Ceiling Ceiling) Of(string tenant) => _paces.GetOrAdd(tenant, _ =>
    {
        var pace = options.Value.CallsPerSecond;
        return (new Pacer(pace, pace + Faster, 15 * pace, clock), new Ceiling(pace + Faster, clock));
    });
}
