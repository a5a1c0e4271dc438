using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Isop.EndToEndTests;

/// <summary>Somebody with an account in Teams.</summary>
internal sealed record Account(string Name, string Email)
{
    public const string Tenant = "11111111-0000-4000-8000-000000000001";

    /// <summary>A channel id, a conversation and an object id of one's own, from one number.</summary>
    public required int Number { get; init; }
}

/// <summary>
/// Teams on a developer's machine: the Microsoft 365 Agents Playground as one person's client, in a folder of its own, on a free port.
/// </summary>
internal sealed class Playground : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    /// <summary>The Playground refuses fewer people than these in its directory.</summary>
    private const int OthersNeeded = 5;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private Playground(Process process, DirectoryInfo folder) => (_process, _folder) = (process, folder);

    public Uri Address { get; private set; } = new("http://localhost");

    public static async Task<Playground> StartAsync(Bot bot, Account account)
    {
        var program = Path.Combine(Repository.Root, "tests", "node_modules", "@microsoft", "m365agentsplayground", "cli.js");
        Assert.True(File.Exists(program), "The Agents Playground is missing: run 'npm ci' in tests, or ./test.");
        var folder = Directory.CreateTempSubdirectory("isop-playground-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, ".m365agentsplayground.yml"), Settings(account));
        var port = FreePort();
        var start = new ProcessStartInfo(
            "node", [program, "start", "-e", new Uri(bot.Address, "/api/messages").ToString(), "-c", "msteams", "-p", $"{port}", "--disable-telemetry"])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";
        var playground = new Playground(Process.Start(start) ?? throw new InvalidOperationException("The Playground did not start."), folder);
        try
        {
            playground.Address = new Uri($"http://localhost:{await playground.ListenAsync()}");
            return playground;
        }
        catch
        {
            await playground.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Reads what the process prints until it says where it listens, and keeps reading, because a full pipe would stop it.</summary>
    private async Task<string> ListenAsync()
    {
        const string words = "Listening on ";
        var listening = new TaskCompletionSource<string>();
        var printed = new System.Collections.Concurrent.ConcurrentQueue<string>();
        void Hear(object _, DataReceivedEventArgs line)
        {
            if (line.Data is { } text)
            {
                printed.Enqueue(text);
                if (text.StartsWith(words, StringComparison.Ordinal))
                {
                    listening.TrySetResult(text[words.Length..].Trim());
                }
            }
        }

        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return await Task.WhenAny(listening.Task, _process.WaitForExitAsync(), Task.Delay(LongestStart)) == listening.Task
            ? await listening.Task
            : throw new InvalidOperationException($"The Playground did not start:\n{string.Join('\n', printed)}");
    }

    private static string Settings(Account account)
    {
        string Person(string id, string name, string email, int number) =>
            $"""
            id: {id}
                name: {name}
                userPrincipleName: {email}
                aadObjectId: 11111111-0000-4000-8000-{number:D12}
                givenName: {name.Split(' ')[0]}
                surname: {name.Split(' ')[^1]}
                email: {email}
            """;
        var others = Enumerable.Range(1, OthersNeeded).Select(i => $"  - {Person($"collega-{i}", $"Collega Nummer{i}", $"collega{i}@elders.example", 900 + i)}");
        return $"""
            version: "0.1.1"
            tenantId: {Account.Tenant}
            bot:
              id: 11111111-0000-4000-8000-0000000000b0
              name: ISOP
            currentUser:
                {Person($"kanaal-{account.Number}", account.Name, account.Email, account.Number)}
            users:
            {string.Join('\n', others)}
            personalChat:
              id: gesprek-{account.Number}
            groupChat:
              id: groep-{account.Number}
              name: Groep
            team:
              id: team-{account.Number}
              name: Team
              aadGroupId: 11111111-0000-4000-8000-0000000000d1
              channels:
                - id: kanaal-{account.Number}-algemeen
                  name: Algemeen
            """;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
