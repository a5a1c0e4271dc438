using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Benchmarks;

/// <summary>The channel's token service: announces one RS256 key of 2,048 bits and signs with it.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    public const string AppId = "c9e8c047-2a34-40a1-b28a-b162d5f5327c";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly SigningCredentials _credentials;
    private LocalServer? _server;

    private TokenServer() => _credentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256);

    public Uri Metadata => new(_server!.Address, "openidconfiguration");

    /// <summary>The settings with which a bot takes tokens of this server.</summary>
    public KeyValuePair<string, string>[] Settings => [new("Isop__Bot__AppId", AppId), new("Isop__Bot__OpenIdMetadata", Metadata.AbsoluteUri)];

    public static async Task<TokenServer> StartAsync()
    {
        var server = new TokenServer();
        server._server = await LocalServer.StartAsync(app =>
        {
            app.MapGet("/openidconfiguration", (HttpContext context) => new JsonObject
            {
                ["issuer"] = "https://api.botframework.com",
                ["jwks_uri"] = $"http://{context.Request.Host}/keys",
            }.ToJsonString());
            app.MapGet("/keys", server.Keys);
        });
        return server;
    }

    /// <summary>A token that is valid through the whole study year (the bot's clock is set); the number makes it another one.</summary>
    public string Sign(int number) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
        new JsonObject
        {
            ["iss"] = "https://api.botframework.com",
            ["aud"] = AppId,
            ["nbf"] = new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
            ["exp"] = new DateTimeOffset(2027, 8, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() + number,
            ["serviceurl"] = ServiceUrl,
        }.ToJsonString(),
        _credentials);

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _rsa.Dispose();
    }

    private string Keys()
    {
        var key = _rsa.ExportParameters(false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = "k1",
                ["n"] = Base64UrlEncoder.Encode(key.Modulus),
                ["e"] = Base64UrlEncoder.Encode(key.Exponent),
                ["endorsements"] = new JsonArray("msteams"),
            }),
        }.ToJsonString();
    }
}
