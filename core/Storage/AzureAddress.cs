namespace Isop.Core.Storage;

/// <summary>How a setting names a service of a storage account.</summary>
internal abstract record AzureAddress
{
    /// <summary>An https address, used with the identity the process runs as.</summary>
    public sealed record Endpoint(Uri Address) : AzureAddress;

    /// <summary>Never repeated in a message: it may hold an account key.</summary>
    public sealed record Connection(string Text) : AzureAddress;

    /// <param name="setting">"UseDevelopmentStorage=true" or another connection string; or an https address.</param>
    /// <param name="service">"Table", "Queue" or "Blob".</param>
    /// <returns>Null when it is neither.</returns>
    public static AzureAddress? Of(string? setting, string service)
    {
        string[] names = ["UseDevelopmentStorage=", "AccountName=", $"{service}Endpoint="];
        return Uri.TryCreate(setting, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? new Endpoint(address)
            : setting is not null && names.Any(name => setting.Contains(name, StringComparison.OrdinalIgnoreCase)) ? new Connection(setting)
            : null;
    }
}
