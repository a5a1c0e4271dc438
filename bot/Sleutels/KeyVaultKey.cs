using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Bot.Sleutels;

/// <summary>
/// Wrapping and unwrapping with an RSA key that never leaves its vault, over the vault's REST interface (7.4). The vault's own challenge
/// is not needed: its scope is fixed.
/// </summary>
internal sealed class KeyVaultKey
{
    private const string ApiVersion = "7.4";
    private const string Algorithm = "RSA-OAEP-256";
    private static readonly string[] Scopes = ["https://vault.azure.net/.default"];

    private readonly Uri _key;
    private readonly HttpPipeline _pipeline;

    public KeyVaultKey(Uri key, TokenCredential credential, HttpPipelineTransport? transport = null)
    {
        _key = key;
        var options = new PipelineOptions();
        if (transport is not null)
        {
            options.Transport = transport;
        }

        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, Scopes));
    }

    /// <summary>The wrapped bytes, and the version of the key that wrapped them.</summary>
    public WrappedKey Wrap(byte[] plain)
    {
        var answer = Call(_key, "wrapkey", plain);
        return new WrappedKey(answer.Kid, Base64UrlEncoder.DecodeBytes(answer.Value));
    }

    /// <exception cref="InvalidOperationException">The bytes were wrapped by another key than ours.</exception>
    public byte[] Unwrap(WrappedKey wrapped)
    {
        // What is stored may not send our token to another vault or key.
        var version = new Uri(wrapped.Kid);
        return version.GetLeftPart(UriPartial.Path).StartsWith(_key.GetLeftPart(UriPartial.Path) + "/", StringComparison.OrdinalIgnoreCase)
            ? Base64UrlEncoder.DecodeBytes(Call(version, "unwrapkey", wrapped.Bytes).Value)
            : throw new InvalidOperationException("A key of the ring was wrapped by another key than Isop:KeyVault:Key.");
    }

    private KeyAnswer Call(Uri key, string operation, byte[] bytes)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri($"{key.GetLeftPart(UriPartial.Path)}/{operation}?api-version={ApiVersion}"));
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(
            new KeyQuestion(Algorithm, Base64UrlEncoder.Encode(bytes)), BotJson.Default.KeyQuestion));
        _pipeline.Send(message, CancellationToken.None);
        return message.Response.Status == StatusCodes.Status200OK
            ? JsonSerializer.Deserialize(message.Response.Content.ToMemory().Span, BotJson.Default.KeyAnswer)!
            : throw new RequestFailedException(message.Response);
    }

    private sealed class PipelineOptions : ClientOptions;
}

internal sealed record WrappedKey(string Kid, byte[] Bytes);

internal sealed record KeyQuestion([property: JsonPropertyName("alg")] string Alg, [property: JsonPropertyName("value")] string Value);

internal sealed record KeyAnswer([property: JsonPropertyName("kid")] string Kid, [property: JsonPropertyName("value")] string Value);
