using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>Opens the storage queues that a setting names. Who cannot be read goes to the queue's poison queue, as the Functions host does it.</summary>
public static class KickQueues
{
    public const string Kick = "isop-kick";
    public const string Certificaten = "isop-certificaten";

    /// <summary>Plain text. The Functions host must be told the same in host.json, or it takes every message for Base64.</summary>
    public const QueueMessageEncoding Encoding = QueueMessageEncoding.None;

    private const string Service = "Queue";

    public static string PoisonOf(string queue) => queue + "-poison";

    /// <summary>Whether this setting can name a queue service; says nothing about whether that answers.</summary>
    public static bool CanOpen(string? setting) => AzureAddress.Of(setting, Service) is not null;

    /// <param name="setting">
    /// "UseDevelopmentStorage=true" or an Azure Storage connection string; or a Queue endpoint such as
    /// https://name.queue.core.windows.net, used with the identity the process runs as.
    /// </param>
    /// <param name="identity">The identity the process runs as; asked for with an endpoint only.</param>
    public static QueueServiceClient Open(string setting, Func<TokenCredential>? identity = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(setting);
        var options = new QueueClientOptions
        {
            MessageEncoding = Encoding,
            Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2), NetworkTimeout = TimeSpan.FromSeconds(5) },
            Diagnostics = { IsLoggingEnabled = false },
        };
        return AzureAddress.Of(setting, Service) switch
        {
            AzureAddress.Endpoint(var endpoint) => new QueueServiceClient(
                endpoint, (identity ?? throw new ArgumentNullException(nameof(identity)))(), options),
            AzureAddress.Connection(var text) => new QueueServiceClient(text, options),
            // The value may hold an account key, so it is not repeated here.
            _ => throw new ArgumentException("The queue setting is neither an Azure Storage connection string nor an https Queue endpoint.", nameof(setting)),
        };
    }

    /// <summary>About how many messages lie on a queue; none on one that nobody made yet.</summary>
    public static async ValueTask<int> CountAsync(this QueueServiceClient service, string queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await service.GetQueueClient(queue).GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return 0;
        }
    }
}
