using Azure.Core;
using Azure.Core.Pipeline;

namespace Isop.Core.Storage;

/// <summary>
/// Counts how often the client library sent one request. A refusal of the first attempt means what it says; a refusal
/// of a later one may be the echo of an earlier attempt that was done but whose answer got lost.
/// </summary>
internal sealed class AzureAttempts
{
    private const string Property = "isop-attempts";

    private int count;

    public bool MoreThanOne => Volatile.Read(ref count) > 1;

    /// <summary>Counts the requests that this flow of control makes until the scope ends.</summary>
    public IDisposable Begin() =>
        HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Property] = this });

    /// <summary>To be added per retry.</summary>
    internal sealed class Policy : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.TryGetProperty(Property, out var value) && value is AzureAttempts attempts)
            {
                Interlocked.Increment(ref attempts.count);
            }
        }
    }
}
