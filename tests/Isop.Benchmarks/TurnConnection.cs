using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Isop.Benchmarks;

/// <summary>
/// One kept-alive connection that posts activities and reads the answers. Written on the socket itself, so that the load costs the
/// machine little beside the bot that is measured.
/// </summary>
internal sealed class TurnConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[512 * 1024];

    public async Task ConnectAsync(IPEndPoint bot) => await _socket.ConnectAsync(bot);

    /// <summary>The body of the answer, in a buffer that the next turn overwrites. Throws when the status is not 200.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PostAsync(string token, ReadOnlyMemory<byte> activity)
    {
        var head = Encoding.ASCII.GetBytes(
            $"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json; charset=utf-8\r\n"
            + $"Content-Length: {activity.Length}\r\n\r\n");
        var request = ArrayPool<byte>.Shared.Rent(head.Length + activity.Length);
        head.CopyTo(request, 0);
        activity.CopyTo(request.AsMemory(head.Length));
        await _socket.SendAsync(request.AsMemory(0, head.Length + activity.Length));
        ArrayPool<byte>.Shared.Return(request);
        return await ReadAsync();
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync()
    {
        var length = 0;
        while (true)
        {
            var more = await _socket.ReceiveAsync(_received.AsMemory(length));
            if (more == 0)
            {
                throw new InvalidOperationException("The bot closed the connection.");
            }

            length += more;
            if (Body(_received.AsSpan(0, length)) is { } body && body.End.Value <= length)
            {
                return _received.AsMemory(body);
            }
        }
    }

    /// <summary>Where the body stands, once the head is in.</summary>
    private static Range? Body(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var head = received[..end];
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException($"The bot answered:\n{Encoding.ASCII.GetString(head)}");
        }

        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _)
            ? new Range(end + 4, end + 4 + length)
            : throw new InvalidOperationException("The answer has no length.");
    }
}
