using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Isop.Bot.Sleutels;
using Isop.Core.Sleutels;
using Isop.Core.Storage;
using Isop.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Isop.Tests.Sleutels;

/// <summary>The keys of sign-in and forms: the same for every instance, and unreadable in the store where a vault is set.</summary>
public sealed class SleutelTests
{
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
        Assert.Equal(withVault ? ["wrapkey", "1/unwrapkey"] : [], vault.Calls);
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
        vault.Answer(HttpStatusCode.Forbidden);
        var refused = Assert.Throws<KeyVaultUnavailableException>(() => new KeyVaultXmlDecryptor(services).Decrypt(wrapped));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
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
        builder.Configuration["Isop:KeyVault:Key"] = vault is null ? null : FakeVault.Key;
        builder.AddSleutels();
        if (vault is not null)
        {
            builder.Services.AddSingleton(_ => vault.Open());
        }

        return builder.Services.BuildServiceProvider();
    }

    private static IDataProtector Protector(ServiceProvider instance) => instance.GetRequiredService<IDataProtectionProvider>().CreateProtector("proef");
}
