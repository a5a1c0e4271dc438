using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Azure.Data.Tables;
using Isop.Core.Storage;
using Isop.Tests.Storage;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Isop.Tests.Storage;

/// <summary>
/// The Azurite emulator's services, each on a free port of this machine, started when the first test asks for it and
/// stopped with the run. Without it the tests that need it fail: a missing emulator proves nothing.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    // The emulator's own published account, the same on every machine.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly SemaphoreSlim starting = new(1);
    private readonly Dictionary<string, string> endpoints = [];
    private readonly List<(Process Process, DirectoryInfo Folder)> services = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A connection string of the running table service.</summary>
    public Task<string> ConnectionStringAsync() => ConnectionStringAsync("Table");

    /// <summary>A connection string of the running queue service.</summary>
    public Task<string> QueueConnectionStringAsync() => ConnectionStringAsync("Queue");

    /// <summary>A connection string of the running blob service.</summary>
    public Task<string> BlobConnectionStringAsync() => ConnectionStringAsync("Blob");

    public async Task<AzureTableStore> StoreAsync(Action<TableClientOptions>? configure = null)
    {
        var connection = await ConnectionStringAsync();
        return new AzureTableStore(options =>
        {
            configure?.Invoke(options);
            return new TableServiceClient(connection, options);
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (process, folder) in services)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
            folder.Delete(recursive: true);
        }

        starting.Dispose();
    }

    private async Task<string> ConnectionStringAsync(string service)
    {
        await starting.WaitAsync();
        try
        {
            if (!endpoints.TryGetValue(service, out var endpoint))
            {
                endpoints[service] = endpoint = await StartAsync(service);
            }

            return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};{service}Endpoint={endpoint};";
        }
        finally
        {
            starting.Release();
        }
    }

    private async Task<string> StartAsync(string service, [CallerFilePath] string thisFile = "")
    {
        var tests = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
        if (!File.Exists(Path.Combine(tests, "node_modules", "azurite", "package.json")))
        {
            throw new InvalidOperationException("Azurite is not installed. Run 'npm ci' in the folder tests.");
        }

        var name = service.ToLowerInvariant();
        var folder = TestStores.NewFolder();
        var port = FreePort();
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Path.Combine(tests, $"azurite-{name}.cjs"), $"--{name}Host", "127.0.0.1", $"--{name}Port", port.ToString(CultureInfo.InvariantCulture),
                "--location", folder.FullName, "--skipApiVersionCheck", "--disableTelemetry",
            },
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        services.Add((process, folder));
        await ListeningAsync(process);
        return $"http://127.0.0.1:{port}/{Account}";
    }

    private static async Task ListeningAsync(Process process)
    {
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains("successfully listen", StringComparison.Ordinal) || line.Contains("successfully started", StringComparison.Ordinal))
            {
                // Nobody reads the log of requests that follows, but the pipe must not fill up.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException($"Azurite did not start: {errors}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
