using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Isop.Benchmarks;

/// <summary>The real bot, started as a process of its own on a store and a free port of this machine.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];

    private BotProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Address.Port);

    /// <summary>What the bot wrote, its last lines.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts it without waiting for an answer.</summary>
    public static BotProcess Launch(string database, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Path.Combine(Workplace.Root, "bot"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Assembly());
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = address.AbsoluteUri;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Isop__Storage"] = $"Data Source={database}";
        start.Environment["Isop__PublicUrl"] = address.AbsoluteUri;
        start.Environment["Isop__Demo"] = "false";
        start.Environment[$"Isop__Tenants__{Opstelling.Tenant}__0"] = GeneratedRegister.Domain;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new BotProcess(Process.Start(start) ?? throw new InvalidOperationException("The bot did not start."), address);
    }

    public static async Task<BotProcess> StartAsync(string database, params KeyValuePair<string, string>[] settings)
    {
        var bot = Launch(database, settings);
        await bot.ConnectAsync();
        return bot;
    }

    /// <summary>Waits until it takes connections.</summary>
    public async Task ConnectAsync()
    {
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(EndPoint);
                return;
            }
            catch (SocketException) when (!_process.HasExited && Stopwatch.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5));
            }
            catch (SocketException)
            {
                throw new InvalidOperationException($"The bot does not answer:\n{Output}");
            }
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now and at its highest, in MB.</summary>
    public (double Now, double Peak) Memory() => (ProcMemory.Read(_process.Id, "VmRSS"), ProcMemory.Read(_process.Id, "VmHWM"));

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Assembly()
    {
        var ours = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(Workplace.Root, "bot", "bin", ours.Parent!.Name, ours.Name, "Isop.Bot.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"There is no {path}.");
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            while (_output.Count > 200)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}

/// <summary>Memory of a process as Linux tells it.</summary>
internal static class ProcMemory
{
    /// <param name="process">The process.</param>
    /// <param name="field">VmRSS (now) or VmHWM (highest).</param>
    /// <returns>MB; 0 where there is no /proc.</returns>
    public static double Read(int process, string field)
    {
        var path = $"/proc/{process}/status";
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal)) : null;
        return line is null ? 0 : double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
