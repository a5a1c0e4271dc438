using System.Net;
using System.Text.Json.Nodes;
using Isop.Bot.Teams;

namespace Isop.Tests.Teams;

/// <summary>What the calls to the connector tell, whatever the connector does.</summary>
public sealed class ConnectorClientTests : IAsyncLifetime
{
    private readonly TeamsHost _host = TeamsHost.Create();

    private ConnectorClient Connector => _host.Get<ConnectorClient>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_card_carries_summary_alert_and_language()
    {
        var outcome = await Connector.SendAsync(
            Activities.ServiceUrl, "a:b/c?d", OutgoingActivity.OfCard(TeamsHost.Card("Eén kaart")), Token);
        Assert.Equal((201, "1", true), (outcome.Status, outcome.Id, outcome.IsSuccess));
        var call = Assert.Single(_host.Connector.Calls);
        Assert.Equal("/emea/v3/conversations/a%3Ab%2Fc%3Fd/activities", call.Path);
        Assert.Equal("Bearer token-0", call.Authorization);
        Assert.True(JsonNode.DeepEquals(call.Body, JsonNode.Parse(
            """
            {"type":"message","locale":"nl-NL","summary":"Eén kaart",
             "attachments":[{"contentType":"application/vnd.microsoft.card.adaptive",
               "content":{"type":"AdaptiveCard","version":"1.2","body":[{"type":"TextBlock","text":"Eén kaart"}]}}],
             "channelData":{"notification":{"alert":true}}}
            """)), call.Body!.ToJsonString());
    }

