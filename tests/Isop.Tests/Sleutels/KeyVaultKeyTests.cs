using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Isop.Core.Sleutels;

namespace Isop.Tests.Sleutels;

/// <summary>A key of a vault over its REST interface, with recorded answers.</summary>
public sealed class KeyVaultKeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_newest_version_wrapped_is_unwrapped_by_that_version_after_the_key_was_renewed()
    {
        using var vault = new FakeVault();
        var wrapped = await vault.Open().WrapAsync(new byte[] { 1, 2, 3 }, Ct);
        vault.Renew();

        Assert.Equal([1, 2, 3], await vault.Open().UnwrapAsync(wrapped, Ct));
        Assert.Equal($"{FakeVault.Key}/2", (await vault.Open().WrapAsync(new byte[] { 1 }, Ct)).Kid);
        Assert.Equal(["wrapkey", "1/unwrapkey", "wrapkey"], vault.Calls);
    }

    [Theory]
    [InlineData("https://kwaad.example/keys/isop/1")]
    [InlineData("https://kluis.vault.test/keys/isop2/1")]
    [InlineData("https://kluis.vault.test/keys/ander/1")]
    [InlineData("https://kluis.vault.test/keys/isop")]
    [InlineData("geen adres")]
    public async Task A_key_of_another_vault_or_name_is_not_asked_for(string kid)
    {
        using var vault = new FakeVault();
        var key = vault.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => key.UnwrapAsync(new WrappedKey(kid, [1]), Ct).AsTask());
        Assert.Empty(vault.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Forbidden", "needs the role \"Key Vault Crypto Service Encryption User\" on the key")]
    [InlineData(HttpStatusCode.NotFound, "KeyNotFound", "Key Vault answered 404")]
    public async Task A_refusal_says_which_right_or_key_is_missing_and_is_not_repeated(HttpStatusCode status, string code, string says)
    {
        using var vault = new FakeVault();
        var wrapped = await vault.Open().WrapAsync(new byte[] { 1 }, Ct);
        vault.Calls.Clear();
        foreach (var call in (Func<Task>[])[() => vault.Open().WrapAsync(new byte[] { 1 }, Ct).AsTask(), () => vault.Open().UnwrapAsync(wrapped, Ct).AsTask()])
        {
            vault.Answer(status, $$$"""{"error":{"code":"{{{code}}}","message":"geheim"}}""");
            var refused = await Assert.ThrowsAsync<KeyVaultUnavailableException>(call);
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("geheim", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, vault.Calls.Count);
    }

    [Fact]
    public async Task A_vault_that_asks_to_wait_is_asked_again_after_that()
    {
        using var vault = new FakeVault();
        vault.Answer(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromSeconds(1));
        var began = Stopwatch.GetTimestamp();

        await vault.Open().WrapAsync(new byte[] { 1 }, Ct);

        Assert.Equal(["wrapkey", "wrapkey"], vault.Calls);
        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task A_vault_that_keeps_asking_to_wait_and_a_process_without_identity_are_told()
    {
        using var vault = new FakeVault();
        for (var i = 0; i < 4; i++)
        {
            vault.Answer(HttpStatusCode.TooManyRequests);
        }

        var busy = await Assert.ThrowsAsync<KeyVaultUnavailableException>(() => vault.Open().WrapAsync(new byte[] { 1 }, Ct).AsTask());
        var nobody = await Assert.ThrowsAsync<KeyVaultUnavailableException>(() => vault.Open(new NoIdentity()).WrapAsync(new byte[] { 1 }, Ct).AsTask());

        Assert.Contains("429", busy.Message, StringComparison.Ordinal);
        Assert.Contains("no identity to sign in with", nobody.Message, StringComparison.Ordinal);
        Assert.Equal(4, vault.Calls.Count);
    }

    [Fact]
    public async Task A_signature_is_made_by_the_version_that_is_named_and_checked_with_its_public_half()
    {
        using var vault = new FakeVault();
        var digest = SHA256.HashData([1, 2, 3]);
        var first = await vault.Open().NewestAsync(Ct);
        vault.Renew();
        var second = await vault.Open().NewestAsync(Ct);

        Assert.Equal(($"{FakeVault.Key}/1", $"{FakeVault.Key}/2"), (first.Kid, second.Kid));
        using var rsa = RSA.Create(new RSAParameters { Modulus = first.Modulus, Exponent = first.Exponent });
        Assert.True(rsa.VerifyHash(digest, await vault.Open().SignAsync(first.Kid, digest, Ct), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.False(rsa.VerifyHash(digest, await vault.Open().SignAsync(second.Kid, digest, Ct), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(["", "", "1/sign", "2/sign"], vault.Calls);
        await Assert.ThrowsAsync<InvalidOperationException>(() => vault.Open().SignAsync("https://kwaad.example/keys/isop/1", digest, Ct).AsTask());
    }

    [Fact]
    public async Task Who_may_not_sign_is_told_the_role_that_signing_needs()
    {
        using var vault = new FakeVault();
        vault.Answer(HttpStatusCode.Forbidden);
        vault.Answer(HttpStatusCode.Forbidden);

        foreach (var call in (Func<Task>[])[() => vault.Open().NewestAsync(Ct).AsTask(), () => vault.Open().SignAsync($"{FakeVault.Key}/1", new byte[32], Ct).AsTask()])
        {
            Assert.Contains("\"Key Vault Crypto User\"", (await Assert.ThrowsAsync<KeyVaultUnavailableException>(call)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bytes_that_were_changed_are_not_taken_for_a_vault_that_fails()
    {
        using var vault = new FakeVault();
        var wrapped = await vault.Open().WrapAsync(new byte[] { 1 }, Ct);
        wrapped.Bytes[0] ^= 1;

        await Assert.ThrowsAsync<CryptographicException>(() => vault.Open().UnwrapAsync(wrapped, Ct).AsTask());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1_800_000_000L)]
    public async Task The_vault_tells_when_the_key_expires(long? seconds)
    {
        using var vault = new FakeVault { Expires = seconds };

        Assert.Equal(seconds, (await vault.Open().ExpiresAsync(Ct))?.ToUnixTimeSeconds());
        Assert.Equal([""], vault.Calls);
    }

    [Fact]
    public void An_envelope_opens_with_its_key_and_unchanged_only()
    {
        var key = RandomNumberGenerator.GetBytes(Envelope.KeyBytes);
        var closed = Envelope.Seal(key, [1, 2, 3]);

        Assert.Equal([1, 2, 3], Envelope.Open(key, closed));
        Assert.Empty(Envelope.Open(key, Envelope.Seal(key, [])));
        Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(new byte[Envelope.KeyBytes], closed));
        for (var at = 0; at < closed.Length; at++)
        {
            var changed = closed.ToArray();
            changed[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(key, changed));
            Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(key, closed.AsSpan(0, at)));
        }
    }
}
