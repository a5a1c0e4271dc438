using System.Security.Cryptography;

namespace Isop.Core.Register;

/// <summary>
/// The bytes of a stored register version as one stream that fetches a chunk when it comes to it, so that reading a register of
/// any size holds one chunk. To be read asynchronously, once, from the beginning to the end.
/// </summary>
/// <param name="chunk">The bytes of the chunk with this index; null when it is not there.</param>
/// <param name="count">How many chunks there are to be.</param>
internal sealed class RegisterDelen(Func<int, CancellationToken, ValueTask<byte[]?>> chunk, int count) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ReadOnlyMemory<byte> _left;
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads what is left, and answers the SHA-256 of all of it, in hex.</summary>
    public async ValueTask<string> HashAsync(CancellationToken cancellationToken)
    {
        await CopyToAsync(Null, cancellationToken);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <summary>Throws <see cref="InvalidDataException"/> at a chunk that is not there.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_left.IsEmpty && _next < count)
        {
            var bytes = await chunk(_next, cancellationToken) ?? throw new InvalidDataException($"Chunk {_next} is not there.");
            _hash.AppendData(bytes);
            _left = bytes;
            _next++;
        }

        var read = Math.Min(buffer.Length, _left.Length);
        _left[..read].CopyTo(buffer);
        _left = _left[read..];
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
