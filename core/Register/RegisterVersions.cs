using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Isop.Core.Storage;

namespace Isop.Core.Register;

/// <summary>
/// The versions of the register as documents that never change: rows "deel:0000"… with the gzipped tables and, written last,
/// "manifest". A version without a manifest was never finished and is never read.
/// </summary>
internal sealed class RegisterVersions(IDocumentStore store)
{
    /// <summary>Base64 makes four bytes of three: a chunk document stays under 500 KB.</summary>
    private const int BytesPerChunk = 370_000;

    private const string ManifestRow = "manifest";
    private const string KeyPrefix = "versie:";

    public static Partition PartitionOf(string version) => new("register", KeyPrefix + version);

    /// <summary>When a version was made, which its id begins with; null for what is no such id.</summary>
    public static DateTimeOffset? MadeAt(string version) => DateTimeOffset.TryParseExact(
        version.Split('-')[0], "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made) ? made : null;

    public async ValueTask<RegisterManifest?> FindManifestAsync(string version, CancellationToken cancellationToken) =>
        (await store.ReadAsync(PartitionOf(version), ManifestRow, CoreJson.Default.RegisterManifest, cancellationToken))?.Value;

    public async ValueTask WriteAsync(
        string version, RegisterData data, Func<int, string, RegisterManifest> manifest, CancellationToken cancellationToken)
    {
        var bytes = Compress(data);
        var chunks = bytes.Chunk(BytesPerChunk).ToList();
        for (var i = 0; i < chunks.Count; i++)
        {
            await AddAsync(version, Documents.Add(ChunkRow(i), new RegisterChunk(chunks[i]), CoreJson.Default.RegisterChunk), cancellationToken);
        }

        var last = Documents.Add(ManifestRow, manifest(chunks.Count, Hash(bytes)), CoreJson.Default.RegisterManifest);
        await AddAsync(version, last, cancellationToken);
    }

    /// <summary>Throws <see cref="InvalidDataException"/> when the version is not there, not whole or not what was written.</summary>
    public async Task<RegisterData> ReadAsync(string version, CancellationToken cancellationToken)
    {
        var manifest = await FindManifestAsync(version, cancellationToken)
            ?? throw new InvalidDataException($"Register version {version} is not there.");
        await using var bytes = new RegisterDelen((index, token) => ReadChunkAsync(version, index, token), manifest.Chunks);
        try
        {
            await using var json = new GZipStream(bytes, CompressionMode.Decompress, leaveOpen: true);
            var data = await JsonSerializer.DeserializeAsync(json, CoreJson.Default.RegisterData, cancellationToken);
            if (await bytes.HashAsync(cancellationToken) == manifest.Hash)
            {
                return data ?? throw new InvalidDataException($"Register version {version} is empty.");
            }
        }
        catch (JsonException unreadable)
        {
            throw new InvalidDataException($"Register version {version} is damaged.", unreadable);
        }

        throw new InvalidDataException($"Register version {version} is damaged.");
    }

    /// <summary>The same; null when the version went away since it was listed.</summary>
    public async Task<RegisterData?> ReadIfPresentAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(version, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // The manifest goes first: without it the version was removed meanwhile, and with it the version is damaged.
            if (await FindManifestAsync(version, cancellationToken) is null)
            {
                return null;
            }

            throw;
        }
    }

    /// <summary>The versions that are whole, the oldest first. Reads the whole table: for commands only.</summary>
    public async ValueTask<IReadOnlyList<string>> AllAsync(CancellationToken cancellationToken) => [.. (await ListAsync(cancellationToken)).Whole];

    /// <summary>The versions of which there is something, but no manifest.</summary>
    public async ValueTask<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        var (whole, all) = await ListAsync(cancellationToken);
        return [.. all.Except(whole)];
    }

    private async ValueTask<(SortedSet<string> Whole, SortedSet<string> All)> ListAsync(CancellationToken cancellationToken)
    {
        var (whole, all) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        await foreach (var (partition, document) in store.Whole().ReadTableAsync("register", cancellationToken))
        {
            if (partition.Key.StartsWith(KeyPrefix, StringComparison.Ordinal))
            {
                all.Add(partition.Key[KeyPrefix.Length..]);
                _ = document.Row == ManifestRow && whole.Add(partition.Key[KeyPrefix.Length..]);
            }
        }

        return (whole, all);
    }

    /// <summary>The version's manifest says that it was made from the successor of what it was made from.</summary>
    public async ValueTask RebaseAsync(string version, IReadOnlyDictionary<string, string> successors, CancellationToken cancellationToken)
    {
        while (await store.ReadAsync(PartitionOf(version), ManifestRow, CoreJson.Default.RegisterManifest, cancellationToken) is { } manifest
            && successors.TryGetValue(manifest.Value.Base, out var successor))
        {
            var rebased = Documents.Save(ManifestRow, manifest.Value with { Base = successor }, manifest, CoreJson.Default.RegisterManifest);
            await store.CommitAsync(PartitionOf(version), [rebased], cancellationToken);
        }
    }

    /// <summary>Removes every document of a version, the manifest first: what is half gone must not look whole.</summary>
    public async ValueTask RemoveAsync(string version, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(version);
        var documents = new List<Write>();
        await foreach (var document in store.QueryAsync(partition, RowRange.All, cancellationToken))
        {
            documents.Add(new Write.Delete(document.Row, document.Version));
        }

        foreach (var batch in documents.OrderByDescending(d => d.Row, StringComparer.Ordinal).Chunk(StorageLimits.WritesPerCommit))
        {
            await store.CommitAsync(partition, batch, cancellationToken);
        }
    }

    public static byte[] Compress(RegisterData data)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(gzip, data, CoreJson.Default.RegisterData);
        }

        return bytes.ToArray();
    }

    private async ValueTask AddAsync(string version, Write write, CancellationToken cancellationToken)
    {
        var result = await store.CommitAsync(PartitionOf(version), [write], cancellationToken);
        if (result is CommitResult.Conflict)
        {
            throw new InvalidDataException($"Register version {version} was there already.");
        }
    }

    private async ValueTask<byte[]?> ReadChunkAsync(string version, int index, CancellationToken cancellationToken) =>
        (await store.ReadAsync(PartitionOf(version), ChunkRow(index), CoreJson.Default.RegisterChunk, cancellationToken))?.Value.Gzip;

    private static string ChunkRow(int index) => string.Create(CultureInfo.InvariantCulture, $"deel:{index:D4}");

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
