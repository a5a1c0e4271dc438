using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Isop.Core.Hosting;

/// <summary>Sends what was measured until now, before a process may be put to sleep. Waits a few seconds at most.</summary>
public delegate ValueTask FlushTelemetry();

/// <summary>
/// Traces, metrics and logs to Application Insights, when its connection string is set as Azure sets it. Only our own sources are
/// listened to, because what client libraries tell of a request holds paths, and with them tokens and keys; the exporter itself adds
/// requests by their route, without an address.
/// </summary>
public static class TelemetryExport
{
    private const string Setting = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const int FlushMilliseconds = 3_000;

    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">Where the connection string is.</param>
    /// <param name="process">What this process is called there.</param>
    /// <returns>Whether anything is sent.</returns>
    public static bool AddTelemetryExport(this IServiceCollection services, IConfiguration configuration, string process)
    {
        if (configuration[Setting] is not { Length: > 0 } connection)
        {
            return false;
        }

        Add(services, connection, process);
        return true;
    }

    /// <summary>Apart, so that a process that sends nothing loads nothing of this.</summary>
    private static void Add(IServiceCollection services, string connection, string process)
    {
        services.AddOptions<AzureMonitorExporterOptions>().Configure<IServiceProvider>((options, s) =>
        {
            options.ConnectionString = connection;
            options.DisableOfflineStorage = true;
            options.EnableLiveMetrics = false;
            options.TracesPerSecond = null;
            options.SamplingRatio = 1;

            // The identity the process runs as: the key in the connection string is no secret and no right. A receiver on this
            // machine gets no token.
            options.Credential = IsOnThisMachine(connection) ? null : s.GetRequiredService<TokenCredential>();
        });
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(process, serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics.AddMeter($"{Telemetry.Prefix}*").AddAzureMonitorMetricExporter())
            .WithTracing(traces => traces.AddSource(Telemetry.Prefix).AddAzureMonitorTraceExporter())
            .WithLogging(logs => logs.AddAzureMonitorLogExporter(), options => options.IncludeFormattedMessage = true);
        services.AddSingleton<FlushTelemetry>(s => () => FlushAsync(s));
    }

    private static bool IsOnThisMachine(string connection) => connection.Split(';')
        .Select(part => part.Split('=', 2))
        .Any(part => part is [var name, var value] && name.Trim().Equals("IngestionEndpoint", StringComparison.OrdinalIgnoreCase)
            && Uri.TryCreate(value, UriKind.Absolute, out var endpoint) && endpoint.IsLoopback);

    private static async ValueTask FlushAsync(IServiceProvider services) => await Task.Run(() =>
    {
        services.GetRequiredService<MeterProvider>().ForceFlush(FlushMilliseconds);
        services.GetRequiredService<TracerProvider>().ForceFlush(FlushMilliseconds);
    });
}
