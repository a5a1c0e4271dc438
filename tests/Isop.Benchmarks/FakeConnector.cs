using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Isop.Core.Register;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Isop.Benchmarks;

/// <summary>How the connector behaves; chances per call.</summary>
internal sealed record ConnectorScript
{
    public double Throttled { get; init; }

    /// <summary>502, of which half did what was asked all the same.</summary>
    public double BadGateway { get; init; }

    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>Calls per second for an app in a tenant; above it 429 (published: 50).</summary>
    public int PerSecond { get; init; } = int.MaxValue;
}

/// <summary>A card that arrived with a person; unsure when the answer was not a plain success.</summary>
internal sealed record Arrival(string Person, long At, bool Unsure);

/// <summary>The Bot Connector on loopback: rosters, conversations and messages, with the published limits and the trouble of a script.</summary>
internal sealed class FakeConnector : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _addresses = [];
    private readonly Queue<long> _lastSecond = [];
    private readonly Lock _lock = new();
    private readonly Random _random = new(2026);
    private readonly ConnectorScript _script;
    private LocalServer? _server;
    private int _ids;

    private FakeConnector(ConnectorScript script) => _script = script;

    public Uri Address => _server!.Address;

    /// <summary>When each call came in, rosters aside.</summary>
    public ConcurrentQueue<long> Calls { get; } = [];

    public ConcurrentQueue<Arrival> Arrivals { get; } = [];

    public ConcurrentDictionary<int, int> Statuses { get; } = [];

    public static async Task<FakeConnector> StartAsync(ConnectorScript script)
    {
        var connector = new FakeConnector(script);
        connector._server = await LocalServer.StartAsync(app =>
        {
            app.MapGet("/v3/conversations/{conversation}/members/{member}", connector.Member);
            // Named a delegate, because a method of a context and a task would be taken for one that writes its own answer.
            app.MapPost("/v3/conversations", (Delegate)connector.CreateAsync);
            app.MapPost("/v3/conversations/{conversation}/activities", connector.SendAsync);
            app.MapPut("/v3/conversations/{conversation}/activities/{activity}", connector.SendAsync);
        });
        return connector;
    }

    /// <summary>Puts people on the roster, their id as object id.</summary>
    public void Know(IEnumerable<Persoon> people)
    {
        foreach (var person in people)
        {
            _addresses[person.Id.ToString()] = person.Email;
        }
    }

    /// <summary>The most calls in any second, wherever that second begins.</summary>
    public int BusiestSecond()
    {
        var calls = Calls.Order().ToArray();
        var (most, from) = (0, 0);
        for (var i = 0; i < calls.Length; i++)
        {
            while (calls[i] - calls[from] >= Stopwatch.Frequency)
            {
                from++;
            }

            most = Math.Max(most, i - from + 1);
        }

        return most;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private IResult Member(string member) => _addresses.TryGetValue(member, out var email)
        ? Results.Json(new Dictionary<string, string> { ["id"] = $"29:{member}", ["aadObjectId"] = member, ["tenantId"] = Opstelling.Tenant, ["email"] = email })
        : Results.NotFound();

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var member = body.RootElement.GetProperty("members")[0].GetProperty("id").GetString();
        return await AnswerAsync(null, $"a:{member}");
    }

    private async Task<IResult> SendAsync(HttpContext context, string conversation)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        return await AnswerAsync(conversation[2..], $"{1_700_000_000_000 + Interlocked.Increment(ref _ids)}");
    }

    private async Task<IResult> AnswerAsync(string? person, string id)
    {
        var (status, done) = Draw();
        Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
        if (done && person is not null)
        {
            Arrivals.Enqueue(new Arrival(person, Stopwatch.GetTimestamp(), status >= 400));
        }

        await Task.Delay(_script.Latency);
        return status switch
        {
            201 => Results.Json(new Dictionary<string, string> { ["id"] = id }, statusCode: 201),
            429 => Results.Json(new { error = new { code = "Throttled", message = "Too many requests" } }, statusCode: 429),
            _ => Results.StatusCode(status),
        };
    }

    /// <summary>The status of this call, and whether what it asks is done.</summary>
    private (int Status, bool Done) Draw()
    {
        var now = Stopwatch.GetTimestamp();
        Calls.Enqueue(now);
        lock (_lock)
        {
            while (_lastSecond.TryPeek(out var oldest) && now - oldest >= Stopwatch.Frequency)
            {
                _lastSecond.Dequeue();
            }

            _lastSecond.Enqueue(now);
            var chance = _random.NextDouble();
            return _lastSecond.Count > _script.PerSecond || chance < _script.Throttled ? (429, false)
                : chance < _script.Throttled + _script.BadGateway ? (502, _random.Next(2) == 0)
                : (201, true);
        }
    }
}
