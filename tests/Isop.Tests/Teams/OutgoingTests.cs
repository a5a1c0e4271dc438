using System.Net;
using System.Net.Sockets;
using System.Text;
using Isop.Bot.Teams;

namespace Isop.Tests.Teams;

/// <summary>The real way out, over a socket on loopback.</summary>
public sealed class OutgoingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var host = TeamsHost.Create(TeamsHostOptions.Anonymous with { RealConnections = true });
        var call = host.Get<ConnectorClient>().SendAsync($"http://127.0.0.1:{port}/", "p", OutgoingActivity.OfText("Hoi"), Token);
        await AnswerAsync(listener, $"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:{port}/elders\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal(307, (await call).Status);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_connection_that_breaks_after_sending_may_have_arrived()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var host = TeamsHost.Create(TeamsHostOptions.Anonymous with { RealConnections = true });
        var call = host.Get<ConnectorClient>().SendAsync($"http://127.0.0.1:{port}/", "p", OutgoingActivity.OfText("Hoi"), Token);
        await AnswerAsync(listener, "");
        Assert.Equal(ConnectorOutcome.Broken, (await call).Code);
    }

    [Fact]
    public async Task A_refused_connection_has_sent_nothing()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        await using var host = TeamsHost.Create(TeamsHostOptions.Anonymous with { RealConnections = true });
        var outcome = await host.Get<ConnectorClient>().SendAsync($"http://127.0.0.1:{port}/", "p", OutgoingActivity.OfText("Hoi"), Token);
        Assert.Equal(ConnectorOutcome.NotConnected, outcome.Code);
    }

    /// <summary>Takes one request with a body, gives this answer and hangs up.</summary>
    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync(Token);
        var stream = connection.GetStream();
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (!received.ToString().Contains("Hoi", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, Token);
            Assert.NotEqual(0, read);
            received.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Token);
    }
}
