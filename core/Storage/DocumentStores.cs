using Azure.Data.Tables;
using Azure.Identity;

namespace Isop.Core.Storage;

/// <summary>Opens the store that a setting names.</summary>
public static class DocumentStores
{
    /// <param name="storage">
    /// "Data Source=isop.db" for a SQLite file; "UseDevelopmentStorage=true" or an Azure Storage connection string; or a
    /// Table endpoint such as https://name.table.core.windows.net, used with the identity the process runs as.
    /// </param>
    /// <returns>A store; the SQLite one is <see cref="IAsyncDisposable"/>.</returns>
    public static IDocumentStore Open(string storage)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(storage);
        if (IsFile(storage))
        {
            return new SqliteStore(storage);
        }

        if (EndpointOf(storage) is { } endpoint)
        {
            return new AzureTableStore(options => new TableServiceClient(endpoint, new DefaultAzureCredential(), options));
        }

        if (IsAzureConnectionString(storage))
        {
            return new AzureTableStore(options => new TableServiceClient(storage, options));
        }

        // The value may hold an account key, so it is not repeated here.
        throw new ArgumentException(WhatCanBeOpened, nameof(storage));
    }

    /// <summary>For who sets it wrong.</summary>
    public const string WhatCanBeOpened =
        "The setting Isop:Storage is neither \"Data Source=…\", nor an Azure Storage connection string, nor an https Table endpoint.";

    /// <summary>Whether <see cref="Open"/> knows what to do with it; not whether anything is there.</summary>
    public static bool CanOpen(string? storage) =>
        !string.IsNullOrWhiteSpace(storage) && (IsFile(storage) || EndpointOf(storage) is not null || IsAzureConnectionString(storage));

    private static bool IsFile(string storage) => storage.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase);

    private static Uri? EndpointOf(string storage) =>
        Uri.TryCreate(storage, UriKind.Absolute, out var endpoint) && endpoint.Scheme == Uri.UriSchemeHttps ? endpoint : null;

    private static bool IsAzureConnectionString(string storage)
    {
        string[] names = ["UseDevelopmentStorage=", "AccountName=", "TableEndpoint="];
        return names.Any(name => storage.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}
