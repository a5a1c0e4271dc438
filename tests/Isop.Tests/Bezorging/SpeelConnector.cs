using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Isop.Tests.Bezorging;

/// <summary>A connector that plays what a test tells it, and remembers what arrived with people.</summary>
internal sealed class SpeelConnector : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<Oproep, Task<HttpResponseMessage>>> _script = [];
    private int _ids;

    public ConcurrentQueue<Oproep> Calls { get; } = [];

    /// <summary>What people really got: (conversation, summary), in order.</summary>
    public ConcurrentQueue<(string Conversation, string Summary)> Arrived { get; } = [];

    /// <summary>Object id → e-mail address, for the roster.</summary>
    public ConcurrentDictionary<string, string> Addresses { get; } = [];

    /// <summary>Answers calls for which there is no script; null leaves them to succeed.</summary>
    public Func<Oproep, HttpResponseMessage?>? Always { get; set; }

    public IEnumerable<Oproep> Sends => Calls.Where(c => c.Kind == "send");

    /// <summary>The next call gets this answer; accepted: it arrives all the same.</summary>
    public void Next(int status, string? code = null, bool accepted = false, string? retryAfter = null, string? subCode = null) =>
        _script.Enqueue(call =>
        {
            if (accepted)
            {
                Arrive(call);
            }

            return Task.FromResult(Answer(status, code, retryAfter, subCode));
        });

    public void Next(Func<Oproep, Task<HttpResponseMessage>> answer) => _script.Enqueue(answer);

    /// <summary>The next call succeeds.</summary>
    public void NextSucceeds() => _script.Enqueue(call => Task.FromResult(Succeed(call)));

    public static HttpResponseMessage Answer(int status, string? code = null, string? retryAfter = null, string? subCode = null)
    {
        var body = code is null ? "" : JsonSerializer.Serialize(new { error = new { code, message = "?" }, subCode });
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
        {
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return answer;
    }

    public HttpResponseMessage Succeed(Oproep call)
    {
        Arrive(call);
        var id = call.Kind == "create" ? $"a:{call.Member}" : $"{1000 + Interlocked.Increment(ref _ids)}";
        return new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent($$"""{"id":"{{id}}"}""", Encoding.UTF8, "application/json") };
    }

    public void Arrive(Oproep call)
    {
        if (call.Kind == "send")
        {
            Arrived.Enqueue((call.Conversation!, call.Summary ?? ""));
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal("smba.trafficmanager.net", request.RequestUri!.Host);
        if (request.Method == HttpMethod.Get)
        {
            // The roster: whoever is asked for is there, with the address that the test gave.
            var objectId = Uri.UnescapeDataString(request.RequestUri.Segments[^1]);
            var member = new { id = $"29:{objectId}", aadObjectId = objectId, tenantId = BezorgWereld.Tenant, email = Addresses[objectId] };
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(member), Encoding.UTF8, "application/json") };
        }

        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = Oproep.Of(request, body, cancellationToken);
        Calls.Enqueue(call);
        return _script.TryDequeue(out var scripted) ? await scripted(call) : Always?.Invoke(call) ?? Succeed(call);
    }
}

/// <summary>A call as the connector sees it.</summary>
internal sealed record Oproep(string Kind, string? Conversation, string? Activity, string? Member, string? Summary, string? Body, CancellationToken Aborted)
{
    public static Oproep Of(HttpRequestMessage request, string? body, CancellationToken aborted)
    {
        var path = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var at = path.IndexOf("conversations");
        using var json = JsonDocument.Parse(body ?? "{}");
        var member = json.RootElement.TryGetProperty("members", out var members) ? members[0].GetProperty("id").GetString() : null;
        var summary = json.RootElement.TryGetProperty("summary", out var s) ? s.GetString() : null;
        var (conversation, activity) = (path.ElementAtOrDefault(at + 1), path.ElementAtOrDefault(at + 3));
        var kind = request.Method == HttpMethod.Put ? "update" : conversation is null ? "create" : "send";
        return new Oproep(kind, conversation, activity, member, summary, body, aborted);
    }
}
