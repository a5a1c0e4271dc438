using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Isop.EndToEndTests;

/// <summary>
/// Stands in for Entra: announces itself and its key over https, and signs tokens as Teams gets them for the tab. Its certificate is the bot's as well;
/// the bot is told to trust it.
/// </summary>
internal sealed class Inlogdienst : IAsyncDisposable
{
    public const string App = "8d0f2c7e-1111-4222-8333-944444444444";
    private const string Tenant = "11111111-0000-4000-8000-000000000001";
    private const string Password = "alleen voor deze test";

    private readonly RSA _key = RSA.Create(2048);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("isop-tls-");
    private readonly WebApplication _app;

    private Inlogdienst()
    {
        using var certificate = Certificate();
        File.WriteAllBytes(Pfx, certificate.Export(X509ContentType.Pkcs12, Password));
        File.WriteAllText(Pem, certificate.ExportCertificatePem());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(Pfx, Password)));
        builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.MapGet("/organizations/v2.0/.well-known/openid-configuration", () => Json(new JsonObject
        {
            ["issuer"] = "https://login.test/{tenantid}/v2.0", ["jwks_uri"] = $"{Address}/keys",
        }));
        _app.MapGet("/keys", () => Json(Keys()));
    }

    private string Pfx => Path.Combine(_folder.FullName, "tls.pfx");
    private string Pem => Path.Combine(_folder.FullName, "tls.pem");

    private string Address =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<Inlogdienst> StartAsync()
    {
        var service = new Inlogdienst();
        await service._app.StartAsync();
        return service;
    }

    /// <summary>The settings of a bot that listens over https beside http, and takes the accounts of this service.</summary>
    public Dictionary<string, string> Settings() => new()
    {
        ["ASPNETCORE_URLS"] = "{adres};https://127.0.0.1:0",
        ["Kestrel__Certificates__Default__Path"] = Pfx,
        ["Kestrel__Certificates__Default__Password"] = Password,
        ["SSL_CERT_FILE"] = Pem,
        ["Isop__Bot__AppId"] = App,
        ["Isop__Aanmelden__Authority"] = $"{Address}/organizations/v2.0",
        [$"Isop__Tenants__{Tenant}__0"] = "student.iselinge.example",
        [$"Isop__Tenants__{Tenant}__1"] = "onderwijsbureau.example",
    };

    /// <summary>A token for the account with this sign-in address.</summary>
    public string TokenOf(string address, DateTimeOffset now)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "e1" };
        var payload = new JsonObject
        {
            ["iss"] = $"https://login.test/{Tenant}/v2.0", ["aud"] = App, ["tid"] = Tenant, ["scp"] = "access_as_user", ["sub"] = "onderwerp",
            ["oid"] = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(address))[..16]).ToString(), ["preferred_username"] = address,
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        var signed = $"{Part(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Part(Encoding.UTF8.GetBytes(payload.ToJsonString()))}";
        return $"{signed}.{Part(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    private JsonObject Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "e1", ["n"] = Part(key.Modulus!), ["e"] = Part(key.Exponent!) }),
        };
    }

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");

    private static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }
}
