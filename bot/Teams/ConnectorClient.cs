using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Identity;
using Isop.Bot.Hosting;

namespace Isop.Bot.Teams;

/// <summary>
/// The calls to the Bot Connector. Each answers what happened and throws for no status and no network trouble, only when the
/// caller cancels. It retries nothing but one 401 with a new token: when to try again is decided where the limits are known.
/// </summary>
public sealed class ConnectorClient(IHttpClientFactory http, ServiceHosts hosts, IConnectorToken token, TimeProvider time)
{
    public const string HttpName = "isop-connector";

    /// <summary>No wait that we are told lasts longer; a wrong date must not silence us for days.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Called with what came of every call.</summary>
    public Action<ConnectorOutcome>? Answered { get; set; }

    /// <summary>Makes, or finds again, the one-to-one conversation with a person; the outcome's id is the conversation's.</summary>
    public Task<ConnectorOutcome> CreateConversationAsync(
        string serviceUrl, string tenantId, string aadObjectId, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, serviceUrl, "v3/conversations", NewConversation(tenantId, aadObjectId), cancellationToken);

    /// <summary>Sends a message; the outcome's id is the activity's.</summary>
    public Task<ConnectorOutcome> SendAsync(
        string serviceUrl, string conversationId, OutgoingActivity activity, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, serviceUrl, $"{Conversation(conversationId)}/activities", activity.ToJson(), cancellationToken);

    /// <summary>Puts this in the place of a message that was sent before.</summary>
    public Task<ConnectorOutcome> UpdateAsync(
        string serviceUrl, string conversationId, string activityId, OutgoingActivity activity, CancellationToken cancellationToken) =>
        CallAsync(
            HttpMethod.Put, serviceUrl, $"{Conversation(conversationId)}/activities/{Uri.EscapeDataString(activityId)}",
            activity.ToJson(), cancellationToken);

    /// <summary>Who a member of a conversation is, by Entra object id or channel id ("29:…").</summary>
    public async Task<MemberOutcome> MemberAsync(
        string serviceUrl, string conversationId, string memberId, CancellationToken cancellationToken)
    {
        TeamsMember? member = null;
        var outcome = await CallAsync(
            HttpMethod.Get, serviceUrl, $"{Conversation(conversationId)}/members/{Uri.EscapeDataString(memberId)}", null,
            cancellationToken, body => member = ConnectorBody.Member(body));
        return new MemberOutcome(outcome, outcome.IsSuccess ? member : null);
    }

    private static string Conversation(string id) => $"v3/conversations/{Uri.EscapeDataString(id)}";

    private async Task<ConnectorOutcome> CallAsync(
        HttpMethod method, string serviceUrl, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken,
        Action<JsonElement>? read = null)
    {
        var outcome = await TryAsync(method, serviceUrl, path, body, read, cancellationToken);
        Answered?.Invoke(outcome);
        return outcome;
    }

    private async Task<ConnectorOutcome> TryAsync(
        HttpMethod method, string serviceUrl, string path, ReadOnlyMemory<byte>? body, Action<JsonElement>? read, CancellationToken cancellationToken)
    {
        if (!hosts.TryAllow(serviceUrl, out var address))
        {
            return new ConnectorOutcome { Code = ConnectorOutcome.RefusedHost };
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var target = new Uri(address, path);
        try
        {
            var outcome = await SendOnceAsync(method, target, body, renew: false, read, until.Token);
            return outcome.Status == (int)HttpStatusCode.Unauthorized
                ? await SendOnceAsync(method, target, body, renew: true, read, until.Token)
                : outcome;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ConnectorOutcome { TimedOut = true };
        }
        catch (AuthenticationFailedException)
        {
            return new ConnectorOutcome { Code = ConnectorOutcome.NoToken };
        }
        catch (HttpRequestException e)
        {
            return new ConnectorOutcome { Code = HttpTrouble.WasNeverSent(e) ? ConnectorOutcome.NotConnected : ConnectorOutcome.Broken };
        }
        catch (IOException)
        {
            return new ConnectorOutcome { Code = ConnectorOutcome.Broken };
        }
    }

    private async Task<ConnectorOutcome> SendOnceAsync(
        HttpMethod method, Uri target, ReadOnlyMemory<byte>? body, bool renew, Action<JsonElement>? read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, target);
        if (await token.GetAsync(renew, cancellationToken) is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        if (body is { } json)
        {
            request.Content = new ReadOnlyMemoryContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }

        using var client = http.CreateClient(HttpName);
        using var response = await client.SendAsync(request, cancellationToken);
        var answer = ConnectorBody.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        if (response.IsSuccessStatusCode)
        {
            read?.Invoke(answer);
        }

        return new ConnectorOutcome
        {
            Status = (int)response.StatusCode,
            Id = response.IsSuccessStatusCode ? answer.Text("id") : null,
            Code = response.IsSuccessStatusCode ? null : ConnectorBody.Code(answer),
            SubCode = response.IsSuccessStatusCode ? null : ConnectorBody.SubCode(answer),
            RetryAfter = Wait(response.RetryAfter(time)),
        };
    }

    /// <summary>How long to wait; null when there is nothing to wait for, so that the own backoff holds.</summary>
    private static TimeSpan? Wait(TimeSpan? asked) => asked > LongestWait ? LongestWait : asked > TimeSpan.Zero ? asked : null;

    private static ReadOnlyMemory<byte> NewConversation(string tenantId, string aadObjectId)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteBoolean("isGroup", false);
        json.WriteString("tenantId", tenantId);
        json.WriteStartArray("members");
        json.WriteStartObject();
        json.WriteString("id", aadObjectId);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("channelData");
        json.WriteStartObject("tenant");
        json.WriteString("id", tenantId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
