using Azure.Core;
using Azure.Data.Tables;

namespace Isop.Core.Storage;

/// <summary>Opens the store that a setting names.</summary>
public static class DocumentStores
{
    private const string Service = "Table";

    /// <param name="storage">
    /// "Data Source=isop.db" for a SQLite file; "UseDevelopmentStorage=true" or an Azure Storage connection string; or a
    /// Table endpoint such as https://name.table.core.windows.net, used with the identity the process runs as.
    /// </param>
    /// <param name="identity">The identity the process runs as; asked for with an endpoint only.</param>
    /// <returns>A store; the SQLite one is <see cref="IAsyncDisposable"/>.</returns>
    public static IDocumentStore Open(string storage, Func<TokenCredential>? identity = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(storage);
        return IsFile(storage) ? new SqliteStore(storage) : AzureAddress.Of(storage, Service) switch
        {
            AzureAddress.Endpoint(var endpoint) => new AzureTableStore(options => new TableServiceClient(
                endpoint, (identity ?? throw new ArgumentNullException(nameof(identity)))(), options)),
            AzureAddress.Connection(var text) => new AzureTableStore(options => new TableServiceClient(text, options)),
            // The value may hold an account key, so it is not repeated here.
            _ => throw new ArgumentException(WhatCanBeOpened, nameof(storage)),
        };
    }

    /// <summary>For who sets it wrong.</summary>
    public const string WhatCanBeOpened =
        "The setting Isop:Storage is neither \"Data Source=…\", nor an Azure Storage connection string, nor an https Table endpoint.";

    /// <summary>Whether <see cref="Open"/> knows what to do with it; not whether anything is there.</summary>
    public static bool CanOpen(string? storage) =>
        !string.IsNullOrWhiteSpace(storage) && (IsFile(storage) || AzureAddress.Of(storage, Service) is not null);

    /// <summary>Whether it names a file beside the process.</summary>
    internal static bool IsFile(string storage) => storage.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase);
}
