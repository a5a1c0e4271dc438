using System.Security.Cryptography;
using Isop.Core.Sleutels;

namespace Isop.Core.Backup;

/// <summary>
/// What locks a backup. Each backup has a key of its own (256 bits, random); only that one, wrapped by this key, stands in the file.
/// </summary>
/// <param name="Wrap">Wraps 32 bytes, and tells by which key.</param>
/// <param name="Opens">Whether this key, in this or an older version, is the one that wrapped.</param>
/// <param name="Unwrap">Undoes that. Throws <see cref="CryptographicException"/> when the bytes were changed.</param>
public sealed record BackupKey(
    Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<WrappedKey>> Wrap,
    Func<string, bool> Opens,
    Func<WrappedKey, CancellationToken, ValueTask<byte[]>> Unwrap)
{
    /// <summary>The key in a file of 32 random bytes; null when there is no such file, or it holds something else.</summary>
    public static BackupKey? Find(string path) =>
        File.Exists(path) && File.ReadAllBytes(path) is { Length: Envelope.KeyBytes } secret ? Of(secret) : null;

    /// <summary>The same; makes the file, readable for its owner only, when it is not there. Null when it holds something else.</summary>
    public static BackupKey? FindOrMake(string path)
    {
        if (!File.Exists(path))
        {
            Make(path);
        }

        return Find(path);
    }

    /// <param name="secret">32 bytes.</param>
    public static BackupKey Of(byte[] secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, Envelope.KeyBytes);
        var id = Convert.ToHexStringLower(SHA256.HashData(secret))[..16];
        return new BackupKey(
            (key, _) => ValueTask.FromResult(new WrappedKey(id, Envelope.Seal(secret, key.Span))),
            kid => kid == id,
            (wrapped, _) => ValueTask.FromResult(Envelope.Open(secret, wrapped.Bytes)));
    }

    /// <summary>A key that never leaves its vault. After it was renewed it still opens what an older version wrapped.</summary>
    public static BackupKey InVault(KeyVaultKey vault) => new(vault.WrapAsync, vault.Is, vault.UnwrapAsync);

    /// <summary>Written aside first: a file that is cut off would be taken for a key that somebody spoiled.</summary>
    private static void Make(string path)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Envelope.KeyBytes));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made one meanwhile: that is the key.
            File.Delete(aside);
        }
    }
}
