using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Isop.Bot.Sleutels;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Tests.Sleutels;

/// <summary>The keys of sign-in and forms: the same for every instance, and unreadable in the store where a vault is set.</summary>
public sealed class SleutelTests
{
    private const string Key = "https://kluis.vault.test/keys/isop";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_one_instance_protects_another_reads(bool withVault)
    {
        await using var store = TestStores.Memory();
        using var vault = new FakeVault();
        await using var one = Instance(store, withVault ? vault : null);
        await using var other = Instance(store, withVault ? vault : null);

        var text = Protector(one).Protect("geheim");

        Assert.Equal("geheim", Protector(other).Unprotect(text));
        // Who made the key still has it; the other asks once.
        Assert.Equal(withVault ? ["wrapkey", "unwrapkey"] : [], vault.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_a_vault_the_store_holds_no_key_that_can_be_read(bool withVault)
    {
        await using var store = TestStores.Memory();
        using var vault = new FakeVault();
        await using var one = Instance(store, withVault ? vault : null);
        Protector(one).Protect("geheim");

        var stored = new StringBuilder();
        await foreach (var document in store.QueryAsync(new Partition("sleutels", "pagina"), RowRange.All, TestContext.Current.CancellationToken))
        {
            stored.Append(Encoding.UTF8.GetString(document.Body.Span));
        }

        Assert.Equal(!withVault, stored.ToString().Contains("masterKey", StringComparison.Ordinal));
        Assert.Equal(withVault, stored.ToString().Contains("verpakt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_version_of_the_vaults_key_still_opens_what_the_old_one_wrapped()
    {
        await using var store = TestStores.Memory();
        using var vault = new FakeVault();
        await using var one = Instance(store, vault);
        var text = Protector(one).Protect("geheim");
        vault.Renew();
        await using var other = Instance(store, vault);

        Assert.Equal("geheim", Protector(other).Unprotect(text));
    }

    [Fact]
    public void A_key_of_another_vault_is_not_asked_for()
    {
        using var vault = new FakeVault();
        var key = vault.Open();
        var wrapped = key.Wrap([1, 2, 3]);

        Assert.Equal([1, 2, 3], key.Unwrap(wrapped));
        foreach (var kid in new[] { "https://kwaad.example/keys/isop/1", "https://kluis.vault.test/keys/isop2/1", "https://kluis.vault.test/keys/ander/1" })
        {
            Assert.Throws<InvalidOperationException>(() => key.Unwrap(wrapped with { Kid = kid }));
        }

        Assert.Equal(["wrapkey", "unwrapkey"], vault.Calls);
    }

    [Fact]
    public void What_was_changed_in_the_store_is_not_read_and_a_vault_that_refuses_says_so()
    {
        using var vault = new FakeVault();
        using var services = new ServiceCollection().AddSingleton(vault.Open()).BuildServiceProvider();
        var wrapped = new KeyVaultXmlEncryptor(vault.Open()).Encrypt(new System.Xml.Linq.XElement("masterKey", "x")).EncryptedElement;
        var content = wrapped.Element("inhoud")!;
        var bytes = Convert.FromBase64String(content.Value);
        bytes[^1] ^= 1;

        Assert.Equal("x", new KeyVaultXmlDecryptor(services).Decrypt(wrapped).Value);
        content.Value = Convert.ToBase64String(bytes);
        Assert.Throws<AuthenticationTagMismatchException>(() => new KeyVaultXmlDecryptor(services).Decrypt(wrapped));
        vault.Refuses = true;
        Assert.Equal(403, Assert.Throws<RequestFailedException>(() => vault.Open().Wrap([1])).Status);
    }

    [Theory]
    [InlineData("https://kluis.vault.test/keys/isop", true)]
    [InlineData("https://kluis.vault.test/keys/isop/1", false)]
    [InlineData("https://kluis.vault.test/secrets/isop", false)]
    [InlineData("https://kluis.vault.test/", false)]
    [InlineData("http://kluis.vault.test/keys/isop", false)]
    public void The_setting_names_a_key_without_a_version(string key, bool good)
    {
        var options = new SleutelOptions { Key = new Uri(key) };

        Assert.Equal(good, !options.Validate(new ValidationContext(options)).Any());
    }

    private static ServiceProvider Instance(IDocumentStore store, FakeVault? vault)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(store);
        builder.Configuration["Isop:KeyVault:Key"] = vault is null ? null : Key;
        builder.AddSleutels();
        if (vault is not null)
        {
            builder.Services.AddSingleton(_ => vault.Open());
        }

        return builder.Services.BuildServiceProvider();
    }

    private static IDataProtector Protector(ServiceProvider instance) => instance.GetRequiredService<IDataProtectionProvider>().CreateProtector("proef");

    /// <summary>A vault over HTTP: wraps with the newest version of its key, unwraps with the version that is named.</summary>
    private sealed class FakeVault : HttpMessageHandler
    {
        private readonly List<RSA> _versions = [RSA.Create(2048)];

        public List<string> Calls { get; } = [];
        public bool Refuses { get; set; }

        public void Renew() => _versions.Add(RSA.Create(2048));

        public KeyVaultKey Open() => new(new Uri(Key), new Token(), new HttpClientTransport(this));

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("Bearer een-token", request.Headers.Authorization!.ToString());
            Assert.Equal("?api-version=7.4", request.RequestUri!.Query);
            using var reader = new StreamReader(request.Content!.ReadAsStream(cancellationToken));
            var question = JsonNode.Parse(reader.ReadToEnd())!;
            Assert.Equal("RSA-OAEP-256", question["alg"]!.GetValue<string>());
            var parts = request.RequestUri.AbsolutePath.Split('/')[3..];
            Calls.Add(parts[^1]);
            if (Refuses)
            {
                return new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("{}") };
            }

            var version = parts is [var asked, _] ? int.Parse(asked, System.Globalization.CultureInfo.InvariantCulture) : _versions.Count;
            var bytes = Base64UrlEncoder.DecodeBytes(question["value"]!.GetValue<string>());
            var rsa = _versions[version - 1];
            var done = parts[^1] == "wrapkey" ? rsa.Encrypt(bytes, RSAEncryptionPadding.OaepSHA256) : rsa.Decrypt(bytes, RSAEncryptionPadding.OaepSHA256);
            var answer = new JsonObject { ["kid"] = $"{Key}/{version}", ["value"] = Base64UrlEncoder.Encode(done) };
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));

        protected override void Dispose(bool disposing)
        {
            _versions.ForEach(v => v.Dispose());
            base.Dispose(disposing);
        }
    }

    private sealed class Token : TokenCredential
    {
        private static readonly AccessToken Value = new("een-token", DateTimeOffset.MaxValue);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Value;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Value);
    }
}
