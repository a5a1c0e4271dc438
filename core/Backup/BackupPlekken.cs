using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Isop.Core.Storage;

namespace Isop.Core.Backup;

/// <summary>Where backups are kept. A name is a plain file name.</summary>
public interface IBackupPlek
{
    /// <summary>Keeps what is written under this name, in place of what was there. What is cut off is not kept.</summary>
    ValueTask SaveAsync(string name, Func<Stream, CancellationToken, ValueTask> write, CancellationToken cancellationToken);

    /// <summary>Null when there is none of this name.</summary>
    ValueTask<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    IAsyncEnumerable<string> NamesAsync(CancellationToken cancellationToken);

    ValueTask RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes what is left of a save whose process was killed.</summary>
    /// <param name="isOver">Whether nobody is still saving under this name.</param>
    ValueTask SweepAsync(Func<string, bool> isOver, CancellationToken cancellationToken);
}

public static class BackupPlekken
{
    /// <param name="place">The https address of a blob container, or a folder.</param>
    /// <param name="identity">The identity the process runs as; asked for with a container only.</param>
    public static IBackupPlek Open(string place, Func<TokenCredential> identity) => AzureAddress.Of(place, "Blob") switch
    {
        AzureAddress.Endpoint(var container) => new BlobPlek(new BlobContainerClient(container, identity(), BlobPlek.Options())),
        AzureAddress.Connection => throw new ArgumentException("A connection string names no container.", nameof(place)),
        _ => new MapPlek(place),
    };
}

/// <summary>Backups as files in a folder, which is made when it is not there.</summary>
public sealed class MapPlek(string folder) : IBackupPlek
{
    private const string Unfinished = ".deel";

    public async ValueTask SaveAsync(string name, Func<Stream, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        // Two who write the same name must not take each other's file away.
        var aside = Path.Combine(folder, $"{name}~{Guid.NewGuid():N}{Unfinished}");
        try
        {
            await using (var file = File.Create(aside))
            {
                await write(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, Path.Combine(folder, name), overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    public ValueTask<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Stream?>(File.Exists(Path.Combine(folder, name)) ? File.OpenRead(Path.Combine(folder, name)) : null);

    public async IAsyncEnumerable<string> NamesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            if (!file.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                yield return Path.GetFileName(file);
            }
        }
    }

    public ValueTask RemoveAsync(string name, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(folder, name));
        return ValueTask.CompletedTask;
    }

    public ValueTask SweepAsync(Func<string, bool> isOver, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, $"*{Unfinished}") : [])
        {
            if (isOver(Path.GetFileName(file)[..^Unfinished.Length].Split('~')[0]))
            {
                File.Delete(file);
            }
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Backups as blobs in a container, which the installation makes.</summary>
public sealed class BlobPlek(BlobContainerClient container) : IBackupPlek
{
    private const int BytesAtOnce = 4 * 1024 * 1024;

    /// <summary>What does not answer is given up within minutes: the next night tries again.</summary>
    internal static BlobClientOptions Options() => new()
    {
        Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(5), NetworkTimeout = TimeSpan.FromSeconds(60) },
    };

    public async ValueTask SaveAsync(string name, Func<Stream, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        // Through a pipe, because an upload that fails to read its source keeps nothing, and a stream that is disposed of keeps all.
        var pipe = new Pipe();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (upload, fill) = (UploadAsync(name, pipe.Reader, either), FillAsync(pipe.Writer, write, either.Token));
        await Task.WhenAll(upload, fill).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Who failed first: an upload whose source failed fails by that, and a source whose upload failed was only called off.
        await (fill.IsFaulted ? fill : upload);
        await fill;
    }

    public async ValueTask<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await container.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
        catch (Exception trouble) when (AzureTrouble.Is(trouble, cancellationToken))
        {
            throw AzureTrouble.Blobs.Unavailable(trouble);
        }
    }

    public async IAsyncEnumerable<string> NamesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in AzureTrouble.Blobs.ReadAsync(container.GetBlobsAsync(cancellationToken: cancellationToken), _ => false, cancellationToken))
        {
            yield return blob.Name;
        }
    }

    public async ValueTask RemoveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception trouble) when (AzureTrouble.Is(trouble, cancellationToken))
        {
            throw AzureTrouble.Blobs.Unavailable(trouble);
        }
    }

    /// <summary>Blocks that were never put together go by themselves within a week.</summary>
    public ValueTask SweepAsync(Func<string, bool> isOver, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private static async Task FillAsync(PipeWriter into, Func<Stream, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        Exception? trouble = null;
        try
        {
            await write(into.AsStream(leaveOpen: true), cancellationToken);
        }
        catch (Exception failed)
        {
            trouble = failed;
            throw;
        }
        finally
        {
            await into.CompleteAsync(trouble);
        }
    }

    private async Task UploadAsync(string name, PipeReader from, CancellationTokenSource either)
    {
        OperationCanceledException? calledOff = null;
        try
        {
            var options = new BlobUploadOptions
            {
                TransferOptions = new() { InitialTransferSize = BytesAtOnce, MaximumTransferSize = BytesAtOnce, MaximumConcurrency = 2 },
            };
            await container.GetBlobClient(name).UploadAsync(from.AsStream(), options, either.Token);
        }
        catch (Exception trouble)
        {
            // Whatever it was, nobody need read the rest of the store for it: not who asks the token, nor who only writes.
            calledOff = new OperationCanceledException(either.Token);
            await either.CancelAsync();
            if (AzureTrouble.Is(trouble, CancellationToken.None) && trouble is not OperationCanceledException)
            {
                throw AzureTrouble.Blobs.Unavailable(trouble);
            }

            throw;
        }
        finally
        {
            // Without a reason the pipe would take all that is still written, and never ask the token.
            await from.CompleteAsync(calledOff);
        }
    }
}
