using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Identity;
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
}

public static class BackupPlekken
{
    /// <param name="place">The https address of a blob container, used with the identity the process runs as, or a folder.</param>
    public static IBackupPlek Open(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var container) && container.Scheme == Uri.UriSchemeHttps
            ? new BlobPlek(new BlobContainerClient(container, new DefaultAzureCredential()))
            : new MapPlek(place);
}

/// <summary>Backups as files in a folder, which is made when it is not there.</summary>
public sealed class MapPlek(string folder) : IBackupPlek
{
    private const string Unfinished = ".deel";

    public async ValueTask SaveAsync(string name, Func<Stream, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        await using (var file = File.Create(path + Unfinished))
        {
            await write(file, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + Unfinished, path, overwrite: true);
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
}

/// <summary>Backups as blobs in a container, which the installation makes.</summary>
public sealed class BlobPlek(BlobContainerClient container) : IBackupPlek
{
    private const int BytesAtOnce = 4 * 1024 * 1024;

    public async ValueTask SaveAsync(string name, Func<Stream, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        // Through a pipe, because an upload that fails to read its source keeps nothing, and a stream that is disposed of keeps all.
        var pipe = new Pipe();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var upload = UploadAsync(name, pipe.Reader, either);
        // The upload first: when that is what fails, the writing was only called off.
        await Task.WhenAll(upload, FillAsync(pipe.Writer, write, either.Token));
    }

    public async ValueTask<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await container.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException refused)
        {
            throw Unavailable(refused);
        }
    }

    public async IAsyncEnumerable<string> NamesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            yield return blob.Name;
        }
    }

    public async ValueTask RemoveAsync(string name, CancellationToken cancellationToken) =>
        await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);

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
        try
        {
            var options = new BlobUploadOptions
            {
                TransferOptions = new() { InitialTransferSize = BytesAtOnce, MaximumTransferSize = BytesAtOnce, MaximumConcurrency = 2 },
            };
            await container.GetBlobClient(name).UploadAsync(from.AsStream(), options, either.Token);
        }
        catch (RequestFailedException refused)
        {
            await either.CancelAsync();
            throw Unavailable(refused);
        }
        finally
        {
            await from.CompleteAsync();
        }
    }

    private static StorageUnavailableException Unavailable(RequestFailedException refused) =>
        new($"Blob Storage answered {refused.Status} {refused.ErrorCode}.", refused);
}
