using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Isop.Bot.Hosting;
using Isop.Bot.Web.Mailing;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Graph;

/// <summary>As whom we call Graph: the bot in a tenant on the list, or (null) the identity that may use the mailbox.</summary>
internal delegate TokenCredential GraphCredential(string? tenant);

/// <summary>
/// The one way to Microsoft Graph, as the application itself. Addresses hold e-mail addresses, so nothing here, nor the HTTP
/// client underneath, writes an address or a body to the log.
/// </summary>
internal sealed class GraphClient(
    IHttpClientFactory http, GraphCredential credential, IOptions<MailOptions> options, TimeProvider clock)
{
    public const string HttpName = "graph";

    /// <summary>Called with what came of every call, and in which tenant; the address is for telling which right it needs, and goes nowhere.</summary>
    public Action<string?, Uri, GraphAnswer>? Answered { get; set; }

    /// <summary>Signs in without calling anything.</summary>
    /// <exception cref="AuthenticationFailedException">We cannot.</exception>
    public ValueTask<AccessToken> TokenAsync(string? tenant, CancellationToken cancellationToken)
    {
        var scope = new Uri(options.Value.Graph, ".default").AbsoluteUri;
        return credential(tenant).GetTokenAsync(new TokenRequestContext([scope], tenantId: tenant), cancellationToken);
    }

    /// <summary>The address of a resource; <paramref name="path"/> begins behind "v1.0/" and is escaped already.</summary>
    public Uri AddressOf(string path) => new(options.Value.Graph, "v1.0/" + path);

    /// <summary>Whether a link that an answer gave leads to Graph: our token goes nowhere else.</summary>
    public bool IsOurs(Uri link) =>
        Uri.Compare(link, options.Value.Graph, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    public ValueTask<GraphAnswer> GetAsync(string? tenant, Uri address, CancellationToken cancellationToken) =>
        SendAsync(tenant, HttpMethod.Get, address, null, [], cancellationToken);

    public ValueTask<GraphAnswer> PostAsync(string? tenant, Uri address, HttpContent content, CancellationToken cancellationToken) =>
        SendAsync(tenant, HttpMethod.Post, address, content, [], cancellationToken);

    /// <summary>A call to a mailbox, as the identity that may use it, with headers of its own.</summary>
    public ValueTask<GraphAnswer> SendAsync(
        HttpMethod method, Uri address, HttpContent? content, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellationToken) =>
        SendAsync(tenant: null, method, address, content, headers, cancellationToken);

    private async ValueTask<GraphAnswer> SendAsync(
        string? tenant, HttpMethod method, Uri address, HttpContent? content, IReadOnlyList<(string Name, string Value)> headers,
        CancellationToken cancellationToken)
    {
        var answer = await AskAsync(tenant, method, address, content, headers, cancellationToken);
        Answered?.Invoke(tenant, address, answer);
        return answer;
    }

    private async ValueTask<GraphAnswer> AskAsync(
        string? tenant, HttpMethod method, Uri address, HttpContent? content, IReadOnlyList<(string Name, string Value)> headers,
        CancellationToken cancellationToken)
    {
        try
        {
            var token = await TokenAsync(tenant, cancellationToken);
            using var request = new HttpRequestMessage(method, address) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var client = http.CreateClient(HttpName);
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? new GraphAnswer.Success(body)
                : RefusedBy((int)response.StatusCode, ErrorOf(body), response.RetryAfter(clock));
        }
        catch (AuthenticationFailedException exception)
        {
            return new GraphAnswer.NoToken(exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            // Longer than anything we ask for: not worth asking again.
            return new GraphAnswer.Refused(413, "TooLarge", null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new GraphAnswer.NoAnswer(exception, HttpTrouble.WasNeverSent(exception));
        }
    }

    private static GraphAnswer.Refused RefusedBy(int status, GraphError.Detail? error, TimeSpan? retryAfter) => new(
        status, error?.Code, retryAfter,
        status == 403 && (error?.Code == "Authorization_RequestDenied"
            || error?.Message?.Contains("Missing role permissions", StringComparison.OrdinalIgnoreCase) == true));

    private static GraphError.Detail? ErrorOf(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, BotJson.Default.GraphError)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record GraphError(GraphError.Detail? Error)
{
    public sealed record Detail(string? Code, string? Message = null);
}
