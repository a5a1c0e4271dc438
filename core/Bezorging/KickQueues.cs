using Azure.Identity;
using Azure.Storage.Queues;

namespace Isop.Core.Bezorging;

/// <summary>Opens the storage queues that a setting names. Who cannot be read goes to the queue's poison queue, as the Functions host does it.</summary>
public static class KickQueues
{
    public const string Kick = "isop-kick";
    public const string Certificaten = "isop-certificaten";

    /// <summary>Plain text. The Functions host must be told the same in host.json, or it takes every message for Base64.</summary>
    public const QueueMessageEncoding Encoding = QueueMessageEncoding.None;

    public static string PoisonOf(string queue) => queue + "-poison";

    /// <summary>Whether this setting can name a queue service; says nothing about whether that answers.</summary>
    public static bool CanOpen(string setting) => EndpointOf(setting) is not null || IsConnectionString(setting);

    /// <param name="setting">
    /// "UseDevelopmentStorage=true" or an Azure Storage connection string; or a Queue endpoint such as
    /// https://name.queue.core.windows.net, used with the identity the process runs as.
    /// </param>
    public static QueueServiceClient Open(string setting)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(setting);
        var options = new QueueClientOptions
        {
            MessageEncoding = Encoding,
            Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2), NetworkTimeout = TimeSpan.FromSeconds(5) },
            Diagnostics = { IsLoggingEnabled = false },
        };
        if (EndpointOf(setting) is { } endpoint)
        {
            return new QueueServiceClient(endpoint, new DefaultAzureCredential(), options);
        }

        // The value may hold an account key, so it is not repeated here.
        return IsConnectionString(setting)
            ? new QueueServiceClient(setting, options)
            : throw new ArgumentException("The queue setting is neither an Azure Storage connection string nor an https Queue endpoint.", nameof(setting));
    }

    private static Uri? EndpointOf(string setting) =>
        Uri.TryCreate(setting, UriKind.Absolute, out var endpoint) && endpoint.Scheme == Uri.UriSchemeHttps ? endpoint : null;

    private static bool IsConnectionString(string setting)
    {
        string[] names = ["UseDevelopmentStorage=", "AccountName=", "QueueEndpoint="];
        return names.Any(name => setting.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}
