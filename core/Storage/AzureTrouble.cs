using System.Runtime.CompilerServices;
using Azure;
using Azure.Identity;

namespace Isop.Core.Storage;

/// <summary>A service of Azure, and how it is told that it cannot be used: which of the reasons, and which role is missing.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Role">The role that a 403 asks for, and on what.</param>
internal sealed record AzureTrouble(string Service, string Role)
{
    public static readonly AzureTrouble Tables = new("Table Storage", "\"Storage Table Data Contributor\" on the table");
    public static readonly AzureTrouble Blobs = new("Blob Storage", "\"Storage Blob Data Contributor\" on the container");
    public static readonly AzureTrouble Vault = new("Key Vault", "\"Key Vault Crypto Service Encryption User\" on the key");
    public static readonly AzureTrouble SigningVault = new("Key Vault", "\"Key Vault Crypto User\" on the key");

    /// <summary>Whether this is trouble with the service or the way to it, and not a fault of ours or somebody who calls off.</summary>
    public static bool Is(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AggregateException retried => retried.InnerExceptions.All(e => Is(e, cancellationToken)),
        RequestFailedException or AuthenticationFailedException or HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };

    public StorageUnavailableException Unavailable(Exception exception) => new(Tell(exception), exception);

    public string Tell(Exception exception) => exception switch
    {
        RequestFailedException { Status: 403 } refused => $"{Service} answered 403 {refused.ErrorCode}: the identity of this process needs the role {Role}.",
        RequestFailedException { Status: > 0 } refused => $"{Service} answered {refused.Status} {refused.ErrorCode}.",
        AuthenticationFailedException =>
            $"{Service} could not be reached: this process has no identity to sign in with (managed identity, AZURE_CLIENT_ID).",
        _ => $"{Service} could not be reached.",
    };

    /// <summary>What was found, page by page.</summary>
    /// <param name="found">What the client finds.</param>
    /// <param name="isNothing">Which refusal means that there is nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        AsyncPageable<T> found, Func<RequestFailedException, bool> isNothing, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : notnull
    {
        var pages = found.AsPages().GetAsyncEnumerator(cancellationToken);
        await using (pages.ConfigureAwait(false))
        {
            while (await NextAsync(pages, isNothing, cancellationToken).ConfigureAwait(false))
            {
                foreach (var item in pages.Current.Values)
                {
                    yield return item;
                }
            }
        }
    }

    private async ValueTask<bool> NextAsync<T>(
        IAsyncEnumerator<Page<T>> pages, Func<RequestFailedException, bool> isNothing, CancellationToken cancellationToken)
    {
        try
        {
            return await pages.MoveNextAsync().ConfigureAwait(false);
        }
        catch (RequestFailedException missing) when (isNothing(missing))
        {
            return false;
        }
        catch (Exception exception) when (Is(exception, cancellationToken))
        {
            throw Unavailable(exception);
        }
    }
}
