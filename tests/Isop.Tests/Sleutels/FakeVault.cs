using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Isop.Core.Sleutels;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Tests.Sleutels;

/// <summary>A vault over HTTP: wraps with the newest version of its key, unwraps and signs with the version that is named.</summary>
internal sealed class FakeVault : HttpMessageHandler
{
    public const string Key = "https://kluis.vault.test/keys/isop";

    private readonly List<RSA> _versions = [RSA.Create(2048)];
    private readonly Queue<HttpResponseMessage> _instead = [];

    /// <summary>Paths behind the key's own, such as "wrapkey" or "1/unwrapkey".</summary>
    public List<string> Calls { get; } = [];

    /// <summary>In seconds since 1970; null when the key does not expire.</summary>
    public long? Expires { get; set; }

    /// <summary>The key is there, and this identity may only look at it.</summary>
    public bool RefusesToSign { get; init; }

    public void Renew() => _versions.Add(RSA.Create(2048));

    /// <summary>The answer to the next call.</summary>
    public void Answer(HttpStatusCode status, string body = "{}", TimeSpan? retryAfter = null)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        answer.Headers.RetryAfter = retryAfter is { } wait ? new(wait) : null;
        _instead.Enqueue(answer);
    }

    public KeyVaultKey Open(TokenCredential? credential = null) => new(new Uri(Key), credential ?? new Token(), new HttpClientTransport(this));

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal("Bearer een-token", request.Headers.Authorization!.ToString());
        Assert.Equal("?api-version=7.4", request.RequestUri!.Query);
        Assert.StartsWith(Key, request.RequestUri.GetLeftPart(UriPartial.Path), StringComparison.Ordinal);
        var parts = request.RequestUri.AbsolutePath.Split('/')[3..];
        Calls.Add(string.Join('/', parts));
        if (_instead.TryDequeue(out var answer))
        {
            return answer;
        }

        if (RefusesToSign && parts is [.., "sign"])
        {
            return new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("{}") };
        }

        if (request.Method == HttpMethod.Get)
        {
            var open = _versions[^1].ExportParameters(includePrivateParameters: false);
            var key = new JsonObject
            {
                ["kid"] = $"{Key}/{_versions.Count}", ["kty"] = "RSA", ["n"] = Base64UrlEncoder.Encode(open.Modulus), ["e"] = Base64UrlEncoder.Encode(open.Exponent),
            };
            return Json(new JsonObject { ["key"] = key, ["attributes"] = new JsonObject { ["enabled"] = true, ["exp"] = Expires } });
        }

        using var reader = new StreamReader(request.Content!.ReadAsStream(cancellationToken));
        var question = JsonNode.Parse(reader.ReadToEnd())!;
        Assert.Equal(parts[^1] == "sign" ? "RS256" : "RSA-OAEP-256", question["alg"]!.GetValue<string>());
        var version = parts is [var asked, _] ? int.Parse(asked, CultureInfo.InvariantCulture) : _versions.Count;
        var bytes = Base64UrlEncoder.DecodeBytes(question["value"]!.GetValue<string>());
        var rsa = _versions[version - 1];
        try
        {
            var done = parts[^1] switch
            {
                "wrapkey" => rsa.Encrypt(bytes, RSAEncryptionPadding.OaepSHA256),
                "sign" => rsa.SignHash(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => rsa.Decrypt(bytes, RSAEncryptionPadding.OaepSHA256),
            };
            return Json(new JsonObject { ["kid"] = $"{Key}/{version}", ["value"] = Base64UrlEncoder.Encode(done) });
        }
        catch (CryptographicException)
        {
            return new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":{"code":"BadParameter","message":"x"}}""") };
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        _versions.ForEach(v => v.Dispose());
        base.Dispose(disposing);
    }

    private static HttpResponseMessage Json(JsonObject body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    private sealed class Token : TokenCredential
    {
        private static readonly AccessToken Value = new("een-token", DateTimeOffset.MaxValue);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Value;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Value);
    }
}

/// <summary>A process without an identity.</summary>
internal sealed class NoIdentity : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new Azure.Identity.CredentialUnavailableException("Nobody.");

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new Azure.Identity.CredentialUnavailableException("Nobody.");
}
