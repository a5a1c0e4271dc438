using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Tests.Teams;

/// <summary>The rules for a token from the channel, a test per rule.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly TeamsHost _host = TeamsHost.Create();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_valid_token_enters() => await ExpectAsync(HttpStatusCode.OK, _host.SignedToken());

    [Fact]
    public async Task Without_a_header_the_answer_is_401_with_an_empty_body()
    {
        using var response = await _host.PostAsync(Activities.Bytes("invoke-execute-manual"), token: null);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("https://api.botframework.com/")]
    [InlineData("https://API.botframework.com")]
    [InlineData("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/")]
    [InlineData("https://login.microsoftonline.com/b1f0c6c4-5a2e-4f7a-8a3d-2f6f2a1f7c01/v2.0")]
    [InlineData(null)]
    public async Task Another_issuer_is_refused(string? issuer) =>
        await ExpectAsync(HttpStatusCode.Forbidden, _host.SignedToken(new TokenClaims { Issuer = issuer }));

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("api://c9e8c047-2a34-40a1-b28a-b162d5f5327c")]
    [InlineData(null)]
    public async Task Another_audience_is_refused(string? audience) =>
        await ExpectAsync(HttpStatusCode.Forbidden, _host.SignedToken(new TokenClaims { Audience = audience }));

    [Theory]
    [InlineData(-299, HttpStatusCode.OK)]
    [InlineData(-301, HttpStatusCode.Forbidden)]
    public async Task A_token_may_be_expired_for_five_minutes(int seconds, HttpStatusCode expected) =>
        await ExpectAsync(expected, _host.SignedToken(
            new TokenClaims { From = TimeSpan.FromHours(-1), Until = TimeSpan.FromSeconds(seconds) }));

    [Theory]
    [InlineData(299, HttpStatusCode.OK)]
    [InlineData(301, HttpStatusCode.Forbidden)]
    public async Task A_token_may_begin_five_minutes_from_now(int seconds, HttpStatusCode expected) =>
        await ExpectAsync(expected, _host.SignedToken(new TokenClaims { From = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public async Task A_token_without_an_end_is_refused() =>
        await ExpectAsync(HttpStatusCode.Forbidden, _host.SignedToken(new TokenClaims { Until = null }));

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256, HttpStatusCode.OK)]
    [InlineData(SecurityAlgorithms.RsaSha384, HttpStatusCode.OK)]
    [InlineData(SecurityAlgorithms.RsaSha512, HttpStatusCode.OK)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256, HttpStatusCode.Forbidden)]
    public async Task Only_three_algorithms_are_accepted(string algorithm, HttpStatusCode expected) =>
        await ExpectAsync(expected, _host.SignedToken(new TokenClaims { Algorithm = algorithm }));

    [Fact]
    public async Task A_token_signed_with_a_shared_secret_is_refused()
    {
        // The classic confusion: the public key taken for a secret.
        var secret = new SymmetricSecurityKey(_host.Issuer.Key("k1").Rsa.ExportRSAPublicKey()) { KeyId = "k1" };
        await ExpectAsync(HttpStatusCode.Forbidden, _host.Issuer.Sign(
            _host.Time.GetUtcNow(), credentials: new SigningCredentials(secret, SecurityAlgorithms.HmacSha256)));
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var parts = _host.SignedToken().Split('.');
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT","kid":"k1"}""");
        await ExpectAsync(HttpStatusCode.Forbidden, $"{header}.{parts[1]}.");
        await ExpectAsync(HttpStatusCode.Forbidden, $"{parts[0]}.{parts[1]}.");
    }

    [Fact]
    public async Task A_token_whose_content_was_changed_is_refused()
    {
        var parts = _host.SignedToken().Split('.');
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
        payload["serviceurl"] = "https://smba.trafficmanager.net/amer/";
        await ExpectAsync(HttpStatusCode.Forbidden, $"{parts[0]}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.{parts[2]}");
    }

    [Fact]
    public async Task A_key_of_somebody_else_under_a_known_id_is_refused()
    {
        using var other = RSA.Create(2048);
        var forged = new SigningCredentials(new RsaSecurityKey(other) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256);
        await ExpectAsync(HttpStatusCode.Forbidden, _host.Issuer.Sign(_host.Time.GetUtcNow(), credentials: forged));
    }

    [Fact]
    public async Task A_key_that_is_not_endorsed_for_Teams_is_refused()
    {
        var key = _host.Issuer.Announce("k2", "webchat", "directline");
        var credentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        await ExpectAsync(HttpStatusCode.Forbidden, _host.Issuer.Sign(_host.Time.GetUtcNow(), credentials: credentials));
    }

    [Fact]
    public async Task An_activity_of_a_channel_the_key_is_not_endorsed_for_is_refused() =>
        await ExpectAsync(HttpStatusCode.Forbidden, _host.SignedToken(), j => j["channelId"] = "webchat");

    [Fact]
    public async Task An_activity_of_another_channel_is_refused_even_when_the_key_is_endorsed_for_it()
    {
        var key = _host.Issuer.Announce("k2", "msteams", "directline");
        var token = _host.Issuer.Sign(_host.Time.GetUtcNow(), credentials: new SigningCredentials(key, SecurityAlgorithms.RsaSha256));
        await ExpectAsync(HttpStatusCode.Forbidden, token, j => j["channelId"] = "directline");
    }

    [Fact]
    public async Task An_activity_without_a_channel_is_refused() =>
        await ExpectAsync(HttpStatusCode.Forbidden, _host.SignedToken(), j => j.Remove("channelId"));

    [Fact]
    public async Task A_token_without_a_service_url_is_refused() =>
        await ExpectAsync(HttpStatusCode.Forbidden, _host.SignedToken(new TokenClaims { ServiceUrl = null }));

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea", HttpStatusCode.OK)]
    [InlineData("https://smba.trafficmanager.net/emea/", HttpStatusCode.OK)]
    [InlineData("https://smba.trafficmanager.net/amer/", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example/emea/", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public async Task The_activity_names_the_service_url_of_the_token(string? serviceUrl, HttpStatusCode expected) =>
        await ExpectAsync(expected, _host.SignedToken(), j => j["serviceUrl"] = serviceUrl);

    [Fact]
    public async Task A_signed_service_url_of_a_host_that_is_not_Teams_is_refused()
    {
        // What Web Chat sends: there the client writes who it is.
        const string WebChat = "https://webchat.botframework.com/";
        await ExpectAsync(
            HttpStatusCode.Forbidden, _host.SignedToken(new TokenClaims { ServiceUrl = WebChat }), j => j["serviceUrl"] = WebChat);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("é.é.é")]
    public async Task Something_that_is_no_token_is_refused(string token) => await ExpectAsync(HttpStatusCode.Forbidden, token);

    [Fact]
    public async Task A_token_of_a_megabyte_is_refused_unread() =>
        await ExpectAsync(HttpStatusCode.Forbidden, new string('a', 1024 * 1024));

    private async Task ExpectAsync(HttpStatusCode expected, string token, Action<JsonObject>? change = null)
    {
        using var response = await _host.PostAsync(
            Encoding.UTF8.GetBytes(Activities.Json("invoke-execute-manual", change).ToJsonString()), token);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, _host.Actions.Count);
        if (expected != HttpStatusCode.OK)
        {
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Empty(_host.Connector.Calls);
        }
    }
}
