using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Isop.EndToEndTests;

/// <summary>The real program, started as its user would, in a folder of its own, on a free port.</summary>
public sealed class Bot : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private Bot(Process process, DirectoryInfo folder, Uri address)
    {
        _process = process;
        _folder = folder;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <summary>What the process wrote to its output, a line each.</summary>
    public ConcurrentQueue<string> Printed { get; } = [];

    public HttpClient Http { get; }

    /// <param name="settings">By name, as the environment has them; "{adres}" stands for where this bot listens.</param>
    public static async Task<Bot> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("isop-");
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Repository.Root, "bot", "bin", "Debug", "net10.0", "Isop.Bot.dll"), "--contentRoot", Path.Combine(Repository.Root, "bot")])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = address.ToString().TrimEnd('/');
        start.Environment["Isop__Storage"] = $"Data Source={Path.Combine(folder.FullName, "isop.db")}";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value.Replace("{adres}", address.ToString().TrimEnd('/'), StringComparison.Ordinal);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The bot did not start.");
        var bot = new Bot(process, folder, address);
        try
        {
            await bot.ListenAsync();
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets the clock; it runs on from there.</summary>
    public async Task SetClockAsync(string now) =>
        (await Http.PutAsJsonAsync("/dev/klok", new { nu = now })).EnsureSuccessStatusCode();

    /// <summary>Plans and sends what is due.</summary>
    public async Task WorkAsync()
    {
        (await Http.PostAsync("/dev/planning", null)).EnsureSuccessStatusCode();
        (await Http.PostAsync("/dev/bezorging", null)).EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> PostvakAsync(string email) => await Http.GetFromJsonAsync<JsonElement>($"/dev/postvak/{email}");

    public async Task ImportAsync(byte[] register)
    {
        var answer = await Http.PostAsync("/dev/register", new ByteArrayContent(register));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The bytes of the database and of its log as they lie on the disk, as Latin-1, in which every byte is a character.</summary>
    public string Stored() => string.Concat(_folder.GetFiles("isop.db*").Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f.FullName))));

    /// <summary>Asks the process to end, as a platform does, and waits until it did: what it still had to tell is told by then.</summary>
    public async Task StopAsync()
    {
        using var ask = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(LongestStart);
        Assert.Equal(0, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Reads what the process prints until it listens, and keeps reading, because a full pipe would stop it.</summary>
    private async Task ListenAsync()
    {
        var listening = new TaskCompletionSource();
        void Hear(object _, DataReceivedEventArgs line)
        {
            if (line.Data is { } text)
            {
                Printed.Enqueue(text);
                if (text.Contains("Application started", StringComparison.Ordinal))
                {
                    listening.TrySetResult();
                }
            }
        }

        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(listening.Task, ended, Task.Delay(LongestStart)) != listening.Task)
        {
            throw new InvalidOperationException($"The bot did not start:\n{string.Join('\n', Printed)}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
