using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Isop.Core.Bezorging;

namespace Isop.Bot.Bezorging;

/// <summary>Counts what became of deliveries: as a metric for the process, and per drain for who asked for it.</summary>
public sealed class Tellingen : IDisposable
{
    private readonly Meter _meter = new("Isop.Bezorging");
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _throttled;
    private readonly ConcurrentDictionary<BezorgStaat, int> _total = [];

    public Tellingen()
    {
        _deliveries = _meter.CreateCounter<long>("isop.bezorging.deliveries", description: "Deliveries by the state they came into");
        _throttled = _meter.CreateCounter<long>("isop.bezorging.throttled", description: "429 answers of the connector");
    }

    /// <summary>How many deliveries came into each state since the process began.</summary>
    public IReadOnlyDictionary<BezorgStaat, int> Total => _total;

    public static string NameOf(BezorgStaat state) => state switch
    {
        BezorgStaat.Planned => "planned",
        BezorgStaat.Sending => "sending",
        BezorgStaat.Delivered => "delivered",
        BezorgStaat.WaitingForInstall => "waiting-for-install",
        BezorgStaat.RetryAt => "retry-at",
        BezorgStaat.Doubt => "doubt",
        BezorgStaat.Failed => "failed",
        BezorgStaat.Cancelled => "cancelled",
        BezorgStaat.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public void Count(Uitslag uitslag, BezorgStaat state, int deliveries)
    {
        if (deliveries > 0)
        {
            uitslag.Add(state, deliveries);
            _total.AddOrUpdate(state, deliveries, (_, was) => was + deliveries);
            _deliveries.Add(deliveries, new KeyValuePair<string, object?>("state", NameOf(state)));
        }
    }

    public void Throttled() => _throttled.Add(1);

    public void Dispose() => _meter.Dispose();
}

/// <summary>What one drain did: deliveries per state they came into, and the messages that carried them.</summary>
public sealed class Uitslag
{
    private readonly ConcurrentDictionary<BezorgStaat, int> _states = [];
    private int _berichten;

    /// <summary>Messages that the other side accepted.</summary>
    public int Berichten => _berichten;

    public int this[BezorgStaat state] => _states.GetValueOrDefault(state);

    /// <summary>By the names of the states, every state named.</summary>
    public IReadOnlyDictionary<string, int> PerState =>
        Enum.GetValues<BezorgStaat>().ToDictionary(Tellingen.NameOf, s => _states.GetValueOrDefault(s));

    internal void Add(BezorgStaat state, int deliveries) => _states.AddOrUpdate(state, deliveries, (_, was) => was + deliveries);

    internal void CountBericht() => Interlocked.Increment(ref _berichten);
}
