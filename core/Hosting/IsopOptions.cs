using System.ComponentModel.DataAnnotations;
using Isop.Core.Bezorging;
using Isop.Core.Storage;

namespace Isop.Core.Hosting;

/// <summary>Settings under "Isop" that every process of an installation shares.</summary>
public sealed class IsopOptions : IValidatableObject
{
    public const string Section = "Isop";

    /// <summary>
    /// Where the state is: "Data Source=isop.db" (a SQLite file), an Azure Storage connection string, or an https Table endpoint
    /// that is used with the identity the process runs as.
    /// </summary>
    [Required]
    public string Storage { get; set; } = "Data Source=isop.db";

    /// <summary>
    /// The storage queue by which one process tells another that something became due: an Azure Storage connection string, or an
    /// https Queue endpoint that is used with the identity the process runs as. Empty: there is one process, which tells itself.
    /// </summary>
    public string? Queue { get; set; }

    /// <summary>Whether this process also is the clock: without Azure Functions beside it, it is.</summary>
    public bool IsEmbedded => DocumentStores.IsFile(Storage);

    /// <summary>Whether another process is told by a queue.</summary>
    public bool HasQueue => !string.IsNullOrWhiteSpace(Queue);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The values may hold an account key, so they are not repeated here.
        if (!DocumentStores.CanOpen(Storage))
        {
            yield return new ValidationResult(DocumentStores.WhatCanBeOpened, [nameof(Storage)]);
        }

        if (HasQueue && !KickQueues.CanOpen(Queue))
        {
            yield return new ValidationResult(
                "Isop:Queue is neither an Azure Storage connection string nor an https Queue endpoint.", [nameof(Queue)]);
        }
    }
}
