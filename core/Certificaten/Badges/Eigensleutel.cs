using System.Security.Cryptography;
using Isop.Core.Storage;

namespace Isop.Core.Certificaten.Badges;

/// <summary>The key of an installation on one machine, in its own store: table "sleutels", partition "certificaat", row "eigen".</summary>
internal sealed class Eigensleutel(IDocumentStore store) : IBadgesleutel
{
    private const string Row = "eigen";
    private const int Bits = 3072;

    /// <summary>Made when there is none yet; of two that make one at once, one is kept.</summary>
    public async ValueTask<Tekensleutel> NieuwsteAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await ReadAsync(ct) is { } kept)
            {
                return Van(kept.Value);
            }

            await SaveAsync(null, ct);
        }
    }

    /// <summary>From here on another key signs. The old one cannot be used any more; its public half stays in the register.</summary>
    public async ValueTask<Openbaresleutel> VernieuwAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await SaveAsync(await ReadAsync(ct), ct) is { } made)
            {
                return Van(made).Openbaar;
            }
        }
    }

    private static Tekensleutel Van(Eigensleuteldocument kept)
    {
        using var rsa = Open(kept);
        return new Tekensleutel(Openbaresleutel.Van(rsa), (digest, _) => ValueTask.FromResult(Sign(kept, digest.Span)));
    }

    private static byte[] Sign(Eigensleuteldocument kept, ReadOnlySpan<byte> digest)
    {
        using var rsa = Open(kept);
        return rsa.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static RSA Open(Eigensleuteldocument kept)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(kept.Geheim, out _);
        return rsa;
    }

    /// <summary>Null when somebody else was first.</summary>
    private async ValueTask<Eigensleuteldocument?> SaveAsync(Stored<Eigensleuteldocument>? was, CancellationToken ct)
    {
        using var rsa = RSA.Create(Bits);
        var made = new Eigensleuteldocument(rsa.ExportPkcs8PrivateKey());
        var write = Documents.Save(Row, made, was, CoreJson.Default.Eigensleuteldocument);
        return await store.CommitAsync(Sleutelregister.Partition, [write], ct) is CommitResult.Committed ? made : null;
    }

    private ValueTask<Stored<Eigensleuteldocument>?> ReadAsync(CancellationToken ct) =>
        store.ReadAsync(Sleutelregister.Partition, Row, CoreJson.Default.Eigensleuteldocument, ct);
}

/// <summary>The key as it is stored.</summary>
/// <param name="Geheim">PKCS#8.</param>
public sealed record Eigensleuteldocument(byte[] Geheim);
