using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Isop.Core.Storage;

namespace Isop.Core.Sleutels;

/// <summary>Opens a key of a vault with the identity the process runs as.</summary>
/// <param name="key">See <see cref="KeyVaultKey.IsKey"/>.</param>
public delegate KeyVaultKey OpenVaultKey(Uri key);

/// <summary>
/// Wrapping, unwrapping and signing with an RSA key that never leaves its vault, over the vault's REST interface (7.4). The vault's own challenge
/// is not needed: its scope is fixed. Throws <see cref="KeyVaultUnavailableException"/> when the vault does not do what is asked.
/// </summary>
public sealed class KeyVaultKey
{
    private const string ApiVersion = "7.4";
    private const string Wrapping = "RSA-OAEP-256";
    private const string Signing = "RS256";
    private static readonly string[] Scopes = ["https://vault.azure.net/.default"];

    private readonly HttpPipeline _pipeline;

    public KeyVaultKey(Uri key, TokenCredential credential, HttpPipelineTransport? transport = null)
    {
        Address = key;
        var options = new PipelineOptions
        {
            Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2), NetworkTimeout = TimeSpan.FromSeconds(5) },
        };
        if (transport is not null)
        {
            options.Transport = transport;
        }

        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, Scopes));
    }

    public Uri Address { get; }

    /// <summary>Whether this is https://{vault}/keys/{name}: without a version, so that a new version is used by itself.</summary>
    public static bool IsKey(Uri key) =>
        key.IsAbsoluteUri && key.Scheme == Uri.UriSchemeHttps && key.Query.Length == 0
        && key.Segments is [_, "keys/", { Length: > 0 } name] && !name.EndsWith('/');

    /// <summary>Whether this is a version of our key. What is stored may not send our token to another vault or key.</summary>
    public bool Is(string kid) =>
        Uri.TryCreate(kid, UriKind.Absolute, out var version)
        && version.GetLeftPart(UriPartial.Path).StartsWith(Address.GetLeftPart(UriPartial.Path) + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The wrapped bytes, and the version of the key that wrapped them: its newest.</summary>
    public async ValueTask<WrappedKey> WrapAsync(ReadOnlyMemory<byte> plain, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(Address, "wrapkey", Wrapping, plain, cancellationToken).ConfigureAwait(false);
        return new WrappedKey(answer.Kid, Base64Url.DecodeFromChars(answer.Value));
    }

    /// <summary>Undoes that, with the version that wrapped.</summary>
    /// <exception cref="InvalidOperationException">Another key than ours wrapped them.</exception>
    /// <exception cref="CryptographicException">The bytes were changed.</exception>
    public async ValueTask<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken) => Is(wrapped.Kid)
        ? Base64Url.DecodeFromChars((await CallAsync(new Uri(wrapped.Kid), "unwrapkey", Wrapping, wrapped.Bytes, cancellationToken).ConfigureAwait(false)).Value)
        : throw new InvalidOperationException("This was wrapped by another key than the settings name.");

    /// <summary>When the newest version stops working; null when it does not.</summary>
    public async ValueTask<DateTimeOffset?> ExpiresAsync(CancellationToken cancellationToken)
    {
        var facts = await SendAsync(RequestMethod.Get, Address, "", null, CoreJson.Default.KeyFacts, AzureTrouble.Vault, cancellationToken).ConfigureAwait(false);
        return facts.Attributes?.Expires is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    /// <summary>The public half of the newest version, which <see cref="SignAsync"/> signs with.</summary>
    public async ValueTask<PublicKeyVersion> NewestAsync(CancellationToken cancellationToken)
    {
        var facts = await SendAsync(RequestMethod.Get, Address, "", null, CoreJson.Default.KeyFacts, AzureTrouble.SigningVault, cancellationToken).ConfigureAwait(false);
        return facts.Key is { N: { } n, E: { } e, Kid: var kid } && Is(kid)
            ? new PublicKeyVersion(kid, Base64Url.DecodeFromChars(n), Base64Url.DecodeFromChars(e))
            : throw new KeyVaultUnavailableException("Key Vault answered without the public half of an RSA key.");
    }

    /// <summary>The signature (RSASSA-PKCS1-v1_5) of that version over a SHA-256 digest.</summary>
    /// <exception cref="InvalidOperationException">It is a version of another key than ours.</exception>
    public async ValueTask<byte[]> SignAsync(string kid, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) => Is(kid)
        ? Base64Url.DecodeFromChars((await CallAsync(new Uri(kid), "sign", Signing, digest, cancellationToken).ConfigureAwait(false)).Value)
        : throw new InvalidOperationException("This is a version of another key than the settings name.");

    private ValueTask<KeyAnswer> CallAsync(Uri key, string operation, string algorithm, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var question = new KeyQuestion(algorithm, Base64Url.EncodeToString(bytes.Span));
        var content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(question, CoreJson.Default.KeyQuestion));
        var trouble = algorithm == Signing ? AzureTrouble.SigningVault : AzureTrouble.Vault;
        return SendAsync(RequestMethod.Post, key, $"/{operation}", content, CoreJson.Default.KeyAnswer, trouble, cancellationToken);
    }

    private async ValueTask<T> SendAsync<T>(
        RequestMethod method, Uri key, string operation, RequestContent? content, JsonTypeInfo<T> type, AzureTrouble trouble, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri($"{key.GetLeftPart(UriPartial.Path)}{operation}?api-version={ApiVersion}"));
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = content;
        try
        {
            await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (AzureTrouble.Is(exception, cancellationToken))
        {
            throw new KeyVaultUnavailableException(trouble.Tell(exception), exception);
        }

        return message.Response.Status switch
        {
            200 => JsonSerializer.Deserialize(message.Response.Content.ToMemory().Span, type)!,
            400 when operation == "/unwrapkey" => throw new CryptographicException("The vault cannot unwrap these bytes."),
            _ => throw Refused(trouble, new RequestFailedException(message.Response)),
        };
    }

    private static KeyVaultUnavailableException Refused(AzureTrouble trouble, RequestFailedException refused) => new(trouble.Tell(refused), refused);

    private sealed class PipelineOptions : ClientOptions;
}

