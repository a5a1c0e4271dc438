using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Isop.Core.Backup;

/// <summary>
/// AES-256-GCM over pieces of 64 KiB. The nonce is the piece's number and, in its last byte, whether it is the last one; the header
/// of the file goes along as associated data. So a piece that is changed, moved, left out or taken from another file does not open,
/// and neither does a file that ends before its last piece. The key is used for one file only.
/// </summary>
internal sealed class ChunkCipher(byte[] key, byte[] header) : IDisposable
{
    public const int PlainBytes = 64 * 1024;
    public const int TagBytes = 16;

    private readonly AesGcm _aes = new(key, TagBytes);
    private ulong _next;

    /// <summary>Writes the tag behind the ciphertext; <paramref name="sealed"/> is 16 bytes longer than the plain text.</summary>
    public void Seal(ReadOnlySpan<byte> plain, bool last, Span<byte> @sealed) =>
        _aes.Encrypt(Nonce(last), plain, @sealed[..plain.Length], @sealed.Slice(plain.Length, TagBytes), header);

    /// <exception cref="AuthenticationTagMismatchException">It is not the piece that was written here.</exception>
    public void Open(ReadOnlySpan<byte> @sealed, bool last, Span<byte> plain) =>
        _aes.Decrypt(Nonce(last), @sealed[..^TagBytes], @sealed[^TagBytes..], plain, header);

    public void Dispose() => _aes.Dispose();

    private byte[] Nonce(bool last)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteUInt64BigEndian(nonce, _next++);
        nonce[^1] = last ? (byte)1 : (byte)0;
        return nonce;
    }
}

/// <summary>Writes what passes in sealed pieces; the last one at <see cref="FinishAsync"/>, and without that the file stays unreadable.</summary>
internal sealed class SealingStream(Stream into, ChunkCipher cipher) : Stream
{
    private readonly byte[] _plain = new byte[ChunkCipher.PlainBytes];
    private readonly byte[] _sealed = new byte[ChunkCipher.PlainBytes + ChunkCipher.TagBytes];
    private int _filled;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            // Only when more follows: the piece that turns out to be the last is sealed as the last.
            if (_filled == _plain.Length)
            {
                await SealAsync(false, cancellationToken).ConfigureAwait(false);
            }

            var fits = Math.Min(buffer.Length, _plain.Length - _filled);
            buffer[..fits].CopyTo(_plain.AsMemory(_filled));
            _filled += fits;
            buffer = buffer[fits..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Written asynchronously only.");

    /// <summary>Seals the last piece.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        await SealAsync(true, cancellationToken).ConfigureAwait(false);
        await into.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask SealAsync(bool last, CancellationToken cancellationToken)
    {
        cipher.Seal(_plain.AsSpan(0, _filled), last, _sealed);
        await into.WriteAsync(_sealed.AsMemory(0, _filled + ChunkCipher.TagBytes), cancellationToken).ConfigureAwait(false);
        _filled = 0;
    }
}

/// <summary>Reads sealed pieces back. Throws <see cref="AuthenticationTagMismatchException"/> at the first that is not as it was written.</summary>
internal sealed class OpeningStream(Stream from, ChunkCipher cipher) : Stream
{
    private readonly byte[] _plain = new byte[ChunkCipher.PlainBytes];

    // One byte more than a piece: whether there is one tells whether this is the last piece.
    private readonly byte[] _sealed = new byte[ChunkCipher.PlainBytes + ChunkCipher.TagBytes + 1];
    private int _ahead;
    private int _at;
    private int _filled;
    private bool _last;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_at == _filled && !_last)
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        var taken = Math.Min(buffer.Length, _filled - _at);
        _plain.AsMemory(_at, taken).CopyTo(buffer);
        _at += taken;
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously only.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        var read = _ahead + await from.ReadAtLeastAsync(_sealed.AsMemory(_ahead), _sealed.Length - _ahead, false, cancellationToken).ConfigureAwait(false);
        _last = read < _sealed.Length;
        var length = _last ? read : read - 1;
        if (length < ChunkCipher.TagBytes)
        {
            throw new AuthenticationTagMismatchException();
        }

        cipher.Open(_sealed.AsSpan(0, length), _last, _plain.AsSpan(0, length - ChunkCipher.TagBytes));
        (_at, _filled) = (0, length - ChunkCipher.TagBytes);
        if (!_last)
        {
            _sealed[0] = _sealed[^1];
            _ahead = 1;
        }
    }
}
