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
        if (storage.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase))
        {
            return new SqliteStore(storage);
        }

        if (Uri.TryCreate(storage, UriKind.Absolute, out var endpoint) && endpoint.Scheme == Uri.UriSchemeHttps)
        {
            return new AzureTableStore(options => new TableServiceClient(endpoint, new DefaultAzureCredential(), options));
        }

        if (IsAzureConnectionString(storage))
        {
            return new AzureTableStore(options => new TableServiceClient(storage, options));
        }

        // The value may hold an account key, so it is not repeated here.
        throw new ArgumentException(
            "The storage setting is neither \"Data Source=…\", nor an Azure Storage connection string, nor an https Table endpoint.",
            nameof(storage));
    }

    private static bool IsAzureConnectionString(string storage)
    {
        string[] names = ["UseDevelopmentStorage=", "AccountName=", "TableEndpoint="];
        return names.Any(name => storage.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}
