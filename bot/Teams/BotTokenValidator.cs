using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Isop.Bot.Teams;

/// <summary>What a valid token vouches for; the activity has to agree with it.</summary>
public sealed record BotToken(string ServiceUrl, FrozenSet<string> Endorsements)
{
    /// <summary>The one channel we serve, as activities and keys name it.</summary>
    private const string Channel = "msteams";

    /// <summary>
    /// Whether this activity is one the token was made for: its service URL is the signed one (a trailing slash aside) and
    /// it comes from Teams, for which the key is endorsed. On another channel the client may write who it is.
    /// </summary>
    public bool Covers(Activity activity) =>
        activity.ServiceUrl is { } url
        && activity.ChannelId == Channel
        && string.Equals(url.TrimEnd('/'), ServiceUrl.TrimEnd('/'), StringComparison.Ordinal)
        && Endorsements.Contains(Channel);
}

/// <summary>
/// Checks the bearer token of an incoming activity: signed by a key the Bot Framework announces, by its issuer, for this bot,
/// now, with a service URL. No other issuer passes, so no user's Entra token does either.
/// </summary>
public sealed partial class BotTokenValidator(
    BotKeys keys, IOptions<BotOptions> options, TimeProvider time, ILogger<BotTokenValidator> logger)
{
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private const int MaxTokenLength = 16 * 1024;
    private const int MaxRemembered = 1_000;

    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenLength };
    private readonly ConcurrentDictionary<TokenHash, Remembered> _remembered = new();
    private int _rememberedGeneration;

    /// <summary>The token's content when it is valid now; null when it is refused for whatever reason.</summary>
    public async ValueTask<BotToken?> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > MaxTokenLength || options.Value.AppId is not { Length: > 0 } audience)
        {
            return null;
        }

        await keys.KeepFreshAsync(cancellationToken);
        ForgetWhenKeysChanged();
        var hash = TokenHash.Of(token);
        if (_remembered.TryGetValue(hash, out var known) && known.Generation == keys.Generation)
        {
            return IsNow(known.From, known.Until) ? known.Token : null;
        }

        return await ValidateAnewAsync(token, hash, audience, cancellationToken);
    }

    private async ValueTask<BotToken?> ValidateAnewAsync(string token, TokenHash hash, string audience, CancellationToken cancellationToken)
    {
        var parsed = Parse(token);
        if (parsed is null || !Algorithms.Contains(parsed.Alg) || string.IsNullOrEmpty(parsed.Kid))
        {
            Log.Refused(logger, "the token cannot be read or names another algorithm");
            return null;
        }

        if (await keys.FindAsync(parsed.Kid, cancellationToken) is not { } key)
        {
            Log.Refused(logger, "the signing key is not announced");
            return null;
        }

        var generation = keys.Generation;
        var result = await _handler.ValidateTokenAsync(parsed, Parameters(key, audience));
        if (!result.IsValid)
        {
            Log.Refused(logger, result.Exception?.GetType().Name ?? "invalid");
            return null;
        }

        if (!parsed.TryGetPayloadValue<string>("serviceurl", out var serviceUrl) || string.IsNullOrEmpty(serviceUrl))
        {
            Log.Refused(logger, "there is no serviceurl claim");
            return null;
        }

        var valid = new BotToken(serviceUrl, key.Endorsements);
        Remember(hash, new Remembered(valid, parsed.ValidFrom - ClockSkew, parsed.ValidTo + ClockSkew, generation));
        return valid;
    }

    private TokenValidationParameters Parameters(BotKey key, string audience) => new()
    {
        ValidIssuer = options.Value.Issuer,
        ValidAudience = audience,
        ValidAlgorithms = Algorithms,
        IssuerSigningKey = key.Key,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, _) => expires is { } until && IsNow(
            (notBefore ?? DateTime.MinValue.Add(ClockSkew)) - ClockSkew, until + ClockSkew),
    };

    private static JsonWebToken? Parse(string token)
    {
        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    private bool IsNow(DateTime from, DateTime until)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return from <= now && now < until;
    }

    private void Remember(TokenHash hash, Remembered remembered)
    {
        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }

        _remembered[hash] = remembered;
    }

    /// <summary>A key may have been withdrawn: what it signed has to be looked at again.</summary>
    private void ForgetWhenKeysChanged()
    {
        var generation = keys.Generation;
        if (Interlocked.Exchange(ref _rememberedGeneration, generation) != generation)
        {
            _remembered.Clear();
        }
    }

    private sealed record Remembered(BotToken Token, DateTime From, DateTime Until, int Generation);

    /// <summary>SHA-256 of the exact token, so that no token lies in memory longer than its request.</summary>
    private readonly record struct TokenHash(UInt128 High, UInt128 Low)
    {
        public static TokenHash Of(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
            return new TokenHash(
                BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A token was refused: {Reason}.")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
