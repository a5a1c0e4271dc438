using System.ComponentModel.DataAnnotations;

namespace Isop.Bot.Hosting;

/// <summary>Settings under "Isop" that concern the whole application.</summary>
public sealed class IsopOptions
{
    public const string Section = "Isop";

    /// <summary>
    /// Where the state is: "Data Source=isop.db" (a SQLite file), an Azure Storage connection string, or an https Table endpoint
    /// that is used with the identity the process runs as.
    /// </summary>
    [Required]
    public string Storage { get; set; } = "Data Source=isop.db";

    /// <summary>Whether this process also is the clock: without Azure Functions beside it, it is.</summary>
    public bool IsEmbedded => Storage.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase);
}
