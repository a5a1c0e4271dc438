using System.Security.Cryptography;

namespace Isop.Core.Sleutels;

/// <summary>Bytes under a key of 256 bits: AES-256-GCM, as a nonce of 12 bytes, a tag of 16 and the ciphertext.</summary>
public static class Envelope
{
    public const int KeyBytes = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = NonceBytes + TagBytes;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain)
    {
        var closed = new byte[HeadBytes + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(closed.AsSpan(0, NonceBytes), plain, closed.AsSpan(HeadBytes), closed.AsSpan(NonceBytes, TagBytes));
        return closed;
    }

    /// <exception cref="CryptographicException">Another key closed it, or it was changed or cut off.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> closed)
    {
        if (closed.Length < HeadBytes)
        {
            throw new CryptographicException("This is too short to be an envelope.");
        }

        var plain = new byte[closed.Length - HeadBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(closed[..NonceBytes], closed[HeadBytes..], closed[NonceBytes..HeadBytes], plain);
        return plain;
    }
}
