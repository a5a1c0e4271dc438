using System.Globalization;
using System.Runtime.CompilerServices;
using Isop.Core.Storage;

namespace Isop.Core.Inzage;

/// <summary>
/// Writing and reading the audit. A line is a row of the partition that it is about, added in the commit that does the thing: what
/// happened is in the audit and what is in the audit happened. Rows sort by time.
/// </summary>
public static class InzageRijen
{
    internal const string RowPrefix = "inzage:";

    /// <summary>The line as a write that goes along in any commit.</summary>
    public static Write Row(InzageRegel regel)
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"{RowPrefix}{regel.At.UtcTicks:D19}:{Guid.NewGuid():N}");
        return Documents.Add(row, regel, CoreJson.Default.InzageRegel);
    }

    /// <summary>Every line of a partition: also those that are kept once a day and so do not sort by time.</summary>
    public static async IAsyncEnumerable<InzageRegel> ReadAllAsync(
        IDocumentStore store, Partition partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, document) in store.ReadRangeAsync(partition, RowRange.Prefix(RowPrefix), CoreJson.Default.InzageRegel, cancellationToken))
        {
            yield return document.Value;
        }
    }

    /// <summary>The lines of a partition from a moment on, oldest first.</summary>
    public static async IAsyncEnumerable<InzageRegel> ReadAsync(
        IDocumentStore store, Partition partition, DateTimeOffset from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"{RowPrefix}{from.UtcTicks:D19}");
        var range = RowRange.Prefix(RowPrefix) with { From = start };
        await foreach (var (_, document) in store.ReadRangeAsync(partition, range, CoreJson.Default.InzageRegel, cancellationToken))
        {
            yield return document.Value;
        }
    }
}
