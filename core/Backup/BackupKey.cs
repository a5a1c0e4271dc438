using System.Security.Cryptography;

namespace Isop.Core.Backup;

/// <summary>
/// What locks a backup. Each backup has a key of its own (256 bits, random); only that one, wrapped by this key, stands in the file.
/// </summary>
/// <param name="Id">Which key it is, as the file tells it: the start of a hash, or the address of a key in a vault.</param>
/// <param name="Wrap">Wraps 32 bytes.</param>
/// <param name="Unwrap">Undoes that. Throws <see cref="CryptographicException"/> when the bytes were not wrapped by this key.</param>
public sealed record BackupKey(
    string Id,
    Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<byte[]>> Wrap,
    Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<byte[]>> Unwrap)
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>The key in a file of 32 random bytes; null when there is no such file.</summary>
    /// <exception cref="CryptographicException">The file holds something else.</exception>
    public static BackupKey? Find(string path) => File.Exists(path) ? Of(File.ReadAllBytes(path)) : null;

    /// <summary>The same; makes the file, readable for its owner only, when it is not there.</summary>
    public static BackupKey FindOrMake(string path)
    {
        if (Find(path) is { } key)
        {
            return key;
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var secret = RandomNumberGenerator.GetBytes(KeyBytes);
        using (var file = new FileStream(path, options))
        {
            file.Write(secret);
        }

        return Of(secret);
    }

    /// <param name="secret">32 bytes.</param>
    public static BackupKey Of(byte[] secret) => secret.Length != KeyBytes
        ? throw new CryptographicException("A backup key is 32 bytes.")
        : new BackupKey(
            Convert.ToHexStringLower(SHA256.HashData(secret))[..16],
            (key, _) => ValueTask.FromResult(Seal(secret, key.Span)),
            (wrapped, _) => ValueTask.FromResult(Open(secret, wrapped.Span)));

    private static byte[] Seal(byte[] secret, ReadOnlySpan<byte> key)
    {
        var wrapped = new byte[NonceBytes + key.Length + TagBytes];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(secret, TagBytes);
        aes.Encrypt(wrapped.AsSpan(0, NonceBytes), key, wrapped.AsSpan(NonceBytes, key.Length), wrapped.AsSpan(NonceBytes + key.Length));
        return wrapped;
    }

    private static byte[] Open(byte[] secret, ReadOnlySpan<byte> wrapped)
    {
        var key = new byte[Math.Max(0, wrapped.Length - NonceBytes - TagBytes)];
        using var aes = new AesGcm(secret, TagBytes);
        aes.Decrypt(wrapped[..NonceBytes], wrapped.Slice(NonceBytes, key.Length), wrapped[^TagBytes..], key);
        return key;
    }
}
