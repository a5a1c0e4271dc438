using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Isop.Core.Storage;

/// <summary>Documents in Azure Table Storage: an entity each, its ETag as the version.</summary>
public sealed class AzureTableStore : IDocumentStore, IWholeStore
{
    private readonly TableServiceClient service;
    private readonly ConcurrentDictionary<string, TableClient> created = new(StringComparer.Ordinal);

    /// <param name="connect">
    /// Makes the client with the options given here: they hold the retries, and the policy by which a lost answer is known.
    /// </param>
    public AzureTableStore(Func<TableClientOptions, TableServiceClient> connect)
    {
        ArgumentNullException.ThrowIfNull(connect);
        var options = new TableClientOptions
        {
            Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2), NetworkTimeout = TimeSpan.FromSeconds(5) },
            // An address holds the keys of a document.
            Diagnostics = { IsLoggingEnabled = false },
        };
        options.AddPolicy(new AzureAttempts.Policy(), HttpPipelinePosition.PerRetry);
        service = connect(options);
    }

    public async ValueTask<Document?> FindAsync(Partition partition, string row, CancellationToken cancellationToken)
    {
        CommitRules.CheckTable(partition);
        var (key, encodedRow) = (StorageKey.Encode(partition.Key), StorageKey.Encode(row));
        try
        {
            var found = await service.GetTableClient(partition.Table)
                .GetEntityIfExistsAsync<TableEntity>(key, encodedRow, cancellationToken: cancellationToken).ConfigureAwait(false);
            return found.HasValue ? AzureDocument.FromEntity(found.Value!) : null;
        }
        catch (Exception exception) when (AzureTrouble.Is(exception, cancellationToken))
        {
            throw AzureTrouble.Tables.Unavailable(exception);
        }
    }

    public async IAsyncEnumerable<Document> QueryAsync(
        Partition partition, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CommitRules.CheckTable(partition);
        var found = service.GetTableClient(partition.Table)
            .QueryAsync<TableEntity>(Filter(StorageKey.Encode(partition.Key), range), cancellationToken: cancellationToken);
        await foreach (var entity in ReadAsync(found, cancellationToken).ConfigureAwait(false))
        {
            yield return AzureDocument.FromEntity(entity);
        }
    }

    public async IAsyncEnumerable<string> TablesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var table in ReadAsync(service.QueryAsync(cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            yield return table.Name;
        }
    }

    public async IAsyncEnumerable<(Partition Partition, Document Document)> ReadTableAsync(
        string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = service.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: cancellationToken);
        await foreach (var entity in ReadAsync(all, cancellationToken).ConfigureAwait(false))
        {
            yield return (new Partition(table, StorageKey.Decode(entity.PartitionKey)), AzureDocument.FromEntity(entity));
        }
    }

    public async ValueTask<CommitResult> CommitAsync(Partition partition, IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        var keys = CommitRules.Check(partition, writes);
        try
        {
            var table = await TableAsync(partition.Table, cancellationToken).ConfigureAwait(false);
            return await new AzureCommit(table, keys, writes).SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (AzureTrouble.Is(exception, cancellationToken))
        {
            // Perhaps somebody removed the table: the next commit looks again.
            created.TryRemove(partition.Table, out _);
            throw AzureTrouble.Tables.Unavailable(exception);
        }
    }

    private async ValueTask<TableClient> TableAsync(string name, CancellationToken cancellationToken)
    {
        if (!created.TryGetValue(name, out var table))
        {
            table = service.GetTableClient(name);
            try
            {
                await table.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException refused) when (refused.Status == (int)HttpStatusCode.Forbidden)
            {
                // An identity with rights on tables only cannot make one: they were made for it. Whether it may write, the commit tells.
            }

            created[name] = table;
        }

        return table;
    }

    // Encoded keys hold no quote, so they stand in a filter as they are.
    private static string Filter(string partition, RowRange range)
    {
        var filter = $"PartitionKey eq '{partition}' and RowKey ge '{StorageKey.EncodeBound(range.From)}'";
        return range.Until is null ? filter : $"{filter} and RowKey lt '{StorageKey.EncodeBound(range.Until)}'";
    }

    private static IAsyncEnumerable<T> ReadAsync<T>(AsyncPageable<T> found, CancellationToken cancellationToken)
        where T : notnull => AzureTrouble.Tables.ReadAsync(
            found, missing => missing is { Status: 404, ErrorCode: "TableNotFound" }, cancellationToken);
}
