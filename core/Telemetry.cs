using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Isop.Core;

/// <summary>
/// What the product measures about itself, for whoever listens (Application Insights). Dimensions are kinds and states of the
/// program; never an id, a name, an address or a text of a person.
/// </summary>
public static class Telemetry
{
    /// <summary>Every source and meter of ours begins with this.</summary>
    public const string Prefix = "Isop";

    private static readonly Meter Meter = new(Prefix);

    public static ActivitySource Source { get; } = new(Prefix);

    /// <summary>Milliseconds of a turn in Teams, by what came in and how it ended.</summary>
    public static Histogram<double> Turns { get; } = Meter.CreateHistogram<double>("isop.turns", "ms", "Turns in Teams");

    /// <summary>Milliseconds of one attempt to send, by lane and outcome.</summary>
    public static Histogram<double> Sends { get; } = Meter.CreateHistogram<double>("isop.bezorging.send", "ms", "Attempts to send");

    /// <summary>Hours after which a mail came back that had counted as arrived.</summary>
    public static Histogram<double> Returns { get; } = Meter.CreateHistogram<double>("isop.bezorging.retour", "h", "Mails that came back");

    /// <summary>Milliseconds of a planning run; no run for an hour is an alert.</summary>
    public static Histogram<double> Planning { get; } = Meter.CreateHistogram<double>("isop.planning.run", "ms", "Planning runs");

    /// <summary>Cases that a planning run could not deal with and tries again.</summary>
    public static Counter<long> PlanningFailures { get; } = Meter.CreateCounter<long>("isop.planning.failed", description: "Cases that planning tries again");

    /// <summary>Messages of tenants that are not on the list: answered with silence.</summary>
    public static Counter<long> Ignored { get; } = Meter.CreateCounter<long>("isop.turns.ignored", description: "Activities of tenants that are not on the list");

    /// <summary>Milliseconds since a timestamp of <see cref="Stopwatch"/>, for a histogram.</summary>
    public static double Since(long began) => Stopwatch.GetElapsedTime(began).TotalMilliseconds;

    /// <summary>One dimension of a measurement.</summary>
    public static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
