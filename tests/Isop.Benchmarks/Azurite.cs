using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Isop.Benchmarks;

/// <summary>
/// The emulator of Azure Storage, in memory: every five seconds it would write all it holds to disk and answer nobody meanwhile. It
/// ends with this process.
/// </summary>
internal sealed class Azurite : IAsyncDisposable
{
    // The emulator's own published account, the same on every machine.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process _process;

    private Azurite(Process process, string service, int port)
    {
        _process = process;
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};{service}Endpoint=http://127.0.0.1:{port}/{Account};";
    }

    public string ConnectionString { get; }

    public static Task<Azurite> StartAsync() => StartAsync("Table", "azurite-table-indexed.cjs");

    public static Task<Azurite> StartQueueAsync() => StartAsync("Queue", "azurite-queue.cjs");

    private static async Task<Azurite> StartAsync(string service, string script)
    {
        var (tests, port, option) = (Path.Combine(Workplace.Root, "tests"), FreePort(), $"--{service.ToLowerInvariant()}");
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "--max-old-space-size=12000", Path.Combine(tests, script), $"{option}Host", "127.0.0.1", $"{option}Port",
                port.ToString(CultureInfo.InvariantCulture), "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("successfully started", StringComparison.Ordinal) || line.Contains("successfully listens", StringComparison.Ordinal))
            {
                // Nobody reads what follows, but the pipes must not fill up.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return new Azurite(process, service, port);
            }
        }

        throw new InvalidOperationException($"Azurite did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
