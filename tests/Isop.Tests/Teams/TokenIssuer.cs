using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Tests.Teams;

/// <summary>The channel's token service, in process: announces its keys and signs tokens with them.</summary>
internal sealed class TokenIssuer : HttpMessageHandler
{
    public const string Metadata = "https://login.test/v1/.well-known/openidconfiguration";
    public const string AppId = "c9e8c047-2a34-40a1-b28a-b162d5f5327c";
    public const string Issuer = "https://api.botframework.com";

    /// <summary>Making a key takes long, so all tests share them: what a test announces or withdraws is its own.</summary>
    private static readonly ConcurrentDictionary<string, RSA> KeyPairs = new();

    private readonly Dictionary<string, (RSA Rsa, string[] Endorsements)> _keys = [];

    public TokenIssuer() => Announce("k1");

    /// <summary>How often the keys were read.</summary>
    public int KeyReads { get; private set; }

    public bool Down { get; set; }

    /// <summary>While set, it takes the request and does not answer.</summary>
    public bool Silent { get; set; }

    /// <summary>Set when a request came that is not answered.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RsaSecurityKey Announce(string keyId, params string[] endorsements)
    {
        _keys[keyId] = (KeyPairs.GetOrAdd(keyId, _ => RSA.Create(2048)), endorsements is [] ? ["msteams"] : endorsements);
        return Key(keyId);
    }

    public RsaSecurityKey Key(string keyId) => new(_keys[keyId].Rsa) { KeyId = keyId };

    public void Withdraw(string keyId) => _keys.Remove(keyId);

    public string Sign(DateTimeOffset now, TokenClaims? claims = null, SigningCredentials? credentials = null)
    {
        claims ??= new TokenClaims();
        var payload = new JsonObject
        {
            ["iss"] = claims.Issuer,
            ["aud"] = claims.Audience,
            ["nbf"] = now.Add(claims.From).ToUnixTimeSeconds(),
            ["exp"] = claims.Until is { } until ? now.Add(until).ToUnixTimeSeconds() : null,
            ["serviceurl"] = claims.ServiceUrl,
        };
        foreach (var absent in payload.Where(p => p.Value is null).Select(p => p.Key).ToList())
        {
            payload.Remove(absent);
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            payload.ToJsonString(), credentials ?? new SigningCredentials(Key("k1"), claims.Algorithm));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Silent)
        {
            Asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (Down)
        {
            throw new HttpRequestException("No route to host.");
        }

        var body = request.RequestUri!.AbsoluteUri == Metadata
            ? """{"issuer":"https://api.botframework.com","jwks_uri":"https://login.test/v1/.well-known/keys"}"""
            : Keys();
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }

    private string Keys()
    {
        KeyReads++;
        return new JsonObject
        {
            ["keys"] = new JsonArray([.. _keys.Select(k =>
            {
                var parameters = k.Value.Rsa.ExportParameters(false);
                return new JsonObject
                {
                    ["kty"] = "RSA",
                    ["use"] = "sig",
                    ["kid"] = k.Key,
                    ["x5t"] = k.Key,
                    ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                    ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
                    ["x5c"] = new JsonArray("MIIC"),
                    ["endorsements"] = new JsonArray([.. k.Value.Endorsements.Select(e => JsonValue.Create(e))]),
                };
            })]),
        }.ToJsonString();
    }
}

internal sealed record TokenClaims
{
    public string? Issuer { get; init; } = TokenIssuer.Issuer;
    public string? Audience { get; init; } = TokenIssuer.AppId;
    public TimeSpan From { get; init; } = TimeSpan.Zero;
    public TimeSpan? Until { get; init; } = TimeSpan.FromHours(1);
    public string? ServiceUrl { get; init; } = Activities.ServiceUrl;
    public string Algorithm { get; init; } = SecurityAlgorithms.RsaSha256;
}
