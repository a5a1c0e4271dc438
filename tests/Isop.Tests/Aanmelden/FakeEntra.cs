using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Tests.Aanmelden;

/// <summary>
/// A sign-in service in process: announces itself, hands out a code for what the browser was sent with, and redeems it once, only with
/// the verifier that fits and the assertion that stands in for a secret.
/// </summary>
internal sealed class FakeEntra(TimeProvider clock) : HttpMessageHandler
{
    public const string Authority = "https://login.test/organizations/v2.0";
    public const string ClientId = "5b1c9b5e-9d0e-4b8f-8a5e-0f1d2c3b4a59";
    public const string Tenant = "11111111-1111-1111-1111-111111111111";
    public const string ObjectId = "22222222-2222-2222-2222-222222222222";
    public const string Assertion = "a-token-of-the-managed-identity";

    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly RSA Strange = RSA.Create(2048);

    private string? _challenge;
    private string? _nonce;
    private string? _code;

    /// <summary>What the next token says.</summary>
    public EntraClaims Claims { get; set; } = new();

    /// <summary>Nobody answers there.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>What was posted to redeem the last code.</summary>
    public Dictionary<string, string> Redeemed { get; } = [];

    /// <summary>The browser's part: takes the address it was sent to and gives the query it comes back with.</summary>
    public string SignIn(Uri authorize)
    {
        var query = HttpUtility.ParseQueryString(authorize.Query);
        (_challenge, _nonce, _code) = (query["code_challenge"], query["nonce"], Guid.NewGuid().ToString("N"));
        return $"code={_code}&state={Uri.EscapeDataString(query["state"]!)}";
    }

    public string Token()
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var payload = new JsonObject
        {
            ["iss"] = Claims.Issuer, ["aud"] = Claims.Audience, ["tid"] = Claims.Tenant, ["oid"] = Claims.ObjectId, ["scp"] = Claims.Scope, ["sub"] = "onderwerp",
            ["nonce"] = Claims.Nonce ?? _nonce, ["preferred_username"] = Claims.UserName, ["email"] = Claims.Email,
            ["iat"] = clock.GetUtcNow().ToUnixTimeSeconds(), ["nbf"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            ["exp"] = clock.GetUtcNow().Add(Claims.Lives).ToUnixTimeSeconds(),
        }.ToJsonString();
        return Claims.Algorithm switch
        {
            SecurityAlgorithms.None => handler.CreateToken(payload),
            // The public key as a shared secret: what a verifier would accept that asks a key for any algorithm.
            SecurityAlgorithms.HmacSha256 => handler.CreateToken(
                payload, new SigningCredentials(new SymmetricSecurityKey(Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "e1" }, Claims.Algorithm)),
            _ => handler.CreateToken(payload, new SigningCredentials(new RsaSecurityKey(Claims.StrangeKey ? Strange : Rsa) { KeyId = "e1" }, Claims.Algorithm)),
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.AbsolutePath switch
    {
        _ when IsUnreachable => throw new HttpRequestException("Nobody answers."),
        "/organizations/v2.0/.well-known/openid-configuration" => Answer(new JsonObject
        {
            ["issuer"] = "https://login.test/{tenantid}/v2.0", ["authorization_endpoint"] = "https://login.test/authorize",
            ["token_endpoint"] = "https://login.test/token", ["jwks_uri"] = "https://login.test/keys",
        }),
        "/keys" => Answer(Keys()),
        "/token" => await RedeemAsync(request, cancellationToken),
        _ => throw new InvalidOperationException($"Not expected: {request.RequestUri}"),
    };

    private async Task<HttpResponseMessage> RedeemAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
        Redeemed.Clear();
        foreach (var key in form.AllKeys)
        {
            Redeemed[key!] = form[key]!;
        }

        var fits = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"] ?? ""))) == _challenge;
        if (!fits || form["code"] != _code || form["client_assertion"] != Assertion || form["client_secret"] is not null)
        {
            return Answer(new JsonObject { ["error"] = "invalid_grant" }, HttpStatusCode.BadRequest);
        }

        _code = null;
        return Answer(new JsonObject { ["token_type"] = "Bearer", ["access_token"] = "geheim", ["id_token"] = Token() });
    }

    private static JsonObject Keys()
    {
        var parameters = Rsa.ExportParameters(false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "e1",
                ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            }),
        };
    }

    private static HttpResponseMessage Answer(JsonObject body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
}

internal sealed record EntraClaims
{
    public string Issuer { get; init; } = $"https://login.test/{FakeEntra.Tenant}/v2.0";
    public string Audience { get; init; } = FakeEntra.ClientId;
    public string? Tenant { get; init; } = FakeEntra.Tenant;
    public string ObjectId { get; init; } = FakeEntra.ObjectId;

    /// <summary>What a program may do for the person; of a token for the API.</summary>
    public string? Scope { get; init; }
    public string? UserName { get; init; } = "onderwijsbureau@rollen.example";
    public string? Email { get; init; }
    public string? Nonce { get; init; }
    public TimeSpan Lives { get; init; } = TimeSpan.FromHours(1);
    public bool StrangeKey { get; init; }
    public string Algorithm { get; init; } = SecurityAlgorithms.RsaSha256;
}
