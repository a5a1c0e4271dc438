namespace Isop.Core.Storage;

/// <summary>
/// Everything that is stored, table by table: for backup, restore, upkeep and a person's own data. Nothing that somebody waits
/// for may use it, because it reads whole tables.
/// </summary>
public interface IWholeStore
{
    /// <summary>The tables that exist, in order of their names; one may be empty.</summary>
    IAsyncEnumerable<string> TablesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Every document of a table, by partition and row (in the order of the encoded keys), read in pages. What changes meanwhile is
    /// met as it was or as it becomes.
    /// </summary>
    IAsyncEnumerable<(Partition Partition, Document Document)> ReadTableAsync(string table, CancellationToken cancellationToken);

    /// <summary>
    /// Sees to it that nothing is left of what was deleted, as far as that is in the store's hands. False when somebody else's use of
    /// the store was in the way: ask again later.
    /// </summary>
    ValueTask<bool> ShredAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);
}

public static class WholeStores
{
    /// <summary>The store as a whole; what stands before a store passes it on.</summary>
    public static IWholeStore Whole(this IDocumentStore store) =>
        store as IWholeStore ?? throw new NotSupportedException($"{store.GetType().Name} cannot be read as a whole.");
}
