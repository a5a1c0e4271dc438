using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Azure.Core;
using Azure.Identity;
using Isop.Bot.Graph;

namespace Isop.Tests.Graph;

/// <summary>Microsoft Graph as a test writes it: answers by method and path, and a record of what was asked.</summary>
internal sealed class SpeelGraph : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpResponseMessage>>> _answers = [];

    /// <summary>What was asked, as "GET /v1.0/users?…", unescaped, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public ConcurrentQueue<string> Bodies { get; } = [];

    public ConcurrentQueue<string?> Authorizations { get; } = [];

    /// <summary>"If-Match" and "Prefer" of each call, in order.</summary>
    public ConcurrentQueue<(string? IfMatch, string? Prefer)> Conditions { get; } = [];

    public bool HasToken { get; set; } = true;

    /// <summary>As whom the calls are made; the tenant is in the token.</summary>
    public GraphCredential Credential => tenant => new Token(this, tenant);

    /// <summary>The answer to calls whose "METHOD /path?query" begins with this; the last one given stays.</summary>
    public void On(string call, int status, string body = "", string? retryAfter = null) => On(call, () => Answer(status, body, retryAfter));

    public void On(string call, Func<HttpResponseMessage> answer) => _answers.GetOrAdd(call, _ => []).Enqueue(answer);

    /// <summary>Only this answer from now on.</summary>
    public void Replace(string call, int status, string body = "", string? retryAfter = null)
    {
        _answers.TryRemove(call, out _);
        On(call, status, body, retryAfter);
    }

    public int CountOf(string call) => Asked.Count(a => a.StartsWith(call, StringComparison.Ordinal));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal("graph.microsoft.com", request.RequestUri!.Host);
        var call = $"{request.Method} {Uri.UnescapeDataString(request.RequestUri.PathAndQuery)}";
        Asked.Enqueue(call);
        Authorizations.Enqueue(request.Headers.Authorization?.ToString());
        Conditions.Enqueue((Header(request, "If-Match"), Header(request, "Prefer")));
        if (request.Content is not null)
        {
            Bodies.Enqueue(await request.Content.ReadAsStringAsync(cancellationToken));
        }

        var match = _answers.Keys.Where(k => call.StartsWith(k, StringComparison.Ordinal)).MaxBy(k => k.Length)
            ?? throw new InvalidOperationException($"No answer for {call}.");
        var queue = _answers[match];
        Assert.True(queue.TryPeek(out var answer));
        if (queue.Count > 1)
        {
            queue.TryDequeue(out _);
        }

        return answer();
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static HttpResponseMessage Answer(int status, string body, string? retryAfter)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
        {
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return answer;
    }

    private sealed class Token(SpeelGraph graph, string? tenant) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => graph.HasToken
            ? new($"token-for-{requestContext.Scopes[0]}{tenant}", DateTimeOffset.MaxValue)
            : throw new AuthenticationFailedException("no identity");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
