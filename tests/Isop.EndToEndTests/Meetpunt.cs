using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Isop.EndToEndTests;

/// <summary>Stands in for Application Insights: takes what the bot sends there and keeps it as it came.</summary>
internal sealed class Meetpunt : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _taking;

    public Meetpunt()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _taking = TakeAsync();
    }

    public string Address { get; }

    /// <summary>Every line of telemetry, as JSON.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>The settings of a bot that tells everything, here and on its output.</summary>
    public IReadOnlyDictionary<string, string> In(IReadOnlyDictionary<string, string> settings) => new Dictionary<string, string>(settings)
    {
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey=11111111-1111-1111-1111-111111111111;IngestionEndpoint={Address};LiveEndpoint={Address}",
        ["APPLICATIONINSIGHTS_STATSBEAT_DISABLED"] = "true",
        ["Logging__LogLevel__Default"] = "Debug",
    };

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _taking;
    }

    private async Task TakeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await using var body = context.Request.Headers["Content-Encoding"] == "gzip"
                ? new GZipStream(context.Request.InputStream, CompressionMode.Decompress)
                : context.Request.InputStream;
            using var reader = new StreamReader(body, Encoding.UTF8);
            var count = 0;
            while (await reader.ReadLineAsync() is { } line)
            {
                Lines.Enqueue(line);
                count++;
            }

            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(
                Encoding.UTF8.GetBytes($$"""{"itemsReceived":{{count}},"itemsAccepted":{{count}},"errors":[]}"""));
            context.Response.Close();
        }
    }
}
