using System.Security.Cryptography;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Closes an answer so that only who holds the wave's secret key can open it; whoever closed it cannot. Each answer has a key of its own:
/// an ephemeral key on P-256, agreed on with the wave's (ECDH), stretched by HKDF-SHA256, and AES-256-GCM under that, as in ECIES.
/// </summary>
public static class Antwoordzegel
{
    private const int CoordinateBytes = 32;
    private const int PointBytes = 2 * CoordinateBytes;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;

    private static readonly ECCurve Curve = ECCurve.NamedCurves.nistP256;

    /// <summary>The key is used once, so a fixed nonce is as good as any.</summary>
    private static readonly byte[] Nonce = new byte[12];

    private static ReadOnlySpan<byte> Purpose => "isop stage-evaluatie 1"u8;

    /// <summary>What closing adds to the length.</summary>
    public const int ExtraBytes = PointBytes + TagBytes;

    /// <summary>A new key pair: the public point (64 bytes) and the secret as PKCS#8.</summary>
    public static (byte[] Openbaar, byte[] Geheim) NieuwPaar()
    {
        using var pair = ECDiffieHellman.Create(Curve);
        return (Point(pair.PublicKey.ExportParameters().Q), pair.ExportPkcs8PrivateKey());
    }

    /// <summary>A secret of <see cref="NieuwPaar"/>, ready to open with; for one thread.</summary>
    public static ECDiffieHellman Sleutel(byte[] geheim)
    {
        var pair = ECDiffieHellman.Create();
        pair.ImportPkcs8PrivateKey(geheim, out _);
        return pair;
    }

    /// <param name="openbaar">The wave's public point.</param>
    /// <param name="inhoud">Of the same length for every answer: the length is all that can be seen from outside.</param>
    public static byte[] Sluit(byte[] openbaar, ReadOnlySpan<byte> inhoud)
    {
        using var wave = ECDiffieHellman.Create(Parameters(openbaar));
        using var own = ECDiffieHellman.Create(Curve);
        var closed = new byte[ExtraBytes + inhoud.Length];
        Point(own.PublicKey.ExportParameters().Q).CopyTo(closed, 0);
        Span<byte> key = stackalloc byte[KeyBytes];
        Agree(own, wave, closed.AsSpan(0, PointBytes), openbaar, key);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(Nonce, inhoud, closed.AsSpan(ExtraBytes), closed.AsSpan(PointBytes, TagBytes));
        CryptographicOperations.ZeroMemory(key);
        return closed;
    }

    /// <param name="geheim">The wave's key pair.</param>
    /// <param name="openbaar">Its public point.</param>
    /// <param name="gesloten">What <see cref="Sluit"/> gave.</param>
    /// <exception cref="CryptographicException">It was closed to another key, or changed.</exception>
    public static byte[] Open(ECDiffieHellman geheim, byte[] openbaar, ReadOnlySpan<byte> gesloten)
    {
        ArgumentNullException.ThrowIfNull(geheim);
        if (gesloten.Length < ExtraBytes)
        {
            throw new CryptographicException("This is too short to be a closed answer.");
        }

        using var other = ECDiffieHellman.Create(Parameters(gesloten[..PointBytes]));
        Span<byte> key = stackalloc byte[KeyBytes];
        Agree(geheim, other, gesloten[..PointBytes], openbaar, key);
        using var aes = new AesGcm(key, TagBytes);
        var plain = new byte[gesloten.Length - ExtraBytes];
        aes.Decrypt(Nonce, gesloten[ExtraBytes..], gesloten[PointBytes..ExtraBytes], plain);
        CryptographicOperations.ZeroMemory(key);
        return plain;
    }

    private static void Agree(ECDiffieHellman mine, ECDiffieHellman theirs, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> wave, Span<byte> key)
    {
        using var theirPoint = theirs.PublicKey;
        var secret = mine.DeriveRawSecretAgreement(theirPoint);
        Span<byte> salt = stackalloc byte[2 * PointBytes];
        ephemeral.CopyTo(salt);
        wave.CopyTo(salt[PointBytes..]);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt, Purpose);
        CryptographicOperations.ZeroMemory(secret);
    }

    private static byte[] Point(ECPoint point) => [.. point.X!, .. point.Y!];

    /// <summary>Not on the curve: a <see cref="CryptographicException"/>.</summary>
    private static ECParameters Parameters(ReadOnlySpan<byte> point) => new()
    {
        Curve = Curve, Q = new ECPoint { X = point[..CoordinateBytes].ToArray(), Y = point[CoordinateBytes..].ToArray() },
    };
}
