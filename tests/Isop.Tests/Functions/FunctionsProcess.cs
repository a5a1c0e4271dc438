using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Isop.Tests.Functions;

/// <summary>The custom handler in a process of its own, called as the Functions host calls it.</summary>
internal sealed class FunctionsProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private FunctionsProcess(Process process, int port)
    {
        _process = process;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromMinutes(1) };
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Starts it and waits, as the host does, until the port answers anything.</summary>
    public static async Task<FunctionsProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var port = FreePort();
        var process = Launch([("FUNCTIONS_CUSTOMHANDLER_PORT", port.ToString(CultureInfo.InvariantCulture)), .. settings]);
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var functions = new FunctionsProcess(process, port);
        while (true)
        {
            try
            {
                using var answer = await functions._http.GetAsync(new Uri("/", UriKind.Relative), Ct);
                return functions;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), Ct);
            }
        }
    }

    /// <summary>Starts it where it cannot start: its exit code and what it said about that.</summary>
    public static async Task<(int Code, string Errors)> FailAsync(params (string Name, string Value)[] settings)
    {
        using var process = Launch(settings);
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var errors = await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return (process.ExitCode, errors);
    }

    public async Task<HttpStatusCode> PollAsync() => (await _http.GetAsync(new Uri("/", UriKind.Relative), Ct)).StatusCode;

    /// <summary>A tick of the host's timer.</summary>
    public Task<Answer> TickAsync(string function, string invocation) => PostAsync(
        function, invocation,
        """
        {"Data":{"klok":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-11-23T09:00:00+00:00","LastUpdated":"2026-11-23T09:00:00+00:00","Next":"2026-11-23T09:15:00+00:00"},"IsPastDue":false}},
         "Metadata":{"sys":{"MethodName":"Planning","UtcNow":"2026-11-23T09:15:00.01Z","RandGuid":"4c9a8a0e-6f4e-4b5c-9d0a-7e5f0c1d2b3a"}}}
        """);

    /// <summary>A message of a queue, as the host hands it on.</summary>
    public Task<Answer> MessageAsync(string function, string invocation, string text, string messageId) => PostAsync(
        function, invocation,
        $$$"""
        {"Data":{"bericht":{{{JsonSerializer.Serialize(text)}}} },
         "Metadata":{"DequeueCount":"1","Id":"{{{messageId}}}","InsertionTime":"2026-11-23T09:15:00+00:00","PopReceipt":"MjM=","sys":{"MethodName":"Certificaten"} } }
        """);

    public async Task<Answer> PostAsync(string function, string invocation, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/{function}", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Azure-Functions-InvocationId", invocation);
        using var response = await _http.SendAsync(request, Ct);
        return new Answer(response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(Ct)));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static Process Launch((string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Isop.Functions.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The functions did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>What the host reads.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body)
{
    public IReadOnlyList<string?> Lines => [.. Body.GetProperty("Logs").EnumerateArray().Select(l => l.GetString())];

    /// <summary>The host takes anything else for a failed call.</summary>
    public bool IsInTheHostsShape =>
        Body.GetProperty("Outputs").ValueKind == JsonValueKind.Object
        && Body.GetProperty("Logs").ValueKind == JsonValueKind.Array
        && Body.GetProperty("ReturnValue").ValueKind == JsonValueKind.Null;
}