/// <summary>Bytes that a key of a vault wrapped.</summary>
/// <param name="Kid">The address of the version that did.</param>
public sealed record WrappedKey(string Kid, byte[] Bytes);

/// <summary>A version of a key of a vault, as anybody may know it.</summary>
/// <param name="Kid">The address of the version.</param>
/// <param name="Modulus">Big-endian.</param>
/// <param name="Exponent">Big-endian.</param>
public sealed record PublicKeyVersion(string Kid, byte[] Modulus, byte[] Exponent);

/// <summary>The vault does not answer, or refuses: the message says which right or key is missing.</summary>
public sealed class KeyVaultUnavailableException : Exception
{
    public KeyVaultUnavailableException()
    {
    }

    public KeyVaultUnavailableException(string message)
        : base(message)
    {
    }

    public KeyVaultUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>What the vault is asked, as its REST interface writes it.</summary>
public sealed record KeyQuestion([property: JsonPropertyName("alg")] string Alg, [property: JsonPropertyName("value")] string Value);

/// <summary>What it answers.</summary>
public sealed record KeyAnswer([property: JsonPropertyName("kid")] string Kid, [property: JsonPropertyName("value")] string Value);

/// <summary>What it tells of a key.</summary>
public sealed record KeyFacts(
    [property: JsonPropertyName("attributes")] KeyFacts.Validity? Attributes, [property: JsonPropertyName("key")] KeyFacts.PublicHalf? Key)
{
    /// <param name="Expires">In seconds since 1970.</param>
    public sealed record Validity([property: JsonPropertyName("exp")] long? Expires);

    /// <summary>As RFC 7517 writes an RSA key, in base64url.</summary>
    public sealed record PublicHalf(
        [property: JsonPropertyName("kid")] string Kid, [property: JsonPropertyName("n")] string? N, [property: JsonPropertyName("e")] string? E);
}
