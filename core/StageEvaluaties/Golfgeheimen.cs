using System.Security.Cryptography;
using Isop.Core.Bezorging;
using Isop.Core.Sleutels;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// The secret keys of waves. With a vault each is wrapped by a key that only the identity of the clock may use: the process that takes
/// answers in cannot open them. A table of its own, which no backup holds.
/// </summary>
public sealed class Golfgeheimen(IDocumentStore store, IOptions<StageEvaluatieOptions> options, OpenVaultKey vault)
{
    internal const string Table = "golfsleutels";

    private const string Row = "geheim";

    /// <summary>Whether another identity than the one that takes answers in holds the key.</summary>
    public bool IsApart => options.Value.Sleutel is not null;

    /// <summary>The public point of the wave's key; makes the pair when there is none yet.</summary>
    public async ValueTask<byte[]> MaakAsync(string golf, CancellationToken ct)
    {
        while (true)
        {
            if (await ReadAsync(golf, ct) is { } known)
            {
                return known.Value.Openbaar;
            }

            var (open, secret) = Antwoordzegel.NieuwPaar();
            var kept = await WrapAsync(open, secret, ct);
            CryptographicOperations.ZeroMemory(secret);
            if (await store.CommitAsync(PartitionOf(golf), [Documents.Add(Row, kept, CoreJson.Default.Golfgeheim)], ct) is CommitResult.Committed)
            {
                return open;
            }
        }
    }

    /// <summary>The secret key as PKCS#8, to be wiped by who asks; null once it was destroyed.</summary>
    /// <exception cref="KeyVaultUnavailableException">This process may not use the vault's key, or the vault does not answer.</exception>
    public async ValueTask<byte[]?> OpenAsync(string golf, CancellationToken ct) =>
        await ReadAsync(golf, ct) is { } stored ? await UnwrapAsync(stored.Value, ct) : null;

    /// <summary>From here on nobody can open what was closed to it.</summary>
    public async ValueTask VernietigAsync(string golf, CancellationToken ct)
    {
        if (await ReadAsync(golf, ct) is { } stored)
        {
            await store.DeleteIfPresentAsync(PartitionOf(golf), [new Write.Delete(Row, stored.Version)], ct);
        }
    }

    private async ValueTask<Golfgeheim> WrapAsync(byte[] open, byte[] secret, CancellationToken ct)
    {
        if (options.Value.Sleutel is not { } key)
        {
            return new Golfgeheim { Openbaar = open, Geheim = secret.ToArray() };
        }

        var envelope = RandomNumberGenerator.GetBytes(Envelope.KeyBytes);
        var wrapped = await vault(key).WrapAsync(envelope, ct);
        return new Golfgeheim { Openbaar = open, Geheim = Envelope.Seal(envelope, secret), Omslag = wrapped };
    }

    private async ValueTask<byte[]> UnwrapAsync(Golfgeheim kept, CancellationToken ct) => kept.Omslag is { } wrapped
        ? Envelope.Open(await vault(options.Value.Sleutel ?? throw new InvalidOperationException("A wave's key is wrapped and no vault is set.")).UnwrapAsync(wrapped, ct), kept.Geheim)
        : kept.Geheim.ToArray();

    private ValueTask<Stored<Golfgeheim>?> ReadAsync(string golf, CancellationToken ct) =>
        store.ReadAsync(PartitionOf(golf), Row, CoreJson.Default.Golfgeheim, ct);

    private static Partition PartitionOf(string golf) => new(Table, golf);
}

/// <summary>The secret key of a wave as it is stored: wrapped when there is a vault.</summary>
public sealed record Golfgeheim
{
    public required byte[] Openbaar { get; init; }

    /// <summary>PKCS#8; with <see cref="Omslag"/> sealed by the key that is in there.</summary>
    public required byte[] Geheim { get; init; }

    public WrappedKey? Omslag { get; init; }
}