    [Theory]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster","message":"x"}}""", "BotNotInConversationRoster", null)]
    [InlineData(403, """{"error":{"code":"ConversationBlockedByUser"}}""", "ConversationBlockedByUser", null)]
    [InlineData(403, """{"errorCode":209,"message":"{\r\n  \"subCode\": \"MessageWritesBlocked\",\r\n  \"errorCode\": null}"}""", "209", "MessageWritesBlocked")]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"{\"subCode\":\"MessageWritesBlocked\"}"}}""", "Forbidden", "MessageWritesBlocked")]
    [InlineData(404, """{"code":"ConversationNotFound","subCode":"S"}""", "ConversationNotFound", "S")]
    [InlineData(500, "", null, null)]
    [InlineData(502, "<html>Bad Gateway</html>", null, null)]
    [InlineData(503, "[1,2", null, null)]
    [InlineData(400, """{"error":"tekst","code":{},"message":"{kapot"}""", null, null)]
    [InlineData(400, """{"error":{"code":"\ud800"}}""", null, null)]
    public async Task Errors_are_told_by_status_code_and_subcode(int status, string body, string? code, string? subCode)
    {
        _host.Connector.Next((HttpStatusCode)status, body);
        var outcome = await SendAsync();
        Assert.Equal(new ConnectorOutcome { Status = status, Code = code, SubCode = subCode }, outcome);
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("3600", 3600)]
    [InlineData("86400", 3600)]
    [InlineData("0", null)]
    [InlineData("Mon, 23 Nov 2026 08:16:00 GMT", 30)]
    [InlineData("Mon, 30 Nov 2026 08:00:00 GMT", 3600)]
    [InlineData("Mon, 23 Nov 2026 08:00:00 GMT", null)]
    [InlineData("straks", null)]
    [InlineData(null, null)]
    public async Task Retry_After_is_read_in_both_forms_and_is_no_wait_or_at_most_an_hour(string? header, int? seconds)
    {
        _host.Connector.Next(HttpStatusCode.TooManyRequests, change: r =>
        {
            if (header is not null)
            {
                r.Headers.TryAddWithoutValidation("Retry-After", header);
            }
        });
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, (await SendAsync()).RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":5}""")]
    public async Task A_success_without_an_id_has_no_id(string body)
    {
        _host.Connector.Next(HttpStatusCode.OK, body);
        Assert.Equal(new ConnectorOutcome { Status = 200 }, await SendAsync());
    }

    [Fact]
    public async Task No_answer_in_fifteen_seconds_is_a_time_out()
    {
        var asked = new TaskCompletionSource();
        _host.Connector.Next(async (_, cancellationToken) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Unreachable.");
        });
        var call = SendAsync();
        await asked.Task;
        _host.Time.Advance(ConnectorClient.Patience);
        Assert.Equal(new ConnectorOutcome { TimedOut = true }, await call);
    }

    [Fact]
    public async Task Only_the_callers_own_cancelling_is_thrown()
    {
        using var caller = new CancellationTokenSource();
        _host.Connector.Next(async (_, cancellationToken) =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Unreachable.");
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Connector.SendAsync(
            Activities.ServiceUrl, Activities.Conversation, OutgoingActivity.OfText("Hoi"), caller.Token));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, ConnectorOutcome.NotConnected)]
    [InlineData(HttpRequestError.NameResolutionError, ConnectorOutcome.NotConnected)]
    [InlineData(HttpRequestError.SecureConnectionError, ConnectorOutcome.NotConnected)]
    [InlineData(HttpRequestError.ResponseEnded, ConnectorOutcome.Broken)]
    [InlineData(HttpRequestError.Unknown, ConnectorOutcome.Broken)]
    public async Task Network_trouble_tells_whether_the_call_may_have_arrived(HttpRequestError error, string code)
    {
        _host.Connector.Next((_, _) => throw new HttpRequestException(error));
        Assert.Equal(new ConnectorOutcome { Code = code }, await SendAsync());
    }

    [Fact]
    public async Task A_401_is_tried_once_more_with_a_new_token()
    {
        _host.Connector.Next(HttpStatusCode.Unauthorized);
        Assert.Equal(201, (await SendAsync()).Status);
        Assert.Equal(["Bearer token-0", "Bearer token-1"], _host.Connector.Calls.Select(c => c.Authorization));
    }

    [Fact]
    public async Task A_second_401_is_the_outcome()
    {
        _host.Connector.Next(HttpStatusCode.Unauthorized);
        _host.Connector.Next(HttpStatusCode.Unauthorized, """{"error":{"code":"BotNotRegistered"}}""");
        Assert.Equal(new ConnectorOutcome { Status = 401, Code = "BotNotRegistered" }, await SendAsync());
        Assert.Equal(2, _host.Connector.Calls.Count);
    }

    [Fact]
    public async Task A_redirect_is_an_outcome()
    {
        _host.Connector.Next(HttpStatusCode.TemporaryRedirect, change: r => r.Headers.Location = new Uri("https://evil.example/"));
        Assert.Equal(307, (await SendAsync()).Status);
        Assert.Single(_host.Connector.Calls);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("https://evil.example/?smba.trafficmanager.net")]
    [InlineData("https://smba.trafficmanager.net@evil.example/")]
    [InlineData("https://iemand:geheim@smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net:8443/")]
    [InlineData("https://smba.trafficmanager.net/?x=1")]
    [InlineData("https://smba.trafficmanager.net/#x")]
    [InlineData("http://smba.trafficmanager.net/")]
    [InlineData("http://localhost:56150/_connector")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relatief")]
    [InlineData("")]
    public async Task Another_address_is_refused_before_anything_connects(string serviceUrl)
    {
        var outcome = await Connector.SendAsync(serviceUrl, "a:1", OutgoingActivity.OfText("Hoi"), Token);
        Assert.Equal(new ConnectorOutcome { Code = ConnectorOutcome.RefusedHost }, outcome);
        Assert.Empty(_host.Connector.Calls);
    }

    [Theory]
    [InlineData("http://localhost:56150/_connector", true)]
    [InlineData("http://127.0.0.1:56150/_connector/", true)]
    [InlineData("http://192.168.1.20/", false)]
    public async Task The_Playground_on_loopback_is_allowed_in_anonymous_Development_only(string serviceUrl, bool allowed)
    {
        await using var host = TeamsHost.Create(TeamsHostOptions.Anonymous);
        host.Connector.Hosts.UnionWith(["localhost", "127.0.0.1"]);
        var outcome = await host.Get<ConnectorClient>().SendAsync(serviceUrl, "p", OutgoingActivity.OfText("Hoi"), Token);
        Assert.Equal(allowed, outcome.IsSuccess);
        Assert.Equal(allowed ? ["/_connector/v3/conversations/p/activities"] : [], host.Connector.Calls.Select(c => c.Path));
    }

    [Theory]
    [InlineData("*.infra.gov.teams.microsoft.us", "https://smba.infra.gov.teams.microsoft.us/teams", true)]
    [InlineData("*.infra.gov.teams.microsoft.us", "https://infra.gov.teams.microsoft.us/teams", false)]
    [InlineData("*.infra.gov.teams.microsoft.us", "https://smba.trafficmanager.net/teams", false)]
    public async Task Other_hosts_can_be_set(string host, string serviceUrl, bool allowed)
    {
        await using var other = TeamsHost.Create(new TeamsHostOptions
        {
            Settings = new Dictionary<string, string?> { ["Isop:Bot:ServiceHosts:0"] = host },
        });
        Assert.Equal(allowed, other.Get<ServiceHosts>().TryAllow(serviceUrl, out _));
    }

    [Fact]
    public async Task A_member_is_read_from_the_roster()
    {
        var outcome = await Connector.MemberAsync(Activities.ServiceUrl, "a:1", Activities.ObjectId, Token);
        Assert.Equal(new TeamsMember(Activities.ObjectId, Activities.Tenant, "Mia@School.nl", "Mia@School.nl"), outcome.Member);
        var unknown = await Connector.MemberAsync(Activities.ServiceUrl, "a:1", "29:x", Token);
        Assert.Null(unknown.Member);
        Assert.Equal("MemberNotFoundInConversation", unknown.Call.Code);
    }

    private Task<ConnectorOutcome> SendAsync() =>
        Connector.SendAsync(Activities.ServiceUrl, Activities.Conversation, OutgoingActivity.OfText("Hoi"), Token);
}
