using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Isop.Bot.Web;
using OpenTelemetry.Resources;

namespace Isop.Bot.Telemetry;

/// <summary>
/// Traces, metrics and logs to Application Insights, when its connection string is set as Azure sets it. Only our own sources are
/// listened to: what the framework and the client libraries tell of a request holds paths, and with them tokens and keys.
/// </summary>
internal static class TelemetrySetup
{
    private const string Setting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Setting] is not { Length: > 0 } connection)
        {
            return;
        }

        void Configure(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = connection;
            options.DisableOfflineStorage = true;
            options.EnableLiveMetrics = false;
            options.TracesPerSecond = null;
            options.SamplingRatio = 1;

            // An https endpoint takes the identity the process runs as: the key in the connection string is no secret and no right.
            options.Credential = connection.Contains("=http://", StringComparison.OrdinalIgnoreCase) ? null : Identity(builder.Configuration);
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("isop-bot", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics.AddMeter($"{Core.Telemetry.Prefix}*").AddAzureMonitorMetricExporter(Configure))
            .WithTracing(traces => traces.AddSource(Core.Telemetry.Prefix).AddAzureMonitorTraceExporter(Configure))
            .WithLogging(logs => logs.AddAzureMonitorLogExporter(Configure), options => options.IncludeFormattedMessage = true);
        builder.Services.QuietPaths();
    }

    private static DefaultAzureCredential Identity(IConfiguration configuration) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = configuration["AZURE_CLIENT_ID"] });
}
