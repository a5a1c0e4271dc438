using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Isop.Tests.Teams;

internal sealed record ConnectorCall(string Method, string Path, JsonNode? Body, string? Authorization)
{
    public string? Text => (string?)Body?["text"];
}

/// <summary>
/// The connector, in process. It keeps what it is asked, knows members, numbers what is sent and can be told what to answer
/// next; a call to another host than Teams' fails the test.
/// </summary>
internal sealed class FakeConnector : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = [];
    private int _ids;

    public ConcurrentQueue<ConnectorCall> Calls { get; } = [];

    /// <summary>Object id → what the roster says.</summary>
    public ConcurrentDictionary<string, JsonObject> Members { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> Hosts { get; } = ["smba.trafficmanager.net"];

    public IEnumerable<ConnectorCall> Sent => Calls.Where(c => c.Method is "POST" or "PUT");

    public void Member(string objectId, string? email, string tenant = Activities.Tenant, string? upn = null) => Members[objectId] = new JsonObject
    {
        ["id"] = objectId == Activities.ObjectId ? Activities.MemberId : "29:" + objectId,
        ["aadObjectId"] = objectId,
        ["tenantId"] = tenant,
        ["email"] = email,
        ["userPrincipalName"] = upn ?? email,
        ["name"] = "Iemand",
    };

    public void Next(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) => _script.Enqueue(answer);

    public void Next(HttpStatusCode status, string body = "", Action<HttpResponseMessage>? change = null) => Next((_, _) =>
    {
        var response = Answer(status, body);
        change?.Invoke(response);
        return Task.FromResult(response);
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        Assert.True(Hosts.Contains(uri.Host), $"A call went to {uri.Host}.");
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Calls.Enqueue(new ConnectorCall(
            request.Method.Method, uri.PathAndQuery, body is null ? null : JsonNode.Parse(body), request.Headers.Authorization?.ToString()));
        if (_script.TryDequeue(out var scripted))
        {
            return await scripted(request, cancellationToken);
        }

        if (request.Method == HttpMethod.Get)
        {
            var id = Uri.UnescapeDataString(uri.Segments[^1]);
            return (Members.GetValueOrDefault(id) ?? Members.Values.FirstOrDefault(m => (string?)m["id"] == id)) is { } member
                ? Answer(HttpStatusCode.OK, member.ToJsonString())
                : Answer(HttpStatusCode.NotFound, """{"error":{"code":"MemberNotFoundInConversation","message":"?"}}""");
        }

        return Answer(HttpStatusCode.Created, $$"""{"id":"{{Interlocked.Increment(ref _ids)}}"}""");
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
